"""Attack 12: a malicious chain takes what belongs to others. It may prove any message it likes."""

from __future__ import annotations

import pytest

from garter.chain import Contract
from garter.protocol.assets import MintData, TokenData, ntv_asset_id
from tests.security.withdrawals import ENTRIES, fund
from tests.support import reverts
from tests.support.bridge import MAX
from tests.support.two_chains import ALPHA, BETA, MINT

AMOUNT = 5_000
HOME = "0x" + "c0" * 20


@pytest.fixture(autouse=True)
def _funds(net, depositor):
    fund(net, depositor, AMOUNT)


def settled(chain, message):
    chain.settle()
    return message


@pytest.mark.parametrize("entry", ENTRIES)
def test_token__more_than_the_chain_holds__reverts(net, stranger, entry):
    asset = net.asset_of(net.base_token)
    assert net.tracker.chainBalance(BETA, asset) == MINT > AMOUNT
    message = settled(net.alpha, net.alpha.withdraw(asset, stranger, AMOUNT + 1))
    with reverts("InsufficientChainBalance", ALPHA, asset, AMOUNT + 1):
        ENTRIES[entry](net, message, stranger)
    ENTRIES[entry](net, settled(net.alpha, net.alpha.withdraw(asset, stranger, AMOUNT)), stranger)
    message = settled(net.alpha, net.alpha.withdraw(asset, stranger, 1))
    with reverts("InsufficientChainBalance", ALPHA, asset, 1):
        ENTRIES[entry](net, message, stranger)
    assert net.tracker.chainBalance(BETA, asset) == MINT


def test_base_token__more_than_the_chain_holds__reverts(net, stranger):
    message = settled(net.alpha, net.alpha.withdraw_base_token(stranger, MINT + 1))
    with reverts("InsufficientChainBalance", ALPHA, net.eth, MINT + 1):
        net.finalize(message, stranger)
    net.finalize(settled(net.alpha, net.alpha.withdraw_base_token(stranger, MINT)), stranger)


def test_eth__by_a_chain_that_never_had_any__reverts(net, stranger):
    message = settled(net.beta, net.beta.withdraw(net.eth, stranger, 1))
    with reverts("InsufficientChainBalance", BETA, net.eth, 1):
        net.finalize(message, stranger)


def test_everything_at_once__reverts(net, stranger):
    message = settled(net.alpha, net.alpha.withdraw_base_token(stranger, MAX))
    with reverts("InsufficientChainBalance", ALPHA, net.eth, MAX):
        net.finalize(message, stranger)


def test_claims__of_a_chain_that_gave_it_away__revert(net, depositor, stranger):
    """It says that a deposit failed and lets the same funds be withdrawn."""
    asset = net.asset_of(net.base_token)
    deposit = net.deposit(ALPHA, depositor, net.base_token, AMOUNT)
    net.alpha.execute(deposit, False)
    stolen = net.alpha.withdraw(asset, stranger, 2 * AMOUNT)
    net.alpha.settle()
    net.finalize(stolen, stranger)
    with reverts("InsufficientChainBalance", ALPHA, asset, AMOUNT):
        net.recover(deposit, depositor)


def test_unregistered_asset__without_metadata__reverts(net, stranger):
    asset = ntv_asset_id(ALPHA, HOME)
    message = settled(net.alpha, net.alpha.withdraw(asset, stranger, 1, HOME))
    with reverts("EmptyData"):
        net.finalize(message, stranger)


def test_own_token__arrives_as_a_token_of_its_own(net, rpc, stranger):
    asset = ntv_asset_id(ALPHA, HOME)
    expected = net.vault.calculateCreate2TokenAddress(ALPHA, HOME)
    message = settled(net.alpha, net.alpha.withdraw_own_token(HOME, stranger, AMOUNT))
    net.finalize(message, stranger)
    assert net.vault.tokenAddress(asset) == expected
    assert net.vault.originChainId(asset) == ALPHA
    assert net.vault.originToken(asset).lower() == HOME
    assert net.router.assetHandlerAddress(asset) == net.vault.address
    token = Contract.at(rpc, expected, "BridgedStandardERC20")
    assert token.call("name", ()) == "Own Token"
    assert (token.symbol(), token.decimals()) == ("OWN", 6)
    assert token.balanceOf(stranger) == token.totalSupply() == AMOUNT
    assert net.tracker.chainBalance(ALPHA, asset) == MAX - AMOUNT
    assert net.tracker.chainBalance(rpc.chain_id(), asset) == AMOUNT


