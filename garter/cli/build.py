"""``garter compile``."""

from __future__ import annotations

import click

from garter.cli.errors import friendly


@click.command("compile")
@click.option("--workers", type=click.IntRange(min=1), help="Processes; one a core by default.")
@friendly
def compile_command(workers: int | None) -> None:
    """Compile the contracts that changed, in parallel."""
    from rich.progress import Progress

    from garter.build import build

    with Progress(transient=True) as progress:
        task = progress.add_task("Compiling", total=None)

        def advance(name: str, done: int, total: int) -> None:
            progress.update(task, description=f"Compiled {name}", completed=done, total=total)

        report = build(advance, workers)
    click.echo(
        f"{len(report.compiled)} compiled, {len(report.unchanged)} unchanged"
        f" in {report.seconds:.1f} s"
    )
