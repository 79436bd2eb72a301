# pragma version 0.4.3
"""
@title Chain type manager of ZKsync OS
@license MIT
@notice Makes the diamonds of chains that run ZKsync OS, knows the protocol's versions and the upgrades
        between them, and is the one whose emergency calls the diamonds obey.
@dev Roles: the owner (governance) publishes versions and creation parameters and controls chains; the
     admin replaces the server notifier; the bridgehub creates chains; the chain asset handler moves
     them. Behind a proxy.
@custom:source era-contracts draft-v31, ZKsyncOSChainTypeManager, ChainTypeManagerBase
"""
from contracts.lib import errors
from contracts.lib import initializable
from contracts.lib import limits
from contracts.lib import ownable_2step
from contracts.registry import admin_2step
from contracts.registry import chain_controls
from contracts.registry import chain_creation
from contracts.registry import chain_directory
from contracts.registry import protocol_versions
from contracts.registry import registry_errors
from interfaces import IBridgehub
from interfaces import IChainTypeManager
from interfaces import IZKChain

implements: IChainTypeManager
initializes: ownable_2step
initializes: initializable
initializes: admin_2step[ownable_2step := ownable_2step]
initializes: chain_directory
initializes: chain_controls[ownable_2step := ownable_2step, chain_directory := chain_directory]
initializes: protocol_versions[
    ownable_2step := ownable_2step, chain_directory := chain_directory
]
initializes: chain_creation[
    chain_directory := chain_directory, protocol_versions := protocol_versions
]
exports: (
    # ownership and administration
    ownable_2step.owner,
    ownable_2step.pendingOwner,
    ownable_2step.transferOwnership,
    ownable_2step.acceptOwnership,
    ownable_2step.renounceOwnership,
    admin_2step.admin,
    admin_2step.acceptAdmin,
    # chains
    chain_directory.BRIDGE_HUB,
    chain_directory.getZKChain,
    chain_directory.getHyperchain,
    chain_directory.getChainAdmin,
    chain_directory.getProtocolVersion,
    chain_controls.freezeChain,
    chain_controls.unfreezeChain,
    chain_controls.revertBatches,
    chain_controls.upgradeChainFromVersion,
    chain_controls.executeUpgrade,
    chain_controls.setPriorityTxMaxGasLimit,
    chain_controls.setTokenMultiplier,
    chain_controls.changeFeeParams,
    chain_controls.setValidator,
    chain_controls.deactivatePriorityMode,
    chain_controls.setPriorityModeTransactionFilterer,
    # versions
    protocol_versions.protocolVersion,
    protocol_versions.getSemverProtocolVersion,
    protocol_versions.protocolVersionDeadline,
    protocol_versions.protocolVersionIsActive,
    protocol_versions.protocolVersionVerifier,
    protocol_versions.upgradeCutHash,
    protocol_versions.upgradeCutDataBlock,
    protocol_versions.newChainCreationParamsBlock,
    protocol_versions.setNewVersionUpgrade,
    protocol_versions.createNewPatchUpgrade,
    protocol_versions.setUpgradeDiamondCut,
    protocol_versions.setProtocolVersionDeadline,
    protocol_versions.setProtocolVersionVerifier,
    # new chains
    chain_creation.INTEROP_CENTER,
    chain_creation.DIAMOND_PROXY_BLUEPRINT,
    chain_creation.l1GenesisUpgrade,
    chain_creation.storedBatchZero,
    chain_creation.initialCutHash,
    chain_creation.initialForceDeploymentHash,
    chain_creation.validatorTimelockPostV29,
)

event NewValidatorTimelockPostV29:
    oldValidatorTimelockPostV29: indexed(address)
    newvalidatorTimelockPostV29: indexed(address)

event NewServerNotifier:
    oldServerNotifier: indexed(address)
    newServerNotifier: indexed(address)


struct ChainTypeManagerInitializeData:
    owner: address
    validatorTimelock: address
    chainCreationParams: chain_creation.ChainCreationParams
    protocolVersion: uint256
    verifier: address
    serverNotifier: address


# A cut inside migration data, which has five words of its own around it.
MAX_MIGRATION_CUT: constant(uint256) = limits.MAX_ASSET_DATA - 5 * 32

L1_BYTECODES_SUPPLIER: public(immutable(address))
PERMISSIONLESS_VALIDATOR: public(immutable(address))

serverNotifierAddress: public(address)


