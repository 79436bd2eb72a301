"""FFLONK step by step: the closed forms in Vyper against the book in Python.

The first tests follow the recorded proof through every section; the others take numbers that no
proof would have, so that the sections agree as formulas and not just at one point.
"""

from __future__ import annotations

from dataclasses import astuple
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garter.chain import Contract, Impersonated, Rpc
from garter.exceptions import SnarkMalformed
from garter.protocol import fflonk
from garter.protocol.bn254 import GENERATOR, R, add, combine, inverse, multiply, negate
from garter.protocol.fflonk import Challenges, Evaluations, Quotients
from garter.verifiers.keys import load_key
from tests.support import reverts
from tests.support.fflonk_gas import key_argument
from tests.unit.settlement.verifiers.fflonk_proofs import NAME, recorded

KEY = load_key(NAME).key()
PROOF = recorded()
CUBE_ROOT_OF_OMEGA = 0x0925F0BD364638EC3084B45FC27895F8F3F6F079096600FE946C8E9DB9A47124
ROOTS = {
    8: 0x2B337DE1C8C14F22EC9B9E2F96AFEF3652627366F8170A0A948DAD4AC1BD5E80,
    4: 0x30644E72E131A029048B6E193FD841045CEA24F6FD736BEC231204708F703636,
    3: 0x0000000000000000B3C4D79D41A917585BFC41088D8DAAA78B17EA66B99C90DD,
}

scalars = st.integers(0, R - 1)
units = st.integers(2, R - 1).filter(lambda r: pow(r, 24 * KEY.domain_size, R) != 1)
evaluations = st.builds(Evaluations, *[scalars] * 15)
challenges = st.builds(Challenges, scalars, scalars, units, units, units)
quotients = st.builds(Quotients, scalars, scalars, scalars)


@pytest.fixture(scope="module")
def harness(rpc: Rpc, admin: Impersonated) -> Contract:
    return Contract.deploy(rpc, "FflonkHarness", key_argument(NAME), sender=admin)


@pytest.fixture(scope="module")
def book() -> fflonk.Verification:
    """The recorded proof, verified in Python."""
    return fflonk.verify(KEY, PROOF.inputs, PROOF.words)


@pytest.fixture
def steps(harness) -> tuple:
    """The recorded proof, verified in Vyper."""
    return harness.trace(PROOF.inputs[0], list(PROOF.words))


def vanishing(verification: fflonk.Verification) -> tuple[int, ...]:
    return tuple(opening.vanishing for opening in verification.openings)


# --- the recorded proof ---


def test_verify__recorded_proof__accepted(book):
    assert book.accepted
    book.require_accepted()


def test_trace__every_step__agrees(book, steps):
    asked, domain, divided, differences, r, factors, f, left, opened = steps
    aggregation = book.aggregation
    assert asked == astuple(book.challenges)
    assert domain == astuple(book.domain)
    assert divided == astuple(book.quotients)
    assert differences[:3] == vanishing(book)
    assert differences[3] * prod(vanishing(book)) % R == 1
    assert r == tuple(opening.r for opening in book.openings)
    assert factors == (aggregation.c1_scalar, aggregation.c2_scalar, aggregation.e_scalar)
    assert f == aggregation.f
    assert left == aggregation.left
    assert opened is True


def test_challenges__recorded_proof__are_known(book):
    """The first and the last, computed when the proof was first verified."""
    assert book.challenges.beta == (
        0x1A4CFA11A10F5EC97A76FF04A24F1A1779BD86A3F48722E4CCC78AF132D80A5B
    )
    assert book.challenges.y == 0x1B60FFE71A6F6A30DEE8249482AB294D445A0A009F1767401539405BFE610445


def test_quotients__times_the_vanishing_polynomial__are_the_identities(book):
    e, c, d, q = book.proof.evaluations, book.challenges, book.domain, book.quotients
    gate = e.qa * e.a + e.qb * e.b + e.qc * e.c + e.qm * e.a * e.b + e.qconst
    vanishing_at_z = pow(d.z, KEY.domain_size, R) - 1
    assert (q.t0 * vanishing_at_z - gate - PROOF.inputs[0] * d.l0) % R == 0
    assert (q.t2 * vanishing_at_z - (e.grand_product - 1) * d.l0) % R == 0
    assert pow(c.r, 24, R) == d.z


def test_openings__their_points__are_the_roots_of_z(book):
    z, z_omega = book.domain.z, book.domain.z_omega
    setup, witness, permutation = (opening.points for opening in book.openings)
    assert {pow(h, 8, R) for h in setup} == {z}
    assert {pow(h, 4, R) for h in witness} == {z}
    assert [pow(h, 3, R) for h in permutation] == [z] * 3 + [z_omega] * 3
    assert [len(set(points)) for points in (setup, witness, permutation)] == [8, 4, 6]


