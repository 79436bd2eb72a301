"""Batches: what is committed, proved and executed, and the hashes that tie these together.

Mirrors ``contracts/lib/batches.vy``; source: IExecutor, ICommitter, Committer, Executor,
StoredBatchHashing, BatchDecoder, ZKsyncOSDualVerifier.
"""

from __future__ import annotations

import hashlib
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Any

from garter.exceptions import EncodingError
from garter.protocol import constants
from garter.protocol.codec import abi_decode, abi_encode
from garter.protocol.hashing import keccak256
from garter.protocol.words import Address, address_bytes, fixed_bytes, number_bytes, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from garter.protocol.messages import L2Log
    from garter.protocol.priority_tree import PriorityOpsProof

STORED_BATCH_TYPE = "(uint64,bytes32,uint64,uint256,bytes32,bytes32,bytes32,uint256,bytes32)"
COMMIT_BATCH_TYPE = (
    "(uint64,bytes32,uint256,uint256,bytes32,bytes32,bytes32,uint8,bytes32,"
    "uint64,uint64,uint64,uint64,uint256,bytes,uint256)"
)
_EXECUTE_TYPES = (
    f"{STORED_BATCH_TYPE}[]",
    "(bytes32[],bytes32[],bytes32[])[]",
    "(uint256,uint256,bytes32[])[][]",
    "(uint8,bool,uint16,address,bytes32,bytes32)[][]",
    "bytes[][]",
    "bytes32[]",
    "address",
)


# --- what a chain keeps ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StoredBatchInfo:
    """What a chain keeps of a batch, as a hash. Field order is the wire format."""

    batch_number: int
    batch_hash: bytes
    """State commitment after the batch."""
    index_repeated_storage_changes: int
    """0."""
    number_of_layer1_txs: int
    priority_operations_hash: bytes
    dependency_roots_rolling_hash: bytes
    l2_logs_tree_root: bytes
    """The chain batch root: its logs, and those that settled on it."""
    timestamp: int
    """0."""
    commitment: bytes
    """Hash of the batch's output."""

    def encode(self) -> bytes:
        """ABI encoding, 288 bytes."""
        return abi_encode([STORED_BATCH_TYPE], [astuple(self)])

    @classmethod
    def decode(cls, data: bytes) -> StoredBatchInfo:
        """From its ABI encoding. Raises EncodingError."""
        [fields] = abi_decode([STORED_BATCH_TYPE], data)
        return cls(*fields)

    @property
    def hash(self) -> bytes:
        """What the chain's contract keeps (``storedBatchHash``)."""
        return keccak256(self.encode())


def genesis_batch(state_commitment: bytes) -> StoredBatchInfo:
    """Batch 0 of every chain of a protocol version."""
    return StoredBatchInfo(
        batch_number=0,
        batch_hash=state_commitment,
        index_repeated_storage_changes=0,
        number_of_layer1_txs=0,
        priority_operations_hash=constants.EMPTY_STRING_KECCAK,
        dependency_roots_rolling_hash=bytes(32),
        l2_logs_tree_root=bytes(32),
        timestamp=0,
        commitment=constants.GENESIS_COMMITMENT,
    )


