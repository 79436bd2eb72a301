# pragma version 0.4.3
"""
@title Batches
@license MIT
@notice The hashes that tie a batch's commitment, proof and execution together.
@custom:source era-contracts draft-v31, StoredBatchHashing, Committer, Executor, ZKsyncOSDualVerifier
"""
from contracts.lib import constants
from contracts.lib import limits

# Bits cut off a hash, so that it fits the field of the proof system.
PUBLIC_INPUT_SHIFT: constant(uint256) = 32


# What a chain keeps of a batch, as a hash. Field order is the wire format.
struct StoredBatchInfo:
    batchNumber: uint64
    batchHash: bytes32  # state after the batch
    indexRepeatedStorageChanges: uint64  # 0
    numberOfLayer1Txs: uint256
    priorityOperationsHash: bytes32
    dependencyRootsRollingHash: bytes32
    l2LogsTreeRoot: bytes32
    timestamp: uint256  # 0
    commitment: bytes32  # hash of the batch's output


# What a batch did, as its proof asserts it.
struct BatchOutput:
    chain_id: uint256
    first_block_timestamp: uint64
    last_block_timestamp: uint64
    da_commitment_scheme: uint8
    da_commitment: bytes32
    number_of_layer1_txs: uint256
    number_of_layer2_txs: uint256
    priority_operations_hash: bytes32
    l2_logs_tree_root: bytes32
    upgrade_tx_hash: bytes32  # 0 unless the batch carries the upgrade
    dependency_roots_rolling_hash: bytes32
    settlement_layer_chain_id: uint256


@internal
@pure
def _stored_hash(info: StoredBatchInfo) -> bytes32:
    return keccak256(abi_encode(info))


@internal
@pure
def _output_hash(output: BatchOutput) -> bytes32:
    """
    @notice Hash of 336 packed bytes: timestamps have eight, everything else a word.
    """
    return keccak256(
        concat(
            convert(output.chain_id, bytes32),
            convert(output.first_block_timestamp, bytes8),
            convert(output.last_block_timestamp, bytes8),
            convert(convert(output.da_commitment_scheme, uint256), bytes32),
            output.da_commitment,
            convert(output.number_of_layer1_txs, bytes32),
            convert(output.number_of_layer2_txs, bytes32),
            output.priority_operations_hash,
            output.l2_logs_tree_root,
            output.upgrade_tx_hash,
            output.dependency_roots_rolling_hash,
            convert(output.settlement_layer_chain_id, bytes32),
        )
    )


@internal
@pure
def _public_input(
    previous_state: bytes32, new_state: bytes32, output_hash: bytes32
) -> uint256:
    """
    @notice What the proof of one batch asserts: this output leads from one state to the next.
    """
    digest: bytes32 = keccak256(abi_encode(previous_state, new_state, output_hash))
    return convert(digest, uint256) >> PUBLIC_INPUT_SHIFT


@internal
@pure
def _fold_public_inputs(
    initial: uint256, inputs: DynArray[uint256, limits.MAX_PUBLIC_INPUTS]
) -> uint256:
    """
    @notice The one public input of a proof over several batches.
    @param initial What an earlier part of the proof folded to; 0 to begin with the first input.
    @param inputs At least one, if `initial` is 0.
    """
    folded: uint256 = initial
    first: uint256 = 0
    if initial == 0:
        folded = inputs[0]
        first = 1
    for i: uint256 in range(first, len(inputs), bound=limits.MAX_PUBLIC_INPUTS):
        digest: bytes32 = keccak256(abi_encode(folded, inputs[i]))
        folded = convert(digest, uint256) >> PUBLIC_INPUT_SHIFT
    return folded


@internal
@pure
def _priority_operations_hash(
    hashes: DynArray[bytes32, limits.MAX_PRIORITY_OPS]
) -> bytes32:
    """
    @notice Rolling hash of a batch's priority operations, in order; keccak256("") for none.
    """
    rolling: bytes32 = constants.EMPTY_STRING_KECCAK
    for operation_hash: bytes32 in hashes:
        rolling = keccak256(abi_encode(rolling, operation_hash))
    return rolling


@internal
@pure
def _next_dependency_hash(
    rolling: bytes32, chain_id: uint256, block_or_batch_number: uint256, root: bytes32
) -> bytes32:
    """
    @notice Rolling hash of imported interop roots after one more.
    @param rolling 0 before the first.
    """
    return keccak256(abi_encode(rolling, chain_id, block_or_batch_number, root))
