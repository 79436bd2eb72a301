"""AdminFacet: the admin, validators, data availability."""

import pytest

from garter.chain import Contract
from tests.support import reverts
from tests.support.chain import L1_CHAIN_ID
from tests.support.diamond import ZERO_ADDRESS

DA_VALIDATOR = "0x00000000000000000000000000000000000000AA"
NONE, EMPTY, KECCAK, BLOBS_AND_KECCAK, BLOBS = range(5)
GATEWAY = "0x00000000000000000000000000000000000000Ee"


@pytest.fixture
def facet(chain):
    return chain.admin


def test_get_name(facet, chain):
    assert chain.facets["AdminFacet"].getName() == "AdminFacet"


def test_rollup_da_manager(facet, world):
    assert facet.ROLLUP_DA_MANAGER() == facet.getRollupDAManager() == world.da_manager.address


# --- admin ---


def test_admin__two_steps(facet, chain, chain_admin, stranger):
    receipt = facet.setPendingAdmin(stranger.address, sender=chain_admin)
    [event] = facet.events(receipt)
    assert event.name == "NewPendingAdmin"
    assert (event.oldPendingAdmin, event.newPendingAdmin) == (ZERO_ADDRESS, stranger.address)
    assert chain.getters.getAdmin() == chain_admin.address
    assert chain.getters.getPendingAdmin() == stranger.address

    receipt = facet.acceptAdmin(sender=stranger)
    pending, new = facet.events(receipt)
    assert (pending.name, new.name) == ("NewPendingAdmin", "NewAdmin")
    assert (pending.oldPendingAdmin, pending.newPendingAdmin) == (stranger.address, ZERO_ADDRESS)
    assert (new.oldAdmin, new.newAdmin) == (chain_admin.address, stranger.address)
    assert chain.getters.getAdmin() == stranger.address
    assert chain.getters.getPendingAdmin() == ZERO_ADDRESS


def test_set_pending_admin__another_offer__replaces_the_first(
    facet, chain_admin, stranger, depositor
):
    facet.setPendingAdmin(stranger.address, sender=chain_admin)
    facet.setPendingAdmin(depositor.address, sender=chain_admin)
    with reverts("Unauthorized", stranger):
        facet.acceptAdmin(sender=stranger)


def test_set_pending_admin__not_admin__reverts(facet, manager, stranger):
    for account in (stranger, manager):
        with reverts("Unauthorized", account):
            facet.setPendingAdmin(account.address, sender=account)


def test_accept_admin__without_offer__reverts(facet, chain_admin):
    with reverts("Unauthorized", chain_admin):
        facet.acceptAdmin(sender=chain_admin)


# --- validators ---


def test_set_validator__adds_and_removes(facet, chain, manager, validator):
    receipt = facet.setValidator(validator.address, True, sender=manager)
    [event] = facet.events(receipt)
    assert (event.name, event.validatorAddress, event.isActive) == (
        "ValidatorStatusUpdate",
        validator.address,
        True,
    )
    assert chain.getters.isValidator(validator.address)
    facet.setValidator(validator.address, False, sender=manager)
    assert not chain.getters.isValidator(validator.address)


def test_set_validator__not_manager__reverts(facet, chain_admin, stranger):
    for account in (stranger, chain_admin):
        with reverts("Unauthorized", account):
            facet.setValidator(account.address, True, sender=account)


# --- data availability ---


def test_set_da_validator_pair__sets(facet, chain, chain_admin):
    receipt = facet.setDAValidatorPair(DA_VALIDATOR, BLOBS, sender=chain_admin)
    validator, scheme = facet.events(receipt)
    assert (validator.name, scheme.name) == ("NewL1DAValidator", "NewL2DACommitmentScheme")
    assert (validator.oldL1DAValidator, validator.newL1DAValidator) == (ZERO_ADDRESS, DA_VALIDATOR)
    assert (scheme.oldL2DACommitmentScheme, scheme.newL2DACommitmentScheme) == (NONE, BLOBS)
    assert chain.getters.getDAValidatorPair() == (DA_VALIDATOR, BLOBS)


