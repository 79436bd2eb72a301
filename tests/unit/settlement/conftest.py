"""One chain for the tests of a file; each test leaves it as it found it."""

from __future__ import annotations

import pytest

from tests.support.chain import Chain, Ecosystem, deploy_chain


@pytest.fixture(scope="module")
def chain(rpc, governor, chain_admin) -> Chain:
    """A diamond with the real facets, between mocks."""
    return deploy_chain(rpc, governor, chain_admin)


@pytest.fixture(scope="module")
def world(chain) -> Ecosystem:
    """The mocks around the chain."""
    return chain.ecosystem


@pytest.fixture
def manager(chain):
    """The chain type manager."""
    return chain.manager


@pytest.fixture
def bridgehub(chain):
    """The bridgehub."""
    return chain.bridgehub


@pytest.fixture(scope="module")
def gateway_chain(rpc, governor, chain_admin) -> Chain:
    """A diamond whose facets hold the layer under them for a Gateway: L1 is another chain id."""
    return deploy_chain(rpc, governor, chain_admin, l1_chain_id=1)
