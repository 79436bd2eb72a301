"""``network up|status|down``: the local network of this checkout."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from garter.cli.errors import friendly


@click.group()
def network() -> None:
    """Start, look at and stop the local network (an offline mainnet stand-in and its fork)."""


@network.command("up")
@friendly
def up_command() -> None:
    """Start the origin and the L1 fork; they run until `network down`."""
    from garter.local import network as local

    l1 = local.up()
    if l1.origin is not None:
        click.echo(f"origin  {l1.origin.url}  (chain id 1, offline)")
    click.echo(f"L1      {l1.fork.url}  (chain id {l1.fork.rpc.chain_id()}, a fork of it)")
    click.echo(f"logs    {local.logs_folder()}")


@network.command("status")
@click.option("--json", "as_json", is_flag=True, help="Machine-readable.")
@friendly
def status_command(as_json: bool) -> None:
    """Show what runs. Exits 1 when a part does not answer or nothing was started."""
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
    if not rows or not all(row.answers for row in rows):
        raise click.exceptions.Exit(1)


@network.command("down")
@friendly
def down_command() -> None:
    """Stop what `network up` started. Manifests stay."""
    from garter.local import network as local

    click.echo("Stopped." if local.down() else "Nothing was running.")
