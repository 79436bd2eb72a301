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
from contracts.interop import l1_proofs
from contracts.interop import message_errors
from contracts.lib import errors
from contracts.lib import full_merkle
from contracts.lib import initializable
from contracts.lib import limits
from contracts.lib import message_hashing
from interfaces import IBridgehub
from interfaces import IMessageRoot

implements: IMessageRoot
initializes: initializable
initializes: full_merkle
initializes: chain_tree[full_merkle := full_merkle]
initializes: batch_roots
initializes: l1_proofs[batch_roots := batch_roots]
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
    l1_proofs.CHAIN_ASSET_HANDLER,
    l1_proofs.getProofData,
    l1_proofs.proveL2MessageInclusionShared,
    l1_proofs.proveL2LogInclusionShared,
    l1_proofs.proveL1ToL2TransactionStatusShared,
    l1_proofs.proveL1DepositParamsInclusion,
    l1_proofs.proveL2LeafInclusionShared,
    l1_proofs.proveL2LeafInclusionSharedRecursive,
    l1_proofs.proveL2MessageInclusion,
    l1_proofs.proveL2LogInclusion,
    l1_proofs.proveL1ToL2TransactionStatus,
)

# Asked once, when there is nothing to list yet.
interface ChainList:
    def getAllZKChainChainIDs() -> DynArray[uint256, limits.MAX_CHAINS]: view


# A chain's tree of batches.
struct ChainTree:
    nextLeafIndex: uint256
    sides: DynArray[bytes32, 1]
    zeros: DynArray[bytes32, 1]


# `_initialized` of a message root: version 1 was that of earlier protocols.
VERSION: constant(uint8) = 2

BRIDGE_HUB: public(immutable(address))
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
    l1_proofs.__init__(chain_asset_handler)
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
def getChainTree(chain_id: uint256) -> ChainTree:
    """
    @notice The chain's tree of batches. On L1 it has no leaves.
    """
    if not chain_tree._is_registered(chain_id):
        return empty(ChainTree)
    return ChainTree(
        nextLeafIndex=0, sides=[empty(bytes32)], zeros=[message_hashing.EMPTY_TREE_LEAF]
    )


# --- inside ---


@internal
@view
def _check_registry():
    if msg.sender != BRIDGE_HUB and msg.sender != l1_proofs.CHAIN_ASSET_HANDLER:
        message_errors.OnlyBridgehubOrChainAssetHandler(
            msg.sender, BRIDGE_HUB, l1_proofs.CHAIN_ASSET_HANDLER
        )
