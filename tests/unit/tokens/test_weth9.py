"""WETH9: no reasons, a greedy fallback, an endless allowance."""

import pytest

from garter.chain import Contract, Impersonated
from tests.support import reverts


def test_deposit__wraps_ether(weth, rpc, depositor):
    receipt = weth.deposit(sender=depositor, value=5)
    [event] = weth.events(receipt, "Deposit")
    assert (event.dst, event.wad) == (depositor.address, 5)
    assert weth.balanceOf(depositor) == weth.totalSupply() == rpc.balance(weth.address) == 5


@pytest.mark.parametrize("data", [b"", b"\x01", bytes.fromhex("d505accf") + bytes(224)])
def test_fallback__any_unknown_call_deposits(weth, depositor, data):
    """The second of these is too short for a selector, the third is `permit`."""
    weth.send_raw(data, sender=depositor, value=3)
    assert weth.balanceOf(depositor) == 3


def test_withdraw__pays_out(weth, rpc, depositor):
    weth.deposit(sender=depositor, value=10**20)
    before = rpc.balance(depositor.address)
    receipt = weth.withdraw(10**20, sender=depositor)
    assert rpc.balance(depositor.address) > before + 99 * 10**18
    [event] = weth.events(receipt, "Withdrawal")
    assert (event.src, event.wad) == (depositor.address, 10**20)


def test_withdraw__zero__is_fine(weth, depositor):
    weth.withdraw(0, sender=depositor)


def test_withdraw__more_than_held__reverts_without_a_reason(weth, depositor):
    with reverts(""):
        weth.withdraw(1, sender=depositor)


def test_transfer__more_than_held__reverts_without_a_reason(weth, depositor, stranger):
    with reverts(""):
        weth.transfer(stranger, 1, sender=depositor)


def test_transfer_from__own_tokens__needs_no_allowance(weth, depositor, stranger):
    weth.deposit(sender=depositor, value=5)
    weth.transferFrom(depositor, stranger, 5, sender=depositor)
    assert weth.balanceOf(stranger) == 5


def test_transfer_from__uses_up_the_allowance(weth, depositor, stranger):
    weth.deposit(sender=depositor, value=5)
    weth.approve(stranger, 3, sender=depositor)
    weth.transferFrom(depositor, stranger, 2, sender=stranger)
    assert weth.allowance(depositor, stranger) == 1
    with reverts(""):
        weth.transferFrom(depositor, stranger, 2, sender=stranger)


def test_transfer_from__endless_allowance__stays(weth, depositor, stranger):
    weth.deposit(sender=depositor, value=5)
    weth.approve(stranger, 2**256 - 1, sender=depositor)
    receipt = weth.transferFrom(depositor, stranger, 2, sender=stranger)
    assert weth.allowance(depositor, stranger) == 2**256 - 1
    [event] = weth.events(receipt, "Transfer")
    assert (event.sender, event.receiver, event.value) == (depositor.address, stranger.address, 2)


def test_transfer__refuses_ether(weth, depositor, stranger):
    weth.deposit(sender=depositor, value=5)
    with reverts(""):
        weth.transfer(stranger, 1, sender=depositor, value=1)


def test_withdraw__to_a_contract_that_needs_more_than_the_stipend__reverts(weth, rpc, admin):
    """A second WETH9 would book what it receives, which costs more than 2,300 gas."""
    hungry = Impersonated(Contract.deploy(rpc, "WETH9", sender=admin).address)
    rpc.call("anvil_setBalance", hungry.address, hex(10**18))
    weth.deposit(sender=hungry, value=5)
    with reverts(""):
        weth.withdraw(5, sender=hungry)
