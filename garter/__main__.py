"""``python -m garter``."""

from garter.cli import main

main()
