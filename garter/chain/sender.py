"""Who sends a transaction, and what comes back."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from garter.exceptions import (
    AccountBusy,
    RpcResponseError,
    TransactionPending,
    TransactionReplaced,
)

if TYPE_CHECKING:
    from garter.chain.rpc import Rpc

# Seconds: a node has moments in which a mined transaction is neither waiting nor to be found, and
# nodes behind one address are not all equally far.
LOST_AFTER = 2.0
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


def wait_for_receipt(
    rpc: Rpc, tx_hash: str, timeout: float = 120.0, *, sender: str | None = None, nonce: int = 0
) -> Receipt:
    """Poll until the transaction is mined.

    Raises TransactionPending after ``timeout`` seconds and, when told the transaction's ``sender``
    and ``nonce``, TransactionReplaced as soon as the chain shows that it can never be mined.
    """
    deadline = time.monotonic() + timeout
    pause = 0.002  # an automining node has it at once; a real one is asked ever less often
    lost_since: float | None = None
    while True:
        raw = _receipt_or_none(rpc, tx_hash)
        if raw is not None:
            return Receipt.parse(raw)
        now = time.monotonic()
        if sender is not None and _is_lost(rpc, tx_hash, sender, nonce):
            lost_since = lost_since or now
            if now - lost_since >= LOST_AFTER:
                raise TransactionReplaced(tx_hash, sender, nonce)
        else:
            lost_since = None
        if now > deadline:
            raise TransactionPending(tx_hash, rpc.url, timeout)
        time.sleep(pause)
        pause = min(pause * 2, 2.0)


def wait_for_pending(rpc: Rpc, account: str, timeout: float = 120.0) -> None:
    """Poll until nothing of ``account`` waits in the node's pool. Raises AccountBusy."""
    deadline = time.monotonic() + timeout
    pause = 0.01
    while True:
        waiting = rpc.nonce(account, "pending") - rpc.nonce(account)
        if waiting <= 0:
            return
        if time.monotonic() > deadline:
            raise AccountBusy(account, waiting, timeout)
        time.sleep(pause)
        pause = min(pause * 2, 2.0)


def _receipt_or_none(rpc: Rpc, tx_hash: str) -> dict[str, Any] | None:
    try:
        raw: dict[str, Any] | None = rpc.call("eth_getTransactionReceipt", tx_hash)
    except RpcResponseError as err:
        if "not found" not in err.message:
            raise
        return None
    return raw


def _is_lost(rpc: Rpc, tx_hash: str, sender: str, nonce: int) -> bool:
    """Whether the nonce is used up and the node no longer knows the transaction."""
    return rpc.nonce(sender) > nonce and rpc.call("eth_getTransactionByHash", tx_hash) is None
