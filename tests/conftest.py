"""What every test stands on: compiled contracts and a local L1 of this run's own.

The L1 (an offline origin with chain id 1, and the Anvil fork of it) starts on free ports before Ape
connects, so that runs beside each other, xdist workers and a developer's own network do not meet.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import ape
import pytest
from eth_utils.address import to_checksum_address

from garter.build import build
from garter.chain import Impersonated, Rpc
from garter.local.anvil import free_port
from garter.local.l1 import LocalL1, start_l1
from garter.protocol.hashing import keccak256
from garter.settings import settings

_L1 = pytest.StashKey[LocalL1]()
_LOGS = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    if config.option.collectonly:
        return
    # `_isolation` does it. Ape's own moves back further when a fixture comes late, and takes
    # contracts of other fixtures with it.
    config.option.disable_isolation = True
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker is None:
        build()
        if getattr(config.option, "numprocesses", None):
            return  # the workers have an L1 each
    logs = Path(tempfile.mkdtemp(prefix="garter-test-"))
    l1 = start_l1(origin_port=free_port(), l1_port=free_port(), logs=logs)
    l1.fork.rpc.call("anvil_autoImpersonateAccount", True)
    config.stash[_L1] = l1
    config.stash[_LOGS] = logs
    os.environ["APE_FOUNDRY_HOST"] = l1.fork.url
    upstream = settings().l1_rpc if l1.origin is None else l1.origin.url
    ape.config.get_config("node").ethereum.mainnet["uri"] = upstream


def pytest_unconfigure(config: pytest.Config) -> None:
    if l1 := config.stash.get(_L1, None):
        l1.stop()
        shutil.rmtree(config.stash[_LOGS])


@pytest.fixture(scope="session")
def rpc(request: pytest.FixtureRequest) -> Rpc:
    """The L1 of this run."""
    return request.config.stash[_L1].fork.rpc


@pytest.fixture(autouse=True)
def _isolation(rpc: Rpc):
    """Each test leaves the chain as it found it."""
    snapshot = rpc.call("evm_snapshot")
    yield
    assert rpc.call("evm_revert", snapshot), "the chain was moved back behind this test"


def role(name: str) -> Impersonated:
    """An account named after what it may do; funded by `funded_roles`."""
    digest = keccak256(f"garter test role {name}".encode())
    return Impersonated(to_checksum_address(digest[-20:]))


ROLES = ("governor", "council", "admin", "chain_admin", "validator", "depositor", "stranger")


@pytest.fixture(scope="session", autouse=True)
def _funded_roles(rpc: Rpc) -> None:
    rpc.batch(("anvil_setBalance", [role(name).address, hex(10**24)]) for name in ROLES)


@pytest.fixture(scope="session")
def governor() -> Impersonated:
    """Owner of the ecosystem's contracts."""
    return role("governor")


@pytest.fixture(scope="session")
def council() -> Impersonated:
    """Security council."""
    return role("council")


@pytest.fixture(scope="session")
def admin() -> Impersonated:
    """Ecosystem admin (bridgehub, chain type manager)."""
    return role("admin")


@pytest.fixture(scope="session")
def chain_admin() -> Impersonated:
    """Admin of one chain."""
    return role("chain_admin")


@pytest.fixture(scope="session")
def validator() -> Impersonated:
    """Operator key of one chain."""
    return role("validator")


@pytest.fixture(scope="session")
def depositor() -> Impersonated:
    """A user."""
    return role("depositor")


@pytest.fixture(scope="session")
def stranger() -> Impersonated:
    """Somebody without any role."""
    return role("stranger")
