"""``garter demo``, which is what ``make demo`` runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.table import Table

from garter.cli.console import new_console
from garter.cli.errors import friendly
from garter.cli.progress import PlanProgress

if TYPE_CHECKING:
    from rich.console import Console

    from garter.local.demo import Summary


@click.command("demo")
@friendly
def demo() -> None:
    """Deploy an ecosystem, run its chains, deposit to them, and read everything back.

    The network keeps running; a second run finds everything deployed and deposits once more.
    """
    from garter.local.demo import run_demo

    console = new_console()
    show_summary(console, run_demo(Narrator(console)))


class Narrator:
    """Tells what goes on: a line a part, a bar a plan."""

    def __init__(self, console: Console):
        self._console = console

    def step(self, title: str) -> None:
        self._console.print(f"[bold]>[/] {title}")

    def plan(self) -> PlanProgress:
        return PlanProgress(self._console)


def show_summary(console: Console, summary: Summary) -> None:
    """Two tables and where to go on."""
    plans = Table(title="What was sent")
    for column in ("plan", "transactions", "done before", "gas", "seconds"):
        plans.add_column(column, justify="left" if column == "plan" else "right")
    for plan in summary.plans:
        plans.add_row(
            plan.name,
            str(plan.transactions),
            str(plan.done_before),
            f"{plan.gas:,}",
            f"{plan.seconds:.1f}",
        )
    console.print(plans)

    chains = Table(title="The chains, read back from L1")
    for column in ("name", "chain id", "base token", "data", "diamond", "parameters"):
        chains.add_column(column, overflow="fold")
    for chain in summary.chains:
        chains.add_row(
            chain.name,
            str(chain.chain_id),
            chain.base_token,
            chain.da,
            chain.diamond,
            f"{chain.parameters} ok",
        )
    console.print(chains)

    deposits = Table(title="Deposits from L1, executed by the chains' operators")
    for column in ("chain", "amount", "L1 gas", "L2 gas", "seconds", "then held on the chain"):
        deposits.add_column(column, justify="left" if column == "chain" else "right")
    for deposit in summary.deposits:
        deposits.add_row(
            deposit.chain,
            deposit.amount,
            f"{deposit.l1_gas:,}",
            f"{deposit.l2_gas:,}",
            f"{deposit.seconds:.2f}",
            deposit.balance,
        )
    console.print(deposits)

    served = [(chain.name, f"{chain.url} (chain id {chain.chain_id})") for chain in summary.running]
    for label, text in (
        ("Verified", f"{summary.contracts} contracts, derived again from the bridgehub alone"),
        ("L1", f"{summary.l1_url} (an offline fork of mainnet; it keeps running)"),
        *served,
        ("Bridgehub", summary.bridgehub),
        ("Manifest", str(summary.manifest)),
        ("Logs", str(summary.logs)),
        ("Next", ".venv/bin/garter verify; .venv/bin/garter bridge --help; docs/bridge.md"),
        ("Stop it", "make down"),
    ):
        console.print(f"{label:10} {text}", soft_wrap=True, highlight=False)
