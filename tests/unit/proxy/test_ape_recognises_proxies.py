"""Ape, and with it every ERC-1967 explorer, sees what stands behind our proxies."""

from __future__ import annotations

import pytest

from garter.chain import Contract

ape = pytest.importorskip("ape")


@pytest.fixture
def ecosystem():
    if ape.networks.active_provider is None:
        pytest.skip("needs Ape's provider: run with `ape test`")
    return ape.networks.active_provider.network.ecosystem


def test_transparent_proxy(ecosystem, proxy, implementation):
    found = ecosystem.get_proxy_info(proxy.address)
    assert (found.type.name, found.target) == ("Standard", implementation.address)


def test_transparent_proxy__after_an_upgrade(ecosystem, proxy, successor, admin):
    from tests.unit.proxy.test_transparent_upgradeable_proxy import as_admin

    as_admin(proxy, admin, "upgradeTo(address)", ["address"], [successor.address])
    assert ecosystem.get_proxy_info(proxy.address).target == successor.address


def test_beacon_proxy(rpc, ecosystem, beacon, implementation, stranger):
    proxy = Contract.deploy(rpc, "BeaconProxy", beacon.address, b"", sender=stranger)
    found = ecosystem.get_proxy_info(proxy.address)
    assert (found.type.name, found.target) == ("Beacon", implementation.address)


def test_implementation__is_no_proxy(ecosystem, implementation):
    assert ecosystem.get_proxy_info(implementation.address) is None
