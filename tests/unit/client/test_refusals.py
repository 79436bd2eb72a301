"""What cannot succeed is refused by name before anything is sent."""

from __future__ import annotations

import pytest

from garter.chain import Contract, Impersonated
from garter.client import Bridge
from garter.client.exceptions import (
    ChainNotRegistered,
    InsufficientFunds,
    NoChainRpc,
    NotABridgehub,
)
from garter.exceptions import InvalidInput
from tests.support import reverts
from tests.support.chain import caller
from tests.support.deploying import USDC, WETH, deployer
from tests.unit.client.conftest import ALPHA

POOR = deployer(9)


@pytest.fixture(autouse=True)
def _nothing_sent(rpc, user):
    before = rpc.nonce(user.address)
    yield
    assert rpc.nonce(user.address) == before


@pytest.mark.parametrize(
    ("receiver", "problem"),
    [
        ("0x12", "not an address"),
        ("vitalik.eth", "not an address"),
        ("0x" + "00" * 20, "nobody's address"),
        ("0x" + "00" * 17 + "010003", "one of the chain's own contracts"),
        ("0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eb48", "checksum"),
    ],
)
def test_quote_deposit__unusable_receiver__names_it(alpha, receiver, problem):
    with pytest.raises(InvalidInput, match=problem):
        alpha.quote_deposit("eth", 1, receiver=receiver)
    with pytest.raises(InvalidInput, match="refund recipient"):
        alpha.quote_deposit("eth", 1, refund_recipient=receiver)


@pytest.mark.parametrize("amount", [0, -1])
def test_quote_deposit__no_amount__names_it(alpha, amount):
    with pytest.raises(InvalidInput, match="nothing to deposit"):
        alpha.quote_deposit("eth", amount)


@pytest.mark.parametrize(
    ("choice", "problem"),
    [("usdc", "not an address"), ("0x" + "12" * 20, "there is no contract at this address")],
)
def test_token__unusable__names_it(alpha, choice, problem):
    with pytest.raises(InvalidInput, match=problem):
        alpha.token(choice)


def test_quote_deposit__more_eth_than_there_is__says_what_is_missing(alpha, user, rpc):
    rpc.call("anvil_setBalance", user.address, hex(10**18))
    with pytest.raises(InsufficientFunds, match=r"holds 1 ETH on L1 and needs 1\.000.* at most"):
        alpha.quote_deposit("eth", 10**18)


def test_quote_deposit__more_tokens_than_there_are__says_what_is_missing(alpha, user, rpc):
    held = alpha.balance(USDC).l1
    with pytest.raises(InsufficientFunds) as caught:
        alpha.quote_deposit(USDC, held + 1)
    assert caught.value.holds == f"{held // 10**6} USDC"
    assert caught.value.needs == f"{held // 10**6}.000001 USDC"


def test_quote_deposit__no_base_token_for_the_gas__says_what_is_missing(beta, user, rpc):
    usdc = Contract.at(rpc, USDC, "PlainToken")
    held = usdc.balanceOf(user.address)
    sender = Impersonated("0x9999999999999999999999999999999999999999")
    rpc.call("anvil_setBalance", sender.address, hex(10**20))
    with pytest.raises(InsufficientFunds, match=r"holds 0 USDC on L1 and needs 31\."):
        beta.quote_deposit("eth", 10**18, sender=sender.address)
    assert usdc.balanceOf(user.address) == held


def test_quote_deposit__deposits_paused__is_named(alpha, deployed, rpc):
    admin = caller(rpc, deployed.chains["alpha"].admin)
    facet = Contract.at(rpc, alpha.network.diamond.address, "MigratorFacet")
    facet.pauseDepositsBeforeInitiatingMigration(sender=admin)
    with reverts("DepositsPaused"):
        alpha.quote_deposit("eth", 1)
    with reverts("DepositsPaused"):
        alpha.quote_deposit(USDC, 1)


def test_deposit__paused_after_the_quote__is_named(alpha, deployed, rpc):
    quote = alpha.quote_deposit(USDC, 1)
    admin = caller(rpc, deployed.chains["alpha"].admin)
    facet = Contract.at(rpc, alpha.network.diamond.address, "MigratorFacet")
    facet.pauseDepositsBeforeInitiatingMigration(sender=admin)
    with reverts("DepositsPaused"):
        alpha.deposit(quote)


def test_deposit__money_gone_after_the_quote__says_what_is_missing(alpha, user, rpc):
    quote = alpha.quote_deposit("eth", 10**18)
    rpc.call("anvil_setBalance", user.address, hex(10**18))
    with pytest.raises(InsufficientFunds):
        alpha.deposit(quote)


def test_quote_deposit__bridgehub_paused__is_named(alpha, deployed, rpc):
    hub = Contract.at(rpc, alpha.network.bridgehub.address, "L1Bridgehub")
    hub.pause(sender=caller(rpc, hub.owner()))
    with reverts("Error", "Pausable: paused"):
        alpha.quote_deposit("eth", 1)


@pytest.mark.parametrize(
    ("gas", "error"), [(100_000, "ValidateTxnNotEnoughGas"), (80_000_001, "TooMuchGas")]
)
def test_quote_deposit__gas_that_the_mailbox_refuses__is_named(alpha, gas, error):
    with reverts(error):
        alpha.quote_deposit("eth", 1, l2_gas_limit=gas)


def test_quote_deposit__weth__is_refused_as_the_vault_does(alpha):
    with reverts("BurningNativeWETHNotSupported"):
        alpha.quote_deposit(WETH, 1)


@pytest.mark.parametrize(
    ("artifact", "error"),
    [("FeeOnTransferToken", "TokensWithFeesNotSupported"), ("FalseReturningToken", None)],
)
def test_quote_deposit__odd_token__is_named(alpha, user, rpc, governor, artifact, error):
    token = Contract.deploy(rpc, artifact, sender=governor)
    token.mint(user, 1000, sender=governor)
    with reverts(error) if error else pytest.raises(Exception, match="reverted"):
        alpha.quote_deposit(token.address, 1000)


# --- the wrong chain ------------------------------------------------------------------------------


def test_on_l1__unregistered_chain__says_so(rpc, deployed, user):
    with pytest.raises(ChainNotRegistered, match="has no chain with id 999"):
        Bridge.on_l1(rpc, deployed.address("Bridgehub"), 999, user)


def test_on_l1__no_bridgehub_there__says_so(rpc, user):
    with pytest.raises(NotABridgehub, match="another L1"):
        Bridge.on_l1(rpc, "0x" + "12" * 20, ALPHA, user)


def test_withdraw__chain_without_node__says_what_is_missing(alpha):
    with pytest.raises(NoChainRpc):
        alpha.quote_withdrawal("eth", 1)


def test_balance__chain_without_node__knows_l1_only(alpha, user, rpc):
    balance = alpha.balance("eth")
    assert (balance.l1, balance.l2) == (rpc.balance(user.address), None)


def test_deposit__nobody_signs__says_so(rpc, deployed, user):
    bridge = Bridge.on_l1(rpc, deployed.address("Bridgehub"), ALPHA)
    quote = bridge.quote_deposit("eth", 1, sender=user.address)
    with pytest.raises(InvalidInput, match="nobody signs"):
        bridge.deposit(quote)
