"""The commands, once as the light script ``garter …`` and once as Ape scripts (``ape run …``)."""

from __future__ import annotations

import click

from garter.cli.bridge import bridge_group
from garter.cli.build import compile_command
from garter.cli.demo import demo
from garter.cli.deploy_chain import deploy_chain
from garter.cli.deploy_ecosystem import deploy_ecosystem
from garter.cli.network import network
from garter.cli.proof import proof
from garter.cli.session import light_command
from garter.cli.verify import verify


@click.group()
@click.version_option(package_name="garter")
def cli() -> None:
    """Run an elastic network of ZKsync chains."""


cli.add_command(bridge_group(light_command))
cli.add_command(compile_command)
cli.add_command(demo)
cli.add_command(network)
cli.add_command(proof)
cli.add_command(light_command("deploy_ecosystem", deploy_ecosystem, signs=True))
cli.add_command(light_command("deploy_chain", deploy_chain, signs=True))
cli.add_command(light_command("verify", verify, signs=False))


def main() -> None:
    """Entry point of the console script."""
    cli()
