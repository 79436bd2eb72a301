# pragma version 0.4.3
"""
@title Errors of trees and inclusion proofs
@license MIT
@notice See `contracts/lib/errors.vy` for the convention.
"""


@internal
@pure
def MerklePathEmpty():
    raw_revert(method_id("MerklePathEmpty()"))


@internal
@pure
def MerklePathOutOfBounds():
    raw_revert(method_id("MerklePathOutOfBounds()"))


@internal
@pure
def MerkleIndexOutOfBounds():
    raw_revert(method_id("MerkleIndexOutOfBounds()"))


@internal
@pure
def MerklePathLengthMismatch(path_length: uint256, expected_length: uint256):
    raw_revert(
        abi_encode(
            path_length,
            expected_length,
            method_id=method_id("MerklePathLengthMismatch(uint256,uint256)"),
        )
    )


@internal
@pure
def MerkleNothingToProve():
    raw_revert(method_id("MerkleNothingToProve()"))


@internal
@pure
def MerkleIndexOrHeightMismatch():
    raw_revert(method_id("MerkleIndexOrHeightMismatch()"))


@internal
@pure
def MerkleWrongIndex(index: uint256, max_index: uint256):
    raw_revert(
        abi_encode(index, max_index, method_id=method_id("MerkleWrongIndex(uint256,uint256)"))
    )


@internal
@pure
def InvalidCommitment():
    raw_revert(method_id("InvalidCommitment()"))


@internal
@pure
def NotHistoricalRoot(root: bytes32):
    raw_revert(abi_encode(root, method_id=method_id("NotHistoricalRoot(bytes32)")))


@internal
@pure
def InvalidStartIndex(tree_start_index: uint256, commitment_start_index: uint256):
    raw_revert(
        abi_encode(
            tree_start_index,
            commitment_start_index,
            method_id=method_id("InvalidStartIndex(uint256,uint256)"),
        )
    )


@internal
@pure
def InvalidUnprocessedIndex(tree_unprocessed_index: uint256, commitment_unprocessed_index: uint256):
    raw_revert(
        abi_encode(
            tree_unprocessed_index,
            commitment_unprocessed_index,
            method_id=method_id("InvalidUnprocessedIndex(uint256,uint256)"),
        )
    )


@internal
@pure
def InvalidNextLeafIndex(tree_next_leaf_index: uint256, commitment_next_leaf_index: uint256):
    raw_revert(
        abi_encode(
            tree_next_leaf_index,
            commitment_next_leaf_index,
            method_id=method_id("InvalidNextLeafIndex(uint256,uint256)"),
        )
    )
