"""Diamond cuts in Python, and what a facet serves."""

from __future__ import annotations

from typing import Any

from garter.build import load_artifact
from garter.protocol.abi import selector

ADD, REPLACE, REMOVE = 0, 1, 2
ZERO_ADDRESS = "0x" + "00" * 20

FacetCut = tuple[Any, int, bool, list[bytes]]
DiamondCut = tuple[list[FacetCut], Any, bytes]


def add(facet: Any, selectors: list[bytes], *, freezable: bool = False) -> FacetCut:
    """``facet`` serves ``selectors``, which nobody serves yet."""
    return (facet, ADD, freezable, selectors)


def replace(facet: Any, selectors: list[bytes], *, freezable: bool = False) -> FacetCut:
    """``facet`` serves ``selectors`` instead of another."""
    return (facet, REPLACE, freezable, selectors)


def remove(selectors: list[bytes]) -> FacetCut:
    """Nobody serves ``selectors`` any more."""
    return (ZERO_ADDRESS, REMOVE, False, selectors)


def diamond_cut(*cuts: FacetCut, init: Any = ZERO_ADDRESS, data: bytes = b"") -> DiamondCut:
    """The cuts, then a delegate call of ``init`` with ``data``."""
    return (list(cuts), init, data)


def selectors_of(artifact: str) -> list[bytes]:
    """What a facet serves in a diamond: all but ``getName``, which every facet has."""
    return [
        selector(entry)
        for entry in load_artifact(artifact).abi
        if entry["type"] == "function" and entry["name"] != "getName"
    ]
