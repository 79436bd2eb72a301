"""Signatures and selectors of JSON ABI entries."""

from __future__ import annotations

from typing import Any

from garter.protocol.hashing import keccak256


def selector(entry: dict[str, Any]) -> bytes:
    """The 4-byte selector of a function or error ABI entry."""
    return keccak256(signature(entry).encode())[:4]


def signature(entry: dict[str, Any]) -> str:
    """``name(type,...)`` of an ABI entry, tuples spelled out."""
    return f"{entry['name']}({','.join(canonical_type(i) for i in entry['inputs'])})"


def canonical_type(parameter: dict[str, Any]) -> str:
    kind: str = parameter["type"]
    if not kind.startswith("tuple"):
        return kind
    inner = ",".join(canonical_type(c) for c in parameter["components"])
    return f"({inner}){kind[len('tuple') :]}"
