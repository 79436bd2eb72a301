"""The operator's store: one writer, nothing half, everything that a rebuild needs."""

from __future__ import annotations

import pytest

from garter.node.blocks import Block, BlockTx, Kind
from garter.node.exceptions import StoreInUse, StoreOfAnotherChain
from garter.node.store import L1Transaction, Store


@pytest.fixture
def store(tmp_path):
    opened = Store(tmp_path / "chain.db")
    yield opened
    opened.close()


def announced(number, l1_block=10, kind=Kind.PRIORITY):
    return L1Transaction(kind, number, f"0x{kind}{number}", b"body", l1_block, "0xl1")


def block(number, kind, *hashes):
    transactions = tuple(BlockTx(h, f"{h}-node", h.encode()) for h in hashes)
    return Block(number, kind, 100 + number, 0, f"0xblock{number}", transactions)


def test_second_writer__is_refused_until_the_first_closes(tmp_path):
    first = Store(tmp_path / "chain.db")
    with pytest.raises(StoreInUse, match="one writer a chain"):
        Store(tmp_path / "chain.db")
    first.close()
    Store(tmp_path / "chain.db").close()


def test_facts__of_another_chain__are_refused(store):
    store.require_facts({"chain id": "6565"})
    store.require_facts({"chain id": "6565", "genesis": "ab"})
    with pytest.raises(StoreOfAnotherChain, match="whose genesis is ab, not cd"):
        store.require_facts({"chain id": "6565", "genesis": "cd"})


def test_record_l1__twice_the_same_operation__leaves_nothing_of_the_second(store):
    store.record_l1(10, "0xa", [announced(0)])
    with pytest.raises(Exception, match="UNIQUE"):
        store.record_l1(20, "0xb", [announced(0)])
    assert store.l1_position() == (10, "0xa")
    assert store.next_announced() == 1


def test_forget_l1__drops_the_range_and_its_transactions(store):
    store.record_l1(10, "0xa", [announced(0, 9)])
    store.record_l1(20, "0xb", [announced(1, 15), announced(2, 20)])
    store.forget_l1(20)
    assert store.l1_position() == (10, "0xa")
    assert [t.number for t in store.l1_transactions(Kind.PRIORITY)] == [0]
    store.forget_l1(10)
    assert store.l1_position() is None
    assert store.next_announced() == 0


def test_append__user_transactions_wait_no_longer(store):
    store.wait("0xu1", b"one")
    store.wait("0xu2", b"two")
    store.append(block(1, Kind.USER, "0xu1"))
    assert store.waiting() == [("0xu2", b"two")]
    assert store.blocks(1, 1) == [block(1, Kind.USER, "0xu1")]


def test_wait__twice__is_once(store):
    store.wait("0xu1", b"one")
    store.wait("0xu1", b"one")
    assert len(store.waiting()) == 1


def test_append__out_of_turn_number_again__is_refused(store):
    store.append(block(1, Kind.USER))
    with pytest.raises(Exception, match="UNIQUE"):
        store.append(block(1, Kind.SYSTEM))
    assert store.height() == 1


def test_executed__counts_operations_only(store):
    store.append(block(1, Kind.UPGRADE, "0xup"))
    store.append(block(2, Kind.SYSTEM, "0xsys"))
    store.append(block(3, Kind.PRIORITY, "0xp0", "0xp1"))
    store.append(block(4, Kind.USER, "0xu"))
    assert store.executed() == 2
    assert [t.hash for t in store.protocol_transactions(2)] == ["0xsys", "0xp0", "0xp1"]


def test_first_block_without_ground__is_the_first_whose_operation_l1_forgot(store):
    store.record_l1(10, "0xa", [announced(0)])
    store.record_l1(20, "0xb", [announced(1, 20)])
    store.append(block(1, Kind.SYSTEM, "0xsys"))
    store.append(block(2, Kind.PRIORITY, announced(0).hash))
    store.append(block(3, Kind.PRIORITY, announced(1).hash))
    assert store.first_block_without_ground() is None
    store.forget_l1(20)
    assert store.first_block_without_ground() == 3


def test_truncate__user_transactions_wait_again_before_later_ones(store):
    store.append(block(1, Kind.USER, "0xu1"))
    store.append(block(2, Kind.USER, "0xu2"))
    store.wait("0xu3", b"0xu3")
    store.truncate(2)
    assert store.height() == 1
    assert [h for h, _ in store.waiting()] == ["0xu2", "0xu3"]


def test_opened_again__has_everything(tmp_path):
    store = Store(tmp_path / "chain.db")
    store.record_l1(10, "0xa", [announced(0)])
    store.append(block(1, Kind.PRIORITY, "0xp"))
    store.close()
    again = Store(tmp_path / "chain.db")
    assert (again.l1_position(), again.height(), again.executed()) == ((10, "0xa"), 1, 1)
    again.close()
