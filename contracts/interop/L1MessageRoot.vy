# pragma version 0.4.3
"""
@title L1 message root
@license MIT
@notice The roots of all batches executed on L1, and the proofs against them: what was sent from L2 to L1,
        and what became of transactions sent from L1 to L2. A chain on a settlement layer is proved
        through the settlement layer's batch.
@dev Roles: a chain appends its own batches; bridgehub and chain asset handler add and move chains.
     Behind a proxy.
@custom:source era-contracts draft-v31, L1MessageRoot, MessageRootBase, MessageVerification
"""
from contracts.interop import batch_roots
from contracts.interop import chain_tree
from contracts.interop import message_errors
from contracts.lib import errors
from contracts.lib import full_merkle
from contracts.lib import initializable
from contracts.lib import limits
from contracts.lib import message_hashing
from contracts.lib import proof_errors
from interfaces import IBridgehub
from interfaces import IL1ChainAssetHandler
from interfaces import IMessageRoot
from interfaces import IMessaging

implements: IMessageRoot
initializes: initializable
initializes: full_merkle
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
)

# Asked once, when there is nothing to list yet.
interface ChainList:
    def getAllZKChainChainIDs() -> DynArray[uint256, limits.MAX_CHAINS]: view


# `_initialized` of a message root: version 1 was that of earlier protocols.
VERSION: constant(uint8) = 2

BRIDGE_HUB: public(immutable(address))
CHAIN_ASSET_HANDLER: public(immutable(address))
ERA_GATEWAY_CHAIN_ID: public(immutable(uint256))


@deploy
def __init__(bridgehub: address, era_gateway_chain_id: uint256, chain_asset_handler: address):
    """
    @param era_gateway_chain_id Only told to those who ask; 0 where there never was one.
    """
    if bridgehub == empty(address) or chain_asset_handler == empty(address):
        errors.ZeroAddress()
    BRIDGE_HUB = bridgehub
    ERA_GATEWAY_CHAIN_ID = era_gateway_chain_id
    CHAIN_ASSET_HANDLER = chain_asset_handler
    initializable._disable()


@external
def initialize():
    """
    @notice Initialise a proxy: L1 itself is leaf 0.
    @custom:errors "Initializable: contract is already initialized"; LocallyNoChainsAtGenesis
    """
    initializable._start(VERSION)
    chain_tree._add(chain.id)
    if len(staticcall ChainList(BRIDGE_HUB).getAllZKChainChainIDs()) != 0:
        message_errors.LocallyNoChainsAtGenesis()


# --- bridgehub and chain asset handler ---


