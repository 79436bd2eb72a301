# pragma version 0.4.3
"""
@title Proofs on L1
@license MIT
@notice Compares what a proof leads to with the batch roots of L1. A chain on a settlement layer is proved
        through the settlement layer's batch, as far as the chain asset handler knows it to be there.
"""
from contracts.interop import batch_roots
from contracts.interop import message_errors
from contracts.lib import limits
from contracts.lib import message_hashing
from contracts.lib import proof_errors
from interfaces import IL1ChainAssetHandler
from interfaces import IMessaging

uses: batch_roots

CHAIN_ASSET_HANDLER: public(immutable(address))


@deploy
def __init__(chain_asset_handler: address):
    CHAIN_ASSET_HANDLER = chain_asset_handler


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


# --- the bridgehub's names ---
# The bridgehub hands its callers' calldata on as it is; decoding and encoding a message and its proof
# again would cost 5,000 gas.


@external
@view
def proveL2MessageInclusion(
    chain_id: uint256,
    block_or_batch_number: uint256,
    index: uint256,
    message: IMessaging.L2Message,
    proof: DynArray[bytes32, limits.MAX_PROOF],
) -> bool:
    """
    @notice The bridgehub's name of `proveL2MessageInclusionShared`.
    """
    leaf: bytes32 = message_hashing._message_leaf(
        message.txNumberInBatch, message.sender, keccak256(message.data)
    )
    return self._prove(chain_id, block_or_batch_number, index, leaf, proof, 0)


@external
@view
def proveL2LogInclusion(
    chain_id: uint256,
    block_or_batch_number: uint256,
    index: uint256,
    l2_log: IMessaging.L2Log,
    proof: DynArray[bytes32, limits.MAX_PROOF],
) -> bool:
    """
    @notice The bridgehub's name of `proveL2LogInclusionShared`.
    """
    leaf: bytes32 = message_hashing._log_leaf(l2_log)
    return self._prove(chain_id, block_or_batch_number, index, leaf, proof, 0)


@external
@view
def proveL1ToL2TransactionStatus(
    chain_id: uint256,
    l2_tx_hash: bytes32,
    l2_batch_number: uint256,
    l2_message_index: uint256,
    l2_tx_number_in_batch: uint16,
    merkle_proof: DynArray[bytes32, limits.MAX_PROOF],
    status: uint8,
) -> bool:
    """
    @notice The bridgehub's name of `proveL1ToL2TransactionStatusShared`.
    """
    leaf: bytes32 = message_hashing._status_log_leaf(l2_tx_number_in_batch, l2_tx_hash, status)
    return self._prove(chain_id, l2_batch_number, l2_message_index, leaf, merkle_proof, 0)


# --- inside ---


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
