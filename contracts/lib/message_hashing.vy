# pragma version 0.4.3
"""
@title Leaves and proofs of L2 to L1 messages
@license MIT
@notice What a message, a log or a batch is hashed to, and what a proof of its inclusion leads to.

        A proof's first word is metadata when its low 28 bytes are zero: version 1, number of siblings
        up to the batch root, number of siblings from the batch to the chain's tree root, final flag.
        A final proof ends at the batch root. Any other goes on: index of the batch in the chain's
        tree, those siblings, settlement layer batch << 128 | index for what follows, settlement
        layer chain id, and a second proof, of the chain's leaf, against the settlement layer. Without
        metadata every word is a sibling and the proof is final.
@dev A proof of 256 words is expensive to hold twice in memory, so that one function follows all of it;
     call it from the external function that received the proof, not through another internal one.
@custom:source era-contracts draft-v31, MessageHashing
"""
from contracts.lib import constants
from contracts.lib import limits
from contracts.lib import merkle
from contracts.lib import merkle_errors
from contracts.lib import proof_errors
from interfaces import IMessaging

# keccak256 of 88 zero bytes: the leaf of a log that was not sent.
DEFAULT_LOG_LEAF: constant(bytes32) = 0x72abee45b59e344af8a6e520241c4744aff26ed411f4c4b00f8af09adada43ba
# keccak256("zkSync:BatchLeaf") and keccak256("zkSync:ChainIdLeaf"): they keep leaves of 96 bytes apart.
BATCH_LEAF_PADDING: constant(bytes32) = 0xd82fec4a37cbdc47f1e5cc4ad64deacf34a48e6f7c61fa5b68fd58e543259cf4
CHAIN_ID_LEAF_PADDING: constant(bytes32) = 0x39bc69363bb9e26cf14240de4e22569e95cf175cfbcf1ade1a47a253b4bf7f61
# keccak256 of 96 zero bytes: the zero leaf of a chain's tree of batches and of the tree of chains.
EMPTY_TREE_LEAF: constant(bytes32) = 0x46700b4d40ac5c35af2c22dda2787a91eb567b06c924a8fb8ae9a05b20c08c21

SUPPORTED_METADATA_VERSION: constant(uint256) = 1
# A chain settles on L1 or through one settlement layer.
MAX_HOPS: constant(uint256) = 1


# Where following a proof ended.
struct ProofEnd:
    chain_id: uint256  # whose batch root `data.batchSettlementRoot` has to be
    batch_number: uint256
    hops: uint256  # 1 when it went on to the settlement layer, which may call itself what it likes
    data: IMessaging.ProofData  # of the last part that was read; `ptr` is the first word not used


struct Part:
    first: uint256  # word of the leaf's path
    leaf_path: uint256
    batch_path: uint256
    is_final: bool


@internal
@pure
def _log_leaf(l2_log: IMessaging.L2Log) -> bytes32:
    """
    @notice Leaf of a log: the hash of its 88 bytes.
    """
    return keccak256(
        concat(
            convert(l2_log.l2ShardId, bytes1),
            convert(l2_log.isService, bytes1),
            convert(l2_log.txNumberInBatch, bytes2),
            convert(l2_log.sender, bytes20),
            l2_log.key,
            l2_log.value,
        )
    )


@internal
@pure
def _message_leaf(tx_number: uint16, sender: address, data_hash: bytes32) -> bytes32:
    """
    @notice Leaf of a message that `sender` sent through the messenger.
    @param data_hash keccak256 of the message: hash it where it arrives, do not pass it around.
    """
    return self._service_log_leaf(
        tx_number,
        constants.L2_MESSENGER,
        convert(convert(sender, uint256), bytes32),
        data_hash,
    )


@internal
@pure
def _status_log_leaf(tx_number: uint16, tx_hash: bytes32, status: uint8) -> bytes32:
    """
    @notice Leaf of the log in which the bootloader reports an L1 to L2 transaction.
    @param status TX_FAILURE or TX_SUCCESS.
    """
    assert status <= constants.TX_SUCCESS  # dev: not a transaction status
    return self._service_log_leaf(
        tx_number,
        constants.L2_BOOTLOADER,
        tx_hash,
        convert(convert(status, uint256), bytes32),
    )


@internal
@pure
def _service_log_leaf(
    tx_number: uint16, sender: address, key: bytes32, content: bytes32
) -> bytes32:
    return keccak256(
        # Shard 0, a service log.
        concat(0x0001, convert(tx_number, bytes2), convert(sender, bytes20), key, content)
    )


@internal
@pure
def _batch_leaf(chain_batch_root: bytes32, batch_number: uint256) -> bytes32:
    """
    @notice Leaf of a batch in its chain's tree.
    """
    return keccak256(abi_encode(BATCH_LEAF_PADDING, chain_batch_root, batch_number))


