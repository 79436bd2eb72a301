# pragma version 0.4.3
"""
@title Admin facet: upgrades and freezing
@license MIT
@notice Changes of the diamond itself. An upgrade is a diamond cut that governance has published by
        its hash, for chains of one version.
"""
from contracts.lib import errors
from contracts.lib import limits
from contracts.proxy import diamond
from contracts.settlement import chain_access
from contracts.settlement import chain_errors
from contracts.settlement import chain_storage
from interfaces import IChainAdmin
from interfaces import IChainTypeManager
from interfaces import IDiamond

uses: diamond
uses: chain_storage
uses: chain_access

event ExecuteUpgrade:
    diamondCut: IDiamond.DiamondCutData

event Freeze: pass

event Unfreeze: pass


@external
def upgradeChainFromVersion(
    chain_address: address, old_protocol_version: uint256, diamond_cut: IDiamond.DiamondCutData
):
    """
    @notice Run the upgrade that governance published for chains of `old_protocol_version`.
    @dev Role: admin, chain type manager, or a validator after the date that the admin has set.
    @param chain_address Not read; validators' timelocks have the same function for many chains.
    @custom:errors Unauthorized; HashMismatch when that is not the published cut; ProtocolIdMismatch
                   when the chain has another version; UpgradeTimestampNotReached for validators;
                   ProtocolIdNotGreater when the cut leaves the version as it is
    """
    admin: address = chain_storage.admin
    protocol: chain_storage.Protocol = chain_storage._protocol()
    is_principal: bool = msg.sender == admin or msg.sender == protocol.chainTypeManager
    if not is_principal and not chain_storage.validators[msg.sender]:
        errors.Unauthorized(msg.sender)
    published: bytes32 = staticcall IChainTypeManager(protocol.chainTypeManager).upgradeCutHash(
        old_protocol_version
    )
    given: bytes32 = keccak256(abi_encode(diamond_cut))
    if given != published:
        errors.HashMismatch(published, given)
    if protocol.version != old_protocol_version:
        chain_errors.ProtocolIdMismatch(protocol.version, old_protocol_version)
    if not is_principal:
        self._check_date(admin, old_protocol_version)
    diamond._cut(diamond_cut)
    log ExecuteUpgrade(diamondCut=diamond_cut)
    if chain_storage._protocol().version <= old_protocol_version:
        chain_errors.ProtocolIdNotGreater()


@external
def executeUpgrade(diamond_cut: IDiamond.DiamondCutData):
    """
    @notice Run any cut.
    @dev Role: chain type manager (governance).
    """
    chain_access._only_chain_type_manager()
    diamond._cut(diamond_cut)
    log ExecuteUpgrade(diamondCut=diamond_cut)


@external
def genesisUpgrade(
    l1_genesis_upgrade: address,
    ctm_deployer: address,
    force_deployment_data: Bytes[limits.MAX_FORCE_DEPLOYMENTS],
    factory_deps: DynArray[Bytes[limits.MAX_FACTORY_DEP], limits.MAX_FACTORY_DEPS],
):
    """
    @notice Give a new chain its first transaction, which sets up its system contracts.
    @dev Role: chain type manager, when it creates the chain.
    @custom:errors TooManyFactoryDeps for any
    """
    chain_access._only_chain_type_manager()
    if len(factory_deps) != 0:
        chain_errors.TooManyFactoryDeps()
    init_calldata: Bytes[limits.MAX_CUT_CALLDATA] = abi_encode(
        l1_genesis_upgrade,
        chain_storage._identity().chainId,
        chain_storage._protocol().version,
        ctm_deployer,
        force_deployment_data,
        factory_deps,
        method_id=method_id("genesisUpgrade(address,uint256,uint256,address,bytes,bytes[])"),
    )
    diamond._cut_nothing(l1_genesis_upgrade, init_calldata)
    log ExecuteUpgrade(
        diamondCut=IDiamond.DiamondCutData(
            facetCuts=[], initAddress=l1_genesis_upgrade, initCalldata=init_calldata
        )
    )


@external
def freezeDiamond():
    """
    @notice Stop every freezable facet.
    @dev Role: chain type manager.
    @custom:errors DiamondAlreadyFrozen
    """
    chain_access._only_chain_type_manager()
    diamond._freeze()
    log Freeze()


@external
def unfreezeDiamond():
    """
    @notice End the freeze.
    @dev Role: chain type manager.
    @custom:errors DiamondNotFrozen
    """
    chain_access._only_chain_type_manager()
    diamond._unfreeze()
    log Unfreeze()


@internal
@view
def _check_date(admin: address, old_protocol_version: uint256):
    """
    @dev Dates are for the version that a chain leaves; 0 is none.
    """
    date: uint256 = staticcall IChainAdmin(admin).protocolVersionToUpgradeTimestamp(
        old_protocol_version
    )
    if date == 0 or block.timestamp < date:
        chain_errors.UpgradeTimestampNotReached(date, block.timestamp)
