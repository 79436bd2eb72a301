"""Merkle trees of the protocol: roots from paths, and the trees that paths come from.

A node is 32 bytes; an inner node is ``keccak256(left ‖ right)``. A path holds the siblings from the
leaf to the root, leaf level first. Missing leaves on the right are a tree's zero leaf.

The contracts hold the same in ``contracts/lib/merkle.vy``, ``incremental_merkle.vy``,
``incremental_merkle_memory.vy`` and ``full_merkle.vy``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sha3 import keccak_256

from garter.exceptions import (
    InvalidCommitment,
    MerkleIndexOrHeightMismatch,
    MerkleIndexOutOfBounds,
    MerkleNothingToProve,
    MerklePathEmpty,
    MerklePathLengthMismatch,
    MerklePathOutOfBounds,
    MerkleWrongIndex,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

EMPTY_ROOT = bytes(32)
"""Root of an incremental tree without leaves (not its zero leaf)."""

MAX_PATH = 256
"""A path of this many levels is refused."""


def hash_pair(left: bytes, right: bytes) -> bytes:
    """The parent of two nodes."""
    digest: bytes = keccak_256(left + right).digest()
    return digest


def calculate_root(path: Sequence[bytes], index: int, leaf: bytes) -> bytes:
    """Root of the tree in which ``leaf`` stands at ``index`` and ``path`` holds its siblings.

    An empty path is right for the only leaf of a tree. Raises MerklePathOutOfBounds and
    MerkleIndexOutOfBounds. Source: Merkle.calculateRoot.
    """
    if len(path) >= MAX_PATH:
        raise MerklePathOutOfBounds(len(path), MAX_PATH - 1)
    if index >> len(path):
        raise MerkleIndexOutOfBounds(index, len(path))
    node = leaf
    for sibling in path:
        node = hash_pair(sibling, node) if index & 1 else hash_pair(node, sibling)
        index >>= 1
    return node


def calculate_root_paths(
    start_path: Sequence[bytes],
    end_path: Sequence[bytes],
    start_index: int,
    items: Sequence[bytes],
) -> bytes:
    """Root of the tree in which ``items`` stand side by side from ``start_index`` on.

    A word of ``start_path`` counts only on levels where the range begins with a right child, one of
    ``end_path`` only where it ends with a left child. Raises MerklePathLengthMismatch,
    MerklePathOutOfBounds, MerklePathEmpty, MerkleNothingToProve and MerkleIndexOrHeightMismatch.
    Source: Merkle.calculateRootPaths.
    """
    height, count = len(start_path), len(items)
    if height != len(end_path):
        raise MerklePathLengthMismatch(height, len(end_path))
    if height >= MAX_PATH:
        raise MerklePathOutOfBounds(height, MAX_PATH - 1)
    if height == 0 and (start_index != 0 or count != 1):
        raise MerklePathEmpty
    if count == 0:
        raise MerkleNothingToProve
    if start_index + count > 1 << height:
        raise MerkleIndexOrHeightMismatch(start_index, count, height)

    nodes = list(items)
    for left, right in zip(start_path, end_path, strict=True):
        if start_index & 1:
            nodes.insert(0, left)
        if len(nodes) & 1:
            nodes.append(right)
        nodes = _parents(nodes)
        start_index >>= 1
    return nodes[0]


def zeros(zero_leaf: bytes, height: int) -> list[bytes]:
    """The node over zero leaves only, for each level from the leaves' (0) to ``height``."""
    nodes = [zero_leaf]
    for _ in range(height):
        nodes.append(hash_pair(nodes[-1], nodes[-1]))
    return nodes


def tree_height(leaves: int) -> int:
    """Levels below the root of the lowest tree that holds ``leaves``."""
    return (leaves - 1).bit_length() if leaves else 0


def _parents(nodes: Iterable[bytes]) -> list[bytes]:
    # The hot loop of a batch's log tree: nothing but the two calls of the hash.
    pairs = iter(nodes)
    return [keccak_256(left + right).digest() for left, right in zip(pairs, pairs, strict=True)]


