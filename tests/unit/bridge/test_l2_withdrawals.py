"""Withdrawals from a chain: both entries, exact messages, registration, quirks of tokens."""

from __future__ import annotations

import pytest
from eth_abi.abi import decode
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garter.chain import Contract, Impersonated
from garter.protocol import constants
from garter.protocol.assets import (
    FINALIZE_DEPOSIT,
    MintData,
    RouterMessage,
    TokenData,
    ntv_asset_id,
)
from garter.protocol.hashing import keccak256
from tests.support import Mock, reverts
from tests.support.bridge import burn_data
from tests.support.chain_bridge import BASE_ASSET, L1_CHAIN_ID, NOBODY
from tests.unit.bridge.test_l2_deposits import ASSET, L1_TOKEN, USDC

MAX = 2**256 - 1


@pytest.fixture
def usdc(chain, depositor) -> Contract:
    """A token of L1, of which the depositor has 100."""
    chain.arrive(L1_TOKEN, depositor, 100, USDC)
    return chain.token(L1_TOKEN)


def native_id(rpc, token) -> bytes:
    return ntv_asset_id(rpc.chain_id(), token.address)


def message(rpc, asset: bytes, caller, receiver, token, amount: int, data: TokenData) -> bytes:
    """What L1 is told, by Python."""
    mint = MintData(caller.address, receiver.address, token, amount, data.encode())
    return RouterMessage(FINALIZE_DEPOSIT, rpc.chain_id(), asset, mint.encode()).encode()


# --- a token of L1 ---


def test_withdraw__burns_and_tells_l1(rpc, chain, usdc, depositor, stranger):
    data = burn_data(40, stranger, usdc)
    receipt = chain.router.withdraw(ASSET, data, sender=depositor)
    expected = message(rpc, ASSET, depositor, stranger, L1_TOKEN, 40, USDC)
    [sent] = chain.messages(receipt)
    assert (sent.sender, sent.message) == (chain.router.address, expected)
    assert (usdc.balanceOf(depositor), usdc.totalSupply()) == (60, 60)
    [event] = chain.router.events(receipt)
    assert (event.name, event.chainId, event.l2Sender, event.assetId, event.assetData) == (
        "WithdrawalInitiatedAssetRouter",
        L1_CHAIN_ID,
        depositor.address,
        ASSET,
        data,
    )
    [burnt] = chain.vault.events(receipt)
    assert (burnt.name, burnt.chainId, burnt.assetId) == ("BridgeBurn", L1_CHAIN_ID, ASSET)
    assert (burnt.sender, burnt.receiver, burnt.amount) == (
        depositor.address,
        stranger.address,
        40,
    )


def test_withdraw__returns_the_hash_of_the_message(rpc, chain, usdc, depositor, stranger):
    returned = chain.router.call(
        "withdraw", (ASSET, burn_data(40, stranger, usdc)), caller=depositor
    )
    assert returned == keccak256(message(rpc, ASSET, depositor, stranger, L1_TOKEN, 40, USDC))


def test_withdraw__token_left_to_the_vault__is_looked_up(chain, usdc, depositor, stranger):
    chain.router.withdraw(ASSET, burn_data(40, stranger), sender=depositor)
    assert usdc.balanceOf(depositor) == 60


def test_withdraw__old_entry__says_the_same(rpc, chain, usdc, depositor, stranger):
    receipt = chain.router.withdraw(stranger, usdc, 40, sender=depositor)
    [sent] = chain.messages(receipt)
    assert sent.message == message(rpc, ASSET, depositor, stranger, L1_TOKEN, 40, USDC)
    [event] = chain.router.events(receipt)
    assert event.assetData == burn_data(40, stranger, usdc)


def test_withdraw__old_entry__nothing__reverts(chain, usdc, depositor):
    with reverts("AmountMustBeGreaterThanZero"):
        chain.router.withdraw(depositor, usdc, 0, sender=depositor)


def test_withdraw__old_entry__not_of_l1__reverts(chain, token, depositor):
    with reverts("TokenNotLegacy"):
        chain.router.withdraw(depositor, token, 1, sender=depositor)  # unknown
    chain.vault.registerToken(token, sender=depositor)
    with reverts("TokenNotLegacy"):
        chain.router.withdraw(depositor, token, 1, sender=depositor)  # native


