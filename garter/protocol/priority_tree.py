"""The queue of a chain's L1 to L2 transactions, as its contract keeps it.

Leaves are canonical transaction hashes. Indices count from ``start_index``, the number of
operations before this tree existed. Mirrors ``contracts/lib/priority_tree.vy``; source:
PriorityTree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from garter.exceptions import (
    InvalidNextLeafIndex,
    InvalidStartIndex,
    InvalidUnprocessedIndex,
    NotHistoricalRoot,
)
from garter.protocol.hashing import keccak256
from garter.protocol.merkle import (
    EMPTY_ROOT,
    IncrementalTree,
    MerkleTree,
    calculate_root_paths,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

ZERO_LEAF = keccak256(b"")


@dataclass(frozen=True, slots=True)
class PriorityOpsProof:
    """What a batch shows for its priority operations (``PriorityOpsBatchInfo``)."""

    left_path: tuple[bytes, ...]
    right_path: tuple[bytes, ...]
    item_hashes: tuple[bytes, ...]


NO_OPERATIONS = PriorityOpsProof((), (), ())


@dataclass(frozen=True, slots=True)
class PriorityTreeCommitment:
    """A tree as a migrating chain carries it to another layer."""

    next_leaf_index: int
    start_index: int
    unprocessed_index: int
    """Relative to ``start_index``."""
    sides: tuple[bytes, ...]


class PriorityTree:
    """The contract's state: what was requested, what was processed, which roots there were."""

    __slots__ = ("_tree", "historical_roots", "start_index", "unprocessed_index")

    def __init__(self, start_index: int = 0):
        self.start_index = start_index
        self.unprocessed_index = 0
        # The empty root counts too: a chain without any operation must be able to come back.
        self.historical_roots = {EMPTY_ROOT}
        self._tree = IncrementalTree(ZERO_LEAF)

    @classmethod
    def from_commitment(cls, commitment: PriorityTreeCommitment) -> PriorityTree:
        """The tree of a chain that arrives. Raises InvalidCommitment."""
        tree = cls(commitment.start_index)
        tree.unprocessed_index = commitment.unprocessed_index
        tree._tree = IncrementalTree.restore(
            ZERO_LEAF, commitment.next_leaf_index, commitment.sides
        )
        tree.historical_roots = {tree.root}
        return tree

    @property
    def root(self) -> bytes:
        """The current root; 0 while no operation was ever requested."""
        return self._tree.root

    @property
    def total(self) -> int:
        """Operations ever requested, those before this tree included."""
        return self.start_index + self._tree.count

    @property
    def first_unprocessed(self) -> int:
        """Number of the oldest operation not processed yet."""
        return self.start_index + self.unprocessed_index

    @property
    def size(self) -> int:
        """Operations waiting."""
        return self._tree.count - self.unprocessed_index

    @property
    def commitment(self) -> PriorityTreeCommitment:
        """This tree, to be carried to another layer."""
        return PriorityTreeCommitment(
            self._tree.count, self.start_index, self.unprocessed_index, tuple(self._tree.sides)
        )

    def push(self, operation_hash: bytes) -> int:
        """Append an operation; returns its number."""
        number = self.total
        self.historical_roots.add(self._tree.push(operation_hash))
        return number

    def process(self, proof: PriorityOpsProof) -> None:
        """Take the operations of a batch off the queue. Without items the paths do not count.

        Raises NotHistoricalRoot, or what calculate_root_paths raises.
        """
        if not proof.item_hashes:
            return
        root = calculate_root_paths(
            proof.left_path, proof.right_path, self.unprocessed_index, proof.item_hashes
        )
        if root not in self.historical_roots:
            raise NotHistoricalRoot(root)
        self.unprocessed_index += len(proof.item_hashes)

    def l1_reinit(self, commitment: PriorityTreeCommitment) -> None:
        """On L1, take over how far a returning chain got.

        Raises InvalidStartIndex, InvalidUnprocessedIndex or InvalidNextLeafIndex when the
        commitment is not a later state of this tree that this tree already knows.
        """
        self._check_same_queue(commitment)
        if self._tree.count < commitment.next_leaf_index:
            raise InvalidNextLeafIndex(self._tree.count, commitment.next_leaf_index)
        self.unprocessed_index = commitment.unprocessed_index

    def check_gateway_reinit(self, commitment: PriorityTreeCommitment) -> None:
        """On a Gateway, check that a returning chain's tree continues the one left here."""
        self._check_same_queue(commitment)
        if self._tree.count > commitment.next_leaf_index:
            raise InvalidNextLeafIndex(self._tree.count, commitment.next_leaf_index)

    def _check_same_queue(self, commitment: PriorityTreeCommitment) -> None:
        if self.start_index != commitment.start_index:
            raise InvalidStartIndex(self.start_index, commitment.start_index)
        if self.unprocessed_index > commitment.unprocessed_index:
            raise InvalidUnprocessedIndex(self.unprocessed_index, commitment.unprocessed_index)


class PriorityTreeProver:
    """All operations of a tree, from which an operator proves those of its batches.

    A proof leads to the root after the operations known when it is made, so a prover that lags
    behind the contract still proves against a historical root.
    """

    __slots__ = ("_tree", "start_index")

    def __init__(self, operation_hashes: Iterable[bytes] = (), start_index: int = 0):
        self.start_index = start_index
        self._tree = MerkleTree(ZERO_LEAF, operation_hashes)

    def __len__(self) -> int:
        return len(self._tree)

    def push(self, operation_hash: bytes) -> None:
        """Append an operation."""
        self._tree.push(operation_hash)

    def prove(self, first: int, count: int) -> PriorityOpsProof:
        """Proof of ``count`` operations from number ``first`` on. Raises MerkleWrongIndex."""
        if count == 0:
            return NO_OPERATIONS
        start = first - self.start_index
        left, right = self._tree.range_paths(start, count)
        return PriorityOpsProof(
            tuple(left), tuple(right), tuple(self._tree.leaves[start : start + count])
        )
