"""L1AssetRouter: handlers, roles, and the vault's pull of tokens."""

from __future__ import annotations

import pytest
from eth_abi.abi import encode

from garter.chain import Impersonated
from garter.protocol.hashing import keccak256
from tests.support import behind_proxy, reverts
from tests.support.bridge import CHAIN_ID, ETH, NOBODY

DATA = b"\x05" * 32


def asset_id_of(chain_id, tracker, data):
    return keccak256(encode(["uint256", "address", "bytes32"], [chain_id, tracker, data]))


@pytest.fixture
def vault(bridge, rpc):
    """The vault as a sender."""
    rpc.call("anvil_setBalance", bridge.vault.address, hex(10**20))
    return Impersonated(bridge.vault.address)


def test_connections(bridge, eth, governor):
    router = bridge.router
    assert router.BRIDGE_HUB() == bridge.registry.address
    assert router.L1_NULLIFIER() == bridge.nullifier.address
    assert router.L1_WETH_TOKEN() == bridge.weth.address
    assert router.ETH_TOKEN_ASSET_ID() == eth
    assert router.nativeTokenVault() == bridge.vault.address
    assert router.legacyBridge() == router.l2BridgeAddress(CHAIN_ID) == NOBODY
    assert router.ERA_CHAIN_ID() == 0
    assert router.owner() == governor.address


def test_set_vault__becomes_handler_of_eth__once(rpc, bridge, eth, governor, admin, stranger):
    arguments = (bridge.weth, bridge.registry.address, bridge.nullifier)
    router = behind_proxy(rpc, "L1AssetRouter", arguments, (governor,), sender=governor)
    with reverts("ZeroAddress"):
        router.setNativeTokenVault(NOBODY, sender=governor)
    receipt = router.setNativeTokenVault(stranger, sender=governor)
    assert router.nativeTokenVault() == router.assetHandlerAddress(eth) == stranger.address
    [event] = router.events(receipt, "AssetHandlerRegistered")
    assert (event.assetId, event._assetHandlerAddress) == (eth, stranger.address)
    with reverts("NativeTokenVaultAlreadySet"):
        router.setNativeTokenVault(stranger, sender=governor)


def test_set_tracker__appoints_for_one_asset(bridge, governor, council):
    receipt = bridge.router.setAssetDeploymentTracker(DATA, council, sender=governor)
    asset = asset_id_of(bridge.l1, council.address, DATA)
    assert bridge.router.assetDeploymentTracker(asset) == council.address
    assert bridge.router.assetHandlerAddress(asset) == NOBODY
    [event] = bridge.router.events(receipt, "AssetDeploymentTrackerSet")
    assert (event.assetId, event.assetDeploymentTracker, event.additionalData) == (
        asset,
        council.address,
        DATA,
    )


def test_set_handler__by_the_appointed_tracker(bridge, governor, council, stranger):
    bridge.router.setAssetDeploymentTracker(DATA, council, sender=governor)
    receipt = bridge.router.setAssetHandlerAddressThisChain(DATA, stranger, sender=council)
    asset = asset_id_of(bridge.l1, council.address, DATA)
    assert bridge.router.assetHandlerAddress(asset) == stranger.address
    assert [e.name for e in bridge.router.events(receipt)] == [
        "AssetHandlerRegistered",
        "AssetDeploymentTrackerSet",
    ]


def test_set_handler__of_data_that_was_not_appointed__reverts(bridge, governor, council):
    bridge.router.setAssetDeploymentTracker(DATA, council, sender=governor)
    with reverts("Unauthorized", council):
        bridge.router.setAssetHandlerAddressThisChain(b"\x06" * 32, council, sender=council)


def test_set_handler__not_appointed__reverts(bridge, stranger):
    with reverts("Unauthorized", stranger):
        bridge.router.setAssetHandlerAddressThisChain(DATA, stranger, sender=stranger)


def test_set_handler__by_the_vault__uses_the_vaults_address_on_chains(bridge, vault, stranger):
    bridge.router.setAssetHandlerAddressThisChain(DATA, stranger, sender=vault)
    asset = asset_id_of(bridge.l1, "0x0000000000000000000000000000000000010004", DATA)
    assert bridge.router.assetHandlerAddress(asset) == stranger.address
    assert bridge.router.assetDeploymentTracker(asset) == vault.address


def test_transfer_funds__brings_what_was_approved_here(bridge, token, asset, vault, depositor):
    token.approve(bridge.router, 5, sender=depositor)
    call = ("transferFundsToNTV", (asset, 5, depositor))
    assert bridge.router.call(*call, caller=vault) is True
    bridge.router.transact(*call, sender=vault)
    assert token.balanceOf(bridge.vault) == 5


@pytest.mark.parametrize(("to_router", "to_vault"), [(4, 0), (5, 5), (4, 4)])
def test_transfer_funds__leaves_it_to_the_vault(
    bridge, token, asset, vault, depositor, to_router, to_vault
):
    token.approve(bridge.router, to_router, sender=depositor)
    token.approve(bridge.vault, to_vault, sender=depositor)
    call = ("transferFundsToNTV", (asset, 5, depositor))
    assert bridge.router.call(*call, caller=vault) is False
    bridge.router.transact(*call, sender=vault)
    assert token.balanceOf(bridge.vault) == 0


def test_transfer_funds__eth_and_unknown_assets__are_not_tokens(bridge, vault, eth, depositor):
    for asset_id in (eth, DATA):
        arguments = (asset_id, 5, depositor)
        assert bridge.router.call("transferFundsToNTV", arguments, caller=vault) is False


def test_transfer_funds__not_the_vault__reverts(bridge, asset, stranger):
    with reverts("Unauthorized", stranger):
        bridge.router.transferFundsToNTV(asset, 5, stranger, sender=stranger)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("setNativeTokenVault", (ETH,)),
        ("setAssetDeploymentTracker", (DATA, ETH)),
        ("pause", ()),
        ("unpause", ()),
    ],
)
def test_owner_functions__others__revert(bridge, stranger, name, arguments):
    with reverts("Error", "Ownable: caller is not the owner"):
        bridge.router.transact(name, arguments, sender=stranger)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("bridgehubDepositBaseToken", (CHAIN_ID, DATA, ETH, 5)),
        ("bridgehubDeposit", (CHAIN_ID, ETH, 0, b"\x01")),
        ("bridgehubConfirmL2Transaction", (CHAIN_ID, DATA, DATA)),
    ],
)
def test_bridgehub_functions__others_or_paused__revert(bridge, governor, stranger, name, arguments):
    with reverts("Unauthorized", stranger):
        bridge.router.transact(name, arguments, sender=stranger)
    bridge.router.pause(sender=governor)
    with reverts("Error", "Pausable: paused"):
        bridge.router.transact(name, arguments, sender=bridge.bridgehub)
    bridge.router.unpause(sender=governor)
    assert not bridge.router.paused()


def test_confirm__reaches_the_nullifier(bridge):
    bridge.router.bridgehubConfirmL2Transaction(
        CHAIN_ID, DATA, b"\x06" * 32, sender=bridge.bridgehub
    )
    assert bridge.nullifier.depositHappened(CHAIN_ID, b"\x06" * 32) == DATA
    with reverts("DepositExists"):
        bridge.router.bridgehubConfirmL2Transaction(
            CHAIN_ID, DATA, b"\x06" * 32, sender=bridge.bridgehub
        )