@deploy
def __init__(
    bridgehub: address,
    interop_center: address,
    l1_bytecodes_supplier: address,
    permissionless_validator: address,
    diamond_proxy_blueprint: address,
):
    """
    @param diamond_proxy_blueprint ERC-5202 blueprint of DiamondProxy.
    """
    chain_directory.__init__(bridgehub)
    chain_creation.__init__(interop_center, diamond_proxy_blueprint)
    L1_BYTECODES_SUPPLIER = l1_bytecodes_supplier
    PERMISSIONLESS_VALIDATOR = permissionless_validator
    initializable._disable()


@external
def initialize(data: ChainTypeManagerInitializeData):
    """
    @notice Initialise a proxy with its first version and the parameters of new chains.
    @custom:errors SlotOccupied when it was initialised before; ZeroAddress for owner, timelock, notifier
                   or verifier; as setChainCreationParams
    """
    if initializable._initialized != 0:
        errors.SlotOccupied()
    initializable._start(1)
    if data.owner == empty(address):
        errors.ZeroAddress()
    if data.validatorTimelock == empty(address):
        errors.ZeroAddress()
    if data.serverNotifier == empty(address):
        errors.ZeroAddress()
    ownable_2step._set_owner(data.owner)
    protocol_versions.protocolVersion = data.protocolVersion
    protocol_versions._set_deadline(data.protocolVersion, max_value(uint256))
    protocol_versions._set_verifier(data.protocolVersion, data.verifier)
    chain_creation.validatorTimelockPostV29 = data.validatorTimelock
    self.serverNotifierAddress = data.serverNotifier
    chain_creation._set_params(data.chainCreationParams)


# --- owner and admin ---


@external
def setChainCreationParams(params: chain_creation.ChainCreationParams):
    """
    @notice Publish what new chains are made of. Of the diamond cut and the force deployments only hashes
            are kept.
    @dev Role: owner.
    @custom:errors GenesisUpgradeZero; GenesisBatchHashZero; GenesisBatchCommitmentIncorrect unless 1
    """
    ownable_2step._check_owner()
    chain_creation._set_params(params)


@external
def setPendingAdmin(new_pending_admin: address):
    """
    @notice Offer the role of admin; address 0 withdraws the offer.
    @dev Role: owner or admin.
    @custom:errors Unauthorized
    """
    admin_2step._check_owner_or_admin()
    admin_2step._offer_admin(new_pending_admin)


@external
def setValidatorTimelockPostV29(validator_timelock: address):
    """
    @notice Set the first validator of new chains.
    @dev Role: owner.
    """
    ownable_2step._check_owner()
    previous: address = chain_creation.validatorTimelockPostV29
    chain_creation.validatorTimelockPostV29 = validator_timelock
    log NewValidatorTimelockPostV29(
        oldValidatorTimelockPostV29=previous, newvalidatorTimelockPostV29=validator_timelock
    )


@external
def setServerNotifier(server_notifier: address):
    """
    @notice Set the contract whose events servers follow.
    @dev Role: owner or admin.
    @custom:errors Unauthorized
    """
    admin_2step._check_owner_or_admin()
    previous: address = self.serverNotifierAddress
    self.serverNotifierAddress = server_notifier
    log NewServerNotifier(oldServerNotifier=previous, newServerNotifier=server_notifier)


# --- bridgehub ---


@external
def createNewChain(
    chain_id: uint256,
    base_token_asset_id: bytes32,
    admin: address,
    init_data: Bytes[limits.MAX_CHAIN_INIT_DATA],
    factory_deps: DynArray[Bytes[limits.MAX_FACTORY_DEP], limits.MAX_FACTORY_DEPS],
) -> address:
    """
    @notice Make a chain: its diamond, and its genesis upgrade.
    @param init_data abi.encode(bytes diamondCut, bytes forceDeploymentsData), both as published.
    @return The diamond. Deposits are paused, so that the chain may move to a Gateway at once.
    @dev Role: bridgehub.
    @custom:errors Unauthorized; ChainAlreadyLive; HashMismatch of the cut; InitialForceDeploymentMismatch
    """
    if msg.sender != chain_directory.BRIDGE_HUB:
        errors.Unauthorized(msg.sender)
    diamond_cut: Bytes[limits.MAX_CUT] = b""
    force_deployments: Bytes[limits.MAX_FORCE_DEPLOYMENTS] = b""
    diamond_cut, force_deployments = abi_decode(
        init_data, (Bytes[limits.MAX_CUT], Bytes[limits.MAX_FORCE_DEPLOYMENTS])
    )
    zk_chain: address = chain_creation._deploy(
        chain_id, base_token_asset_id, admin, diamond_cut
    )
    force_deployment_hash: bytes32 = keccak256(abi_encode(force_deployments))
    if force_deployment_hash != chain_creation.initialForceDeploymentHash:
        registry_errors.InitialForceDeploymentMismatch(
            force_deployment_hash, chain_creation.initialForceDeploymentHash
        )
    extcall IZKChain(zk_chain).genesisUpgrade(
        chain_creation.l1GenesisUpgrade,
        staticcall IBridgehub(chain_directory.BRIDGE_HUB).l1CtmDeployer(),
        force_deployments,
        factory_deps,
    )
    extcall IZKChain(zk_chain).pauseDepositsBeforeInitiatingMigration()
    return zk_chain


