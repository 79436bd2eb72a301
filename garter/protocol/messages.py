"""L2 to L1 logs and messages: leaves, a batch's tree, and proofs of inclusion.

A proof is a list of words. Its first is metadata when its low 28 bytes are zero: version 1, number
of siblings from the leaf to the batch root, number of siblings from the batch's leaf to the root of
the chain's tree, final flag. A final proof ends at the batch root. Any other goes on with the index
of the batch in the chain's tree, those siblings, ``settlement layer number << 128 | index``, the
settlement layer's chain id, and a second proof: of the chain's leaf, against the settlement layer.
Without metadata every word is a sibling and the proof is final.

Mirrors ``contracts/lib/message_hashing.vy``; source: MessageHashing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sha3 import keccak_256

from garter.exceptions import (
    DepthMoreThanOneForRecursiveMerkleProof,
    EncodingError,
    HashedLogIsDefault,
    InvalidProofLengthForFinalNode,
    MerklePathEmpty,
    MerklePathOutOfBounds,
    UnsupportedProofMetadataVersion,
)
from garter.protocol import constants
from garter.protocol.hashing import keccak256
from garter.protocol.merkle import EMPTY_ROOT, MerkleTree, calculate_root, hash_pair
from garter.protocol.words import (
    Address,
    address_bytes,
    address_word,
    fixed_bytes,
    number_bytes,
    word,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

LOG_SIZE = 88
"""Bytes of a serialised log; never 64, so that no tree node passes for one."""
LOG_TREE_HEIGHT = 14
"""Levels below the root of a batch's log tree: 16,384 leaves."""
DEFAULT_LOG_LEAF = keccak256(bytes(LOG_SIZE))
BATCH_LEAF_PADDING = keccak256(b"zkSync:BatchLeaf")
CHAIN_ID_LEAF_PADDING = keccak256(b"zkSync:ChainIdLeaf")
EMPTY_TREE_LEAF = keccak256(bytes(96))
"""Zero leaf of a chain's tree of batches and of the tree of chains."""
METADATA_VERSION = 1
MAX_HOPS = 1
"""A chain settles on L1 or through one settlement layer."""


# --- leaves ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class L2Log:
    """A log as it stands in a batch."""

    shard_id: int
    """u8, always 0."""
    is_service: bool
    tx_number: int
    """u16: number of the transaction in its block (``txNumberInBatch`` on the wire)."""
    sender: bytes
    """20 bytes."""
    key: bytes
    """32 bytes."""
    value: bytes
    """32 bytes."""

    def encode(self) -> bytes:
        """The 88 bytes that are hashed. Raises EncodingError."""
        return b"".join(
            (
                number_bytes(self.shard_id, 1),
                b"\1" if self.is_service else b"\0",
                number_bytes(self.tx_number, 2),
                fixed_bytes(self.sender, 20),
                fixed_bytes(self.key, 32),
                fixed_bytes(self.value, 32),
            )
        )

    @property
    def leaf(self) -> bytes:
        """The log's leaf in its batch's tree."""
        return keccak256(self.encode())


def message_log(tx_number: int, sender: Address, data: bytes) -> L2Log:
    """The log of a message that ``sender`` sent through the messenger."""
    return L2Log(
        0,
        True,
        tx_number,
        address_bytes(constants.L2_MESSENGER),
        address_word(sender),
        keccak256(data),
    )


def status_log(tx_number: int, tx_hash: bytes, success: bool) -> L2Log:
    """The log in which the bootloader reports an L1 to L2 transaction."""
    sender = address_bytes(constants.L2_BOOTLOADER)
    return L2Log(0, True, tx_number, sender, tx_hash, word(int(success)))


def batch_leaf(chain_batch_root: bytes, batch_number: int) -> bytes:
    """Leaf of a batch in its chain's tree."""
    return keccak256(BATCH_LEAF_PADDING + fixed_bytes(chain_batch_root, 32) + word(batch_number))


def chain_id_leaf(chain_root: bytes, chain_id: int) -> bytes:
    """Leaf of a chain in the tree of chains. ``chain_root`` is 0 while the chain has no batch."""
    return keccak256(CHAIN_ID_LEAF_PADDING + fixed_bytes(chain_root, 32) + word(chain_id))


