"""A small settled world: a chain's batch, its Gateway, and what L1 knows of both."""

from __future__ import annotations

from dataclasses import dataclass, field

from garter.protocol.hashing import keccak256
from garter.protocol.message_root import MessageRoot
from garter.protocol.messages import (
    L2Log,
    LogTree,
    chain_batch_root,
    empty_aggregated_root,
    final_proof,
    message_log,
    settled_proof,
    status_log,
)

CHAIN, GATEWAY = 271, 506
BATCH, GATEWAY_BATCH, GATEWAY_BLOCK = 7, 40, 900
SENDER = "0x" + "ab" * 20


def logs_of_a_batch(count: int) -> list[L2Log]:
    """Messages and status logs by turns."""
    return [
        status_log(n, keccak256(bytes([n])), success=n % 4 == 1)
        if n % 2
        else message_log(n, SENDER, b"message %d" % n)
        for n in range(count)
    ]


@dataclass
class World:
    """``CHAIN`` settles its batches through ``GATEWAY``, and one also directly."""

    logs: list[L2Log] = field(default_factory=lambda: logs_of_a_batch(5))
    other_chains: int = 3
    batches_before: int = 4

    def __post_init__(self) -> None:
        self.tree = LogTree([log.encode() for log in self.logs])
        self.aggregated = empty_aggregated_root(CHAIN)
        self.batch_root = chain_batch_root(self.tree.root, self.aggregated)
        self.gateway = MessageRoot(GATEWAY)
        for chain_id in range(1, self.other_chains + 1):
            self.gateway.add_chain(chain_id)
        self.gateway.add_chain(CHAIN)
        for number in range(BATCH - self.batches_before, BATCH):
            self.gateway.add_batch(CHAIN, number, keccak256(bytes([number])))
        self.gateway.add_batch(CHAIN, BATCH, self.batch_root)
        self.gateway_tree = LogTree([log.encode() for log in logs_of_a_batch(3)])
        self.gateway_root = chain_batch_root(self.gateway_tree.root, self.gateway.root)

    def direct_proof(self, index: int) -> list[bytes]:
        """Against the batch root on L1."""
        return final_proof(self.tree.path(index, self.aggregated))

    def gateway_proof(self, index: int) -> list[bytes]:
        """Against the Gateway's batch root on L1."""
        return settled_proof(
            self.tree.path(index, self.aggregated),
            self.gateway.hop_to_batch(CHAIN, BATCH, GATEWAY_BATCH),
            self.gateway.path_to_batch(CHAIN, self.gateway_tree.root),
        )

    def interop_proof(self, index: int) -> list[bytes]:
        """Against the Gateway's root imported for a block."""
        return settled_proof(
            self.tree.path(index, self.aggregated),
            self.gateway.hop_to_block(CHAIN, BATCH, GATEWAY_BLOCK),
            self.gateway.path_to_block(CHAIN),
        )

    def root_on_l1(self, chain_id: int, batch: int) -> bytes:
        known = {(CHAIN, BATCH): self.batch_root, (GATEWAY, GATEWAY_BATCH): self.gateway_root}
        return known.get((chain_id, batch), bytes(32))

    def imported_root(self, chain_id: int, block: int) -> bytes:
        return self.gateway.root if (chain_id, block) == (GATEWAY, GATEWAY_BLOCK) else bytes(32)
