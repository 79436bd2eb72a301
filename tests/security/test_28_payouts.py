"""Attack 28, on the way back: tokens and receivers that misbehave when L1 pays out."""

from __future__ import annotations

import pytest

from garter.chain import Contract
from tests.support import reverts
from tests.support.two_chains import ALPHA, MINT

AMOUNT = 5_000
SAFE = "SafeERC20: "


def odd(name, *arguments):
    def make(rpc, admin, depositor):
        token = Contract.deploy(rpc, name, *arguments, sender=admin)
        token.mint(depositor, 2 * AMOUNT, sender=admin)
        return token

    return make


def tether(rpc, admin, depositor):
    token = Contract.deploy(rpc, "TetherToken", admin, sender=admin)
    token.issue(2 * AMOUNT, sender=admin)
    token.transfer(depositor, 2 * AMOUNT, sender=admin)
    return token


def fiat(rpc, admin, depositor):
    token = Contract.deploy(rpc, "FiatToken", admin, sender=admin)
    token.configureMinter(admin, 2 * AMOUNT, sender=admin)
    token.mint(depositor, 2 * AMOUNT, sender=admin)
    return token


class Case:
    """A token, how it is spoilt between deposit and payout, and what comes of it."""

    def __init__(self, make, spoil=lambda token, who: None, refusal=()):
        self.make, self.spoil, self.refusal = make, spoil, refusal


BLOCKED = ("Error", "Blacklistable: account is blacklisted")
CASES = {
    "USDC": Case(fiat),
    "USDT, no answer": Case(tether),
    "name as a word": Case(odd("BytesNameToken")),
    "USDC, receiver blocked": Case(
        fiat, lambda t, who: t.blacklist(who.stranger, sender=who.admin), BLOCKED
    ),
    "USDC, vault blocked": Case(
        fiat, lambda t, who: t.blacklist(who.net.vault, sender=who.admin), BLOCKED
    ),
    "USDC, paused": Case(
        fiat, lambda t, who: t.pause(sender=who.admin), ("Error", "Pausable: paused")
    ),
    "vanished": Case(
        tether,
        lambda t, who: who.net.rpc.call("anvil_setCode", t.address, "0x"),
        ("Error", "Address: call to non-contract"),
    ),
    "answers false by now": Case(
        odd("BytesNameToken"),
        lambda t, who: who.become(t, "FalseReturningToken"),
        ("Error", SAFE + "ERC20 operation did not succeed"),
    ),
    "shrank": Case(
        tether,
        lambda t, who: t.destroyBlackFunds(who.block(t, who.net.vault), sender=who.admin),
        ("Error", SAFE + "low-level call failed"),
    ),
}


class Who:
    def __init__(self, net, admin, depositor, stranger):
        self.net, self.admin, self.depositor, self.stranger = net, admin, depositor, stranger

    def become(self, token, artifact):
        """The token is upgraded to other code."""
        other = Contract.deploy(self.net.rpc, artifact, sender=self.admin)
        code = self.net.rpc.call("eth_getCode", other.address, "latest")
        self.net.rpc.call("anvil_setCode", token.address, code)

    def block(self, token, account):
        token.addBlackList(account, sender=self.admin)
        return account


@pytest.fixture
def who(net, admin, depositor, stranger):
    return Who(net, admin, depositor, stranger)


def deposit(net, depositor, token, amount=AMOUNT):
    token.approve(net.router, amount, sender=depositor)
    return net.deposit(ALPHA, depositor, token, amount)


@pytest.mark.parametrize("name", CASES)
def test_withdrawal__of_every_kind_of_token(net, rpc, who, name):
    case = CASES[name]
    token = case.make(rpc, who.admin, who.depositor)
    deposit(net, who.depositor, token)
    asset = net.asset_of(token)
    message = net.alpha.withdraw(asset, who.stranger, AMOUNT)
    net.alpha.settle()
    before = rpc.call("evm_snapshot")
    case.spoil(token, who)
    if not case.refusal:
        net.finalize(message, who.depositor)
        assert token.balanceOf(who.stranger) == AMOUNT
        assert net.tracker.chainBalance(ALPHA, asset) == 0
        return
    with reverts(*case.refusal):
        net.finalize(message, who.depositor)
    # Nothing was used up: when the token works again, the withdrawal does.
    assert net.tracker.chainBalance(ALPHA, asset) == AMOUNT
    assert not net.nullifier.isWithdrawalFinalized(*message.withdrawal_params()[:3])
    rpc.call("evm_revert", before)
    net.finalize(message, who.depositor)
    assert token.balanceOf(who.stranger) == AMOUNT


@pytest.mark.parametrize("door", ["same withdrawal", "other withdrawal", "claim", "deposit"])
def test_token_that_calls_back__gets_nothing_more(net, rpc, who, door):
    token = odd("ReentrantToken")(rpc, who.admin, who.depositor)
    first = deposit(net, who.depositor, token)
    second = deposit(net, who.depositor, token)
    asset = net.asset_of(token)
    net.alpha.execute(second, False)
    message = net.alpha.withdraw(asset, who.stranger, 1_000)
    other = net.alpha.withdraw(asset, who.stranger, 2_000)
    net.alpha.settle()
    attack = {
        "same withdrawal": (net.nullifier, "finalizeDeposit", (message.finalize_params(),)),
        "other withdrawal": (net.router, "finalizeWithdrawal", other.withdrawal_params()),
        "claim": (net.router, "bridgeRecoverFailedTransfer", second.recover_arguments()),
        "deposit": (net.router, "bridgehubDeposit", (ALPHA, who.stranger, 0, b"\x01")),
    }[door]
    target, function, arguments = attack
    token.arm(target, target.calldata(function, *arguments), sender=who.depositor)
    net.finalize(message, who.depositor)
    assert token.attempted()
    assert not token.succeeded()
    assert token.balanceOf(who.stranger) == 1_000
    assert net.tracker.chainBalance(ALPHA, asset) == first.amount + second.amount - 1_000


def test_receiver_that_refuses_eth__reverts_and_can_be_paid_later(net, rpc, who):
    net.deposit_base_token(ALPHA, who.depositor, MINT)
    receiver = Contract.deploy(rpc, "GreedyReceiver", net.nullifier, sender=who.admin)
    message = net.alpha.withdraw_base_token(receiver, AMOUNT)
    net.alpha.settle()
    receiver.refuse(True, sender=who.admin)
    with reverts("WithdrawFailed"):
        net.finalize(message, who.stranger)
    receiver.refuse(False, sender=who.admin)
    net.finalize(message, who.stranger)
    assert rpc.balance(receiver.address) == AMOUNT


def test_weth__that_no_chain_holds__stays(net, rpc, who):
    """Its way in is shut, so the books of its way out are empty."""
    weth = Contract.at(rpc, net.vault.WETH_TOKEN(), "WETH9")
    net.vault.registerToken(weth, sender=who.stranger)
    asset = net.asset_of(weth)
    message = net.alpha.withdraw(asset, who.stranger, 1)
    net.alpha.settle()
    with reverts("InsufficientChainBalance", ALPHA, asset, 1):
        net.finalize(message, who.stranger)
