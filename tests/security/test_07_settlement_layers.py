"""Attack 7: prove a chain's batch through a settlement layer that never settled it."""

from __future__ import annotations

import pytest

from garter.chain import Impersonated
from garter.local.l1 import LOCAL_CHAIN_ID
from garter.protocol.message_root import MessageRoot
from garter.protocol.messages import (
    chain_batch_root,
    final_proof,
    message_log,
    settled_proof,
)
from tests.protocol.network import BATCH, CHAIN, GATEWAY, GATEWAY_BATCH, SENDER, World
from tests.security.l1 import GATEWAY_THEN, LEFT_AFTER, settle
from tests.support import Mock, reverts
from tests.unit.registry.facts import CREATE_NEW_CHAIN, ETH_ASSET

INDEX = 2
FORGED = (0, SENDER, b"give me everything")


@pytest.fixture
def moved(rpc, registry, chain_admin):
    """The chain is on the Gateway."""
    return settle(rpc, registry, World(), "gateway", chain_admin)


@pytest.fixture
def stayed(rpc, registry, chain_admin):
    """The chain is on L1."""
    return settle(rpc, registry, World(), "direct", chain_admin)


def judged(l1, proof, batch=BATCH):
    return l1.judge_message(INDEX, l1.message(INDEX), proof, batch=batch)


def gateway_proof_of(world: World, batch: int, through: int) -> list[bytes]:
    """The world's proof, with the chain's batch ``batch`` on the Gateway's batch ``through``."""
    return settled_proof(
        world.tree.path(INDEX, world.aggregated),
        world.gateway.hop_to_batch(CHAIN, batch, through),
        world.gateway.path_to_batch(CHAIN, world.gateway_tree.root),
    )


def test_chain_that_never_moved(rpc, stayed):
    """A whitelisted Gateway publishes a root with a chain in it that is not there."""
    stayed.registry.execute(rpc, stayed.registry.gateway, GATEWAY, GATEWAY_BATCH - 1)
    stayed.add_root(GATEWAY, GATEWAY_BATCH, stayed.world.gateway_root)
    with reverts("InvalidSettlementLayerForBatch", CHAIN, BATCH, GATEWAY):
        stayed.message_root.proveL2MessageInclusionShared(
            CHAIN, BATCH, INDEX, stayed.message(INDEX), stayed.world.gateway_proof(INDEX)
        )


def test_layer_that_is_no_settlement_layer(rpc, moved, governor):
    """An attacker's own chain vouches for the victim's batches."""
    registry = moved.registry
    attacker = Mock(rpc, governor)
    registry.ctm.returns(CREATE_NEW_CHAIN, ["address"], [attacker])
    registry.hub.createNewChain(666, registry.ctm, ETH_ASSET, 0, governor, b"", [], sender=governor)
    forged = World([message_log(0, SENDER, FORGED[2])])
    evil = MessageRoot(666)
    evil.add_chain(CHAIN)
    evil.add_batch(CHAIN, BATCH, forged.batch_root)
    root = chain_batch_root(forged.gateway_tree.root, evil.root)
    rpc.call("anvil_setBalance", attacker.address, hex(10**20))
    registry.message_root.addChainBatchRoot(666, 1, root, sender=Impersonated(attacker.address))
    proof = settled_proof(
        forged.tree.path(0, forged.aggregated),
        evil.hop_to_batch(CHAIN, BATCH, 1),
        evil.path_to_batch(CHAIN, forged.gateway_tree.root),
    )
    with reverts("InvalidSettlementLayerForBatch", CHAIN, BATCH, 666):
        moved.message_root.proveL2MessageInclusionShared(CHAIN, BATCH, 0, FORGED, proof)


def test_batch_settled_on_l1_before_leaving(moved):
    """The Gateway cannot rewrite the chain's past."""
    world = moved.world
    for batch in range(1, LEFT_AFTER + 1):
        world.gateway.add_batch(CHAIN, batch, world.batch_root)
    proof = gateway_proof_of(world, LEFT_AFTER, GATEWAY_BATCH)
    assert judged(moved, proof, LEFT_AFTER) == "InvalidSettlementLayerForBatch"