def test_withdraw__old_entry__value_or_short_calldata__reverts(chain, usdc, depositor):
    data = chain.router.calldata("withdraw", depositor, usdc, 1)
    for calldata, value in ((data, 1), (data[:-1], 0), (data[:4], 0)):
        with reverts(""):
            chain.router.send_raw(calldata, sender=depositor, value=value)


def test_withdraw__nothing__reverts(chain, usdc, depositor):
    with reverts("AmountMustBeGreaterThanZero"):
        chain.router.withdraw(ASSET, burn_data(0, depositor, usdc), sender=depositor)


def test_withdraw__more_than_held__reverts(chain, usdc, depositor, stranger):
    with reverts("Error", "ERC20: burn amount exceeds balance"):
        chain.router.withdraw(ASSET, burn_data(101, depositor, usdc), sender=depositor)
    with reverts("Error", "ERC20: burn amount exceeds balance"):
        chain.router.withdraw(stranger, usdc, 1, sender=stranger)


def test_withdraw__of_another_asset_than_the_token__reverts(chain, usdc, depositor, token):
    with reverts("AssetIdMismatch", bytes(32), ASSET):
        chain.router.withdraw(ASSET, burn_data(1, depositor, token), sender=depositor)


@pytest.mark.parametrize("length", [0, 95, 97, 128, 4_000])
def test_withdraw__burn_data_of_another_length__reverts(chain, usdc, depositor, length):
    with reverts("InvalidNTVBurnData"):
        chain.router.withdraw(ASSET, bytes(length), sender=depositor)


def test_withdraw__paused_vault__reverts(chain, usdc, depositor, governor):
    chain.vault.pause(sender=governor)
    with reverts("Error", "Pausable: paused"):
        chain.router.withdraw(ASSET, burn_data(1, depositor, usdc), sender=depositor)


def test_bridge_burn__not_the_router_or_a_value__reverts(rpc, chain, usdc, depositor):
    data = burn_data(1, depositor, usdc)
    with reverts("Unauthorized", depositor):
        chain.vault.bridgeBurn(L1_CHAIN_ID, 0, ASSET, depositor, data, sender=depositor)
    router = Impersonated(chain.router.address)
    rpc.call("anvil_setBalance", router.address, hex(10**20))
    with reverts("NonEmptyMsgValue"):
        chain.vault.bridgeBurn(L1_CHAIN_ID, 1, ASSET, depositor, data, sender=router)
    with reverts("NonEmptyMsgValue"):
        chain.vault.bridgeBurn(L1_CHAIN_ID, 0, ASSET, depositor, data, sender=router, value=1)
    with reverts("InvalidNTVBurnData"):
        chain.vault.bridgeBurn(L1_CHAIN_ID, 0, ASSET, depositor, data[:-1], sender=router)


def test_withdraw__base_token__reverts(chain, depositor):
    with reverts("ValueMismatch", 5, 0):
        chain.router.withdraw(BASE_ASSET, burn_data(5, depositor), sender=depositor)
    with reverts("ValueMismatch", 5, 0):
        chain.router.withdraw(depositor, constants.L2_BASE_TOKEN, 5, sender=depositor)


def test_withdraw__token_without_metadata__leaves_without(rpc, chain, depositor, stranger):
    nothing = TokenData(L1_CHAIN_ID, b"", b"", b"")
    chain.arrive(L1_TOKEN, depositor, 5, nothing)
    receipt = chain.router.withdraw(ASSET, burn_data(5, stranger), sender=depositor)
    [sent] = chain.messages(receipt)
    assert sent.message == message(rpc, ASSET, depositor, stranger, L1_TOKEN, 5, nothing)


