# pragma version 0.4.3
"""
@title L2 message root (0x10005)
@license MIT
@notice The tree of the chains that settle on this one, this one itself at leaf 0. Its root is the right half
        of each batch root of this chain, and what other chains import. On a chain that is no settlement
        layer it has leaf 0 only.
@dev Roles: the Gateway's asset tracker (0x10010) appends batches; bridgehub and chain asset handler add and
     move chains; the complex upgrader (0x800f) initialises.
@custom:source era-contracts draft-v31, L2MessageRoot, MessageRootBase, MessageVerification
"""
from contracts.interop import batch_roots
from contracts.interop import chain_tree
from contracts.interop import l2_errors
from contracts.interop import leaf_proofs
from contracts.interop import message_errors
from contracts.lib import constants
from contracts.lib import errors
from contracts.lib import full_merkle
from contracts.lib import incremental_merkle
from contracts.lib import initializable
from contracts.lib import limits
from contracts.lib import message_hashing
from contracts.system import system_errors
from interfaces import IMessageRoot
from interfaces import IMessaging

implements: IMessageRoot
initializes: initializable
initializes: full_merkle
initializes: incremental_merkle
initializes: chain_tree[full_merkle := full_merkle]
initializes: batch_roots
exports: (
    chain_tree.chainCount,
    chain_tree.chainIndex,
    chain_tree.chainIndexToId,
    chain_tree.chainRegistered,
    chain_tree.sharedTree,
    chain_tree.getAggregatedRoot,
    chain_tree.getMerklePathForChain,
    chain_tree.historicalRoot,
    chain_tree.interopRootLogId,
    chain_tree.lastEmitBlock,
    batch_roots.currentChainBatchNumber,
    batch_roots.chainBatchRoots,
    # proofs
    leaf_proofs.proveL2MessageInclusionShared,
    leaf_proofs.proveL2LogInclusionShared,
    leaf_proofs.proveL1ToL2TransactionStatusShared,
    leaf_proofs.proveL1DepositParamsInclusion,
    leaf_proofs.proveL2LeafInclusionShared,
)

event AppendedChainBatchRoot:
    chainId: indexed(uint256)
    batchNumber: indexed(uint256)
    chainBatchRoot: bytes32

event NewChainRoot:
    chainId: indexed(uint256)
    chainRoot: bytes32
    chainIdLeafHash: bytes32


# A chain's tree of batches.
struct ChainTree:
    nextLeafIndex: uint256
    sides: DynArray[bytes32, limits.MAX_TREE_HEIGHT]
    zeros: DynArray[bytes32, limits.MAX_TREE_HEIGHT]


BRIDGE_HUB: public(constant(address)) = constants.L2_BRIDGEHUB

L1_CHAIN_ID: public(uint256)
ERA_GATEWAY_CHAIN_ID: public(uint256)


# --- complex upgrader ---


@external
def initL2(l1_chain_id: uint256, era_gateway_chain_id: uint256):
    """
    @notice Start the tree with this chain's own leaf.
    @dev Role: complex upgrader, in the genesis upgrade.
    @custom:errors SlotOccupied when it ran before; InvalidCaller
    """
    if initializable._initialized != 0:
        errors.SlotOccupied()
    self._check_upgrader()
    initializable._disable()
    self.L1_CHAIN_ID = l1_chain_id
    self.ERA_GATEWAY_CHAIN_ID = era_gateway_chain_id
    chain_tree._add(chain.id)


@external
def updateL2(l1_chain_id: uint256, era_gateway_chain_id: uint256):
    """
    @notice Set what an upgrade may change.
    @dev Role: complex upgrader.
    @custom:errors InvalidCaller
    """
    self._check_upgrader()
    self.L1_CHAIN_ID = l1_chain_id
    self.ERA_GATEWAY_CHAIN_ID = era_gateway_chain_id


# --- bridgehub and chain asset handler ---


@external
def addNewChain(chain_id: uint256, starting_batch_number: uint256):
    """
    @notice Take in a chain whose next batch here is the one after `starting_batch_number`.
    @dev Role: bridgehub or chain asset handler.
    @custom:errors OnlyBridgehubOrChainAssetHandler; ChainExists
    """
    self._check_registry()
    if chain_tree._is_registered(chain_id):
        message_errors.ChainExists()
    batch_roots.currentChainBatchNumber[chain_id] = starting_batch_number
    chain_tree._add(chain_id)


@external
def setMigratingChainBatchNumber(chain_id: uint256, batch_number: uint256):
    """
    @notice A chain returned that executed batches up to `batch_number` elsewhere.
    @dev Role: bridgehub or chain asset handler.
    @custom:errors OnlyBridgehubOrChainAssetHandler; ChainBatchRootAlreadyExists for a lower number than
                   it left with
    """
    self._check_registry()
    batch_roots._move(chain_id, batch_number)


