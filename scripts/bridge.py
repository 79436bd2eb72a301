"""`ape run bridge …`; the commands are in garter/cli/bridge.py."""

from garter.cli.bridge import bridge_group
from garter.cli.session import ape_command

cli = bridge_group(ape_command)
