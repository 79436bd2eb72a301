"""``verify``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from garter.cli.console import new_console

if TYPE_CHECKING:
    from garter.cli.session import Session


@click.option("--bridgehub", help="Derive from this bridgehub instead of the manifest's.")
@click.option("--first-block", type=int, default=0, help="Where to begin with --bridgehub.")
@click.option("--write", is_flag=True, help="Write what the chain says into the manifest.")
def verify(session: Session, bridgehub: str | None, first_block: int, write: bool) -> None:
    """Re-derive the manifest from the chain alone and name every field that differs.

    Addresses, code hashes, immutables, proxies, owners, roles, settings and versions of every
    contract and chain are read from the chain. Exits 1 if anything differs.
    """
    from garter.ecosystem.config import checksummed
    from garter.ecosystem.derive import derive_manifest
    from garter.ecosystem.manifest import load_manifest, require_network, save_manifest
    from garter.ecosystem.verify import rederive, require_agreement

    console = new_console()
    with console.status("asking the chain"):
        if bridgehub is not None:
            actual = derive_manifest(
                session.rpc,
                checksummed(bridgehub),
                network=session.manifest_path.stem,
                rpc_url=session.rpc.url,
                first_block=first_block,
            )
        else:
            manifest = load_manifest(session.manifest_path)
            require_network(manifest, session.manifest_path, session.rpc)
            actual = rederive(session.rpc, manifest)
    if write:
        save_manifest(actual, session.manifest_path)
        console.print(f"Wrote {session.manifest_path}.")
        return
    if bridgehub is not None:
        manifest = load_manifest(session.manifest_path)
    require_agreement(manifest, actual)
    console.print(
        f"{session.manifest_path} agrees with the chain: {len(actual.contracts)} contracts,"
        f" {len(actual.chains)} chains."
    )