# --- a batch's tree -------------------------------------------------------------------------------


def chain_batch_root(local_root: bytes, aggregated_root: bytes) -> bytes:
    """What a batch commits to (``l2LogsTreeRoot``): its own logs, and those that settled on it."""
    return hash_pair(local_root, aggregated_root)


def empty_aggregated_root(chain_id: int) -> bytes:
    """Aggregated root of a chain on which nobody settles: a tree of one chain without batches."""
    return chain_id_leaf(EMPTY_ROOT, chain_id)


class LogTree:
    """The tree of a batch's logs, in the order block, transaction, emission."""

    __slots__ = ("_tree",)

    def __init__(self, logs: Iterable[bytes]):
        """``logs``: 88 bytes each, at most 16,384. Raises EncodingError."""
        self._tree = MerkleTree(DEFAULT_LOG_LEAF, [keccak_256(log).digest() for log in logs])
        if len(self._tree) > 1 << LOG_TREE_HEIGHT:
            raise EncodingError(f"{len(self._tree)} logs do not fit one batch.")

    def __len__(self) -> int:
        return len(self._tree)

    @property
    def leaves(self) -> Sequence[bytes]:
        """The leaves, in order."""
        return self._tree.leaves

    @property
    def root(self) -> bytes:
        """Root of the local logs."""
        return self._tree.root(LOG_TREE_HEIGHT)

    def path(self, index: int, aggregated_root: bytes) -> list[bytes]:
        """The 15 siblings from a log to the chain batch root. Raises MerkleWrongIndex."""
        return [*self._tree.path(index, LOG_TREE_HEIGHT), aggregated_root]


# --- proofs ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SettlementHop:
    """How a proof leads from a chain's batch root into its settlement layer."""

    batch_index: int
    """Of the batch in the chain's tree there: the tree begins at 0 after a migration."""
    batch_path: tuple[bytes, ...]
    settlement_chain_id: int
    settlement_number: int
    """Number of the settlement layer's batch; for interop, of its block."""
    mask: int
    """Index of the chain's leaf for the second part."""


def metadata(leaf_path: int, batch_path: int, is_final: bool) -> bytes:
    """First word of a proof, from the lengths of its paths."""
    counts = number_bytes(leaf_path, 1) + number_bytes(batch_path, 1)
    return bytes((METADATA_VERSION,)) + counts + bytes((is_final,)) + bytes(28)


def final_proof(path: Sequence[bytes]) -> list[bytes]:
    """Proof that ends at the root to which ``path`` leads."""
    return [metadata(len(path), 0, True), *path]


def settled_proof(
    path: Sequence[bytes], hop: SettlementHop, second_path: Sequence[bytes]
) -> list[bytes]:
    """Proof through a settlement layer. ``second_path`` leads from the chain's leaf to its root."""
    return [
        metadata(len(path), len(hop.batch_path), False),
        *path,
        word(hop.batch_index),
        *hop.batch_path,
        word(hop.settlement_number << 128 | hop.mask),
        word(hop.settlement_chain_id),
        *final_proof(second_path),
    ]


@dataclass(frozen=True, slots=True)
class ProofData:
    """One part of a proof, followed. Settlement layer fields are 0 in a final part."""

    settlement_chain_id: int
    settlement_number: int
    settlement_mask: int
    batch_path_length: int
    batch_root: bytes
    """Root of the batch that the leaf is in (``batchSettlementRoot`` on the wire)."""
    chain_id_leaf: bytes
    ptr: int
    """First word not used."""
    is_final: bool


@dataclass(frozen=True, slots=True)
class ProofEnd:
    """Where following a proof ended."""

    chain_id: int
    """Whose batch root ``data.batch_root`` has to be."""
    batch_number: int
    hops: int
    data: ProofData


def get_proof_data(
    chain_id: int, batch_number: int, mask: int, leaf: bytes, proof: Sequence[bytes]
) -> ProofData:
    """Follow the first part of a proof. Raises what follow_proof raises."""
    return _follow_part(chain_id, batch_number, mask, leaf, proof, 0)


