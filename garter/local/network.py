"""The local network of this checkout: started once, found again by other commands, stopped."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from garter import paths
from garter.chain.rpc import Rpc
from garter.exceptions import GarterError, RpcError
from garter.local.anvil import Anvil, PortTaken, free_port
from garter.local.l1 import LOCAL_CHAIN_ID, LocalL1, start_l1
from garter.settings import settings

if TYPE_CHECKING:
    from pathlib import Path

STATE = paths.LOCAL_STATE / "network.json"


class NetworkRunning(GarterError):
    """``up`` was asked for twice."""

    def __init__(self, url: str):
        super().__init__(
            f"The local network runs already (L1 at {url})."
            " Use it, or stop it with `ape run network down`."
        )


@dataclass(frozen=True, slots=True)
class NetworkStatus:
    """What is known of the local network's processes."""

    name: str
    url: str
    pid: int
    answers: bool
    block: int | None


def up() -> LocalL1:
    """Start origin and fork on the configured ports and remember them.

    Raises NetworkRunning, or PortTaken when somebody else has a port.
    """
    if (running := running_l1()) is not None:
        raise NetworkRunning(running.fork.url)
    return _start(settings().origin_port, settings().l1_port)


def ensure_up() -> LocalL1:
    """The running local network, or a new one: on free ports where the configured are taken."""
    if (running := running_l1()) is not None:
        return running
    try:
        return up()
    except PortTaken:
        return _start(free_port(), free_port())


def running_l1() -> LocalL1 | None:
    """The L1 of this checkout's network if it answers."""
    running = _load()
    return running if running is not None and _answers(running.fork.url) else None


def _start(origin_port: int, l1_port: int) -> LocalL1:
    down()  # what is left of a network that died
    l1 = start_l1(origin_port=origin_port, l1_port=l1_port, logs=logs_folder())
    STATE.parent.mkdir(parents=True, exist_ok=True)
    STATE.write_text(json.dumps({"origin": _dump(l1.origin), "fork": _dump(l1.fork)}))
    return l1


def down() -> bool:
    """Stop what ``up`` started. False when nothing was running."""
    running = _load()
    if running is None:
        return False
    for anvil in (running.fork, running.origin):
        if anvil is not None and anvil.owns_process():
            anvil.stop()
    STATE.unlink()
    return True


def status() -> list[NetworkStatus]:
    """One row a process; empty when no network was started."""
    running = _load()
    if running is None:
        return []
    rows = []
    for name, anvil in (("origin (chain id 1)", running.origin), ("L1", running.fork)):
        if anvil is not None:
            answers = _answers(anvil.url)
            block = anvil.rpc.block_number() if answers else None
            rows.append(NetworkStatus(name, anvil.url, anvil.pid, answers, block))
    return rows


def logs_folder() -> Path:
    """Where all logs of the local network are."""
    return paths.LOCAL_STATE / "logs"


def manifest_path() -> Path:
    """The local network's manifest."""
    return paths.DEPLOYMENTS / "local.json"


def _load() -> LocalL1 | None:
    try:
        state = json.loads(STATE.read_text())
    except FileNotFoundError:
        return None
    origin = Anvil(**state["origin"]) if state["origin"] else None
    return LocalL1(origin, Anvil(**state["fork"]))


def _dump(anvil: Anvil | None) -> dict[str, int] | None:
    return asdict(anvil) if anvil else None


def _answers(url: str) -> bool:
    try:
        Rpc(url, timeout=2, attempts=1).chain_id()
    except RpcError:
        return False
    return True


def is_local(chain_id: int) -> bool:
    """Whether a chain id is the local fork's."""
    return chain_id == LOCAL_CHAIN_ID
