"""What a bench module works with: a local L1 of its own, and rows to yield."""

from __future__ import annotations

import csv
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from eth_utils.address import to_checksum_address

from garter import paths
from garter.chain import Contract, Impersonated
from garter.ecosystem.manifest import load_manifest
from garter.local.anvil import free_port
from garter.local.l1 import start_l1
from garter.protocol.hashing import keccak256
from garter.settings import settings
from tests.support.deploying import deploy_ecosystem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from garter.chain import Rpc
    from garter.ecosystem.manifest import Manifest

HERE = Path(__file__).parent
REFERENCE = paths.ROOT / "tests" / "reference"
PREFIX = "bench_"


class UnknownOperation(LookupError):
    """A row names an operation that the reference's table does not have."""

    def __init__(self, operation: str, table: str):
        super().__init__(
            f"{operation!r} is not in tests/reference/{table}. Correct the name, or say"
            " `compared=False` for something that only we have."
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement."""

    operation: str
    """As in ``tests/reference/gas.tsv``, where that has it."""
    ours: float
    note: str = ""
    """How it differs from the reference's inputs, if it does."""
    unit: str = "gas"
    compared: bool = True
    """Look the operation up among the reference's gas."""
    nth: int = 0
    """Which of several entries of that name."""
    against: float | None = None
    """Compared with instead of the reference's gas: a goal of our own, another table's figure."""

    @property
    def reference(self) -> float | None:
        """What to compare with, if anything."""
        return reference_gas(self.operation, self.nth) if self.compared else self.against

    @property
    def ratio(self) -> float | None:
        """Ours by the reference's: below 1 is better."""
        return self.ours / self.reference if self.reference else None


class Module(Protocol):
    """A file ``bench_<name>.py``."""

    TITLE: str

    def measure(self, bench: Bench) -> Iterator[Row]: ...


def reference_gas(operation: str, nth: int = 0) -> int:
    """Gas of the reference. Raises UnknownOperation."""
    with (REFERENCE / "gas.tsv").open() as lines:
        found = [
            int(row["gas_used"])
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            if row["operation"] == operation
        ]
    if nth >= len(found):
        raise UnknownOperation(operation, "gas.tsv")
    return found[nth]


class Bench:
    """A local L1 on which any address can send."""

    def __init__(self, rpc: Rpc, scratch: Path, upstream: str = ""):
        self.rpc = rpc
        self.scratch = scratch
        """A folder for files, gone afterwards."""
        self.upstream = upstream
        """URL of the node that the L1 forks."""

    def account(self, name: str) -> Impersonated:
        """A funded account called ``name``."""
        return self.impersonate(to_checksum_address(keccak256(name.encode())[-20:]))

    def impersonate(self, contract: Contract | str) -> Impersonated:
        """A contract or address as a sender with ETH."""
        address = contract if isinstance(contract, str) else contract.address
        self.rpc.call("anvil_setBalance", address, hex(10**24))
        return Impersonated(to_checksum_address(address))

    @cached_property
    def manifest_path(self) -> Path:
        """Manifest of an ecosystem deployed by ``deploy_ecosystem``; no chains yet."""
        path = self.scratch / "bench.json"
        deploy_ecosystem(self.rpc, path)
        return path

    @property
    def manifest(self) -> Manifest:
        return load_manifest(self.manifest_path)

    def contract(self, name: str) -> Contract:
        """A contract of the ecosystem by its name in the manifest; a proxy with its logic's ABI."""
        contracts = self.manifest.contracts
        logic = contracts.get(f"{name} implementation", contracts[name])
        return Contract.at(self.rpc, contracts[name].address, logic.artifact)


@contextmanager
def fresh_bench() -> Iterator[Bench]:
    """A Bench on an L1 of its own, stopped afterwards."""
    scratch = Path(tempfile.mkdtemp(prefix="garter-bench-"))
    l1 = start_l1(origin_port=free_port(), l1_port=free_port(), logs=scratch)
    try:
        l1.fork.rpc.call("anvil_autoImpersonateAccount", True)
        upstream = settings().l1_rpc if l1.origin is None else l1.origin.url
        yield Bench(l1.fork.rpc, scratch, upstream or "")
    finally:
        l1.stop()
        shutil.rmtree(scratch)


def module_names() -> list[str]:
    """Names of the bench modules beside this file."""
    return sorted(path.stem.removeprefix(PREFIX) for path in HERE.glob(f"{PREFIX}*.py"))


def load_module(name: str) -> Module:
    module: Module = import_module(f"tests.bench.{PREFIX}{name}")
    return module
