"""L1MessageRoot: chains, the tree over them, and its roots."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garter.chain import Contract
from garter.chain.sender import wait_for_receipt
from garter.local.l1 import LOCAL_CHAIN_ID as L1
from garter.protocol.message_root import MessageRoot
from garter.protocol.messages import EMPTY_TREE_LEAF, chain_id_leaf
from tests.support import behind_proxy, reverts
from tests.unit.interop.conftest import CHAIN_LIST, ERA_GATEWAY

CHAIN = 271
ZERO = "0x" + "00" * 20


# --- deployment ---


@pytest.mark.parametrize("missing", [0, 2])
def test_constructor__zero_address__reverts(rpc, governor, constructor_arguments, missing):
    arguments = list(constructor_arguments)
    arguments[missing] = ZERO
    with reverts("ZeroAddress"):
        Contract.deploy(rpc, "L1MessageRoot", *arguments, sender=governor)


def test_initialize__l1_is_leaf_zero(message_root, surroundings):
    assert message_root.BRIDGE_HUB() == surroundings.hub.address
    assert message_root.CHAIN_ASSET_HANDLER() == surroundings.handler.address
    assert (message_root.ERA_GATEWAY_CHAIN_ID(), message_root.L1_CHAIN_ID()) == (ERA_GATEWAY, L1)
    assert (message_root.chainCount(), message_root.chainIndexToId(0)) == (1, L1)
    assert message_root.chainRegistered(L1)
    assert message_root.sharedTree() == (0, 1)
    assert message_root.getAggregatedRoot() == chain_id_leaf(bytes(32), L1)


def test_initialize__events(rpc, constructor_arguments, governor):
    root = behind_proxy(rpc, "L1MessageRoot", constructor_arguments, None, sender=governor)
    assert root.getAggregatedRoot() == EMPTY_TREE_LEAF
    assert root.sharedTree() == (0, 0)
    assert root.chainRegistered(L1)  # even so
    receipt = root.initialize(sender=governor)
    initialized, added, published = root.events(receipt)
    assert (initialized.name, initialized.version) == ("Initialized", 2)
    assert (added.name, *added.inputs.values()) == ("AddedChain", L1, 0)
    assert (published.name, *published.inputs.values()) == (
        "NewInteropRoot",
        L1,
        receipt.block_number,
        1,
        (chain_id_leaf(bytes(32), L1),),
    )


def test_initialize__once(rpc, message_root, constructor_arguments, governor):
    again = "Initializable: contract is already initialized"
    with reverts("Error", again):
        message_root.initialize(sender=governor)
    logic = Contract.deploy(rpc, "L1MessageRoot", *constructor_arguments, sender=governor)
    with reverts("Error", again):
        logic.initialize(sender=governor)


def test_initialize__there_are_chains__reverts(rpc, surroundings, constructor_arguments, governor):
    root = behind_proxy(rpc, "L1MessageRoot", constructor_arguments, None, sender=governor)
    surroundings.hub.returns(CHAIN_LIST, ["uint256[]"], [[CHAIN, CHAIN + 1]])
    with reverts("LocallyNoChainsAtGenesis"):
        root.initialize(sender=governor)


# --- addNewChain ---


def test_add_new_chain__leaf_events_and_root(message_root, surroundings):
    receipt = message_root.addNewChain(CHAIN, 5, sender=surroundings.bridgehub)
    expected = MessageRoot(L1)
    expected.add_chain(CHAIN)
    added, published = message_root.events(receipt)
    assert (added.name, *added.inputs.values()) == ("AddedChain", CHAIN, 1)
    assert published.sides == (expected.root,)
    assert published.blockNumber == receipt.block_number
    assert (message_root.chainIndex(CHAIN), message_root.chainIndexToId(1)) == (1, CHAIN)
    assert message_root.chainCount() == 2
    assert message_root.sharedTree() == (1, 2)
    assert message_root.chainRegistered(CHAIN)
    assert message_root.currentChainBatchNumber(CHAIN) == 5
    assert message_root.getAggregatedRoot() == expected.root
    assert message_root.historicalRoot(receipt.block_number) == expected.root
    assert message_root.historicalRoot(receipt.block_number + 1) == bytes(32)


def test_add_new_chain__handler_may(message_root, surroundings):
    message_root.addNewChain(CHAIN, 0, sender=surroundings.asset_handler)
    assert message_root.chainRegistered(CHAIN)


def test_add_new_chain__others__revert(message_root, surroundings, governor):
    hub, handler = surroundings.hub, surroundings.handler
    for caller in (governor, surroundings.chain):
        with reverts("OnlyBridgehubOrChainAssetHandler", caller, hub, handler):
            message_root.addNewChain(CHAIN, 0, sender=caller)


def test_add_new_chain__twice__reverts(message_root, surroundings):
    message_root.addNewChain(CHAIN, 0, sender=surroundings.bridgehub)
    for chain_id in (CHAIN, L1):
        with reverts("ChainExists"):
            message_root.addNewChain(chain_id, 0, sender=surroundings.bridgehub)


def test_log_id__counts_blocks_not_events(rpc, message_root, surroundings):
    """Two chains in one block share a log id; the last root is the block's."""
    before = message_root.interopRootLogId()
    rpc.call("evm_setAutomine", False)
    try:
        hashes = [
            surroundings.bridgehub.send(
                rpc,
                to=message_root.address,
                data=message_root.calldata("addNewChain", chain_id, 0),
                value=0,
                gas=1_000_000,
            )
            for chain_id in (CHAIN, CHAIN + 1)
        ]
        rpc.call("evm_mine")
    finally:
        rpc.call("evm_setAutomine", True)
    receipts = [wait_for_receipt(rpc, tx_hash) for tx_hash in hashes]
    assert len({r.block_number for r in receipts}) == 1 and all(r.ok for r in receipts)
    events = [message_root.events(r, "NewInteropRoot")[0] for r in receipts]
    assert [e.logId for e in events] == [before + 1] * 2
    assert message_root.interopRootLogId() == before + 1
    assert message_root.lastEmitBlock() == receipts[0].block_number
    [last] = {e.sides[0] for e in events if e.sides[0] == message_root.getAggregatedRoot()}
    assert message_root.historicalRoot(receipts[0].block_number) == last

    receipt = message_root.addNewChain(CHAIN + 2, 0, sender=surroundings.bridgehub)
    [event] = message_root.events(receipt, "NewInteropRoot")
    assert event.logId == before + 2


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.integers(1, 2**48 - 1).filter(lambda n: n != L1), unique=True, max_size=18))
def test_shared_tree__is_the_protocols(rpc, message_root, surroundings, chain_ids):
    snapshot = rpc.call("evm_snapshot")
    expected = MessageRoot(L1)
    for chain_id in chain_ids:
        index = expected.add_chain(chain_id)
        receipt = message_root.addNewChain(chain_id, 0, sender=surroundings.bridgehub)
        [event] = message_root.events(receipt, "NewInteropRoot")
        assert event.sides == (expected.root,)
        assert message_root.chainIndex(chain_id) == index
    assert message_root.getAggregatedRoot() == expected.root
    for chain_id in (L1, *chain_ids):
        path = message_root.getMerklePathForChain(chain_id)
        assert list(path) == expected.path_to_block(chain_id)
    assert message_root.sharedTree() == (len(path), len(chain_ids) + 1)
    rpc.call("evm_revert", snapshot)


