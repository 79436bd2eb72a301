"""The modules of `contracts/lib`, made callable by harnesses."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from garter.chain import Contract, Impersonated, Rpc

# A call of the harness takes a millisecond or two, but the machine may be busy.
settings.register_profile(
    "differential",
    deadline=None,
    max_examples=80,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    derandomize=True,
)


@pytest.fixture(scope="session", autouse=True)
def _differential_profile():
    previous = settings.get_current_profile_name()
    settings.load_profile("differential")
    yield
    settings.load_profile(previous)


@pytest.fixture(scope="module")
def merkle_harness(rpc: Rpc, admin: Impersonated) -> Contract:
    return Contract.deploy(rpc, "MerkleHarness", sender=admin)


@pytest.fixture(scope="module")
def message_harness(rpc: Rpc, admin: Impersonated) -> Contract:
    return Contract.deploy(rpc, "MessageHarness", sender=admin)


@pytest.fixture(scope="module")
def encoding_harness(rpc: Rpc, admin: Impersonated) -> Contract:
    return Contract.deploy(rpc, "EncodingHarness", sender=admin)


@pytest.fixture(scope="module")
def protocol_harness(rpc: Rpc, admin: Impersonated) -> Contract:
    return Contract.deploy(rpc, "ProtocolHarness", sender=admin)
