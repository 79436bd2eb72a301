"""Initialisers of a chain's bridge, getters that clients ask for, and the tracker's books."""

from __future__ import annotations

import pytest

from garter.chain import Contract, Impersonated
from garter.protocol import constants
from garter.protocol.assets import TokenData, ntv_asset_id
from garter.protocol.hashing import keccak256
from tests.support import reverts
from tests.support.chain_bridge import (
    BASE_ASSET,
    BASE_TOKEN,
    L1_CHAIN_ID,
    L1_ROUTER,
    NOBODY,
    PROXY_HASH,
    base_token_facts,
    fund,
)

MAX = 2**256 - 1
GATEWAY = 506
FOREIGN = keccak256(b"an asset from elsewhere")
NATIVE = keccak256(b"an asset of this chain")


@pytest.fixture
def upgrader(rpc) -> Impersonated:
    account = Impersonated(constants.L2_COMPLEX_UPGRADER)
    fund(rpc, account)
    return account


@pytest.fixture
def vault_sender(rpc, chain) -> Impersonated:
    account = Impersonated(chain.vault.address)
    fund(rpc, account)
    return account


@pytest.fixture
def holder(rpc) -> Impersonated:
    account = Impersonated(constants.L2_BASE_TOKEN_HOLDER)
    fund(rpc, account)
    return account


def fresh(rpc, name: str, governor) -> Contract:
    """Not initialised, as genesis places it."""
    return Contract.deploy(rpc, name, sender=governor)


def vault_setup(chain, governor, **changes) -> dict:
    given = {
        "l1": L1_CHAIN_ID,
        "owner": governor.address,
        "hash": PROXY_HASH,
        "legacy": NOBODY,
        "beacon": chain.beacon.address,
        "weth": chain.weth.address,
    }
    return given | changes


# --- router ---


def test_router__getters(chain, governor):
    router = chain.router
    assert (router.L1_CHAIN_ID(), router.L1_ASSET_ROUTER()) == (L1_CHAIN_ID, L1_ROUTER)
    assert (router.l1Bridge(), router.BASE_TOKEN_ASSET_ID()) == (L1_ROUTER, BASE_ASSET)
    assert (router.ERA_CHAIN_ID(), router.L2_LEGACY_SHARED_BRIDGE()) == (0, NOBODY)
    assert router.owner() == governor.address
    assert router.assetHandlerAddress(BASE_ASSET) == chain.vault.address


def test_router_init__not_the_upgrader_or_twice__reverts(rpc, chain, governor, upgrader):
    arguments = (L1_CHAIN_ID, 0, L1_ROUTER, NOBODY, BASE_ASSET, governor)
    router = fresh(rpc, "L2AssetRouter", governor)
    with reverts("Unauthorized", governor):
        router.initL2(*arguments, sender=governor)
    with reverts("Unauthorized", governor):
        router.updateL2(*arguments, sender=governor)
    with reverts("EmptyAddress"):
        router.initL2(L1_CHAIN_ID, 0, NOBODY, NOBODY, BASE_ASSET, governor, sender=upgrader)
    with reverts("SlotOccupied"):
        chain.router.initL2(*arguments, sender=upgrader)


def test_router_update__changes_what_it_names(chain, stranger, upgrader):
    other = constants.L2_BRIDGEHUB
    chain.router.updateL2(L1_CHAIN_ID, 0, other, NOBODY, FOREIGN, stranger, sender=upgrader)
    assert chain.router.L1_ASSET_ROUTER() == other
    assert chain.router.BASE_TOKEN_ASSET_ID() == FOREIGN
    assert chain.router.owner() == stranger.address
    assert chain.router.assetHandlerAddress(FOREIGN) == NOBODY


# --- vault ---


def test_vault__getters(chain, governor):
    vault = chain.vault
    assert (vault.L1_CHAIN_ID(), vault.WETH_TOKEN()) == (L1_CHAIN_ID, chain.weth.address)
    assert vault.bridgedTokenBeacon() == chain.beacon.address
    assert vault.BASE_TOKEN_ASSET_ID() == BASE_ASSET
    assert vault.BASE_TOKEN_ORIGIN_TOKEN() == vault.originToken(BASE_ASSET) == BASE_TOKEN
    assert (vault.BASE_TOKEN_NAME(), vault.BASE_TOKEN_SYMBOL()) == ("Ether", "ETH")
    assert (vault.BASE_TOKEN_DECIMALS(), vault.L2_LEGACY_SHARED_BRIDGE()) == (18, NOBODY)
    assert (vault.owner(), vault.L2_TOKEN_PROXY_BYTECODE_HASH()) == (governor.address, PROXY_HASH)
    assert vault.tokenAddress(BASE_ASSET) == constants.L2_BASE_TOKEN
    assert vault.assetId(constants.L2_BASE_TOKEN) == BASE_ASSET
    assert vault.originChainId(BASE_ASSET) == L1_CHAIN_ID
    assert (vault.originChainId(bytes(32)), vault.originToken(bytes(32))) == (0, NOBODY)
    assert vault.bridgedTokensCount() == 0
    assert chain.tracker.isAssetRegistered(BASE_ASSET)


