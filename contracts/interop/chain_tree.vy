# pragma version 0.4.3
"""
@title The tree of chains
@license MIT
@notice One leaf a chain of this layer, in the order of their arrival; leaf 0 is the layer itself. A leaf
        commits to the chain's tree of batches. Its root commits to everything that settled here.
"""
from contracts.interop import message_errors
from contracts.lib import full_merkle
from contracts.lib import limits
from contracts.lib import merkle
from contracts.lib import message_hashing

uses: full_merkle

event AddedChain:
    chainId: indexed(uint256)
    chainIndex: indexed(uint256)

event NewInteropRoot:
    chainId: indexed(uint256)
    blockNumber: indexed(uint256)
    logId: indexed(uint256)
    sides: DynArray[bytes32, 1]


chainIndex: public(HashMap[uint256, uint256])  # chain id => leaf
chainIndexToId: public(HashMap[uint256, uint256])  # leaf => chain id
historicalRoot: public(HashMap[uint256, bytes32])  # block => root after it
interopRootLogId: public(uint256)  # blocks with a new root so far
lastEmitBlock: public(uint256)


@external
@view
def chainCount() -> uint256:
    """
    @notice Number of chains, this layer included.
    """
    return full_merkle.leaf_count


@external
@view
def chainRegistered(chain_id: uint256) -> bool:
    """
    @notice Whether the chain has a leaf.
    """
    return self._is_registered(chain_id)


@external
@view
def sharedTree() -> (uint256, uint256):
    """
    @notice Height of the tree and number of its leaves.
    """
    return merkle._height(full_merkle.leaf_count), full_merkle.leaf_count


@external
@view
def getAggregatedRoot() -> bytes32:
    """
    @notice Root of the tree.
    """
    return full_merkle._root(message_hashing.EMPTY_TREE_LEAF)


@external
@view
def getMerklePathForChain(chain_id: uint256) -> DynArray[bytes32, limits.MAX_TREE_HEIGHT]:
    """
    @notice Siblings from the chain's leaf to the root, leaf level first.
    @custom:errors MessageRootNotRegistered
    """
    self._check_registered(chain_id)
    return full_merkle._path(self.chainIndex[chain_id], message_hashing.EMPTY_TREE_LEAF)


@internal
@view
def _is_registered(chain_id: uint256) -> bool:
    return self.chainIndex[chain_id] != 0 or chain_id == chain.id


@internal
@view
def _check_registered(chain_id: uint256):
    if not self._is_registered(chain_id):
        message_errors.MessageRootNotRegistered()


@internal
def _add(chain_id: uint256):
    """
    @dev Append a chain that is not there yet. Its tree of batches is empty.
    """
    index: uint256 = full_merkle.leaf_count
    self.chainIndex[chain_id] = index
    self.chainIndexToId[index] = chain_id
    root: bytes32 = full_merkle._push(
        message_hashing._chain_id_leaf(empty(bytes32), chain_id), message_hashing.EMPTY_TREE_LEAF
    )
    log AddedChain(chainId=chain_id, chainIndex=index)
    self._publish(root)


@internal
def _publish(root: bytes32):
    """
    @dev Every root of a block carries the block's log id, so that servers take only the last.
    """
    if block.number != self.lastEmitBlock:
        self.interopRootLogId += 1
        self.lastEmitBlock = block.number
    log NewInteropRoot(
        chainId=chain.id, blockNumber=block.number, logId=self.interopRootLogId, sides=[root]
    )
    self.historicalRoot[block.number] = root


@internal
def _update(chain_id: uint256, chain_root: bytes32) -> bytes32:
    """
    @dev The chain's tree of batches has a new root. Returns the chain's new leaf; `_publish` the root.
    """
    leaf: bytes32 = message_hashing._chain_id_leaf(chain_root, chain_id)
    full_merkle._update(self.chainIndex[chain_id], leaf, message_hashing.EMPTY_TREE_LEAF)
    return leaf
