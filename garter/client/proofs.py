"""Proofs that a chain sent something to L1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from garter.client.network import Network


@dataclass(frozen=True, slots=True)
class MessageProof:
    """Proof of one log of an L2 transaction, as L1 verifies it."""

    batch_number: int
    index: int
    """Of the log in its batch."""
    path: tuple[bytes, ...]
    root: bytes


def message_proof(network: Network, l2_hash: str, log: int = 0) -> MessageProof | None:
    """Proof of the transaction's log number ``log``; None until its batch is executed on L1.

    A message's log has the message's number among those that the transaction sent; the status of
    an L1 to L2 transaction comes behind them.
    """
    answer = network.l2.call("zks_getL2ToL1LogProof", l2_hash, log)
    if answer is None:
        return None
    batch = answer.get("batchNumber", answer.get("batch_number"))
    return MessageProof(
        batch_number=int(batch),
        index=int(answer["id"]),
        path=tuple(bytes.fromhex(word[2:]) for word in answer["proof"]),
        root=bytes.fromhex(answer["root"][2:]),
    )
