# pragma version 0.4.3
"""
@title An operation in its ABI encoding
@license MIT
@notice Walks an ABI-encoded `Operation` inside the first argument of a call, a `Bytes`, word by
        word in calldata, so that its bounds cost nothing unless they are used. Only the encoding
        that `abi.encode` yields is accepted: what is executed is then exactly what was hashed, and
        nobody can show two readings of the same bytes.
@dev Positions are absolute in calldata; `origin` is where the argument's bytes start.
"""
from contracts.lib import calldata
from contracts.lib import errors
from contracts.lib import limits


struct EncodedCall:
    target: address
    value: uint256  # wei
    start: uint256  # index of the first byte of its data in the argument
    length: uint256  # bytes of data


struct EncodedOperation:
    predecessor: bytes32
    calls: DynArray[EncodedCall, limits.MAX_OPERATION_CALLS]


# An operation: 0x20; offset of the calls, predecessor, salt; number of calls, offsets, the calls.
PREDECESSOR: constant(uint256) = 64
CALLS: constant(uint256) = 128
OFFSETS: constant(uint256) = 160
# A call: target, value, offset of the data; length of the data, the data.
CALL_DATA: constant(uint256) = 96


@internal
@view
def _decode(length: uint256) -> EncodedOperation:
    """
    @dev The operation in the first argument, which has `length` bytes. NonCanonicalRepresentation
         unless `abi.encode` would yield just these bytes.
    """
    origin: uint256 = calldata._bytes_at(4, 0)
    self._check_word(origin, 32)
    self._check_word(origin + 32, CALLS - 32)
    count: uint256 = calldata._word(origin + CALLS)
    if count > limits.MAX_OPERATION_CALLS:
        errors.NonCanonicalRepresentation()
    operation: EncodedOperation = EncodedOperation(
        predecessor=convert(calldata._word(origin + PREDECESSOR), bytes32), calls=[]
    )
    # Each call must begin where the one before it ended, and the last end with the argument:
    # positions only grow, so nothing outside of it was read.
    position: uint256 = origin + OFFSETS + 32 * count
    for i: uint256 in range(count, bound=limits.MAX_OPERATION_CALLS):
        self._check_word(origin + OFFSETS + 32 * i, position - origin - OFFSETS)
        call: EncodedCall = self._call_at(position, origin)
        operation.calls.append(call)
        position = origin + call.start + call.length + self._padding(call.length)
    if position != origin + length:
        errors.NonCanonicalRepresentation()
    return operation


@internal
@view
def _call_at(position: uint256, origin: uint256) -> EncodedCall:
    target: uint256 = calldata._word(position)
    length: uint256 = calldata._word(position + CALL_DATA)
    if target > convert(max_value(uint160), uint256) or length > limits.MAX_OPERATION:
        errors.NonCanonicalRepresentation()
    self._check_word(position + 64, CALL_DATA)
    data: uint256 = position + CALL_DATA + 32
    padding: uint256 = self._padding(length)
    if padding != 0:
        last: uint256 = calldata._word(data + length + padding - 32)
        if last << (256 - 8 * padding) != 0:
            errors.NonCanonicalRepresentation()
    return EncodedCall(
        target=convert(convert(target, uint160), address),
        value=calldata._word(position + 32),
        start=data - origin,
        length=length,
    )


@internal
@pure
def _padding(length: uint256) -> uint256:
    """
    @dev Zero bytes behind `length` bytes of data.
    """
    return (32 - length % 32) % 32


@internal
@view
def _check_word(position: uint256, expected: uint256):
    if calldata._word(position) != expected:
        errors.NonCanonicalRepresentation()
