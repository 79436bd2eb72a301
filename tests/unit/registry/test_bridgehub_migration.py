"""L1Bridgehub: settlement layers, and its part in moving chains."""

import pytest

from tests.support import reverts
from tests.unit.registry.conftest import impersonated
from tests.unit.registry.facts import CHAIN, GATEWAY, L1, TOKEN_ASSET, ZERO, asset_id, word

FAILURE, SUCCESS = 0, 1


@pytest.fixture(scope="module")
def chains(bridgehub, create_chain, governor):
    """A chain, and another that is a settlement layer."""
    create_chain(CHAIN)
    create_chain(GATEWAY)
    bridgehub.setSettlementLayerStatus(GATEWAY, True, sender=governor)


@pytest.fixture(scope="module")
def ctm_asset(rpc, bridgehub, ecosystem):
    """The chain type manager as an asset."""
    data = word(ecosystem.ctm.address)
    deployer = impersonated(rpc, ecosystem.ctm_deployer)
    bridgehub.setCTMAssetAddress(data, ecosystem.ctm, sender=deployer)
    return asset_id(deployer.address, data)


# --- settlement layers ---


def test_set_settlement_layer_status__allows_and_forbids(bridgehub, create_chain, governor):
    create_chain(GATEWAY)
    receipt = bridgehub.setSettlementLayerStatus(GATEWAY, True, sender=governor)
    [event] = bridgehub.events(receipt, "SettlementLayerRegistered")
    assert (event.chainId, event.isWhitelisted) == (GATEWAY, True)
    assert bridgehub.whitelistedSettlementLayers(GATEWAY)
    bridgehub.setSettlementLayerStatus(GATEWAY, False, sender=governor)
    assert not bridgehub.whitelistedSettlementLayers(GATEWAY)


def test_set_settlement_layer_status__refused(bridgehub, create_chain, handler, governor, admin):
    with reverts("SettlementLayersMustSettleOnL1"):
        bridgehub.setSettlementLayerStatus(404, True, sender=governor)
    with reverts("Error", "Ownable: caller is not the owner"):
        bridgehub.setSettlementLayerStatus(GATEWAY, True, sender=admin)


# --- leaving ---


def leave(bridgehub, sender, chain_id=CHAIN, layer=GATEWAY):
    arguments = ("forwardedBridgeBurnSetSettlementLayer", (chain_id, layer))
    return bridgehub.transact(*arguments, sender=sender)


def test_leave__sets_the_settlement_layer(bridgehub, ecosystem, chains, handler):
    arguments = ("forwardedBridgeBurnSetSettlementLayer", (CHAIN, GATEWAY))
    expected = (ecosystem.chain.address, ecosystem.ctm.address)
    assert bridgehub.call(*arguments, caller=handler) == expected
    leave(bridgehub, handler)
    assert bridgehub.settlementLayer(CHAIN) == GATEWAY


def test_leave__refused(bridgehub, ecosystem, chains, handler, governor):
    with reverts("NotChainAssetHandler", governor, ecosystem.asset_handler):
        leave(bridgehub, governor)
    with reverts("SLNotWhitelisted"):
        leave(bridgehub, handler, layer=CHAIN)
    with reverts("NotCurrentSettlementLayer"):
        leave(bridgehub, handler, chain_id=404)
    with reverts("SettlementLayersMustSettleOnL1"):
        leave(bridgehub, handler, chain_id=GATEWAY)
    leave(bridgehub, handler)
    with reverts("NotCurrentSettlementLayer"):
        leave(bridgehub, handler)


def test_leave__a_settlement_layer_that_moved_cannot_be_chosen(
    bridgehub, chains, handler, governor
):
    bridgehub.setSettlementLayerStatus(GATEWAY, False, sender=governor)
    with reverts("SLNotWhitelisted"):
        leave(bridgehub, handler)


def test_set_settlement_layer_status__chain_that_left__reverts(
    bridgehub, chains, handler, governor
):
    leave(bridgehub, handler)
    with reverts("SettlementLayersMustSettleOnL1"):
        bridgehub.setSettlementLayerStatus(CHAIN, True, sender=governor)


# --- the outcome ---


@pytest.mark.parametrize(("status", "layer"), [(FAILURE, L1), (SUCCESS, GATEWAY)])
def test_confirm__failure_brings_the_chain_back(
    bridgehub, ecosystem, chains, handler, status, layer
):
    leave(bridgehub, handler)
    arguments = ("forwardedBridgeConfirmTransferResult", (CHAIN, status))
    expected = (ecosystem.chain.address, ecosystem.ctm.address)
    assert bridgehub.call(*arguments, caller=handler) == expected
    bridgehub.transact(*arguments, sender=handler)
    assert bridgehub.settlementLayer(CHAIN) == layer


def test_confirm__refused(bridgehub, ecosystem, chains, handler, governor):
    with reverts("NotChainAssetHandler", governor, ecosystem.asset_handler):
        bridgehub.forwardedBridgeConfirmTransferResult(CHAIN, FAILURE, sender=governor)
    with reverts(""):
        bridgehub.forwardedBridgeConfirmTransferResult(CHAIN, SUCCESS + 1, sender=handler)


def test_confirm__unknown_chain__zeros(bridgehub, chains, handler):
    arguments = ("forwardedBridgeConfirmTransferResult", (404, SUCCESS))
    assert bridgehub.call(*arguments, caller=handler) == (ZERO, ZERO)


# --- returning ---


def test_return__settles_on_l1_again(bridgehub, ecosystem, chains, ctm_asset, handler):
    leave(bridgehub, handler)
    arguments = ("forwardedBridgeMint", (ctm_asset, CHAIN, (TOKEN_ASSET, 0, ZERO)))
    expected = (ecosystem.chain.address, ecosystem.ctm.address)
    assert bridgehub.call(*arguments, caller=handler) == expected
    bridgehub.transact(*arguments, sender=handler)
    assert bridgehub.settlementLayer(CHAIN) == L1
    assert bridgehub.chainTypeManager(CHAIN) == ecosystem.ctm.address
    assert bridgehub.baseTokenAssetId(CHAIN) == TOKEN_ASSET
    assert bridgehub.assetIdIsRegistered(TOKEN_ASSET)


def test_return__first_arrival__no_diamond_yet(bridgehub, ecosystem, ctm_asset, handler):
    arguments = ("forwardedBridgeMint", (ctm_asset, 404, (TOKEN_ASSET, 0, ZERO)))
    assert bridgehub.call(*arguments, caller=handler) == (ZERO, ecosystem.ctm.address)


def test_return__refused(bridgehub, ecosystem, chains, ctm_asset, handler, governor):
    token = (TOKEN_ASSET, 0, ZERO)
    with reverts("NotChainAssetHandler", governor, ecosystem.asset_handler):
        bridgehub.forwardedBridgeMint(ctm_asset, CHAIN, token, sender=governor)
    with reverts("NoCTMForAssetId", TOKEN_ASSET):
        bridgehub.forwardedBridgeMint(TOKEN_ASSET, CHAIN, token, sender=handler)
    with reverts("AlreadyCurrentSL", L1):
        bridgehub.forwardedBridgeMint(ctm_asset, CHAIN, token, sender=handler)
