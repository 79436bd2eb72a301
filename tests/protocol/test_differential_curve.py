"""The curve and the transcript: Vyper on precompiles against Python on py_ecc."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garter.chain import Contract, Impersonated, Rpc
from garter.protocol import bn254
from garter.protocol.bn254 import (
    G2_GENERATOR,
    GENERATOR,
    INFINITY,
    G2Point,
    Point,
    Q,
    R,
    Transcript,
    add,
    multiply,
    negate,
)
from garter.verifiers.keys import load_key

words = st.integers(0, 2**256 - 1)
scalars = st.integers(0, R - 1)
points = st.builds(multiply, st.just(GENERATOR), st.integers(1, R - 1))
TAU = load_key("zksync-crypto-fflonk").key().g2_tau


@pytest.fixture(scope="module")
def curve(rpc: Rpc, admin: Impersonated) -> Contract:
    return Contract.deploy(rpc, "CurveHarness", sender=admin)


@settings(max_examples=30)
@given(total=points, point=points, scalar=words)
def test_add_multiple__agrees(curve, total, point, scalar):
    assert curve.add_multiple(total, point, scalar) == add(total, multiply(point, scalar))


@pytest.mark.parametrize("scalar", [0, 1, R - 1, R, R + 1, 2**256 - 1])
def test_add_multiple__at_the_edges__agrees(curve, scalar):
    for total in (GENERATOR, negate(GENERATOR), INFINITY):
        assert curve.add_multiple(total, GENERATOR, scalar) == add(
            total, multiply(GENERATOR, scalar)
        )


@given(point=points, coordinate=st.integers(0, 1), word=words)
def test_is_on_curve__agrees(curve, point, coordinate, word):
    assert curve.is_on_curve(point) is True
    changed = list(point)
    changed[coordinate] = word
    assert curve.is_on_curve(changed) is bn254.is_on_curve(Point(*changed))
    changed[coordinate] = point[coordinate] + Q
    assert curve.is_on_curve(changed) is False


@pytest.mark.parametrize("point", [INFINITY, (0, 1), (1, 1), (Q, 0), (Q - 1, 0), (Q + 1, 2)])
def test_is_on_curve__points_that_are_not__false(curve, point):
    assert curve.is_on_curve(point) is False
    assert bn254.is_on_curve(Point(*point)) is False


@given(base=words, exponent=st.one_of(words, st.sampled_from([0, 1, R - 2, R - 1])))
def test_power__agrees(curve, base, exponent):
    assert curve.power(base, exponent) == pow(base, exponent, R)


def test_power__inverse_of_zero__is_zero(curve):
    assert curve.power(0, R - 2) == 0


@pytest.mark.parametrize(
    ("a", "a_2", "b", "b_2", "cancels"),
    [
        (GENERATOR, TAU, negate(GENERATOR), TAU, True),
        (multiply(GENERATOR, 7), TAU, multiply(GENERATOR, R - 7), TAU, True),
        (multiply(GENERATOR, 7), TAU, multiply(GENERATOR, R - 8), TAU, False),
        (GENERATOR, G2_GENERATOR, negate(GENERATOR), TAU, False),
        (GENERATOR, TAU, GENERATOR, TAU, False),
        (INFINITY, TAU, INFINITY, G2_GENERATOR, True),
    ],
)
def test_pairings_cancel__agrees(
    curve, a: Point, a_2: G2Point, b: Point, b_2: G2Point, cancels: bool
):
    assert bn254.pairings_cancel([(a, a_2), (b, b_2)]) is cancels
    assert curve.pairings_cancel(a, a_2, b, b_2) is cancels


@given(seen=st.lists(words, max_size=32), index=st.integers(0, 2**32 - 1))
def test_challenge__agrees(curve, seen, index):
    transcript = Transcript()
    transcript.absorb(*seen)
    expected = transcript.challenge(index)
    assert curve.challenge(seen, index.to_bytes(4, "big")) == expected < 2**253


def test_challenge__of_nothing__is_known(curve):
    """keccak256 of 2 as four bytes, 64 zero bytes and the index, cut to 253 bits."""
    preimage = bytes([0, 0, 0, 2]) + bytes(64) + bytes([0, 0, 0, 5])
    expected = int.from_bytes(bn254.keccak256(preimage), "big") % 2**253
    assert curve.challenge([], bytes([0, 0, 0, 5])) == expected
