"""A deployed ecosystem with a chain for ETH and one for USDC, and a user with a signer."""

from __future__ import annotations

import pytest

from garter.chain import Contract, Impersonated
from garter.client import Bridge
from garter.ecosystem.manifest import load_manifest
from tests.support.deploying import USDC, deploy_chain, deploy_ecosystem, deployer
from tests.support.played_node import PlayedNode
from tests.support.two_chains import PlayedChain

ALPHA, BETA = 6565, 6566


@pytest.fixture(scope="module")
def deployed(rpc, tmp_path_factory):
    """Manifest of chains alpha (ETH) and beta (USDC)."""
    path = tmp_path_factory.mktemp("bridge") / "local.json"
    deploy_ecosystem(rpc, path, salt=path.parent.name)  # one for each module
    deploy_chain(rpc, path, "alpha", ALPHA)
    deploy_chain(rpc, path, "beta", BETA, base_token=USDC, base_token_price="3000")
    return load_manifest(path)


@pytest.fixture(scope="module")
def user():
    """Holds ETH and a million of every token."""
    return deployer(3)


@pytest.fixture(scope="module")
def alpha(rpc, deployed, user) -> Bridge:
    return Bridge.on_l1(rpc, deployed.address("Bridgehub"), ALPHA, user)


@pytest.fixture(scope="module")
def beta(rpc, deployed, user) -> Bridge:
    return Bridge.on_l1(rpc, deployed.address("Bridgehub"), BETA, user)


@pytest.fixture(scope="module")
def bridges(alpha, beta) -> dict[str, Bridge]:
    """By name: a chain whose base token is ETH, and one whose is USDC."""
    return {"alpha": alpha, "beta": beta}


@pytest.fixture
def alpha_node(rpc, alpha, deployed) -> PlayedNode:
    """What answers for alpha when it is asked over JSON-RPC."""
    diamond = deployed.chains["alpha"].diamond
    rpc.call("anvil_setBalance", diamond, hex(10**24))
    message_root = Contract.at(rpc, deployed.address("L1MessageRoot"), "L1MessageRoot")
    played = PlayedChain(ALPHA, message_root, Impersonated(diamond))
    return PlayedNode(played, deployed.address("Bridgehub"))


@pytest.fixture
def connected(rpc, alpha_node, user) -> Bridge:
    """Alpha with its node."""
    return Bridge.connect(rpc, alpha_node, user)
