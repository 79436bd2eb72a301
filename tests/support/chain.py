"""A chain's diamond with the real facets, between mocks of its ecosystem."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from garter.build import load_artifact
from garter.chain import Contract, Impersonated
from tests.support.diamond import add, diamond_cut, selectors_of
from tests.support.mock import Mock

if TYPE_CHECKING:
    from garter.chain import Rpc

L1_CHAIN_ID = 31337
CHAIN_ID = 271
VERSION = 31 << 32
ASSET_ID = b"\x01" + b"\xa5" * 31
BATCH_ZERO = b"\xb0" * 32
DAY = 86_400
MAX_GAS = 72_000_000
# Facets of a chain in the order of the protocol's deployment, and whether they can be frozen.
FACETS = {
    "AdminFacet": False,
    "GettersFacet": False,
    "MailboxFacet": True,
    "MigratorFacet": False,
}


@dataclass(frozen=True)
class Ecosystem:
    """Mocks of what a chain talks to, answering as a working ecosystem would."""

    bridgehub: Mock
    manager: Mock
    router: Mock
    vault: Mock
    tracker: Mock
    asset_handler: Mock
    message_root: Mock
    verifier: Mock
    da_manager: Mock
    checker: Mock
    registration_sender: Mock
    permissionless_validator: Mock
    timelock: Mock


@dataclass(frozen=True)
class Chain:
    """One diamond under the ABI of each of its facets."""

    rpc: Rpc
    ecosystem: Ecosystem
    facets: dict[str, Contract]
    diamond: Contract

    def _as(self, artifact: str) -> Contract:
        return Contract.at(self.rpc, self.diamond.address, artifact)

    @property
    def address(self) -> str:
        return self.diamond.address

    @property
    def admin(self) -> Contract:
        return self._as("AdminFacet")

    @property
    def getters(self) -> Contract:
        return self._as("GettersFacet")

    @property
    def mailbox(self) -> Contract:
        return self._as("MailboxFacet")

    @property
    def migrator(self) -> Contract:
        return self._as("MigratorFacet")

    # --- who calls ---

    @property
    def bridgehub(self) -> Impersonated:
        return caller(self.rpc, self.ecosystem.bridgehub.address)

    @property
    def manager(self) -> Impersonated:
        """The chain type manager: governance's hand."""
        return caller(self.rpc, self.ecosystem.manager.address)

    def through_bridgehub(self) -> Contract:
        """Make the bridgehub forward calls, so that whoever signs is ``tx.origin``."""
        forwarder = load_artifact("MockForwarder")
        self.rpc.call("anvil_setCode", self.ecosystem.bridgehub.address, forwarder.runtime_code)
        return Contract.at(self.rpc, self.ecosystem.bridgehub.address, "MockForwarder")

    # --- states of the world ---

    def settle_on(self, layer: Any) -> None:
        """Write the settlement layer's address, which only a migration does."""
        slot = self.slot("_settlement_word")
        word = self.rpc.storage(self.address, slot)
        value = word >> 160 << 160 | int(getattr(layer, "address", layer), 16)
        self.store(slot, value)

    def slot(self, *path: str) -> int:
        """Where a variable lies: ``slot("priority_tree", "unprocessed_index")``."""
        layout = load_artifact("AdminFacet").layout["storage_layout"]["chain_storage"]
        for name in path:
            layout = layout[name]
        return int(layout["slot"])

    def store(self, slot: int, word: int) -> None:
        self.rpc.call("anvil_setStorageAt", self.address, hex(slot), f"0x{word:064x}")

    def wait(self, seconds: int) -> None:
        """Let time pass."""
        self.rpc.call("evm_increaseTime", seconds)
        self.rpc.call("evm_mine")

    def mine_at(self, timestamp: int) -> None:
        """Make a block with that timestamp; calls see it as the present."""
        self.rpc.call("evm_setNextBlockTimestamp", timestamp)
        self.rpc.call("evm_mine")

    def now(self) -> int:
        """Timestamp of the latest block."""
        return int(self.rpc.call("eth_getBlockByNumber", "latest", False)["timestamp"], 16)


