"""The manifest: what was deployed where, one JSON file a network, re-derivable from the chain.

Keys are a contract with outside tools: add, never rename.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any, Literal

from eth_utils.address import is_checksum_address
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from garter.ecosystem.exceptions import (
    ManifestMissing,
    ManifestUnreadable,
    ManifestVersionUnknown,
    WrongNetwork,
)

if TYPE_CHECKING:
    from pathlib import Path

    from garter.chain.rpc import Rpc

MANIFEST_VERSION = 1
PROTOCOL_VERSION = "0.31.0"


def _checksummed(text: str) -> str:
    if not is_checksum_address(text):
        raise ValueError("not a checksummed address")
    return text


Address = Annotated[str, AfterValidator(_checksummed)]
Bytes32 = Annotated[str, Field(pattern=r"^0x[0-9a-f]{64}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class L1Entry(_Strict):
    """The layer the ecosystem lives on."""

    chain_id: int = Field(gt=0)
    rpc: str
    first_block: int = Field(default=0, ge=0)
    """Before which the ecosystem has no events."""


class ContractEntry(_Strict):
    """One deployed contract."""

    address: Address
    codehash: Bytes32
    artifact: str
    """Compiled contract whose code stands at the address."""
    immutables: dict[str, Any] = {}
    """Values that the constructor wrote into the code."""
    implementation: Address | None = None
    """For a proxy: the ERC-1967 implementation."""
    admin: Address | None = None
    """For a proxy: the ERC-1967 admin."""
    owner: Address | None = None
    pending_owner: Address | None = None
    settings: dict[str, Any] = {}
    """Everything else that privileged roles have set and the chain can be asked for."""


class ChainEntry(_Strict):
    """One registered chain."""

    chain_id: int = Field(gt=0)
    rpc: str | None = None
    diamond: Address
    base_token: Address
    base_token_asset_id: Bytes32
    da: Literal["rollup", "rollup-blobs", "validium"] | None = None
    """None while no pair is set, or for one that Garter did not deploy."""
    settlement: str
    admin: Address
    protocol_version: str
    contracts: dict[str, ContractEntry] = {}
    settings: dict[str, Any] = {}


class Manifest(_Strict):
    """A whole network."""

    version: Literal[1] = 1
    network: str
    protocol_version: str = PROTOCOL_VERSION
    l1: L1Entry
    contracts: dict[str, ContractEntry] = {}
    chains: dict[str, ChainEntry] = {}

    def address(self, name: str) -> str:
        """Address of a contract of the ecosystem."""
        return self.contracts[name].address


def load_manifest(path: Path) -> Manifest:
    """Read and validate. Raises ManifestMissing, ManifestUnreadable or ManifestVersionUnknown."""
    try:
        raw = json.loads(path.read_text())
    except FileNotFoundError:
        raise ManifestMissing(path) from None
    except (ValueError, OSError) as err:
        raise ManifestUnreadable(path, f"{err}") from None
    if not isinstance(raw, dict):
        raise ManifestUnreadable(path, "it holds no JSON object")
    for field, supported in (("version", MANIFEST_VERSION), ("protocol_version", PROTOCOL_VERSION)):
        if raw.get(field) != supported:
            raise ManifestVersionUnknown(path, field, raw.get(field), supported)
    try:
        return Manifest.model_validate(raw)
    except ValidationError as err:
        first = err.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        shown = repr(first.get("input"))
        shown = shown if len(shown) <= 80 else shown[:77] + "..."
        raise ManifestUnreadable(path, f"{place} = {shown}: {first['msg']}") from None


def save_manifest(manifest: Manifest, path: Path) -> None:
    """Write whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_suffix(".tmp")
    content = manifest.model_dump(mode="json", exclude_none=True)
    scratch.write_text(json.dumps(content, indent=2) + "\n")
    scratch.replace(path)


def names_of(manifest: Manifest) -> dict[int, str]:
    """Chain id => name: what no chain knows and a new derivation has to be told."""
    return {chain.chain_id: name for name, chain in manifest.chains.items()}


def rpcs_of(manifest: Manifest) -> dict[int, str]:
    """Chain id => the chain's RPC, where one is known."""
    return {chain.chain_id: chain.rpc for chain in manifest.chains.values() if chain.rpc}


def require_network(manifest: Manifest, path: Path, rpc: Rpc) -> None:
    """The node must be the chain that the manifest describes. Raises WrongNetwork."""
    found = rpc.chain_id()
    if found != manifest.l1.chain_id:
        raise WrongNetwork(path, manifest.l1.chain_id, found, rpc.url)
