"""L1NativeTokenVault: registration, and custody of deposits."""

from __future__ import annotations

import pytest
from eth_abi.abi import decode, encode

from garter.chain import Contract, Impersonated
from garter.protocol.hashing import keccak256
from tests.support import behind_proxy, reverts
from tests.support.bridge import CHAIN_ID, ETH, MAX, NOBODY, burn_data

L2_VAULT = "0x0000000000000000000000000000000000010004"


def asset_id_of(chain_id: int, token: str) -> bytes:
    return keccak256(encode(["uint256", "address", "address"], [chain_id, L2_VAULT, token]))


@pytest.fixture
def router(bridge, rpc):
    """The asset router as a sender."""
    rpc.call("anvil_setBalance", bridge.router.address, hex(10**24))
    return Impersonated(bridge.router.address)


@pytest.fixture
def burn(bridge, router, depositor):
    """Burn as the router asks for it."""

    def invoke(asset_id, data, *, value=0, l2_value=0, sender=router):
        return bridge.vault.bridgeBurn(
            CHAIN_ID, l2_value, asset_id, depositor, data, sender=sender, value=value
        )

    return invoke


def test_connections(bridge, rpc, governor):
    vault = bridge.vault
    assert vault.WETH_TOKEN() == bridge.weth.address
    assert vault.ASSET_ROUTER() == bridge.router.address
    assert vault.L1_NULLIFIER() == bridge.nullifier.address
    assert vault.L1_CHAIN_ID() == rpc.chain_id()
    assert vault.BASE_TOKEN_ASSET_ID() == asset_id_of(rpc.chain_id(), ETH)
    assert vault.l1AssetTracker() == bridge.tracker.address
    assert vault.owner() == governor.address


# --- registration ---


def test_register_eth__is_the_first_asset(bridge, eth):
    vault = bridge.vault
    assert vault.assetId(ETH) == eth
    assert (vault.tokenAddress(eth), vault.originToken(eth)) == (ETH, ETH)
    assert vault.originChainId(eth) == bridge.l1
    assert (vault.bridgedTokensCount(), vault.bridgedTokens(0), vault.tokenIndex(eth)) == (
        1,
        eth,
        0,
    )
    assert bridge.router.assetHandlerAddress(eth) == vault.address
    assert bridge.router.assetDeploymentTracker(eth) == vault.address
    assert bridge.tracker.chainBalance(bridge.l1, eth) == MAX


def test_register_eth__twice__reverts(bridge, stranger):
    with reverts("AssetIdAlreadyRegistered"):
        bridge.vault.registerEthToken(sender=stranger)


def test_register_token__fills_every_map(bridge, token, stranger):
    vault = bridge.vault
    receipt = vault.registerToken(token, sender=stranger)
    asset = asset_id_of(bridge.l1, token.address)
    assert vault.assetId(token) == asset
    assert vault.tokenAddress(asset) == vault.originToken(asset) == token.address
    assert vault.originChainId(asset) == bridge.l1
    assert (vault.bridgedTokensCount(), vault.bridgedTokens(1), vault.tokenIndex(asset)) == (
        2,
        asset,
        1,
    )
    assert bridge.tracker.chainBalance(bridge.l1, asset) == MAX
    handler, tracker = bridge.router.events(receipt)
    assert (handler.assetId, handler._assetHandlerAddress) == (asset, vault.address)
    assert (tracker.assetId, tracker.assetDeploymentTracker) == (asset, vault.address)
    assert tracker.additionalData == bytes(12) + bytes.fromhex(token.address[2:])


def test_register_token__many__each_has_its_place(bridge, rpc, governor, stranger):
    tokens = [
        Contract.deploy(rpc, "PlainToken", governor, "T", "T", 0, sender=governor) for _ in range(3)
    ]
    for token in tokens:
        bridge.vault.registerToken(token, sender=stranger)
    assets = [bridge.vault.assetId(t) for t in tokens]
    assert [bridge.vault.tokenIndex(a) for a in assets] == [1, 2, 3]
    assert [bridge.vault.bridgedTokens(i) for i in (1, 2, 3)] == assets
    assert [bridge.vault.tokenAddress(a) for a in assets] == [t.address for t in tokens]


def test_register_token__weth__may_be_registered(bridge, stranger):
    bridge.vault.registerToken(bridge.weth, sender=stranger)
    assert bridge.vault.assetId(bridge.weth) != bytes(32)


def test_register_token__twice__reverts(bridge, token, asset, stranger):
    with reverts("AssetIdAlreadyRegistered"):
        bridge.vault.registerToken(token, sender=stranger)


@pytest.mark.parametrize("address", [NOBODY, ETH, "0x" + "77" * 20])
def test_register_token__no_code__reverts(bridge, stranger, address):
    with reverts("EmptyToken"):
        bridge.vault.registerToken(address, sender=stranger)


def test_unknown_asset__is_nothing(bridge):
    unknown = b"\x07" * 32
    assert bridge.vault.tokenAddress(unknown) == bridge.vault.originToken(unknown) == NOBODY
    assert bridge.vault.originChainId(unknown) == bridge.vault.tokenIndex(unknown) == 0


