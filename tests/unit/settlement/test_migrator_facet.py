"""MigratorFacet: pausing deposits."""

import pytest

from tests.support import reverts
from tests.support.chain import CHAIN_ID, caller

GATEWAY = "0x00000000000000000000000000000000000000eE"
L2_ASSET_HANDLER = "0x000000000000000000000000000000000001000a"


@pytest.fixture
def facet(chain):
    return chain.migrator


def test_get_name(chain):
    assert chain.facets["MigratorFacet"].getName() == "MigratorFacet"


@pytest.mark.parametrize("who", ["admin", "manager"])
def test_pause__takes_no_more_requests(facet, chain, chain_admin, manager, who):
    receipt = facet.pauseDepositsBeforeInitiatingMigration(
        sender=chain_admin if who == "admin" else manager
    )
    [event] = facet.events(receipt)
    assert (event.name, event.chainId, event.pausedDepositsTimestamp) == (
        "DepositsPaused",
        CHAIN_ID,
        chain.now(),
    )
    assert chain.mailbox.depositsPaused()
    assert chain.getters.getPausedDepositsTimestamp() == chain.now()


def test_pause__stranger__reverts(facet, stranger):
    with reverts("Unauthorized", stranger):
        facet.pauseDepositsBeforeInitiatingMigration(sender=stranger)


def test_pause__priority_mode_allowed__reverts(facet, chain, chain_admin):
    slot = chain.slot("_settlement_word")
    chain.store(slot, chain.rpc.storage(chain.address, slot) | 1 << 225)
    with reverts("NotCompatibleWithPriorityMode"):
        facet.pauseDepositsBeforeInitiatingMigration(sender=chain_admin)


def test_pause__twice__reverts(facet, chain_admin):
    facet.pauseDepositsBeforeInitiatingMigration(sender=chain_admin)
    with reverts("DepositsAlreadyPaused"):
        facet.pauseDepositsBeforeInitiatingMigration(sender=chain_admin)


def test_pause__on_a_gateway__asks_the_tracker(facet, chain, world, bridgehub, chain_admin):
    signature = "requestPauseDepositsForChainOnGateway(uint256)"
    world.tracker.returns(signature, [], [])
    chain.mailbox.bridgehubRequestL2TransactionOnGateway(b"\x01" * 32, 0, sender=bridgehub)
    chain.settle_on(GATEWAY)
    receipt = facet.pauseDepositsBeforeInitiatingMigration(sender=chain_admin)
    assert [e.name for e in facet.events(receipt)] == ["DepositsPaused"]
    assert world.tracker.calls(signature) == 1
    assert world.tracker.last_calldata(signature)[4:] == CHAIN_ID.to_bytes(32, "big")
    assert chain.getters.getSettlementLayer() == GATEWAY


def test_pause__on_a_gateway_before_any_request__reverts(facet, chain, chain_admin):
    chain.settle_on(GATEWAY)
    with reverts("TotalPriorityTxsIsZero"):
        facet.pauseDepositsBeforeInitiatingMigration(sender=chain_admin)


def test_unpause__takes_requests_again(facet, chain, chain_admin):
    facet.pauseDepositsBeforeInitiatingMigration(sender=chain_admin)
    receipt = facet.unpauseDeposits(sender=chain_admin)
    [event] = facet.events(receipt)
    assert (event.name, event.chainId) == ("DepositsUnpaused", CHAIN_ID)
    assert not chain.mailbox.depositsPaused()
    assert chain.getters.getPausedDepositsTimestamp() == 0


def test_unpause__not_admin__reverts(facet, manager):
    with reverts("Unauthorized", manager):
        facet.unpauseDeposits(sender=manager)


def test_unpause__not_paused__reverts(facet, chain_admin):
    with reverts("DepositsNotPaused"):
        facet.unpauseDeposits(sender=chain_admin)


def test_unpause__during_a_migration__reverts(facet, world, chain_admin):
    facet.pauseDepositsBeforeInitiatingMigration(sender=chain_admin)
    world.asset_handler.returns("isMigrationInProgress(uint256)", ["bool"], [True])
    with reverts("MigrationInProgress"):
        facet.unpauseDeposits(sender=chain_admin)


@pytest.mark.parametrize("function", ["pauseDepositsBeforeInitiatingMigration", "unpauseDeposits"])
def test_pauses__on_a_gateway__revert(gateway_chain, chain_admin, function):
    with reverts("NotL1", 31337):
        gateway_chain.migrator.transact(function, sender=chain_admin)


# --- following L1 on a gateway ---


def test_pause_on_gateway__follows(rpc, gateway_chain):
    handler = caller(rpc, L2_ASSET_HANDLER)
    now = gateway_chain.now()
    receipt = gateway_chain.migrator.pauseDepositsOnGateway(now + 1_000, sender=handler)
    [event] = gateway_chain.migrator.events(receipt)
    assert (event.chainId, event.pausedDepositsTimestamp) == (CHAIN_ID, now + 1_000)
    assert not gateway_chain.mailbox.depositsPaused()  # not yet
    gateway_chain.mine_at(now + 1_000)
    assert gateway_chain.mailbox.depositsPaused()


def test_pause_on_gateway__others__revert(gateway_chain, chain_admin):
    for account in (chain_admin, gateway_chain.manager):
        with reverts("Unauthorized", account):
            gateway_chain.migrator.pauseDepositsOnGateway(1, sender=account)


def test_pause_on_gateway__on_l1__reverts(rpc, facet):
    with reverts("OnlyGateway"):
        facet.pauseDepositsOnGateway(1, sender=caller(rpc, L2_ASSET_HANDLER))