def test_set_da_validator_pair__not_admin__reverts(facet, manager, stranger):
    for account in (stranger, manager):
        with reverts("Unauthorized", account):
            facet.setDAValidatorPair(DA_VALIDATOR, BLOBS, sender=account)


def test_set_da_validator_pair__zero_validator__reverts(facet, chain_admin):
    with reverts("L1DAValidatorAddressIsZero"):
        facet.setDAValidatorPair(ZERO_ADDRESS, BLOBS, sender=chain_admin)


@pytest.mark.parametrize("scheme", [NONE, BLOBS + 1, 255])
def test_set_da_validator_pair__unusable_scheme__reverts(facet, chain_admin, scheme):
    with reverts("InvalidL2DACommitmentScheme", scheme):
        facet.setDAValidatorPair(DA_VALIDATOR, scheme, sender=chain_admin)


def test_set_da_validator_pair__validium__needs_no_approval(facet, chain, world, chain_admin):
    world.da_manager.returns("isPairAllowed(address,uint8)", ["bool"], [False])
    facet.setDAValidatorPair(DA_VALIDATOR, EMPTY, sender=chain_admin)
    assert chain.getters.getDAValidatorPair() == (DA_VALIDATOR, EMPTY)


def test_set_da_validator_pair__permanent_rollup__needs_approval(facet, chain, world, chain_admin):
    facet.setDAValidatorPair(DA_VALIDATOR, BLOBS, sender=chain_admin)
    facet.makePermanentRollup(sender=chain_admin)
    facet.setDAValidatorPair(DA_VALIDATOR, BLOBS_AND_KECCAK, sender=chain_admin)
    world.da_manager.returns("isPairAllowed(address,uint8)", ["bool"], [False])
    with reverts("InvalidDAForPermanentRollup"):
        facet.setDAValidatorPair(DA_VALIDATOR, EMPTY, sender=chain_admin)
    assert chain.getters.getDAValidatorPair() == (DA_VALIDATOR, BLOBS_AND_KECCAK)


def test_make_permanent_rollup__is_for_ever(facet, chain, chain_admin):
    assert not chain.getters.isPermanentRollup()
    facet.makePermanentRollup(sender=chain_admin)
    assert chain.getters.isPermanentRollup()
    with reverts("AlreadyPermanentRollup"):
        facet.makePermanentRollup(sender=chain_admin)


def test_make_permanent_rollup__not_admin__reverts(facet, manager):
    with reverts("Unauthorized", manager):
        facet.makePermanentRollup(sender=manager)


def test_make_permanent_rollup__settling_elsewhere__reverts(facet, chain, chain_admin):
    chain.settle_on(GATEWAY)
    with reverts("NotSettlementLayer"):
        facet.makePermanentRollup(sender=chain_admin)


def test_make_permanent_rollup__pair_not_allowed__reverts(facet, world, chain_admin):
    world.da_manager.returns("isPairAllowed(address,uint8)", ["bool"], [False])
    with reverts("InvalidDAForPermanentRollup"):
        facet.makePermanentRollup(sender=chain_admin)


def test_make_permanent_rollup__asks_for_the_present_pair(rpc, facet, chain, governor, chain_admin):
    """With the real list of pairs."""
    manager = Contract.deploy(rpc, "RollupDAManager", governor.address, sender=governor)
    real = Contract.deploy(rpc, "AdminFacet", L1_CHAIN_ID, manager, sender=governor)
    rpc.call(
        "anvil_setCode", chain.facets["AdminFacet"].address, "0x" + rpc.code(real.address).hex()
    )
    facet.setDAValidatorPair(DA_VALIDATOR, BLOBS, sender=chain_admin)
    with reverts("InvalidDAForPermanentRollup"):
        facet.makePermanentRollup(sender=chain_admin)
    manager.updateDAPair(DA_VALIDATOR, BLOBS, True, sender=governor)
    facet.makePermanentRollup(sender=chain_admin)
    with reverts("InvalidDAForPermanentRollup"):
        facet.setDAValidatorPair(DA_VALIDATOR, EMPTY, sender=chain_admin)
