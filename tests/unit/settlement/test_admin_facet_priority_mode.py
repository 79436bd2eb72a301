"""AdminFacet: filterers, and taking settlement from an operator that does not serve."""

import pytest

from tests.support import reverts
from tests.support.chain import DAY
from tests.support.diamond import ZERO_ADDRESS

FILTERER = "0x00000000000000000000000000000000000000f1"
OTHER = "0x00000000000000000000000000000000000000F2"
GATEWAY = "0x00000000000000000000000000000000000000Ee"
EXPIRATION = 4 * DAY


@pytest.fixture
def facet(chain):
    return chain.admin


@pytest.fixture
def waiting(chain, bridgehub):
    """A chain with a request that nobody has processed."""
    chain.mailbox.bridgehubRequestL2TransactionOnGateway(b"\x01" * 32, 0, sender=bridgehub)
    return chain


@pytest.fixture
def allowed(waiting, chain_admin):
    """A permanent rollup whose admin has allowed priority mode."""
    waiting.admin.makePermanentRollup(sender=chain_admin)
    waiting.admin.permanentlyAllowPriorityMode(sender=chain_admin)
    return waiting


@pytest.fixture
def expired(allowed):
    """Nobody has processed the request for four days."""
    allowed.rpc.call(
        "evm_setNextBlockTimestamp",
        allowed.getters.getPriorityOpRequestTimestamp(0) + EXPIRATION,
    )
    return allowed


def batches(chain, executed, verified, committed, upgrade=0):
    """Write the counters, which only the committer and the executor do."""
    chain.store(
        chain.slot("_batches_word"),
        executed | verified << 48 | committed << 96 | upgrade << 144,
    )


def counters(chain):
    getters = chain.getters
    return (
        getters.getTotalBatchesExecuted(),
        getters.getTotalBatchesVerified(),
        getters.getTotalBatchesCommitted(),
        getters.getL2SystemContractsUpgradeBatchNumber(),
    )


def mode(chain):
    return chain.getters.getPriorityModeInfo()[:2]


# --- filterer ---


def test_set_transaction_filterer__sets(facet, chain, chain_admin):
    receipt = facet.setTransactionFilterer(FILTERER, sender=chain_admin)
    [event] = facet.events(receipt)
    assert (event.name, event.oldTransactionFilterer, event.newTransactionFilterer) == (
        "NewTransactionFilterer",
        ZERO_ADDRESS,
        chain.getters.getTransactionFilterer(),
    )
    assert chain.getters.getTransactionFilterer().lower() == FILTERER


def test_set_transaction_filterer__not_admin__reverts(facet, manager):
    with reverts("Unauthorized", manager):
        facet.setTransactionFilterer(FILTERER, sender=manager)


def test_set_transaction_filterer__priority_mode_allowed__reverts(allowed, chain_admin):
    with reverts("NotCompatibleWithPriorityMode"):
        allowed.admin.setTransactionFilterer(FILTERER, sender=chain_admin)


def test_set_priority_mode_filterer__before__waits(facet, chain, manager):
    receipt = facet.setPriorityModeTransactionFilterer(OTHER, sender=manager)
    [event] = facet.events(receipt)
    assert event.name == "NewPriorityModeTransactionFilterer"
    assert (event.oldTransactionFilterer, event.newTransactionFilterer) == (ZERO_ADDRESS, OTHER)
    assert chain.getters.getPriorityModeInfo()[3] == OTHER
    assert chain.getters.getTransactionFilterer() == ZERO_ADDRESS


def test_set_priority_mode_filterer__after__is_in_force_at_once(allowed, manager):
    receipt = allowed.admin.setPriorityModeTransactionFilterer(OTHER, sender=manager)
    assert [e.name for e in allowed.admin.events(receipt)] == [
        "NewTransactionFilterer",
        "NewPriorityModeTransactionFilterer",
    ]
    assert allowed.getters.getTransactionFilterer() == OTHER


def test_set_priority_mode_filterer__not_manager__reverts(facet, chain_admin):
    with reverts("Unauthorized", chain_admin):
        facet.setPriorityModeTransactionFilterer(OTHER, sender=chain_admin)


def test_set_priority_mode_filterer__settling_elsewhere__reverts(facet, chain, manager):
    chain.settle_on(GATEWAY)
    with reverts("NotSettlementLayer"):
        facet.setPriorityModeTransactionFilterer(OTHER, sender=manager)


# --- allowing ---


def test_allow__replaces_the_filterer(waiting, chain_admin, manager):
    waiting.admin.setTransactionFilterer(FILTERER, sender=chain_admin)
    waiting.admin.setPriorityModeTransactionFilterer(OTHER, sender=manager)
    receipt = waiting.admin.permanentlyAllowPriorityMode(sender=chain_admin)
    filterer, event = waiting.admin.events(receipt)
    assert (filterer.oldTransactionFilterer.lower(), filterer.newTransactionFilterer) == (
        FILTERER,
        OTHER,
    )
    assert event.name == "PriorityModeAllowed"
    assert waiting.getters.getTransactionFilterer() == OTHER
    assert mode(waiting) == (True, False)


def test_allow__by_default__removes_the_filterer(waiting, chain_admin):
    waiting.admin.setTransactionFilterer(FILTERER, sender=chain_admin)
    waiting.admin.permanentlyAllowPriorityMode(sender=chain_admin)
    assert waiting.getters.getTransactionFilterer() == ZERO_ADDRESS


def test_allow__not_admin__reverts(waiting, manager):
    with reverts("Unauthorized", manager):
        waiting.admin.permanentlyAllowPriorityMode(sender=manager)


