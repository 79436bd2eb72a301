# pragma version 0.4.3
"""
@title Default upgrade
@license MIT
@notice Takes a chain to a newer protocol version, with nothing on L1 besides the diamond cut that
        this is the initialiser of.
@dev Roles: none; runs by a delegate call in a diamond, during a cut.
@custom:source era-contracts draft-v31, DefaultUpgrade
"""
from contracts.governance.upgrades import base_upgrade
from contracts.governance.upgrades import upgrade_errors
from contracts.lib import constants
from contracts.lib import versions
from contracts.proxy import diamond
from contracts.settlement import chain_storage
from interfaces import IChainUpgrade

initializes: diamond
initializes: chain_storage
initializes: base_upgrade[chain_storage := chain_storage]


@external
def upgrade(proposed_upgrade: IChainUpgrade.ProposedUpgrade) -> bytes32:
    """
    @notice Perform the upgrade. An upgrade of the minor version needs the previous one's
            transaction to be executed; a patch brings no transaction.
    @dev Role: the diamond, during a cut.
    @custom:errors TimeNotReached; SettlementLayerUpgradeMustPrecedeChainUpgrade;
                   ProtocolVersionTooSmall; PreviousProtocolMajorVersionNotZero;
                   NewProtocolMajorVersionNotZero; ProtocolVersionMinorDeltaTooBig;
                   PreviousUpgradeNotFinalized; PreviousUpgradeNotCleaned; ZeroAddress without a
                   verifier; MustBeEraChain for EraVM's hashes; those of the transaction
    """
    base_upgrade._check_moment(
        proposed_upgrade.upgradeTimestamp, proposed_upgrade.newProtocolVersion
    )
    minor: uint32 = 0
    is_patch: bool = False
    minor, is_patch = self._check_version(proposed_upgrade.newProtocolVersion)
    base_upgrade._set_version(proposed_upgrade.newProtocolVersion)
    base_upgrade._complete(proposed_upgrade, minor, is_patch)
    return constants.DIAMOND_INIT_SUCCESS


@internal
@view
def _check_version(version: uint256) -> (uint32, bool):
    """
    @dev (minor version, whether only the patch changes).
    """
    current: uint256 = chain_storage._protocol().version
    if version <= current:
        upgrade_errors.ProtocolVersionTooSmall(current, version)
    old_major: uint32 = 0
    old_minor: uint32 = 0
    major: uint32 = 0
    minor: uint32 = 0
    patch: uint32 = 0
    old_major, old_minor, patch = versions._unpack(current)
    if old_major != 0:
        upgrade_errors.PreviousProtocolMajorVersionNotZero()
    major, minor, patch = versions._unpack(version)
    if major != 0:
        upgrade_errors.NewProtocolMajorVersionNotZero()
    delta: uint32 = minor - old_minor
    if delta > base_upgrade.MAX_MINOR_VERSION_DELTA:
        upgrade_errors.ProtocolVersionMinorDeltaTooBig(
            convert(base_upgrade.MAX_MINOR_VERSION_DELTA, uint256), convert(delta, uint256)
        )
    if delta != 0 and base_upgrade._settles_here():
        if chain_storage.upgrade_tx_hash != empty(bytes32):
            upgrade_errors.PreviousUpgradeNotFinalized(chain_storage.upgrade_tx_hash)
        if chain_storage._batches().upgradeBatch != 0:
            upgrade_errors.PreviousUpgradeNotCleaned()
    return minor, delta == 0
