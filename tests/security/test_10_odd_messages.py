"""Attack 10: messages too short, too long, or of a kind that is no withdrawal."""

from __future__ import annotations

import pytest
from eth_abi.abi import encode

from garter.protocol.assets import FINALIZE_DEPOSIT, FINALIZE_ETH_WITHDRAWAL
from garter.protocol.constants import L2_ASSET_ROUTER, L2_BASE_TOKEN
from tests.security.withdrawals import ENTRIES, fund
from tests.support import reverts

LEGACY = bytes.fromhex("11a2ccc1")  # finalizeWithdrawal(address,address,uint256)
LONGEST = 10_148


def send(net, sender, data):
    message = net.alpha.send(sender, data)
    net.alpha.settle()
    return message


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize("length", [4, 5, 24, 55])
def test_base_token__short__reverts(net, stranger, entry, length):
    data = FINALIZE_ETH_WITHDRAWAL.ljust(length, b"\1")
    message = send(net, L2_BASE_TOKEN, data)
    with reverts("L2WithdrawalMessageWrongLength", length):
        ENTRIES[entry](net, message, stranger)


@pytest.mark.parametrize("length", [57, 76, 76 + 2_000])
def test_base_token__with_an_appendix__counts(net, rpc, depositor, stranger, length):
    """`withdrawWithMessage` appends the sender and data of its own."""
    fund(net, depositor, 1)
    receiver = "0x" + "ab" * 20
    data = net.alpha.withdraw_base_token(receiver, 77).data.ljust(length, b"\1")
    net.finalize(send(net, L2_BASE_TOKEN, data), stranger)
    assert rpc.balance(receiver) == 77


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize("length", [4, 36, 67])
def test_router__short__reverts(net, stranger, entry, length):
    message = send(net, L2_ASSET_ROUTER, FINALIZE_DEPOSIT.ljust(length, b"\1"))
    with reverts("WrongMsgLength", 68, length):
        ENTRIES[entry](net, message, stranger)


def test_router__too_long__reverts(net, stranger):
    message = send(net, L2_ASSET_ROUTER, FINALIZE_DEPOSIT.ljust(LONGEST + 1, b"\1"))
    with reverts("WrongMsgLength", LONGEST, LONGEST + 1):
        net.finalize(message, stranger)


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize(
    "data", [LEGACY + bytes(72), b"\xde\xad\xbe\xef" + bytes(100), bytes(4), bytes(68)]
)
def test_other_selectors__revert(net, stranger, entry, data):
    message = send(net, L2_ASSET_ROUTER, data)
    with reverts("InvalidSelector", data[:4]):
        ENTRIES[entry](net, message, stranger)


@pytest.mark.parametrize("data", [b"", b"\x9c", FINALIZE_DEPOSIT[:3]])
def test_without_a_whole_selector__reverts(net, stranger, data):
    message = send(net, L2_ASSET_ROUTER, data)
    with reverts("InvalidSelector", bytes(4)):
        net.finalize(message, stranger)


@pytest.mark.parametrize("cut", [1, 32, 160, 192])
def test_router__transfer_data_cut__reverts(net, depositor, stranger, cut):
    """What does not decode pays nobody; Solidity reverts without data here, and so does Vyper."""
    fund(net, depositor, 1_000)
    whole = net.alpha.withdraw(net.asset_of(net.base_token), stranger, 1).data
    with reverts(""):
        net.finalize(send(net, L2_ASSET_ROUTER, whole[:-cut]), stranger)


def test_router__receiver_wider_than_an_address__reverts(net, depositor, stranger):
    fund(net, depositor, 1_000)
    asset = net.asset_of(net.base_token)
    mint = encode(["uint256"] * 4 + ["bytes"], [0, 2**160, 0, 1, b""])
    data = FINALIZE_DEPOSIT + bytes(32) + asset + mint
    with reverts(""):
        net.finalize(send(net, L2_ASSET_ROUTER, data), stranger)
