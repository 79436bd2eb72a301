"""The priority tree: a batch's operations against any historical root, and migration."""

from __future__ import annotations

from dataclasses import astuple, replace

import pytest

from garter import exceptions
from garter.protocol.merkle import EMPTY_ROOT
from garter.protocol.priority_tree import (
    NO_OPERATIONS,
    PriorityOpsProof,
    PriorityTree,
    PriorityTreeProver,
)
from tests.protocol.sizes import leaves
from tests.support import reverts

# Trees of the protocol may start at another operation; those of our chains never do.
START = 0


@pytest.fixture
def operations():
    return leaves(1, 11)


@pytest.fixture
def python(operations):
    tree = PriorityTree(START)
    for operation in operations:
        tree.push(operation)
    return tree


@pytest.fixture
def vyper(merkle_harness, admin, operations):
    merkle_harness.priority_setup(sender=admin)
    merkle_harness.priority_push(operations, sender=admin)
    return merkle_harness


def state(tree):
    return tree.root, tree.total, tree.first_unprocessed, tree.size


def test_setup__empty_root_is_historical(merkle_harness, admin):
    merkle_harness.priority_setup(sender=admin)
    tree = PriorityTree(START)
    assert merkle_harness.priority_state() == state(tree) == (EMPTY_ROOT, START, START, 0)
    assert merkle_harness.priority_is_historical_root(EMPTY_ROOT)
    assert EMPTY_ROOT in tree.historical_roots


def test_push__counts_and_keeps_every_root(python, vyper):
    assert vyper.priority_state() == state(python)
    assert python.total == START + 11
    assert len(python.historical_roots) == 12
    assert all(vyper.priority_is_historical_root(root) for root in python.historical_roots)
    assert vyper.priority_commitment() == astuple(python.commitment)


def test_process__batches_against_old_and_new_roots(python, vyper, admin, operations):
    early = PriorityTreeProver(operations[:6], START)
    late = PriorityTreeProver(operations, START)
    proofs = [early.prove(START, 2), early.prove(START + 2, 0), late.prove(START + 2, 5)]
    proofs += [late.prove(START + 7, 4)]
    for proof in proofs:
        python.process(proof)
        vyper.priority_process(astuple(proof), sender=admin)
        assert vyper.priority_state() == state(python)
    assert python.size == 0


def test_process__no_items__ignores_paths(vyper, python, admin):
    empty = PriorityOpsProof((bytes(32),), (), ())
    python.process(empty)
    vyper.priority_process(astuple(empty), sender=admin)
    assert vyper.priority_state() == state(python)


@pytest.mark.parametrize(
    "tamper", ["drop first", "drop last", "reorder", "duplicate", "replace", "skip"]
)
def test_process__other_operations__not_historical(python, vyper, operations, tamper):
    """Attack: a batch that dropped, reordered or invented priority operations."""
    proof = PriorityTreeProver(operations, START).prove(START, 4)
    items = list(proof.item_hashes)
    match tamper:
        case "drop first":
            items = items[1:]
        case "drop last":
            items = items[:-1]
        case "reorder":
            items[1], items[2] = items[2], items[1]
        case "duplicate":
            items[1] = items[0]
        case "replace":
            items[3] = leaves(2, 1)[0]
        case "skip":
            proof = PriorityTreeProver(operations, START).prove(START + 4, 4)
            items = list(proof.item_hashes)
    proof = replace(proof, item_hashes=tuple(items))
    with pytest.raises(exceptions.NotHistoricalRoot) as caught:
        python.process(proof)
    with reverts("NotHistoricalRoot", caught.value.root):
        vyper.priority_process(astuple(proof))


def test_commitment__carries_the_queue_over(python, vyper, merkle_harness, admin, operations):
    """L1 to Gateway: the copy takes proofs against its root and goes on like the original."""
    proof = PriorityTreeProver(operations, START).prove(START, 3)
    python.process(proof)
    commitment = python.commitment
    copy = PriorityTree.from_commitment(commitment)
    merkle_harness.priority_init_from_commitment(astuple(commitment), sender=admin)
    assert merkle_harness.priority_state() == state(copy) == state(python)
    assert copy.historical_roots == {python.root}

    more = leaves(3, 6)
    for operation in more:
        copy.push(operation)
    merkle_harness.priority_push(more, sender=admin)
    assert merkle_harness.priority_commitment() == astuple(copy.commitment)
    rest = PriorityTreeProver(operations + more, START).prove(START + 3, 9)
    copy.process(rest)
    merkle_harness.priority_process(astuple(rest), sender=admin)
    assert merkle_harness.priority_state() == state(copy)


