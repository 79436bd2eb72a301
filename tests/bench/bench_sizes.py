"""Bytes of deployed code."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from garter.build import load_artifact
from garter.build.sources import deployable_sources
from tests.bench.harness import REFERENCE, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.harness import Bench

TITLE = "Deployed code"


def measure(_bench: Bench) -> Iterator[Row]:
    with (REFERENCE / "sizes.tsv").open() as lines:
        reference = {
            row["contract"]: int(row["runtime_bytes"])
            for row in csv.DictReader(lines, delimiter="\t")
        }
    for source in sorted(deployable_sources(), key=lambda path: path.stem):
        if source.parent.name != "mocks":
            size = load_artifact(source.stem).deployed_size
            against = reference.get(source.stem)
            yield Row(source.stem, size, unit="bytes", compared=False, against=against)