def caller(rpc: Rpc, address: str) -> Impersonated:
    """``address`` as a sender that can pay for gas."""
    rpc.call("anvil_setBalance", address, hex(10**21))
    return Impersonated(address)


def make_ecosystem(rpc: Rpc, deployer: Impersonated) -> Ecosystem:
    world = Ecosystem(**{name: Mock(rpc, deployer) for name in Ecosystem.__dataclass_fields__})
    hub = world.bridgehub
    hub.returns("assetRouter()", ["address"], [world.router])
    hub.returns("chainAssetHandler()", ["address"], [world.asset_handler])
    hub.returns("messageRoot()", ["address"], [world.message_root])
    hub.returns("chainRegistrationSender()", ["address"], [world.registration_sender])
    hub.returns("baseToken(uint256)", ["address"], ["0x" + "00" * 19 + "01"])
    world.router.returns("nativeTokenVault()", ["address"], [world.vault])
    world.vault.returns("l1AssetTracker()", ["address"], [world.tracker])
    world.manager.returns("protocolVersionVerifier(uint256)", ["address"], [world.verifier])
    world.manager.returns(
        "PERMISSIONLESS_VALIDATOR()", ["address"], [world.permissionless_validator]
    )
    world.asset_handler.returns("isMigrationInProgress(uint256)", ["bool"], [False])
    world.da_manager.returns("isPairAllowed(address,uint8)", ["bool"], [True])
    world.checker.returns("isEIP7702Account(address)", ["bool"], [False])
    return world


def deploy_facets(
    rpc: Rpc, world: Ecosystem, deployer: Impersonated, l1_chain_id: int = L1_CHAIN_ID
) -> dict[str, Contract]:
    on_l1 = l1_chain_id == L1_CHAIN_ID
    checker = world.checker.address if on_l1 else "0x" + "00" * 20
    arguments: dict[str, list[Any]] = {
        "AdminFacet": [l1_chain_id, world.da_manager],
        "GettersFacet": [],
        "MailboxFacet": [l1_chain_id, world.asset_handler, checker],
        "MigratorFacet": [l1_chain_id],
    }
    return {name: Contract.deploy(rpc, name, *arguments[name], sender=deployer) for name in FACETS}


def init_data(world: Ecosystem, chain_admin: Any, **changes: Any) -> tuple[Any, ...]:
    """DiamondInit's argument."""
    fields: dict[str, Any] = {
        "chain_id": CHAIN_ID,
        "bridgehub": world.bridgehub,
        "interop_center": "0x000000000000000000000000000000000001000d",
        "manager": world.manager,
        "version": VERSION,
        "admin": chain_admin,
        "timelock": world.timelock,
        "asset_id": ASSET_ID,
        "batch_zero": BATCH_ZERO,
        "bootloader": bytes(32),
        "default_account": bytes(32),
        "evm_emulator": bytes(32),
    }
    return tuple((fields | changes).values())


def creation_cut(
    rpc: Rpc, facets: dict[str, Contract], init: Contract, data: tuple[Any, ...]
) -> Any:
    """The cut that makes a chain of these facets."""
    return diamond_cut(
        *(add(facet, selectors_of(name), freezable=FACETS[name]) for name, facet in facets.items()),
        init=init,
        data=init.calldata("initialize", data),
    )


def deploy_chain(
    rpc: Rpc, deployer: Impersonated, admin: Any, l1_chain_id: int = L1_CHAIN_ID
) -> Chain:
    """A new chain before its genesis upgrade: deposits open, the base token without a price."""
    world = make_ecosystem(rpc, deployer)
    facets = deploy_facets(rpc, world, deployer, l1_chain_id)
    init = Contract.deploy(rpc, "DiamondInit", sender=deployer)
    cut = creation_cut(rpc, facets, init, init_data(world, admin))
    diamond = Contract.deploy(rpc, "DiamondProxy", L1_CHAIN_ID, cut, sender=deployer)
    return Chain(rpc, world, facets, diamond)
