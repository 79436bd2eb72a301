"""What this run's L1 says of mainnet's tokens: true of the offline stand-ins and of the real ones.

Nothing here knows which of them it talks to: who may mint is read from the chain. Run it with
``GARTER_L1_RPC`` set to hold the stand-ins' claims against mainnet itself.
"""

from __future__ import annotations

import pytest

from garter.chain import Contract, Impersonated
from garter.chain.sender import wait_for_receipt
from garter.ecosystem.preflight import base_token
from garter.local.origin import DAI, USDC, USDT, WETH
from tests.support.deploying import chain_config
from tests.support.reverts import reverts

ARTIFACTS = {"WETH": "WETH9", "USDC": "FiatToken", "USDT": "TetherToken", "DAI": "Dai"}
ADDRESSES = {"WETH": WETH, "USDC": USDC, "USDT": USDT, "DAI": DAI}
DECIMALS = {"WETH": 18, "USDC": 6, "USDT": 6, "DAI": 18}


@pytest.fixture(params=sorted(ADDRESSES))
def symbol(request):
    return request.param


@pytest.fixture
def token(rpc, symbol):
    return Contract.at(rpc, ADDRESSES[symbol], ARTIFACTS[symbol])


@pytest.fixture
def holder(rpc, token, symbol, depositor):
    """The depositor with ten whole tokens, got as that token has it."""
    amount = 10 * 10 ** DECIMALS[symbol]
    if symbol == "WETH":
        token.deposit(sender=depositor, value=amount)
    elif symbol == "USDC":
        minter = _funded(rpc, token.masterMinter())
        token.configureMinter(minter.address, amount, sender=minter)
        token.mint(depositor.address, amount, sender=minter)
    elif symbol == "USDT":
        owner = _funded(rpc, token.owner())
        token.issue(amount, sender=owner)
        token.transfer(depositor.address, amount, sender=owner)
    else:
        _dai_holder(rpc, token, depositor, amount)
    assert token.balanceOf(depositor.address) >= amount
    return depositor


def _funded(rpc, address):
    rpc.call("anvil_setBalance", address, hex(10**19))
    return Impersonated(address)


def _dai_holder(rpc, dai, depositor, amount):
    """A ward mints: mainnet's is the join adapter, the stand-in's its administrator."""
    join = "0x9759A6Ac90977b93B58547b4A71c78317f391A28"
    administrator = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"
    ward = next(a for a in (join, administrator) if dai.wards(a) == 1)
    dai.mint(depositor.address, amount, sender=_funded(rpc, ward))


def test_token__names_itself(token, symbol):
    assert token.symbol() == symbol
    assert token.decimals() == DECIMALS[symbol]


def test_token__as_base_token__is_read_from_l1(rpc, token, symbol):
    config = chain_config("alpha", 6565, base_token=token.address, base_token_price="3000")
    found = base_token(rpc, config)
    assert (found.symbol, found.decimals) == (symbol, DECIMALS[symbol])


def test_transfer__answers_as_this_token_does(rpc, token, symbol, holder, stranger):
    data = "0x" + token.calldata("transfer", stranger.address, 7).hex()
    request = {"from": holder.address, "to": token.address, "data": data}
    answer = rpc.call("eth_call", request, "latest")
    assert answer == ("0x" if symbol == "USDT" else "0x" + "00" * 31 + "01")
    before = token.balanceOf(stranger.address)
    token.transfer(stranger.address, 7, sender=holder)
    assert token.balanceOf(stranger.address) == before + 7


def test_transfer_from__needs_and_uses_an_allowance(token, symbol, holder, stranger):
    token.approve(stranger.address, 5, sender=holder)
    assert token.allowance(holder.address, stranger.address) == 5
    token.transferFrom(holder.address, stranger.address, 5, sender=stranger)
    assert token.allowance(holder.address, stranger.address) == 0


def test_usdc__blocked_account__cannot_receive(rpc, depositor, stranger):
    usdc = Contract.at(rpc, USDC, "FiatToken")
    usdc.blacklist(stranger.address, sender=_funded(rpc, usdc.blacklister()))
    with reverts("Error", "Blacklistable: account is blacklisted"):
        usdc.transfer(stranger.address, 0, sender=depositor)


def test_weth__unknown_call__is_a_deposit(rpc, depositor):
    weth = Contract.at(rpc, WETH, "WETH9")
    before = weth.balanceOf(depositor.address)
    request = {"from": depositor.address, "to": WETH, "data": "0xdeadbeef", "value": "0x5"}
    assert wait_for_receipt(rpc, rpc.call("eth_sendTransaction", request)).ok
    assert weth.balanceOf(depositor.address) == before + 5
