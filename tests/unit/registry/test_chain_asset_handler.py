"""L1ChainAssetHandler: roles and pauses, and what others read of a chain's whereabouts."""

import pytest

from garter.chain import Contract
from tests.support import behind_proxy, reverts
from tests.unit.registry.facts import CHAIN, ETH_ASSET, GATEWAY, L1, ZERO
from tests.unit.registry.manager import all_events
from tests.unit.registry.migration import CHAIN_BATCH, GATEWAY_BATCH, deploy

NOT_OWNER = "Ownable: caller is not the owner"
NO_INTERVAL = (0, 0, 0, 0, 0, False)


@pytest.fixture(scope="module")
def registry(rpc, governor, admin, chain_admin):
    from tests.unit.registry.conftest import deploy_bridgehub

    return deploy(rpc, governor, admin, chain_admin, deploy_bridgehub(rpc, governor))


@pytest.fixture(scope="module")
def handler(registry):
    return registry.handler


# --- deployment ---


def test_initialize__and_set_addresses(rpc, registry, governor):
    fresh = behind_proxy(
        rpc,
        "L1ChainAssetHandler",
        (governor.address, registry.hub.address),
        (governor.address,),
        sender=governor,
    )
    assert fresh.owner() == governor.address
    assert fresh.BRIDGEHUB() == registry.hub.address
    assert (fresh.L1_CHAIN_ID(), fresh.ETH_TOKEN_ASSET_ID()) == (L1, ETH_ASSET)
    assert (fresh.MESSAGE_ROOT(), fresh.ASSET_ROUTER()) == (ZERO, ZERO)
    fresh.setAddresses(sender=governor)
    assert fresh.MESSAGE_ROOT() == registry.message_root.address
    assert fresh.ASSET_ROUTER() == registry.router.address


def test_initialize__once(rpc, registry, handler, governor, stranger):
    with reverts("SlotOccupied"):
        handler.initialize(stranger.address, sender=stranger)
    logic = Contract.deploy(
        rpc, "L1ChainAssetHandler", governor.address, registry.hub.address, sender=governor
    )
    assert logic.owner() == governor.address
    with reverts("SlotOccupied"):
        logic.initialize(stranger.address, sender=stranger)


# --- owner ---


def test_pause_migration(handler, governor):
    assert not handler.migrationPaused()
    receipt = handler.pauseMigration(sender=governor)
    assert all_events(handler, receipt) == [("PausedMigration", governor.address)]
    assert handler.migrationPaused()
    handler.pauseMigration(sender=governor)  # again is no matter
    receipt = handler.unpauseMigration(sender=governor)
    assert all_events(handler, receipt) == [("UnpausedMigration", governor.address)]
    assert not handler.migrationPaused()


def test_pause(handler, governor):
    handler.pause(sender=governor)
    assert handler.paused() and not handler.migrationPaused()
    with reverts("Error", "Pausable: paused"):
        handler.pause(sender=governor)
    handler.unpause(sender=governor)
    with reverts("Error", "Pausable: not paused"):
        handler.unpause(sender=governor)


@pytest.mark.parametrize(
    "function", ["setAddresses", "pauseMigration", "unpauseMigration", "pause", "unpause"]
)
def test_owner_functions__others__revert(handler, admin, function):
    with reverts("Error", NOT_OWNER):
        getattr(handler, function)(sender=admin)


def test_ownership__two_steps(handler, governor, admin):
    handler.transferOwnership(admin.address, sender=governor)
    assert handler.owner() == governor.address
    handler.acceptOwnership(sender=admin)
    assert handler.owner() == admin.address


# --- readiness ---


def test_is_ready__token_known_and_counted(registry, handler):
    assert handler.isReadyForMigration(CHAIN)
    registry.tracker.returns("isAssetRegistered(bytes32)", ["bool"], [False])
    assert not handler.isReadyForMigration(CHAIN)
    registry.tracker.returns("isAssetRegistered(bytes32)", ["bool"], [True])
    registry.chain.returns("baseTokenSupportsTotalSupply()", ["bool"], [False])
    assert not handler.isReadyForMigration(CHAIN)


