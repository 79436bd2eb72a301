"""A chain's genesis on an Anvil of its own: docs/stf.md, section 1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eth_utils.address import to_checksum_address

from garter.chain import Contract, Impersonated
from garter.genesis.contracts import PROXIED_CONTRACTS, genesis_alloc
from garter.protocol import constants

if TYPE_CHECKING:
    from garter.chain import Receipt, Rpc

BASE_TOKEN_SUPPLY = 2**127 - 1
UPGRADE_GAS = 72_000_000


@dataclass(frozen=True)
class Chain:
    """A chain's contracts by the names of their artefacts, and senders without a key."""

    rpc: Rpc

    def __getitem__(self, artifact: str) -> Contract:
        [address] = [a for a, name in PROXIED_CONTRACTS.items() if name == artifact]
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


def place_genesis(rpc: Rpc) -> Chain:
    """Everything a genesis file has, on a node that runs already."""
    calls: list[tuple[str, list[Any]]] = []
    for address, account in genesis_alloc().items():
        calls.append(("anvil_setCode", [address, "0x" + account.code.hex()]))
        for slot, word in account.storage.items():
            calls.append(("anvil_setStorageAt", [address, hex(slot), f"0x{word:064x}"]))
    rpc.batch(calls)
    return Chain(rpc)
