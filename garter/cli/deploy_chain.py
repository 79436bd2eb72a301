"""``deploy_chain``."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.table import Table

from garter.cli.console import new_console
from garter.cli.progress import PlanProgress, show_outcome, show_outlook

if TYPE_CHECKING:
    from rich.console import Console

    from garter.cli.session import Session
    from garter.ecosystem.parameter import Parameter

VALIDATOR_OPTIONS = ("committer", "prover", "executor")
FEE_OPTIONS = (
    "pubdata_pricing_mode",
    "batch_overhead_l1_gas",
    "max_pubdata_per_batch",
    "max_l2_gas_per_batch",
    "priority_tx_max_pubdata",
    "minimal_l2_gas_price",
)


@click.option(
    "--config",
    type=click.Path(path_type=Path),
    help="YAML file with the same keys as the options (dashes as underscores; the keys under"
    " 'validators' and 'fees' as below).",
)
@click.option("--name", help="Name in the manifest: lower-case letters, digits, dashes.")
@click.option("--chain-id", type=int, help="Unique chain id, at most 48 bits.")
@click.option("--base-token", help="'eth' or the L1 address of an ERC-20 that pays for gas.  [eth]")
@click.option("--base-token-price", help="Base tokens that one ETH is worth.  [1 for ETH]")
@click.option(
    "--da",
    help="Where the data goes: rollup (calldata), rollup-blobs, validium (nowhere).  [rollup]",
)
@click.option("--permanent-rollup", is_flag=True, default=None, help="Give up 'validium' for ever.")
@click.option("--admin", help="Who administers the chain.  [account]")
@click.option(
    "--admin-kind",
    help="'chain-admin' deploys a ChainAdminOwnable owned by the admin; 'eoa' uses it directly."
    "  [chain-admin]",
)
@click.option("--token-multiplier-setter", help="Hot key that may follow the price.  [nobody]")
@click.option("--committer", help="Operator key that commits, reverts and upgrades.  [admin]")
@click.option("--prover", help="Operator key that proves.  [committer]")
@click.option("--executor", help="Operator key that executes.  [committer]")
@click.option("--pubdata-pricing-mode", help="fees: 'rollup' or 'validium'.  [as --da]")
@click.option("--batch-overhead-l1-gas", type=int, help="fees: L1 gas a batch.  [1000000]")
@click.option("--max-pubdata-per-batch", type=int, help="fees: bytes a batch.  [120000]")
@click.option("--max-l2-gas-per-batch", type=int, help="fees: gas a batch.  [80000000]")
@click.option("--priority-tx-max-pubdata", type=int, help="fees: bytes an L1 to L2 tx.  [99000]")
@click.option(
    "--minimal-l2-gas-price",
    type=int,
    help="fees: least base-token units per gas.  [worth 0.25 gwei of ETH]",
)
@click.option("--dry-run", is_flag=True, help="Show transactions and cost; send nothing.")
def deploy_chain(session: Session, config: Path | None, dry_run: bool, **options: Any) -> None:
    """Register a chain in the ecosystem of a manifest, or continue where a run was cut off.

    Registers the base token if needed, creates the chain, grants the operator keys their roles,
    sets prices and the DA pair, opens deposits, hands the chain to its admin, and reads back
    every parameter. Running it again sends nothing.

    \b
    Example:
      ape run deploy_chain --account TEST::0 --name alpha --chain-id 6565
      ape run deploy_chain --account TEST::0 --name beta --chain-id 6566 \\
          --base-token 0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48 --base-token-price 3000
    """
    from garter.ecosystem.config import ChainConfig, parse_config
    from garter.ecosystem.exceptions import ReadBackDiffers
    from garter.ecosystem.operations import ChainRegistration

    console = new_console()
    signer = session.signer
    chosen: ChainConfig = parse_config(ChainConfig, _values(config, options, signer.address))
    with console.status("asking the chain"):
        registration = ChainRegistration(session.rpc, signer, chosen, session.manifest_path)
    plan = registration.deployment.plan
    with PlanProgress(console) as progress:
        if dry_run:
            outlook = registration.outlook(progress)
        else:
            started = time.monotonic()
            deployed = registration.run(progress)
    if dry_run:
        show_outlook(console, plan, outlook)
        return
    show_outcome(console, plan, deployed.outcome, time.monotonic() - started)
    parameters = registration.read_back(deployed.manifest.chains[chosen.name])
    _show(console, chosen.name, parameters)
    if differing := [p for p in parameters if not p.agrees]:
        raise ReadBackDiffers(chosen.name, differing)


def _values(config: Path | None, options: dict[str, Any], account: str) -> dict[str, Any]:
    """Options over the YAML file over defaults, nested as ChainConfig has them."""
    from garter.ecosystem.config import read_yaml

    values: dict[str, Any] = read_yaml(config) if config else {}
    validators = dict(values.get("validators") or {})
    fees = dict(values.get("fees") or {})
    for key, value in options.items():
        if value is not None:
            group = (
                validators if key in VALIDATOR_OPTIONS else fees if key in FEE_OPTIONS else values
            )
            group[key] = value
    admin = values.setdefault("admin", account)
    committer = validators.setdefault("committer", admin)
    validators.setdefault("prover", committer)
    validators.setdefault("executor", committer)
    if values.get("da") == "validium":
        fees.setdefault("pubdata_pricing_mode", "validium")
    return {**values, "validators": validators, "fees": fees}


def _show(console: Console, name: str, parameters: list[Parameter]) -> None:
    table = Table(title=f"Chain {name}, read back from L1")
    table.add_column("parameter")
    table.add_column("value", overflow="fold")
    table.add_column("")
    for parameter in parameters:
        verdict = "[green]ok[/]" if parameter.agrees else f"[red]wanted {parameter.wanted}[/]"
        table.add_row(parameter.name, str(parameter.actual), verdict)
    console.print(table)
