"""Attack 3: paths of impossible length, and one leaf under two indices."""

from __future__ import annotations

import pytest

from garter.exceptions import MerkleIndexOutOfBounds
from garter.protocol import merkle
from tests.protocol.network import BATCH, CHAIN, World
from tests.protocol.sizes import leaves
from tests.security.proofs import judge
from tests.support import reverts


@pytest.fixture(scope="module")
def world():
    return World()


def test_empty_proof(world, message_harness):
    call = CHAIN, BATCH, 0, world.logs[0].leaf, []
    assert judge(world, message_harness, *call) == "MerklePathEmpty"


def test_path_of_256(world, message_harness):
    proof = leaves(1, 256)  # without metadata: every word is a sibling
    call = CHAIN, BATCH, 0, world.logs[0].leaf, proof
    assert judge(world, message_harness, *call) == "MerklePathOutOfBounds"


@pytest.mark.parametrize("route", ["direct", "gateway"])
def test_same_leaf_under_a_second_index(world, message_harness, route):
    """The bits above the path must not be ignored, or a withdrawal is finalised twice."""
    proof = getattr(world, f"{route}_proof")(1)
    for second in (1 + 2**15, 1 + 2**255, 2**256 - 2**15 + 1):
        call = CHAIN, BATCH, second, world.logs[1].leaf, proof
        assert judge(world, message_harness, *call) == "MerkleIndexOutOfBounds"
    call = CHAIN, BATCH, 1, world.logs[1].leaf, proof
    assert judge(world, message_harness, *call) == "accepted"


def test_batch_under_a_second_index_of_the_chain_tree(world, message_harness):
    proof = world.gateway_proof(1)
    proof[16] = (4 + 2**3).to_bytes(32, "big")
    call = CHAIN, BATCH, 1, world.logs[1].leaf, proof
    assert judge(world, message_harness, *call) == "MerkleIndexOutOfBounds"


def test_chain_under_a_second_index_of_the_shared_tree(world, message_harness):
    proof = world.gateway_proof(1)
    packed = int.from_bytes(proof[20], "big")
    proof[20] = (packed | 1 << 4).to_bytes(32, "big")
    call = CHAIN, BATCH, 1, world.logs[1].leaf, proof
    assert judge(world, message_harness, *call) == "MerkleIndexOutOfBounds"


def test_single_path__same_leaf_under_a_second_index(merkle_harness):
    tree = merkle.MerkleTree(bytes(32), leaves(2, 8))
    path, leaf = tree.path(3), tree.leaves[3]
    assert merkle_harness.calculate_root(path, 3, leaf) == tree.root()
    with reverts("MerkleIndexOutOfBounds"):
        merkle_harness.calculate_root(path, 3 + 8, leaf)
    with pytest.raises(MerkleIndexOutOfBounds):
        merkle.calculate_root(path, 3 + 8, leaf)


@pytest.mark.parametrize("route", ["direct", "gateway"])
def test_promised_words_are_missing(world, message_harness, route):
    proof = getattr(world, f"{route}_proof")(0)
    for length in range(1, len(proof)):
        call = CHAIN, BATCH, 0, world.logs[0].leaf, proof[:length]
        # After the 22nd word of the proof through the Gateway the second part would begin.
        expected = "MerklePathEmpty" if length == 22 else "MerklePathOutOfBounds"
        assert judge(world, message_harness, *call) == expected
