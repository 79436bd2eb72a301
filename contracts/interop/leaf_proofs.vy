# pragma version 0.4.3
"""
@title Questions about leaves, on a chain
@license MIT
@notice Turns messages, logs and outcomes into leaves, and asks the importing contract's own
        `proveL2LeafInclusionSharedRecursive` about them: which roots it believes is its matter.
@dev The call to itself gives the proof a frame of its own, for about 2,000 gas.
@custom:source era-contracts draft-v31, MessageVerification
"""
from contracts.lib import limits
from contracts.lib import message_hashing
from interfaces import IMessaging


interface Prover:
    def proveL2LeafInclusionSharedRecursive(
        chain_id: uint256,
        block_or_batch_number: uint256,
        leaf_proof_mask: uint256,
        leaf: bytes32,
        proof: DynArray[bytes32, limits.MAX_PROOF],
        depth: uint256,
    ) -> bool: view


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
    @notice Whether the chain sent `message` in that batch.
    @param index Leaf of the message in the batch's tree.
    @return False for a wrong proof and for a root that is not known here.
    @custom:errors See `proveL2LeafInclusionSharedRecursive`
    """
    leaf: bytes32 = message_hashing._message_leaf(
        message.txNumberInBatch, message.sender, keccak256(message.data)
    )
    return staticcall Prover(self).proveL2LeafInclusionSharedRecursive(
        chain_id, block_or_batch_number, index, leaf, proof, 0
    )


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
    @return False for a wrong proof and for a root that is not known here.
    @custom:errors See `proveL2LeafInclusionSharedRecursive`
    """
    leaf: bytes32 = message_hashing._log_leaf(l2_log)
    return staticcall Prover(self).proveL2LeafInclusionSharedRecursive(
        chain_id, block_or_batch_number, index, leaf, proof, 0
    )


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
    return staticcall Prover(self).proveL2LeafInclusionSharedRecursive(
        chain_id, l2_batch_number, l2_message_index, leaf, merkle_proof, 0
    )


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
    return staticcall Prover(self).proveL2LeafInclusionSharedRecursive(
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
    return staticcall Prover(self).proveL2LeafInclusionSharedRecursive(
        chain_id, block_or_batch_number, leaf_proof_mask, leaf, proof, 0
    )
