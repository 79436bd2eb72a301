"""ProxyAdmin: who may upgrade the proxies, and that nothing else reaches them."""

from __future__ import annotations

import pytest

from garter.chain import Contract
from tests.support import reverts

ZERO = "0x" + "00" * 20


@pytest.fixture
def proxy_admin(rpc, governor, stranger):
    return Contract.deploy(rpc, "ProxyAdmin", governor.address, sender=stranger)


@pytest.fixture
def proxy(rpc, implementation, proxy_admin, initialiser, stranger):
    return Contract.deploy(
        rpc,
        "TransparentUpgradeableProxy",
        implementation.address,
        proxy_admin.address,
        initialiser,
        sender=stranger,
    )


def test_constructor__zero_owner__reverts(rpc, stranger):
    with reverts("ZeroAddress"):
        Contract.deploy(rpc, "ProxyAdmin", ZERO, sender=stranger)


def test_constructor__owner_is_the_named_one(rpc, proxy_admin, governor):
    assert proxy_admin.owner() == governor.address


def test_getters(proxy_admin, proxy, implementation):
    assert proxy_admin.getProxyAdmin(proxy.address) == proxy_admin.address
    assert proxy_admin.getProxyImplementation(proxy.address) == implementation.address


def test_getters__not_its_proxy__is_the_implementations_answer(
    proxy_admin, rpc, implementation, admin
):
    foreign = Contract.deploy(
        rpc,
        "TransparentUpgradeableProxy",
        implementation.address,
        admin.address,
        b"",
        sender=admin,
    )
    assert proxy_admin.getProxyAdmin(foreign.address).lower().endswith("ad")


def test_upgrade(proxy_admin, proxy, behind, successor, governor):
    proxy_admin.upgrade(proxy.address, successor.address, sender=governor)
    assert behind.VERSION() == 2
    assert proxy_admin.getProxyImplementation(proxy.address) == successor.address


def test_upgrade__no_code__reverts_with_the_proxys_reason(proxy_admin, proxy, governor, stranger):
    with reverts("Error", "ERC1967: new implementation is not a contract"):
        proxy_admin.upgrade(proxy.address, stranger.address, sender=governor)


def test_upgrade_and_call__with_value(rpc, proxy_admin, proxy, behind, successor, governor):
    proxy_admin.upgradeAndCall(proxy.address, successor.address, b"", sender=governor, value=9)
    assert (behind.VERSION(), behind.received()) == (2, 9)
    call = successor.calldata("reinitialize", 3, 77)
    proxy_admin.upgradeAndCall(proxy.address, successor.address, call, sender=governor)
    assert behind.number() == 77


def test_change_proxy_admin(proxy_admin, proxy, behind, admin, governor):
    proxy_admin.changeProxyAdmin(proxy.address, admin.address, sender=governor)
    assert behind.call("sender", caller=admin) == admin.address
    assert (
        proxy_admin.getProxyAdmin(proxy.address).lower().endswith("ad")
    )  # the implementation's own


@pytest.mark.parametrize("function", ["upgrade", "upgradeAndCall", "changeProxyAdmin"])
def test_privileged__not_owner__reverts(proxy_admin, proxy, successor, stranger, function):
    arguments = [proxy.address, successor.address] + ([b""] if function == "upgradeAndCall" else [])
    with reverts("Error", "Ownable: caller is not the owner"):
        proxy_admin.transact(function, arguments, sender=stranger)


def test_ownership__one_step(proxy_admin, governor, admin, stranger):
    with reverts("Error", "Ownable: caller is not the owner"):
        proxy_admin.transferOwnership(stranger.address, sender=stranger)
    with reverts("Error", "Ownable: new owner is the zero address"):
        proxy_admin.transferOwnership(ZERO, sender=governor)
    receipt = proxy_admin.transferOwnership(admin.address, sender=governor)
    [event] = proxy_admin.events(receipt, "OwnershipTransferred")
    assert (event.previousOwner, event.newOwner) == (governor.address, admin.address)
    assert proxy_admin.owner() == admin.address


def test_renounce_ownership(proxy_admin, governor, stranger):
    with reverts("Error", "Ownable: caller is not the owner"):
        proxy_admin.renounceOwnership(sender=stranger)
    proxy_admin.renounceOwnership(sender=governor)
    assert proxy_admin.owner() == ZERO
