# pragma version 0.4.3
"""
@title Priority operations of a chain
@license MIT
@notice The tree of canonical hashes of a chain's L1 to L2 transactions. A batch that processed some
        of them shows them by a range proof against any root that the tree ever had, so that requests
        made in the meantime do not invalidate it.
@dev The protocol lets a tree start at another operation than 0, for chains that had a queue before it.
     There are none here, which saves every request a slot.
@custom:source era-contracts draft-v31, PriorityTree
"""
from contracts.lib import constants
from contracts.lib import incremental_merkle
from contracts.lib import limits
from contracts.lib import merkle
from contracts.lib import merkle_errors

initializes: incremental_merkle


# What a batch shows for its priority operations. Field order is the wire format.
struct PriorityOpsBatchInfo:
    leftPath: DynArray[bytes32, limits.MAX_TREE_HEIGHT]
    rightPath: DynArray[bytes32, limits.MAX_TREE_HEIGHT]
    itemHashes: DynArray[bytes32, limits.MAX_PRIORITY_OPS]


# A tree as a migrating chain carries it to another layer. Field order is the wire format.
struct PriorityTreeCommitment:
    nextLeafIndex: uint256
    startIndex: uint256
    unprocessedIndex: uint256
    sides: DynArray[bytes32, limits.MAX_TREE_HEIGHT]


# A contract has one; its zero leaf is keccak256("").
TREE: constant(uint256) = 0
ZERO_LEAF: constant(bytes32) = constants.EMPTY_STRING_KECCAK

unprocessed_index: uint256
historical_roots: HashMap[bytes32, bool]  # root => whether the tree ever had it


@internal
def _setup():
    """
    @notice Start an empty tree.
    """
    # The empty root counts too: a chain that never had an operation must be able to come back.
    self.historical_roots[empty(bytes32)] = True


@internal
def _push(operation_hash: bytes32):
    """
    @notice Append an operation. Its number is what `_total` said before.
    """
    self.historical_roots[incremental_merkle._push(TREE, operation_hash, ZERO_LEAF)] = True


@internal
def _process(info: PriorityOpsBatchInfo):
    """
    @notice Take the operations of a batch off the queue. Without items the paths do not count.
    @custom:errors NotHistoricalRoot when the range proof leads to no root of this tree; those of
                   `merkle._calculate_root_paths`
    """
    count: uint256 = len(info.itemHashes)
    if count == 0:
        return
    first: uint256 = self.unprocessed_index
    root: bytes32 = merkle._calculate_root_paths(
        info.leftPath, info.rightPath, first, info.itemHashes
    )
    if not self.historical_roots[root]:
        merkle_errors.NotHistoricalRoot(root)
    self.unprocessed_index = first + count


@internal
def _init_from_commitment(commitment: PriorityTreeCommitment):
    """
    @notice Become the tree of a chain that arrives here for the first time.
    @custom:errors InvalidStartIndex unless 0; InvalidCommitment when sides and number of leaves do
                   not make one tree
    """
    self._check_start(commitment)
    self.unprocessed_index = commitment.unprocessedIndex
    root: bytes32 = incremental_merkle._restore(
        TREE, commitment.nextLeafIndex, commitment.sides, ZERO_LEAF
    )
    self.historical_roots[root] = True


@internal
def _l1_reinit(commitment: PriorityTreeCommitment):
    """
    @notice On L1, take over how far a returning chain got.
    @custom:errors InvalidStartIndex, InvalidUnprocessedIndex or InvalidNextLeafIndex when the
                   commitment is not a later state of this tree that this tree already knows
    """
    self._check_same_queue(commitment)
    known: uint256 = incremental_merkle.leaf_count[TREE]
    if known < commitment.nextLeafIndex:
        merkle_errors.InvalidNextLeafIndex(known, commitment.nextLeafIndex)
    self.unprocessed_index = commitment.unprocessedIndex


@internal
@view
def _check_gateway_reinit(commitment: PriorityTreeCommitment):
    """
    @notice On a Gateway, check that a returning chain's tree continues the one left here.
    @custom:errors InvalidStartIndex, InvalidUnprocessedIndex or InvalidNextLeafIndex otherwise
    """
    self._check_same_queue(commitment)
    known: uint256 = incremental_merkle.leaf_count[TREE]
    if known > commitment.nextLeafIndex:
        merkle_errors.InvalidNextLeafIndex(known, commitment.nextLeafIndex)


@internal
@view
def _check_same_queue(commitment: PriorityTreeCommitment):
    self._check_start(commitment)
    if self.unprocessed_index > commitment.unprocessedIndex:
        merkle_errors.InvalidUnprocessedIndex(self.unprocessed_index, commitment.unprocessedIndex)


@internal
@pure
def _check_start(commitment: PriorityTreeCommitment):
    if commitment.startIndex != 0:
        merkle_errors.InvalidStartIndex(0, commitment.startIndex)


@internal
@view
def _commitment() -> PriorityTreeCommitment:
    """
    @notice This tree, to be carried to another layer.
    """
    return PriorityTreeCommitment(
        nextLeafIndex=incremental_merkle.leaf_count[TREE],
        startIndex=0,
        unprocessedIndex=self.unprocessed_index,
        sides=incremental_merkle._sides(TREE, ZERO_LEAF),
    )


@internal
@view
def _root() -> bytes32:
    """
    @notice The current root; 0 while no operation was ever requested.
    """
    return incremental_merkle._root(TREE, ZERO_LEAF)


@internal
@view
def _total() -> uint256:
    """
    @notice Operations ever requested.
    """
    return incremental_merkle.leaf_count[TREE]


@internal
@view
def _first_unprocessed() -> uint256:
    """
    @notice Number of the oldest operation not processed yet.
    """
    return self.unprocessed_index


@internal
@view
def _size() -> uint256:
    """
    @notice Operations waiting.
    """
    return incremental_merkle.leaf_count[TREE] - self.unprocessed_index
