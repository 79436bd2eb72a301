"""The light console script ``garter``; the same commands are Ape scripts under ``scripts/``."""

from __future__ import annotations

import sys

import click

from garter.exceptions import GarterError


@click.group()
@click.version_option(package_name="garter")
def cli() -> None:
    """Run an elastic network of ZKsync chains."""


@cli.command("compile")
@click.option("--workers", type=click.IntRange(min=1), help="Processes; one a core by default.")
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


def main() -> None:
    """Entry point: a GarterError is a message and exit code 1, never a traceback."""
    try:
        cli(standalone_mode=False)
    except GarterError as err:
        click.echo(f"Error: {err}", err=True)
        sys.exit(1)
    except click.exceptions.Exit as exit_:
        sys.exit(exit_.exit_code)
    except click.ClickException as err:
        err.show()
        sys.exit(err.exit_code)
    except click.Abort:
        click.echo("Aborted.", err=True)
        sys.exit(130)