def test_init_from_commitment__broken__reverts(python, merkle_harness):
    for broken in (
        replace(python.commitment, sides=()),
        replace(python.commitment, sides=python.commitment.sides[1:]),
        replace(python.commitment, next_leaf_index=40),
    ):
        with pytest.raises(exceptions.InvalidCommitment):
            PriorityTree.from_commitment(broken)
        with reverts("InvalidCommitment"):
            merkle_harness.priority_init_from_commitment(astuple(broken))


def test_init_from_commitment__other_start__reverts(python, merkle_harness):
    elsewhere = replace(python.commitment, start_index=7)
    with reverts("InvalidStartIndex", 0, 7):
        merkle_harness.priority_init_from_commitment(astuple(elsewhere))


def test_python_tree__may_start_elsewhere(operations):
    """Trees of other operators' chains: numbers are absolute, positions in the tree are not."""
    tree = PriorityTree(start_index=7)
    assert [tree.push(operation) for operation in operations] == list(range(7, 18))
    prover = PriorityTreeProver(operations, start_index=7)
    tree.process(prover.prove(7, 4))
    assert (tree.total, tree.first_unprocessed, tree.size) == (18, 11, 7)
    copy = PriorityTree.from_commitment(tree.commitment)
    copy.process(prover.prove(11, 7))
    assert (copy.first_unprocessed, copy.size) == (18, 0)
    with pytest.raises(exceptions.InvalidStartIndex):
        tree.l1_reinit(replace(tree.commitment, start_index=0))


def test_l1_reinit__takes_progress(python, vyper, admin):
    returned = replace(python.commitment, next_leaf_index=9, unprocessed_index=9)
    python.l1_reinit(returned)
    vyper.priority_l1_reinit(astuple(returned), sender=admin)
    assert vyper.priority_state() == state(python)
    assert python.first_unprocessed == START + 9


@pytest.mark.parametrize("more", [0, 1])
def test_check_gateway_reinit__queue_as_long_or_longer__passes(python, vyper, more):
    returning = replace(python.commitment, next_leaf_index=11 + more)
    python.check_gateway_reinit(returning)
    vyper.priority_check_gateway_reinit(astuple(returning))


def test_l1_reinit__unchanged_queue__passes(python, vyper, admin):
    unchanged = python.commitment
    python.l1_reinit(unchanged)
    vyper.priority_l1_reinit(astuple(unchanged), sender=admin)
    assert vyper.priority_state() == state(python)


@pytest.mark.parametrize("layer", ["l1", "gateway"])
def test_reinit__other_queue__reverts(python, vyper, admin, layer, operations):
    proof = PriorityTreeProver(operations, START).prove(START, 3)
    python.process(proof)
    vyper.priority_process(astuple(proof), sender=admin)
    here = python.commitment
    wrong_next = 12 if layer == "l1" else 10
    cases = [
        (replace(here, start_index=6), "InvalidStartIndex", START, 6),
        (replace(here, unprocessed_index=2), "InvalidUnprocessedIndex", 3, 2),
        (replace(here, next_leaf_index=wrong_next), "InvalidNextLeafIndex", 11, wrong_next),
    ]
    for commitment, error, known, given in cases:
        check = python.l1_reinit if layer == "l1" else python.check_gateway_reinit
        with pytest.raises(getattr(exceptions, error)) as caught:
            check(commitment)
        assert (caught.value.known, caught.value.given) == (known, given)
        contract = (
            vyper.priority_l1_reinit if layer == "l1" else vyper.priority_check_gateway_reinit
        )
        with reverts(error, known, given):
            contract(astuple(commitment))


def test_prover__nothing__needs_no_paths(operations):
    assert PriorityTreeProver(operations).prove(3, 0) == NO_OPERATIONS
    with pytest.raises(exceptions.MerkleWrongIndex):
        PriorityTreeProver(operations).prove(9, 3)