def follow_proof(
    chain_id: int,
    batch_number: int,
    mask: int,
    leaf: bytes,
    proof: Sequence[bytes],
    hops: int = MAX_HOPS,
) -> ProofEnd:
    """Follow a proof from ``leaf`` at index ``mask``, through at most ``hops`` settlement layers.

    Compares nothing with anything known. Raises MerklePathEmpty, HashedLogIsDefault,
    UnsupportedProofMetadataVersion, InvalidProofLengthForFinalNode, MerklePathOutOfBounds and
    MerkleIndexOutOfBounds for malformed proofs.
    """
    data = _follow_part(chain_id, batch_number, mask, leaf, proof, 0)
    for hop in range(hops):
        if data.is_final:
            return ProofEnd(chain_id, batch_number, hop, data)
        chain_id, batch_number = data.settlement_chain_id, data.settlement_number
        data = _follow_part(
            chain_id, batch_number, data.settlement_mask, data.chain_id_leaf, proof, data.ptr
        )
    return ProofEnd(chain_id, batch_number, hops, data)


def verify_proof(
    chain_id: int,
    batch_number: int,
    mask: int,
    leaf: bytes,
    proof: Sequence[bytes],
    root_of: Callable[[int, int], bytes],
    is_valid_settlement: Callable[[int, int], bool] = lambda _chain_id, _number: True,
) -> bool:
    """Whether ``leaf`` is in a batch that is known.

    ``root_of(chain_id, number)`` is the known batch root (for interop: the root imported for that
    block), 0 for none. ``is_valid_settlement(chain_id, number)`` says whether the batch may have
    been settled there. Raises ProofError when the proof is malformed.
    """
    end = follow_proof(chain_id, batch_number, mask, leaf, proof)
    if not end.data.is_final:
        raise DepthMoreThanOneForRecursiveMerkleProof
    if end.hops and not is_valid_settlement(end.chain_id, end.batch_number):
        return False
    known = root_of(end.chain_id, end.batch_number)
    return known == end.data.batch_root and known != bytes(32)


@dataclass(frozen=True, slots=True)
class _Part:
    first: int
    leaf_path: int
    batch_path: int
    is_final: bool


def _parse_part(proof: Sequence[bytes], start: int) -> _Part:
    head = fixed_bytes(proof[start], 32)
    if any(head[4:]):
        return _Part(start, len(proof) - start, 0, True)
    version, leaf_path, batch_path, final = head[:4]
    if version != METADATA_VERSION:
        raise UnsupportedProofMetadataVersion(version)
    part = _Part(start + 1, leaf_path, batch_path, final != 0)
    end = part.first + leaf_path
    if part.is_final and (batch_path or end < len(proof)):
        raise InvalidProofLengthForFinalNode
    # A part that goes on has a second path, its index, and two words about the settlement layer.
    end += 0 if part.is_final else batch_path + 3
    if end > len(proof):
        raise MerklePathOutOfBounds(end, len(proof))
    return part


def _follow_part(
    chain_id: int, batch_number: int, mask: int, leaf: bytes, proof: Sequence[bytes], start: int
) -> ProofData:
    if start >= len(proof):
        raise MerklePathEmpty
    if leaf == DEFAULT_LOG_LEAF:
        raise HashedLogIsDefault
    part = _parse_part(proof, start)
    end = part.first + part.leaf_path
    batch_root = calculate_root(proof[part.first : end], mask, leaf)
    data = ProofData(0, 0, 0, part.batch_path, batch_root, bytes(32), end, part.is_final)
    if part.is_final:
        return data

    first, end = end + 1, end + 1 + part.batch_path
    batch_index = int.from_bytes(proof[first - 1], "big")
    chain_root = calculate_root(proof[first:end], batch_index, batch_leaf(batch_root, batch_number))
    packed, settlement_chain_id = (int.from_bytes(w, "big") for w in proof[end : end + 2])
    return replace(
        data,
        settlement_chain_id=settlement_chain_id,
        settlement_number=packed >> 128,
        settlement_mask=packed & 2**128 - 1,
        chain_id_leaf=chain_id_leaf(chain_root, chain_id),
        ptr=end + 2,
    )
