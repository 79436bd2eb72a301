"""TetherToken: nothing returned, approvals through zero, fees, blocked senders, burnt gas."""

import pytest

from garter.exceptions import RpcResponseError
from tests.support import reverts


def raw_call(token, caller, name, *arguments) -> str:
    data = "0x" + token.calldata(name, *arguments).hex()
    return token.rpc.call(
        "eth_call", {"from": caller.address, "to": token.address, "data": data}, "latest"
    )


def test_transfer_approve_transfer_from__return_nothing(usdt, depositor, stranger):
    assert raw_call(usdt, depositor, "transfer", stranger, 1) == "0x"
    assert raw_call(usdt, depositor, "approve", stranger, 1) == "0x"
    usdt.approve(stranger, 5, sender=depositor)
    assert raw_call(usdt, stranger, "transferFrom", depositor, stranger, 1) == "0x"


def test_approve__from_one_amount_to_another__reverts(usdt, depositor, stranger):
    usdt.approve(stranger, 5, sender=depositor)
    with reverts(""):
        usdt.approve(stranger, 6, sender=depositor)
    usdt.approve(stranger, 0, sender=depositor)
    receipt = usdt.approve(stranger, 6, sender=depositor)
    [event] = usdt.events(receipt, "Approval")
    assert (event.owner, event.spender, event.value) == (depositor.address, stranger.address, 6)
    assert usdt.allowance(depositor, stranger) == 6


def test_transfer_from__endless_allowance__stays(usdt, depositor, stranger):
    usdt.approve(stranger, 2**256 - 1, sender=depositor)
    usdt.transferFrom(depositor, stranger, 5, sender=stranger)
    assert usdt.allowance(depositor, stranger) == 2**256 - 1
    usdt.approve(stranger, 0, sender=depositor)
    usdt.approve(stranger, 7, sender=depositor)
    usdt.transferFrom(depositor, stranger, 5, sender=stranger)
    assert usdt.allowance(depositor, stranger) == 2


@pytest.mark.parametrize("overdrawn", ["balance", "allowance"])
def test_transfer__too_much__burns_all_gas(usdt, rpc, depositor, stranger, overdrawn):
    gas = 200_000
    call = (
        (usdt.transfer, (stranger, 100_001), depositor)
        if overdrawn == "balance"
        else (usdt.transferFrom, (depositor, stranger, 1), stranger)
    )
    with pytest.raises(RpcResponseError, match="InvalidFEOpcode"):
        call[0](*call[1], sender=call[2], gas=gas)
    block = rpc.call("eth_getBlockByNumber", "latest", True)
    [transaction] = block["transactions"]
    receipt = rpc.call("eth_getTransactionReceipt", transaction["hash"])
    assert int(receipt["gasUsed"], 16) == gas


def test_fee__off_by_default_and_taken_when_set(usdt, admin, depositor, stranger):
    assert usdt.basisPointsRate() == usdt.maximumFee() == 0
    usdt.setParams(10, 1, sender=admin)
    assert usdt.maximumFee() == 10**6
    before = usdt.balanceOf(admin)
    receipt = usdt.transfer(stranger, 20_000, sender=depositor)
    assert usdt.balanceOf(stranger) == 19_980
    assert usdt.balanceOf(admin) == before + 20
    fee, moved = usdt.events(receipt, "Transfer")
    assert (fee.receiver, fee.value) == (admin.address, 20)
    assert (moved.receiver, moved.value) == (stranger.address, 19_980)


def test_fee__has_a_ceiling(usdt, admin, depositor, stranger):
    usdt.setParams(19, 0, sender=admin)
    usdt.transfer(stranger, 100_000, sender=depositor)
    assert usdt.balanceOf(stranger) == 100_000


@pytest.mark.parametrize(("points", "most"), [(20, 0), (0, 50)])
def test_set_params__too_high__reverts(usdt, admin, points, most):
    with reverts(""):
        usdt.setParams(points, most, sender=admin)


def test_black_list__stops_senders_only(usdt, admin, depositor, stranger):
    usdt.addBlackList(depositor, sender=admin)
    assert usdt.isBlackListed(depositor)
    with reverts(""):
        usdt.transfer(stranger, 1, sender=depositor)
    with reverts(""):
        usdt.transferFrom(depositor, stranger, 0, sender=stranger)
    usdt.transfer(depositor, 1, sender=admin)
    usdt.destroyBlackFunds(depositor, sender=admin)
    assert usdt.balanceOf(depositor) == 0
    assert usdt.totalSupply() == 1_000_000 - 100_001
    usdt.removeBlackList(depositor, sender=admin)
    with reverts(""):
        usdt.destroyBlackFunds(depositor, sender=admin)


def test_pause__stops_transfers_not_approvals(usdt, admin, depositor, stranger):
    usdt.pause(sender=admin)
    with reverts(""):
        usdt.transfer(stranger, 1, sender=depositor)
    with reverts(""):
        usdt.transferFrom(depositor, stranger, 0, sender=stranger)
    with reverts(""):
        usdt.pause(sender=admin)
    usdt.approve(stranger, 1, sender=depositor)
    usdt.unpause(sender=admin)
    with reverts(""):
        usdt.unpause(sender=admin)
    usdt.transfer(stranger, 1, sender=depositor)


def test_supply__issue_and_redeem(usdt, admin):
    usdt.redeem(900_000, sender=admin)
    assert usdt.totalSupply() == 100_000
    assert usdt.balanceOf(admin) == 0


def test_roles__only_the_owner(usdt, stranger):
    for call in (
        lambda: usdt.issue(1, sender=stranger),
        lambda: usdt.redeem(0, sender=stranger),
        lambda: usdt.setParams(0, 0, sender=stranger),
        lambda: usdt.addBlackList(stranger, sender=stranger),
        lambda: usdt.removeBlackList(stranger, sender=stranger),
        lambda: usdt.destroyBlackFunds(stranger, sender=stranger),
        lambda: usdt.pause(sender=stranger),
        lambda: usdt.unpause(sender=stranger),
    ):
        with reverts(""):
            call()
