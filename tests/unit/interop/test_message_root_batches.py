"""L1MessageRoot: executed batches, one after the other."""

import pytest

from garter.local.l1 import LOCAL_CHAIN_ID as L1
from tests.support import reverts

CHAIN = 271
ROOT = b"\x0b" * 32


@pytest.fixture
def chain(message_root, surroundings):
    """The diamond of a chain whose next batch is 8."""
    message_root.addNewChain(CHAIN, 7, sender=surroundings.bridgehub)
    return surroundings.chain


def test_add__stores_and_tells_nobody(message_root, chain):
    receipt = message_root.addChainBatchRoot(CHAIN, 8, ROOT, sender=chain)
    assert not receipt.logs
    assert message_root.chainBatchRoots(CHAIN, 8) == ROOT
    assert message_root.chainBatchRoots(CHAIN, 7) == bytes(32)
    assert message_root.currentChainBatchNumber(CHAIN) == 8
    message_root.addChainBatchRoot(CHAIN, 9, ROOT, sender=chain)  # the same root again is no matter
    assert message_root.currentChainBatchNumber(CHAIN) == 9


def test_add__leaves_other_chains_alone(message_root, surroundings, chain):
    message_root.addNewChain(CHAIN + 1, 0, sender=surroundings.bridgehub)
    root = message_root.getAggregatedRoot()
    message_root.addChainBatchRoot(CHAIN, 8, ROOT, sender=chain)
    assert message_root.currentChainBatchNumber(CHAIN + 1) == 0
    assert message_root.chainBatchRoots(CHAIN + 1, 8) == bytes(32)
    assert message_root.getAggregatedRoot() == root


def test_add__not_the_chain__reverts(message_root, surroundings, chain, governor):
    for caller in (governor, surroundings.bridgehub, surroundings.asset_handler):
        with reverts("OnlyChain", caller, chain):
            message_root.addChainBatchRoot(CHAIN, 8, ROOT, sender=caller)


def test_add__chain_without_leaf__reverts(message_root, surroundings):
    with reverts("MessageRootNotRegistered"):
        message_root.addChainBatchRoot(404, 1, ROOT, sender=surroundings.chain)


def test_add__l1_itself_has_no_diamond(message_root, surroundings, rpc):
    """L1 counts as registered, so that the caller is all that is checked."""
    nobody = "0x" + "00" * 20
    surroundings.hub.returns("getZKChain(uint256)", ["address"], [nobody])
    with reverts("OnlyChain", surroundings.chain, nobody):
        message_root.addChainBatchRoot(L1, 1, ROOT, sender=surroundings.chain)


def test_add__checks_in_order(message_root, chain):
    message_root.addChainBatchRoot(CHAIN, 8, ROOT, sender=chain)
    with reverts("ChainBatchRootZero"):
        message_root.addChainBatchRoot(CHAIN, 8, bytes(32), sender=chain)
    with reverts("ChainBatchRootAlreadyExists", CHAIN, 8):
        message_root.addChainBatchRoot(CHAIN, 8, b"\x0c" * 32, sender=chain)
    for number in (0, 7, 10, 2**256 - 1):
        with reverts("NonConsecutiveBatchNumber", CHAIN, number):
            message_root.addChainBatchRoot(CHAIN, number, ROOT, sender=chain)
