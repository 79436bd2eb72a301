# pragma version 0.4.3
"""
@title Message verification (0x10009)
@license MIT
@notice Proves on this chain what another chain sent, against the interop roots that were imported here.
@dev Roles: none; no state. A proof ends at a settlement layer's tree of chains as of one of its blocks:
     "batch" is that block's number there. Every settlement layer whose roots were imported is believed.
@custom:source era-contracts draft-v31, L2MessageVerification
"""
from contracts.interop import leaf_proofs
from contracts.lib import constants
from contracts.lib import limits
from contracts.lib import message_hashing
from contracts.lib import proof_errors

exports: (
    leaf_proofs.proveL2MessageInclusionShared,
    leaf_proofs.proveL2LogInclusionShared,
    leaf_proofs.proveL1ToL2TransactionStatusShared,
    leaf_proofs.proveL1DepositParamsInclusion,
    leaf_proofs.proveL2LeafInclusionShared,
)


interface InteropRootStorage:
    def interopRoots(chain_id: uint256, block_or_batch_number: uint256) -> bytes32: view


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
    @return False for a wrong proof, and for a root that was not imported.
    @custom:errors What message_hashing._follow_proof raises of a malformed proof;
                   DepthMoreThanOneForRecursiveMerkleProof
    """
    end: message_hashing.ProofEnd = message_hashing._follow_proof(
        chain_id, block_or_batch_number, leaf_proof_mask, leaf, proof, 1 if depth == 0 else 0
    )
    if not end.data.finalProofNode:
        proof_errors.DepthMoreThanOneForRecursiveMerkleProof()
    root: bytes32 = staticcall InteropRootStorage(
        constants.L2_INTEROP_ROOT_STORAGE
    ).interopRoots(end.chain_id, end.batch_number)
    return root != empty(bytes32) and root == end.data.batchSettlementRoot