# --- asset tracker ---


@external
def addChainBatchRoot(chain_id: uint256, batch_number: uint256, chain_batch_root: bytes32):
    """
    @notice Append a batch that was executed here to its chain's tree, and publish the new root of all.
    @dev Role: the Gateway's asset tracker, which has checked the batch's logs.
    @custom:errors OnlyAssetTracker; MessageRootNotRegistered; ChainBatchRootZero;
                   ChainBatchRootAlreadyExists; NonConsecutiveBatchNumber
    """
    if msg.sender != constants.GW_ASSET_TRACKER:
        l2_errors.OnlyAssetTracker(msg.sender, constants.GW_ASSET_TRACKER)
    chain_tree._check_registered(chain_id)
    batch_roots._append(chain_id, batch_number, chain_batch_root)
    chain_root: bytes32 = incremental_merkle._push(
        chain_id,
        message_hashing._batch_leaf(chain_batch_root, batch_number),
        message_hashing.EMPTY_TREE_LEAF,
    )
    log AppendedChainBatchRoot(
        chainId=chain_id, batchNumber=batch_number, chainBatchRoot=chain_batch_root
    )
    leaf: bytes32 = chain_tree._update(chain_id, chain_root)
    log NewChainRoot(chainId=chain_id, chainRoot=chain_root, chainIdLeafHash=leaf)
    chain_tree._publish(full_merkle._root(message_hashing.EMPTY_TREE_LEAF))


# --- views ---


@external
@view
def getChainRoot(chain_id: uint256) -> bytes32:
    """
    @notice Root of the chain's tree of batches; 0 without any.
    @custom:errors MessageRootNotRegistered
    """
    chain_tree._check_registered(chain_id)
    return incremental_merkle._root(chain_id, message_hashing.EMPTY_TREE_LEAF)


@external
@view
def getChainTree(chain_id: uint256) -> ChainTree:
    """
    @notice The chain's tree of batches, as clients rebuild it. Empty for an unknown chain.
    """
    if not chain_tree._is_registered(chain_id):
        return empty(ChainTree)
    return ChainTree(
        nextLeafIndex=incremental_merkle.leaf_count[chain_id],
        sides=incremental_merkle._sides(chain_id, message_hashing.EMPTY_TREE_LEAF),
        zeros=incremental_merkle._zeros(chain_id, message_hashing.EMPTY_TREE_LEAF),
    )


@external
@pure
def getEmptyMultichainBatchRoot(chain_id: uint256) -> bytes32:
    """
    @notice Aggregated root of a chain on which no other settles.
    """
    return message_hashing._chain_id_leaf(empty(bytes32), chain_id)


@external
@pure
def getProofData(
    chain_id: uint256,
    batch_number: uint256,
    leaf_proof_mask: uint256,
    leaf: bytes32,
    proof: DynArray[bytes32, limits.MAX_PROOF],
) -> IMessaging.ProofData:
    """
    @notice Where a proof leads to. Proves nothing: no root is compared with one that is known here.
    """
    return message_hashing._follow_proof(
        chain_id, batch_number, leaf_proof_mask, leaf, proof, 0
    ).data


@external
@view
def proveL2LeafInclusionSharedRecursive(
    chain_id: uint256,
    block_or_batch_number: uint256,
    leaf_proof_mask: uint256,
    leaf: bytes32,
    proof: DynArray[bytes32, limits.MAX_PROOF],
    depth: uint256,
) -> bool:
    """
    @notice Whether a batch that was executed here contains `leaf`.
    @param depth Of no meaning here: no other layer settles on this one's word, so every proof is final.
    @return False for a wrong proof and for a batch that is not executed here.
    @custom:errors What message_hashing._follow_proof raises of a malformed proof; OnlyL1 for a proof
                   through a settlement layer; BatchZeroNotAllowed
    """
    end: message_hashing.ProofEnd = message_hashing._follow_proof(
        chain_id, block_or_batch_number, leaf_proof_mask, leaf, proof, 0
    )
    if not end.data.finalProofNode:
        l2_errors.OnlyL1()
    return batch_roots._is_root(
        end.chain_id, end.batch_number, end.data.batchSettlementRoot
    )


# --- inside ---


@internal
@view
def _check_upgrader():
    if msg.sender != constants.L2_COMPLEX_UPGRADER:
        system_errors.InvalidCaller(msg.sender)


@internal
@view
def _check_registry():
    if msg.sender != constants.L2_BRIDGEHUB and msg.sender != constants.L2_CHAIN_ASSET_HANDLER:
        message_errors.OnlyBridgehubOrChainAssetHandler(
            msg.sender, constants.L2_BRIDGEHUB, constants.L2_CHAIN_ASSET_HANDLER
        )