def test_vault__metadata(chain, token):
    assert chain.vault.getERC20Getters(constants.L2_BASE_TOKEN, L1_CHAIN_ID) == (
        TokenData.of(L1_CHAIN_ID, "Ether", "ETH", 18).encode()
    )
    assert chain.vault.getERC20Getters(token, 5) == (
        TokenData.of(5, "Plain Token", "PLN", 9).encode()
    )


def test_vault_init__not_the_upgrader_or_twice__reverts(rpc, chain, governor, upgrader):
    vault = fresh(rpc, "L2NativeTokenVault", governor)
    arguments = (*vault_setup(chain, governor).values(), *base_token_facts())
    with reverts("InvalidCaller", governor):
        vault.initL2(*arguments, sender=governor)
    with reverts("InvalidCaller", governor):
        vault.updateL2(*arguments[:4], *arguments[5:], sender=governor)
    with reverts("InvalidCaller", governor):
        vault.registerBaseTokenIfNeeded(sender=governor)
    with reverts("SlotOccupied"):
        chain.vault.initL2(*arguments, sender=upgrader)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"weth": NOBODY}, "EmptyAddress"),
        ({"hash": bytes(32)}, "EmptyBytes32"),
        ({"beacon": NOBODY}, "EmptyAddress"),
    ],
)
def test_vault_init__something_missing__reverts(rpc, chain, governor, upgrader, changes, error):
    vault = fresh(rpc, "L2NativeTokenVault", governor)
    setup = vault_setup(chain, governor, **changes)
    with reverts(error):
        vault.initL2(*setup.values(), *base_token_facts(), sender=upgrader)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"weth": BASE_TOKEN}, ("AddressMismatch", BASE_TOKEN)),
        ({"l1": GATEWAY}, ("ChainIdMismatch",)),
        ({"owner": NOBODY}, ("EmptyAddress",)),
    ],
)
def test_vault_update__what_must_stay__reverts(chain, governor, upgrader, changes, error):
    setup = vault_setup(chain, governor, **changes)
    del setup["beacon"]
    with reverts(error[0], *error[1:], *([chain.weth] if error[1:] else [])):
        chain.vault.updateL2(*setup.values(), *base_token_facts(), sender=upgrader)


def test_vault_update__new_owner_and_name(chain, governor, stranger, upgrader):
    setup = vault_setup(chain, governor, owner=stranger.address)
    del setup["beacon"]
    bridging, _ = base_token_facts()
    chain.vault.updateL2(*setup.values(), bridging, ("Other", "OTH", 6), sender=upgrader)
    assert chain.vault.owner() == stranger.address
    assert (chain.vault.BASE_TOKEN_NAME(), chain.vault.BASE_TOKEN_DECIMALS()) == ("Other", 6)
    assert chain.vault.bridgedTokenBeacon() == chain.beacon.address


# --- tracker ---


def test_tracker_init__not_the_upgrader_or_twice__reverts(rpc, chain, governor, upgrader):
    tracker = fresh(rpc, "L2AssetTracker", governor)
    with reverts("Unauthorized", governor):
        tracker.initL2(L1_CHAIN_ID, BASE_ASSET, False, sender=governor)
    with reverts("SlotOccupied"):
        chain.tracker.initL2(L1_CHAIN_ID, BASE_ASSET, False, sender=upgrader)
    assert (chain.tracker.L1_CHAIN_ID(), chain.tracker.BASE_TOKEN_ASSET_ID()) == (
        L1_CHAIN_ID,
        BASE_ASSET,
    )


def test_tracker__others__revert(chain, governor, holder):
    for caller in (governor, holder):
        with reverts("Unauthorized", caller):
            chain.tracker.registerNewTokenIfNeeded(FOREIGN, 5, sender=caller)
        with reverts("Unauthorized", caller):
            chain.tracker.handleInitiateBridgingOnL2(L1_CHAIN_ID, FOREIGN, 1, 5, sender=caller)
        with reverts("Unauthorized", caller):
            chain.tracker.handleFinalizeBridgingOnL2(
                L1_CHAIN_ID, FOREIGN, 1, 5, NOBODY, sender=caller
            )


def test_tracker__base_token__others__revert(chain, vault_sender):
    with reverts("Unauthorized", vault_sender):
        chain.tracker.handleInitiateBaseTokenBridgingOnL2(L1_CHAIN_ID, 1, sender=vault_sender)
    with reverts("Unauthorized", vault_sender):
        chain.tracker.handleFinalizeBaseTokenBridgingOnL2(L1_CHAIN_ID, 1, sender=vault_sender)


