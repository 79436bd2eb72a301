# pragma version 0.4.3
"""
@title The Merkle modules, callable
@license MIT
@notice Test only. Exports the internals of `contracts/lib/*merkle*.vy` and `priority_tree.vy`; a
        `trace` function applies many changes in one call and returns what each led to.
"""
from contracts.lib import full_merkle
from contracts.lib import incremental_merkle
from contracts.lib import incremental_merkle_memory
from contracts.lib import limits
from contracts.lib import merkle
from contracts.lib import priority_tree

initializes: full_merkle
initializes: priority_tree
uses: incremental_merkle

MANY: constant(uint256) = 600


@external
@pure
def calculate_root(
    path: DynArray[bytes32, limits.MAX_PROOF], index: uint256, leaf: bytes32
) -> bytes32:
    return merkle._calculate_root(path, index, leaf)


@external
@pure
def calculate_root_paths(
    start_path: DynArray[bytes32, limits.MAX_TREE_HEIGHT],
    end_path: DynArray[bytes32, limits.MAX_TREE_HEIGHT],
    start_index: uint256,
    items: DynArray[bytes32, limits.MAX_PRIORITY_OPS],
) -> bytes32:
    return merkle._calculate_root_paths(start_path, end_path, start_index, items)


# --- incremental tree: `tree` is its id ---


@external
def incremental_push(tree: uint256, leaf: bytes32, zero_leaf: bytes32) -> bytes32:
    return incremental_merkle._push(tree, leaf, zero_leaf)


@external
def incremental_trace(
    tree: uint256, leaves: DynArray[bytes32, MANY], zero_leaf: bytes32
) -> DynArray[bytes32, MANY]:
    """
    @return The root that `_push` gave after each leaf; `_root` must agree.
    """
    roots: DynArray[bytes32, MANY] = []
    for leaf: bytes32 in leaves:
        roots.append(incremental_merkle._push(tree, leaf, zero_leaf))
        assert incremental_merkle._root(tree, zero_leaf) == roots[len(roots) - 1], "_root differs"
    return roots


@external
def incremental_restore(
    tree: uint256,
    leaves: uint256,
    sides: DynArray[bytes32, limits.MAX_TREE_HEIGHT],
    zero_leaf: bytes32,
) -> bytes32:
    return incremental_merkle._restore(tree, leaves, sides, zero_leaf)


@external
@view
def incremental_state(
    tree: uint256, zero_leaf: bytes32
) -> (
    uint256,
    bytes32,
    DynArray[bytes32, limits.MAX_TREE_HEIGHT],
    DynArray[bytes32, limits.MAX_TREE_HEIGHT],
):
    """
    @return Leaves, root, sides, zeros.
    """
    return (
        incremental_merkle.leaf_count[tree],
        incremental_merkle._root(tree, zero_leaf),
        incremental_merkle._sides(tree, zero_leaf),
        incremental_merkle._zeros(tree, zero_leaf),
    )


@external
@pure
def memory_root(leaves: DynArray[bytes32, MANY], height: uint256, zero_leaf: bytes32) -> bytes32:
    frontier: incremental_merkle_memory.Frontier = empty(incremental_merkle_memory.Frontier)
    for leaf: bytes32 in leaves:
        frontier = incremental_merkle_memory._append(frontier, leaf)
    return incremental_merkle_memory._root(frontier, height, zero_leaf)


@external
@pure
def memory_append_to_full(leaf: bytes32) -> uint256:
    frontier: incremental_merkle_memory.Frontier = empty(incremental_merkle_memory.Frontier)
    frontier.leaves = 1 << incremental_merkle_memory.LOG_TREE_HEIGHT
    return incremental_merkle_memory._append(frontier, leaf).leaves


# --- full tree ---


@external
def full_push(leaf: bytes32, zero_leaf: bytes32) -> bytes32:
    return full_merkle._push(leaf, zero_leaf)


@external
def full_update(index: uint256, leaf: bytes32, zero_leaf: bytes32) -> bytes32:
    return full_merkle._update(index, leaf, zero_leaf)


@external
def full_trace(
    leaves: DynArray[bytes32, MANY], updated: DynArray[uint256, MANY], zero_leaf: bytes32
) -> DynArray[bytes32, 2 * MANY]:
    """
    @dev Push all `leaves`, then set the leaf at each index in `updated` to the hash of the index.
    @return The root after each change; `_root` must agree.
    """
    roots: DynArray[bytes32, 2 * MANY] = []
    for leaf: bytes32 in leaves:
        roots.append(full_merkle._push(leaf, zero_leaf))
        assert full_merkle._root(zero_leaf) == roots[len(roots) - 1], "_root differs"
    for index: uint256 in updated:
        roots.append(full_merkle._update(index, keccak256(abi_encode(index)), zero_leaf))
        assert full_merkle._root(zero_leaf) == roots[len(roots) - 1], "_root differs"
    return roots


@external
@view
def full_state(zero_leaf: bytes32) -> (uint256, bytes32):
    """
    @return Leaves and root.
    """
    return full_merkle.leaf_count, full_merkle._root(zero_leaf)


@external
@view
def full_path(index: uint256, zero_leaf: bytes32) -> DynArray[bytes32, limits.MAX_TREE_HEIGHT]:
    return full_merkle._path(index, zero_leaf)


# --- priority tree ---


@external
def priority_setup():
    priority_tree._setup()


@external
def priority_push(hashes: DynArray[bytes32, MANY]):
    for operation_hash: bytes32 in hashes:
        priority_tree._push(operation_hash)


@external
def priority_process(info: priority_tree.PriorityOpsBatchInfo):
    priority_tree._process(info)


@external
def priority_init_from_commitment(commitment: priority_tree.PriorityTreeCommitment):
    priority_tree._init_from_commitment(commitment)


@external
def priority_l1_reinit(commitment: priority_tree.PriorityTreeCommitment):
    priority_tree._l1_reinit(commitment)


@external
@view
def priority_check_gateway_reinit(commitment: priority_tree.PriorityTreeCommitment):
    priority_tree._check_gateway_reinit(commitment)


@external
@view
def priority_commitment() -> priority_tree.PriorityTreeCommitment:
    return priority_tree._commitment()


@external
@view
def priority_state() -> (bytes32, uint256, uint256, uint256):
    """
    @return Root, total, first unprocessed, size.
    """
    return (
        priority_tree._root(),
        priority_tree._total(),
        priority_tree._first_unprocessed(),
        priority_tree._size(),
    )


@external
@view
def priority_is_historical_root(root: bytes32) -> bool:
    return priority_tree.historical_roots[root]
