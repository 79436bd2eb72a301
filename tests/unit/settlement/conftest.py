"""One chain for all tests of settlement; each test leaves it as it found it."""

from __future__ import annotations

import pytest

from tests.support.chain import Chain, Ecosystem, deploy_chain


@pytest.fixture(scope="session")
def chain(rpc, governor, chain_admin) -> Chain:
    """A diamond with the real facets, between mocks."""
    return deploy_chain(rpc, governor, chain_admin)


@pytest.fixture(scope="session")
def world(chain) -> Ecosystem:
    """The mocks around the chain."""
    return chain.ecosystem


@pytest.fixture(scope="session")
def manager(chain):
    """The chain type manager."""
    return chain.manager


@pytest.fixture(scope="session")
def bridgehub(chain):
    """The bridgehub."""
    return chain.bridgehub
