"""Reads what L1 asks of the chain, in bounded ranges, and follows reorganisations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from garter.chain.abi import abi_of
from garter.chain.contract import decode_event
from garter.node.blocks import Kind
from garter.node.exceptions import OperationsMissing, UpgradeHashMismatch
from garter.node.store import L1Transaction
from garter.protocol.transactions import L2CanonicalTransaction

if TYPE_CHECKING:
    from garter.chain.rpc import Rpc
    from garter.node.store import Store

MAX_RANGE = 1_000
"""Blocks asked for at once."""


class Watcher:
    """Copies the diamond's announcements into the store."""

    def __init__(
        self, rpc: Rpc, store: Store, *, diamond: str, first_block: int, confirmations: int = 0
    ):
        """``first_block``: before which the diamond has no events. ``confirmations``: how many
        blocks must stand on top of one before it counts."""
        self._rpc, self._store = rpc, store
        self._diamond, self._first_block = diamond, first_block
        self._confirmations = confirmations
        self._abis = {
            topic: (kind, abi)
            for kind, abi, name in (
                (Kind.PRIORITY, abi_of("MailboxFacet"), "NewPriorityRequest"),
                (Kind.UPGRADE, abi_of("L1GenesisUpgrade"), "GenesisUpgrade"),
            )
            for topic, entry in abi.events.items()
            if entry["name"] == name
        }

    def step(self) -> bool:
        """Read one range. True when there may be more to read at once."""
        if self._reorganised():
            return True
        position = self._store.l1_position()
        first = self._first_block if position is None else position[0] + 1
        head = self._rpc.block_number() - self._confirmations
        if first > head:
            return False
        last = min(head, first + MAX_RANGE - 1)
        end, logs = self._rpc.batch(
            [
                ("eth_getBlockByNumber", [hex(last), False]),
                ("eth_getLogs", [self._filter(first, last)]),
            ]
        )
        if end is None:  # L1 was cut shorter meanwhile
            return True
        self._store.record_l1(last, end["hash"], self._transactions(logs))
        return last < head

    def _filter(self, first: int, last: int) -> dict[str, Any]:
        return {
            "address": self._diamond,
            "topics": [["0x" + topic.hex() for topic in self._abis]],
            "fromBlock": hex(first),
            "toBlock": hex(last),
        }

    def _reorganised(self) -> bool:
        """Forget the last range that was read if L1's block at its end is another one now."""
        position = self._store.l1_position()
        if position is None:
            return False
        number, known = position
        block = self._rpc.call("eth_getBlockByNumber", hex(number), False)
        if block is not None and block["hash"] == known:
            return False
        self._store.forget_l1(number)
        return True

    def _transactions(self, logs: list[dict[str, Any]]) -> list[L1Transaction]:
        found = []
        expected = self._store.next_announced()
        for log in logs:
            transaction = self._decode(log)
            if transaction.kind is Kind.PRIORITY:
                if transaction.number != expected:
                    raise OperationsMissing(expected, transaction.number)
                expected += 1
            found.append(transaction)
        return found

    def _decode(self, log: dict[str, Any]) -> L1Transaction:
        kind, abi = self._abis[bytes.fromhex(log["topics"][0][2:])]
        event = decode_event(abi, log)
        assert event is not None
        name = "transaction" if kind is Kind.PRIORITY else "_l2Transaction"
        transaction = L2CanonicalTransaction.from_tuple(event.inputs[name])
        if kind is Kind.UPGRADE:
            self._require_awaited(transaction.hash)
        return L1Transaction(
            kind=kind,
            number=transaction.nonce,
            hash="0x" + transaction.hash.hex(),
            body=transaction.encode(),
            l1_block=int(log["blockNumber"], 16),
            l1_transaction=log["transactionHash"],
        )

    def _require_awaited(self, announced: bytes) -> None:
        getters = abi_of("GettersFacet")
        name = "getL2SystemContractsUpgradeTxHash"
        request = {"to": self._diamond, "data": "0x" + getters.encode_call(name, ()).hex()}
        answer = self._rpc.call("eth_call", request, "latest")
        awaited: bytes = getters.decode_result(name, (), bytes.fromhex(answer[2:]))
        # The contract forgets the hash once the batch with the upgrade is executed.
        if any(awaited) and awaited != announced:
            raise UpgradeHashMismatch(announced, awaited)
