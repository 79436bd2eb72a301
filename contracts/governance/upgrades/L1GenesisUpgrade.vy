# pragma version 0.4.3
"""
@title Genesis upgrade
@license MIT
@notice Builds a new chain's first transaction, which sets up its system contracts for its ecosystem
        and its base token, and has the first batch carry it.
@dev Roles: none; runs by delegate calls in a diamond, when the chain type manager creates the
     chain.
@custom:source era-contracts draft-v31, L1GenesisUpgrade
"""
from contracts.governance.upgrades import base_upgrade
from contracts.governance.upgrades import base_token_metadata
from contracts.governance.upgrades import upgrade_errors
from contracts.lib import constants
from contracts.lib import limits
from contracts.lib import versions
from contracts.proxy import diamond
from contracts.settlement import chain_errors
from contracts.settlement import chain_storage
from interfaces import IBridgehub
from interfaces import IChainGenesis
from interfaces import IChainUpgrade
from interfaces import IL1AssetRouter
from interfaces import IL1NativeTokenVault
from interfaces import IMessaging

initializes: diamond
initializes: chain_storage
initializes: base_upgrade[chain_storage := chain_storage]

event GenesisUpgrade:
    _zkChain: indexed(address)
    _l2Transaction: IMessaging.L2CanonicalTransaction
    _protocolVersion: indexed(uint256)
    _factoryDeps: DynArray[Bytes[limits.MAX_FACTORY_DEP], limits.MAX_FACTORY_DEPS]


_MAX_GENESIS_CALLDATA: constant(uint256) = limits.MAX_FORCE_DEPLOYMENTS + 1_152


# --- the diamond ---


@external
def genesisUpgrade(
    l1_genesis_upgrade: address,
    chain_id: uint256,
    protocol_version: uint256,
    l1_ctm_deployer: address,
    fixed_force_deployments_data: Bytes[limits.MAX_FORCE_DEPLOYMENTS],
    factory_deps: DynArray[Bytes[limits.MAX_FACTORY_DEP], limits.MAX_FACTORY_DEPS],
) -> bytes32:
    """
    @notice Build the genesis transaction and make it the chain's upgrade to the version it has.
    @dev Role: the diamond, during a cut.
    @param l1_genesis_upgrade This contract; under a delegate call it does not know its own address.
    @param l1_ctm_deployer Tracker of chain type managers, for the chain's own bridgehub.
    @param fixed_force_deployments_data What all chains of the version share.
    """
    if len(factory_deps) != 0:
        chain_errors.TooManyFactoryDeps()
    transaction: IMessaging.L2CanonicalTransaction = self._genesis_transaction(
        versions._unpack(protocol_version)[1],
        abi_encode(
            constants.L2_GENESIS_UPGRADE,
            abi_encode(
                True,  # ZKsync OS
                chain_id,
                l1_ctm_deployer,
                fixed_force_deployments_data,
                self._chain_specific_data(chain_id),
                method_id=method_id("genesisUpgrade(bool,uint256,address,bytes,bytes)"),
            ),
            method_id=method_id("upgrade(address,bytes)"),
        ),
    )
    proposed: IChainUpgrade.ProposedUpgrade = empty(IChainUpgrade.ProposedUpgrade)
    proposed.l2ProtocolUpgradeTx = transaction
    proposed.newProtocolVersion = protocol_version
    diamond._cut_nothing(
        l1_genesis_upgrade,
        convert(
            abi_encode(proposed, method_id=x"16ef1303"),  # upgrade(ProposedUpgrade)
            Bytes[limits.MAX_CUT_CALLDATA],
        ),
    )
    log GenesisUpgrade(
        _zkChain=self,
        _l2Transaction=transaction,
        _protocolVersion=protocol_version,
        _factoryDeps=factory_deps,
    )
    return constants.DIAMOND_INIT_SUCCESS


