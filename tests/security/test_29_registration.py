"""Attack 29: register a chain that must not be."""

from __future__ import annotations

import pytest

from garter.chain import Contract
from garter.local.l1 import LOCAL_CHAIN_ID as L1
from tests.support import Mock, reverts
from tests.unit.registry.conftest import deploy_bridgehub
from tests.unit.registry.facts import (
    CHAIN,
    CREATE_NEW_CHAIN,
    ETH_ASSET,
    GATEWAY,
    TOKEN_ASSET,
    ZERO,
    address,
)
from tests.unit.registry.migration import deploy

NEW = 1234


def create(registry, sender, chain_id=NEW, ctm=None, asset=ETH_ASSET):
    manager = registry.ctm if ctm is None else ctm
    return registry.hub.createNewChain(chain_id, manager, asset, 0, sender, b"", [], sender=sender)


def unchanged(registry, chain_id=NEW) -> bool:
    """Nothing of the chain was kept."""
    hub = registry.hub
    return (
        hub.getAllZKChainChainIDs() == (CHAIN, GATEWAY)
        and hub.chainTypeManager(chain_id) == ZERO
        and hub.baseTokenAssetId(chain_id) == bytes(32)
        and hub.settlementLayer(chain_id) == 0
        and not registry.message_root.chainRegistered(chain_id)
    )


@pytest.mark.parametrize(
    ("chain_id", "error"),
    [
        (0, "ZeroChainId"),
        (2**48, "ChainIdTooBig"),
        (2**256 - 1, "ChainIdTooBig"),
        (L1, "ChainIdCantBeCurrentChain"),
        (CHAIN, "BridgeHubAlreadyRegistered"),
        (GATEWAY, "BridgeHubAlreadyRegistered"),
    ],
)
def test_chain_id(registry, governor, chain_id, error):
    with reverts(error):
        create(registry, governor, chain_id)
    assert registry.hub.getAllZKChainChainIDs() == (CHAIN, GATEWAY)


def test_unknown_manager_or_asset(registry, governor):
    with reverts("CTMNotRegistered"):
        create(registry, governor, ctm=address(0xC7))
    with reverts("AssetIdNotSupported", TOKEN_ASSET):
        create(registry, governor, asset=TOKEN_ASSET)
    assert unchanged(registry)


def test_callers_without_the_role(registry, admin, chain_admin, stranger):
    for caller in (admin, chain_admin, stranger):  # nobody accepted the admin role here
        with reverts("Unauthorized", caller):
            create(registry, caller)
        with reverts("Error", "Ownable: caller is not the owner"):
            registry.hub.registerAlreadyDeployedZKChain(NEW, registry.chain, sender=caller)
        with reverts("NotChainAssetHandler", caller, registry.handler):
            registry.hub.registerNewZKChain(NEW, registry.chain, False, sender=caller)
    assert unchanged(registry)


def test_limit(rpc, governor, admin, chain_admin):
    registry = deploy(
        rpc, governor, admin, chain_admin, deploy_bridgehub(rpc, governor, max_chains=2)
    )
    with reverts("ZKChainLimitReached"):
        create(registry, governor)
    assert unchanged(registry)


def test_diamond_of_another_chain__taken_in(registry, governor):
    """The diamond says which chain it is, and whose."""
    registry.chain.returns("getChainId()", ["uint256"], [CHAIN])
    with reverts("ChainIdAlreadyExists"):
        registry.hub.registerAlreadyDeployedZKChain(CHAIN, registry.chain, sender=governor)
    with reverts("ChainIdMismatch"):
        registry.hub.registerAlreadyDeployedZKChain(NEW, registry.chain, sender=governor)
    registry.chain.returns("getChainId()", ["uint256"], [NEW])
    registry.chain.returns("getBridgehub()", ["address"], [governor])
    with reverts("IncorrectBridgeHubAddress", governor):
        registry.hub.registerAlreadyDeployedZKChain(NEW, registry.chain, sender=governor)
    assert unchanged(registry)


# --- a chain type manager that is hostile ---


@pytest.fixture
def hostile(rpc, registry, governor):
    """Registered by mistake; it calls back when it should make a chain."""
    manager = Contract.deploy(rpc, "MockReenteringBridge", sender=governor)
    registry.hub.addChainTypeManager(manager, sender=governor)
    registry.hub.setPendingAdmin(manager, sender=governor)
    accept = registry.hub.calldata("acceptAdmin")
    manager.prepare(registry.hub.address, accept, 0, b"", sender=governor)
    manager.send_raw(b"", sender=governor)
    return manager


def test_manager_makes_another_chain_meanwhile(registry, hostile, governor):
    arguments = (NEW + 1, registry.ctm, ETH_ASSET, 0, governor, b"", [])
    call = registry.hub.calldata("createNewChain", *arguments)
    hostile.prepare(registry.hub.address, call, 0, bytes(31) + b"\xd1", sender=governor)
    with reverts(""):
        create(registry, governor, ctm=hostile)
    assert unchanged(registry)
    hostile.send_raw(b"", sender=governor)  # by itself the call works
    assert registry.hub.getAllZKChainChainIDs() == (CHAIN, GATEWAY, NEW + 1)


def test_manager_makes_nothing(rpc, registry, governor):
    manager = Mock(rpc, governor)
    registry.hub.addChainTypeManager(manager, sender=governor)
    manager.returns(CREATE_NEW_CHAIN, ["address"], [ZERO])
    with reverts("ZeroAddress"):
        create(registry, governor, ctm=manager)
    manager.returns(CREATE_NEW_CHAIN, [], [])
    with reverts(""):
        create(registry, governor, ctm=manager)
    assert unchanged(registry)


def test_failed_registration__can_be_repeated(registry, governor):
    registry.ctm.fails(CREATE_NEW_CHAIN, bytes.fromhex("78d2ed02"))
    with reverts("ChainAlreadyLive"):
        create(registry, governor)
    assert unchanged(registry)
    registry.ctm.returns(CREATE_NEW_CHAIN, ["address"], [address(0xD1)])
    create(registry, governor)
    assert registry.hub.getZKChain(NEW) == address(0xD1)


# --- the message root's part ---


def test_message_root__takes_chains_from_the_registry_only(registry, governor, stranger):
    for caller in (governor, stranger):
        with reverts("OnlyBridgehubOrChainAssetHandler", caller, registry.hub, registry.handler):
            registry.message_root.addNewChain(NEW, 0, sender=caller)