# --- commit ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CommitBatchInfo:
    """A batch as it is committed (``CommitBatchInfoZKsyncOS``). Field order is the wire format."""

    batch_number: int
    new_state_commitment: bytes
    number_of_layer1_txs: int
    number_of_layer2_txs: int
    priority_operations_hash: bytes
    dependency_roots_rolling_hash: bytes
    l2_logs_tree_root: bytes
    da_commitment_scheme: int
    da_commitment: bytes
    first_block_timestamp: int
    first_block_number: int
    last_block_timestamp: int
    last_block_number: int
    chain_id: int
    operator_da_input: bytes
    settlement_layer_chain_id: int

    def encode(self) -> bytes:
        """ABI encoding as one argument."""
        return abi_encode([COMMIT_BATCH_TYPE], [astuple(self)])

    @classmethod
    def decode(cls, data: bytes) -> CommitBatchInfo:
        """From its ABI encoding as one argument. Raises EncodingError."""
        [fields] = abi_decode([COMMIT_BATCH_TYPE], data)
        return cls(*fields)

    def output_hash(self, upgrade_tx_hash: bytes = bytes(32)) -> bytes:
        """Hash of 336 packed bytes: timestamps have eight, everything else a word.

        ``upgrade_tx_hash`` is 0 unless the batch carries the upgrade.
        """
        return keccak256(
            b"".join(
                (
                    word(self.chain_id),
                    number_bytes(self.first_block_timestamp, 8),
                    number_bytes(self.last_block_timestamp, 8),
                    word(self.da_commitment_scheme),
                    fixed_bytes(self.da_commitment, 32),
                    word(self.number_of_layer1_txs),
                    word(self.number_of_layer2_txs),
                    fixed_bytes(self.priority_operations_hash, 32),
                    fixed_bytes(self.l2_logs_tree_root, 32),
                    fixed_bytes(upgrade_tx_hash, 32),
                    fixed_bytes(self.dependency_roots_rolling_hash, 32),
                    word(self.settlement_layer_chain_id),
                )
            )
        )

    def stored(self, upgrade_tx_hash: bytes = bytes(32)) -> StoredBatchInfo:
        """What the chain keeps once this is committed."""
        return StoredBatchInfo(
            batch_number=self.batch_number,
            batch_hash=self.new_state_commitment,
            index_repeated_storage_changes=0,
            number_of_layer1_txs=self.number_of_layer1_txs,
            priority_operations_hash=self.priority_operations_hash,
            dependency_roots_rolling_hash=self.dependency_roots_rolling_hash,
            l2_logs_tree_root=self.l2_logs_tree_root,
            timestamp=0,
            commitment=self.output_hash(upgrade_tx_hash),
        )


def encode_commit(last: StoredBatchInfo, batch: CommitBatchInfo) -> bytes:
    """Argument of commitBatchesSharedBridge; a commit takes one batch."""
    types = (STORED_BATCH_TYPE, f"{COMMIT_BATCH_TYPE}[]")
    version = bytes((constants.COMMIT_ENCODING_VERSION,))
    return version + abi_encode(types, (astuple(last), [astuple(batch)]))


# --- prove ----------------------------------------------------------------------------------------


def public_input(previous_state: bytes, new_state: bytes, output_hash: bytes) -> int:
    """What the proof of one batch asserts: this output leads from one state to the next."""
    digest = keccak256(
        fixed_bytes(previous_state, 32) + fixed_bytes(new_state, 32) + fixed_bytes(output_hash, 32)
    )
    return int.from_bytes(digest, "big") >> constants.PUBLIC_INPUT_SHIFT


def public_inputs(previous: StoredBatchInfo, batches: Sequence[StoredBatchInfo]) -> list[int]:
    """One public input a batch."""
    states = [previous.batch_hash, *(batch.batch_hash for batch in batches)]
    return [
        public_input(before, batch.batch_hash, batch.commitment)
        for before, batch in zip(states, batches, strict=False)
    ]


def fold_public_inputs(initial: int, inputs: Sequence[int]) -> int:
    """The one public input of a proof over several batches.

    ``initial`` is what an earlier part of the proof folded to, 0 to begin with the first input.
    Raises EncodingError when there is nothing to fold.
    """
    rest = list(inputs)
    if initial == 0:
        if not rest:
            raise EncodingError("A proof needs a public input.")
        initial = rest.pop(0)
    for one in rest:
        digest = keccak256(word(initial) + word(one))
        initial = int.from_bytes(digest, "big") >> constants.PUBLIC_INPUT_SHIFT
    return initial


def encode_prove(
    previous: StoredBatchInfo, batches: Sequence[StoredBatchInfo], proof: Sequence[int]
) -> bytes:
    """Argument of proveBatchesSharedBridge."""
    types = (STORED_BATCH_TYPE, f"{STORED_BATCH_TYPE}[]", "uint256[]")
    values = (astuple(previous), [astuple(batch) for batch in batches], list(proof))
    return bytes((constants.PROVE_ENCODING_VERSION,)) + abi_encode(types, values)


# --- execute --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class InteropRoot:
    """A root of another chain's messages that a batch imported."""

    chain_id: int
    block_or_batch_number: int
    root: bytes


