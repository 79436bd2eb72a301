"""``deploy_ecosystem``."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from garter.cli.console import new_console
from garter.cli.progress import PlanProgress, show_outcome, show_outlook
from garter.exceptions import InvalidInput

if TYPE_CHECKING:
    from garter.cli.session import Session

MAINNET_WETH = "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2"


@click.option(
    "--config",
    type=click.Path(path_type=Path),
    help="YAML file with the same keys as the options (dashes as underscores).",
)
@click.option("--governance-owner", help="Schedules and executes governance operations.  [account]")
@click.option("--security-council", help="May execute governance operations instantly.  [nobody]")
@click.option("--min-delay", type=int, help="Seconds of the governance timelock.  [0]")
@click.option("--admin-owner", help="Owner of the ecosystem's ChainAdmin.  [account]")
@click.option("--execution-delay", type=int, help="Seconds between commit and execution.  [0]")
@click.option("--max-chains", type=int, help="Most chains the bridgehub takes.  [100]")
@click.option("--weth", help="Wrapped ether of this L1.  [mainnet's, where it exists]")
@click.option("--salt", help="Tells one ecosystem of an account from another.  [garter]")
@click.option("--dry-run", is_flag=True, help="Show transactions and cost; send nothing.")
def deploy_ecosystem(session: Session, config: Path | None, dry_run: bool, **options: Any) -> None:
    """Deploy the shared L1 contracts of an ecosystem, or continue where a run was cut off.

    Bridgehub, asset router, vault, message root, chain type manager and the rest, wired together
    and owned by governance. Running it again sends nothing.
    """
    from garter.ecosystem.config import EcosystemConfig, parse_config, read_yaml
    from garter.ecosystem.operations import EcosystemDeployment

    console = new_console()
    signer = session.signer
    values = {
        "governance_owner": signer.address,
        "admin_owner": signer.address,
        "weth": MAINNET_WETH,
        **(read_yaml(config) if config else {}),
        **{key: value for key, value in options.items() if value is not None},
    }
    chosen: EcosystemConfig = parse_config(EcosystemConfig, values)
    if not session.rpc.code(chosen.weth):
        raise InvalidInput(
            "weth",
            chosen.weth,
            "there is no contract at this address on this L1",
            "Name this L1's wrapped ether with --weth",
        )
    deployment = EcosystemDeployment(session.rpc, signer, chosen, session.manifest_path)
    plan = deployment.ecosystem.plan
    with PlanProgress(console) as progress:
        if dry_run:
            outlook = deployment.outlook(progress)
        else:
            started = time.monotonic()
            deployed = deployment.run(progress)
    if dry_run:
        show_outlook(console, plan, outlook)
        return
    show_outcome(console, plan, deployed.outcome, time.monotonic() - started)
    console.print(
        f"Bridgehub {deployed.manifest.address('Bridgehub')},"
        f" {len(deployed.manifest.contracts)} contracts in {session.manifest_path}"
    )