# --- chain asset handler ---


@external
@view
def forwardedBridgeBurn(
    chain_id: uint256, data: Bytes[limits.MAX_ASSET_DATA]
) -> Bytes[limits.MAX_ASSET_DATA]:
    """
    @notice What the chain's new layer has to know of a chain that leaves.
    @param data abi.encode(address newAdmin, bytes diamondCut): the admin there, and the cut that the chain
                type manager there has published.
    @return abi.encode(bytes32 baseTokenAssetId, address newAdmin, uint256 protocolVersion,
            bytes diamondCut)
    @dev Role: chain asset handler.
    @custom:errors Unauthorized; AdminZero; OutdatedProtocolVersion when the chain is not up to date
    """
    self._check_chain_asset_handler()
    new_admin: address = empty(address)
    diamond_cut: Bytes[MAX_MIGRATION_CUT] = b""
    new_admin, diamond_cut = abi_decode(data, (address, Bytes[MAX_MIGRATION_CUT]))
    if new_admin == empty(address):
        registry_errors.AdminZero()
    self._check_current(staticcall chain_directory._zk_chain(chain_id).getProtocolVersion())
    return abi_encode(
        staticcall IBridgehub(chain_directory.BRIDGE_HUB).baseTokenAssetId(chain_id),
        new_admin,
        protocol_versions.protocolVersion,
        diamond_cut,
    )


@external
def forwardedBridgeMint(chain_id: uint256, ctm_data: Bytes[limits.MAX_ASSET_DATA]) -> address:
    """
    @notice Make the diamond of a chain that comes to this layer for the first time.
    @param ctm_data What forwardedBridgeBurn of the other layer returned.
    @dev Role: chain asset handler.
    @custom:errors Unauthorized; OutdatedProtocolVersion; ChainAlreadyLive; HashMismatch of the cut
    """
    self._check_chain_asset_handler()
    base_token_asset_id: bytes32 = empty(bytes32)
    admin: address = empty(address)
    version: uint256 = 0
    diamond_cut: Bytes[MAX_MIGRATION_CUT] = b""
    base_token_asset_id, admin, version, diamond_cut = abi_decode(
        ctm_data, (bytes32, address, uint256, Bytes[MAX_MIGRATION_CUT])
    )
    self._check_current(version)
    return chain_creation._deploy(chain_id, base_token_asset_id, admin, diamond_cut)


@external
def forwardedBridgeConfirmTransferResult(
    chain_id: uint256,
    tx_status: uint8,
    asset_info: bytes32,
    deposit_sender: address,
    ctm_data: Bytes[limits.MAX_ASSET_DATA],
):
    """
    @notice The outcome of a chain's leaving. Nothing was changed here when it left, so nothing is undone.
    @dev Role: chain asset handler.
    @custom:errors Unauthorized
    """
    self._check_chain_asset_handler()


# --- views ---


@external
@pure
def isZKsyncOS() -> bool:
    """
    @notice Whether its chains run ZKsync OS: yes.
    """
    return True


@external
@view
def getZKChainLegacy(chain_id: uint256) -> address:
    """
    @notice Always 0: the chain of a list that chain type managers kept before there was a bridgehub.
    """
    return empty(address)


@external
@view
def validatorTimelock() -> address:
    """
    @notice Always 0: the timelock of chains before version 29. See validatorTimelockPostV29.
    """
    return empty(address)


# --- inside ---


@internal
@view
def _check_chain_asset_handler():
    if msg.sender != staticcall IBridgehub(chain_directory.BRIDGE_HUB).chainAssetHandler():
        errors.Unauthorized(msg.sender)


@internal
@view
def _check_current(version: uint256):
    """
    @dev Chains move with the current version only, so that no layer meets one that it does not know.
    """
    if version != protocol_versions.protocolVersion:
        errors.OutdatedProtocolVersion(protocol_versions.protocolVersion, version)
