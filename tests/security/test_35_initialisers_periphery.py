"""Attack 35: who initialises a contract owns it, so nobody may do it a second time.

Storage that an upgrade would move is caught by tests/unit/artifacts (golden layouts).
"""

import pytest

from garter.chain import Contract
from tests.support import behind_proxy, reverts

HUB = "0x0000000000000000000000000000000000000B0b"
ALREADY = ("Error", "Initializable: contract is already initialized")
# Contract => constructor's arguments, initialiser's arguments, what it says the second time.
UPGRADEABLE = {
    "ValidatorTimelock": ((HUB,), ("owner", 3_600), ALREADY),
    "PermissionlessValidator": ((), (), ALREADY),
    "ServerNotifier": ((), ("owner",), ALREADY),
    "ChainRegistrationSender": ((HUB,), ("owner",), ("SlotOccupied",)),
}
OWNED = [name for name, (_, arguments, _) in UPGRADEABLE.items() if "owner" in arguments]


@pytest.fixture(params=UPGRADEABLE)
def name(request):
    return request.param


@pytest.fixture
def implementation(rpc, governor, name):
    return Contract.deploy(rpc, name, *UPGRADEABLE[name][0], sender=governor)


@pytest.fixture
def proxy(rpc, governor, name):
    arguments = tuple(initializer(name, governor))
    return behind_proxy(rpc, name, UPGRADEABLE[name][0], arguments, sender=governor)


def initializer(name, owner):
    return [owner.address if a == "owner" else a for a in UPGRADEABLE[name][1]]


def initialize(contract, *, owner, sender):
    contract.initialize(*initializer(contract.name, owner), sender=sender)


def refuses(contract):
    return reverts(*UPGRADEABLE[contract.name][2])


def test_implementation_cannot_be_initialised(implementation, stranger):
    with refuses(implementation):
        initialize(implementation, owner=stranger, sender=stranger)


def test_proxy_cannot_be_initialised_twice(proxy, governor, stranger):
    for caller in (stranger, governor):
        with refuses(proxy):
            initialize(proxy, owner=caller, sender=caller)


@pytest.mark.parametrize("name", OWNED)
def test_proxy_without_an_owner_cannot_be_initialised_again(proxy, governor, stranger):
    """Renouncing must not make it look fresh."""
    proxy.renounceOwnership(sender=governor)
    with refuses(proxy):
        initialize(proxy, owner=stranger, sender=stranger)
