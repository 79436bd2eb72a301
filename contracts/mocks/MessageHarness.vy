# pragma version 0.4.3
"""
@title The message hashing module, callable
@license MIT
@notice Test only.
"""
from contracts.lib import limits
from contracts.lib import message_hashing
from interfaces import IMessaging


@external
@pure
def log_leaf(l2_log: IMessaging.L2Log) -> bytes32:
    return message_hashing._log_leaf(l2_log)


@external
@pure
def message_leaf(message: IMessaging.L2Message) -> bytes32:
    return message_hashing._message_leaf(
        message.txNumberInBatch, message.sender, keccak256(message.data)
    )


@external
@pure
def status_log_leaf(tx_number: uint16, tx_hash: bytes32, status: uint8) -> bytes32:
    return message_hashing._status_log_leaf(tx_number, tx_hash, status)


@external
@pure
def batch_leaf(chain_batch_root: bytes32, batch_number: uint256) -> bytes32:
    return message_hashing._batch_leaf(chain_batch_root, batch_number)


@external
@pure
def chain_id_leaf(chain_root: bytes32, chain_id: uint256) -> bytes32:
    return message_hashing._chain_id_leaf(chain_root, chain_id)


@external
@pure
def follow_proof(
    chain_id: uint256,
    batch_number: uint256,
    leaf_proof_mask: uint256,
    leaf: bytes32,
    proof: DynArray[bytes32, limits.MAX_PROOF],
    hops: uint256,
) -> message_hashing.ProofEnd:
    return message_hashing._follow_proof(
        chain_id, batch_number, leaf_proof_mask, leaf, proof, hops
    )
