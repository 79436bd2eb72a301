"""Verification keys of ZKsync's FFLONK: one commitment to all that a circuit fixes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from garter.protocol.bn254 import G2_GENERATOR, G2Point, Point
from garter.protocol.hashing import keccak256
from garter.protocol.words import word

PUBLIC_INPUTS = 1


@dataclass(frozen=True, slots=True)
class FflonkKey:
    """One circuit's commitment and domain, and the trusted setup's [x]₂ that it was made with."""

    c0: Point
    """Gate coefficients and permutation, folded."""
    non_residues: tuple[int, int]
    """k1, k2: wires b and c have the cosets k1 H and k2 H of the domain H for their names."""
    domain_size: int
    """N, a power of two."""
    omega: int
    """Generates H, the N-th roots of unity."""
    g2_tau: G2Point

    def points(self) -> Iterator[Point]:
        """All commitments."""
        yield self.c0

    def hash(self) -> bytes:
        """``verificationKeyHash``. The domain is not part of it."""
        words = (PUBLIC_INPUTS, *self.c0, *self.non_residues, *G2_GENERATOR, *self.g2_tau)
        return keccak256(b"".join(word(number) for number in words))
