# pragma version 0.4.3
"""
@title Merkle roots from paths
@license MIT
@notice The root that a path or a range of leaves leads to. An inner node is keccak256(left || right).
        Nothing here knows a tree's height: whoever compares roots must know what the leaves hash,
        so that no inner node passes for a leaf (leaf preimages of the protocol are never 64 bytes).
@dev `keccak256(abi_encode(left, right))` is the cheapest pair hash in Vyper 0.4.3 (an internal
     function for it costs 70 gas a level), so it is spelled out in the loops.
@custom:source era-contracts draft-v31, Merkle
"""
from contracts.lib import limits
from contracts.lib import merkle_errors


@internal
@pure
def _calculate_root(
    path: DynArray[bytes32, limits.MAX_PROOF], index: uint256, leaf: bytes32
) -> bytes32:
    """
    @notice Root of the tree in which `leaf` stands at `index` and `path` holds its siblings.
    @param path Siblings, leaf level first; none for a tree of one leaf.
    @custom:errors MerklePathOutOfBounds for 256 levels; MerkleIndexOutOfBounds when the index does
                   not fit the path
    """
    self._check_path(len(path), index)
    node: bytes32 = leaf
    position: uint256 = index
    for sibling: bytes32 in path:
        if position & 1 == 0:
            node = keccak256(abi_encode(node, sibling))
        else:
            node = keccak256(abi_encode(sibling, node))
        position >>= 1
    return node


@internal
@pure
def _check_path(height: uint256, index: uint256):
    """
    @notice Refuse a path that cannot lead from the leaf at `index` to a root.
    """
    if height >= 256:
        merkle_errors.MerklePathOutOfBounds()
    if index >> height != 0:
        merkle_errors.MerkleIndexOutOfBounds()


@internal
@pure
def _calculate_root_paths(
    start_path: DynArray[bytes32, limits.MAX_TREE_HEIGHT],
    end_path: DynArray[bytes32, limits.MAX_TREE_HEIGHT],
    start_index: uint256,
    items: DynArray[bytes32, limits.MAX_PRIORITY_OPS],
) -> bytes32:
    """
    @notice Root of the tree in which `items` stand side by side from `start_index` on.
    @param start_path Siblings of the first item's path; a level's word counts only where the range
           needs a left neighbour there.
    @param end_path Siblings of the last item's path, likewise on the right.
    @param items At most MAX_PRIORITY_OPS leaves.
    @custom:errors MerklePathLengthMismatch when the paths differ in length; MerklePathOutOfBounds
                   for 64 levels; MerklePathEmpty without a path, unless for the only leaf;
                   MerkleNothingToProve without items; MerkleIndexOrHeightMismatch when the range
                   exceeds the tree
    """
    height: uint256 = len(start_path)
    count: uint256 = len(items)
    if height != len(end_path):
        merkle_errors.MerklePathLengthMismatch(height, len(end_path))
    if height >= limits.MAX_TREE_HEIGHT:
        merkle_errors.MerklePathOutOfBounds()
    if height == 0 and (start_index != 0 or count != 1):
        merkle_errors.MerklePathEmpty()
    if count == 0:
        merkle_errors.MerkleNothingToProve()
    capacity: uint256 = 1 << height
    if start_index >= capacity or count > capacity - start_index:
        merkle_errors.MerkleIndexOrHeightMismatch()

    first: uint256 = start_index
    for level: uint256 in range(height, bound=limits.MAX_TREE_HEIGHT):
        # An odd first node takes its left neighbour from the path, a lone last one its right.
        odd: uint256 = first & 1
        parents: uint256 = (count + odd + 1) >> 1
        right: uint256 = 1 - odd
        for i: uint256 in range(parents, bound=limits.MAX_PRIORITY_OPS):
            items[i] = keccak256(
                abi_encode(
                    start_path[level] if right == 0 else items[unsafe_sub(right, 1)],
                    end_path[level] if right == count else items[right],
                )
            )
            right = unsafe_add(right, 2)
        count = parents
        first >>= 1
    return items[0]


@internal
@pure
def _height(leaves: uint256) -> uint256:
    """
    @notice Levels below the root of the lowest tree that holds `leaves`.
    """
    height: uint256 = 0
    for _: uint256 in range(limits.MAX_TREE_HEIGHT):
        if leaves <= 1 << height:
            break
        height += 1
    return height
