# pragma version 0.4.3
"""
@title Errors of message proofs
@license MIT
@notice See `contracts/lib/errors.vy` for the convention. Those of the paths inside a proof are in
        `merkle_errors.vy`.
"""


@internal
@pure
def HashedLogIsDefault():
    raw_revert(method_id("HashedLogIsDefault()"))


@internal
@pure
def UnsupportedProofMetadataVersion(metadata_version: uint256):
    raw_revert(
        abi_encode(
            metadata_version, method_id=method_id("UnsupportedProofMetadataVersion(uint256)")
        )
    )


@internal
@pure
def InvalidProofLengthForFinalNode():
    raw_revert(method_id("InvalidProofLengthForFinalNode()"))


@internal
@pure
def DepthMoreThanOneForRecursiveMerkleProof():
    raw_revert(method_id("DepthMoreThanOneForRecursiveMerkleProof()"))


@internal
@pure
def InvalidProof():
    raw_revert(method_id("InvalidProof()"))
