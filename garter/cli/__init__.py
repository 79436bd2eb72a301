"""The commands, once as the light script ``garter …`` and once as Ape scripts (``ape run …``)."""

from __future__ import annotations

import click

from garter.cli.build import compile_command
from garter.cli.network import network


@click.group()
@click.version_option(package_name="garter")
def cli() -> None:
    """Run an elastic network of ZKsync chains."""


cli.add_command(compile_command)
cli.add_command(network)


def main() -> None:
    """Entry point of the console script."""
    cli()
