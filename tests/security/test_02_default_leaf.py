"""Attack 2: prove a log that was never sent by proving the empty leaf at its index."""

from __future__ import annotations

import pytest

from garter.protocol import messages
from tests.protocol.network import BATCH, CHAIN, World, logs_of_a_batch
from tests.security.proofs import judge


@pytest.mark.parametrize("route", ["direct", "gateway"])
def test_default_leaf__is_no_log(message_harness, route):
    empty = [bytes(88)]
    # The batch even contains the empty log explicitly, so that a path to it exists.
    world = World(logs_of_a_batch(3))
    world.tree = messages.LogTree([log.encode() for log in world.logs] + empty)
    proof = getattr(world, f"{route}_proof")(3)
    call = CHAIN, BATCH, 3, messages.DEFAULT_LOG_LEAF, proof
    assert judge(world, message_harness, *call) == "HashedLogIsDefault"


def test_default_leaf__padding_index__is_no_log(message_harness):
    """Every index past the last log holds the default leaf, with a path that fits the root."""
    world = World()
    path = world.tree.path(4, world.aggregated)
    sibling_of_last = [messages.DEFAULT_LOG_LEAF, *path[1:]]
    assert path == sibling_of_last
    forged = messages.final_proof([world.logs[4].leaf, *path[1:]])
    call = CHAIN, BATCH, 5, messages.DEFAULT_LOG_LEAF, forged
    end = messages.calculate_root(forged[1:], 5, messages.DEFAULT_LOG_LEAF)
    assert end == world.batch_root  # the path is right: only the rule about the leaf stops it
    assert judge(world, message_harness, *call) == "HashedLogIsDefault"
