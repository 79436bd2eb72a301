"""How long the toolkit's own commands take: whole processes, from start to end."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from garter import paths
from garter.build.sources import deployable_sources
from garter.local.anvil import anvil_binary, free_port
from tests.bench.harness import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from tests.bench.harness import Bench

TITLE = "Wall time of the tools"
RUNS = 3
LEAST = f"least of {RUNS} runs"
BIN = paths.ROOT / ".venv" / "bin"
FIRST_CHAIN = 271
PORT_OFFSET = 7_000


def measure(bench: Bench) -> Iterator[Row]:
    checkout = Checkout(bench.scratch / "checkout")
    before = processor_time()
    scratch = checkout.compile()
    processor = processor_time() - before
    warm = least(lambda _: checkout.compile())
    note = f"{len(deployable_sources())} contracts; one run, of {processor:.0f} s processor time"
    yield goal("garter compile, from scratch", scratch, 120, note)
    yield goal("garter compile, nothing changed", warm, 3, LEAST)
    seconds = least(checkout.demo)
    note = f"local L1, ecosystem, three chains, two operators, deposits, verification; {LEAST}"
    yield Row("garter demo", round(seconds, 2), note, unit="s", compared=False)
    note = f"local L1, ecosystem, two chains with their operators; compiled; {LEAST}"
    yield goal("garter network up", least(checkout.network_up), 30, note)

    for commands in (Commands.light(bench), Commands.ape(bench)):
        seconds = least(commands.deploy_ecosystem)
        yield goal(f"{commands.name} deploy_ecosystem", seconds, 20, LEAST)
        seconds = least(commands.deploy_chain)
        yield goal(f"{commands.name} deploy_chain", seconds, 5, LEAST)
        seconds = least(lambda _, c=commands: c.run("verify", signs=False))
        note = f"an ecosystem with {RUNS} chains; {LEAST}"
        yield Row(f"{commands.name} verify", round(seconds, 2), note, unit="s", compared=False)


def goal(operation: str, seconds: float, most: float, note: str) -> Row:
    return Row(operation, round(seconds, 2), note, unit="s", compared=False, against=most)


def least(run: Callable[[int], float]) -> float:
    """Of some runs: what the command needs, without what else the machine was doing."""
    return min(run(number) for number in range(RUNS))


class Checkout:
    """A copy of this checkout's sources without what was built, deployed or started here."""

    def __init__(self, folder: Path):
        self._folder = folder
        for source in (paths.CONTRACTS, paths.INTERFACES, paths.ROOT / "garter"):
            shutil.copytree(source, folder / source.name)
        ports = {f"GARTER_{layer}_PORT": str(free_port()) for layer in ("L1", "ORIGIN")}
        self._environment = os.environ | ports | {"GARTER_ANVIL": anvil_binary()}

    def compile(self) -> float:
        """Seconds to compile what is not compiled."""
        seconds = self._run("compile")
        built = len(list((self._folder / paths.ARTIFACTS.relative_to(paths.ROOT)).iterdir()))
        assert built == len(deployable_sources()), "something else was compiled"
        return seconds

    def demo(self, _: int) -> float:
        """Seconds to bring up a network from nothing."""
        shutil.rmtree(self._folder / "deployments", ignore_errors=True)
        try:
            return self._run("demo")
        finally:
            self._run("network", "down")

    def network_up(self, _: int) -> float:
        """Seconds to bring up the documented network, beside one that may run here."""
        shutil.rmtree(self._folder / "deployments", ignore_errors=True)
        try:
            return self._run("network", "up", "--port-offset", str(PORT_OFFSET))
        finally:
            self._run("network", "down")

    def _run(self, *command: str) -> float:
        # `-m` finds the copy of the package, because it is run where the copy is.
        line = [sys.executable, "-m", "garter", *command]
        return timed(line, cwd=self._folder, env=self._environment)


class Commands:
    """Garter's commands in one of their two forms. Each run makes something new."""

    def __init__(self, name: str, options: Sequence[str], account: str, bench: Bench):
        self.name = name
        self._options, self._account = options, ("--account", account)
        program, *script = name.split()
        self._program = [str(BIN / program), *script]
        self._folder = bench.scratch / program
        self._manifest = self._folder / "none.json"
        nodes = {"APE_FOUNDRY_HOST": bench.rpc.url, "GARTER_L1_RPC": bench.upstream}
        self._environment = os.environ | nodes

    @classmethod
    def light(cls, bench: Bench) -> Commands:
        return cls("garter", ("--rpc", bench.rpc.url), "TEST::0", bench)

    @classmethod
    def ape(cls, bench: Bench) -> Commands:
        network = ("--network", "ethereum:mainnet-fork:foundry")
        return cls("ape run", network, "TEST::1", bench)

    def deploy_ecosystem(self, number: int) -> float:
        self._manifest = self._folder / f"{number}.json"
        return self.run("deploy_ecosystem", "--salt", f"{self.name} {number}")

    def deploy_chain(self, number: int) -> float:
        """In the last ecosystem."""
        chain = ("--name", f"chain-{number}", "--chain-id", str(FIRST_CHAIN + number))
        return self.run("deploy_chain", *chain)

    def run(self, command: str, *arguments: str, signs: bool = True) -> float:
        options = [*self._options, "--manifest", str(self._manifest)]
        account = self._account if signs else ()
        line = [*self._program, command, *options, *account, *arguments]
        return timed(line, cwd=paths.ROOT, env=self._environment)


def processor_time() -> float:
    """Seconds that finished child processes have computed, on all cores together."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def timed(command: Sequence[str], **options: object) -> float:
    """Seconds that ``command`` takes. It must succeed."""
    started = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, f"{' '.join(command)}:\n{done.stdout}{done.stderr}"
    return time.monotonic() - started
