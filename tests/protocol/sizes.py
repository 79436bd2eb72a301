"""Sizes at which trees change shape, and leaves to fill them."""

from __future__ import annotations

from hypothesis import strategies as st

from garter.protocol.hashing import keccak256


def sizes(largest: int, smallest: int = 0) -> st.SearchStrategy[int]:
    """0, 1, powers of two and their neighbours, and whatever else up to ``largest``."""
    edges = {0, 1}
    power = 2
    while power - 1 <= largest:
        edges |= {power - 1, power, power + 1}
        power *= 2
    inside = sorted(e for e in edges if smallest <= e <= largest)
    return st.one_of(st.sampled_from(inside), st.integers(smallest, largest))


def leaves(seed: int, count: int) -> list[bytes]:
    """``count`` different leaves."""
    return [keccak256(seed.to_bytes(8, "big") + n.to_bytes(8, "big")) for n in range(count)]


seeds = st.integers(0, 2**32)
words = st.binary(min_size=32, max_size=32)
uint256 = st.one_of(st.integers(0, 2**256 - 1), st.integers(0, 2**16))