def test_tracker__base_token__is_counted(rpc, chain, holder):
    base_token = Impersonated(constants.L2_BASE_TOKEN)
    fund(rpc, base_token)
    with reverts("Unauthorized", base_token):
        chain.tracker.handleInitiateBaseTokenBridgingOnL2(L1_CHAIN_ID, 1, sender=base_token)
    chain.tracker.handleFinalizeBaseTokenBridgingOnL2(L1_CHAIN_ID, 9, sender=base_token)
    chain.tracker.handleFinalizeBaseTokenBridgingOnL2(L1_CHAIN_ID, 1, sender=holder)
    chain.tracker.handleInitiateBaseTokenBridgingOnL2(L1_CHAIN_ID, 4, sender=holder)
    assert chain.tracker.interopInfo(BASE_ASSET) == (4, 10)


def test_tracker__base_token_before_genesis__reverts_unless_nothing(rpc, governor, holder):
    tracker = fresh(rpc, "L2AssetTracker", governor)
    tracker.handleFinalizeBaseTokenBridgingOnL2(L1_CHAIN_ID, 0, sender=holder)
    with reverts("MissingBaseTokenAssetId"):
        tracker.handleFinalizeBaseTokenBridgingOnL2(L1_CHAIN_ID, 1, sender=holder)
    with reverts("AssetIdNotRegistered", bytes(32)):
        tracker.handleInitiateBaseTokenBridgingOnL2(L1_CHAIN_ID, 1, sender=holder)


def test_tracker__native_asset__no_more_leaves_than_there_is(rpc, chain, vault_sender):
    here = rpc.chain_id()
    tracker = chain.tracker
    with reverts("AssetIdNotRegistered", NATIVE):
        tracker.handleInitiateBridgingOnL2(L1_CHAIN_ID, NATIVE, 1, here, sender=vault_sender)
    tracker.registerNewTokenIfNeeded(NATIVE, here, sender=vault_sender)
    assert tracker.chainBalance(here, NATIVE) == MAX
    tracker.handleInitiateBridgingOnL2(L1_CHAIN_ID, NATIVE, MAX, here, sender=vault_sender)
    tracker.registerNewTokenIfNeeded(NATIVE, here, sender=vault_sender)  # does not open them anew
    with reverts("InsufficientChainBalance", here, NATIVE, 1):
        tracker.handleInitiateBridgingOnL2(L1_CHAIN_ID, NATIVE, 1, here, sender=vault_sender)
    tracker.handleFinalizeBridgingOnL2(L1_CHAIN_ID, NATIVE, 5, here, NOBODY, sender=vault_sender)
    assert tracker.chainBalance(here, NATIVE) == 5
    assert tracker.interopInfo(NATIVE) == (MAX, 5)


def test_tracker__foreign_asset__has_no_balance_here(rpc, chain, vault_sender):
    with reverts("AssetIdNotRegistered", FOREIGN):
        chain.tracker.handleInitiateBridgingOnL2(L1_CHAIN_ID, FOREIGN, 1, 5, sender=vault_sender)
    chain.tracker.registerNewTokenIfNeeded(FOREIGN, 5, sender=vault_sender)
    assert chain.tracker.chainBalance(5, FOREIGN) == 0
    assert chain.tracker.chainBalance(rpc.chain_id(), FOREIGN) == 0
    chain.tracker.handleInitiateBridgingOnL2(L1_CHAIN_ID, FOREIGN, 3, 5, sender=vault_sender)
    assert chain.tracker.interopInfo(FOREIGN) == (3, 0)


@pytest.mark.parametrize(("layer", "counterpart"), [(GATEWAY, L1_CHAIN_ID), (L1_CHAIN_ID, GATEWAY)])
def test_tracker__through_a_gateway_or_to_another_chain__is_not_counted(
    chain, vault_sender, governor, layer, counterpart
):
    chain.context.settle_on(layer, sender=governor)
    chain.tracker.registerNewTokenIfNeeded(FOREIGN, 5, sender=vault_sender)
    chain.tracker.handleInitiateBridgingOnL2(counterpart, FOREIGN, 3, 5, sender=vault_sender)
    chain.tracker.handleFinalizeBridgingOnL2(
        counterpart, FOREIGN, 3, 5, NOBODY, sender=vault_sender
    )
    assert chain.tracker.interopInfo(FOREIGN) == (0, 0)


def test_asset_id__of_the_base_token__is_python_s(chain):
    assert chain.vault.BASE_TOKEN_ASSET_ID() == ntv_asset_id(L1_CHAIN_ID, BASE_TOKEN)