@given(
    amount=st.integers(1, MAX),
    receiver=st.binary(min_size=20, max_size=20),
    name=st.text(st.characters(codec="utf-8"), max_size=60),
    decimals=st.integers(0, 255),
)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_withdraw__any_deposit__round_trip(rpc, chain, depositor, amount, receiver, name, decimals):
    """What L1 is told of a withdrawal is what it told of the deposit, in Python's encoding."""
    snapshot = rpc.call("evm_snapshot")
    data = TokenData.of(L1_CHAIN_ID, name, name, decimals)
    chain.arrive(L1_TOKEN, depositor, amount, data)
    to = Impersonated("0x" + receiver.hex())
    receipt = chain.router.withdraw(ASSET, burn_data(amount, to), sender=depositor)
    [sent] = chain.messages(receipt)
    assert sent.message == message(rpc, ASSET, depositor, to, L1_TOKEN, amount, data)
    assert chain.token(L1_TOKEN).totalSupply() == 0
    assert chain.tracker.interopInfo(ASSET) == (amount, amount)
    rpc.call("evm_revert", snapshot)


# --- a token of the chain ---


def test_withdraw__unregistered_native_token__is_registered(rpc, chain, token, depositor):
    asset = native_id(rpc, token)
    token.approve(chain.vault, 30, sender=depositor)
    receipt = chain.router.withdraw(asset, burn_data(30, depositor, token), sender=depositor)
    metadata = TokenData.of(rpc.chain_id(), "Plain Token", "PLN", 9)
    [sent] = chain.messages(receipt)
    assert sent.message == message(rpc, asset, depositor, depositor, token.address, 30, metadata)
    assert (token.balanceOf(chain.vault), token.balanceOf(depositor)) == (30, 970)
    vault = chain.vault
    assert (vault.originChainId(asset), vault.tokenAddress(asset)) == (
        rpc.chain_id(),
        token.address,
    )
    assert vault.originToken(asset) == token.address
    assert chain.router.assetHandlerAddress(asset) == vault.address
    assert chain.router.assetDeploymentTracker(asset) == vault.address
    assert chain.tracker.chainBalance(rpc.chain_id(), asset) == MAX - 30


def test_withdraw__native_token__comes_back(rpc, chain, token, depositor, stranger):
    asset = native_id(rpc, token)
    token.approve(chain.vault, 30, sender=depositor)
    chain.router.withdraw(asset, burn_data(30, depositor, token), sender=depositor)
    mint = MintData(NOBODY, stranger.address, token.address, 20, b"").encode()
    chain.router.finalizeDeposit(L1_CHAIN_ID, asset, mint, sender=chain.l1_router)
    assert (token.balanceOf(chain.vault), token.balanceOf(stranger)) == (10, 20)
    assert chain.tracker.chainBalance(rpc.chain_id(), asset) == MAX - 10
    assert chain.tracker.interopInfo(asset) == (30, 20)


def test_finalize_deposit__more_of_a_native_token_than_left__reverts(rpc, chain, token, depositor):
    asset = native_id(rpc, token)
    token.approve(chain.vault, 30, sender=depositor)
    chain.router.withdraw(asset, burn_data(30, depositor, token), sender=depositor)
    token.transfer(chain.vault, 500, sender=depositor)  # given away, not withdrawn
    mint = MintData(NOBODY, depositor.address, token.address, 31, b"").encode()
    with reverts(""):
        chain.router.finalizeDeposit(L1_CHAIN_ID, asset, mint, sender=chain.l1_router)


def test_withdraw__native_token__nothing_or_not_approved__reverts(rpc, chain, token, depositor):
    asset = native_id(rpc, token)
    with reverts("EmptyDeposit"):
        chain.router.withdraw(asset, burn_data(0, depositor, token), sender=depositor)
    token.approve(chain.router, 5, sender=depositor)  # only the vault's allowance counts here
    with reverts("Error"):
        chain.router.withdraw(asset, burn_data(5, depositor, token), sender=depositor)


def test_withdraw__unregistered__reverts(rpc, chain, usdc, token, depositor, stranger):
    asset = native_id(rpc, token)
    for data, error in (
        (burn_data(1, depositor), ("ZeroAddress",)),
        (burn_data(1, depositor, stranger), ("EmptyToken",)),
        (burn_data(1, depositor, usdc), ("AssetIdAlreadyRegistered",)),
        (burn_data(1, depositor, chain.weth), ("TokenNotSupported", chain.weth)),
    ):
        with reverts(*error):
            chain.router.withdraw(asset, data, sender=depositor)
    squatted = keccak256(b"somebody else's")
    with reverts("AssetIdMismatch", squatted, asset):
        chain.router.withdraw(squatted, burn_data(1, depositor, token), sender=depositor)


