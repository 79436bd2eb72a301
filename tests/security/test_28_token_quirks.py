"""Attack 28: tokens that lie, charge, call back, vanish, or claim to be another."""

from __future__ import annotations

import pytest
from eth_abi.abi import encode

from garter.chain import Contract
from garter.protocol.hashing import keccak256
from tests.support import reverts
from tests.support.bridge import (
    CHAIN_ID,
    MAX,
    burn_data,
    deploy_bridge,
    legacy_request,
    request,
)

L2_VAULT = "0x0000000000000000000000000000000000010004"


@pytest.fixture(scope="module")
def bridge(rpc, governor):
    return deploy_bridge(rpc, governor)


@pytest.fixture
def deploy(rpc, bridge, depositor, stranger):
    """A registered token of a kind, 1,000 of it with the depositor and 500 approved."""

    def make(kind, *arguments, approved="vault"):
        token = Contract.deploy(rpc, kind, *arguments, sender=stranger)
        token.mint(depositor, 1_000, sender=stranger)
        token.approve(getattr(bridge, approved), 500, sender=depositor)
        bridge.vault.registerToken(token, sender=stranger)
        return token, bridge.vault.assetId(token)

    return make


def ways_in(bridge, depositor, token, asset):
    """Every way to deposit 500 of a token."""
    return (
        lambda: bridge.deposit_base(depositor, asset, 500),
        lambda: bridge.deposit(depositor, request(asset, burn_data(500, depositor))),
        lambda: bridge.deposit(depositor, request(asset, burn_data(500, depositor, token))),
        lambda: bridge.deposit(depositor, legacy_request(token, 500, depositor)),
    )


@pytest.mark.parametrize("approved", ["vault", "router"])
def test_fee_on_transfer__by_every_way_in__reverts(bridge, deploy, depositor, approved):
    token, asset = deploy("FeeOnTransferToken", approved=approved)
    for attempt in ways_in(bridge, depositor, token, asset):
        with reverts("TokensWithFeesNotSupported"):
            attempt()
    assert bridge.tracker.chainBalance(CHAIN_ID, asset) == 0


@pytest.mark.parametrize("approved", ["vault", "router"])
def test_false_instead_of_a_revert__by_every_way_in__reverts(bridge, deploy, depositor, approved):
    token, asset = deploy("FalseReturningToken", approved=approved)
    for attempt in ways_in(bridge, depositor, token, asset):
        with reverts("Error", "SafeERC20: ERC20 operation did not succeed"):
            attempt()


def test_weth__by_every_way_in__reverts(bridge, depositor):
    weth = bridge.weth
    weth.deposit(sender=depositor, value=500)
    weth.approve(bridge.vault, 500, sender=depositor)
    bridge.vault.registerToken(weth, sender=depositor)
    for attempt in ways_in(bridge, depositor, weth, bridge.vault.assetId(weth)):
        with reverts("BurningNativeWETHNotSupported"):
            attempt()


def test_token_without_code__cannot_be_registered(bridge, depositor):
    ghost = "0x00" + "77" * 19
    asset = keccak256(encode(["uint256", "address", "address"], [bridge.l1, L2_VAULT, ghost]))
    for attempt in (
        lambda: bridge.vault.registerToken(ghost, sender=depositor),
        lambda: bridge.deposit(depositor, legacy_request(ghost, 500, depositor)),
        lambda: bridge.deposit(depositor, request(asset, burn_data(500, depositor, ghost))),
    ):
        with reverts("EmptyToken"):
            attempt()


def test_token_that_vanished__is_not_believed(bridge, rpc, deploy, depositor):
    """A call to an address without code succeeds and returns nothing, like USDT's."""
    token, asset = deploy("ReentrantToken")
    rpc.call("anvil_setCode", token.address, "0x")
    for attempt in ways_in(bridge, depositor, token, asset):
        with reverts("Error", "Address: call to non-contract"):
            attempt()


# --- calling back ---


@pytest.fixture
def reentrant(deploy):
    return deploy("ReentrantToken")


def strike(bridge, token, asset, depositor, target, attack):
    token.arm(target, attack, sender=depositor)
    bridge.deposit(depositor, request(asset, burn_data(500, depositor)))
    assert token.attempted()


def test_reentrancy__the_books_are_written_before_the_token_is_called(bridge, reentrant, depositor):
    token, asset = reentrant
    look = bridge.tracker.calldata("chainBalance", CHAIN_ID, asset)
    strike(bridge, token, asset, depositor, bridge.tracker, look)
    assert token.succeeded()
    assert int.from_bytes(token.answer(), "big") == 500


