"""The protocol's custom errors by selector, from ``interfaces/errors.json``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from garter import paths
from garter.protocol import abi


@dataclass(frozen=True, slots=True)
class ProtocolError:
    """A custom error."""

    name: str
    signature: str
    selector: bytes


@cache
def _entries() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(paths.ERRORS_JSON.read_text()))


@cache
def errors_by_selector() -> dict[bytes, ProtocolError]:
    """Selector => error."""
    found = [ProtocolError(e["name"], abi.signature(e), abi.selector(e)) for e in _entries()]
    return {error.selector: error for error in found}


def error_selectors(name: str) -> list[bytes]:
    """Selectors of the error ``name``; some names stand for several signatures."""
    return [error.selector for error in errors_by_selector().values() if error.name == name]
