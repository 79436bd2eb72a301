"""A timelock with a day's delay, and somebody to call."""

from __future__ import annotations

import pytest

from garter.chain import Contract
from tests.unit.governance.operations import AbiForm, EncodedForm

DAY = 86_400


@pytest.fixture
def governance(rpc, governor, council, stranger):
    return Contract.deploy(
        rpc, "Governance", governor.address, council.address, DAY, sender=stranger
    )


@pytest.fixture(params=[AbiForm, EncodedForm], ids=["abi", "encoded"])
def form(request, governance):
    """Each of the two ways to pass an operation."""
    return request.param(governance)


@pytest.fixture
def actor(rpc, stranger):
    return Contract.deploy(rpc, "MockActor", sender=stranger)