@pytest.mark.parametrize(
    ("contract", "function", "arguments"),
    [
        ("router", "bridgehubDepositBaseToken", (CHAIN_ID, "asset", "depositor", 500)),
        ("router", "bridgehubDeposit", (CHAIN_ID, "depositor", 0, b"\x01")),
        ("router", "bridgehubConfirmL2Transaction", (CHAIN_ID, bytes(32), bytes(32))),
        ("router", "transferFundsToNTV", ("asset", 500, "depositor")),
        ("router", "setAssetHandlerAddressThisChain", (bytes(32), "depositor")),
        ("vault", "bridgeBurn", (CHAIN_ID, 0, "asset", "depositor", b"")),
        ("nullifier", "bridgehubConfirmL2TransactionForwarded", (CHAIN_ID, bytes(32), bytes(32))),
        ("tracker", "handleChainBalanceIncreaseOnL1", (CHAIN_ID, "asset", 500, 0)),
        ("tracker", "registerNewTokenIfNeeded", (bytes(32), 1)),
    ],
)
def test_reentrancy__every_privileged_door_is_shut(
    bridge, reentrant, depositor, contract, function, arguments
):
    token, asset = reentrant
    named = {"asset": asset, "depositor": depositor}
    target = getattr(bridge, contract)
    filled = [named.get(a, a) if isinstance(a, str) else a for a in arguments]
    strike(bridge, token, asset, depositor, target, target.calldata(function, *filled))
    assert not token.succeeded()
    assert token.answer()[:4] == keccak256(b"Unauthorized(address)")[:4]
    assert bridge.tracker.chainBalance(CHAIN_ID, asset) == 500
    assert token.balanceOf(bridge.vault) == 500


def test_reentrancy__paying_the_vault_meanwhile__reverts(bridge, reentrant, depositor, stranger):
    """What arrives must be what was asked for, so a gift cannot stand in for a deposit."""
    token, asset = reentrant
    gift = token.calldata("mint", bridge.vault, 500)
    token.arm(token, gift, sender=depositor)
    with reverts("TokensWithFeesNotSupported"):
        bridge.deposit(depositor, request(asset, burn_data(500, depositor)))


def test_reentrancy__registering_another_token_meanwhile__is_harmless(
    bridge, rpc, reentrant, depositor, stranger
):
    token, asset = reentrant
    other = Contract.deploy(rpc, "FeeOnTransferToken", sender=stranger)
    strike(
        bridge, token, asset, depositor, bridge.vault, bridge.vault.calldata("registerToken", other)
    )
    assert token.succeeded()
    assert bridge.vault.tokenAddress(bridge.vault.assetId(other)) == other.address
    assert bridge.tracker.chainBalance(CHAIN_ID, asset) == 500


# --- claiming to be another ---


def test_squatting__a_token_registers_as_itself_only(bridge, deploy, rpc, depositor, stranger):
    _, precious = deploy("BytesNameToken")
    fake = Contract.deploy(rpc, "ReentrantToken", sender=stranger)
    own = keccak256(encode(["uint256", "address", "address"], [bridge.l1, L2_VAULT, fake.address]))
    with reverts("AssetIdMismatch", precious, own):
        bridge.vault.tryRegisterTokenFromBurnData(
            burn_data(1, stranger, fake), precious, sender=stranger
        )
    with reverts("AssetIdMismatch", b"\x01" * 32, own):
        bridge.deposit(stranger, request(b"\x01" * 32, burn_data(1, stranger, fake)))
    with reverts("AssetIdMismatch", bytes(32), precious):
        bridge.deposit(stranger, request(precious, burn_data(1, stranger, fake)))


def test_squatting__registering_twice__reverts(bridge, deploy, stranger):
    token, asset = deploy("ReentrantToken")
    with reverts("AssetIdAlreadyRegistered"):
        bridge.vault.registerToken(token, sender=stranger)
    with reverts("AssetIdAlreadyRegistered"):
        bridge.vault.tryRegisterTokenFromBurnData(
            burn_data(1, stranger, token), asset, sender=stranger
        )


def test_squatting__a_tracker_cannot_reach_the_vaults_assets(
    bridge, deploy, governor, council, stranger
):
    """The sender is hashed into the asset id, so equal data makes another asset."""
    token, asset = deploy("ReentrantToken")
    data = bytes(12) + bytes.fromhex(token.address[2:])
    bridge.router.setAssetDeploymentTracker(data, council, sender=governor)
    bridge.router.setAssetHandlerAddressThisChain(data, council, sender=council)
    assert bridge.router.assetHandlerAddress(asset) == bridge.vault.address
    assert bridge.router.assetDeploymentTracker(asset) == bridge.vault.address
    with reverts("Unauthorized", stranger):
        bridge.router.setAssetHandlerAddressThisChain(data, stranger, sender=stranger)


def test_squatting__a_worthless_token_leaves_the_others_books_alone(bridge, deploy, depositor):
    _, precious = deploy("BytesNameToken")
    worthless, asset = deploy("ReentrantToken")
    worthless.mint(depositor, MAX - 1_000, sender=depositor)
    worthless.approve(bridge.vault, MAX, sender=depositor)
    bridge.deposit(depositor, request(asset, burn_data(MAX, depositor)))
    assert bridge.tracker.chainBalance(CHAIN_ID, asset) == MAX
    assert bridge.tracker.chainBalance(CHAIN_ID, precious) == 0
    assert bridge.tracker.chainBalance(bridge.l1, precious) == MAX
    worthless.mint(depositor, 0, sender=depositor)
    with reverts("InsufficientChainBalance", bridge.l1, asset, 1):
        bridge.deposit(depositor, request(asset, burn_data(1, depositor)))
