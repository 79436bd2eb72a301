"""Which files are deployable, what each imports, and the hash that decides a recompile."""

from __future__ import annotations

import hashlib
import re
import sysconfig
from functools import cache
from pathlib import Path

from garter import paths
from garter.exceptions import CompileFailed

_IMPORT = re.compile(
    r"^\s*(?:from\s+(?P<package>[.\w]+)\s+import\s+(?P<name>\w+)|import\s+(?P<module>[.\w]+))",
    re.MULTILINE,
)
# Vyper's own: `from ethereum.ercs import IERC20` and `from vyper...`.
_BUILTIN = ("ethereum.", "vyper.", "math")


def deployable_sources() -> list[Path]:
    """Every ``CamelCase.vy`` under ``contracts/``; ``snake_case.vy`` is a module."""
    return sorted(p for p in paths.CONTRACTS.rglob("*.vy") if p.name[0].isupper())


def search_paths() -> list[Path]:
    """Where imports are looked up: the project first, then installed packages (snekmate)."""
    return [paths.ROOT, Path(sysconfig.get_paths()["purelib"])]


@cache
def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def _imports_of(path: Path) -> tuple[Path, ...]:
    found = []
    for match in _IMPORT.finditer(_read(path)):
        package = match["package"] or ""
        separator = "" if package.endswith(".") else "."  # `from . import a` is ".a"
        dotted = match["module"] or f"{package}{separator}{match['name']}"
        if not dotted.startswith(_BUILTIN):
            found.append(_resolve(path, dotted))
    return tuple(found)


def _resolve(importer: Path, dotted: str) -> Path:
    level = len(dotted) - len(dotted.lstrip("."))
    relative = Path(*dotted[level:].split("."))
    roots = [importer.parents[level - 1]] if level else search_paths()
    for root in roots:
        for suffix in (".vy", ".vyi"):
            candidate = (root / relative).with_suffix(suffix)
            if candidate.is_file():
                return candidate
    raise CompileFailed({str(importer): f"cannot find the imported module {dotted!r}"})


def import_closure(source: Path) -> list[Path]:
    """``source`` and everything it imports, directly or not, sorted."""
    seen: set[Path] = set()
    pending = [source]
    while pending:
        path = pending.pop()
        if path not in seen:
            seen.add(path)
            pending.extend(_imports_of(path))
    return sorted(seen)


def source_hash(source: Path, settings: str) -> str:
    """SHA-256 over ``settings`` and the path and text of every file ``source`` depends on."""
    digest = hashlib.sha256(settings.encode())
    roots = search_paths()
    for path in import_closure(source):
        root = next(root for root in roots if path.is_relative_to(root))
        digest.update(str(path.relative_to(root)).encode() + b"\0" + _read(path).encode() + b"\0")
    return digest.hexdigest()


def forget() -> None:
    """Drop cached file contents (after an edit, in a long-lived process)."""
    _read.cache_clear()
    _imports_of.cache_clear()