@internal
@pure
def _chain_id_leaf(chain_root: bytes32, chain_id: uint256) -> bytes32:
    """
    @notice Leaf of a chain in the tree of chains.
    @param chain_root Root of the chain's tree of batches; 0 while it has none.
    """
    return keccak256(abi_encode(CHAIN_ID_LEAF_PADDING, chain_root, chain_id))


@internal
@pure
def _follow_proof(
    chain_id: uint256,
    batch_number: uint256,
    leaf_proof_mask: uint256,
    leaf: bytes32,
    proof: DynArray[bytes32, limits.MAX_PROOF],
    hops: uint256,
) -> ProofEnd:
    """
    @notice Follow a proof from `leaf` to the root of a batch of `chain_id`, and unless it is final and
            while there are `hops` left, on from the chain's leaf to a batch of its settlement layer.
            Compares nothing with anything stored.
    @param leaf_proof_mask Index of the leaf in the batch's tree.
    @param hops 0: read one part (`getProofData`). 1: go on to the settlement layer; if the end is not
           final, the proof has more than one hop.
    @custom:errors MerklePathEmpty without words; HashedLogIsDefault for the leaf of no log;
                   UnsupportedProofMetadataVersion; InvalidProofLengthForFinalNode when a final part
                   has a batch path or words left over; MerklePathOutOfBounds when the metadata
                   promises more words than there are, or a path of 256; MerkleIndexOutOfBounds when
                   an index does not fit its path
    """
    at: ProofEnd = ProofEnd(
        chain_id=chain_id, batch_number=batch_number, hops=0, data=empty(IMessaging.ProofData)
    )
    node: bytes32 = leaf
    position: uint256 = leaf_proof_mask
    words: uint256 = len(proof)
    cursor: uint256 = 0
    for _: uint256 in range(MAX_HOPS + 1):
        if cursor >= words:
            merkle_errors.MerklePathEmpty()
        if node == DEFAULT_LOG_LEAF:
            proof_errors.HashedLogIsDefault()
        part: Part = self._parse_part(convert(proof[cursor], uint256), cursor, words)
        merkle._check_path(part.leaf_path, position)
        cursor = part.first + part.leaf_path
        for i: uint256 in range(part.first, cursor, bound=limits.MAX_PROOF):
            if position & 1 == 0:
                node = keccak256(abi_encode(node, proof[i]))
            else:
                node = keccak256(abi_encode(proof[i], node))
            position >>= 1
        at.data.finalProofNode = part.is_final
        at.data.batchLeafProofLen = part.batch_path
        at.data.batchSettlementRoot = node
        at.data.ptr = cursor
        if part.is_final:
            break

        position = convert(proof[cursor], uint256)
        merkle._check_path(part.batch_path, position)
        node = self._batch_leaf(node, at.batch_number)
        first: uint256 = cursor + 1
        cursor = first + part.batch_path
        for i: uint256 in range(first, cursor, bound=limits.MAX_PROOF):
            if position & 1 == 0:
                node = keccak256(abi_encode(node, proof[i]))
            else:
                node = keccak256(abi_encode(proof[i], node))
            position >>= 1

        node = self._chain_id_leaf(node, at.chain_id)
        at.data.chainIdLeaf = node
        packed: uint256 = convert(proof[cursor], uint256)
        at.data.settlementLayerBatchNumber = packed >> 128
        at.data.settlementLayerBatchRootMask = packed & convert(max_value(uint128), uint256)
        at.data.settlementLayerChainId = convert(proof[cursor + 1], uint256)
        cursor += 2
        at.data.ptr = cursor
        if at.hops == hops:
            break
        at.hops += 1
        at.chain_id = at.data.settlementLayerChainId
        at.batch_number = at.data.settlementLayerBatchNumber
        position = at.data.settlementLayerBatchRootMask
        at.data = empty(IMessaging.ProofData)
    return at


@internal
@pure
def _parse_part(word: uint256, cursor: uint256, words: uint256) -> Part:
    """
    @notice Read the metadata of the part of a proof that starts at `cursor` with `word`.
    @param words Length of the whole proof.
    """
    if word << 32 != 0:
        return Part(first=cursor, leaf_path=words - cursor, batch_path=0, is_final=True)
    if word >> 248 != SUPPORTED_METADATA_VERSION:
        proof_errors.UnsupportedProofMetadataVersion(word >> 248)
    part: Part = Part(
        first=cursor + 1,
        leaf_path=(word >> 240) & 255,
        batch_path=(word >> 232) & 255,
        is_final=(word >> 224) & 255 != 0,
    )
    end: uint256 = part.first + part.leaf_path
    if part.is_final and (part.batch_path != 0 or end < words):
        proof_errors.InvalidProofLengthForFinalNode()
    # A part that goes on has a second path, its index, and two words about the settlement layer.
    if end + (0 if part.is_final else part.batch_path + 3) > words:
        merkle_errors.MerklePathOutOfBounds()
    return part
