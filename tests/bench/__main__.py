"""``python -m tests.bench [MODULE ...]``: measure, print, write JSON and docs/benchmarks.md."""

from __future__ import annotations

import click
from rich.console import Console

from garter.build import build
from tests.bench.harness import fresh_bench, load_module, module_names
from tests.bench.report import terminal_table, write_json, write_section


@click.command()
@click.argument("modules", nargs=-1, type=click.Choice(module_names()))
@click.option("--no-doc", is_flag=True, help="Leave docs/benchmarks.md as it is.")
def main(modules: tuple[str, ...], no_doc: bool) -> None:
    """Run MODULES, or all of them, each on an L1 of its own."""
    build()
    console = Console()
    for name in modules or module_names():
        module = load_module(name)
        with fresh_bench() as bench:
            rows = list(module.measure(bench))
        console.print(terminal_table(module.TITLE, rows))
        write_json(name, rows)
        if not no_doc:
            write_section(name, module.TITLE, rows)


if __name__ == "__main__":
    main()
