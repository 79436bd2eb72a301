"""Block 0 of a chain: every contract where the protocol wants it, and what L1 commits to."""

from __future__ import annotations

import re

import pytest

from garter import paths
from garter.build import load_artifact
from garter.chain import Contract
from garter.ecosystem.manifest import load_manifest
from garter.genesis.bytecode import derived_address
from garter.genesis.contracts import (
    CREATE2_FACTORY,
    CREATE2_FACTORY_CODE,
    PROXIED_CONTRACTS,
    genesis_alloc,
    genesis_commitment,
)
from garter.genesis.placement import IMPLEMENTATION_SLOT
from garter.protocol import constants
from garter.protocol.batches import genesis_batch
from tests.support.deploying import deploy_ecosystem

README = (paths.CONTRACTS / "system" / "README.md").read_text()


def test_alloc__has_what_the_readme_says():
    listed = set(re.findall(r"^\| (0x\w+) \| `(\w+)`", README, re.MULTILINE))
    listed |= set(re.findall(r"(0x\w+) ?\n?`(L2\w+)`", README))
    rows = {(constant(address), artifact) for address, artifact in listed}
    placed = set(PROXIED_CONTRACTS.items()) | {
        (constants.L2_PROXY_ADMIN, "SystemContractProxyAdmin"),
        (constants.L2_GENESIS_UPGRADE, "L2GenesisUpgrade"),
        (constants.L2_WRAPPED_BASE_TOKEN_IMPLEMENTATION, "L2WrappedBaseToken"),
    }
    assert rows == placed


def constant(address: str) -> str:
    [found] = [
        value
        for name, value in vars(constants).items()
        if name.startswith("L2_") and isinstance(value, str) and int(value, 16) == int(address, 16)
    ]
    return found


@pytest.mark.parametrize(("address", "artifact"), PROXIED_CONTRACTS.items())
def test_alloc__proxy_leads_to_the_contract(address, artifact):
    alloc, code = genesis_alloc(), load_artifact(artifact).runtime_bytes
    implementation = f"0x{alloc[address].storage[IMPLEMENTATION_SLOT]:040x}"
    assert alloc[address].code == load_artifact("SystemContractProxy").runtime_bytes
    assert implementation == derived_address(code).lower()
    assert alloc[derived_address(code)].code == code


def test_alloc__no_contract_needs_a_constructor():
    """Genesis places runtime code, so immutables and constructors would be lost."""
    names = [*PROXIED_CONTRACTS.values(), "SystemContractProxy", "SystemContractProxyAdmin"]
    for name in (*names, "L2GenesisUpgrade", "L2WrappedBaseToken"):
        artifact = load_artifact(name)
        assert not artifact.immutables, name
        assert not [e for e in artifact.abi if e["type"] == "constructor"], name


def test_alloc__create2_factory_is_the_one_of_l1(rpc):
    assert rpc.code(CREATE2_FACTORY) == CREATE2_FACTORY_CODE


def test_alloc__holds_no_balance_and_nothing_of_one_chain():
    assert {a.balance for a in genesis_alloc().values()} == {0}
    assert constants.L2_INTEROP_CENTER not in genesis_alloc()


def test_ecosystem__chains_are_created_with_this_commitment(rpc, tmp_path):
    path = tmp_path / "local.json"
    deploy_ecosystem(rpc, path, salt="genesis commitment")
    at = load_manifest(path).address("ChainTypeManager")
    manager = Contract.at(rpc, at, "ZKsyncOSChainTypeManager")
    assert manager.storedBatchZero() == genesis_batch(genesis_commitment()).hash
