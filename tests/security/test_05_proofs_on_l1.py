"""Attacks 2 to 6 on the message root: what the modules refuse, nothing around them admits."""

from __future__ import annotations

import pytest

from garter.protocol import messages
from garter.protocol.messages import SettlementHop
from tests.protocol.network import BATCH, CHAIN, GATEWAY, GATEWAY_BATCH, SENDER

INDEX = 2
NOT_ACCEPTED = {
    "refused",
    "HashedLogIsDefault",
    "InvalidProofLengthForFinalNode",
    "InvalidSettlementLayerForBatch",
    "BatchZeroNotAllowed",
    "MerkleIndexOutOfBounds",
    "MerklePathEmpty",
    "MerklePathOutOfBounds",
    "UnsupportedProofMetadataVersion",
    "DepthMoreThanOneForRecursiveMerkleProof",
}


def judged(l1, proof, index=INDEX, **at):
    return l1.judge_message(index, l1.message(INDEX), proof, **at)


def final_flag(proof) -> int:
    """Position of the metadata of the final part."""
    return 0 if proof[0][3] else 22


def test_untouched(l1):
    assert judged(l1, l1.proof(INDEX)) == "accepted"


def test_2_default_leaf(l1):
    empty = messages.DEFAULT_LOG_LEAF
    assert l1.judge_leaf(5, empty, l1.proof(4)) == "HashedLogIsDefault"


def test_3_paths_and_indices(l1):
    assert judged(l1, []) == "MerklePathEmpty"
    assert judged(l1, [b"\1" * 32] * 256) == "MerklePathOutOfBounds"
    for second in (INDEX + 2**15, INDEX + 2**255):
        assert judged(l1, l1.proof(INDEX), index=second) == "MerkleIndexOutOfBounds"


def test_4_nodes_as_leaves(l1):
    """A parent node with a shorter path is accepted as a leaf, and as no log or message."""
    path = l1.world.tree.path(INDEX, l1.world.aggregated)
    parent = messages.hash_pair(l1.world.tree.leaves[INDEX], path[0])
    if l1.route == "direct":
        shorter = messages.final_proof(path[1:])
        assert l1.judge_leaf(INDEX // 2, parent, shorter) == "accepted"
        for index, log in enumerate(l1.world.logs):
            assert log.leaf != parent
            assert l1.judge_message(INDEX // 2, l1.message(index), shorter) == "refused"
    chain_leaf = messages.chain_id_leaf(l1.world.gateway.chain_root(CHAIN), CHAIN)
    assert l1.judge_leaf(INDEX, chain_leaf, l1.proof(INDEX)) == "refused"


def test_5_every_byte_flipped(l1):
    valid, verdicts = l1.proof(INDEX), set()
    for word in range(len(valid)):
        for byte in range(32):
            if (word, byte) == (final_flag(valid), 3):
                continue  # any value but 0 means final
            changed = bytearray(valid[word])
            changed[byte] ^= 1 << (byte + word) % 8
            verdicts.add(judged(l1, [*valid[:word], bytes(changed), *valid[word + 1 :]]))
    assert verdicts <= NOT_ACCEPTED
    assert {"refused", "UnsupportedProofMetadataVersion"} <= verdicts


def test_5_words_swapped_dropped_repeated_appended(l1):
    valid = l1.proof(INDEX)
    for first in range(1, len(valid) - 1):
        swapped = [*valid[:first], valid[first + 1], valid[first], *valid[first + 2 :]]
        if swapped != valid:
            assert judged(l1, swapped) in NOT_ACCEPTED
        repeated = [*valid[:first], valid[first], *valid[first:]]
        assert judged(l1, repeated) in NOT_ACCEPTED
        if first != final_flag(valid):
            assert judged(l1, valid[:first] + valid[first + 1 :]) in NOT_ACCEPTED
    assert judged(l1, [*valid, bytes(32)]) == "InvalidProofLengthForFinalNode"


def test_5_message_of_another_sender_number_or_content(l1):
    proof = l1.proof(INDEX)
    number, sender, content = l1.message(INDEX)
    for other in (
        (number + 1, sender, content),
        (number, SENDER[:-1] + "c", content),
        (number, sender, content[:-1]),
        (number, sender, content + b"\0"),
    ):
        assert l1.judge_message(INDEX, other, proof) == "refused"


def test_6_metadata_of_another_version(l1):
    valid = l1.proof(INDEX)
    for version in (0, 2, 255):
        head = bytes([version]) + valid[0][1:]
        assert judged(l1, [head, *valid[1:]]) == "UnsupportedProofMetadataVersion"


@pytest.mark.parametrize("through", [GATEWAY, CHAIN])
def test_6_through_two_settlement_layers(l1, through):
    """The second part goes on once more, to a batch that L1 knows."""
    batch = GATEWAY_BATCH if l1.route == "gateway" else BATCH
    hop = SettlementHop(0, (), through, batch, 0)
    second = messages.settled_proof([], hop, [])
    proof = [
        messages.metadata(15, 0, False),
        *l1.world.tree.path(INDEX, l1.world.aggregated),
        bytes(32),
        (batch << 128).to_bytes(32, "big"),
        through.to_bytes(32, "big"),
        *second,
    ]
    assert judged(l1, proof) == "DepthMoreThanOneForRecursiveMerkleProof"
