# pragma version 0.4.3
"""
@title Timelock
@license MIT
@notice What became of each operation, by its id, and since when.
@dev Who may do what is the importing contract's matter.
"""
from contracts.governance import governance_errors

event OperationCancelled:
    _id: indexed(bytes32)

event OperationExecuted:
    _id: indexed(bytes32)

event ChangeMinDelay:
    _delayBefore: uint256
    _delayAfter: uint256


# States of an operation.
UNSET: constant(uint8) = 0
WAITING: constant(uint8) = 1
READY: constant(uint8) = 2
DONE: constant(uint8) = 3

DONE_TIMESTAMP: constant(uint256) = 1

minDelay: public(uint256)  # seconds
timestamps: public(HashMap[bytes32, uint256])  # id => 0, 1 if done, or when it becomes ready


@external
@view
def isOperation(id: bytes32) -> bool:
    """
    @notice Whether it is scheduled or done.
    """
    return self._state(id) != UNSET


@external
@view
def isOperationPending(id: bytes32) -> bool:
    """
    @notice Whether it is scheduled and not done.
    """
    return self._state(id) in [WAITING, READY]


@external
@view
def isOperationReady(id: bytes32) -> bool:
    """
    @notice Whether it may be executed now.
    """
    return self._state(id) == READY


@external
@view
def isOperationDone(id: bytes32) -> bool:
    """
    @notice Whether it was executed.
    """
    return self._state(id) == DONE


@external
@view
def getOperationState(id: bytes32) -> uint8:
    """
    @notice 0 unset, 1 waiting for its delay, 2 ready, 3 done.
    """
    return self._state(id)


@internal
@view
def _state(id: bytes32) -> uint8:
    timestamp: uint256 = self.timestamps[id]
    if timestamp == 0:
        return UNSET
    if timestamp == DONE_TIMESTAMP:
        return DONE
    return WAITING if timestamp > block.timestamp else READY


@internal
def _set_min_delay(new_delay: uint256):
    log ChangeMinDelay(_delayBefore=self.minDelay, _delayAfter=new_delay)
    self.minDelay = new_delay


@internal
def _schedule(id: bytes32, delay: uint256):
    if self.timestamps[id] != 0:
        governance_errors.OperationExists()
    if delay < self.minDelay:
        governance_errors.InvalidDelay()
    self.timestamps[id] = block.timestamp + delay


@internal
def _cancel(id: bytes32):
    self._check_pending(id)
    self.timestamps[id] = 0
    log OperationCancelled(_id=id)


@internal
def _set_done(id: bytes32):
    self.timestamps[id] = DONE_TIMESTAMP
    log OperationExecuted(_id=id)


@internal
@view
def _check_predecessor_done(predecessor: bytes32):
    if predecessor != empty(bytes32) and self._state(predecessor) != DONE:
        governance_errors.PreviousOperationNotExecuted()


@internal
@view
def _check_pending(id: bytes32):
    if self._state(id) not in [WAITING, READY]:
        governance_errors.OperationMustBePending()


@internal
@view
def _check_ready(id: bytes32):
    if self._state(id) != READY:
        governance_errors.OperationMustBeReady()
