"""Attack 35 (Parity, Wormhole) on the registry's upgradeable contracts."""

from __future__ import annotations

import pytest

from garter.chain import Contract
from garter.protocol.hashing import selector
from tests.support import behind_proxy, reverts
from tests.support.proxy import PROXY_ADMIN
from tests.unit.registry.facts import address, word
from tests.unit.registry.manager import a_cut, initialize_data
from tests.unit.registry.migration import impersonate

ALREADY = ("Error", "Initializable: contract is already initialized")
OCCUPIED = ("SlotOccupied",)
SOMEBODY, SOMEBODY_ELSE = address(0xAA), address(0xAB)


class _Owner:
    address = SOMEBODY


# Contract => arguments of its constructor and of `initialize`, and how it refuses to run it again.
INITIALISABLE = {
    "L1Bridgehub": ((SOMEBODY, 100), (SOMEBODY,), OCCUPIED),
    "L1ChainAssetHandler": ((SOMEBODY, SOMEBODY_ELSE), (SOMEBODY,), OCCUPIED),
    "ZKsyncOSChainTypeManager": (
        (SOMEBODY,) * 5,
        (initialize_data(_Owner, a_cut()),),
        OCCUPIED,
    ),
    "CTMDeploymentTracker": ((SOMEBODY, SOMEBODY_ELSE), (SOMEBODY,), ALREADY),
}


@pytest.fixture(params=INITIALISABLE.items(), ids=lambda item: item[0])
def case(request):
    return request.param


@pytest.fixture
def proxy(rpc, case, stranger):
    name, (arguments, initializer, _) = case
    return behind_proxy(rpc, name, arguments, initializer, sender=stranger)


def test_implementation__cannot_be_initialised(rpc, case, stranger):
    name, (arguments, initializer, refusal) = case
    logic = Contract.deploy(rpc, name, *arguments, sender=stranger)
    with reverts(*refusal):
        logic.initialize(*initializer, sender=stranger)


def test_proxy__runs_it_once(case, proxy, stranger, governor):
    _, (_, initializer, refusal) = case
    assert proxy.owner() == SOMEBODY
    for caller in (stranger, governor):
        with reverts(*refusal):
            proxy.initialize(*initializer, sender=caller)


def test_upgrade__does_not_open_it_again(rpc, case, proxy, stranger):
    name, (arguments, initializer, refusal) = case
    successor = Contract.deploy(rpc, name, *arguments, sender=stranger)
    upgrade = selector("upgradeTo(address)") + word(successor.address)
    proxy.send_raw(upgrade, sender=impersonate(rpc, _ProxyAdmin))
    with reverts(*refusal):
        proxy.initialize(*initializer, sender=stranger)
    assert proxy.owner() == SOMEBODY


class _ProxyAdmin:
    address = PROXY_ADMIN


def test_implementations_owner__owns_no_proxy(rpc, governor, stranger):
    """The bridgehub's and the handler's implementations have an owner; it rules only over them."""
    for name, arguments in (
        ("L1Bridgehub", (stranger.address, 1)),
        ("L1ChainAssetHandler", (stranger.address, SOMEBODY)),
    ):
        proxy = behind_proxy(rpc, name, arguments, (governor.address,), sender=governor)
        assert proxy.owner() == governor.address
        with reverts("Error", "Ownable: caller is not the owner"):
            proxy.pause(sender=stranger)


def test_message_root__versions_before_its_own_are_closed(rpc, registry, stranger):
    with reverts(*ALREADY):
        registry.message_root.initialize(sender=stranger)
    arguments = (registry.hub.address, 0, registry.handler.address)
    logic = Contract.deploy(rpc, "L1MessageRoot", *arguments, sender=stranger)
    with reverts(*ALREADY):
        logic.initialize(sender=stranger)
