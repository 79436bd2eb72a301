# pragma version 0.4.3
"""
@title Governance
@license MIT
@notice A timelock that owns the ecosystem. Its owner schedules operations (lists of calls),
        publicly or as a bare hash, and executes them after a delay; the security council may
        execute a scheduled operation at once.
@dev Roles: the owner schedules, cancels and executes; the security council executes, also early;
     the contract itself, through an operation, changes the council and the least delay.
     An operation's id is the hash of its ABI encoding. The ABI functions take operations of up to
     eight short calls; bigger ones pass their encoding to the `..._encoded` twins, under the same
     id. See docs/adr/0003.
@custom:source era-contracts draft-v31, Governance
"""
from contracts.governance import encoded_operation
from contracts.governance import timelock
from contracts.lib import errors
from contracts.lib import limits
from contracts.lib import ownable_2step

initializes: ownable_2step
initializes: timelock
exports: (
    ownable_2step.owner,
    ownable_2step.pendingOwner,
    ownable_2step.transferOwnership,
    ownable_2step.acceptOwnership,
    ownable_2step.renounceOwnership,
    timelock.minDelay,
    timelock.timestamps,
    timelock.isOperation,
    timelock.isOperationPending,
    timelock.isOperationReady,
    timelock.isOperationDone,
    timelock.getOperationState,
)


struct Call:
    target: address
    value: uint256  # wei
    data: Bytes[limits.MAX_SMALL_CALL]


struct Operation:
    calls: DynArray[Call, limits.MAX_SMALL_CALLS]
    predecessor: bytes32  # id of the operation that must be done before this one, or 0
    salt: bytes32


event TransparentOperationScheduled:
    _id: indexed(bytes32)
    delay: uint256
    _operation: Operation

event ShadowOperationScheduled:
    _id: indexed(bytes32)
    delay: uint256

event ChangeSecurityCouncil:
    _securityCouncilBefore: address
    _securityCouncilAfter: address


TRANSPARENT_OPERATION_SCHEDULED: constant(bytes32) = keccak256(
    "TransparentOperationScheduled(bytes32,uint256,((address,uint256,bytes)[],bytes32,bytes32))"
)

securityCouncil: public(address)


@deploy
def __init__(owner: address, security_council: address, min_delay: uint256):
    """
    @notice The council may be 0 and named later, by an operation.
    """
    if owner == empty(address):
        errors.ZeroAddress()
    ownable_2step._set_owner(owner)
    self._set_security_council(security_council)
    timelock._set_min_delay(min_delay)


@external
@payable
def __default__():
    """
    @notice Take ETH, which operations may spend.
    """
    assert len(msg.data) == 0  # dev: no such function


# --- scheduling ---


@external
def scheduleTransparent(operation: Operation, delay: uint256):
    """
    @notice Schedule `operation`, in public, for `delay` seconds from now.
    @dev Role: owner.
    @custom:errors OperationExists when it is scheduled or done; InvalidDelay below minDelay
    """
    ownable_2step._check_owner()
    id: bytes32 = keccak256(abi_encode(operation))
    timelock._schedule(id, delay)
    log TransparentOperationScheduled(_id=id, delay=delay, _operation=operation)


@external
def schedule_transparent_encoded(operation: Bytes[limits.MAX_OPERATION], delay: uint256):
    """
    @notice `scheduleTransparent` for a bigger operation, given as its ABI encoding.
    @dev Role: owner.
    @custom:errors as `scheduleTransparent`; NonCanonicalRepresentation when the bytes are not what
                   `abi.encode(operation)` yields
    """
    ownable_2step._check_owner()
    encoded_operation._decode(len(operation))
    id: bytes32 = keccak256(operation)
    timelock._schedule(id, delay)
    # The event's data: the delay, where the operation starts, and the operation itself.
    raw_log(
        [TRANSPARENT_OPERATION_SCHEDULED, id],
        concat(
            convert(delay, bytes32),
            convert(64, bytes32),
            slice(operation, 32, len(operation) - 32),
        ),
    )


@external
def scheduleShadow(id: bytes32, delay: uint256):
    """
    @notice Schedule an operation of which only the id is published.
    @dev Role: owner.
    @custom:errors OperationExists when it is scheduled or done; InvalidDelay below minDelay
    """
    ownable_2step._check_owner()
    timelock._schedule(id, delay)
    log ShadowOperationScheduled(_id=id, delay=delay)


@external
def cancel(id: bytes32):
    """
    @notice Forget a scheduled operation; it may be scheduled anew.
    @dev Role: owner.
    @custom:errors OperationMustBePending
    """
    ownable_2step._check_owner()
    timelock._cancel(id)


