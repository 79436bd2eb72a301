"""The local network of this checkout: started once, found again by other commands, stopped."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from garter import paths
from garter.chain.rpc import Rpc
from garter.exceptions import GarterError, RpcError
from garter.local.anvil import Anvil, PortTaken, free_port
from garter.local.chains import RunningChain, forget_chains, start_chain
from garter.local.l1 import LocalL1, start_l1
from garter.settings import settings

if TYPE_CHECKING:
    from pathlib import Path

    from garter.ecosystem.manifest import Manifest

STATE = paths.LOCAL_STATE / "network.json"


class NetworkRunning(GarterError):
    """``up`` was asked for twice."""

    def __init__(self, url: str):
        super().__init__(
            f"The local network runs already (L1 at {url})."
            " Use it, or stop it with `ape run network down`."
        )


@dataclass(frozen=True, slots=True)
class LocalNetwork:
    """The processes of the local network."""

    l1: LocalL1
    chains: tuple[RunningChain, ...] = ()


@dataclass(frozen=True, slots=True)
class NetworkStatus:
    """What is known of one of the local network's processes."""

    name: str
    url: str
    pid: int
    answers: bool
    block: int | None


def up(port_offset: int = 0) -> LocalL1:
    """Start origin and fork on the configured ports, plus an offset, and remember them.

    Raises NetworkRunning, or PortTaken when somebody else has a port.
    """
    if (running := running_l1()) is not None:
        raise NetworkRunning(running.fork.url)
    return _start(settings().origin_port + port_offset, settings().l1_port + port_offset)


def ensure_up() -> LocalL1:
    """The running local L1, or a new one: on free ports where the configured are taken."""
    if (running := running_l1()) is not None:
        return running
    try:
        return up()
    except PortTaken:
        return _start(free_port(), free_port())


def ensure_chain(manifest: Manifest, name: str, port: int, *, strict: bool = False) -> RunningChain:
    """The operator of a chain: the running one, or a new one on ``port``.

    Where ``port`` is taken: on a free one, or PortTaken if ``strict``.
    """
    network = _load()
    assert network is not None, "the L1 comes first"
    for chain in network.chains:
        if chain.name == name and chain.owns_process() and chain.serves():
            return chain
    for chain in network.chains:
        if chain.name == name and chain.owns_process():
            chain.stop()
    l1_url = network.l1.fork.url
    try:
        started = start_chain(manifest, name, l1_url, port)
    except PortTaken:
        if strict:
            raise
        started = start_chain(manifest, name, l1_url, free_port())
    others = tuple(chain for chain in network.chains if chain.name != name)
    _save(replace(network, chains=(*others, started)))
    return started


def running_l1() -> LocalL1 | None:
    """The L1 of this checkout's network if it answers."""
    network = _load()
    return network.l1 if network is not None and _answers(network.l1.fork.url) else None


def _start(origin_port: int, l1_port: int) -> LocalL1:
    down()  # what is left of a network that died
    # What they say was true of an L1 that is gone, and would keep the new one from deploying.
    forget_chains()
    manifest_path().unlink(missing_ok=True)
    l1 = start_l1(origin_port=origin_port, l1_port=l1_port, logs=logs_folder())
    _save(LocalNetwork(l1))
    return l1


def down() -> bool:
    """Stop what was started here, chains first. False when nothing was running."""
    network = _load()
    if network is None:
        return False
    for process in (*network.chains, network.l1.fork, network.l1.origin):
        if process is not None and process.owns_process():
            process.stop()
    STATE.unlink()
    return True


def status() -> list[NetworkStatus]:
    """One row a process; empty when no network was started."""
    network = _load()
    if network is None:
        return []
    rows = []
    for name, anvil in (("origin (chain id 1)", network.l1.origin), ("L1", network.l1.fork)):
        if anvil is not None:
            rows.append(_row(name, anvil.url, anvil.pid, _answers(anvil.url)))
    for chain in network.chains:
        rows.append(_row(f"{chain.name} ({chain.chain_id})", chain.url, chain.pid, chain.serves()))
    return rows


def _row(name: str, url: str, pid: int, answers: bool) -> NetworkStatus:
    return NetworkStatus(name, url, pid, answers, Rpc(url).block_number() if answers else None)


def logs_folder() -> Path:
    """Where all logs of the local network are."""
    return paths.LOCAL_STATE / "logs"


def manifest_path() -> Path:
    """The local network's manifest."""
    return paths.DEPLOYMENTS / "local.json"


def _load() -> LocalNetwork | None:
    try:
        state = json.loads(STATE.read_text())
    except FileNotFoundError:
        return None
    origin = Anvil(**state["origin"]) if state["origin"] else None
    chains = tuple(RunningChain(**chain) for chain in state["chains"])
    return LocalNetwork(LocalL1(origin, Anvil(**state["fork"])), chains)


def _save(network: LocalNetwork) -> None:
    origin, fork = network.l1.origin, network.l1.fork
    state = {
        "origin": asdict(origin) if origin else None,
        "fork": asdict(fork),
        "chains": [asdict(chain) for chain in network.chains],
    }
    STATE.parent.mkdir(parents=True, exist_ok=True)
    STATE.write_text(json.dumps(state))


def _answers(url: str) -> bool:
    try:
        Rpc(url, timeout=2, attempts=1).chain_id()
    except RpcError:
        return False
    return True
