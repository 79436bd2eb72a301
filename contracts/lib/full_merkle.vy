# pragma version 0.4.3
"""
@title A growing Merkle tree whose leaves change
@license MIT
@notice One tree in a contract's storage: leaves are appended and replaced, and paths are read. It has
        the least height that holds its leaves; missing leaves on the right are the zero leaf that
        the caller names, always the same. The root of an empty tree is the zero leaf.
@dev Every node below the root is stored. The root, the zero nodes and the height are computed: a
     change then writes one slot a level and none for the root.
@custom:source era-contracts draft-v31, FullMerkle
"""
from contracts.lib import limits
from contracts.lib import merkle
from contracts.lib import merkle_errors


leaf_count: uint256
_nodes: HashMap[uint256, HashMap[uint256, bytes32]]  # level => index => node, below the root


@internal
def _push(leaf: bytes32, zero_leaf: bytes32) -> bytes32:
    """
    @notice Append `leaf` and return the new root.
    """
    index: uint256 = self.leaf_count
    height: uint256 = merkle._height(index)
    if index > 1 and index == 1 << height:
        # The tree was full: its root becomes a node.
        self._nodes[height][0] = self._root(zero_leaf)
    self.leaf_count = index + 1
    return self._write(index, leaf, zero_leaf, index)


@internal
def _update(index: uint256, leaf: bytes32, zero_leaf: bytes32) -> bytes32:
    """
    @notice Replace the leaf at `index` and return the new root.
    @custom:errors MerkleNothingToProve without leaves; MerkleWrongIndex beyond the last leaf
    """
    return self._write(index, leaf, zero_leaf, self._last_index(index))


@internal
def _write(index: uint256, leaf: bytes32, zero_leaf: bytes32, last_index: uint256) -> bytes32:
    node: bytes32 = leaf
    zero: bytes32 = zero_leaf
    position: uint256 = index
    last: uint256 = last_index
    if last == 0:
        self._nodes[0][0] = leaf
    for level: uint256 in range(limits.MAX_TREE_HEIGHT):
        if last == 0:
            break
        self._nodes[level][position] = node
        if position & 1 == 1:
            node = keccak256(abi_encode(self._nodes[level][position - 1], node))
        elif position == last:
            node = keccak256(abi_encode(node, zero))
        else:
            node = keccak256(abi_encode(node, self._nodes[level][position + 1]))
        zero = keccak256(abi_encode(zero, zero))
        position >>= 1
        last >>= 1
    return node


@internal
@view
def _root(zero_leaf: bytes32) -> bytes32:
    """
    @notice The root; the zero leaf without leaves.
    """
    leaves: uint256 = self.leaf_count
    if leaves == 0:
        return zero_leaf
    if leaves == 1:
        return self._nodes[0][0]
    top: uint256 = merkle._height(leaves) - 1
    return keccak256(abi_encode(self._nodes[top][0], self._nodes[top][1]))


@internal
@view
def _path(index: uint256, zero_leaf: bytes32) -> DynArray[bytes32, limits.MAX_TREE_HEIGHT]:
    """
    @notice The siblings from the leaf at `index` to the root, leaf level first.
    @custom:errors MerkleNothingToProve without leaves; MerkleWrongIndex beyond the last leaf
    """
    position: uint256 = index
    last: uint256 = self._last_index(index)
    zero: bytes32 = zero_leaf
    path: DynArray[bytes32, limits.MAX_TREE_HEIGHT] = []
    for level: uint256 in range(limits.MAX_TREE_HEIGHT):
        if last == 0:
            break
        if position & 1 == 1:
            path.append(self._nodes[level][position - 1])
        elif position == last:
            path.append(zero)
        else:
            path.append(self._nodes[level][position + 1])
        zero = keccak256(abi_encode(zero, zero))
        position >>= 1
        last >>= 1
    return path


@internal
@view
def _last_index(index: uint256) -> uint256:
    """
    @dev Index of the last leaf; `index` must not exceed it.
    """
    leaves: uint256 = self.leaf_count
    if leaves == 0:
        merkle_errors.MerkleNothingToProve()
    if index >= leaves:
        merkle_errors.MerkleWrongIndex(index, leaves - 1)
    return leaves - 1