def test_own_token__to_the_other_chain_and_back(net, rpc, stranger):
    asset = ntv_asset_id(ALPHA, HOME)
    net.finalize(settled(net.alpha, net.alpha.withdraw_own_token(HOME, stranger, AMOUNT)), stranger)
    token = Contract.at(rpc, net.vault.tokenAddress(asset), "BridgedStandardERC20")
    net.base_token.mint(stranger, MINT, sender=net.issuer)
    net.base_token.approve(net.router, MINT, sender=stranger)
    deposit_own(net, BETA, stranger, token, asset, AMOUNT)
    assert token.totalSupply() == 0
    assert net.tracker.chainBalance(BETA, asset) == AMOUNT
    message = settled(net.beta, net.beta.withdraw(asset, stranger, AMOUNT))
    net.finalize(message, stranger)
    assert token.balanceOf(stranger) == AMOUNT
    # What alpha said of its token before does not entitle beta to more.
    message = settled(net.beta, net.beta.withdraw(asset, stranger, 1))
    with reverts("InsufficientChainBalance", BETA, asset, 1):
        net.finalize(message, stranger)


def test_own_token__deposit_that_failed__is_minted_again(net, rpc, stranger):
    asset = ntv_asset_id(ALPHA, HOME)
    net.finalize(settled(net.alpha, net.alpha.withdraw_own_token(HOME, stranger, AMOUNT)), stranger)
    token = Contract.at(rpc, net.vault.tokenAddress(asset), "BridgedStandardERC20")
    deposit = deposit_own(net, ALPHA, stranger, token, asset, AMOUNT)
    assert token.balanceOf(stranger) == 0
    net.alpha.execute(deposit, False)
    net.alpha.settle()
    net.recover(deposit, stranger)
    assert token.balanceOf(stranger) == AMOUNT
    with reverts("LegacyMethodForNonL1Token"):
        net.nullifier.claimFailedDeposit(*deposit.claim_arguments(), sender=stranger)


def test_own_token__nothing_of_it__cannot_be_deposited(net, rpc, stranger):
    asset = ntv_asset_id(ALPHA, HOME)
    net.finalize(settled(net.alpha, net.alpha.withdraw_own_token(HOME, stranger, AMOUNT)), stranger)
    token = Contract.at(rpc, net.vault.tokenAddress(asset), "BridgedStandardERC20")
    with reverts("AmountMustBeGreaterThanZero"):
        deposit_own(net, ALPHA, stranger, token, asset, 0)
    with reverts("LegacyEncodingUsedForNonL1Token"):
        net.deposit(ALPHA, stranger, token, 1, legacy=True)


@pytest.mark.parametrize("amount", [0, 1])
def test_squatting__another_chains_token__reverts(net, stranger, amount):
    """Alpha brings beta's token first, to give it a name. No amount, not even none, is alpha's."""
    asset = ntv_asset_id(BETA, HOME)
    honest = net.beta.withdraw_own_token(HOME, stranger, AMOUNT)
    metadata = metadata_of(honest)
    message = settled(net.alpha, net.alpha.withdraw(asset, stranger, amount, HOME, metadata))
    if amount:
        with reverts("InsufficientChainBalance", ALPHA, asset, amount):
            net.finalize(message, stranger)
    else:
        with reverts("AmountMustBeGreaterThanZero"):
            net.finalize(message, stranger)
    assert net.vault.tokenAddress(asset) == "0x" + "00" * 20
    net.beta.settle()
    net.finalize(honest, stranger)


def test_squatting__own_token_under_anothers_id__reverts(net, stranger):
    """The id says which chain and token it is of, and the metadata must agree."""
    metadata = metadata_of(net.alpha.withdraw_own_token(HOME, stranger, 1))
    for asset in (ntv_asset_id(BETA, HOME), ntv_asset_id(ALPHA, "0x" + "c1" * 20), b"\1" * 32):
        message = settled(net.alpha, net.alpha.withdraw(asset, stranger, 1, HOME, metadata))
        with reverts("AssetIdMismatch", ntv_asset_id(ALPHA, HOME), asset):
            net.finalize(message, stranger)


def test_squatting__a_token_of_l1_that_nobody_registered__reverts(net, rpc, stranger, admin):
    token = Contract.deploy(rpc, "ReentrantToken", sender=admin)
    asset = net.asset_of(token)
    for origin in (0, rpc.chain_id()):
        metadata = TokenData.of(origin, "Fake", "FAKE", 0).encode()
        message = settled(net.alpha, net.alpha.withdraw(asset, stranger, 1, token, metadata))
        with reverts("DeployingBridgedTokenForNativeToken"):
            net.finalize(message, stranger)


def deposit_own(net, chain_id, sender, token, asset, amount):
    """As `net.deposit`, for a token that is not L1's."""
    return net.deposit(chain_id, sender, token, amount, asset=asset)


def metadata_of(message):
    return MintData.decode(message.data[68:]).metadata
