"""Attack 6: metadata of an unknown version, and proofs through more than one settlement layer."""

from __future__ import annotations

import pytest

from garter.exceptions import UnsupportedProofMetadataVersion
from garter.protocol import messages
from tests.protocol.network import BATCH, CHAIN, World
from tests.security.proofs import judge
from tests.support import reverts


@pytest.fixture(scope="module")
def world():
    return World()


@pytest.mark.parametrize("version", [0, 2, 3, 127, 255])
@pytest.mark.parametrize("position", [0, 22])
def test_unknown_version(world, message_harness, version, position):
    proof = world.gateway_proof(0)
    proof[position] = bytes([version]) + proof[position][1:]
    call = CHAIN, BATCH, 0, world.logs[0].leaf, proof
    with pytest.raises(UnsupportedProofMetadataVersion) as caught:
        messages.follow_proof(*call)
    assert caught.value.version == version
    with reverts("UnsupportedProofMetadataVersion", version):
        message_harness.follow_proof(*call, 1)


def test_zero_word_is_metadata_of_version_0(world, message_harness):
    call = CHAIN, BATCH, 0, world.logs[0].leaf, [bytes(32), *world.direct_proof(0)]
    assert judge(world, message_harness, *call) == "UnsupportedProofMetadataVersion"


def test_two_settlement_layers(world, message_harness):
    """Even if every link of a longer chain of layers is right, the second is not followed."""
    proof = world.gateway_proof(0)
    second = proof[23:]
    hop = messages.SettlementHop(0, (), 999, 1, 0)
    tail = messages.settled_proof(second, hop, [bytes(31) + b"\1"])
    call = CHAIN, BATCH, 0, world.logs[0].leaf, proof[:22] + tail
    verdict = judge(world, message_harness, *call)
    assert verdict == "DepthMoreThanOneForRecursiveMerkleProof"


def test_settlement_layer_that_is_the_chain_itself__counts_as_a_hop(world, message_harness):
    """`hops` tells, not a comparison of chain ids: a proof may name its own chain."""
    hop = messages.SettlementHop(0, (), CHAIN, BATCH, 0)
    proof = messages.settled_proof(world.tree.path(0, world.aggregated), hop, [])
    call = CHAIN, BATCH, 0, world.logs[0].leaf, proof
    chain_id, number, hops, _data = message_harness.follow_proof(*call, 1)
    assert (chain_id, number, hops) == (CHAIN, BATCH, 1)
    assert messages.follow_proof(*call).hops == 1
    assert not messages.verify_proof(*call, world.root_on_l1)
