"""Which chains there are and where they listen."""

from __future__ import annotations

from dataclasses import dataclass

from ape.logging import logger

from garter import paths
from garter.ecosystem.exceptions import ManifestMissing
from garter.ecosystem.manifest import load_manifest
from garter.exceptions import GarterError


@dataclass(frozen=True, slots=True)
class Chain:
    """What Ape has to know of a chain."""

    chain_id: int
    url: str


DOCUMENTED = {
    "alpha": Chain(6565, "http://127.0.0.1:3050"),
    "beta": Chain(6566, "http://127.0.0.1:3051"),
    "gateway": Chain(506, "http://127.0.0.1:3052"),
}
"""Of ZKsync's documentation, and so of the local network."""


def known_chains() -> dict[str, Chain]:
    """The documented ones, and those of the local manifest that say where they listen."""
    chains = dict(DOCUMENTED)
    try:
        manifest = load_manifest(paths.DEPLOYMENTS / "local.json")
    except ManifestMissing:
        return chains
    except GarterError as err:
        # Ape must start all the same: its other commands are what repairs a manifest.
        logger.warning(f"Chains of the local network are not known: {err}")
        return chains
    for name, entry in manifest.chains.items():
        if entry.rpc is not None:
            chains[name] = Chain(entry.chain_id, entry.rpc)
    return chains
