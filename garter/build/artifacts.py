"""A compiled contract as Garter keeps it: one JSON file a contract in ``.build/artifacts``."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from garter import paths
from garter.exceptions import ArtifactMissing
from garter.protocol.abi import selector
from garter.protocol.hashing import keccak256


@dataclass(frozen=True, slots=True)
class Artifact:
    """One deployable contract."""

    name: str
    source: str
    """Path relative to the project root."""
    source_hash: str
    """Hash of sources, compiler version and settings; equal means nothing to recompile."""
    abi: list[dict[str, Any]]
    """Vyper's ABI plus the custom errors that the code can raise."""
    init_code: str
    """Creation code without constructor arguments, 0x-hex."""
    runtime_code: str
    """Deployed code without the immutables that Vyper appends to it, 0x-hex."""
    layout: dict[str, Any]
    """Vyper's ``layout``: ``storage_layout``, ``transient_storage_layout``, ``code_layout``."""
    userdoc: dict[str, Any]
    devdoc: dict[str, Any]

    @property
    def init_code_bytes(self) -> bytes:
        return bytes.fromhex(self.init_code[2:])

    @property
    def runtime_bytes(self) -> bytes:
        return bytes.fromhex(self.runtime_code[2:])

    @property
    def code_hash_without_immutables(self) -> bytes:
        """Keccak of the code that every instance starts with."""
        return keccak256(self.runtime_bytes)

    @property
    def immutables(self) -> dict[str, tuple[int, int, str]]:
        """Immutable name => (offset behind the runtime code, bytes, Vyper type)."""
        return {
            name: (slot["offset"], slot["length"], slot["type"])
            for name, slot in flatten_layout(self.layout.get("code_layout", {})).items()
        }

    @property
    def deployed_size(self) -> int:
        """Bytes of deployed code, immutables included (what EIP-170 limits)."""
        return len(self.runtime_bytes) + sum(size for _, size, _ in self.immutables.values())

    def to_json(self) -> str:
        content = {field.name: getattr(self, field.name) for field in fields(self)}
        return json.dumps(content, separators=(",", ":"), sort_keys=True)


def flatten_layout(layout: dict[str, Any], prefix: str = "") -> dict[str, dict[str, Any]]:
    """Layouts of modules are nested under the module's name; make ``module.name`` of them."""
    flat: dict[str, dict[str, Any]] = {}
    for name, entry in layout.items():
        if "offset" in entry or "slot" in entry:
            flat[prefix + name] = entry
        else:
            flat |= flatten_layout(entry, f"{prefix}{name}.")
    return flat


@cache
def load_artifact(name: str) -> Artifact:
    """The artefact of contract ``name``. Raises ArtifactMissing."""
    path = paths.ARTIFACTS / f"{name}.json"
    if not path.is_file():
        raise ArtifactMissing(name)
    return Artifact(**json.loads(path.read_text()))


@cache
def error_abis() -> tuple[dict[str, Any], ...]:
    """The custom errors of the protocol as ABI entries (Vyper 0.4.3 cannot declare any)."""
    return tuple(json.loads(paths.ERRORS_JSON.read_text()))


def errors_raised_by(code: bytes) -> list[dict[str, Any]]:
    """The protocol's errors whose selector occurs in ``code``.

    The compiler pushes a selector without leading zero bytes, so those are stripped.
    """
    return [entry for entry in error_abis() if selector(entry).lstrip(b"\0") in code]