def test_withdraw__token_with_fees__reverts(rpc, chain, governor, depositor):
    taxed = Contract.deploy(rpc, "FeeOnTransferToken", sender=governor)
    taxed.mint(depositor, 1000, sender=governor)
    taxed.approve(chain.vault, 1000, sender=depositor)
    with reverts("TokensWithFeesNotSupported"):
        chain.router.withdraw(
            native_id(rpc, taxed), burn_data(500, depositor, taxed), sender=depositor
        )


def test_withdraw__token_that_returns_false__reverts(rpc, chain, governor, depositor):
    false = Contract.deploy(rpc, "FalseReturningToken", sender=governor)
    with reverts("Error", "SafeERC20: ERC20 operation did not succeed"):
        chain.router.withdraw(
            native_id(rpc, false), burn_data(500, depositor, false), sender=depositor
        )


def test_withdraw__reentrant_token__finds_the_door_shut(rpc, chain, governor, depositor):
    evil = Contract.deploy(rpc, "ReentrantToken", sender=governor)
    evil.mint(depositor, 1000, sender=governor)
    evil.approve(chain.vault, 1000, sender=depositor)
    asset = native_id(rpc, evil)
    for attack in (
        chain.router.calldata("withdraw", asset, burn_data(1, depositor, evil)),
        chain.router.calldata("withdraw", depositor, evil, 1),
    ):
        evil.arm(chain.router, attack, sender=depositor)
        chain.router.withdraw(asset, burn_data(10, depositor, evil), sender=depositor)
        assert evil.attempted()
        assert not evil.succeeded()
    assert chain.tracker.chainBalance(rpc.chain_id(), asset) == MAX - 20
    assert evil.balanceOf(chain.vault) == 20


# --- registration ---


def test_register_token__reverts(chain, token, stranger, depositor):
    with reverts("EmptyToken"):
        chain.vault.registerToken(stranger, sender=depositor)
    with reverts("TokenNotSupported", chain.weth):
        chain.vault.registerToken(chain.weth, sender=depositor)
    with reverts("AssetIdAlreadyRegistered"):
        chain.vault.registerToken(constants.L2_BASE_TOKEN, sender=depositor)
    chain.vault.registerToken(token, sender=depositor)
    with reverts("AssetIdAlreadyRegistered"):
        chain.vault.registerToken(token, sender=depositor)


def test_register_token__address_of_a_token_to_come__cannot_be_taken(chain, depositor):
    with reverts("EmptyToken"):
        chain.vault.registerToken(chain.router.l2TokenAddress(L1_TOKEN), sender=depositor)


def test_ensure_token_is_registered__once(rpc, chain, usdc, token, depositor):
    for known, asset in (
        (token, native_id(rpc, token)),
        (usdc, ASSET),
        (constants.L2_BASE_TOKEN, BASE_ASSET),
    ):
        assert chain.vault.call("ensureTokenIsRegistered", (known,), caller=depositor) == asset
        chain.vault.ensureTokenIsRegistered(known, sender=depositor)
    count = chain.vault.bridgedTokensCount()
    chain.vault.ensureTokenIsRegistered(token, sender=depositor)
    assert chain.vault.bridgedTokensCount() == count


# --- other handlers ---


def test_withdraw__other_handler__is_asked_and_its_answer_sent(rpc, chain, governor, depositor):
    handler = Mock(rpc, governor)
    signature = "bridgeBurn(uint256,uint256,bytes32,address,bytes)"
    handler.returns(signature, ["bytes"], [b"m" * 1_700])
    asset = keccak256(b"an asset of a tracker on L1")
    chain.router.setAssetHandlerAddress(L1_CHAIN_ID, asset, handler.address, sender=chain.l1_router)
    receipt = chain.router.withdraw(asset, b"burn" * 50, sender=depositor)
    [sent] = chain.messages(receipt)
    told = RouterMessage(FINALIZE_DEPOSIT, rpc.chain_id(), asset, b"m" * 1_700)
    assert sent.message == told.encode()
    types = ["uint256", "uint256", "bytes32", "address", "bytes"]
    asked = decode(types, handler.last_calldata(signature)[4:])
    assert asked == (L1_CHAIN_ID, 0, asset, depositor.address.lower(), b"burn" * 50)
