"""Rows as a table on the terminal, as JSON, and in ``docs/benchmarks.md``."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING

from rich.table import Table

from garter import paths

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.bench.harness import Row

RESULTS = paths.ROOT / "bench-results"
DOCUMENT = paths.ROOT / "docs" / "benchmarks.md"
HEADINGS = ("operation", "ours", "reference", "ratio", "note")


def cells(row: Row) -> tuple[str, ...]:
    """A row as text, in the order of the headings."""
    reference, ratio = row.reference, row.ratio
    return (
        row.operation,
        _amount(row.ours, row.unit),
        "" if reference is None else _amount(reference, row.unit),
        "" if ratio is None else f"{ratio:.3f}",
        row.note,
    )


def terminal_table(title: str, rows: Sequence[Row]) -> Table:
    table = Table(*HEADINGS, title=title)
    for row in rows:
        style = "yellow" if row.ratio and row.ratio > 1 else None
        table.add_row(*cells(row), style=style)
    return table


def write_json(name: str, rows: Sequence[Row]) -> Path:
    """``bench-results/<name>.json``."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    entries = [asdict(row) | {"reference": row.reference, "ratio": row.ratio} for row in rows]
    path.write_text(json.dumps(entries, indent=2) + "\n")
    return path


def write_section(name: str, title: str, rows: Sequence[Row]) -> None:
    """Replace the module's table in the document; append it when it is new."""
    DOCUMENT.write_text(with_section(DOCUMENT.read_text(), name, title, rows))


def with_section(document: str, name: str, title: str, rows: Sequence[Row]) -> str:
    """``document`` with the table between the module's markers replaced; text around it stays."""
    begin, end = f"<!-- bench {name} -->", f"<!-- end {name} -->"
    section = f"{begin}\n{_markdown(rows)}\n{end}"
    pattern = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    if pattern.search(document):
        return pattern.sub(lambda _: section, document)
    return f"{document.rstrip()}\n\n## {title}\n\n{section}\n"


def _markdown(rows: Sequence[Row]) -> str:
    lines = ["| " + " | ".join(HEADINGS) + " |", "|---|---:|---:|---:|---|"]
    lines += ["| " + " | ".join(cells(row)) + " |" for row in rows]
    return "\n".join(lines)


def _amount(number: float, unit: str) -> str:
    figure = f"{number:,.0f}" if float(number).is_integer() else f"{number:,.2f}"
    return figure if unit == "gas" else f"{figure} {unit}"
