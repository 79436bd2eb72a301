"""Small plans over a contract that anybody can run."""

from __future__ import annotations

import pytest

from garter.chain import Contract, Impersonated
from garter.ecosystem.builder import reads
from garter.ecosystem.plan import Plan, Step
from tests.support.deploying import deployer


@pytest.fixture
def manager(rpc):
    """A RollupDAManager owned by test account 0."""
    account = deployer()
    return Contract.deploy(
        rpc, "RollupDAManager", account.address, sender=Impersonated(account.address)
    )


@pytest.fixture
def plan(manager):
    """Three settings of the manager."""
    validators = [f"0x{n:040x}" for n in (1, 2, 3)]
    return Plan("test plan", tuple(allow(manager, v) for v in validators))


def allow(manager, validator, sender=None, scheme=4):
    return Step(
        name=f"allow {validator[-1]}",
        to=manager.address,
        data=manager.calldata("updateDAPair", validator, scheme, True),
        done=reads(
            "RollupDAManager", manager.address, "isPairAllowed", validator, scheme, expected=True
        ),
        sender=sender or deployer().address,
        artifact="RollupDAManager",
    )
