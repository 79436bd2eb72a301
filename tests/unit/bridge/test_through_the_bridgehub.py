"""Whole requests: the real bridgehub in front of the bridge, a mocked diamond behind."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from eth_abi.abi import decode, encode

from garter.chain import Contract
from garter.protocol import assets
from garter.protocol.hashing import selector
from tests.support import Mock, behind_proxy, reverts
from tests.support.bridge import (
    CHAIN_ID,
    ETH,
    MAX,
    NOBODY,
    burn_data,
    deploy_beacon,
    legacy_request,
    request,
)

REQUEST_TYPE = "(address,address,uint256,uint256,bytes,uint256,uint256,bytes[],address)"
REQUEST = f"bridgehubRequestL2Transaction({REQUEST_TYPE})"
CREATE = "createNewChain(uint256,bytes32,address,bytes,bytes[])"
TX_HASH = b"\x42" * 32
L2_ROUTER = "0x0000000000000000000000000000000000010003"


@dataclass(frozen=True)
class Stage:
    """The real contracts and the diamond's stand-in."""

    hub: Contract
    router: Contract
    vault: Contract
    tracker: Contract
    nullifier: Contract
    diamond: Mock

    def send(self, depositor, data, *, mint=10, second=0, value=None):
        """Deposit through the router as the second bridge."""
        outer = (CHAIN_ID, mint, 0, 10**6, 800, depositor, self.router, second, data)
        sent = mint + second if value is None else value
        return self.hub.requestL2TransactionTwoBridges(outer, sender=depositor, value=sent)

    def requested(self):
        """What the diamond was asked to enqueue."""
        [got] = decode([REQUEST_TYPE], self.diamond.last_calldata(REQUEST)[4:])
        return got


@pytest.fixture(scope="module")
def stage(rpc, governor, admin, chain_admin) -> Stage:
    registry, ctm, diamond = (Mock(rpc, governor) for _ in range(3))
    registry.returns("migrationNumber(uint256)", ["uint256"], [0])
    registry.returns("addNewChain(uint256,uint256)", [], [])
    ctm.returns(CREATE, ["address"], [diamond])
    diamond.returns(REQUEST, ["bytes32"], [TX_HASH])

    def proxied(name, *arguments, settings=(governor,)):
        return behind_proxy(rpc, name, arguments, settings, sender=governor)

    hub = proxied("L1Bridgehub", governor, 100)
    weth = Contract.deploy(rpc, "WETH9", sender=governor)
    nullifier = proxied("L1Nullifier", hub, registry.address)
    router = proxied("L1AssetRouter", weth, hub, nullifier)
    beacon = deploy_beacon(rpc, governor)
    vault = proxied(
        "L1NativeTokenVault", weth, router, nullifier, settings=(governor, beacon.address)
    )
    tracker = proxied("L1AssetTracker", hub, vault, registry.address)
    router.setNativeTokenVault(vault, sender=governor)
    nullifier.setL1NativeTokenVault(vault, sender=governor)
    nullifier.setL1AssetRouter(router, sender=governor)
    vault.setAssetTracker(tracker, sender=governor)
    vault.registerEthToken(sender=governor)
    hub.setAddresses(
        router, registry.address, registry.address, registry.address, NOBODY, sender=governor
    )
    tracker.setAddresses(sender=governor)
    hub.addChainTypeManager(ctm, sender=governor)
    hub.setPendingAdmin(admin, sender=governor)
    hub.acceptAdmin(sender=admin)
    eth = vault.BASE_TOKEN_ASSET_ID()
    hub.createNewChain(CHAIN_ID, ctm, eth, 7, chain_admin, b"\x01", [], sender=admin)
    return Stage(hub, router, vault, tracker, nullifier, diamond)


@pytest.fixture
def approved(stage, token, depositor):
    """The token, approved to the router as clients do."""
    token.approve(stage.router, 500, sender=depositor)
    return token


