# pragma version 0.4.3
"""
@title Rollup L1 DA validator
@license MIT
@notice For chains that publish their pubdata in the calldata of the commitment. The L2 commits to
        the hash of the pubdata; here is checked that the operator sent the pubdata itself.
@dev Roles: none. Its only function is in `__default__`, see `da_input.vy`.
@custom:source era-contracts draft-v31, RollupL1DAValidator
@custom:fallback IL1DAValidator
"""
from contracts.settlement import settlement_errors
from contracts.settlement.da import da_input
from interfaces import IL1DAValidator

# The operator's input: a header that the L2 committed to (state diff hash, pubdata hash, one byte
# with the number of blobs n, n linear hashes), the source of the pubdata, the pubdata and one
# blob commitment, which is zero on ZKsync OS.
HEADER: constant(uint256) = 65  # bytes, without linear hashes
HEADER_OF_ONE: constant(uint256) = HEADER + 32
MAX_HEADER: constant(uint256) = HEADER + da_input.MAX_LIST
SOURCE_CALLDATA: constant(uint256) = 0
MAX_PUBDATA: constant(uint256) = 126_976  # bytes: one blob, 4096 field elements of 31 bytes

# Copying calldata costs what its buffer could hold, so there are buffers of four sizes. The last
# one holds every input that is allowed, canonically encoded.
IDENTITY: constant(address) = 0x0000000000000000000000000000000000000004
KIB_2: constant(uint256) = 2_048
KIB_8: constant(uint256) = 8_192
KIB_32: constant(uint256) = 32_768
KIB_128: constant(uint256) = 131_072


@external
@view
@raw_return
def __default__() -> Bytes[da_input.MAX_OUTPUT]:
    """
    @notice checkDA: that the operator's input holds the pubdata whose hash the L2 committed to.
    @custom:errors OperatorDAInputTooSmall; InvalidNumberOfBlobs; InvalidL2DAOutputHash;
                   InvalidPubdataSource for anything but calldata; OnlyOneBlobWithCalldataAllowed;
                   PubdataInputTooSmall; PubdataLengthTooBig; InvalidPubdataHash;
                   BlobHashCommitmentError when only one of linear hash and commitment is zero
    """
    start: uint256 = 0
    pubdata_size: uint256 = 0
    start, pubdata_size = self._check_header()

    pubdata_at: uint256 = start + HEADER_OF_ONE + 1
    pubdata_hash: bytes32 = empty(bytes32)
    # The branches share memory. In an internal function their buffers would lie below this
    # function's own variables, and every call would pay for the largest.
    if pubdata_at + pubdata_size <= KIB_2:
        calldata_2k: Bytes[KIB_2] = raw_call(
            IDENTITY, msg.data, max_outsize=KIB_2, is_static_call=True
        )
        pubdata_hash = keccak256(slice(calldata_2k, pubdata_at, pubdata_size))
    elif pubdata_at + pubdata_size <= KIB_8:
        calldata_8k: Bytes[KIB_8] = raw_call(
            IDENTITY, msg.data, max_outsize=KIB_8, is_static_call=True
        )
        pubdata_hash = keccak256(slice(calldata_8k, pubdata_at, pubdata_size))
    elif pubdata_at + pubdata_size <= KIB_32:
        calldata_32k: Bytes[KIB_32] = raw_call(
            IDENTITY, msg.data, max_outsize=KIB_32, is_static_call=True
        )
        pubdata_hash = keccak256(slice(calldata_32k, pubdata_at, pubdata_size))
    else:
        calldata_128k: Bytes[KIB_128] = raw_call(
            IDENTITY, msg.data, max_outsize=KIB_128, is_static_call=True
        )
        pubdata_hash = keccak256(slice(calldata_128k, pubdata_at, pubdata_size))

    expected_hash: bytes32 = da_input._bytes32(start + 32)
    if pubdata_hash != expected_hash:
        settlement_errors.InvalidPubdataHash(expected_hash, pubdata_hash)
    return self._answer(start, pubdata_at + pubdata_size)


@internal
@view
def _answer(start: uint256, commitment_at: uint256) -> Bytes[da_input.MAX_OUTPUT]:
    linear_hash: bytes32 = da_input._bytes32(start + HEADER)
    commitment: bytes32 = da_input._bytes32(commitment_at)
    if (linear_hash == empty(bytes32)) != (commitment == empty(bytes32)):
        settlement_errors.BlobHashCommitmentError(
            0, linear_hash == empty(bytes32), commitment == empty(bytes32)
        )
    count: uint256 = da_input._blobs_supported()
    return da_input._output(
        da_input._bytes32(start),
        da_input._list(linear_hash, count),
        da_input._list(commitment, count),
    )


@internal
@view
def _check_header() -> (uint256, uint256):
    """
    @dev Everything but the pubdata itself. Where the operator's input begins in calldata, and how
         many bytes of pubdata are in it.
    """
    start: uint256 = 0
    length: uint256 = 0
    start, length = da_input._operator_input()
    if length < HEADER:
        settlement_errors.OperatorDAInputTooSmall(length, HEADER)
    blobs: uint256 = da_input._byte(start + HEADER - 1)
    supported: uint256 = da_input._blobs_supported()
    if blobs > supported:
        settlement_errors.InvalidNumberOfBlobs(blobs, supported)
    header: uint256 = HEADER + 32 * blobs
    if length < header:
        settlement_errors.OperatorDAInputTooSmall(length, header)
    if self._header_hash(start, blobs) != da_input._l2_output_hash():
        settlement_errors.InvalidL2DAOutputHash(da_input._l2_output_hash())
    if length == header:
        settlement_errors.OperatorDAInputTooSmall(length, header + 1)
    source: uint256 = da_input._byte(start + header)
    if source != SOURCE_CALLDATA:
        settlement_errors.InvalidPubdataSource(convert(source, uint8))
    if blobs != 1:
        settlement_errors.OnlyOneBlobWithCalldataAllowed()
    after_source: uint256 = length - header - 1
    if after_source < 32:
        settlement_errors.PubdataInputTooSmall(after_source, 32)
    if after_source - 32 > MAX_PUBDATA:
        settlement_errors.PubdataLengthTooBig(after_source - 32, MAX_PUBDATA)
    return start, after_source - 32


@internal
@view
def _header_hash(start: uint256, blobs: uint256) -> bytes32:
    if blobs == 1:
        return keccak256(slice(msg.data, start, HEADER_OF_ONE))
    # Refused later, but by name.
    calldata: Bytes[KIB_2] = raw_call(IDENTITY, msg.data, max_outsize=KIB_2, is_static_call=True)
    return keccak256(slice(calldata, start, HEADER + 32 * blobs))
