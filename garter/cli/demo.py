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
    """Deploy an ecosystem with three chains on a local fork, and read everything back.

    The network keeps running; a second run finds everything done and sends nothing.
    """
    from garter.local.demo import run_demo

    console = new_console()
    show_summary(console, run_demo(_Narrator(console)))


class _Narrator:
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

    for label, text in (
        ("Verified", f"{summary.contracts} contracts, derived again from the bridgehub alone"),
        ("L1", f"{summary.l1_url} (an offline fork of mainnet; it keeps running)"),
        ("Bridgehub", summary.bridgehub),
        ("Manifest", str(summary.manifest)),
        ("Logs", str(summary.logs)),
        ("Next", ".venv/bin/garter verify; .venv/bin/garter deploy_chain --help; README.md"),
        ("Stop it", "make down"),
    ):
        console.print(f"{label:10} {text}", soft_wrap=True, highlight=False)
