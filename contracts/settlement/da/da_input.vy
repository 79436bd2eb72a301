# pragma version 0.4.3
"""
@title What L1 DA validators read and return
@license MIT
@notice `checkDA` is called with up to 127 kB of pubdata. Vyper would copy a declared argument of
        that size and put everything else behind its bound, at 43,000 gas a call; so the
        validators serve `checkDA` in `__default__` and read its calldata in place, with the
        functions here. Calldata: selector, chain id, batch number, L2 output hash, offset of the
        operator's input, number of blobs supported; then the input's length and bytes.
"""
from contracts.lib import limits
from contracts.settlement import settlement_errors

# Bytes of a list of words, one a blob, and of an encoded L1DAValidatorOutput.
MAX_LIST: constant(uint256) = 32 * limits.MAX_BLOBS
MAX_OUTPUT: constant(uint256) = 192 + 2 * MAX_LIST

_L2_OUTPUT_HASH: constant(uint256) = 68
_INPUT_OFFSET: constant(uint256) = 100
_BLOBS_SUPPORTED: constant(uint256) = 132


@internal
@view
def _operator_input() -> (uint256, uint256):
    """
    @dev Where the operator's input begins in calldata, and its length. Refuses calls of anything
         else than `checkDA`. Reading beyond the calldata, later on, reverts.
    """
    assert slice(msg.data, 0, 4) == method_id(
        "checkDA(uint256,uint256,bytes32,bytes,uint256)"
    )  # dev: no such function
    length_at: uint256 = 4 + self._word(_INPUT_OFFSET)
    return length_at + 32, self._word(length_at)


@internal
@view
def _l2_output_hash() -> bytes32:
    return self._bytes32(_L2_OUTPUT_HASH)


@internal
@view
def _blobs_supported() -> uint256:
    count: uint256 = self._word(_BLOBS_SUPPORTED)
    if count > limits.MAX_BLOBS:
        settlement_errors.InvalidNumberOfBlobs(count, limits.MAX_BLOBS)
    return count


@internal
@view
def _word(at: uint256) -> uint256:
    return convert(slice(msg.data, at, 32), uint256)


@internal
@view
def _bytes32(at: uint256) -> bytes32:
    return convert(slice(msg.data, at, 32), bytes32)


@internal
@view
def _byte(at: uint256) -> uint256:
    return convert(slice(msg.data, at, 1), uint256)


@internal
@pure
def _list(first: bytes32, count: uint256) -> Bytes[MAX_LIST]:
    """
    @dev The words of a list of `count` (at most MAX_BLOBS): `first`, then zeros.
    """
    if count == 0:
        return b""
    zeros: Bytes[MAX_LIST - 32] = abi_encode(empty(bytes32[limits.MAX_BLOBS - 1]))
    return concat(first, slice(zeros, 0, 32 * (count - 1)))


@internal
@pure
def _output(
    state_diff_hash: bytes32, linear_hashes: Bytes[MAX_LIST], opening_commitments: Bytes[MAX_LIST]
) -> Bytes[MAX_OUTPUT]:
    """
    @dev An encoded L1DAValidatorOutput. Its lists are given as their words in a row: `DynArray`s
         would cost another 3,500 gas.
    """
    return concat(
        abi_encode(
            convert(32, uint256),  # offset of the struct
            state_diff_hash,
            convert(96, uint256),  # offsets of the lists
            128 + len(linear_hashes),
            len(linear_hashes) // 32,
        ),
        linear_hashes,
        abi_encode(len(opening_commitments) // 32),
        opening_commitments,
    )
