"""An L1 where a chain is registered, and that chain, born by what L1 says."""

from __future__ import annotations

import pytest
from eth_utils.address import to_checksum_address

from garter.chain import Contract, Impersonated, Rpc
from garter.chain.abi import abi_of
from garter.chain.contract import decode_event
from garter.local.anvil import free_port, start_anvil
from garter.protocol import constants
from tests.support.l2 import Chain, place_genesis
from tests.unit.registry.conftest import deploy_bridgehub
from tests.unit.registry.facts import CHAIN, L1
from tests.unit.registry.real_chain import RealRegistry, deploy_registry


@pytest.fixture(scope="module")
def registry(rpc, governor) -> RealRegistry:
    """Real bridgehub, chain type manager, facets and genesis upgrade of L1."""
    return deploy_registry(rpc, governor, deploy_bridgehub(rpc, governor))


@pytest.fixture(scope="module")
def genesis_transaction(registry, governor, chain_admin):
    """The upgrade transaction of a chain that was registered on L1, from its diamond's event."""
    receipt = registry.create(CHAIN, chain_admin, sender=governor)
    abi = abi_of("L1GenesisUpgrade")
    topic = next(t for t, e in abi.events.items() if e["name"] == "GenesisUpgrade")
    [log] = [x for x in receipt.logs if x["topics"][0] == "0x" + topic.hex()]
    assert log["address"] == registry.hub.getZKChain(CHAIN).lower()
    return decode_event(abi, log).inputs["_l2Transaction"]


@pytest.fixture(scope="session")
def l2_rpc(tmp_path_factory) -> Rpc:
    anvil = start_anvil(
        ["--chain-id", str(CHAIN), "--hardfork", "prague", "--gas-limit", "100000000",
         "--auto-impersonate"],
        port=free_port(),
        log=tmp_path_factory.mktemp("l2") / "anvil.log",
        setting="port",
    )  # fmt: skip
    yield anvil.rpc
    anvil.stop()


@pytest.fixture(autouse=True)
def _l2_isolation(l2_rpc):
    snapshot = l2_rpc.call("evm_snapshot")
    yield
    assert l2_rpc.call("evm_revert", snapshot)


@pytest.fixture
def placed(l2_rpc) -> Chain:
    """Block 0: code and slots, nothing initialised."""
    return place_genesis(l2_rpc)


@pytest.fixture
def chain(placed, genesis_transaction) -> Chain:
    """After its first transaction, and told that it settles on L1."""
    placed.mint_supply()
    placed.upgrade(genesis_transaction[11])
    bootloader = placed.sender(constants.L2_BOOTLOADER)
    placed["SystemContext"].setSettlementLayerChainId(L1, sender=bootloader)
    return placed


@pytest.fixture
def user(l2_rpc) -> Impersonated:
    account = Impersonated(to_checksum_address("0x" + "d5" * 20))
    l2_rpc.call("anvil_setBalance", account.address, hex(10**20))
    return account


@pytest.fixture
def wrapped(chain) -> Contract:
    """The wrapped base token."""
    address = chain["L2NativeTokenVault"].WETH_TOKEN()
    return Contract.at(chain.rpc, address, "L2WrappedBaseToken")