@dataclass(frozen=True, slots=True)
class ExecutedBatch:
    """A batch with everything its execution needs. Logs and messages only count on a Gateway."""

    info: StoredBatchInfo
    priority_operations: PriorityOpsProof
    interop_roots: tuple[InteropRoot, ...] = ()
    logs: tuple[L2Log, ...] = ()
    messages: tuple[bytes, ...] = ()
    multichain_root: bytes = bytes(32)


def priority_operations_hash(hashes: Iterable[bytes]) -> bytes:
    """Rolling hash of a batch's priority operations, in order; keccak256("") for none."""
    rolling = constants.EMPTY_STRING_KECCAK
    for operation_hash in hashes:
        rolling = keccak256(rolling + fixed_bytes(operation_hash, 32))
    return rolling


def dependency_roots_rolling_hash(roots: Iterable[InteropRoot]) -> bytes:
    """Rolling hash of a batch's imported roots, in order; 0 for none."""
    rolling = bytes(32)
    for one in roots:
        number = word(one.block_or_batch_number)
        rolling = keccak256(rolling + word(one.chain_id) + number + fixed_bytes(one.root, 32))
    return rolling


def encode_execute(
    batches: Sequence[ExecutedBatch], *, on_gateway: bool, fee_payer: Address = bytes(20)
) -> bytes:
    """Argument of executeBatchesSharedBridge.

    ``on_gateway``: logs, messages and multichain roots are sent only there, and ``fee_payer`` pays
    for them.
    """
    gateway = list(batches) if on_gateway else []
    logs = [[_log_fields(log) for log in batch.logs] for batch in gateway]
    values: tuple[Any, ...] = (
        [astuple(batch.info) for batch in batches],
        [astuple(batch.priority_operations) for batch in batches],
        [
            [(r.chain_id, r.block_or_batch_number, [r.root]) for r in batch.interop_roots]
            for batch in batches
        ],
        logs,
        [list(batch.messages) for batch in gateway],
        [batch.multichain_root for batch in gateway],
        address_bytes(fee_payer),
    )
    return bytes((constants.EXECUTE_ENCODING_VERSION,)) + abi_encode(_EXECUTE_TYPES, values)


def _log_fields(log: L2Log) -> tuple[Any, ...]:
    return astuple(log)


# --- state and data -------------------------------------------------------------------------------


def state_commitment(
    tree_root: bytes,
    leaf_count: int,
    last_block_number: int,
    last_block_hashes: Sequence[bytes],
    last_block_timestamp: int,
) -> bytes:
    """A batch's ``batchHash`` as ZKsync OS computes it; the contracts never look inside.

    ``last_block_hashes``: of the 256 blocks up to the last, oldest first.
    """
    hashes = hashlib.blake2s(b"".join(fixed_bytes(h, 32) for h in last_block_hashes)).digest()
    return hashlib.blake2s(
        fixed_bytes(tree_root, 32)
        + number_bytes(leaf_count, 8)
        + number_bytes(last_block_number, 8)
        + hashes
        + number_bytes(last_block_timestamp, 8)
    ).digest()


_BLOB_HEADER_TAIL = b"\1" + bytes(32)  # one blob, whose linear hash is 0


def calldata_da_commitment(pubdata: bytes) -> bytes:
    """Commitment of a batch whose pubdata is published as calldata (scheme 3)."""
    return keccak256(bytes(32) + keccak256(pubdata) + _BLOB_HEADER_TAIL)


def calldata_da_input(pubdata: bytes) -> bytes:
    """What the calldata validators want to see: header, source byte, pubdata, no blob.

    Raises EncodingError for pubdata beyond one blob's size.
    """
    if len(pubdata) > constants.BLOB_SIZE_BYTES:
        raise EncodingError(
            f"{len(pubdata)} bytes of pubdata; a batch holds {constants.BLOB_SIZE_BYTES}."
        )
    header = bytes(32) + keccak256(pubdata) + _BLOB_HEADER_TAIL
    return header + b"\0" + pubdata + bytes(32)


def blobs_da_commitment(versioned_hashes: Sequence[bytes]) -> bytes:
    """Commitment of a batch whose pubdata is in blobs (scheme 4)."""
    return keccak256(b"".join(fixed_bytes(h, 32) for h in versioned_hashes))
