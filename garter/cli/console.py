"""Where commands print."""

from __future__ import annotations

from rich.console import Console

PIPED_WIDTH = 120  # columns; addresses and hashes stay whole in logs and files


def new_console(*, stderr: bool = False) -> Console:
    """A terminal as wide as it is, or a log of fixed width."""
    console = Console(stderr=stderr)
    return console if console.is_terminal else Console(stderr=stderr, width=PIPED_WIDTH)
