"""Attack 35: taking over the bridge by initialising an implementation, or a proxy once more."""

from __future__ import annotations

import pytest

from garter.chain import Contract
from tests.support import reverts
from tests.support.bridge import NOBODY, deploy_bridge

ALREADY = ("Error", "Initializable: contract is already initialized")
IMPLEMENTATION_SLOT = 0x360894A13BA1A3210667C828492DB98DCA3E2076CC3735A920A3CA505D382BBC
ARTIFACTS = {
    "nullifier": "L1Nullifier",
    "router": "L1AssetRouter",
    "vault": "L1NativeTokenVault",
    "tracker": "L1AssetTracker",
}


def settings(artifact, owner):
    """Arguments of ``initialize``."""
    return (owner, NOBODY) if artifact == "L1NativeTokenVault" else (owner,)


@pytest.fixture(scope="module")
def bridge(rpc, governor):
    return deploy_bridge(rpc, governor)


@pytest.fixture(params=ARTIFACTS)
def part(request, bridge):
    return getattr(bridge, request.param), ARTIFACTS[request.param]


@pytest.fixture
def implementation(rpc, part):
    proxy, artifact = part
    slot = rpc.storage(proxy.address, IMPLEMENTATION_SLOT)
    return Contract.at(rpc, f"0x{slot:040x}", artifact)


def test_proxy__cannot_be_initialised_again(part, governor, stranger):
    proxy, artifact = part
    for caller in (stranger, governor):
        with reverts(*ALREADY):
            proxy.initialize(*settings(artifact, stranger), sender=caller)
    assert proxy.owner() == governor.address


def test_implementation__cannot_be_initialised(part, implementation, stranger):
    _, artifact = part
    with reverts(*ALREADY):
        implementation.initialize(*settings(artifact, stranger), sender=stranger)
    assert implementation.owner() == NOBODY


def test_proxy__is_never_left_without_an_owner(rpc, part, implementation, admin, governor):
    _, artifact = part
    with reverts("ZeroAddress"):
        Contract.deploy(
            rpc,
            "TransparentUpgradeableProxy",
            implementation,
            admin,
            implementation.calldata("initialize", *settings(artifact, NOBODY)),
            sender=governor,
        )


def test_implementation__has_no_state_to_play_with(implementation, stranger):
    with reverts("Error", "Ownable: caller is not the owner"):
        implementation.transferOwnership(stranger, sender=stranger)
