"""One table: which tokens can be deposited, and how the others are refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from garter.chain import Contract, Impersonated
from garter.local import origin
from garter.local.l1 import RICH_ACCOUNT
from garter.settings import settings
from tests.support import Mock, reverts
from tests.support.bridge import CHAIN_ID, burn_data, request

if TYPE_CHECKING:
    from collections.abc import Callable

SAFE = "SafeERC20: "
BLOCKED = "Blacklistable: account is blacklisted"


@dataclass
class World:
    """Who may have to do with a token."""

    bridge: Any
    admin: Any
    depositor: Any
    stranger: Any


@dataclass
class Case:
    """A token and what becomes of a deposit of 5,000 of it."""

    make: Callable[[Any, World], Contract]
    refusal: tuple[str, ...] = ()
    spoil: Callable[[Contract, World], Any] = lambda token, world: None
    """Done after approving, right before the deposit."""


def fiat(rpc, world):
    token = Contract.deploy(rpc, "FiatToken", world.admin, sender=world.admin)
    token.configureMinter(world.admin, 10_000, sender=world.admin)
    token.mint(world.depositor, 10_000, sender=world.admin)
    return token


def tether(rpc, world):
    token = Contract.deploy(rpc, "TetherToken", world.admin, sender=world.admin)
    token.issue(20_000, sender=world.admin)
    token.transfer(world.depositor, 10_000, sender=world.admin)
    return token


def dai(rpc, world):
    token = Contract.deploy(rpc, "Dai", world.admin, sender=world.admin)
    token.mint(world.depositor, 10_000, sender=world.admin)
    return token


def weth(rpc, world):
    world.bridge.weth.deposit(sender=world.depositor, value=10_000)
    return world.bridge.weth


def odd(name, *arguments):
    def make(rpc, world):
        token = Contract.deploy(rpc, name, *arguments, sender=world.admin)
        token.mint(world.depositor, 10_000, sender=world.admin)
        return token

    return make


def fee(token, world):
    token.setParams(10, 1, sender=world.admin)


CASES = {
    "USDC": Case(fiat),
    "USDT": Case(tether),
    "DAI": Case(dai),
    "name as a word": Case(odd("BytesNameToken")),
    "no decimals": Case(odd("NoDecimalsToken", "n" * 600)),
    "hook that does nothing": Case(odd("ReentrantToken")),
    "WETH": Case(weth, ("BurningNativeWETHNotSupported",)),
    "fee on transfer": Case(odd("FeeOnTransferToken"), ("TokensWithFeesNotSupported",)),
    "USDT with its fee on": Case(tether, ("TokensWithFeesNotSupported",), fee),
    "false": Case(odd("FalseReturningToken"), ("Error", SAFE + "ERC20 operation did not succeed")),
    "USDC, depositor blocked": Case(
        fiat, ("Error", BLOCKED), lambda t, w: t.blacklist(w.depositor, sender=w.admin)
    ),
    "USDC, vault blocked": Case(
        fiat, ("Error", BLOCKED), lambda t, w: t.blacklist(w.bridge.vault, sender=w.admin)
    ),
    "USDC, paused": Case(fiat, ("Error", "Pausable: paused"), lambda t, w: t.pause(sender=w.admin)),
    "USDT, depositor blocked": Case(
        tether,
        ("Error", SAFE + "low-level call failed"),
        lambda t, w: t.addBlackList(w.depositor, sender=w.admin),
    ),
    "USDT, more than held": Case(
        tether,
        ("Error", SAFE + "low-level call failed"),
        lambda t, w: t.transfer(w.stranger, 5_001, sender=w.depositor),
    ),
    "DAI, more than held": Case(
        dai,
        ("Error", "Dai/insufficient-balance"),
        lambda t, w: t.transfer(w.stranger, 5_001, sender=w.depositor),
    ),
}


@pytest.fixture
def world(bridge, admin, depositor, stranger):
    return World(bridge, admin, depositor, stranger)


@pytest.mark.parametrize("approved", ["vault", "router"])
@pytest.mark.parametrize("name", CASES)
def test_deposit__of_every_kind_of_token(rpc, bridge, world, name, approved):
    case = CASES[name]
    token = case.make(rpc, world)
    bridge.vault.registerToken(token, sender=world.stranger)
    asset = bridge.vault.assetId(token)
    token.approve(getattr(bridge, approved), 5_000, sender=world.depositor)
    case.spoil(token, world)
    data = request(asset, burn_data(5_000, world.stranger))
    held = token.balanceOf(bridge.vault)
    if case.refusal:
        with reverts(*case.refusal):
            bridge.deposit(world.depositor, data)
        assert token.balanceOf(bridge.vault) == held
        assert bridge.tracker.chainBalance(CHAIN_ID, asset) == 0
    else:
        bridge.deposit(world.depositor, data)
        assert token.balanceOf(bridge.vault) == held + 5_000
        assert bridge.tracker.chainBalance(CHAIN_ID, asset) == 5_000


@pytest.mark.parametrize(
    ("types", "values", "refusal"),
    [
        (["bool"], [True], "TokensWithFeesNotSupported"),  # success, but nothing moves
        ([], [], "TokensWithFeesNotSupported"),
        (["uint256"], [2], "Error"),
        (["uint256", "uint256"], [0, 1], "Error"),
    ],
)
def test_deposit__token_that_lies(rpc, bridge, governor, depositor, types, values, refusal):
    token = Mock(rpc, governor)
    token.returns("allowance(address,address)", ["uint256"], [2**256 - 1])
    token.returns("balanceOf(address)", ["uint256"], [1_000])
    token.returns("transferFrom(address,address,uint256)", types, values)
    bridge.vault.registerToken(token.address, sender=depositor)
    asset = bridge.vault.assetId(token.address)
    with reverts(refusal):
        bridge.deposit(depositor, request(asset, burn_data(500, depositor)))


@pytest.mark.skipif(settings().l1_rpc is not None, reason="needs the stand-in's balances")
@pytest.mark.parametrize("address", [origin.USDC, origin.USDT, origin.DAI])
def test_deposit__mainnets_tokens_on_the_fork(rpc, bridge, address):
    token = Contract.at(rpc, address, "TetherToken")  # the ABI that expects least
    rich = Impersonated(RICH_ACCOUNT)
    token.approve(bridge.router, 500, sender=rich)
    bridge.vault.registerToken(address, sender=rich)
    asset = bridge.vault.assetId(address)
    bridge.deposit(rich, request(asset, burn_data(500, rich)))
    assert token.balanceOf(bridge.vault) == 500