def test_ensure__registers_once(bridge, token, stranger):
    vault = bridge.vault
    wanted = asset_id_of(bridge.l1, token.address)
    assert vault.call("ensureTokenIsRegistered", (token,)) == wanted
    vault.ensureTokenIsRegistered(token, sender=stranger)
    vault.ensureTokenIsRegistered(token, sender=stranger)
    assert vault.call("ensureTokenIsRegistered", (token,)) == wanted
    assert vault.bridgedTokensCount() == 2
    with reverts("EmptyToken"):
        vault.ensureTokenIsRegistered("0x" + "77" * 20, sender=stranger)


def test_try_register__of_the_right_asset__registers(bridge, token, stranger):
    asset = asset_id_of(bridge.l1, token.address)
    data = burn_data(1, stranger, token)
    bridge.vault.tryRegisterTokenFromBurnData(data, asset, sender=stranger)
    assert bridge.vault.assetId(token) == asset


def test_try_register__of_another_asset__reverts(bridge, token, stranger):
    asset = asset_id_of(bridge.l1, token.address)
    with reverts("AssetIdMismatch", b"\x01" * 32, asset):
        bridge.vault.tryRegisterTokenFromBurnData(
            burn_data(1, stranger, token), b"\x01" * 32, sender=stranger
        )


def test_try_register__refusals(bridge, token, asset, stranger):
    attempt = bridge.vault.tryRegisterTokenFromBurnData
    with reverts("ZeroAddress"):
        attempt(burn_data(1, stranger), asset, sender=stranger)
    with reverts("AssetIdAlreadyRegistered"):
        attempt(burn_data(1, stranger, token), asset, sender=stranger)
    with reverts("AssetIdAlreadyRegistered"):
        attempt(burn_data(1, stranger, ETH), asset, sender=stranger)
    with reverts("EmptyToken"):
        attempt(burn_data(1, stranger, "0x" + "77" * 20), asset, sender=stranger)


@pytest.mark.parametrize("length", [0, 95, 97, 128])
def test_try_register__wrong_length__reverts(bridge, stranger, length):
    with reverts("InvalidNTVBurnData"):
        bridge.vault.tryRegisterTokenFromBurnData(bytes(length), bytes(32), sender=stranger)


# --- deposits ---


def test_burn__eth__is_held_and_booked(bridge, rpc, eth, burn, depositor, stranger):
    receipt = burn(eth, burn_data(5, stranger), value=5)
    assert rpc.balance(bridge.vault.address) == 5
    assert bridge.tracker.chainBalance(CHAIN_ID, eth) == 5
    [event] = bridge.vault.events(receipt, "BridgeBurn")
    assert (event.chainId, event.assetId, event.sender, event.receiver, event.amount) == (
        CHAIN_ID,
        eth,
        depositor.address,
        stranger.address,
        5,
    )


def test_burn__eth__answers_with_ethers_metadata(bridge, eth, router, depositor, stranger):
    answer = bridge.vault.call(
        "bridgeBurn",
        (CHAIN_ID, 0, eth, depositor, burn_data(5, stranger, ETH)),
        caller=router,
        value=5,
    )
    fields = decode(["address", "address", "address", "uint256", "bytes"], answer)
    assert fields[:4] == (
        depositor.address.lower(),
        stranger.address.lower(),
        ETH,
        5,
    )
    assert fields[4] == b"\x01" + encode(
        ["uint256", "bytes", "bytes", "bytes"],
        [
            bridge.l1,
            encode(["string"], ["Ether"]),
            encode(["string"], ["ETH"]),
            encode(["uint8"], [18]),
        ],
    )


@pytest.mark.parametrize("named", [True, False])
def test_burn__token__is_held_and_booked(
    bridge, token, asset, router, burn, depositor, stranger, named
):
    token.approve(bridge.vault, 5, sender=depositor)
    data = burn_data(5, stranger, token if named else NOBODY)
    answer = bridge.vault.call("bridgeBurn", (CHAIN_ID, 0, asset, depositor, data), caller=router)
    burn(asset, data)
    assert token.balanceOf(bridge.vault) == 5
    assert token.balanceOf(depositor) == 995
    assert bridge.tracker.chainBalance(CHAIN_ID, asset) == 5
    fields = decode(["address", "address", "address", "uint256", "bytes"], answer)
    assert fields[2] == token.address.lower()
    assert fields[4] == bridge.vault.getERC20Getters(token, bridge.l1)


@pytest.mark.parametrize(
    ("to_router", "to_vault", "paid_from"),
    [(0, 5, "vault"), (5, 0, "router"), (5, 5, "vault"), (9, 4, "router")],
)
def test_burn__either_allowance_will_do(
    bridge, token, asset, burn, depositor, stranger, to_router, to_vault, paid_from
):
    token.approve(bridge.router, to_router, sender=depositor)
    token.approve(bridge.vault, to_vault, sender=depositor)
    burn(asset, burn_data(5, stranger))
    assert token.balanceOf(bridge.vault) == 5
    left = (token.allowance(depositor, bridge.router), token.allowance(depositor, bridge.vault))
    assert left == (
        (to_router - 5, to_vault) if paid_from == "router" else (to_router, to_vault - 5)
    )


