"""ServerNotifier: what a chain's admin announces to its server."""

import pytest

from garter.chain import Contract
from tests.support import Mock, behind_proxy, clone, reverts

CHAIN, VERSION, TIME = 271, 31 << 32, 1_900_000_000
ZERO = "0x" + "00" * 20


@pytest.fixture(scope="module")
def handler(rpc, governor):
    """A chain asset handler: the chain migrated three times and may again."""
    handler = Mock(rpc, governor)
    handler.returns("migrationNumber(uint256)", ["uint256"], [3])
    handler.returns("isReadyForMigration(uint256)", ["bool"], [True])
    return handler


@pytest.fixture(scope="module")
def manager(rpc, governor, chain_admin, handler):
    """A chain type manager in whose view `chain_admin` is every chain's admin."""
    hub = Mock(rpc, governor)
    hub.returns("chainAssetHandler()", ["address"], [handler])
    manager = Mock(rpc, governor)
    manager.returns("BRIDGE_HUB()", ["address"], [hub])
    manager.returns("getChainAdmin(uint256)", ["address"], [chain_admin])
    manager.returns("protocolVersionIsActive(uint256)", ["bool"], [True])
    return manager


@pytest.fixture(scope="module")
def implementation(rpc, governor):
    return Contract.deploy(rpc, "ServerNotifier", sender=governor)


@pytest.fixture(scope="module")
def notifier(rpc, governor, manager):
    notifier = behind_proxy(rpc, "ServerNotifier", (), (governor.address,), sender=governor)
    notifier.setChainTypeManager(manager, sender=governor)
    return notifier


def test_initialize__sets_the_owner(notifier, governor, manager):
    assert notifier.owner() == governor.address
    assert notifier.chainTypeManager() == manager.address


def test_initialize__twice_or_on_the_implementation__reverts(notifier, implementation, stranger):
    for contract in (notifier, implementation):
        with reverts("Error", "Initializable: contract is already initialized"):
            contract.initialize(stranger, sender=stranger)


def test_initialize__owner_zero__reverts(implementation, governor):
    fresh = clone(implementation, sender=governor)
    with reverts("ZeroAddress"):
        fresh.initialize(ZERO, sender=governor)


def test_set_chain_type_manager__not_owner__reverts(notifier, chain_admin):
    with reverts("Error", "Ownable: caller is not the owner"):
        notifier.setChainTypeManager(chain_admin, sender=chain_admin)


def test_set_chain_type_manager__zero__reverts(notifier, governor):
    with reverts("ZeroAddress"):
        notifier.setChainTypeManager(ZERO, sender=governor)


@pytest.mark.parametrize(
    ("function", "event"),
    [("migrateToGateway", "MigrateToGateway"), ("migrateFromGateway", "MigrateFromGateway")],
)
def test_migrate__announces_the_next_migration(notifier, chain_admin, function, event):
    receipt = getattr(notifier, function)(CHAIN, sender=chain_admin)
    [announced] = notifier.events(receipt)
    assert (announced.name, announced.chainId, announced.migrationNumber) == (event, CHAIN, 4)


def test_migrate_to_gateway__not_ready__reverts(notifier, handler, chain_admin):
    handler.returns("isReadyForMigration(uint256)", ["bool"], [False])
    with reverts("ChainNotReadyForMigration", CHAIN):
        notifier.migrateToGateway(CHAIN, sender=chain_admin)
    assert notifier.migrateFromGateway(CHAIN, sender=chain_admin).ok


def test_set_upgrade_timestamp__notes_and_announces(notifier, chain_admin):
    receipt = notifier.setUpgradeTimestamp(CHAIN, VERSION, TIME, sender=chain_admin)
    [event] = notifier.events(receipt, "UpgradeTimestampUpdated")
    assert (event.chainId, event.protocolVersion, event.upgradeTimestamp) == (CHAIN, VERSION, TIME)
    assert notifier.protocolVersionToUpgradeTimestamp(CHAIN, VERSION) == TIME
    assert notifier.protocolVersionToUpgradeTimestamp(CHAIN + 1, VERSION) == 0


def test_set_upgrade_timestamp__zero__reverts(notifier, chain_admin):
    with reverts("ZeroUpgradeTimestamp"):
        notifier.setUpgradeTimestamp(CHAIN, VERSION, 0, sender=chain_admin)


def test_set_upgrade_timestamp__inactive_version__reverts(notifier, manager, chain_admin):
    manager.returns("protocolVersionIsActive(uint256)", ["bool"], [False])
    with reverts("InvalidProtocolVersion"):
        notifier.setUpgradeTimestamp(CHAIN, VERSION, TIME, sender=chain_admin)


ANNOUNCEMENTS = [
    ("migrateToGateway", (CHAIN,)),
    ("migrateFromGateway", (CHAIN,)),
    ("setUpgradeTimestamp", (CHAIN, VERSION, TIME)),
]


@pytest.mark.parametrize(("function", "arguments"), ANNOUNCEMENTS)
def test_announcing__not_the_chains_admin__reverts(notifier, governor, function, arguments):
    """Not even the owner."""
    with reverts("Unauthorized", governor):
        getattr(notifier, function)(*arguments, sender=governor)


@pytest.mark.parametrize(("function", "arguments"), ANNOUNCEMENTS)
def test_announcing__without_chain_type_manager__reverts(
    implementation, governor, chain_admin, function, arguments
):
    fresh = clone(implementation, sender=governor)
    fresh.initialize(governor, sender=governor)
    with reverts("Unauthorized", chain_admin):
        getattr(fresh, function)(*arguments, sender=chain_admin)


def test_ownership__two_steps(notifier, governor, admin):
    notifier.transferOwnership(admin, sender=governor)
    notifier.acceptOwnership(sender=admin)
    assert notifier.owner() == admin.address
