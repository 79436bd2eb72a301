"""A bridgehub with a programmable ecosystem around it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from garter.chain import Contract, Impersonated
from tests.support import Mock, clone
from tests.unit.registry.facts import (
    ADD_NEW_CHAIN,
    CHAIN,
    CREATE_NEW_CHAIN,
    DEPOSIT_BASE_TOKEN,
    ETH_ASSET,
    ZERO,
)


@dataclass
class Ecosystem:
    """The bridgehub's counterparts."""

    router: Mock
    message_root: Mock
    asset_handler: Mock
    ctm_deployer: Mock
    ctm: Mock
    chain: Mock


def impersonated(rpc, contract) -> Impersonated:
    """A contract as a sender with ETH to pay for gas."""
    rpc.call("anvil_setBalance", contract.address, hex(10**20))
    return Impersonated(contract.address)


@pytest.fixture(scope="module")
def mock(rpc, governor):
    """A fresh counterpart at each call."""
    return lambda: Mock(rpc, governor)


@pytest.fixture(scope="module")
def ecosystem(mock):
    """Counterparts; `ctm` answers with the diamond `chain`."""
    parts = Ecosystem(mock(), mock(), mock(), mock(), mock(), mock())
    parts.router.returns(DEPOSIT_BASE_TOKEN, [], [])
    parts.message_root.returns(ADD_NEW_CHAIN, [], [])
    parts.ctm.returns(CREATE_NEW_CHAIN, ["address"], [parts.chain])
    return parts


def deploy_bridgehub(rpc, owner, max_chains=100) -> Contract:
    implementation = Contract.deploy(rpc, "L1Bridgehub", owner.address, max_chains, sender=owner)
    proxy = clone(implementation, sender=owner)
    proxy.initialize(owner.address, sender=owner)
    return proxy


@pytest.fixture
def bare_bridgehub(rpc, governor):
    """Initialised, and nothing else."""
    return deploy_bridgehub(rpc, governor)


@pytest.fixture(scope="module")
def bridgehub(rpc, ecosystem, governor, admin):
    """Knows its ecosystem and its admin."""
    hub = deploy_bridgehub(rpc, governor)
    hub.setAddresses(
        ecosystem.router,
        ecosystem.ctm_deployer,
        ecosystem.message_root,
        ecosystem.asset_handler,
        ZERO,
        sender=governor,
    )
    hub.addChainTypeManager(ecosystem.ctm, sender=governor)
    hub.setPendingAdmin(admin, sender=governor)
    hub.acceptAdmin(sender=admin)
    return hub


@pytest.fixture(scope="module")
def handler(rpc, ecosystem):
    """The chain asset handler as a sender."""
    return impersonated(rpc, ecosystem.asset_handler)


@pytest.fixture(scope="module")
def create_chain(bridgehub, ecosystem, admin, chain_admin):
    """Create a chain; any argument can be replaced."""

    def create(chain_id=CHAIN, *, ctm=None, asset=ETH_ASSET, sender=admin, data=b"\x01", deps=()):
        return bridgehub.createNewChain(
            chain_id,
            ecosystem.ctm if ctm is None else ctm,
            asset,
            7,
            chain_admin,
            data,
            list(deps),
            sender=sender,
        )

    return create