def test_burn__neither_allowance_is_enough__the_token_says_so(
    bridge, token, asset, burn, depositor, stranger
):
    token.approve(bridge.router, 3, sender=depositor)
    token.approve(bridge.vault, 3, sender=depositor)
    with reverts("Error", "erc20: insufficient allowance"):
        burn(asset, burn_data(5, stranger))


def test_burn__l2_value__reverts(burn, eth, stranger):
    with reverts("NonEmptyMsgValue"):
        burn(eth, burn_data(5, stranger), value=5, l2_value=1)


def test_burn__not_the_router__reverts(burn, eth, stranger):
    with reverts("Unauthorized", stranger):
        burn(eth, burn_data(5, stranger), value=5, sender=stranger)


def test_burn__paused__reverts_until_unpaused(bridge, burn, eth, governor, stranger):
    bridge.vault.pause(sender=governor)
    with reverts("Error", "Pausable: paused"):
        burn(eth, burn_data(5, stranger), value=5)
    bridge.vault.unpause(sender=governor)
    burn(eth, burn_data(5, stranger), value=5)


@pytest.mark.parametrize("length", [0, 95, 97, 128])
def test_burn__wrong_length__reverts(burn, eth, length):
    with reverts("InvalidNTVBurnData"):
        burn(eth, bytes(length))


def test_burn__unknown_asset__reverts(burn, stranger):
    with reverts("ZeroAddress"):
        burn(b"\x01" * 32, burn_data(5, stranger))


def test_burn__token_of_another_asset__reverts(burn, token, asset, eth, stranger):
    with reverts("AssetIdMismatch", asset, eth):
        burn(eth, burn_data(5, stranger, token), value=5)
    unregistered = "0x" + "77" * 20
    with reverts("AssetIdMismatch", bytes(32), asset):
        burn(asset, burn_data(5, stranger, unregistered))


def test_burn__weth__reverts(bridge, burn, depositor, stranger):
    weth = bridge.weth
    bridge.vault.registerToken(weth, sender=stranger)
    weth.deposit(sender=depositor, value=5)
    weth.approve(bridge.vault, 5, sender=depositor)
    with reverts("BurningNativeWETHNotSupported"):
        burn(bridge.vault.assetId(weth), burn_data(5, stranger))


@pytest.mark.parametrize("value", [0, 4, 6])
def test_burn__eth_other_than_the_amount__reverts(burn, eth, stranger, value):
    with reverts("ValueMismatch", 5, value):
        burn(eth, burn_data(5, stranger), value=value)


def test_burn__eth_with_a_token__reverts(bridge, burn, token, asset, depositor, stranger):
    token.approve(bridge.vault, 5, sender=depositor)
    with reverts("NonEmptyMsgValue"):
        burn(asset, burn_data(5, stranger), value=1)


def test_burn__nothing__reverts(burn, eth, asset, stranger):
    with reverts("EmptyDeposit"):
        burn(eth, burn_data(0, stranger))
    with reverts("EmptyDeposit"):
        burn(asset, burn_data(0, stranger))


# --- the rest ---


def test_check_counterpart__only_the_vault_there(bridge, router, stranger):
    check = "bridgeCheckCounterpartAddress"
    arguments = (CHAIN_ID, bytes(32), stranger.address)
    bridge.vault.call(check, (*arguments, L2_VAULT), caller=router)
    with reverts("WrongCounterpart"):
        bridge.vault.call(check, (*arguments, stranger), caller=router)
    with reverts("Unauthorized", stranger):
        bridge.vault.call(check, (*arguments, L2_VAULT), caller=stranger)


def test_set_asset_tracker__owner_only(bridge, governor, stranger):
    bridge.vault.setAssetTracker(stranger, sender=governor)
    assert bridge.vault.l1AssetTracker() == stranger.address


@pytest.mark.parametrize(
    ("name", "arguments"), [("setAssetTracker", (NOBODY,)), ("pause", ()), ("unpause", ())]
)
def test_owner_functions__others__revert(bridge, stranger, name, arguments):
    with reverts("Error", "Ownable: caller is not the owner"):
        bridge.vault.transact(name, arguments, sender=stranger)


def test_initialize__without_owner__reverts(rpc, governor, admin, bridge):
    implementation = Contract.deploy(
        rpc, "L1NativeTokenVault", NOBODY, NOBODY, NOBODY, sender=governor
    )
    data = implementation.calldata("initialize", NOBODY, bridge.beacon)
    with reverts("ZeroAddress"):
        Contract.deploy(
            rpc, "TransparentUpgradeableProxy", implementation, admin, data, sender=governor
        )


def test_register_eth__before_there_is_a_tracker__reverts(rpc, governor, admin, stranger):
    arguments, settings = (NOBODY, NOBODY, NOBODY), (governor, NOBODY)
    vault = behind_proxy(rpc, "L1NativeTokenVault", arguments, settings, sender=governor)
    with reverts(""):
        vault.registerEthToken(sender=stranger)
