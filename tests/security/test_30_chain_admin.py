"""Row 30: what a chain's admin may not do to its users."""

import pytest

from garter.chain import Contract
from tests.support import reverts
from tests.support.chain import DAY
from tests.support.diamond import add, diamond_cut
from tests.support.requests import request

FILTERER = "0x00000000000000000000000000000000000000F1"
DA_VALIDATOR = "0x00000000000000000000000000000000000000aa"
DEFAULTS = (0, 1_000_000, 120_000, 80_000_000, 99_000, 250_000_000)
EMPTY, BLOBS = 1, 4


@pytest.fixture
def priced(chain, chain_admin):
    chain.admin.setTokenMultiplier(1000, 1, sender=chain_admin)
    chain.wait(DAY)
    return chain


@pytest.fixture
def stage1(priced, chain_admin, bridgehub):
    """A permanent rollup that has allowed priority mode for good."""
    priced.mailbox.bridgehubRequestL2TransactionOnGateway(b"\x01" * 32, 0, sender=bridgehub)
    priced.admin.makePermanentRollup(sender=chain_admin)
    priced.admin.permanentlyAllowPriorityMode(sender=chain_admin)
    return priced


@pytest.mark.parametrize("nominator", [1, 768, 1301, 2**64])
def test_attack__prices_users_in_or_out_at_once(priced, chain_admin, nominator):
    with reverts("FeeParamsChangeTooLarge"):
        priced.admin.setTokenMultiplier(nominator, 1, sender=chain_admin)


def test_attack__prices_users_out_in_many_steps_a_day(priced, chain_admin):
    priced.admin.setTokenMultiplier(1299, 1, sender=chain_admin)
    for nominator in (1300, 1299, 1000):
        with reverts("TokenMultiplierChangeTooFrequent", priced.now() + DAY):
            priced.admin.setTokenMultiplier(nominator, 1, sender=chain_admin)
    with reverts("TokenMultiplierChangeTooFrequent", priced.now() + DAY):
        priced.admin.changeFeeParams(DEFAULTS, sender=chain_admin)


def test_attack__takes_the_price_away(priced, chain_admin):
    """With a denominator of 0 no request could be made at all."""
    with reverts("DenominatorIsZero"):
        priced.admin.setTokenMultiplier(1, 0, sender=chain_admin)
    with reverts("FeeParamsChangeTooLarge"):
        priced.admin.setTokenMultiplier(0, 1, sender=chain_admin)


@pytest.mark.parametrize(("field", "value"), [(1, 0), (1, 2**32 - 1), (5, 10**12), (5, 2**64 - 1)])
def test_attack__fee_jump_under_priority_mode(stage1, chain_admin, field, value):
    """By the overhead of a batch or the least gas price."""
    jump = (*DEFAULTS[:field], value, *DEFAULTS[field + 1 :])
    with reverts("FeeParamsChangeTooLarge"):
        stage1.admin.changeFeeParams(jump, sender=chain_admin)


@pytest.mark.parametrize(
    "params",
    [
        (0, 1_000_000, 120_000, 80_000_000, 0, 250_000_000),
        (0, 1_000_000, 119_999, 80_000_000, 99_000, 250_000_000),
        (0, 1_000_000, 120_000, 79_999_999, 99_000, 250_000_000),
    ],
)
def test_attack__room_for_no_exit_under_priority_mode(stage1, chain_admin, params):
    with reverts("NotCompatibleWithPriorityMode"):
        stage1.admin.changeFeeParams(params, sender=chain_admin)


@pytest.mark.parametrize(
    ("contract", "function", "arguments"),
    [
        ("admin", "setTransactionFilterer", [FILTERER]),
        ("admin", "setPubdataPricingMode", [1]),
        ("migrator", "pauseDepositsBeforeInitiatingMigration", []),
    ],
)
def test_attack__censors_under_priority_mode(stage1, chain_admin, contract, function, arguments):
    with reverts("NotCompatibleWithPriorityMode"):
        getattr(stage1, contract).transact(function, arguments, sender=chain_admin)


def test_attack__takes_data_off_l1(rpc, stage1, world, chain_admin):
    world.da_manager.returns("isPairAllowed(address,uint8)", ["bool"], [False])
    with reverts("InvalidDAForPermanentRollup"):
        stage1.admin.setDAValidatorPair(DA_VALIDATOR, EMPTY, sender=chain_admin)


def test_attack__upgrades_to_what_it_likes(rpc, chain, world, governor, chain_admin):
    """A facet of its own would own every deposit of the chain."""
    world.manager.returns("upgradeCutHash(uint256)", ["bytes32"], [b"\x11" * 32])
    evil = Contract.deploy(rpc, "MockFacet", 1, 32, False, sender=governor)
    cut = diamond_cut(add(evil, [b"\xde\xad\xbe\xef"]))
    version = chain.getters.getProtocolVersion()
    with reverts("HashMismatch"):
        chain.admin.upgradeChainFromVersion(evil, version, cut, sender=chain_admin)
    with reverts("Unauthorized", chain_admin):
        chain.admin.executeUpgrade(cut, sender=chain_admin)


def test_attack__validates_its_own_batches(chain, chain_admin):
    with reverts("Unauthorized", chain_admin):
        chain.admin.setValidator(chain_admin.address, True, sender=chain_admin)


def test_attack__freezes_its_users(chain, chain_admin):
    with reverts("Unauthorized", chain_admin):
        chain.admin.freezeDiamond(sender=chain_admin)


def test_attack__pretends_to_be_the_bridgehub(chain, chain_admin):
    with reverts("Unauthorized", chain_admin):
        chain.mailbox.bridgehubRequestL2Transaction(
            request(chain_admin.address), sender=chain_admin
        )


def test_attack__old_admin_after_the_hand_over(chain, chain_admin, stranger):
    chain.admin.setPendingAdmin(stranger.address, sender=chain_admin)
    chain.admin.acceptAdmin(sender=stranger)
    with reverts("Unauthorized", chain_admin):
        chain.admin.setTokenMultiplier(1, 1, sender=chain_admin)
