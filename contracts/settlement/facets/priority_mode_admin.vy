# pragma version 0.4.3
"""
@title Admin facet: transaction filterer and priority mode
@license MIT
@notice A filterer may refuse L1 to L2 requests. A chain that gives that right up may be taken out
        of its operator's hands by anybody when it leaves a request unprocessed for four days: in
        priority mode, the permissionless validator settles batches of requests only.
"""
from contracts.settlement import chain_access
from contracts.settlement import chain_batches
from contracts.settlement import chain_errors
from contracts.settlement import chain_storage

uses: chain_storage
uses: chain_access
uses: chain_batches

event NewTransactionFilterer:
    oldTransactionFilterer: address
    newTransactionFilterer: address

event NewPriorityModeTransactionFilterer:
    oldTransactionFilterer: address
    newTransactionFilterer: address

event PriorityModeAllowed: pass

event PriorityModeActivated: pass

event PriorityModeDeactivated: pass


# How long a request may wait before anybody may activate priority mode (4 days).
_PRIORITY_EXPIRATION: constant(uint256) = 345_600


# --- admin ---


@external
def setTransactionFilterer(transaction_filterer: address):
    """
    @notice Choose who decides which requests the chain takes; address 0 takes all.
    @dev Role: admin, on L1.
    @custom:errors NotL1; NotCompatibleWithPriorityMode once priority mode is allowed
    """
    chain_access._only_admin()
    chain_access._only_on_l1()
    chain_access._only_without_priority_mode(chain_storage._settlement())
    self._set_filterer(transaction_filterer)


@external
def permanentlyAllowPriorityMode():
    """
    @notice Give up the filterer, the pricing mode, migration and pauses for good, and let anybody
            activate priority mode when a request waits too long. Needs a request that waits.
    @dev Role: admin.
    @custom:errors NotSettlementLayer; NotL1; PriorityModeAlreadyAllowed;
                   PriorityOpsRequestTimestampMissing when no request waits
    """
    chain_access._only_admin()
    settlement: chain_storage.Settlement = chain_storage._settlement()
    chain_access._only_settling_here(settlement)
    chain_access._only_on_l1()
    if settlement.priorityModeAllowed:
        chain_errors.PriorityModeAlreadyAllowed()
    self._oldest_request()
    settlement.priorityModeAllowed = True
    chain_storage._set_settlement(settlement)
    # The one that governance chose for such chains, usually none.
    self._set_filterer(chain_storage.priority_mode_filterer)
    log PriorityModeAllowed()


# --- anybody ---


@external
@nonreentrant
def activatePriorityMode():
    """
    @notice Take settlement from the operator of a chain whose oldest request waits for four days.
            Batches that are not executed are reverted.
    @dev Role: anybody.
    @custom:errors NotSettlementLayer; NotL1; OnlyNormalMode when active already;
                   PriorityModeIsNotAllowed; PriorityModeRequiresPermanentRollup;
                   PriorityOpsRequestTimestampMissing when no request waits;
                   PriorityModeActivationTooEarly
    """
    settlement: chain_storage.Settlement = chain_storage._settlement()
    chain_access._only_settling_here(settlement)
    chain_access._only_on_l1()
    if settlement.priorityModeActive:
        chain_errors.OnlyNormalMode()
    if not settlement.priorityModeAllowed:
        chain_errors.PriorityModeIsNotAllowed()
    if not settlement.isPermanentRollup:
        chain_errors.PriorityModeRequiresPermanentRollup()
    earliest: uint256 = self._oldest_request() + _PRIORITY_EXPIRATION
    if block.timestamp < earliest:
        chain_errors.PriorityModeActivationTooEarly(earliest, block.timestamp)
    settlement.priorityModeActive = True
    chain_storage._set_settlement(settlement)
    # So that one transaction can commit, prove and execute what comes next.
    chain_batches._revert_batches(chain_storage._batches().executed)
    log PriorityModeActivated()


# --- chain type manager ---


@external
def deactivatePriorityMode():
    """
    @notice Give settlement back to the chain's operator.
    @dev Role: chain type manager.
    @custom:errors OnlyPriorityMode when not active; Unauthorized; NotSettlementLayer; NotL1
    """
    settlement: chain_storage.Settlement = chain_storage._settlement()
    if not settlement.priorityModeActive:
        chain_errors.OnlyPriorityMode()
    chain_access._only_chain_type_manager()
    chain_access._only_settling_here(settlement)
    chain_access._only_on_l1()
    settlement.priorityModeActive = False
    chain_storage._set_settlement(settlement)
    log PriorityModeDeactivated()


@external
def setPriorityModeTransactionFilterer(priority_mode_transaction_filterer: address):
    """
    @notice Choose the filterer of this chain under priority mode, for chains that cannot work
            without one (a Gateway). In force at once if priority mode is allowed already.
    @dev Role: chain type manager.
    @custom:errors NotSettlementLayer; NotL1
    """
    chain_access._only_chain_type_manager()
    settlement: chain_storage.Settlement = chain_storage._settlement()
    chain_access._only_settling_here(settlement)
    chain_access._only_on_l1()
    if settlement.priorityModeAllowed:
        self._set_filterer(priority_mode_transaction_filterer)
    old: address = chain_storage.priority_mode_filterer
    chain_storage.priority_mode_filterer = priority_mode_transaction_filterer
    log NewPriorityModeTransactionFilterer(
        oldTransactionFilterer=old, newTransactionFilterer=priority_mode_transaction_filterer
    )


# --- inside ---


@internal
def _set_filterer(transaction_filterer: address):
    old: address = chain_storage.transaction_filterer
    chain_storage.transaction_filterer = transaction_filterer
    log NewTransactionFilterer(
        oldTransactionFilterer=old, newTransactionFilterer=transaction_filterer
    )


@internal
@view
def _oldest_request() -> uint256:
    """
    @dev When the oldest request that waits was made.
    """
    first: uint256 = chain_storage.priority_tree._first_unprocessed()
    requested_at: uint256 = chain_storage._request_timestamp(first)
    if requested_at == 0:
        chain_errors.PriorityOpsRequestTimestampMissing(first)
    return requested_at
