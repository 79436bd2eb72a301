"""Attacks on single modules use the harnesses of tests/protocol; others, real contracts of L1."""

import pytest

from tests.protocol.conftest import merkle_harness, message_harness
from tests.protocol.network import World
from tests.security.l1 import settle
from tests.support.two_chains import deploy_two_chains
from tests.unit.registry.conftest import deploy_bridgehub
from tests.unit.registry.migration import deploy
from tests.unit.settlement.conftest import bridgehub, chain, manager, world

# A chain's diamond between mocks: `chain`, its `manager` and `bridgehub`, and the mocks' `world`.
__all__ = ["bridgehub", "chain", "manager", "merkle_harness", "message_harness", "world"]


@pytest.fixture
def registry(rpc, governor, admin, chain_admin):
    """A chain and a Gateway, both on L1."""
    return deploy(rpc, governor, admin, chain_admin, deploy_bridgehub(rpc, governor))


@pytest.fixture(params=["direct", "gateway"])
def l1(request, rpc, registry, chain_admin):
    """A settled batch, on L1 itself or on the Gateway."""
    return settle(rpc, registry, World(), request.param, chain_admin)


@pytest.fixture(scope="session")
def deployed_net(rpc, governor, tmp_path_factory):
    return deploy_two_chains(rpc, tmp_path_factory.mktemp("two-chains"), governor)


@pytest.fixture
def net(deployed_net):
    """A deployed ecosystem with two chains whose L2 side the test plays."""
    deployed_net.forget()
    return deployed_net
