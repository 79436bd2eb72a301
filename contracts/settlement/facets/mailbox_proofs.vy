# pragma version 0.4.3
"""
@title Mailbox facet: proofs of what a chain said
@license MIT
@notice Views that hand proofs to the message root, for whoever knows a chain but not the ecosystem.
@dev Names that end in Shared take a chain id, which must be this chain's where it says so.
"""
from contracts.lib import errors
from contracts.lib import limits
from contracts.settlement import chain_storage
from interfaces import IBridgehub
from interfaces import IMessageRoot
from interfaces import IMessaging

uses: chain_storage


# --- messages ---


@external
@view
def proveL2MessageInclusion(
    batch_number: uint256,
    index: uint256,
    message: IMessaging.L2Message,
    proof: DynArray[bytes32, limits.MAX_PROOF],
) -> bool:
    """
    @notice Whether this chain sent `message` in the batch.
    """
    identity: chain_storage.Identity = chain_storage._identity()
    return staticcall self._message_root(identity).proveL2MessageInclusionShared(
        identity.chainId, batch_number, index, message, proof
    )


@external
@view
def proveL2MessageInclusionShared(
    chain_id: uint256,
    batch_number: uint256,
    index: uint256,
    message: IMessaging.L2Message,
    proof: DynArray[bytes32, limits.MAX_PROOF],
) -> bool:
    """
    @notice The same, with a chain id that must be this chain's.
    @custom:errors InvalidChainId
    """
    return staticcall self._message_root(self._checked(chain_id)).proveL2MessageInclusionShared(
        chain_id, batch_number, index, message, proof
    )


@external
@view
def proveL1DepositParamsInclusion(params: IMessaging.FinalizeL1DepositParams) -> bool:
    """
    @notice Whether the message of a withdrawal was sent, given as the L1 nullifier takes it.
    @custom:errors InvalidChainId
    """
    return staticcall self._message_root(
        self._checked(params.chainId)
    ).proveL2MessageInclusionShared(
        params.chainId,
        params.l2BatchNumber,
        params.l2MessageIndex,
        IMessaging.L2Message(
            txNumberInBatch=params.l2TxNumberInBatch, sender=params.l2Sender, data=params.message
        ),
        params.merkleProof,
    )


# --- logs ---


@external
@view
def proveL2LogInclusion(
    batch_number: uint256,
    index: uint256,
    l2_log: IMessaging.L2Log,
    proof: DynArray[bytes32, limits.MAX_PROOF],
) -> bool:
    """
    @notice Whether this chain emitted `l2_log` in the batch.
    """
    identity: chain_storage.Identity = chain_storage._identity()
    return staticcall self._message_root(identity).proveL2LogInclusionShared(
        identity.chainId, batch_number, index, l2_log, proof
    )


@external
@view
def proveL2LogInclusionShared(
    chain_id: uint256,
    batch_number: uint256,
    index: uint256,
    l2_log: IMessaging.L2Log,
    proof: DynArray[bytes32, limits.MAX_PROOF],
) -> bool:
    """
    @notice The same, with a chain id that must be this chain's.
    @custom:errors InvalidChainId
    """
    return staticcall self._message_root(self._checked(chain_id)).proveL2LogInclusionShared(
        chain_id, batch_number, index, l2_log, proof
    )


# --- results of requests ---


@external
@view
def proveL1ToL2TransactionStatus(
    l2_tx_hash: bytes32,
    batch_number: uint256,
    index: uint256,
    tx_number_in_batch: uint16,
    proof: DynArray[bytes32, limits.MAX_PROOF],
    status: uint8,
) -> bool:
    """
    @notice Whether this chain executed the request with that status (1 success, 0 failure).
    """
    identity: chain_storage.Identity = chain_storage._identity()
    return staticcall self._message_root(identity).proveL1ToL2TransactionStatusShared(
        identity.chainId, l2_tx_hash, batch_number, index, tx_number_in_batch, proof, status
    )


@external
@view
def proveL1ToL2TransactionStatusShared(
    chain_id: uint256,
    l2_tx_hash: bytes32,
    batch_number: uint256,
    index: uint256,
    tx_number_in_batch: uint16,
    proof: DynArray[bytes32, limits.MAX_PROOF],
    status: uint8,
) -> bool:
    """
    @notice The same of any chain.
    """
    return staticcall self._message_root(
        chain_storage._identity()
    ).proveL1ToL2TransactionStatusShared(
        chain_id, l2_tx_hash, batch_number, index, tx_number_in_batch, proof, status
    )


# --- leaves ---


@external
@view
def proveL2LeafInclusion(
    batch_number: uint256,
    leaf_proof_mask: uint256,
    leaf: bytes32,
    proof: DynArray[bytes32, limits.MAX_PROOF],
) -> bool:
    """
    @notice Whether `leaf` is in this chain's tree of the batch; bits of the mask are turns of the
            path.
    """
    identity: chain_storage.Identity = chain_storage._identity()
    return staticcall self._message_root(identity).proveL2LeafInclusionShared(
        identity.chainId, batch_number, leaf_proof_mask, leaf, proof
    )


@external
@view
def proveL2LeafInclusionShared(
    chain_id: uint256,
    batch_number: uint256,
    leaf_proof_mask: uint256,
    leaf: bytes32,
    proof: DynArray[bytes32, limits.MAX_PROOF],
) -> bool:
    """
    @notice The same, with a chain id that must be this chain's.
    @custom:errors InvalidChainId
    """
    return staticcall self._message_root(self._checked(chain_id)).proveL2LeafInclusionShared(
        chain_id, batch_number, leaf_proof_mask, leaf, proof
    )


@external
@view
def proveL2LeafInclusionSharedRecursive(
    chain_id: uint256,
    batch_number: uint256,
    leaf_proof_mask: uint256,
    leaf: bytes32,
    proof: DynArray[bytes32, limits.MAX_PROOF],
    depth: uint256,
) -> bool:
    """
    @notice The same of any chain, `depth` settlement layers up (at most one).
    """
    return staticcall self._message_root(
        chain_storage._identity()
    ).proveL2LeafInclusionSharedRecursive(
        chain_id, batch_number, leaf_proof_mask, leaf, proof, depth
    )


# --- inside ---


@internal
@view
def _checked(chain_id: uint256) -> chain_storage.Identity:
    identity: chain_storage.Identity = chain_storage._identity()
    if chain_id != identity.chainId:
        errors.InvalidChainId()
    return identity


@internal
@view
def _message_root(identity: chain_storage.Identity) -> IMessageRoot:
    return IMessageRoot(staticcall IBridgehub(identity.bridgehub).messageRoot())
