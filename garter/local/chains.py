"""Operators of the local network's chains: processes with a folder each, found again by pid."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import requests

from garter import paths
from garter.exceptions import GarterError
from garter.genesis.contracts import genesis_alloc
from garter.genesis.genesis_file import Genesis
from garter.local.anvil import PortTaken, gone, listening
from garter.node.config import NodeConfig

if TYPE_CHECKING:
    from garter.ecosystem.manifest import Manifest

START_TIMEOUT = 60.0  # seconds; a new chain takes one
STOP_TIMEOUT = 10.0  # seconds; an operator ends its execution client and closes its store
L1_POLL = 0.1  # seconds
# Gets the fees of all local chains; Anvil's tenth account, whose key everybody knows.
FEE_ACCOUNT = "0xa0Ee7A142d267C1f36714E4a8F75612F20a79720"


class OperatorFailed(GarterError):
    """An operator ended or did not serve."""

    def __init__(self, name: str, log: Path):
        tail = log.read_text().splitlines()[-5:] if log.is_file() else []
        super().__init__(
            f"The operator of chain {name!r} did not come up. Its log {log} ends:\n"
            + "\n".join(tail)
        )


@dataclass(frozen=True, slots=True)
class RunningChain:
    """A chain's operator that this code started."""

    name: str
    chain_id: int
    pid: int
    port: int

    @property
    def url(self) -> str:
        """The public JSON-RPC."""
        return f"http://127.0.0.1:{self.port}"

    def owns_process(self) -> bool:
        """Whether ``pid`` still is this operator (it may have ended and the number been reused)."""
        try:
            command = Path(f"/proc/{self.pid}/cmdline").read_bytes()
        except FileNotFoundError:
            return not Path("/proc/self").exists() and not gone(self.pid)
        return str(_folder(self.name)).encode() in command

    def serves(self) -> bool:
        """Whether it answers and has brought its chain up."""
        try:
            answer = requests.get(f"{self.url}/health", timeout=2)
        except requests.RequestException:
            return False
        return answer.ok

    def stop(self) -> None:
        """Ask it to end, insist after a while. A process already gone is fine."""
        try:
            os.kill(self.pid, signal.SIGTERM)
            deadline = time.monotonic() + STOP_TIMEOUT
            while time.monotonic() < deadline:
                if gone(self.pid):
                    return
                time.sleep(0.02)
            os.kill(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            return


def start_chain(manifest: Manifest, name: str, l1_rpc: str, port: int) -> RunningChain:
    """Start the operator of chain ``name`` on ``port``, and wait until it serves.

    Its folder keeps genesis, store and logs: a chain that ran before continues. Raises PortTaken
    or OperatorFailed.
    """
    if listening(port):
        raise PortTaken(port, "--port-offset")
    chain, folder = manifest.chains[name], _folder(name)
    genesis = folder / "genesis.json"
    Genesis(chain.chain_id, genesis_alloc()).write(genesis)
    config = NodeConfig(
        chain_id=chain.chain_id,
        l1_rpc=l1_rpc,
        l1_chain_id=manifest.l1.chain_id,
        l1_first_block=manifest.l1.first_block,
        l1_poll=L1_POLL,
        bridgehub=manifest.address("Bridgehub"),
        diamond=chain.diamond,
        coinbase=FEE_ACCOUNT,
        genesis=genesis,
        data=folder,
        port=port,
    )
    file, log = folder / "operator.json", log_of(name)
    file.write_text(config.model_dump_json(indent=1))
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as sink:
        process = subprocess.Popen(  # noqa: S603 - our own module and arguments
            [sys.executable, "-m", "garter.node", str(file)],
            stdout=sink,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    running = RunningChain(name, chain.chain_id, process.pid, port)
    deadline = time.monotonic() + START_TIMEOUT
    while time.monotonic() < deadline and process.poll() is None:
        if running.serves():
            return running
        time.sleep(0.02)
    running.stop()
    raise OperatorFailed(name, log)


def forget_chains() -> None:
    """Remove what chains of an L1 that is gone have left: none of it is true on another one."""
    shutil.rmtree(_chains(), ignore_errors=True)


def log_of(name: str) -> Path:
    """Where a chain's operator logs."""
    return paths.LOCAL_STATE / "logs" / f"{name}.log"


def _chains() -> Path:
    return paths.LOCAL_STATE / "chains"


def _folder(name: str) -> Path:
    return _chains() / name
