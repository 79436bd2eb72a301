"""Operators in tests: real processes over the L1 of the run, and deposits to their chains."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from garter.chain import Contract, Impersonated, Rpc
from garter.exceptions import RpcError
from garter.local.anvil import free_port
from garter.node.config import NodeConfig

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from garter.ecosystem.manifest import Manifest

GAS_LIMIT = 400_000
GAS_PRICE = 10**9
COINBASE = "0x00000000000000000000000000000000000000fe"


@dataclass
class RunningOperator:
    """An operator's process."""

    config: NodeConfig
    file: Path
    process: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def rpc(self) -> Rpc:
        return Rpc(f"http://127.0.0.1:{self.config.port}", timeout=30, attempts=1)

    def start(self) -> None:
        with (self.file.parent / "operator.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "garter.node", str(self.file)],
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def kill(self) -> None:
        """As a power failure would: no handler runs."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(timeout=30)

    def log(self) -> str:
        return (self.file.parent / "operator.log").read_text()


def make_operator(manifest: Manifest, name: str, l1: Rpc, folder: Path, genesis: Path):
    chain = manifest.chains[name]
    config = NodeConfig(
        chain_id=chain.chain_id,
        l1_rpc=l1.url,
        l1_chain_id=l1.chain_id(),
        l1_first_block=manifest.l1.first_block,
        l1_poll=0.05,
        bridgehub=manifest.address("Bridgehub"),
        diamond=chain.diamond,
        coinbase=COINBASE,
        genesis=genesis,
        data=folder / "data",
        port=free_port(),
    )
    file = folder / "operator.json"
    file.write_text(config.model_dump_json())
    return RunningOperator(config, file)


def until(what: Callable[[], Any], timeout: float = 60) -> Any:
    """What ``what`` answers as soon as it is true; the deadline only ends a broken run."""
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        try:
            if result := what():
                return result
        except RpcError:
            pass  # not up yet
        time.sleep(0.02)
    raise AssertionError("it never came")


def l2_receipt(operator: RunningOperator, tx_hash: str) -> dict[str, Any]:
    return until(lambda: operator.rpc.call("eth_getTransactionReceipt", tx_hash))


def base_cost(hub: Contract, chain_id: int, gas: int = GAS_LIMIT) -> int:
    return hub.l2TransactionBaseCost(chain_id, GAS_PRICE, gas, 800)


def deposit(
    hub: Contract,
    chain_id: int,
    sender: Impersonated,
    *,
    to: str,
    value: int,
    data: bytes = b"",
    extra: int = 0,
    refund: str | None = None,
    gas: int = GAS_LIMIT,
) -> str:
    """A direct request at GAS_PRICE; the canonical hash from L1's event."""
    mint = base_cost(hub, chain_id, gas) + value + extra
    refund = refund or sender.address
    request = (chain_id, mint, to, value, data, gas, 800, [], refund)
    transaction = {
        "from": sender.address,
        "to": hub.address,
        "value": hex(mint),
        "data": "0x" + hub.calldata("requestL2TransactionDirect", request).hex(),
        "gas": hex(5_000_000),
        "gasPrice": hex(GAS_PRICE),
    }
    tx_hash = hub.rpc.call("eth_sendTransaction", transaction)
    receipt = until(lambda: hub.rpc.call("eth_getTransactionReceipt", tx_hash))
    assert receipt["status"] == "0x1", receipt
    return canonical_hash(receipt)


REQUEST_ID_TOPIC = "0x779f441679936c5441b671969f37400b8c3ed0071cb47444431bf985754560df"


def canonical_hash(receipt: dict[str, Any]) -> str:
    [topic] = [log["topics"][2] for log in receipt["logs"] if log["topics"][0] == REQUEST_ID_TOPIC]
    return topic
