# pragma version 0.4.3
"""
@title An operation in its ABI encoding
@license MIT
@notice Walks an ABI-encoded `Operation` inside the first argument of a call, a `Bytes`, word by word in
        calldata, so that its bounds cost nothing unless they are used. Only the encoding that
        `abi.encode` yields is accepted: what is executed is then exactly what was hashed, and nobody
        can show two readings of the same bytes.
@dev Positions are absolute in calldata; `origin` is where the argument's bytes start. From
     `_first_call` on, each call is taken with `_call_at`, and `_check_end` closes the walk: positions
     only grow, so everything read before lay inside the argument.
"""
from contracts.lib import calldata
from contracts.lib import errors
from contracts.lib import limits


struct EncodedCall:
    target: address
    value: uint256  # wei
    data: uint256  # index of its first byte in the argument
    length: uint256  # bytes of data
    end: uint256  # position behind the padding, where the next call starts


# An operation: 0x20; offset of the calls, predecessor, salt; number of calls, their offsets, the calls.
PREDECESSOR: constant(uint256) = 64
CALLS: constant(uint256) = 128
OFFSETS: constant(uint256) = 160
# A call: target, value, offset of the data; length of the data, the data.
CALL_DATA: constant(uint256) = 96


@internal
@view
def _origin() -> uint256:
    return calldata._bytes_at(4, 0)


@internal
@view
def _number_of_calls(origin: uint256) -> uint256:
    """
    @dev Check the head; how many calls the operation has.
    """
    self._check_word(origin, 32)
    self._check_word(origin + 32, CALLS - 32)
    count: uint256 = calldata._word(origin + CALLS)
    if count > limits.MAX_OPERATION_CALLS:
        errors.NonCanonicalRepresentation()
    return count


@internal
@view
def _predecessor(origin: uint256) -> bytes32:
    return convert(calldata._word(origin + PREDECESSOR), bytes32)


@internal
@pure
def _first_call(origin: uint256, count: uint256) -> uint256:
    return origin + OFFSETS + 32 * count


@internal
@view
def _call_at(origin: uint256, index: uint256, start: uint256) -> EncodedCall:
    """
    @dev Call number `index`, which must begin at `start`, where the one before it ended.
    """
    self._check_word(origin + OFFSETS + 32 * index, start - origin - OFFSETS)
    target: uint256 = calldata._word(start)
    length: uint256 = calldata._word(start + CALL_DATA)
    if target > convert(max_value(uint160), uint256) or length > limits.MAX_OPERATION:
        errors.NonCanonicalRepresentation()
    self._check_word(start + 64, CALL_DATA)
    data: uint256 = start + CALL_DATA + 32
    last: uint256 = length % 32
    if last != 0 and calldata._word(data + length - last) << (8 * last) != 0:
        errors.NonCanonicalRepresentation()
    return EncodedCall(
        target=convert(convert(target, uint160), address),
        value=calldata._word(start + 32),
        data=data - origin,
        length=length,
        end=data + length + (32 - last) % 32,
    )


@internal
@pure
def _check_end(position: uint256, end: uint256):
    """
    @dev The calls must reach exactly to the `end` of the argument.
    """
    if position != end:
        errors.NonCanonicalRepresentation()


@internal
@view
def _check_word(position: uint256, expected: uint256):
    if calldata._word(position) != expected:
        errors.NonCanonicalRepresentation()