# --- setMigratingChainBatchNumber ---


def test_migrating_batch_number__only_grows(message_root, surroundings):
    hub = surroundings.bridgehub
    message_root.addNewChain(CHAIN, 5, sender=hub)
    receipt = message_root.setMigratingChainBatchNumber(CHAIN, 5, sender=hub)
    assert not receipt.logs
    message_root.setMigratingChainBatchNumber(CHAIN, 9, sender=surroundings.asset_handler)
    assert message_root.currentChainBatchNumber(CHAIN) == 9
    with reverts("ChainBatchRootAlreadyExists", CHAIN, 8):
        message_root.setMigratingChainBatchNumber(CHAIN, 8, sender=hub)


def test_migrating_batch_number__others__revert(message_root, surroundings, governor):
    hub, handler = surroundings.hub, surroundings.handler
    for caller in (governor, surroundings.chain):
        with reverts("OnlyBridgehubOrChainAssetHandler", caller, hub, handler):
            message_root.setMigratingChainBatchNumber(CHAIN, 9, sender=caller)


# --- views ---


def test_chain_views__unknown_chain(message_root):
    assert not message_root.chainRegistered(CHAIN)
    assert message_root.getChainTree(CHAIN) == (0, (), ())
    with reverts("MessageRootNotRegistered"):
        message_root.getChainRoot(CHAIN)
    with reverts("MessageRootNotRegistered"):
        message_root.getMerklePathForChain(CHAIN)


def test_chain_views__trees_of_batches_stay_empty(message_root, surroundings):
    message_root.addNewChain(CHAIN, 0, sender=surroundings.bridgehub)
    message_root.addChainBatchRoot(CHAIN, 1, b"\x01" * 32, sender=surroundings.chain)
    assert message_root.getChainRoot(CHAIN) == bytes(32)
    assert message_root.getChainTree(CHAIN) == (0, (bytes(32),), (EMPTY_TREE_LEAF,))
