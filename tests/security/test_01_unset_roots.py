"""Attack 1 (Nomad): prove against a root that nobody set."""

from __future__ import annotations

import pytest

from garter.protocol import messages
from garter.protocol.merkle import calculate_root
from tests.protocol.network import BATCH, CHAIN, GATEWAY, GATEWAY_BATCH, World
from tests.security.l1 import settle
from tests.support import reverts

NEVER = 404


def test_batch_that_is_not_executed__proves_nothing(l1):
    proof = l1.proof(1)
    assert l1.judge_leaf(1, l1.world.logs[1].leaf, proof) == "accepted"
    direct = l1.world.direct_proof(1)
    for batch in (BATCH + 1, 2**256 - 1):
        leaf = l1.world.logs[1].leaf
        assert l1.judge_leaf(1, leaf, direct, batch=batch) == "refused"
    assert l1.judge_leaf(1, l1.world.logs[1].leaf, direct, chain_id=NEVER) == "refused"


def test_zero_root__is_nobodys(l1):
    """No path leads to zero, and one that is claimed to is not trusted."""
    for proof in ([bytes(31) + b"\1"], messages.final_proof([])):
        assert l1.judge_leaf(0, bytes(32), proof, batch=BATCH + 1) == "refused"


def test_zero_root__cannot_be_executed(rpc, registry, chain_admin):
    with reverts("ChainBatchRootZero"):
        settle(rpc, registry, ZeroRoot(), "direct", chain_admin)


class ZeroRoot(World):
    """A batch that commits to nothing."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.batch_root = bytes(32)


def test_leaf_that_is_the_root__without_siblings(l1):
    """A path of no siblings makes the leaf the root: true only of a root that was executed."""
    empty_path = messages.final_proof([])
    assert l1.judge_leaf(0, l1.world.batch_root, empty_path, batch=BATCH + 1) == "refused"
    at = {"chain_id": CHAIN, "batch": BATCH}
    root = l1.world.batch_root
    if l1.route == "gateway":
        at, root = {"chain_id": GATEWAY, "batch": GATEWAY_BATCH}, l1.world.gateway_root
    assert l1.judge_leaf(0, root, empty_path, **at) == "accepted"
    # Which is why clients of the leaf entry hash their leaves themselves: no log has this leaf.
    assert root not in l1.world.tree.leaves


@pytest.mark.parametrize("chain_id", [CHAIN, GATEWAY, NEVER])
def test_genesis_batch__is_refused_by_name(l1, chain_id):
    leaf, proof = l1.world.logs[1].leaf, l1.world.direct_proof(1)
    verdict = l1.judge_leaf(1, leaf, proof, chain_id=chain_id, batch=0)
    assert verdict == "BatchZeroNotAllowed"


def test_root_of_another_chain__is_not_borrowed(rpc, registry, chain_admin):
    """The Gateway's own batch of the same number and content proves nothing of the chain's."""
    l1 = settle(rpc, registry, World(), "direct", chain_admin)
    registry.execute(rpc, registry.gateway, GATEWAY, BATCH)
    path = l1.world.tree.path(1, l1.world.aggregated)
    assert calculate_root(path, 1, l1.world.logs[1].leaf) == l1.world.batch_root
    verdict = l1.judge_leaf(1, l1.world.logs[1].leaf, messages.final_proof(path), chain_id=GATEWAY)
    assert verdict == "refused"
