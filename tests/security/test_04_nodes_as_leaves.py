"""Attack 4: pass a node of one kind off as another, so that a shorter or longer path fits."""

from __future__ import annotations

import pytest

from garter.protocol import messages
from garter.protocol.hashing import keccak256
from tests.protocol.network import BATCH, CHAIN, GATEWAY, GATEWAY_BATCH, World
from tests.security.proofs import judge


@pytest.fixture(scope="module")
def world():
    return World()


def test_no_log_hashes_to_an_inner_node(world, message_harness):
    """Leaves are hashes of 88 bytes and nodes of 64, so no log has an inner node for its leaf.

    The leaf-level entry point takes any leaf, which is why nothing but logs may be hashed for it.
    """
    path = world.tree.path(0, world.aggregated)
    parent = messages.hash_pair(world.tree.leaves[0], path[0])
    shorter = messages.final_proof(path[1:])
    assert judge(world, message_harness, CHAIN, BATCH, 0, parent, shorter) == "accepted"
    for log in world.logs:
        assert len(log.encode()) == 88
        assert log.leaf != parent
        verdict = judge(world, message_harness, CHAIN, BATCH, 0, log.leaf, shorter)
        assert verdict == "refused"


def test_message_whose_content_is_a_nodes_preimage(world, message_harness):
    """A user chooses a message's bytes, yet its leaf is over their hash."""
    path = world.tree.path(0, world.aggregated)
    preimage = world.tree.leaves[0] + path[0]
    leaf = messages.message_log(0, "0x" + "ab" * 20, preimage).leaf
    assert leaf != keccak256(preimage)
    verdict = judge(world, message_harness, CHAIN, BATCH, 0, leaf, messages.final_proof(path[1:]))
    assert verdict == "refused"


def test_chain_id_leaf_as_batch_leaf(world, message_harness):
    """The Gateway's root, proved as if the chain's leaf were a batch of the Gateway, and so on."""
    chain_root = world.gateway.chain_root(CHAIN)
    as_batch = messages.batch_leaf(chain_root, CHAIN)
    as_chain = messages.chain_id_leaf(chain_root, CHAIN)
    assert as_batch != as_chain
    path = world.gateway.path_to_batch(CHAIN, world.gateway_tree.root)
    mask = world.gateway.hop_to_batch(CHAIN, BATCH, GATEWAY_BATCH).mask
    proof = messages.final_proof(path)
    call = GATEWAY, GATEWAY_BATCH, mask
    assert judge(world, message_harness, *call, as_chain, proof) == "accepted"
    assert judge(world, message_harness, *call, as_batch, proof) == "refused"


def test_batch_root_of_one_chain_for_another(world, message_harness):
    proof = world.gateway_proof(1)
    leaf = world.logs[1].leaf
    assert judge(world, message_harness, CHAIN, BATCH, 1, leaf, proof) == "accepted"
    assert judge(world, message_harness, CHAIN + 1, BATCH, 1, leaf, proof) == "refused"
    assert judge(world, message_harness, CHAIN, BATCH + 1, 1, leaf, proof) == "refused"
    direct = world.direct_proof(1)
    assert judge(world, message_harness, GATEWAY, GATEWAY_BATCH, 1, leaf, direct) == "refused"


def test_gateways_own_log_as_the_chains(world, message_harness):
    """A log of the Gateway proves nothing about a chain that settles on it."""
    leaf = world.gateway_tree.leaves[1]
    own = messages.final_proof(world.gateway_tree.path(1, world.gateway.root))
    assert judge(world, message_harness, GATEWAY, GATEWAY_BATCH, 1, leaf, own) == "accepted"
    assert judge(world, message_harness, CHAIN, BATCH, 1, leaf, own) == "refused"
    assert judge(world, message_harness, CHAIN, GATEWAY_BATCH, 1, leaf, own) == "refused"
