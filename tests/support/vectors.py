"""Vectors of the reference, as numbers and bytes."""

from __future__ import annotations

import json
from typing import Any

from garter import paths

VECTORS = paths.ROOT / "tests" / "reference" / "vectors"


def vectors(name: str) -> list[dict[str, Any]]:
    """The cases of ``<name>.json``: hex strings as bytes, decimal strings as int."""
    cases: list[dict[str, Any]] = json.loads((VECTORS / f"{name}.json").read_text())["cases"]
    assert cases, f"{name}.json has no cases"
    return [_typed(case) for case in cases]


def _typed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _typed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_typed(item) for item in value]
    if isinstance(value, str) and value.startswith("0x"):
        return bytes.fromhex(value[2:])
    if isinstance(value, str) and value.isdecimal():
        return int(value)
    return value
