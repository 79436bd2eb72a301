"""Who sends a transaction, and what comes back."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from garter.exceptions import RpcResponseError, RpcUnavailable

if TYPE_CHECKING:
    from garter.chain.rpc import Rpc

DEFAULT_GAS = 16_000_000  # just below EIP-7825's cap of 2**24 on one transaction


@dataclass(frozen=True, slots=True)
class Receipt:
    """A mined transaction."""

    hash: str
    ok: bool
    gas_used: int
    block_number: int
    contract_address: str | None
    logs: tuple[dict[str, Any], ...]
    sender: str

    @classmethod
    def parse(cls, raw: dict[str, Any]) -> Receipt:
        return cls(
            hash=raw["transactionHash"],
            ok=int(raw["status"], 16) == 1,
            gas_used=int(raw["gasUsed"], 16),
            block_number=int(raw["blockNumber"], 16),
            contract_address=raw.get("contractAddress"),
            logs=tuple(raw["logs"]),
            sender=raw["from"],
        )


class Sender(Protocol):
    """Something that can get a transaction onto the chain."""

    @property
    def address(self) -> str: ...

    def send(self, rpc: Rpc, *, to: str | None, data: bytes, value: int, gas: int) -> str:
        """Send and return the transaction's hash; do not wait."""
        ...


@dataclass(frozen=True, slots=True)
class Impersonated:
    """Any address, on a development node that lets us (``anvil_autoImpersonateAccount``)."""

    address: str

    def send(self, rpc: Rpc, *, to: str | None, data: bytes, value: int, gas: int) -> str:
        transaction = {
            "from": self.address,
            "data": "0x" + data.hex(),
            "value": hex(value),
            "gas": hex(gas),
        }
        if to is not None:
            transaction["to"] = to
        tx_hash: str = rpc.call("eth_sendTransaction", transaction)
        return tx_hash


def wait_for_receipt(rpc: Rpc, tx_hash: str, timeout: float = 120.0) -> Receipt:
    """Poll until the transaction is mined. Raises RpcUnavailable after ``timeout`` seconds."""
    deadline = time.monotonic() + timeout
    pause = 0.002  # an automining node has it at once; a real one is asked ever less often
    while True:
        try:
            raw = rpc.call("eth_getTransactionReceipt", tx_hash)
        except RpcResponseError as err:
            if "not found" not in err.message:
                raise
            raw = None
        if raw is not None:
            return Receipt.parse(raw)
        if time.monotonic() > deadline:
            raise RpcUnavailable(rpc.url, f"{tx_hash} not mined within {timeout:g} s")
        time.sleep(pause)
        pause = min(pause * 2, 2.0)
