"""An implementation, its successor, and proxies of every kind in front of them."""

from __future__ import annotations

import pytest

from garter.chain import Contract

ONE, TWO = 1, 2  # versions


@pytest.fixture
def implementation(rpc, stranger):
    return Contract.deploy(rpc, "MockImplementation", ONE, sender=stranger)


@pytest.fixture
def successor(rpc, stranger):
    return Contract.deploy(rpc, "MockImplementation", TWO, sender=stranger)


@pytest.fixture
def initialiser(implementation):
    return implementation.calldata("initialize", 42)


@pytest.fixture
def proxy(rpc, implementation, admin, initialiser, stranger):
    """A transparent proxy whose admin is an account, to send what ProxyAdmin would not."""
    return Contract.deploy(
        rpc,
        "TransparentUpgradeableProxy",
        implementation.address,
        admin.address,
        initialiser,
        sender=stranger,
    )


@pytest.fixture
def behind(rpc, proxy):
    """The proxy, seen as its implementation."""
    return Contract.at(rpc, proxy.address, "MockImplementation")


@pytest.fixture
def beacon(rpc, implementation, governor, stranger):
    return Contract.deploy(
        rpc, "UpgradeableBeacon", implementation.address, governor.address, sender=stranger
    )
