"""A message root between a programmable bridgehub and a programmable chain asset handler."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from garter.chain import Contract, Impersonated
from tests.support import Mock, behind_proxy

CHAIN_LIST = "getAllZKChainChainIDs()"
VALID_LAYER = "isValidSettlementLayer(uint256,uint256,uint256,uint256)"
ERA_GATEWAY = 9075


@dataclass
class Surroundings:
    """The message root's counterparts, and its callers."""

    hub: Mock
    handler: Mock
    bridgehub: Impersonated
    asset_handler: Impersonated
    chain: Impersonated
    """Every chain's diamond."""


@pytest.fixture(scope="module")
def surroundings(rpc, governor, chain_admin):
    hub, handler = Mock(rpc, governor), Mock(rpc, governor)
    hub.returns("getZKChain(uint256)", ["address"], [chain_admin])
    hub.returns(CHAIN_LIST, ["uint256[]"], [[]])
    handler.returns(VALID_LAYER, ["bool"], [True])
    senders = [Impersonated(contract.address) for contract in (hub, handler)]
    rpc.batch([("anvil_setBalance", [sender.address, hex(10**20)]) for sender in senders])
    return Surroundings(hub, handler, *senders, chain_admin)


@pytest.fixture(scope="module")
def constructor_arguments(surroundings):
    return surroundings.hub.address, ERA_GATEWAY, surroundings.handler.address


@pytest.fixture(scope="module")
def message_root(rpc, constructor_arguments, governor) -> Contract:
    return behind_proxy(rpc, "L1MessageRoot", constructor_arguments, (), sender=governor)


@pytest.fixture
def no_settlement_layer(surroundings):
    """The chain asset handler knows of no chain that left L1."""
    surroundings.handler.returns(VALID_LAYER, ["bool"], [False])
