"""A PLONK proof: what its 44 words are, and which words cannot be one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from garter.exceptions import SnarkMalformed
from garter.protocol.bn254 import CHALLENGE_MASK, Point, Q, R, is_on_curve


@dataclass(frozen=True, slots=True)
class Proof:
    """Commitments and evaluations, in the order of the words but for W and W', which end those."""

    wires: tuple[Point, Point, Point, Point]
    """[a], [b], [c], [d]"""
    z_perm: Point
    """Grand product of the copy permutation."""
    s: Point
    """Lookups and tables, sorted together."""
    z_lookup: Point
    """Grand product of the lookup argument."""
    quotient_parts: tuple[Point, Point, Point, Point]
    """t, cut into polynomials of the domain's size."""
    w: Point
    """[W]: opens at z."""
    w_next: Point
    """[W']: opens at zω."""
    a: int
    b: int
    c: int
    d: int
    d_next: int
    """d(zω), as all that is called next."""
    main_gate: int
    sigma_0: int
    sigma_1: int
    sigma_2: int
    z_perm_next: int
    s_next: int
    z_lookup_next: int
    table: int
    table_next: int
    lookup_selector: int
    table_type: int
    quotient: int
    linearisation: int


POINTS_BEFORE, EVALUATIONS, POINTS_AFTER = 11, 18, 2
PROOF_WORDS = 2 * POINTS_BEFORE + EVALUATIONS + 2 * POINTS_AFTER


def parse_public_input(public_inputs: Sequence[int]) -> int:
    """The one public input. Raises SnarkMalformed."""
    if len(public_inputs) != 1:
        raise SnarkMalformed("public inputs", len(public_inputs), "the circuit has 1")
    [public_input] = public_inputs
    if not 0 <= public_input <= CHALLENGE_MASK:
        raise SnarkMalformed("public input", public_input, "it has more than 253 bits")
    return public_input


def parse_proof(words: Sequence[int]) -> Proof:
    """The fields of a proof; each word canonical, each point on the curve. Raises SnarkMalformed.

    The point at infinity is not taken: (0, 0) does not fulfil the curve's equation.
    """
    if len(words) != PROOF_WORDS:
        raise SnarkMalformed("proof", f"{len(words)} words", f"a proof has {PROOF_WORDS}")
    first_evaluation, first_opening = 2 * POINTS_BEFORE, 2 * POINTS_BEFORE + EVALUATIONS
    points = [_point(words, i) for i in range(0, first_evaluation, 2)]
    evaluations = [_scalar(words, i) for i in range(first_evaluation, first_opening)]
    w, w_next = (_point(words, i) for i in range(first_opening, PROOF_WORDS, 2))
    a, b, c, d, z_perm, s, z_lookup, *parts = points
    t0, t1, t2, t3 = parts
    wires, quotient = (a, b, c, d), (t0, t1, t2, t3)
    return Proof(wires, z_perm, s, z_lookup, quotient, w, w_next, *evaluations)


def _point(words: Sequence[int], index: int) -> Point:
    for coordinate in (index, index + 1):
        if not 0 <= words[coordinate] < Q:
            raise SnarkMalformed(
                f"word {coordinate}", words[coordinate], "not below the curve's field modulus"
            )
    point = Point(words[index], words[index + 1])
    if not is_on_curve(point):
        raise SnarkMalformed(
            f"words {index} and {index + 1}", f"({point.x:#x}, {point.y:#x})", "not on the curve"
        )
    return point


def _scalar(words: Sequence[int], index: int) -> int:
    if not 0 <= words[index] < R:
        raise SnarkMalformed(f"word {index}", words[index], "not below the curve's group order")
    return words[index]
