# pragma version 0.4.3
"""
@title A Merkle tree computed while its leaves pass by
@license MIT
@notice For a batch's log tree: leaves are appended one by one to a frontier in memory, one hash each
        on average, and the root of a fixed height is asked for at the end.
@dev Structs go by value: `frontier = incremental_merkle_memory._append(frontier, leaf)`.
@custom:source era-contracts draft-v31, DynamicIncrementalMerkleMemory (setup, pushLazy, extendUntilEnd)
"""
from contracts.lib import merkle_errors

# Levels below the root of a batch's log tree: 16,384 leaves.
LOG_TREE_HEIGHT: constant(uint256) = 14


struct Frontier:
    leaves: uint256
    left_nodes: bytes32[LOG_TREE_HEIGHT + 1]  # level => last complete subtree


@internal
@pure
def _append(frontier: Frontier, leaf: bytes32) -> Frontier:
    """
    @notice The frontier after one more leaf.
    @custom:errors MerkleIndexOutOfBounds when the tree is full
    """
    index: uint256 = frontier.leaves
    if index >> LOG_TREE_HEIGHT != 0:
        merkle_errors.MerkleIndexOutOfBounds()
    node: bytes32 = leaf
    for level: uint256 in range(LOG_TREE_HEIGHT + 1):
        if (index >> level) & 1 == 0:
            frontier.left_nodes[level] = node
            break
        node = keccak256(abi_encode(frontier.left_nodes[level], node))
    frontier.leaves = index + 1
    return frontier


@internal
@pure
def _root(frontier: Frontier, height: uint256, zero_leaf: bytes32) -> bytes32:
    """
    @notice Root of the tree of `height` levels whose missing leaves are `zero_leaf`.
    @param height At most LOG_TREE_HEIGHT.
    @custom:errors MerkleIndexOrHeightMismatch when the leaves need more levels
    """
    if frontier.leaves > 1 << height:
        merkle_errors.MerkleIndexOrHeightMismatch()
    if frontier.leaves == 1 << height:
        return frontier.left_nodes[height]
    # Complete subtrees stand where the number of leaves has a bit; zeros fill the rest.
    node: bytes32 = zero_leaf
    zero: bytes32 = zero_leaf
    for level: uint256 in range(height, bound=LOG_TREE_HEIGHT):
        if (frontier.leaves >> level) & 1 == 1:
            node = keccak256(abi_encode(frontier.left_nodes[level], node))
        else:
            node = keccak256(abi_encode(node, zero))
        zero = keccak256(abi_encode(zero, zero))
    return node
