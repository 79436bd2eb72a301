"""A node for a played chain: answers as a ZKsync OS node does, from what the test says happened.

L1 does not believe it: what it proves is checked there against the batch's root.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from garter.exceptions import RpcResponseError
from garter.protocol import constants
from garter.protocol.hashing import keccak256
from garter.protocol.messages import message_log, status_log
from garter.protocol.words import address_word

if TYPE_CHECKING:
    from garter.client import Deposit
    from garter.protocol.messages import L2Log
    from tests.support.two_chains import Place, PlayedChain

MESSAGE_SENT = "0x3a36e47291f4201faf137fab081d92295bce2d53be2c6ca68ba82c7faa9ce241"


class PlayedNode:
    """Stands where an Rpc does."""

    url = "http://played"

    def __init__(self, chain: PlayedChain, bridgehub: str):
        self._chain = chain
        self._places: dict[tuple[str, int], Place] = {}
        self.receipts: dict[str, dict[str, Any]] = {}
        self.answers: dict[str, Any] = {
            "eth_chainId": hex(chain.chain_id),
            "zks_getBridgehubContract": bridgehub,
            "eth_call": "0x",
        }
        """Method => result, or the RpcResponseError to raise."""
        self.asked: list[tuple[str, tuple[Any, ...]]] = []

    # --- what happens on the chain ---

    def mine(
        self, tx_hash: str, *messages: tuple[str, bytes], ok: bool = True, deposit: bool = False
    ) -> None:
        """A transaction whose messages are (sender, data); a deposit logs its status too."""
        number = len(self.receipts)
        raw = bytes.fromhex(tx_hash[2:])
        logs = [message_log(number, sender, data) for sender, data in messages]
        if deposit:
            logs.append(status_log(number, raw, ok))
        for position, log in enumerate(logs):
            self._places[tx_hash, position] = self._add(log, number)
        self.receipts[tx_hash] = {
            "transactionHash": tx_hash,
            "transactionIndex": hex(number),
            "blockNumber": "0x1",
            "status": hex(ok),
            "gasUsed": "0x5208",
            "from": "0x" + "00" * 20,
            "logs": [_event(sender, data) for sender, data in messages],
        }

    def execute(self, deposit: Deposit, *, ok: bool) -> None:
        """The chain comes to a deposit."""
        self.mine(deposit.l2_hash, ok=ok, deposit=True)

    def settle(self) -> None:
        """What was mined is executed on L1."""
        self._chain.settle()

    def _add(self, log: L2Log, number: int) -> Place:
        place = self._chain._next()
        place.tx_number = number
        self._chain.logs.append((log, place))
        return place

    # --- what a client asks ---

    def call(self, method: str, *params: Any) -> Any:
        self.asked.append((method, params))
        if method in self.answers:
            if isinstance(self.answers[method], RpcResponseError):
                raise self.answers[method]
            return self.answers[method]
        if method == "eth_getTransactionReceipt":
            return self.receipts.get(params[0])
        if method == "eth_getTransactionByHash":
            return {"hash": params[0]} if params[0] in self.receipts else None
        if method == "zks_getL2ToL1LogProof":
            return self._proof(*params)
        raise RpcResponseError(method, -32601, "Method not found")

    def chain_id(self) -> int:
        return int(self.call("eth_chainId"), 16)

    def _proof(self, tx_hash: str, position: int) -> dict[str, Any] | None:
        place = self._places.get((tx_hash, position))
        if place is None or not place.proof:
            return None
        return {
            "id": place.index,
            "batchNumber": place.batch,
            "batch_number": place.batch,
            "proof": ["0x" + word.hex() for word in place.proof],
            "root": "0x" + "00" * 32,
        }


def _event(sender: str, data: bytes) -> dict[str, Any]:
    """``L1MessageSent``."""
    body = (32).to_bytes(32, "big") + len(data).to_bytes(32, "big") + data + bytes(-len(data) % 32)
    return {
        "address": constants.L2_MESSENGER,
        "topics": [
            MESSAGE_SENT,
            "0x" + address_word(sender).hex(),
            "0x" + keccak256(data).hex(),
        ],
        "data": "0x" + body.hex(),
    }