def test_gateway_batch_from_before_the_arrival(moved):
    """Batches that the Gateway executed before the chain was there vouch for nothing."""
    proof = gateway_proof_of(moved.world, BATCH, GATEWAY_THEN - 1)
    assert judged(moved, proof) == "InvalidSettlementLayerForBatch"
    proof = gateway_proof_of(moved.world, BATCH, GATEWAY_BATCH)
    assert judged(moved, proof) == "accepted"


def test_l1_as_its_own_settlement_layer(moved):
    """L1 is a valid layer of the chain's early batches; it executes no batches of its own."""
    world = moved.world
    own = MessageRoot(LOCAL_CHAIN_ID)
    own.add_chain(CHAIN)
    own.add_batch(CHAIN, LEFT_AFTER, world.batch_root)
    proof = settled_proof(
        world.tree.path(INDEX, world.aggregated),
        own.hop_to_batch(CHAIN, LEFT_AFTER, 1),
        own.path_to_batch(CHAIN, bytes(32)),
    )
    assert judged(moved, proof, LEFT_AFTER) == "refused"


def test_chain_cannot_execute_on_l1_while_away__nor_prove_so(moved):
    """A direct proof of a batch that was settled on the Gateway finds no root."""
    assert judged(moved, moved.world.direct_proof(INDEX)) == "refused"


@pytest.fixture
def returned(moved):
    """The chain came back after its batch 7, the Gateway's last being 40."""
    moved.registry.mint(BATCH)
    return moved


def test_after_the_return__the_gateways_word_counts_for_its_time_only(rpc, returned):
    world = returned.world
    proof = gateway_proof_of(world, BATCH, GATEWAY_BATCH)
    assert judged(returned, proof) == "accepted"

    world.gateway.add_batch(CHAIN, BATCH + 1, world.batch_root)
    root = chain_batch_root(world.gateway_tree.root, world.gateway.root)
    returned.add_root(GATEWAY, GATEWAY_BATCH + 1, root)
    later = gateway_proof_of(world, BATCH + 1, GATEWAY_BATCH + 1)
    assert judged(returned, later, BATCH + 1) == "InvalidSettlementLayerForBatch"
    rewritten = gateway_proof_of(world, BATCH, GATEWAY_BATCH + 1)
    assert judged(returned, rewritten) == "InvalidSettlementLayerForBatch"


def test_layer_dismissed_later__still_proves_what_it_settled(moved, governor):
    """Removing a settlement layer must not lock withdrawals."""
    moved.registry.hub.setSettlementLayerStatus(GATEWAY, False, sender=governor)
    assert judged(moved, moved.world.gateway_proof(INDEX)) == "accepted"


def test_failed_move__the_gateway_proves_nothing(rpc, registry, chain_admin):
    registry.execute(rpc, registry.chain, CHAIN, LEFT_AFTER)
    registry.execute(rpc, registry.gateway, GATEWAY, GATEWAY_THEN)
    registry.burn(chain_admin)
    registry.confirm(0, chain_admin)
    world = World()
    registry.execute(rpc, registry.gateway, GATEWAY, GATEWAY_BATCH - 1)
    registry.message_root.addChainBatchRoot(
        GATEWAY, GATEWAY_BATCH, world.gateway_root, sender=Impersonated(registry.gateway.address)
    )
    with reverts("InvalidSettlementLayerForBatch", CHAIN, BATCH, GATEWAY):
        registry.message_root.proveL2MessageInclusionShared(
            CHAIN, BATCH, INDEX, (INDEX, SENDER, b"message 2"), world.gateway_proof(INDEX)
        )


def test_gateways_own_batch__is_not_the_chains(moved):
    """The Gateway's final proof under the chain's id."""
    path = moved.world.gateway_tree.path(0, moved.world.gateway.root)
    message = (0, SENDER, b"message 0")
    at = {"chain_id": CHAIN, "batch": GATEWAY_BATCH}
    assert moved.judge_message(0, message, final_proof(path), **at) == "refused"
    at = {"chain_id": GATEWAY, "batch": GATEWAY_BATCH}
    assert moved.judge_message(0, message, final_proof(path), **at) == "accepted"
