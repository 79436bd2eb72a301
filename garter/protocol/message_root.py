"""The tree of chains on a settlement layer, from which its part of a proof comes.

One leaf a chain, in order of registration; index 0 is the settlement layer itself. A chain's leaf
is over the root of the tree of its batches executed there. Source: MessageRootBase, L2MessageRoot.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from garter.exceptions import EncodingError
from garter.protocol.merkle import EMPTY_ROOT, MerkleTree
from garter.protocol.messages import (
    EMPTY_TREE_LEAF,
    SettlementHop,
    batch_leaf,
    chain_id_leaf,
)

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(slots=True)
class _Chain:
    index: int
    batches: MerkleTree
    positions: dict[int, int]
    """Batch number => leaf index."""


class MessageRoot:
    """The state of a settlement layer's MessageRoot. Grow it up to the block a proof is for."""

    __slots__ = ("_chains", "_shared", "chain_id")

    def __init__(self, chain_id: int):
        self.chain_id = chain_id
        self._chains: dict[int, _Chain] = {}
        self._shared = MerkleTree(EMPTY_TREE_LEAF)
        self.add_chain(chain_id)

    @property
    def root(self) -> bytes:
        """The aggregated root."""
        return self._shared.root()

    def add_chain(self, chain_id: int) -> int:
        """Register a chain; returns its index. Raises EncodingError when it is registered."""
        if chain_id in self._chains:
            raise EncodingError(f"Chain {chain_id} is in the message root already.")
        index = len(self._shared)
        self._shared.push(chain_id_leaf(EMPTY_ROOT, chain_id))
        self._chains[chain_id] = _Chain(index, MerkleTree(EMPTY_TREE_LEAF), {})
        return index

    def add_batch(self, chain_id: int, batch_number: int, batch_root: bytes) -> bytes:
        """Append a batch of a chain; returns the aggregated root."""
        chain = self._chain(chain_id)
        chain.positions[batch_number] = len(chain.batches)
        chain_root = chain.batches.push(batch_leaf(batch_root, batch_number))
        return self._shared.update(chain.index, chain_id_leaf(chain_root, chain_id))

    def chain_root(self, chain_id: int) -> bytes:
        """Root of the tree of a chain's batches; 0 without any."""
        batches = self._chain(chain_id).batches
        return batches.root() if len(batches) else EMPTY_ROOT

    def hop_to_block(self, chain_id: int, batch_number: int, block_number: int) -> SettlementHop:
        """The hop of an interop proof, against the root imported for this layer's block."""
        chain = self._chain(chain_id)
        return self._hop(chain, batch_number, block_number, chain.index)

    def path_to_block(self, chain_id: int) -> list[bytes]:
        """The second part of an interop proof: from the chain's leaf to the aggregated root."""
        return self._shared.path(self._chain(chain_id).index)

    def hop_to_batch(self, chain_id: int, batch_number: int, own_batch: int) -> SettlementHop:
        """The hop of a proof on L1, against this layer's batch ``own_batch``."""
        chain = self._chain(chain_id)
        # The aggregated root is the right half of a batch root.
        return self._hop(chain, batch_number, own_batch, chain.index | 1 << self._shared.height)

    def path_to_batch(self, chain_id: int, local_root: bytes) -> list[bytes]:
        """The second part of a proof on L1; ``local_root`` is over this layer's own logs."""
        return [*self.path_to_block(chain_id), local_root]

    def _hop(self, chain: _Chain, batch_number: int, number: int, mask: int) -> SettlementHop:
        if batch_number not in chain.positions:
            raise EncodingError(f"Batch {batch_number} was not executed on chain {self.chain_id}.")
        position = chain.positions[batch_number]
        path: Sequence[bytes] = chain.batches.path(position)
        return SettlementHop(position, tuple(path), self.chain_id, number, mask)

    def _chain(self, chain_id: int) -> _Chain:
        if chain_id not in self._chains:
            raise EncodingError(f"Chain {chain_id} does not settle on chain {self.chain_id}.")
        return self._chains[chain_id]
