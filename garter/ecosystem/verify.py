"""Compare a manifest with the chain, field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from garter.ecosystem.derive import derive_manifest
from garter.ecosystem.exceptions import ManifestDiffers
from garter.ecosystem.manifest import names_of, rpcs_of

if TYPE_CHECKING:
    from garter.chain import Rpc
    from garter.ecosystem.manifest import Manifest

MISSING = "(nothing)"


def rederive(rpc: Rpc, manifest: Manifest, *, with_chains: bool = True) -> Manifest:
    """What the chain says about the ecosystem whose bridgehub ``manifest`` names."""
    return derive_manifest(
        rpc,
        manifest.address("Bridgehub"),
        network=manifest.network,
        rpc_url=manifest.l1.rpc,
        first_block=manifest.l1.first_block,
        with_chains=with_chains,
        names=names_of(manifest),
        chain_rpcs=rpcs_of(manifest),
    )


def require_agreement(manifest: Manifest, actual: Manifest) -> None:
    """Raises ManifestDiffers naming every field in which the two differ."""
    differences = compare(manifest, actual)
    if differences:
        raise ManifestDiffers(differences)


def compare(manifest: Manifest, actual: Manifest) -> list[str]:
    """One line for each differing field: its path, what the manifest says, what the chain says."""
    return _compare("", manifest.model_dump(mode="json"), actual.model_dump(mode="json"))


def _compare(path: str, ours: Any, chain: Any) -> list[str]:
    if isinstance(ours, dict) and isinstance(chain, dict):
        lines = []
        for key in sorted(ours.keys() | chain.keys()):
            place = f"{path}.{key}" if path else str(key)
            lines += _compare(place, ours.get(key, MISSING), chain.get(key, MISSING))
        return lines
    if ours == chain:
        return []
    return [f"{path}: the manifest has {_short(ours)}, the chain {_short(chain)}"]


def _short(value: Any) -> str:
    text = "an entry" if isinstance(value, dict) else str(value)
    return text if len(text) <= 100 else text[:97] + "..."