class MerkleTree:
    """All nodes of a tree, for roots and paths.

    It grows: its height is the least that holds its leaves. ``height=`` asks a method for the tree
    of that height with the same leaves (a batch's log tree always has 14). Without leaves the root
    is the zero leaf's. Source: FullMerkle.
    """

    __slots__ = ("_levels", "_zeros", "zero_leaf")

    def __init__(self, zero_leaf: bytes, leaves: Iterable[bytes] = ()):
        self.zero_leaf = zero_leaf
        self._zeros = [zero_leaf]
        self._levels: list[list[bytes]] = [list(leaves)]
        self._build()

    def _build(self) -> None:
        level = self._levels[0]
        while len(level) > 1:
            zero = self._zero(len(self._levels) - 1)
            level = _parents([*level, zero] if len(level) & 1 else level)
            self._levels.append(level)

    def _zero(self, level: int) -> bytes:
        while len(self._zeros) <= level:
            self._zeros.append(hash_pair(self._zeros[-1], self._zeros[-1]))
        return self._zeros[level]

    def __len__(self) -> int:
        return len(self._levels[0])

    @property
    def leaves(self) -> Sequence[bytes]:
        """The leaves, in order."""
        return self._levels[0]

    @property
    def height(self) -> int:
        """Levels below the root."""
        return len(self._levels) - 1

    def push(self, leaf: bytes) -> bytes:
        """Append a leaf; the new root."""
        self._levels[0].append(leaf)
        if len(self) > 1 << self.height:
            self._levels.append([])
        return self._rehash(len(self) - 1)

    def update(self, index: int, leaf: bytes) -> bytes:
        """Replace a leaf; the new root. Raises MerkleNothingToProve or MerkleWrongIndex."""
        self._check(index)
        self._levels[0][index] = leaf
        return self._rehash(index)

    def _rehash(self, index: int) -> bytes:
        for level in range(self.height):
            nodes, above = self._levels[level], self._levels[level + 1]
            left = index & ~1
            right = nodes[left + 1] if left + 1 < len(nodes) else self._zero(level)
            index >>= 1
            above[index : index + 1] = [hash_pair(nodes[left], right)]
        return self.root()

    def root(self, height: int | None = None) -> bytes:
        """The root."""
        top = self._levels[-1][0] if len(self) else self.zero_leaf
        for level in range(self.height, self._height(height)):
            top = hash_pair(top, self._zero(level))
        return top

    def path(self, index: int, height: int | None = None) -> list[bytes]:
        """Siblings of the leaf at ``index``. Raises MerkleNothingToProve or MerkleWrongIndex."""
        self._check(index)
        return self._siblings(index, height)

    def range_paths(
        self, start: int, count: int, height: int | None = None
    ) -> tuple[list[bytes], list[bytes]]:
        """Start and end path of ``count`` leaves from ``start`` on, for calculate_root_paths.

        Raises MerkleNothingToProve or MerkleWrongIndex.
        """
        if count == 0:
            raise MerkleNothingToProve
        self._check(start)
        self._check(start + count - 1)
        return self._siblings(start, height), self._siblings(start + count - 1, height)

    def _siblings(self, index: int, height: int | None) -> list[bytes]:
        path = []
        for level in range(self._height(height)):
            nodes = self._levels[level] if level <= self.height else ()
            sibling = (index >> level) ^ 1
            path.append(nodes[sibling] if sibling < len(nodes) else self._zero(level))
        return path

    def _height(self, wanted: int | None) -> int:
        if wanted is None:
            return self.height
        if wanted < self.height:
            raise MerkleIndexOrHeightMismatch(0, len(self), wanted)
        return wanted

    def _check(self, index: int) -> None:
        if not len(self):
            raise MerkleNothingToProve
        if not 0 <= index < len(self):
            raise MerkleWrongIndex(index, len(self) - 1)


class IncrementalTree:
    """A tree to which leaves are only appended, known by its sides.

    ``sides`` are, level by level, the root of the last complete subtree that is a left child, and
    last the root; ``[0]`` without leaves. Source: DynamicIncrementalMerkle.
    """

    __slots__ = ("count", "sides", "zeros")

    def __init__(self, zero_leaf: bytes):
        self.count = 0
        self.sides = [EMPTY_ROOT]
        self.zeros = [zero_leaf]

    @classmethod
    def restore(cls, zero_leaf: bytes, count: int, sides: Sequence[bytes]) -> IncrementalTree:
        """The tree with these sides. Raises InvalidCommitment when there is none.

        A full tree's root is its only complete subtree, so nothing is left to compare there.
        """
        tree = cls(zero_leaf)
        height = tree_height(count)
        if len(sides) != height + 1:
            raise InvalidCommitment(count, len(sides))
        tree.count, tree.sides, tree.zeros = count, list(sides), zeros(zero_leaf, height)
        if tree._root_of_sides() != sides[-1]:
            raise InvalidCommitment(count, len(sides))
        return tree

    @property
    def root(self) -> bytes:
        """The root; 0 without leaves."""
        return self.sides[-1]

    @property
    def height(self) -> int:
        """Levels below the root."""
        return len(self.sides) - 1

    def push(self, leaf: bytes) -> bytes:
        """Append a leaf; the new root."""
        index = self.count
        self.count += 1
        if index == 1 << self.height:
            self.zeros.append(hash_pair(self.zeros[-1], self.zeros[-1]))
            self.sides.append(EMPTY_ROOT)
        node, complete = leaf, True
        for level in range(self.height):
            if index >> level & 1:
                node = hash_pair(self.sides[level], node)
                continue
            if complete:
                self.sides[level] = node
                complete = False
            node = hash_pair(node, self.zeros[level])
        self.sides[-1] = node
        return node

    def extend(self, height: int) -> bytes:
        """Fill with zero leaves up to ``height``; the new root."""
        if self.count == 0:
            self.sides[0] = self.zeros[0]
        while self.height < height:
            self.sides.append(hash_pair(self.sides[-1], self.zeros[-1]))
            self.zeros.append(hash_pair(self.zeros[-1], self.zeros[-1]))
        return self.root

    def _root_of_sides(self) -> bytes:
        if self.count in (0, 1 << self.height):
            return self.sides[-1] if self.count else EMPTY_ROOT
        last = self.count - 1
        # The complete subtree that ends with the last leaf stands below the first left turn.
        level = (last + 1 & ~last).bit_length() - 1
        node = self.sides[level]
        for above in range(level, self.height):
            if last >> above & 1:
                node = hash_pair(self.sides[above], node)
            else:
                node = hash_pair(node, self.zeros[above])
        return node
