"""Verification keys of ZKsync's PLONK: commitments to the polynomials that a circuit fixes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from garter.protocol.hashing import keccak256
from garter.protocol.words import word

if TYPE_CHECKING:
    from garter.protocol.bn254 import G2Point, Point

GATE_SETUPS, GATE_SELECTORS, PERMUTATIONS, LOOKUP_TABLES = 8, 2, 4, 4


@dataclass(frozen=True, slots=True)
class PlonkKey:
    """One circuit's commitments, and the trusted setup's [x]₂ that they were made with."""

    gate_setup: tuple[Point, ...]
    """Coefficients of the main gate: of a, b, c, d, ab, ac, 1 and of the next row's d."""
    gate_selectors: tuple[Point, ...]
    """Where the main gate holds, and where the Rescue gate does."""
    permutation: tuple[Point, ...]
    """Which cells are copies of each other, a polynomial a column."""
    lookup_selector: Point
    """Where a row has to be found in a table."""
    lookup_table: tuple[Point, ...]
    """The tables' columns; the last is the table's number."""
    lookup_table_type: Point
    """The table in which a row is looked for."""
    g2_tau: G2Point

    def points(self) -> Iterator[Point]:
        """All commitments in the order in which the key is hashed."""
        yield from self.gate_setup
        yield from self.gate_selectors
        yield from self.permutation
        yield self.lookup_selector
        yield from self.lookup_table
        yield self.lookup_table_type

    def hash(self) -> bytes:
        """``verificationKeyHash``: of the commitments, and 0, for no aggregated inner proof.

        The trusted setup is not part of it.
        """
        words = [word(part) for point in self.points() for part in point]
        return keccak256(b"".join([*words, word(0)]))
