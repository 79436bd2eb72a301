"""`ape run deploy_chain`; the command is in garter/cli/deploy_chain.py."""

from garter.cli.deploy_chain import deploy_chain
from garter.cli.session import ape_command

cli = ape_command("deploy_chain", deploy_chain, signs=True)
