"""What verifying a real PLONK or FFLONK proof costs, as a transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bench.harness import Row
from tests.support.fflonk_gas import measure_fflonk
from tests.support.plonk_gas import measure_plonk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.harness import Bench

TITLE = "Proofs verified"


def measure(bench: Bench) -> Iterator[Row]:
    for measured in (measure_plonk, measure_fflonk):
        for operation, gas in measured(bench.rpc, bench.account("anybody")).items():
            yield Row(operation, gas)
