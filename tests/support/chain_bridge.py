"""A chain's own bridge at its addresses, behind proxies, as genesis leaves it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eth_utils.address import to_checksum_address

from garter.build import load_artifact
from garter.chain import Contract, Impersonated
from garter.protocol import constants
from garter.protocol.aliasing import apply_l1_to_l2_alias
from garter.protocol.assets import TokenData, ntv_asset_id
from garter.protocol.hashing import keccak256

if TYPE_CHECKING:
    from garter.chain import Receipt, Rpc, Sender

L1_CHAIN_ID = 9
L1_ROUTER = to_checksum_address("0x" + "5b" * 20)
BASE_TOKEN = "0x" + "00" * 19 + "01"
BASE_ASSET = ntv_asset_id(L1_CHAIN_ID, BASE_TOKEN)
NOBODY = "0x" + "00" * 20
PROXY_HASH = keccak256(b"hash of an EraVM proxy")
IMPLEMENTATION_SLOT = int.from_bytes(keccak256(b"eip1967.proxy.implementation")) - 1


@dataclass(frozen=True)
class ChainBridge:
    """Contracts of the chain's bridge, and who calls them."""

    router: Contract
    vault: Contract
    tracker: Contract
    messenger: Contract
    context: Contract
    beacon: Contract
    weth: Contract
    upgrader: Impersonated
    l1_router: Impersonated
    """The asset router of L1, by its alias."""

    def arrive(
        self, token: str, receiver: Any, amount: int, data: TokenData, gas: int = 5_000_000
    ) -> Receipt:
        """A deposit of a token of L1, as the router of L1 words it."""
        arguments = (NOBODY, receiver, token, amount, data.encode())
        return self.router.finalizeDeposit(*arguments, sender=self.l1_router, gas=gas)

    def token(self, l1_token: str) -> Contract:
        """What stands for a token of L1."""
        address = self.vault.l2TokenAddress(l1_token)
        return Contract.at(self.router.rpc, address, "BridgedStandardERC20")

    def messages(self, receipt: Receipt) -> list[Any]:
        """Messages to L1."""
        return self.messenger.events(receipt, "L1MessageSent")


def place(rpc: Rpc, address: str, artifact: str) -> Contract:
    """Put code at an address, without a constructor, as a genesis does."""
    rpc.call("anvil_setCode", address, load_artifact(artifact).runtime_code)
    return Contract.at(rpc, address, artifact)


def place_behind_proxy(
    rpc: Rpc,
    address: str,
    artifact: str,
    sender: Sender,
) -> Contract:
    """The same for a proxy and what it runs."""
    logic = Contract.deploy(rpc, artifact, sender=sender)
    place(rpc, address, "SystemContractProxy")
    word = "0x" + bytes.fromhex(logic.address[2:]).rjust(32, b"\0").hex()
    rpc.call("anvil_setStorageAt", address, hex(IMPLEMENTATION_SLOT), word)
    return Contract.at(rpc, address, artifact)


def base_token_facts(asset_id: bytes = BASE_ASSET) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    return (asset_id, L1_CHAIN_ID, BASE_TOKEN), ("Ether", "ETH", 18)


def deploy_chain_bridge(rpc: Rpc, governor: Sender) -> ChainBridge:
    """Everything in place and initialised, on a chain that settles on L1 (chain 9)."""
    token = Contract.deploy(rpc, "BridgedStandardERC20", sender=governor)
    beacon = Contract.deploy(rpc, "UpgradeableBeacon", token, governor, sender=governor)
    weth = Contract.deploy(rpc, "WETH9", sender=governor)
    messenger = place(rpc, constants.L2_MESSENGER, "MockMessenger")
    context = place(rpc, constants.L2_SYSTEM_CONTEXT, "MockSystemContext")
    context.settle_on(L1_CHAIN_ID, sender=governor)
    # The base token has code.
    place(rpc, constants.L2_BASE_TOKEN, "MockMessenger")
    router = place_behind_proxy(rpc, constants.L2_ASSET_ROUTER, "L2AssetRouter", governor)
    vault = place_behind_proxy(rpc, constants.L2_NATIVE_TOKEN_VAULT, "L2NativeTokenVault", governor)
    tracker = place_behind_proxy(rpc, constants.L2_ASSET_TRACKER, "L2AssetTracker", governor)
    upgrader = Impersonated(constants.L2_COMPLEX_UPGRADER)
    l1_router = Impersonated(apply_l1_to_l2_alias(L1_ROUTER))
    fund(rpc, upgrader, l1_router)
    router.initL2(L1_CHAIN_ID, 0, L1_ROUTER, NOBODY, BASE_ASSET, governor, sender=upgrader)
    tracker.initL2(L1_CHAIN_ID, BASE_ASSET, False, sender=upgrader)
    facts = base_token_facts()
    vault.initL2(L1_CHAIN_ID, governor, PROXY_HASH, NOBODY, beacon, weth, *facts, sender=upgrader)
    vault.registerBaseTokenIfNeeded(sender=upgrader)
    return ChainBridge(
        router, vault, tracker, messenger, context, beacon, weth, upgrader, l1_router
    )


def fund(rpc: Rpc, *accounts: Impersonated) -> None:
    rpc.batch(("anvil_setBalance", [account.address, hex(10**24)]) for account in accounts)
