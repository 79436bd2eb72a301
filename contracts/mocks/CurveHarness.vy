# pragma version 0.4.3
"""
@title The curve and the transcript of proofs, callable
@license MIT
@notice Test only. `garter/protocol/bn254.py` must agree.
"""
from contracts.settlement.verifiers import bn254
from contracts.settlement.verifiers import transcript

MANY: constant(uint256) = 32


@external
@pure
def is_on_curve(p: bn254.Point) -> bool:
    return bn254._is_on_curve(p)


@external
@view
def add_multiple(total: bn254.Point, p: bn254.Point, scalar: uint256) -> bn254.Point:
    return abi_decode(bn254._add_multiple(abi_encode(total), p, scalar), bn254.Point)


@external
@view
def power(base: uint256, exponent: uint256) -> uint256:
    return bn254._power(base, exponent)


@external
@view
def pairings_cancel(
    a_1: bn254.Point, a_2: bn254.G2Point, b_1: bn254.Point, b_2: bn254.G2Point
) -> bool:
    return bn254._pairings_cancel(a_1, a_2, b_1, b_2)


@external
@pure
def challenge(words: DynArray[uint256, MANY], index: bytes4) -> uint256:
    """
    @return The challenge after all `words`.
    """
    t: transcript.Transcript = empty(transcript.Transcript)
    for word: uint256 in words:
        t = transcript._absorb(t, word)
    return transcript._challenge(t, index)
