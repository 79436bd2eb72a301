"""`ape run network up|status|down`: the local network of this checkout."""

from garter.cli.network import network as cli  # noqa: F401
