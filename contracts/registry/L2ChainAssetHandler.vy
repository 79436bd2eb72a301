# pragma version 0.4.3
"""
@title L2 chain asset handler (0x1000a)
@license MIT
@notice Counts the migrations of this chain between settlement layers, which the asset tracker compares with
        those of each token.
@dev Roles: the owner is L1 governance, by its alias, and pauses; the complex upgrader (0x800f) initialises;
     the system context (0x800b) reports where batches settle.
@custom:source era-contracts draft-v31, L2ChainAssetHandler, ChainAssetHandlerBase
"""
from contracts.lib import constants
from contracts.lib import data_encoding
from contracts.lib import errors
from contracts.lib import initializable
from contracts.lib import ownable_2step
from contracts.lib import owner_pausable
from contracts.lib import pausable
from contracts.system import system_errors
from contracts.registry import registry_errors

initializes: ownable_2step
initializes: pausable
initializes: owner_pausable[ownable_2step := ownable_2step, pausable := pausable]
initializes: initializable
exports: (
    ownable_2step.owner,
    ownable_2step.pendingOwner,
    ownable_2step.transferOwnership,
    ownable_2step.acceptOwnership,
    ownable_2step.renounceOwnership,
    pausable.paused,
    owner_pausable.pause,
    owner_pausable.unpause,
)

event PausedMigration:
    pauser: indexed(address)

event UnpausedMigration:
    pauser: indexed(address)


BRIDGEHUB: public(constant(address)) = constants.L2_BRIDGEHUB
MESSAGE_ROOT: public(constant(address)) = constants.L2_MESSAGE_ROOT
ASSET_ROUTER: public(constant(address)) = constants.L2_ASSET_ROUTER

L1_CHAIN_ID: public(uint256)
ETH_TOKEN_ASSET_ID: public(bytes32)
migrationPaused: public(bool)
migrationNumber: public(HashMap[uint256, uint256])  # chain id => migrations so far


# --- complex upgrader ---


@external
def initL2(l1_chain_id: uint256, owner: address):
    """
    @notice Initialise.
    @dev Role: complex upgrader, in the genesis upgrade.
    @custom:errors SlotOccupied when it ran before; InvalidCaller
    """
    if initializable._initialized != 0:
        errors.SlotOccupied()
    self._check_upgrader()
    initializable._disable()
    self._update(l1_chain_id, owner)


@external
def updateL2(l1_chain_id: uint256, owner: address):
    """
    @notice Set what an upgrade may change.
    @dev Role: complex upgrader.
    @custom:errors InvalidCaller
    """
    self._check_upgrader()
    self._update(l1_chain_id, owner)


# --- owner ---


@external
def pauseMigration():
    """
    @notice Keep chains where they are, as a protocol upgrade demands.
    @dev Role: owner.
    """
    ownable_2step._check_owner()
    self.migrationPaused = True
    log PausedMigration(pauser=msg.sender)


@external
def unpauseMigration():
    """
    @notice Let chains move again.
    @dev Role: owner.
    """
    ownable_2step._check_owner()
    self.migrationPaused = False
    log UnpausedMigration(pauser=msg.sender)


# --- system context ---


@external
def setSettlementLayerChainId(previous: uint256, current: uint256):
    """
    @notice Batches of this chain settle on `current` from now on. A change is a migration, but for the
            first layer a chain is told of, if that is L1.
    @dev Role: system context.
    @custom:errors NotSystemContext
    """
    if msg.sender != constants.L2_SYSTEM_CONTEXT:
        registry_errors.NotSystemContext(msg.sender)
    if previous == current or (previous == 0 and current == self.L1_CHAIN_ID):
        return
    self.migrationNumber[chain.id] += 1


# --- inside ---


@internal
@view
def _check_upgrader():
    if msg.sender != constants.L2_COMPLEX_UPGRADER:
        system_errors.InvalidCaller(msg.sender)


@internal
def _update(l1_chain_id: uint256, owner: address):
    self.L1_CHAIN_ID = l1_chain_id
    self.ETH_TOKEN_ASSET_ID = data_encoding._ntv_asset_id(l1_chain_id, constants.ETH_TOKEN)
    if ownable_2step.owner != owner:
        ownable_2step._set_owner(owner)
