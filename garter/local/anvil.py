"""Start and stop Anvil processes. Only processes started here are ever stopped."""

from __future__ import annotations

import os
import platform
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from garter import paths
from garter.chain.rpc import Rpc
from garter.exceptions import GarterError, RpcError
from garter.settings import settings

if TYPE_CHECKING:
    from collections.abc import Sequence

START_TIMEOUT = 20.0  # seconds; a local start takes 0.05


class AnvilMissing(GarterError):
    """There is no Anvil to run."""

    def __init__(self) -> None:
        super().__init__("Anvil is not installed. Run `make setup` (npm brings it).")


class AnvilFailed(GarterError):
    """Anvil ended or did not listen."""

    def __init__(self, port: int, log: Path):
        tail = log.read_text().splitlines()[-5:] if log.is_file() else []
        super().__init__(
            f"Anvil did not come up on port {port}. Its log {log} ends:\n" + "\n".join(tail)
        )


class PortTaken(GarterError):
    """Somebody else listens where we want to."""

    def __init__(self, port: int, setting: str):
        super().__init__(
            f"Port {port} is in use by a process that is not ours."
            f" Free it, or set {setting} to another port."
        )


def anvil_binary() -> str:
    """The native binary; npm's JavaScript wrapper costs 0.1 s a start. Raises AnvilMissing."""
    if configured := settings().anvil:
        return configured
    machine = {"x86_64": "amd64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
    package = f"anvil-{platform.system().lower()}-{machine}"
    native = paths.ROOT / "node_modules" / "@foundry-rs" / package / "bin" / "anvil"
    if native.is_file():
        return str(native)
    if on_path := shutil.which("anvil"):
        return on_path
    raise AnvilMissing


def free_port() -> int:
    """A TCP port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def listening(port: int) -> bool:
    """Whether anything accepts connections on the local ``port``."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


@dataclass(frozen=True, slots=True)
class Anvil:
    """A running Anvil that this code started."""

    pid: int
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def rpc(self) -> Rpc:
        return Rpc(self.url, timeout=settings().rpc_timeout)

    def owns_process(self) -> bool:
        """Whether ``pid`` still is an Anvil (it may have ended and the number been reused)."""
        try:
            command = Path(f"/proc/{self.pid}/cmdline").read_bytes()
        except FileNotFoundError:
            return not Path("/proc/self").exists() and not gone(self.pid)
        return b"anvil" in command and str(self.port).encode() in command

    def stop(self) -> None:
        """Ask it to end, insist after two seconds. A process already gone is fine."""
        try:
            os.kill(self.pid, signal.SIGTERM)
            for _ in range(200):
                if gone(self.pid):
                    return
                time.sleep(0.01)
            os.kill(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            return


def start_anvil(arguments: Sequence[str], *, port: int, log: Path, setting: str) -> Anvil:
    """Start Anvil detached on ``port`` and wait until it answers.

    ``setting`` is named as the remedy when the port is taken. Raises PortTaken, AnvilMissing or
    AnvilFailed.
    """
    if listening(port):
        raise PortTaken(port, setting)
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as sink:
        process = subprocess.Popen(  # noqa: S603 - our own binary and arguments
            [anvil_binary(), "--port", str(port), *arguments],
            stdout=sink,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    anvil = Anvil(process.pid, port)
    probe = Rpc(anvil.url, timeout=2, attempts=1)
    deadline = time.monotonic() + START_TIMEOUT
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise AnvilFailed(port, log)
        if listening(port):
            try:
                probe.chain_id()
            except RpcError:
                pass  # listening, not serving yet
            else:
                return anvil
        time.sleep(0.01)
    anvil.stop()
    raise AnvilFailed(port, log)


def gone(pid: int) -> bool:
    """Whether ``pid`` ended. A zombie has: its parent may be a process that never reaps it."""
    try:
        if os.waitpid(pid, os.WNOHANG)[0] == pid:
            return True
    except ChildProcessError:
        pass  # another process's child: ask the kernel
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return Path("/proc/self").exists()  # ended just now; without /proc, kill(0) was right
    return state == "Z"
