"""Plans as people see them: a table beforehand, a bar meanwhile, a summary afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from rich.table import Table

if TYPE_CHECKING:
    from types import TracebackType

    from rich.console import Console

    from garter.chain.sender import Receipt
    from garter.ecosystem.plan import Outcome, Outlook, Plan, Step

ETHER = 10**18
GWEI = 10**9


class PlanProgress:
    """A progress bar fed by a Runner. Use it as a context manager."""

    def __init__(self, console: Console):
        self._bar = Bar(
            TextColumn("[progress.description]{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._bar.add_task("asking the chain", total=None)

    def __enter__(self) -> PlanProgress:
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def started(self, plan: Plan, outlook: Outlook) -> None:
        total = len(plan.steps)
        self._bar.update(self._task, total=total, completed=total - len(outlook.pending))

    def sent(self, step: Step, tx_hash: str) -> None:
        self._bar.update(self._task, description=step.name)

    def done(self, step: Step, receipt: Receipt) -> None:
        self._bar.advance(self._task)


def show_outlook(console: Console, plan: Plan, outlook: Outlook) -> None:
    """The dry run: every transaction that would be sent, its gas and its cost."""
    table = Table(title=f"{plan.name}: {len(outlook.pending)} of {len(plan.steps)} steps to do")
    table.add_column("#", justify="right")
    table.add_column("step")
    table.add_column("to")
    table.add_column("gas", justify="right")
    table.add_column("ETH", justify="right")
    for number, (step, gas) in enumerate(zip(outlook.pending, outlook.gas, strict=True), 1):
        cost = gas * outlook.fees.expected / ETHER
        table.add_row(str(number), step.name, step.to, f"{gas:,}", f"{cost:.6f}")
    if outlook.pending:
        console.print(table)
    else:
        console.print(f"{plan.name}: nothing to do, all {len(plan.steps)} steps are done.")
    if outlook.waiting is not None:
        console.print(f"Then it waits: {outlook.waiting.name!r} is {outlook.waiting.sender}'s.")
    console.print(
        f"Gas {sum(outlook.gas):,} at {outlook.fees.expected / GWEI:.3f} gwei:"
        f" {outlook.expected_cost / ETHER:.6f} ETH expected,"
        f" {outlook.required_balance / ETHER:.6f} ETH needed at most;"
        f" the account holds {outlook.balance / ETHER:.6f} ETH. Nothing was sent."
    )


def show_outcome(console: Console, plan: Plan, outcome: Outcome, seconds: float) -> None:
    """One line after a run."""
    console.print(
        f"{plan.name}: {len(outcome.sent)} transactions sent, {len(outcome.skipped)} steps"
        f" were done before; {outcome.gas_used:,} gas in {seconds:.1f} s."
    )
