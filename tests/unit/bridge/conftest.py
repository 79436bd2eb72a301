"""The L1 bridge, and tokens to put through it."""

from __future__ import annotations

import pytest

from garter.chain import Contract
from tests.support.bridge import Bridge, deploy_bridge
from tests.support.chain_bridge import ChainBridge, deploy_chain_bridge


@pytest.fixture(scope="module")
def bridge(rpc, governor) -> Bridge:
    return deploy_bridge(rpc, governor)


@pytest.fixture
def token(rpc, governor, depositor) -> Contract:
    """An ordinary token of which the depositor has 1,000."""
    token = Contract.deploy(rpc, "PlainToken", governor, "Plain Token", "PLN", 9, sender=governor)
    token.mint(depositor, 1000, sender=governor)
    return token


@pytest.fixture
def asset(bridge, token, stranger) -> bytes:
    """Asset id of the registered token."""
    bridge.vault.registerToken(token, sender=stranger)
    return bridge.vault.assetId(token)


@pytest.fixture
def eth(bridge) -> bytes:
    """Asset id of ETH."""
    return bridge.vault.BASE_TOKEN_ASSET_ID()


@pytest.fixture(scope="session")
def chain(rpc, governor) -> ChainBridge:
    """A chain's own bridge; once a session, because its addresses are given."""
    return deploy_chain_bridge(rpc, governor)