# --- executing ---


@external
@payable
def execute(operation: Operation):
    """
    @notice Make the calls of an operation whose delay has passed. A call that fails reverts them
            all, with its own error.
    @dev Role: owner or security council.
    @custom:errors Unauthorized; PreviousOperationNotExecuted; OperationMustBeReady, also when a
                   call made this operation unready
    """
    self._check_owner_or_council()
    id: bytes32 = keccak256(abi_encode(operation))
    timelock._check_predecessor_done(operation.predecessor)
    timelock._check_ready(id)
    for i: uint256 in range(len(operation.calls), bound=limits.MAX_SMALL_CALLS):
        raw_call(operation.calls[i].target, operation.calls[i].data, value=operation.calls[i].value)
    # A call may have come back here and executed or cancelled this very operation.
    timelock._check_ready(id)
    timelock._set_done(id)


@external
@payable
def execute_encoded(operation: Bytes[limits.MAX_OPERATION]):
    """
    @notice `execute` for a bigger operation, given as its ABI encoding.
    @dev Role: owner or security council.
    @custom:errors as `execute`; NonCanonicalRepresentation
    """
    self._check_owner_or_council()
    id: bytes32 = keccak256(operation)
    decoded: encoded_operation.EncodedOperation = encoded_operation._decode(len(operation))
    timelock._check_predecessor_done(decoded.predecessor)
    timelock._check_ready(id)
    for call: encoded_operation.EncodedCall in decoded.calls:
        raw_call(call.target, slice(operation, call.start, call.length), value=call.value)
    timelock._check_ready(id)
    timelock._set_done(id)


@external
@payable
def executeInstant(operation: Operation):
    """
    @notice Make the calls of a scheduled operation without waiting for its delay.
    @dev Role: security council.
    @custom:errors Unauthorized; PreviousOperationNotExecuted; OperationMustBePending, also when a
                   call executed or cancelled this operation
    """
    self._check_council()
    id: bytes32 = keccak256(abi_encode(operation))
    timelock._check_predecessor_done(operation.predecessor)
    timelock._check_pending(id)
    for i: uint256 in range(len(operation.calls), bound=limits.MAX_SMALL_CALLS):
        raw_call(operation.calls[i].target, operation.calls[i].data, value=operation.calls[i].value)
    timelock._check_pending(id)
    timelock._set_done(id)


@external
@payable
def execute_instant_encoded(operation: Bytes[limits.MAX_OPERATION]):
    """
    @notice `executeInstant` for a bigger operation, given as its ABI encoding.
    @dev Role: security council.
    @custom:errors as `executeInstant`; NonCanonicalRepresentation
    """
    self._check_council()
    id: bytes32 = keccak256(operation)
    decoded: encoded_operation.EncodedOperation = encoded_operation._decode(len(operation))
    timelock._check_predecessor_done(decoded.predecessor)
    timelock._check_pending(id)
    for call: encoded_operation.EncodedCall in decoded.calls:
        raw_call(call.target, slice(operation, call.start, call.length), value=call.value)
    timelock._check_pending(id)
    timelock._set_done(id)


# --- by an operation of its own ---


@external
def updateDelay(new_delay: uint256):
    """
    @notice Change the least delay, in seconds, of operations scheduled from now on.
    @dev Role: this contract.
    @custom:errors Unauthorized
    """
    self._check_self()
    timelock._set_min_delay(new_delay)


@external
def updateSecurityCouncil(new_security_council: address):
    """
    @notice Replace the security council; 0 leaves none.
    @dev Role: this contract.
    @custom:errors Unauthorized
    """
    self._check_self()
    self._set_security_council(new_security_council)


# --- views ---


@external
@pure
def hashOperation(operation: Operation) -> bytes32:
    """
    @notice The id of `operation`.
    """
    return keccak256(abi_encode(operation))


# --- internals ---


@internal
def _set_security_council(new_security_council: address):
    log ChangeSecurityCouncil(
        _securityCouncilBefore=self.securityCouncil, _securityCouncilAfter=new_security_council
    )
    self.securityCouncil = new_security_council


@internal
@view
def _check_owner_or_council():
    if msg.sender != ownable_2step.owner and msg.sender != self.securityCouncil:
        errors.Unauthorized(msg.sender)


@internal
@view
def _check_council():
    if msg.sender != self.securityCouncil:
        errors.Unauthorized(msg.sender)


@internal
@view
def _check_self():
    if msg.sender != self:
        errors.Unauthorized(msg.sender)
