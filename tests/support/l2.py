"""A chain's genesis on an Anvil of its own: docs/stf.md, section 1."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eth_utils.address import to_checksum_address

from garter.build import load_artifact
from garter.chain import Contract, Impersonated
from garter.protocol import constants
from garter.protocol.hashing import keccak256

if TYPE_CHECKING:
    from garter.chain import Receipt, Rpc

IMPLEMENTATION_SLOT = int.from_bytes(keccak256(b"eip1967.proxy.implementation")) - 1
ADMIN_SLOT = int.from_bytes(keccak256(b"eip1967.proxy.admin")) - 1
BASE_TOKEN_SUPPLY = 2**127 - 1
UPGRADE_GAS = 72_000_000

# Address => what its proxy runs.
SYSTEM_CONTRACTS = {
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


@dataclass(frozen=True)
class Chain:
    """A chain's contracts by the names of their artefacts, and senders without a key."""

    rpc: Rpc

    def __getitem__(self, artifact: str) -> Contract:
        [address] = [a for a, name in SYSTEM_CONTRACTS.items() if name == artifact]
        return Contract.at(self.rpc, address, artifact)

    def sender(self, address: str) -> Impersonated:
        """``address``, with enough for gas."""
        self.rpc.call("anvil_setBalance", address, hex(10**24))
        return Impersonated(to_checksum_address(address))

    def upgrade(self, data: bytes) -> Receipt:
        """Send an upgrade transaction's calldata."""
        upgrader = self["L2ComplexUpgrader"]
        sender = self.sender(constants.L2_FORCE_DEPLOYER)
        return upgrader.send_raw(data, sender=sender, gas=UPGRADE_GAS)

    def mint_supply(self) -> None:
        """The effect at the boundary before the genesis upgrade."""
        self.rpc.call("anvil_setBalance", constants.L2_BASE_TOKEN, hex(BASE_TOKEN_SUPPLY))


def code_info(code: bytes) -> bytes:
    """What a force deployment says of a code."""
    parts = hashlib.blake2s(code).digest(), len(code).to_bytes(32, "big"), keccak256(code)
    return b"".join(parts)


def derived_address(info: bytes) -> str:
    """Where an implementation is."""
    return to_checksum_address(keccak256(bytes(32) + info)[-20:])


def place_genesis(rpc: Rpc) -> Chain:
    """Everything a genesis file has."""
    calls: list[tuple[str, list[Any]]] = []

    def code(address: str, artifact: str) -> None:
        calls.append(("anvil_setCode", [address, load_artifact(artifact).runtime_code]))

    def word(address: str, slot: int, value: str) -> None:
        padded = "0x" + value.removeprefix("0x").lower().rjust(64, "0")
        calls.append(("anvil_setStorageAt", [address, hex(slot), padded]))

    for address, artifact in SYSTEM_CONTRACTS.items():
        implementation = derived_address(code_info(load_artifact(artifact).runtime_bytes))
        code(implementation, artifact)
        code(address, "SystemContractProxy")
        word(address, IMPLEMENTATION_SLOT, implementation)
        word(address, ADMIN_SLOT, constants.L2_PROXY_ADMIN)
    code(constants.L2_PROXY_ADMIN, "SystemContractProxyAdmin")
    word(constants.L2_PROXY_ADMIN, 0, constants.L2_COMPLEX_UPGRADER)
    code(constants.L2_GENESIS_UPGRADE, "L2GenesisUpgrade")
    code(constants.L2_WRAPPED_BASE_TOKEN_IMPLEMENTATION, "L2WrappedBaseToken")
    rpc.batch(calls)
    return Chain(rpc)
