"""`ape run proof`; the commands are in garter/cli/proof.py."""

from garter.cli.proof import proof as cli

__all__ = ["cli"]