def test_allow__settling_elsewhere__reverts(waiting, chain_admin):
    waiting.settle_on(GATEWAY)
    with reverts("NotSettlementLayer"):
        waiting.admin.permanentlyAllowPriorityMode(sender=chain_admin)


def test_allow__twice__reverts(allowed, chain_admin):
    with reverts("PriorityModeAlreadyAllowed"):
        allowed.admin.permanentlyAllowPriorityMode(sender=chain_admin)


def test_allow__no_request_waits__reverts(facet, chain_admin):
    with reverts("PriorityOpsRequestTimestampMissing", 0):
        facet.permanentlyAllowPriorityMode(sender=chain_admin)


# --- activating ---


def test_activate__reverts_what_is_not_executed(expired, stranger):
    batches(expired, 3, 5, 9, 7)
    receipt = expired.admin.activatePriorityMode(sender=stranger)
    revert, event = expired.admin.events(receipt)
    assert revert.name == "BlocksRevert"
    assert (
        revert.totalBatchesCommitted,
        revert.totalBatchesVerified,
        revert.totalBatchesExecuted,
    ) == (3, 3, 3)
    assert event.name == "PriorityModeActivated"
    assert counters(expired) == (3, 3, 3, 0)
    assert mode(expired) == (True, True)


def test_activate__upgrade_in_an_executed_batch__stays(expired, stranger):
    batches(expired, 3, 5, 9, 3)
    expired.admin.activatePriorityMode(sender=stranger)
    assert counters(expired) == (3, 3, 3, 3)


def test_activate__a_second_before__reverts(allowed, stranger):
    earliest = allowed.getters.getPriorityOpRequestTimestamp(0) + EXPIRATION
    allowed.mine_at(earliest - 1)
    with reverts("PriorityModeActivationTooEarly", earliest, earliest - 1):
        allowed.admin.call("activatePriorityMode", caller=stranger)
    allowed.mine_at(earliest)
    allowed.admin.call("activatePriorityMode", caller=stranger)


def test_activate__twice__reverts(expired, stranger):
    expired.admin.activatePriorityMode(sender=stranger)
    with reverts("OnlyNormalMode"):
        expired.admin.activatePriorityMode(sender=stranger)


def test_activate__not_allowed__reverts(waiting, stranger):
    waiting.wait(EXPIRATION)
    with reverts("PriorityModeIsNotAllowed"):
        waiting.admin.activatePriorityMode(sender=stranger)


def test_activate__validium__reverts(waiting, chain_admin, stranger):
    waiting.admin.permanentlyAllowPriorityMode(sender=chain_admin)
    waiting.wait(EXPIRATION)
    with reverts("PriorityModeRequiresPermanentRollup"):
        waiting.admin.activatePriorityMode(sender=stranger)


def test_activate__request_processed__reverts(expired, stranger):
    """The oldest request that waits counts, not the oldest one."""
    expired.store(expired.slot("priority_tree", "unprocessed_index"), 1)
    with reverts("PriorityOpsRequestTimestampMissing", 1):
        expired.admin.activatePriorityMode(sender=stranger)


def test_activate__settling_elsewhere__reverts(expired, stranger):
    expired.settle_on(GATEWAY)
    with reverts("NotSettlementLayer"):
        expired.admin.activatePriorityMode(sender=stranger)


# --- deactivating ---


def test_deactivate__gives_settlement_back(expired, stranger, manager):
    expired.admin.activatePriorityMode(sender=stranger)
    receipt = expired.admin.deactivatePriorityMode(sender=manager)
    assert [e.name for e in expired.admin.events(receipt)] == ["PriorityModeDeactivated"]
    assert mode(expired) == (True, False)


def test_deactivate__not_active__reverts(allowed, manager):
    with reverts("OnlyPriorityMode"):
        allowed.admin.deactivatePriorityMode(sender=manager)


def test_deactivate__not_manager__reverts(expired, stranger, chain_admin):
    expired.admin.activatePriorityMode(sender=stranger)
    for account in (stranger, chain_admin):
        with reverts("Unauthorized", account):
            expired.admin.deactivatePriorityMode(sender=account)


# --- layer ---


@pytest.mark.parametrize(
    ("function", "arguments", "role"),
    [
        ("setTransactionFilterer", [FILTERER], "admin"),
        ("permanentlyAllowPriorityMode", [], "admin"),
        ("activatePriorityMode", [], "admin"),
        ("setPriorityModeTransactionFilterer", [FILTERER], "manager"),
    ],
)
def test_priority_mode__on_a_gateway__reverts(
    gateway_chain, chain_admin, function, arguments, role
):
    sender = chain_admin if role == "admin" else gateway_chain.manager
    with reverts("NotL1", 31337):
        gateway_chain.admin.transact(function, arguments, sender=sender)


def test_deactivate__on_a_gateway__reverts(gateway_chain):
    slot = gateway_chain.slot("_settlement_word")
    word = gateway_chain.rpc.storage(gateway_chain.address, slot)
    gateway_chain.store(slot, word | 3 << 225)
    with reverts("NotL1", 31337):
        gateway_chain.admin.deactivatePriorityMode(sender=gateway_chain.manager)


def test_deactivate__settling_elsewhere__reverts(expired, stranger, manager):
    expired.admin.activatePriorityMode(sender=stranger)
    expired.settle_on(GATEWAY)
    with reverts("NotSettlementLayer"):
        expired.admin.deactivatePriorityMode(sender=manager)
