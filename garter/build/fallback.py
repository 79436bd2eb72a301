"""ABI entries of functions that a contract serves in ``__default__``.

Vyper copies a declared ``bytes`` argument into a buffer of its largest size and lays everything
else out behind it. A contract that cannot afford that dispatches in ``__default__`` and names the
interface it serves there in its docstring: ``@custom:fallback IL1DAValidator``. The functions of
``interfaces/IL1DAValidator.vyi`` then stand in its ABI instead of the fallback, with the state
mutability of ``__default__``; behind a payable one they keep their own, and those that are not
payable have to be refused ETH there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from garter import paths
from garter.build import sources
from garter.exceptions import FallbackMismatch
from garter.protocol.abi import selector, signature

if TYPE_CHECKING:
    from pathlib import Path


def interface_of(source: Path, devdoc: dict[str, Any]) -> Path | None:
    """The interface that the docstring of ``source`` names, if any.

    Raises FallbackMismatch unless ``source`` imports it: only then does an edit of it recompile.
    """
    name = devdoc.get("custom:fallback")
    if name is None:
        return None
    path = paths.INTERFACES / f"{name}.vyi"
    if path not in sources.import_closure(source):
        raise FallbackMismatch(f"{name} is not imported", f"Write `from interfaces import {name}`")
    return path


def serve(
    abi: list[dict[str, Any]], interface: list[dict[str, Any]], runtime: bytes
) -> list[dict[str, Any]]:
    """``abi`` with the functions of ``interface`` in place of the fallback entry.

    Raises FallbackMismatch when there is no ``__default__``, or when a function cannot be served by
    it: its selector is not in ``runtime``, or it is declared and never falls back.
    """
    default = next((e for e in abi if e["type"] == "fallback"), None)
    if default is None:
        raise FallbackMismatch("there is no __default__", "Write one, or drop the field")
    functions = [e for e in interface if e["type"] == "function"]
    declared = {signature(e) for e in abi if e["type"] == "function"}
    for entry in functions:
        name = signature(entry)
        if name in declared:
            raise FallbackMismatch(f"{name} is declared", "Serve it in one place")
        # The compiler pushes a selector without leading zero bytes.
        if selector(entry).lstrip(b"\0") not in runtime:
            raise FallbackMismatch(f"{name} is not dispatched", "Compare its selector")
    mutability = default["stateMutability"]
    served = functions
    if mutability != "payable":
        served = [e | {"stateMutability": mutability} for e in functions]
    return [e for e in abi if e is not default] + served
