"""`ape run deploy_ecosystem`; the command is in garter/cli/deploy_ecosystem.py."""

from garter.cli.deploy_ecosystem import deploy_ecosystem
from garter.cli.session import ape_command

cli = ape_command("deploy_ecosystem", deploy_ecosystem, signs=True)
