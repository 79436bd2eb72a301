"""``network up|status|down``: the local network of this checkout."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from garter.cli.errors import friendly


@click.group()
def network() -> None:
    """Start, look at and stop the local network: an offline L1, chains and their operators."""


@network.command("up")
@click.option("--l1-only", is_flag=True, help="Only the L1, with nothing deployed on it.")
@click.option("--port-offset", type=int, default=0, show_default=True, help="Added to every port.")
@click.option("--json", "as_json", is_flag=True, help="Machine-readable.")
@friendly
def up_command(l1_only: bool, port_offset: int, as_json: bool) -> None:
    """Start L1, deploy an ecosystem, and run its chains; they stay until `network down`.

    L1 at 8545, chain alpha (6565) at 3050, chain beta (6566) at 3051.
    """
    from garter.cli.console import new_console
    from garter.cli.demo import Narrator
    from garter.local import bring_up
    from garter.local import network as local

    narrator = Narrator(new_console(stderr=True))
    narrator.step("Starting an offline stand-in for mainnet and a fork of it")
    l1 = local.up(port_offset)
    if not l1_only:
        path, chains = local.manifest_path(), bring_up.RUNNING_CHAINS
        bring_up.deploy(l1.fork.rpc, path, chains, narrator)
        bring_up.start_operators(path, chains, narrator, port_offset=port_offset, strict=True)
    _show(as_json)
    if not as_json:
        click.echo(f"logs in {local.logs_folder()}")


@network.command("status")
@click.option("--json", "as_json", is_flag=True, help="Machine-readable.")
@friendly
def status_command(as_json: bool) -> None:
    """Show what runs. Exits 1 when a part does not answer or nothing was started."""
    if not _show(as_json):
        raise click.exceptions.Exit(1)


def _show(as_json: bool) -> bool:
    """Print a row a process; whether there are any and all answer."""
    from garter.local import network as local

    rows = local.status()
    if as_json:
        click.echo(json.dumps([asdict(row) for row in rows]))
    elif not rows:
        click.echo("No local network runs. Start one with `ape run network up`.")
    else:
        for row in rows:
            state = f"block {row.block}" if row.answers else "does not answer"
            click.echo(f"{row.name:20} {row.url}  pid {row.pid}  {state}")
    return bool(rows) and all(row.answers for row in rows)


@network.command("down")
@friendly
def down_command() -> None:
    """Stop what `network up` started. Manifests stay."""
    from garter.local import network as local

    click.echo("Stopped." if local.down() else "Nothing was running.")
