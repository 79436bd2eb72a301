"""`ape run verify`; the command is in garter/cli/verify.py."""

from garter.cli.session import ape_command
from garter.cli.verify import verify

cli = ape_command("verify", verify, signs=False)
