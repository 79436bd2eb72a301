"""Attack 8: a withdrawal that is finalised more than once, over whatever entry point."""

from __future__ import annotations

import pytest

from garter.chain import Contract
from tests.security.withdrawals import ENTRIES, fund
from tests.support import reverts

AMOUNT = 5_000


@pytest.fixture
def settled(net, depositor, stranger):
    """Base token and another asset on their way back, and as much again in the chain's books."""
    fund(net, depositor, 3 * AMOUNT)
    messages = {
        "base token": net.alpha.withdraw_base_token(stranger, AMOUNT),
        "token": net.alpha.withdraw(net.asset_of(net.base_token), stranger, AMOUNT),
    }
    net.alpha.settle()
    return messages


@pytest.mark.parametrize("again", ENTRIES)
@pytest.mark.parametrize("first", ENTRIES)
@pytest.mark.parametrize("asset", ["base token", "token"])
def test_finalise__twice__reverts(net, rpc, settled, stranger, asset, first, again):
    ENTRIES[first](net, settled[asset], stranger)
    assert net.nullifier.isWithdrawalFinalized(*settled[asset].withdrawal_params()[:3])
    assert net.router.isWithdrawalFinalized(*settled[asset].withdrawal_params()[:3])
    with reverts("WithdrawalAlreadyFinalized"):
        ENTRIES[again](net, settled[asset], stranger)


def test_finalise__same_content_sent_twice__pays_twice(net, settled, stranger):
    """Places are marked, not contents: two equal withdrawals are two withdrawals."""
    twin = net.alpha.withdraw(net.asset_of(net.base_token), stranger, AMOUNT)
    assert twin.data == settled["token"].data
    net.alpha.settle()
    for message in (settled["token"], twin):
        net.finalize(message, stranger)
    assert net.base_token.balanceOf(stranger) == 2 * AMOUNT


def test_finalise__same_place_of_another_chain__is_another(net, settled, stranger):
    message = settled["base token"]
    net.finalize(message, stranger)
    place = message.place
    assert not net.nullifier.isWithdrawalFinalized(net.beta.chain_id, place.batch, place.index)
    with reverts("InvalidProof"):
        net.finalize(message, stranger, chain_id=net.beta.chain_id)


def test_finalise__after_a_refused_attempt__works(net, settled, stranger):
    with reverts("InvalidProof"):
        net.finalize(settled["token"], stranger, tx_number=77)
    net.finalize(settled["token"], stranger)


def test_finalise__receiver_calls_back__is_paid_once(net, rpc, depositor, stranger, admin):
    """While ETH is being paid out, the receiver finalises its other withdrawal and this one."""
    fund(net, depositor, 3 * AMOUNT)
    greedy = Contract.deploy(rpc, "GreedyReceiver", net.nullifier, sender=admin)
    message = net.alpha.withdraw_base_token(greedy, AMOUNT)
    other = net.alpha.withdraw_base_token(greedy, AMOUNT)
    net.alpha.settle()
    for attack in (message, other):
        data = net.nullifier.calldata("finalizeDeposit", attack.finalize_params())
        greedy.learn(data, sender=admin)
        snapshot = rpc.call("evm_snapshot")
        net.finalize(message, stranger)
        assert greedy.attempted()
        assert not greedy.succeeded()
        assert rpc.balance(greedy.address) == AMOUNT
        rpc.call("evm_revert", snapshot)
