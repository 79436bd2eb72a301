"""A bridgehub with a programmable ecosystem around it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from garter.chain import Contract, Impersonated
from tests.support import Mock, behind_proxy, deploy_blueprint
from tests.unit.registry.facts import (
    ADD_NEW_CHAIN,
    CHAIN,
    CREATE_NEW_CHAIN,
    DEPOSIT_BASE_TOKEN,
    ETH_ASSET,
    ZERO,
)
from tests.unit.registry.manager import (
    CTM_DEPLOYER,
    INTEROP_CENTER,
    PERMISSIONLESS,
    SUPPLIER,
    Surroundings,
    a_cut,
    initialize_data,
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
    arguments = (owner.address, max_chains)
    return behind_proxy(rpc, "L1Bridgehub", arguments, (owner.address,), sender=owner)


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


# --- chain type manager ---


@pytest.fixture(scope="module")
def surroundings(mock):
    """A programmable bridgehub that knows one chain, and a handler with migrations paused."""
    parts = Surroundings(mock(), mock(), mock())
    parts.hub.returns("getZKChain(uint256)", ["address"], [parts.chain])
    parts.hub.returns("chainAssetHandler()", ["address"], [parts.handler])
    parts.hub.returns("l1CtmDeployer()", ["address"], [CTM_DEPLOYER])
    parts.handler.returns("migrationPaused()", ["bool"], [True])
    return parts


@pytest.fixture(scope="module")
def diamond_blueprint(rpc, governor):
    return deploy_blueprint(rpc, "DiamondProxy", sender=governor)


@pytest.fixture(scope="module")
def facet(rpc, governor):
    """Facet and initialiser of new chains, which tells what it is called with."""
    return Contract.deploy(rpc, "MockLoggingFacet", sender=governor)


@pytest.fixture(scope="module")
def creation_cut(facet):
    """The published cut: `facet`, and 96 bytes of initial calldata."""
    return a_cut(facet.address, facet.address, bytes(range(96)))


@pytest.fixture(scope="module")
def manager_arguments(surroundings, diamond_blueprint):
    return (
        surroundings.hub.address,
        INTEROP_CENTER,
        SUPPLIER,
        PERMISSIONLESS,
        diamond_blueprint,
    )


@pytest.fixture(scope="module")
def manager(rpc, governor, admin, manager_arguments, creation_cut):
    """A chain type manager with an owner and an admin."""
    data = initialize_data(governor, creation_cut)
    contract = behind_proxy(
        rpc, "ZKsyncOSChainTypeManager", manager_arguments, (data,), sender=governor
    )
    contract.setPendingAdmin(admin, sender=governor)
    contract.acceptAdmin(sender=admin)
    return contract
