"""What clients see of transactions from L1."""

from __future__ import annotations

import pytest

from garter.node.blocks import Kind
from garter.node.rpc import forwarding
from garter.node.rpc.errors import InvalidParams
from garter.node.rpc.views import Index
from garter.node.store import Located
from garter.protocol import constants
from garter.protocol.hashing import keccak256
from tests.unit.node.test_effects import REFUND, SENDER, priority

TX = priority(data=b"\1\2")
PUBLIC, NODE = "0x" + TX.hash.hex(), "0x" + "ab" * 32
SENT = "0x" + keccak256(b"L1MessageSent(address,bytes32,bytes)").hex()


@pytest.fixture
def index():
    return Index([Located(PUBLIC, NODE, Kind.PRIORITY, TX.encode(), 3)])


def log(address=constants.L2_MESSENGER, topic=SENT, message="0x" + "11" * 32):
    topics = [topic, "0x" + "22" * 32, message]
    return {"address": address.lower(), "topics": topics, "transactionHash": NODE, "data": "0x"}


def receipt(*logs, status="0x1"):
    return {
        "transactionHash": NODE,
        "transactionIndex": "0x2",
        "blockNumber": "0x3",
        "blockHash": "0xbb",
        "status": status,
        "type": "0x0",
        "to": None,
        "contractAddress": "0x01",
        "logs": list(logs),
    }


def test_receipt__messages_first_and_the_status_last(index):
    shown = index.receipt(receipt(log(), log(topic="0x00"), log(address=SENDER), log()))
    senders = [entry["sender"] for entry in shown["l2ToL1Logs"]]
    messenger = constants.L2_MESSENGER.lower()
    assert senders == [messenger, messenger, constants.L2_BOOTLOADER.lower()]
    assert [entry["logIndex"] for entry in shown["l2ToL1Logs"]] == ["0x0", "0x1", "0x2"]
    assert shown["l2ToL1Logs"][-1]["key"] == PUBLIC
    assert shown["type"] == "0x7f"
    assert {entry["transactionHash"] for entry in shown["logs"]} == {PUBLIC}
    assert [entry["transactionLogIndex"] for entry in shown["logs"]] == [
        "0x0",
        "0x1",
        "0x2",
        "0x3",
    ]
    assert shown["contractAddress"] is None


@pytest.mark.parametrize("status", ["0x0", "0x1"])
def test_receipt__status_log_says_how_it_ended(index, status):
    [entry] = index.receipt(receipt(status=status))["l2ToL1Logs"]
    assert int(entry["value"], 16) == int(status, 16)


def test_receipt__of_a_user__has_no_status_log():
    shown = Index().receipt(receipt())
    assert (shown["l2ToL1Logs"], shown["type"]) == ([], "0x0")
    assert shown["transactionHash"] == NODE


def test_transaction__is_the_canonical_one(index):
    shown = index.transaction({"hash": NODE, "nonce": "0x99", "type": "0x0"})
    assert (shown["hash"], shown["type"], shown["nonce"]) == (PUBLIC, "0x7f", "0x0")
    assert (shown["from"], shown["refundRecipient"]) == (SENDER, REFUND)
    assert shown["input"] == "0x0102"
    assert int(shown["toMint"], 16) == TX.reserved[0]


def test_block__hashes_and_objects_are_mapped(index):
    other = "0x" + "cd" * 32
    assert index.block({"transactions": [NODE, other]})["transactions"] == [PUBLIC, other]
    [shown] = index.block({"transactions": [{"hash": NODE}]})["transactions"]
    assert shown["hash"] == PUBLIC


def test_to_node__the_clients_own_hash_is_nobodys(index):
    assert index.to_node(PUBLIC) == NODE
    assert index.to_node(PUBLIC.upper().replace("0X", "0x")) == NODE
    assert index.to_node(NODE) is None
    assert index.to_node("0x" + "cd" * 32) == "0x" + "cd" * 32


def test_tags__in_every_position():
    params = [{"fromBlock": "committed", "toBlock": "finalized"}, "l1_committed", "latest"]
    assert forwarding.to_client(params) == [
        {"fromBlock": "latest", "toBlock": "0x0"},
        "latest",
        "latest",
    ]


@pytest.mark.parametrize("params", [[], [5], [None]])
def test_hash_param__missing__is_the_callers_fault(params):
    with pytest.raises(InvalidParams, match="must be a transaction hash"):
        forwarding.hash_param(params)


@pytest.mark.parametrize(
    "method",
    [
        "eth_sendTransaction", "eth_sign", "eth_accounts", "anvil_mine", "evm_revert",
        "hardhat_reset", "personal_sign", "txpool_content", "debug_setHead", "ots_getApiLevel",
    ],
)  # fmt: skip
def test_forwarded__only_what_is_listed(method):
    assert not forwarding.is_forwarded(method)
