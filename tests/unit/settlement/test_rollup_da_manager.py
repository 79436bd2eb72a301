"""RollupDAManager: the list of DA pairs that keep a chain a rollup."""

import pytest

from garter.chain import Contract
from tests.support import reverts

VALIDATOR = "0x00000000000000000000000000000000000000AA"
NONE, EMPTY, BLOBS = 0, 1, 4


@pytest.fixture
def manager(rpc, governor):
    return Contract.deploy(rpc, "RollupDAManager", governor.address, sender=governor)


def test_constructor__zero_owner__reverts(rpc, governor):
    with reverts("ZeroAddress"):
        Contract.deploy(rpc, "RollupDAManager", "0x" + "00" * 20, sender=governor)


def test_update_da_pair__allows_and_forbids(manager, governor):
    receipt = manager.updateDAPair(VALIDATOR, BLOBS, True, sender=governor)
    [event] = manager.events(receipt, "DAPairUpdated")
    assert (event.l1DAValidator, event.l2DACommitmentScheme, event.status) == (
        VALIDATOR,
        BLOBS,
        True,
    )
    assert manager.isPairAllowed(VALIDATOR, BLOBS)
    assert not manager.isPairAllowed(VALIDATOR, EMPTY)

    manager.updateDAPair(VALIDATOR, BLOBS, False, sender=governor)
    assert not manager.isAllowedDAConfiguration(VALIDATOR, BLOBS)


def test_update_da_pair__not_owner__reverts(manager, stranger):
    with reverts("Error", "Ownable: caller is not the owner"):
        manager.updateDAPair(VALIDATOR, BLOBS, True, sender=stranger)


def test_update_da_pair__zero_validator__reverts(manager, governor):
    with reverts("ZeroAddress"):
        manager.updateDAPair("0x" + "00" * 20, BLOBS, True, sender=governor)


@pytest.mark.parametrize("scheme", [NONE, BLOBS + 1, 255])
def test_update_da_pair__unusable_scheme__reverts(manager, governor, scheme):
    with reverts("InvalidL2DACommitmentScheme", scheme):
        manager.updateDAPair(VALIDATOR, scheme, True, sender=governor)


def test_ownership__two_steps(manager, governor, admin, stranger):
    manager.transferOwnership(admin.address, sender=governor)
    assert manager.owner() == governor.address
    with reverts("Error", "Ownable2Step: caller is not the new owner"):
        manager.acceptOwnership(sender=stranger)
    manager.acceptOwnership(sender=admin)
    assert manager.owner() == admin.address
