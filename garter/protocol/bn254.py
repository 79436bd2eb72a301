"""The curve BN254 and the transcript of its proofs, as Ethereum's precompiles and ZKsync take them.

Points are affine; (0, 0) stands for the point at infinity, as in the precompiles. Scalars are
numbers modulo ``R``, the order of the group; coordinates are numbers modulo ``Q``. The arithmetic
is py_ecc's; what is here is its shape.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from py_ecc import optimized_bn128 as curve

from garter.protocol.hashing import keccak256
from garter.protocol.words import word

Q = int(curve.field_modulus)
R = int(curve.curve_order)
CHALLENGE_MASK = (1 << 253) - 1
"""Challenges and public inputs have 253 bits: below ``R`` without a reduction."""

_WINDOW = 4  # bits of a scalar looked up at once
_Projective = tuple[curve.FQ, curve.FQ, curve.FQ]


class Point(NamedTuple):
    """An element of G1."""

    x: int
    y: int


class G2Point(NamedTuple):
    """An element of G2 in the order of the pairing precompile: imaginary parts first."""

    x_imaginary: int
    x_real: int
    y_imaginary: int
    y_real: int


INFINITY = Point(0, 0)
GENERATOR = Point(1, 2)
G2_GENERATOR = G2Point(
    0x198E9393920D483A7260BFB731FB5D25F1AA493335A9E71297E485B7AEF312C2,
    0x1800DEEF121F1E76426A00665E5C4479674322D4F75EDADD46DEBD5CD992F6ED,
    0x090689D0585FF075EC9E99AD690C3395BC4B313370B38EF355ACDADCD122975B,
    0x12C85EA5DB8C6DEB4AAB71808DCB408FE3D1E7690C43D37B4CE6CC0166FA7DAA,
)


def is_on_curve(point: Point) -> bool:
    """Whether both coordinates are canonical and fulfil y² = x³ + 3; infinity does not."""
    x, y = point
    return 0 <= x < Q and 0 <= y < Q and (y * y - x * x * x - 3) % Q == 0


def is_in_g2(point: G2Point) -> bool:
    """Whether this is an element of the pairing's second group, infinity excepted."""
    if not all(0 <= part < Q for part in point):
        return False
    projective = _g2(point)
    return curve.is_on_curve(projective, curve.b2) and curve.is_inf(
        curve.multiply(projective, curve.curve_order)
    )


def inverse(scalar: int) -> int:
    """1 / scalar modulo R. Raises ValueError for 0."""
    return pow(scalar, -1, R)


def negate(point: Point) -> Point:
    """-point."""
    return Point(point.x, -point.y % Q)


def add(*points: Point) -> Point:
    """The sum."""
    total = curve.Z1
    for point in points:
        total = curve.add(total, _g1(point))
    return _affine(total)


def multiply(point: Point, scalar: int) -> Point:
    """scalar · point."""
    return combine([(point, scalar)])


def combine(terms: Iterable[tuple[Point, int]]) -> Point:
    """Σ scalar · point, in one pass over the bits of all scalars (Straus)."""
    rows = [(_multiples(_g1(point)), scalar % R) for point, scalar in terms]
    total = curve.Z1
    for shift in range(256 - _WINDOW, -1, -_WINDOW):
        for _ in range(_WINDOW):
            total = curve.double(total)
        for multiples, scalar in rows:
            if digit := scalar >> shift & (1 << _WINDOW) - 1:
                total = curve.add(total, multiples[digit])
    return _affine(total)


def pairings_cancel(pairs: Sequence[tuple[Point, G2Point]]) -> bool:
    """Whether Π e(a, b) = 1; the final exponentiation is done once."""
    product = curve.FQ12.one()
    for a, b in pairs:
        product = product * curve.pairing(_g2(b), _g1(a), final_exponentiate=False)
    return bool(curve.final_exponentiate(product) == curve.FQ12.one())


class Transcript:
    """Fiat and Shamir's: what the verifier saw is hashed to two words, challenges come of those.

    A four-byte prefix keeps the three hashes apart.
    """

    def __init__(self) -> None:
        self.state = (bytes(32), bytes(32))

    def absorb(self, *words: int) -> None:
        """Hash each word into the state."""
        for number in words:
            seen = b"".join((*self.state, word(number)))
            self.state = (keccak256(b"\0\0\0\0" + seen), keccak256(b"\0\0\0\1" + seen))

    def challenge(self, index: int) -> int:
        """A challenge of 253 bits; ``index`` counts all challenges of the proof."""
        digest = keccak256(b"\0\0\0\2" + b"".join(self.state) + index.to_bytes(4, "big"))
        return int.from_bytes(digest, "big") & CHALLENGE_MASK


def _multiples(point: _Projective) -> list[_Projective]:
    multiples = [curve.Z1]
    for _ in range((1 << _WINDOW) - 1):
        multiples.append(curve.add(multiples[-1], point))
    return multiples


def _g1(point: Point) -> _Projective:
    if point == INFINITY:
        return curve.Z1
    return (curve.FQ(point.x), curve.FQ(point.y), curve.FQ(1))


def _g2(point: G2Point) -> tuple[curve.FQ2, curve.FQ2, curve.FQ2]:
    return (
        curve.FQ2([point.x_real, point.x_imaginary]),
        curve.FQ2([point.y_real, point.y_imaginary]),
        curve.FQ2.one(),
    )


def _affine(point: _Projective) -> Point:
    if curve.is_inf(point):
        return INFINITY
    x, y = curve.normalize(point)
    return Point(int(x), int(y))
