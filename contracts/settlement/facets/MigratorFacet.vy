# pragma version 0.4.3
"""
@title Migrator facet
@license MIT
@notice Pauses a chain's deposits, which is how its migration to another settlement layer begins.
@dev Roles: the admin; the chain type manager, which pauses new chains; on a Gateway the chain asset
     handler.
@custom:source era-contracts draft-v31, MigratorFacet
"""
from contracts.lib import constants
from contracts.lib import errors
from contracts.proxy import diamond
from contracts.settlement import chain_access
from contracts.settlement import chain_errors
from contracts.settlement import chain_storage
from interfaces import IBridgehub
from interfaces import IL1AssetTracker
from interfaces import IL1ChainAssetHandler

initializes: diamond
initializes: chain_storage
initializes: chain_access[chain_storage := chain_storage]

event DepositsPaused:
    chainId: uint256
    pausedDepositsTimestamp: uint256

event DepositsUnpaused:
    chainId: uint256


getName: public(constant(String[13])) = "MigratorFacet"


@deploy
def __init__(l1_chain_id: uint256):
    chain_access.__init__(l1_chain_id)


# --- admin ---


@external
def pauseDepositsBeforeInitiatingMigration():
    """
    @notice Take no more requests, also on the Gateway if the chain settles there. New chains are
            created paused.
    @dev Role: admin or chain type manager, on L1.
    @custom:errors NotL1; NotCompatibleWithPriorityMode; DepositsAlreadyPaused;
                   TotalPriorityTxsIsZero on a Gateway before the first request
    """
    chain_access._only_admin_or_chain_type_manager()
    chain_access._only_on_l1()
    settlement: chain_storage.Settlement = chain_storage._settlement()
    chain_access._only_without_priority_mode(settlement)
    if settlement.depositsPausedAt != 0:
        chain_errors.DepositsAlreadyPaused()
    self._set_paused(settlement, block.timestamp)
    chain_id: uint256 = chain_storage._identity().chainId
    if settlement.layer != empty(address):
        if chain_storage.priority_tree._total() == 0:
            chain_errors.TotalPriorityTxsIsZero()
        extcall IL1AssetTracker(chain_storage.asset_tracker).requestPauseDepositsForChainOnGateway(
            chain_id
        )
    log DepositsPaused(chainId=chain_id, pausedDepositsTimestamp=block.timestamp)


@external
def unpauseDeposits():
    """
    @notice Take requests again.
    @dev Role: admin, on L1.
    @custom:errors NotL1; DepositsNotPaused; MigrationInProgress until its result is proved
    """
    chain_access._only_admin()
    chain_access._only_on_l1()
    settlement: chain_storage.Settlement = chain_storage._settlement()
    if settlement.depositsPausedAt == 0:
        chain_errors.DepositsNotPaused()
    identity: chain_storage.Identity = chain_storage._identity()
    asset_handler: address = staticcall IBridgehub(identity.bridgehub).chainAssetHandler()
    if staticcall IL1ChainAssetHandler(asset_handler).isMigrationInProgress(identity.chainId):
        chain_errors.MigrationInProgress()
    self._set_paused(settlement, 0)
    log DepositsUnpaused(chainId=identity.chainId)


# --- chain asset handler of a Gateway ---


@external
def pauseDepositsOnGateway(timestamp: uint256):
    """
    @notice Follow the pause on L1.
    @dev Role: the Gateway's chain asset handler.
    @custom:errors Unauthorized; OnlyGateway on L1
    """
    if msg.sender != constants.L2_CHAIN_ASSET_HANDLER:
        errors.Unauthorized(msg.sender)
    if chain_access._is_on_l1():
        chain_errors.OnlyGateway()
    self._set_paused(chain_storage._settlement(), timestamp)
    log DepositsPaused(
        chainId=chain_storage._identity().chainId, pausedDepositsTimestamp=timestamp
    )


# --- inside ---


@internal
def _set_paused(settlement: chain_storage.Settlement, timestamp: uint256):
    settlement.depositsPausedAt = timestamp
    chain_storage._set_settlement(settlement)