@external
def upgrade(proposed_upgrade: IChainUpgrade.ProposedUpgrade) -> bytes32:
    """
    @notice Perform the upgrade. Unlike later ones it may leave the version as it is.
    @dev Role: the diamond, during the inner cut of `genesisUpgrade`.
    @custom:errors ProtocolVersionTooSmall; ProtocolMajorVersionNotZero;
                   ProtocolVersionDeltaTooLarge; GenesisUpgradeExpectedOnSettlementLayer;
                   PreviousUpgradeNotFinalized; PreviousUpgradeBatchNotCleared; those of any upgrade
    """
    base_upgrade._check_moment(
        proposed_upgrade.upgradeTimestamp, proposed_upgrade.newProtocolVersion
    )
    minor: uint32 = self._check_version(proposed_upgrade.newProtocolVersion)
    base_upgrade._set_version(proposed_upgrade.newProtocolVersion)
    base_upgrade._complete(proposed_upgrade, minor, False)
    return constants.DIAMOND_INIT_SUCCESS


# --- inside ---


@internal
@view
def _check_version(version: uint256) -> uint32:
    """
    @dev Returns the minor version.
    """
    current: uint256 = chain_storage._protocol().version
    if version < current:
        upgrade_errors.ProtocolVersionTooSmall(current, version)
    old_major: uint32 = 0
    old_minor: uint32 = 0
    major: uint32 = 0
    minor: uint32 = 0
    patch: uint32 = 0
    old_major, old_minor, patch = versions._unpack(current)
    major, minor, patch = versions._unpack(version)
    if old_major != 0 or major != 0:
        upgrade_errors.ProtocolMajorVersionNotZero()
    delta: uint32 = minor - old_minor
    if delta > base_upgrade.MAX_MINOR_VERSION_DELTA:
        upgrade_errors.ProtocolVersionDeltaTooLarge(
            convert(delta, uint256), convert(base_upgrade.MAX_MINOR_VERSION_DELTA, uint256)
        )
    if not base_upgrade._settles_here():
        upgrade_errors.GenesisUpgradeExpectedOnSettlementLayer()
    if chain_storage.upgrade_tx_hash != empty(bytes32):
        upgrade_errors.PreviousUpgradeNotFinalized(chain_storage.upgrade_tx_hash)
    if chain_storage._batches().upgradeBatch != 0:
        upgrade_errors.PreviousUpgradeBatchNotCleared()
    return minor


@internal
@pure
def _genesis_transaction(
    minor: uint32, data: Bytes[_MAX_GENESIS_CALLDATA]
) -> IMessaging.L2CanonicalTransaction:
    transaction: IMessaging.L2CanonicalTransaction = empty(IMessaging.L2CanonicalTransaction)
    transaction.txType = constants.UPGRADE_TX_TYPE
    transaction.sender = convert(constants.L2_FORCE_DEPLOYER, uint256)
    transaction.to = convert(constants.L2_COMPLEX_UPGRADER, uint256)
    transaction.gasLimit = constants.PRIORITY_TX_MAX_GAS_LIMIT
    transaction.gasPerPubdataByteLimit = constants.REQUIRED_GAS_PER_PUBDATA
    transaction.nonce = convert(minor, uint256)
    transaction.data = data
    return transaction


@internal
@view
def _chain_specific_data(chain_id: uint256) -> Bytes[limits.MAX_CHAIN_SPECIFIC_DATA]:
    bridgehub: IBridgehub = IBridgehub(chain_storage._identity().bridgehub)
    base_token: address = staticcall bridgehub.baseToken(chain_id)
    router: IL1AssetRouter = IL1AssetRouter(staticcall bridgehub.assetRouter())
    vault: IL1NativeTokenVault = IL1NativeTokenVault(staticcall router.nativeTokenVault())
    asset_id: bytes32 = chain_storage.base_token_asset_id
    return abi_encode(
        IChainGenesis.ChainSpecificData(
            l2LegacySharedBridge=staticcall router.l2BridgeAddress(chain_id),
            predeployedL2WethAddress=empty(address),
            baseTokenL1Address=base_token,
            baseTokenMetadata=base_token_metadata._metadata(base_token),
            baseTokenBridgingData=IMessaging.TokenBridgingData(
                assetId=asset_id,
                originChainId=staticcall vault.originChainId(asset_id),
                originToken=staticcall vault.originToken(asset_id),
            ),
        )
    )
