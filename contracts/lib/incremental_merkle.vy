# pragma version 0.4.3
"""
@title Growing Merkle trees to which leaves are only appended
@license MIT
@notice Any number of trees in one contract's storage, told apart by an id (a chain id, or 0 for a
        contract's only tree). A tree has the least height that holds its leaves; missing leaves on
        the right are the zero leaf that the caller names, always the same for one tree. The root of
        an empty tree is 0, not the zero leaf.
@dev A level keeps only its last complete left node, which is all that later leaves need: one slot a
     push besides the count. Zero nodes, height and root are computed instead of stored, and so a
     new tree costs nothing. `_sides` rebuilds the protocol's view of that state.
@custom:source era-contracts draft-v31, DynamicIncrementalMerkle
"""
from contracts.lib import limits
from contracts.lib import merkle
from contracts.lib import merkle_errors


leaf_count: HashMap[uint256, uint256]  # tree => leaves
_left_nodes: HashMap[
    uint256, HashMap[uint256, bytes32]
]  # tree => level => root of the last complete subtree that is a left child there


@internal
def _push(tree: uint256, leaf: bytes32, zero_leaf: bytes32) -> bytes32:
    """
    @notice Append `leaf` and return the new root.
    """
    index: uint256 = self.leaf_count[tree]
    self.leaf_count[tree] = index + 1

    node: bytes32 = leaf
    zero: bytes32 = zero_leaf
    complete: bool = True
    height: uint256 = 0
    for level: uint256 in range(limits.MAX_TREE_HEIGHT):
        position: uint256 = index >> level
        if position == 0:
            break
        height += 1
        if position & 1 == 1:
            node = keccak256(abi_encode(self._left_nodes[tree][level], node))
        else:
            if complete:
                self._left_nodes[tree][level] = node
                complete = False
            node = keccak256(abi_encode(node, zero))
        zero = keccak256(abi_encode(zero, zero))
    if complete:
        # A full tree is the left half of the next one.
        self._left_nodes[tree][height] = node
    return node


@internal
def _restore(
    tree: uint256,
    leaves: uint256,
    sides: DynArray[bytes32, limits.MAX_TREE_HEIGHT],
    zero_leaf: bytes32,
) -> bytes32:
    """
    @notice Take over a tree from its `leaves` and `_sides`, as they are on another layer, and return
            its root.
    @custom:errors InvalidCommitment when there are no sides, not as many as the height asks for, or
                   the last of them is not the root of the others
    """
    height: uint256 = merkle._height(leaves)
    if len(sides) != height + 1:
        merkle_errors.InvalidCommitment()
    self.leaf_count[tree] = leaves
    for level: uint256 in range(height, bound=limits.MAX_TREE_HEIGHT):
        self._left_nodes[tree][level] = sides[level]
    if leaves == 1 << height:
        self._left_nodes[tree][height] = sides[height]
    if self._root(tree, zero_leaf) != sides[height]:
        merkle_errors.InvalidCommitment()
    return sides[height]


@internal
@view
def _root(tree: uint256, zero_leaf: bytes32) -> bytes32:
    """
    @notice The root; 0 without leaves.
    """
    leaves: uint256 = self.leaf_count[tree]
    if leaves == 0:
        return empty(bytes32)
    height: uint256 = merkle._height(leaves)
    if leaves == 1 << height:
        return self._left_nodes[tree][height]
    node: bytes32 = empty(bytes32)
    zero: bytes32 = zero_leaf
    started: bool = False  # at the last complete subtree, which ends with the last leaf
    for level: uint256 in range(height, bound=limits.MAX_TREE_HEIGHT):
        if ((leaves - 1) >> level) & 1 == 0:
            if not started:
                node = self._left_nodes[tree][level]
                started = True
            node = keccak256(abi_encode(node, zero))
        elif started:
            node = keccak256(abi_encode(self._left_nodes[tree][level], node))
        zero = keccak256(abi_encode(zero, zero))
    return node


@internal
@view
def _sides(tree: uint256, zero_leaf: bytes32) -> DynArray[bytes32, limits.MAX_TREE_HEIGHT]:
    """
    @notice The last left node of each level below the root, then the root: what the protocol calls
            the sides of the tree. [0] without leaves.
    """
    sides: DynArray[bytes32, limits.MAX_TREE_HEIGHT] = []
    for level: uint256 in range(
        merkle._height(self.leaf_count[tree]), bound=limits.MAX_TREE_HEIGHT
    ):
        sides.append(self._left_nodes[tree][level])
    sides.append(self._root(tree, zero_leaf))
    return sides


@internal
@view
def _zeros(tree: uint256, zero_leaf: bytes32) -> DynArray[bytes32, limits.MAX_TREE_HEIGHT]:
    """
    @notice The node over zero leaves only, for each level up to the root's.
    """
    zeros: DynArray[bytes32, limits.MAX_TREE_HEIGHT] = [zero_leaf]
    zero: bytes32 = zero_leaf
    for level: uint256 in range(
        merkle._height(self.leaf_count[tree]), bound=limits.MAX_TREE_HEIGHT
    ):
        zero = keccak256(abi_encode(zero, zero))
        zeros.append(zero)
    return zeros
