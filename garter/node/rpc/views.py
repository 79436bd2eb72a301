"""Receipts, transactions, logs and blocks as clients of ZKsync chains expect them.

A superset that suits all of them at once; numbers are hex strings, because several clients read a
JSON 0 as absent. Transactions from L1 are shown under their canonical hash.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from garter.node.blocks import TX_TYPES, Kind, canonical
from garter.node.effects import low_address
from garter.protocol import constants
from garter.protocol.hashing import keccak256
from garter.protocol.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from garter.node.store import Located

Json = dict[str, Any]
_MESSAGE_SENT = "0x" + keccak256(b"L1MessageSent(address,bytes32,bytes)").hex()


class Index:
    """Protocol transactions by both their hashes. Users' have one hash and are not in it."""

    def __init__(self, located: Iterable[Located] = ()):
        self.by_hash: dict[str, Located] = {}
        self.by_node_hash: dict[str, Located] = {}
        self.add(located)

    def add(self, located: Iterable[Located]) -> None:
        for entry in located:
            self.by_hash[entry.hash] = entry
            self.by_node_hash[entry.node_hash] = entry

    def to_node(self, tx_hash: str) -> str | None:
        """The execution client's hash; None for one that is the client's own secret."""
        tx_hash = tx_hash.lower()
        if (found := self.by_hash.get(tx_hash)) is not None:
            return found.node_hash
        return None if tx_hash in self.by_node_hash else tx_hash

    def to_public(self, node_hash: str) -> str:
        found = self.by_node_hash.get(node_hash)
        return node_hash if found is None else found.hash

    # --- views ---

    def log(self, log: Json) -> Json:
        """A log of ``eth_getLogs``."""
        shown = {**log, "l1BatchNumber": None, "logType": None}
        if log.get("transactionHash"):
            shown["transactionHash"] = self.to_public(log["transactionHash"])
        return shown

    def receipt(self, receipt: Json) -> Json:
        located = self.by_node_hash.get(receipt["transactionHash"])
        shown = {
            **receipt,
            "transactionHash": self.to_public(receipt["transactionHash"]),
            "l1BatchNumber": None,
            "l1BatchTxIndex": None,
            "root": "0x" + "00" * 32,
            "logs": [
                {**self.log(log), "transactionLogIndex": hex(place)}
                for place, log in enumerate(receipt["logs"])
            ],
        }
        if located is not None:
            shown["type"] = hex(TX_TYPES[located.kind])
            if located.kind is not Kind.SYSTEM:
                transaction = canonical(located.body)
                shown["to"] = low_address(transaction.to).lower()
                shown["contractAddress"] = None
        shown["l2ToL1Logs"] = self._l2_to_l1_logs(shown, located)
        return shown

    def transaction(self, transaction: Json) -> Json:
        located = self.by_node_hash.get(transaction["hash"])
        shown = {**transaction, "l1BatchNumber": None, "l1BatchTxIndex": None}
        if located is None:
            return shown
        shown |= {"hash": located.hash, "type": hex(TX_TYPES[located.kind])}
        if located.kind is Kind.SYSTEM:
            return shown
        return shown | _canonical_fields(located)

    def block(self, block: Json) -> Json:
        return {
            **block,
            "transactions": [
                self.to_public(t) if isinstance(t, str) else self.transaction(t)
                for t in block["transactions"]
            ],
            "l1BatchNumber": None,
            "l1BatchTimestamp": None,
        }

    # --- inside ---

    def _l2_to_l1_logs(self, receipt: Json, located: Located | None) -> list[Json]:
        """Messages in the order of their events, then the status of a priority transaction."""
        entries = [
            (constants.L2_MESSENGER, log["topics"][1], log["topics"][2])
            for log in receipt["logs"]
            if log["address"].lower() == constants.L2_MESSENGER.lower()
            and log["topics"][:1] == [_MESSAGE_SENT]
        ]
        if located is not None and located.kind is Kind.PRIORITY:
            status = "0x" + word(int(receipt["status"], 16)).hex()
            entries.append((constants.L2_BOOTLOADER, located.hash, status))
        return [
            _l2_to_l1_log(receipt, place, sender, key, value)
            for place, (sender, key, value) in enumerate(entries)
        ]


def _l2_to_l1_log(receipt: Json, place: int, sender: str, key: str, value: str) -> Json:
    index = receipt["transactionIndex"]
    return {
        "blockNumber": receipt["blockNumber"],
        "blockHash": receipt["blockHash"],
        "l1BatchNumber": None,
        "transactionIndex": index,
        "txIndexInL1Batch": index,
        "tx_number_in_block": int(index, 16),
        "transactionHash": receipt["transactionHash"],
        "logIndex": hex(place),
        "transactionLogIndex": hex(place),
        "shardId": "0x0",
        "l2_shard_id": 0,
        "isService": True,
        "is_service": True,
        "sender": sender.lower(),
        "key": key,
        "value": value,
    }


def _canonical_fields(located: Located) -> Json:
    transaction = canonical(located.body)
    sender = low_address(transaction.sender).lower()
    price = hex(transaction.max_fee_per_gas)
    return {
        "from": sender,
        "initiator": sender,
        "to": low_address(transaction.to).lower(),
        "input": "0x" + transaction.data.hex(),
        "value": hex(transaction.value),
        "gas": hex(transaction.gas_limit),
        "gasPrice": price,
        "maxFeePerGas": price,
        "maxPriorityFeePerGas": "0x0",
        "gasPerPubdataByteLimit": hex(transaction.gas_per_pubdata),
        "nonce": hex(transaction.nonce),
        "toMint": hex(transaction.reserved[0]),
        "refundRecipient": low_address(transaction.reserved[1]).lower(),
        "factoryDeps": [],
        "v": "0x0",
        "r": "0x0",
        "s": "0x0",
        "yParity": "0x0",
    }