def test_is_ready__unknown_chain__reverts(handler):
    with reverts("ZKChainNotRegistered"):
        handler.isReadyForMigration(404)


# --- where a batch was settled ---


def valid(handler, batch, layer, layer_batch) -> bool:
    return handler.isValidSettlementLayer(CHAIN, batch, layer, layer_batch)


def test_never_moved__only_l1(handler):
    assert handler.migrationNumber(CHAIN) == 0
    assert handler.migrationInterval(CHAIN, 1) == NO_INTERVAL
    for batch in (0, 1, 2**256 - 1):
        assert valid(handler, batch, L1, 0)
        assert not valid(handler, batch, GATEWAY, GATEWAY_BATCH)


@pytest.fixture
def left(rpc, registry, chain_admin):
    """The chain left after batch 12, when the Gateway had executed 40."""
    registry.execute(rpc, registry.chain, CHAIN, CHAIN_BATCH)
    registry.execute(rpc, registry.gateway, GATEWAY, GATEWAY_BATCH)
    registry.burn(chain_admin)


@pytest.fixture
def returned(rpc, registry, chain_admin, left):
    """It returned after batch 20, when the Gateway had executed 55."""
    registry.execute(rpc, registry.gateway, GATEWAY, GATEWAY_BATCH + 15)
    registry.mint(CHAIN_BATCH + 8)


@pytest.mark.parametrize(
    ("batch", "layer", "layer_batch", "expected"),
    [
        (CHAIN_BATCH, L1, 0, True),
        (CHAIN_BATCH, GATEWAY, GATEWAY_BATCH, False),
        (CHAIN_BATCH + 1, L1, 0, False),
        (CHAIN_BATCH + 1, GATEWAY, GATEWAY_BATCH - 1, False),
        (CHAIN_BATCH + 1, GATEWAY, GATEWAY_BATCH, True),
        (CHAIN_BATCH + 1, GATEWAY, 2**256 - 1, True),
        (CHAIN_BATCH + 1, GATEWAY + 1, GATEWAY_BATCH, False),
        (2**256 - 1, GATEWAY, GATEWAY_BATCH, True),
        (0, L1, 0, True),
    ],
)
def test_while_away(handler, left, batch, layer, layer_batch, expected):
    assert handler.migrationNumber(CHAIN) == 1
    assert handler.migrationInterval(CHAIN, 1) == (CHAIN_BATCH, 0, GATEWAY_BATCH, 0, GATEWAY, True)
    assert handler.migrationInterval(CHAIN, 0) == NO_INTERVAL
    assert handler.migrationInterval(CHAIN, 2) == NO_INTERVAL
    assert valid(handler, batch, layer, layer_batch) is expected


@pytest.mark.parametrize(
    ("batch", "layer", "layer_batch", "expected"),
    [
        (CHAIN_BATCH, L1, 0, True),
        (CHAIN_BATCH, GATEWAY, GATEWAY_BATCH, False),
        (CHAIN_BATCH + 1, L1, 0, False),
        (CHAIN_BATCH + 1, GATEWAY, GATEWAY_BATCH - 1, False),
        (CHAIN_BATCH + 1, GATEWAY, GATEWAY_BATCH, True),
        (CHAIN_BATCH + 8, GATEWAY, GATEWAY_BATCH + 15, True),
        (CHAIN_BATCH + 8, GATEWAY, GATEWAY_BATCH + 16, False),
        (CHAIN_BATCH + 9, GATEWAY, GATEWAY_BATCH + 15, False),
        (CHAIN_BATCH + 9, L1, 0, True),
    ],
)
def test_after_the_return(handler, returned, batch, layer, layer_batch, expected):
    assert handler.migrationNumber(CHAIN) == 2
    assert handler.migrationInterval(CHAIN, 1) == (
        CHAIN_BATCH,
        CHAIN_BATCH + 8,
        GATEWAY_BATCH,
        GATEWAY_BATCH + 15,
        GATEWAY,
        False,
    )
    assert valid(handler, batch, layer, layer_batch) is expected


def test_other_chains__are_not_affected(handler, returned):
    assert handler.isValidSettlementLayer(GATEWAY, CHAIN_BATCH + 1, L1, 0)
    assert handler.migrationNumber(GATEWAY) == 0