@external
def addNewChain(chain_id: uint256, starting_batch_number: uint256):
    """
    @notice Take in a chain whose next batch here is the one after `starting_batch_number`.
    @dev Role: bridgehub or chain asset handler, which limit the number of chains.
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


# --- chains ---


@external
def addChainBatchRoot(chain_id: uint256, batch_number: uint256, chain_batch_root: bytes32):
    """
    @notice Record an executed batch.
    @dev Role: the chain's diamond.
    @custom:errors OnlyChain; MessageRootNotRegistered; ChainBatchRootZero; ChainBatchRootAlreadyExists;
                   NonConsecutiveBatchNumber
    """
    zk_chain: address = staticcall IBridgehub(BRIDGE_HUB).getZKChain(chain_id)
    if msg.sender != zk_chain:
        message_errors.OnlyChain(msg.sender, zk_chain)
    chain_tree._check_registered(chain_id)
    batch_roots._append(chain_id, batch_number, chain_batch_root)


# --- anyone: proofs ---


@external
@view
def proveL2MessageInclusionShared(
    chain_id: uint256,
    block_or_batch_number: uint256,
    index: uint256,
    message: IMessaging.L2Message,
    proof: DynArray[bytes32, limits.MAX_PROOF],
) -> bool:
    """
    @notice Whether the chain sent `message` to L1 in that batch.
    @param index Leaf of the message in the batch's tree.
    @return False for a wrong proof and for a batch that is not executed.
    @custom:errors See `proveL2LeafInclusionSharedRecursive`
    """
    leaf: bytes32 = message_hashing._message_leaf(
        message.txNumberInBatch, message.sender, keccak256(message.data)
    )
    return self._prove(chain_id, block_or_batch_number, index, leaf, proof, 0)


@external
@view
def proveL2LogInclusionShared(
    chain_id: uint256,
    block_or_batch_number: uint256,
    index: uint256,
    l2_log: IMessaging.L2Log,
    proof: DynArray[bytes32, limits.MAX_PROOF],
) -> bool:
    """
    @notice Whether that batch of the chain contains `l2_log`.
    @param index Leaf of the log in the batch's tree.
    @return False for a wrong proof and for a batch that is not executed.
    @custom:errors See `proveL2LeafInclusionSharedRecursive`
    """
    leaf: bytes32 = message_hashing._log_leaf(l2_log)
    return self._prove(chain_id, block_or_batch_number, index, leaf, proof, 0)


@external
@view
def proveL1ToL2TransactionStatusShared(
    chain_id: uint256,
    l2_tx_hash: bytes32,
    l2_batch_number: uint256,
    l2_message_index: uint256,
    l2_tx_number_in_batch: uint16,
    merkle_proof: DynArray[bytes32, limits.MAX_PROOF],
    status: uint8,
) -> bool:
    """
    @notice Whether the chain executed the L1 to L2 transaction `l2_tx_hash` with that outcome. False does
            not say that the outcome was another.
    @param status TX_FAILURE or TX_SUCCESS.
    @custom:errors See `proveL2LeafInclusionSharedRecursive`
    """
    leaf: bytes32 = message_hashing._status_log_leaf(l2_tx_number_in_batch, l2_tx_hash, status)
    return self._prove(chain_id, l2_batch_number, l2_message_index, leaf, merkle_proof, 0)


@external
@view
def proveL1DepositParamsInclusion(params: IMessaging.FinalizeL1DepositParams) -> bool:
    """
    @notice Whether the message by which a withdrawal is finalised was sent. Takes what the nullifier takes.
    @custom:errors See `proveL2LeafInclusionSharedRecursive`
    """
    leaf: bytes32 = message_hashing._message_leaf(
        params.l2TxNumberInBatch, params.l2Sender, keccak256(params.message)
    )
    return self._prove(
        params.chainId, params.l2BatchNumber, params.l2MessageIndex, leaf, params.merkleProof, 0
    )


@external
@view
def proveL2LeafInclusionShared(
    chain_id: uint256,
    block_or_batch_number: uint256,
    leaf_proof_mask: uint256,
    leaf: bytes32,
    proof: DynArray[bytes32, limits.MAX_PROOF],
) -> bool:
    """
    @notice Whether that batch of the chain contains `leaf`. Says nothing of what the leaf is a hash of.
    @custom:errors See `proveL2LeafInclusionSharedRecursive`
    """
    return self._prove(chain_id, block_or_batch_number, leaf_proof_mask, leaf, proof, 0)


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
    @notice As `proveL2LeafInclusionShared`, for a proof that was followed for `depth` steps already.
    @param depth Above 0, the proof has to be final.
    @custom:errors What message_hashing._follow_proof raises of a malformed proof; BatchZeroNotAllowed;
                   DepthMoreThanOneForRecursiveMerkleProof; InvalidSettlementLayerForBatch
    """
    return self._prove(chain_id, block_or_batch_number, leaf_proof_mask, leaf, proof, depth)


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


# --- views ---


@external
@view
def L1_CHAIN_ID() -> uint256:
    """
    @notice This chain's id.
    """
    return chain.id


@external
@view
def getChainRoot(chain_id: uint256) -> bytes32:
    """
    @notice Root of the chain's tree of batches. On L1 it has no leaves, and its root is 0.
    @custom:errors MessageRootNotRegistered
    """
    chain_tree._check_registered(chain_id)
    return empty(bytes32)


@external
@view
def getChainTree(
    chain_id: uint256,
) -> (uint256, DynArray[bytes32, 1], DynArray[bytes32, 1]):
    """
    @notice The chain's tree of batches: leaves, sides and zero nodes. On L1 it has no leaves.
    """
    if not chain_tree._is_registered(chain_id):
        return 0, [], []
    return 0, [empty(bytes32)], [message_hashing.EMPTY_TREE_LEAF]


# --- inside ---


@internal
@view
def _check_registry():
    if msg.sender != BRIDGE_HUB and msg.sender != CHAIN_ASSET_HANDLER:
        message_errors.OnlyBridgehubOrChainAssetHandler(
            msg.sender, BRIDGE_HUB, CHAIN_ASSET_HANDLER
        )


@internal
@view
def _prove(
    chain_id: uint256,
    batch_number: uint256,
    leaf_proof_mask: uint256,
    leaf: bytes32,
    proof: DynArray[bytes32, limits.MAX_PROOF],
    depth: uint256,
) -> bool:
    end: message_hashing.ProofEnd = message_hashing._follow_proof(
        chain_id, batch_number, leaf_proof_mask, leaf, proof, 1 if depth == 0 else 0
    )
    if not end.data.finalProofNode:
        proof_errors.DepthMoreThanOneForRecursiveMerkleProof()
    # Else any chain could vouch for the batches of any other.
    if end.hops != 0 and not (
        staticcall IL1ChainAssetHandler(CHAIN_ASSET_HANDLER).isValidSettlementLayer(
            chain_id, batch_number, end.chain_id, end.batch_number
        )
    ):
        message_errors.InvalidSettlementLayerForBatch(chain_id, batch_number, end.chain_id)
    return batch_roots._is_root(end.chain_id, end.batch_number, end.data.batchSettlementRoot)