def test_direct__ether(stage, rpc, depositor, stranger):
    fields = (CHAIN_ID, 10, stranger, 4, b"", 10**6, 800, [], depositor)
    stage.hub.requestL2TransactionDirect(fields, sender=depositor, value=10)
    eth = stage.vault.BASE_TOKEN_ASSET_ID()
    assert rpc.balance(stage.vault.address) == 10
    assert stage.tracker.chainBalance(CHAIN_ID, eth) == 10
    assert stage.requested()[2:4] == (10, 4)


@pytest.mark.parametrize("legacy", [False, True])
def test_two_bridges__token(stage, rpc, approved, depositor, stranger, legacy):
    asset = assets.ntv_asset_id(rpc.chain_id(), approved.address)
    transfer = burn_data(500, stranger, approved)
    data = legacy_request(approved, 500, stranger) if legacy else request(asset, transfer)
    stage.send(depositor, data)
    metadata = assets.TokenData.of(rpc.chain_id(), "Plain Token", "PLN", 9).encode()
    message = assets.finalize_token_deposit_calldata(
        depositor.address, stranger.address, approved.address, 500, metadata
    )
    got = stage.requested()
    assert (got[0], got[1]) == (stage.router.address.lower(), L2_ROUTER)
    assert got[4] == message
    assert approved.balanceOf(stage.vault) == 500
    assert stage.tracker.chainBalance(CHAIN_ID, asset) == 500
    expected = (
        assets.legacy_tx_data_hash(
            rpc.chain_id(), depositor.address, asset, approved.address, transfer
        )
        if legacy
        else assets.tx_data_hash(depositor.address, asset, transfer)
    )
    assert stage.nullifier.depositHappened(CHAIN_ID, TX_HASH) == expected


def test_two_bridges__base_token__reverts(stage, depositor, stranger):
    eth = stage.vault.BASE_TOKEN_ASSET_ID()
    with reverts("AssetIdNotSupported", eth):
        stage.send(depositor, request(eth, burn_data(5, stranger, ETH)), second=5)


def test_two_bridges__refused_token__costs_nothing(stage, rpc, depositor, stranger, admin):
    token = Contract.deploy(rpc, "FeeOnTransferToken", sender=admin)
    token.mint(depositor, 500, sender=admin)
    token.approve(stage.router, 500, sender=depositor)
    with reverts("TokensWithFeesNotSupported"):
        stage.send(depositor, legacy_request(token, 500, stranger))
    assert stage.tracker.chainBalance(CHAIN_ID, stage.vault.BASE_TOKEN_ASSET_ID()) == 0
    assert stage.diamond.calls(REQUEST) == 0


def test_reentrancy__a_token_cannot_make_requests(stage, rpc, depositor, stranger, admin):
    """The bridgehub is locked from the first call to the last."""
    token = Contract.deploy(rpc, "ReentrantToken", sender=admin)
    token.mint(depositor, 1_000, sender=admin)
    token.approve(stage.router, MAX, sender=depositor)
    rpc.call("anvil_setBalance", token.address, hex(10**18))
    outer = (
        CHAIN_ID,
        0,
        0,
        10**6,
        800,
        depositor.address,
        stage.router.address,
        0,
        legacy_request(token, 500, stranger),
    )
    types = "(uint256,uint256,uint256,uint256,uint256,address,address,uint256,bytes)"
    attack = selector(f"requestL2TransactionTwoBridges({types})") + encode([types], [outer])
    token.arm(stage.hub, attack, sender=depositor)
    stage.send(depositor, legacy_request(token, 500, stranger))
    assert token.attempted()
    assert not token.succeeded()
    assert stage.diamond.calls(REQUEST) == 1
    asset = stage.vault.assetId(token)
    assert stage.tracker.chainBalance(CHAIN_ID, asset) == token.balanceOf(stage.vault) == 500
