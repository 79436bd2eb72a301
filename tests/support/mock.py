"""``MockCallee`` from Python: a counterpart whose answers a unit test sets by ABI."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from eth_abi.abi import encode

from garter.chain import Contract
from garter.protocol.hashing import selector

if TYPE_CHECKING:
    from garter.chain import Rpc, Sender


class Mock:
    """``mock.returns("assetRouter()", ["address"], [router])`` sets an answer."""

    def __init__(self, rpc: Rpc, sender: Sender):
        self._contract = Contract.deploy(rpc, "MockCallee", sender=sender)
        self._sender = sender
        self.address = self._contract.address

    def returns(self, signature: str, types: list[str], values: list[Any]) -> None:
        """Answer ``signature`` (``name(type,...)``) with ABI-encoded ``values``."""
        data = encode(types, [getattr(v, "address", v) for v in values])
        self._contract.mock_answer(selector(signature), data, False, sender=self._sender)

    def fails(self, signature: str, data: bytes = b"") -> None:
        """Revert calls of ``signature`` with ``data``."""
        self._contract.mock_answer(selector(signature), data, True, sender=self._sender)

    def calls(self, signature: str) -> int:
        """How often it was called in transactions (static calls leave no trace)."""
        count: int = self._contract.number_of_calls(selector(signature))
        return count

    def last_calldata(self, signature: str) -> bytes:
        """Calldata, selector included, of the last call."""
        data: bytes = self._contract.last_calldata(selector(signature))
        return data

    def last_value(self, signature: str) -> int:
        """Wei that came with the last call."""
        amount: int = self._contract.last_value(selector(signature))
        return amount
