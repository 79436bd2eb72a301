"""The watcher over a diamond's real events: ranges, restarts, reorganisations, forged logs."""

from __future__ import annotations

import pytest

from garter.chain.abi import abi_of
from garter.chain.sender import wait_for_receipt
from garter.node import watcher as module
from garter.node.blocks import Kind
from garter.node.exceptions import OperationsMissing
from garter.node.store import Store
from garter.node.watcher import Watcher
from garter.protocol.abi import signature
from garter.protocol.codec import abi_encode
from garter.protocol.hashing import keccak256
from garter.protocol.transactions import TRANSACTION_TYPE
from tests.unit.node.test_effects import priority

DIAMOND = "0x00000000000000000000000000000000000d1a0d"
# calldatacopy(0, 32, calldatasize - 32); log1(0, calldatasize - 32, calldataload(0)); stop
LOGGER = "0x6020360360205f375f35602036035fa100"


@pytest.fixture
def store(tmp_path):
    opened = Store(tmp_path / "chain.db")
    yield opened
    opened.close()


@pytest.fixture
def diamond(rpc):
    """A contract that emits whatever event it is called with: topic, then data."""
    rpc.call("anvil_setCode", DIAMOND, LOGGER)
    return DIAMOND


def watch(rpc, store, **options):
    watcher = Watcher(rpc, store, diamond=DIAMOND, first_block=options.pop("first"), **options)
    while watcher.step():
        pass


def emit(rpc, sender, number):
    [entry] = [
        e for e in abi_of("MailboxFacet").events.values() if e["name"] == "NewPriorityRequest"
    ]
    transaction = operation(number)
    fields = (
        transaction.tx_type, transaction.sender, transaction.to, transaction.gas_limit,
        transaction.gas_per_pubdata, transaction.max_fee_per_gas, 0, 0, number,
        transaction.value, transaction.reserved, b"", b"", [], b"", b"",
    )  # fmt: skip
    data = abi_encode(
        ["uint256", "bytes32", "uint64", TRANSACTION_TYPE, "bytes[]"],
        [number, transaction.hash, 0, fields, []],
    )
    topic = keccak256(signature(entry).encode())
    sent = sender.send(rpc, to=DIAMOND, data=topic + data, value=0, gas=500_000)
    assert wait_for_receipt(rpc, sent).ok
    return "0x" + transaction.hash.hex()


def operation(number):
    template = priority()
    fields = {name: getattr(template, name) for name in template.__dataclass_fields__}
    return type(template)(**{**fields, "nonce": number})


def numbers(store):
    return [t.number for t in store.l1_transactions(Kind.PRIORITY)]


def test_step__ranges_are_bounded_and_nothing_is_missed(
    rpc, store, diamond, depositor, monkeypatch
):
    monkeypatch.setattr(module, "MAX_RANGE", 2)
    first = rpc.block_number() + 1
    hashes = []
    for number in range(5):
        hashes.append(emit(rpc, depositor, number))
        rpc.call("evm_mine")
    watch(rpc, store, first=first)
    found = store.l1_transactions(Kind.PRIORITY)
    assert [t.hash for t in found] == hashes
    assert store.l1_position()[0] == rpc.block_number()


def test_restart__goes_on_where_it_was(rpc, store, diamond, depositor):
    first = rpc.block_number() + 1
    emit(rpc, depositor, 0)
    watch(rpc, store, first=first)
    emit(rpc, depositor, 1)
    watch(rpc, store, first=first)
    assert numbers(store) == [0, 1]


def test_confirmations__are_waited_for(rpc, store, diamond, depositor):
    first = rpc.block_number() + 1
    emit(rpc, depositor, 0)
    watch(rpc, store, first=first, confirmations=2)
    assert numbers(store) == []
    rpc.call("anvil_mine", "0x2")
    watch(rpc, store, first=first, confirmations=2)
    assert numbers(store) == [0]


@pytest.mark.parametrize("longer", [False, True])
def test_reorganisation__the_new_history_counts(rpc, store, diamond, depositor, longer):
    first = rpc.block_number() + 1
    kept = emit(rpc, depositor, 0)
    watch(rpc, store, first=first)
    moment = rpc.call("evm_snapshot")
    emit(rpc, depositor, 1)
    watch(rpc, store, first=first)
    emit(rpc, depositor, 2)
    watch(rpc, store, first=first)
    assert numbers(store) == [0, 1, 2]
    rpc.call("evm_revert", moment)
    if longer:
        rpc.call("anvil_mine", "0x5")
    watch(rpc, store, first=first)
    assert [t.hash for t in store.l1_transactions(Kind.PRIORITY)] == [kept]
    emit(rpc, depositor, 1)
    watch(rpc, store, first=first)
    assert numbers(store) == [0, 1]


def test_gap_in_the_numbers__is_refused(rpc, store, diamond, depositor):
    first = rpc.block_number() + 1
    emit(rpc, depositor, 1)
    with pytest.raises(OperationsMissing, match="operation 1 was announced where 0 is next"):
        watch(rpc, store, first=first)
    assert store.l1_position() is None