def test_openings__their_bases__are_lagranges(book):
    """L_i(y) by its definition: the product of (y - h_j) / (h_i - h_j) over j != i."""
    for opening in book.openings:
        for point, basis in zip(opening.points, opening.basis, strict=True):
            others = [h for h in opening.points if h != point]
            above = prod(book.challenges.y - h for h in others)
            assert basis == above * inverse(prod(point - h for h in others)) % R


def test_hint__recorded_proof__is_the_inverse_of_all_denominators(harness, book):
    assert book.proof.hint * book.denominators % R == 1
    z_20 = pow(book.domain.z, 20, R)
    closed = harness.hint_factor(KEY.omega) * z_20 * prod(vanishing(book)) % R
    assert closed == book.denominators


def test_aggregation__recorded_proof__is_what_is_paired(book):
    a, y = book.aggregation, book.challenges.y
    opened = multiply(book.proof.w_prime, y)
    assert a.left == add(a.f, negate(a.e), negate(a.j), opened)
    assert a.e == multiply(GENERATOR, a.e_scalar)
    assert a.f == combine([(KEY.c0, 1), (book.proof.c1, a.c1_scalar), (book.proof.c2, a.c2_scalar)])


@pytest.mark.parametrize("degree", ROOTS)
def test_root_of_unity__is_known(degree):
    assert fflonk.root_of_unity(degree) == ROOTS[degree]


def test_cube_root__of_omega__is_known():
    assert fflonk.cube_root(KEY.omega, KEY.domain_size) == CUBE_ROOT_OF_OMEGA
    assert pow(CUBE_ROOT_OF_OMEGA, 3, R) == KEY.omega


# --- any numbers ---


@given(r=units)
def test_domain__agrees(harness, r):
    assert harness.domain(r) == astuple(fflonk.evaluate_domain(KEY, r))


@pytest.mark.parametrize("r", [0, 1, R - 1, KEY.omega, CUBE_ROOT_OF_OMEGA])
def test_domain__z_that_is_0_or_in_the_domain__is_refused(harness, r):
    with reverts("InvalidProof"):
        harness.domain(r)
    with pytest.raises(SnarkMalformed, match=r"^z = 0x"):
        fflonk.evaluate_domain(KEY, r)


@given(e=evaluations, c=challenges, public_input=scalars)
def test_quotients__agree(harness, e, c, public_input):
    domain = fflonk.evaluate_domain(KEY, c.r)
    expected = fflonk.divide_identities(KEY, public_input, e, c, domain)
    answer = harness.quotients(astuple(e), public_input, astuple(c), astuple(domain))
    assert answer == astuple(expected)


@given(e=evaluations, inputs_at_z=scalars)
def test_gate_identity__agrees(harness, e, inputs_at_z):
    expected = e.qa * e.a + e.qb * e.b + e.qc * e.c + e.qm * e.a * e.b + e.qconst + inputs_at_z
    assert harness.gate_identity(astuple(e), inputs_at_z) == expected % R


@given(c=challenges, z=units, wires=st.tuples(scalars, scalars, scalars))
def test_permutation_identity__cells_that_are_their_own_copies__is_zero(harness, c, z, wires):
    """sigma maps each cell to itself and Z does not move: both sides are equal."""
    k1, k2 = KEY.non_residues
    own = (z, k1 * z % R, k2 * z % R)
    e = Evaluations(*[0] * 5, *own, *wires, 7, 7, 0, 0)
    assert harness.permutation_identity(astuple(e), astuple(c), z) == 0


@given(e=evaluations, q=quotients, c=challenges)
def test_interpolation__closed_forms_are_lagranges(harness, e, q, c):
    domain = fflonk.evaluate_domain(KEY, c.r)
    openings = fflonk.interpolate(KEY, e, q, c)
    answer = harness.interpolated(astuple(e), astuple(q), c.y, astuple(domain))
    assert answer == tuple(opening.r for opening in openings)


@given(e=evaluations, q=quotients, c=challenges)
def test_differences__take_the_inverse_of_all_denominators_for_a_hint(harness, e, q, c):
    domain = fflonk.evaluate_domain(KEY, c.r)
    openings = fflonk.interpolate(KEY, e, q, c)
    hint = inverse(prod(d for opening in openings for d in opening.denominators))
    answer = harness.differences(c.y, astuple(domain), hint)
    products = tuple(opening.vanishing for opening in openings)
    assert answer == (*products, inverse(prod(products)))


@settings(max_examples=30)
@given(e=evaluations, q=quotients, c=challenges)
def test_scalars__agree(harness, e, q, c):
    domain = fflonk.evaluate_domain(KEY, c.r)
    openings = fflonk.interpolate(KEY, e, q, c)
    expected = fflonk.aggregate(KEY, fflonk.parse(PROOF.inputs, PROOF.words)[1], c, openings)
    products = [opening.vanishing for opening in openings]
    differences = (*products, inverse(prod(products)))
    answer = harness.scalars(astuple(e), astuple(q), astuple(c), astuple(domain), differences)
    assert answer == (expected.c1_scalar, expected.c2_scalar, expected.e_scalar)
