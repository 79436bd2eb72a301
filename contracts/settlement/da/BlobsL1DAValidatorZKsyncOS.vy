# pragma version 0.4.3
"""
@title Blobs L1 DA validator of ZKsync OS
@license MIT
@notice For chains that publish their pubdata in blobs. The L2 commits to the blobs' versioned
        hashes; here is checked that those blobs were carried by this transaction, or recently by
        one that called `publishBlobs`.
@dev Roles: none. checkDA is in `__default__`, see `da_input.vy`.
@custom:source era-contracts draft-v31, BlobsL1DAValidatorZKsyncOS
@custom:fallback IL1DAValidator
"""
from contracts.lib import limits
from contracts.settlement import settlement_errors
from contracts.settlement.da import da_input
from interfaces import IL1DAValidator

# Nodes keep blobs for 4096 epochs of 32 blocks. Half of that time is left to readers.
BLOB_EXPIRATION_BLOCKS: constant(uint256) = 65_536

publishedBlobs: public(HashMap[bytes32, uint256])  # versioned hash => block of its last publication


@external
@view
@raw_return
def __default__() -> Bytes[da_input.MAX_OUTPUT]:
    """
    @notice checkDA: that every blob the L2 committed to is published. The operator's input is a
            word for each: a versioned hash published before, or 0 for the next blob of this
            transaction.
    @custom:errors InvalidBlobsDAInputLength, also for more than MAX_BATCH_BLOBS words;
                   BlobNotPublished, or too long ago; EmptyBlobVersionHash(index) when the
                   transaction has fewer blobs; NonEmptyBlobVersionHash(index) when it has more;
                   InvalidBlobsPublished(published, expected) when they are not the L2's
    """
    start: uint256 = 0
    length: uint256 = 0
    start, length = da_input._operator_input()
    if length % 32 != 0 or length > 32 * limits.MAX_BATCH_BLOBS:
        settlement_errors.InvalidBlobsDAInputLength(length)

    blobs: DynArray[bytes32, limits.MAX_BATCH_BLOBS] = []
    carried: uint256 = 0  # blobs of this transaction seen so far
    for i: uint256 in range(length // 32, bound=limits.MAX_BATCH_BLOBS):
        versioned_hash: bytes32 = da_input._bytes32(start + 32 * i)
        if versioned_hash == empty(bytes32):
            versioned_hash = blobhash(carried)
            if versioned_hash == empty(bytes32):
                settlement_errors.EmptyBlobVersionHash(carried)
            carried += 1
        elif not self._is_available(versioned_hash):
            settlement_errors.BlobNotPublished()
        blobs.append(versioned_hash)
    if blobhash(carried) != empty(bytes32):
        settlement_errors.NonEmptyBlobVersionHash(carried)

    # The words alone, behind the offset and the length that the encoding puts first.
    published: bytes32 = keccak256(slice(abi_encode(blobs), 64, length))
    expected: bytes32 = da_input._l2_output_hash()
    if published != expected:
        settlement_errors.InvalidBlobsPublished(published, expected)
    return da_input._output(empty(bytes32), b"", b"")


@external
def publishBlobs():
    """
    @notice Note that the blobs of this transaction are published, for checkDA in a later one.
    """
    for i: uint256 in range(limits.MAX_BATCH_BLOBS):
        versioned_hash: bytes32 = blobhash(i)
        if versioned_hash == empty(bytes32):
            break
        self.publishedBlobs[versioned_hash] = block.number


@external
@view
def isBlobAvailable(versioned_hash: bytes32) -> bool:
    """
    @notice Whether a blob was published here no more than 65,536 blocks ago.
    """
    return self._is_available(versioned_hash)


@internal
@view
def _is_available(versioned_hash: bytes32) -> bool:
    published_at: uint256 = self.publishedBlobs[versioned_hash]
    return published_at > 0 and block.number - published_at <= BLOB_EXPIRATION_BLOCKS
