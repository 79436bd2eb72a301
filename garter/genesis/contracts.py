"""Block 0 of every chain: docs/stf.md, section 1. The same for all chains of a release."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from garter.build.artifacts import flatten_layout, load_artifact
from garter.genesis.alloc import Account
from garter.genesis.placement import proxied
from garter.genesis.state_root import state_root
from garter.protocol import constants
from garter.protocol.batches import state_commitment

if TYPE_CHECKING:
    from garter.genesis.alloc import Alloc

# Address => what its proxy runs. 0x1000d, 0x1000e and 0x10010 are free: interop and the Gateway.
PROXIED_CONTRACTS = {
    constants.L2_CONTRACT_DEPLOYER: "ZKOSContractDeployer",
    constants.L2_MESSENGER: "L1MessengerZKOS",
    constants.L2_BASE_TOKEN: "L2BaseTokenZKOS",
    constants.L2_SYSTEM_CONTEXT: "SystemContext",
    constants.L2_COMPLEX_UPGRADER: "L2ComplexUpgrader",
    constants.L2_BRIDGEHUB: "L2Bridgehub",
    constants.L2_ASSET_ROUTER: "L2AssetRouter",
    constants.L2_NATIVE_TOKEN_VAULT: "L2NativeTokenVault",
    constants.L2_MESSAGE_ROOT: "L2MessageRoot",
    constants.L2_INTEROP_ROOT_STORAGE: "L2InteropRootStorage",
    constants.L2_MESSAGE_VERIFICATION: "L2MessageVerification",
    constants.L2_CHAIN_ASSET_HANDLER: "L2ChainAssetHandler",
    constants.L2_BEACON_DEPLOYER: "UpgradeableBeaconDeployer",
    constants.L2_ASSET_TRACKER: "L2AssetTracker",
    constants.L2_BASE_TOKEN_HOLDER: "BaseTokenHolder",
}
CREATE2_FACTORY = "0x4e59b44847b379578588920cA78FbF26c0B4956C"
CREATE2_FACTORY_CODE = bytes.fromhex(
    "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0"
    "3601600081602082378035828234f58015156039578182fd5b8082525050506014600cf3"
)
INITIALIZED_FOR_EVER = 255  # no initialiser has a version beyond it


@cache
def genesis_alloc() -> Alloc:
    """Accounts of block 0. Do not change it; add to a copy."""
    proxy = _runtime("SystemContractProxy")
    alloc: Alloc = {}
    for address, artifact in PROXIED_CONTRACTS.items():
        alloc |= proxied(address, _runtime(artifact), proxy)
    alloc[constants.L2_PROXY_ADMIN] = Account.contract(
        _runtime("SystemContractProxyAdmin"),
        {
            _slot("SystemContractProxyAdmin", "ownable.owner"): int(
                constants.L2_COMPLEX_UPGRADER, 16
            )
        },
    )
    alloc[constants.L2_GENESIS_UPGRADE] = Account.contract(_runtime("L2GenesisUpgrade"))
    alloc[constants.L2_WRAPPED_BASE_TOKEN_IMPLEMENTATION] = Account.contract(
        _runtime("L2WrappedBaseToken"),
        {_slot("L2WrappedBaseToken", "initializable._initialized"): INITIALIZED_FOR_EVER},
    )
    alloc[CREATE2_FACTORY] = Account.contract(CREATE2_FACTORY_CODE)
    return alloc


@cache
def genesis_commitment() -> bytes:
    """What batch 0 of a new chain commits to: this block 0, without history, at time 0.

    An EVM client's state has no count of leaves: 0 (ADR 9).
    """
    return state_commitment(state_root(genesis_alloc()), 0, 0, [bytes(32)] * 256, 0)


def _runtime(artifact: str) -> bytes:
    return load_artifact(artifact).runtime_bytes


def _slot(artifact: str, variable: str) -> int:
    layout = flatten_layout(load_artifact(artifact).layout["storage_layout"])
    return int(layout[variable]["slot"])
