"""The L1 bridge behind its proxies, connected as deployments do it, before a mocked registry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eth_abi.abi import encode

from garter.chain import Contract, Impersonated
from tests.support.mock import Mock
from tests.support.proxy import behind_proxy

if TYPE_CHECKING:
    from garter.chain import Receipt, Rpc, Sender

CHAIN_ID = 271
GATEWAY_ID = 506
NOBODY = "0x" + "00" * 20
ETH = "0x" + "00" * 19 + "01"
MAX = 2**256 - 1


@dataclass(frozen=True)
class Bridge:
    """Contracts of the L1 bridge, and what stands for their neighbours."""

    registry: Mock
    """Answers as the bridgehub and as the chain asset handler."""
    bridgehub: Impersonated
    """The same address as a sender."""
    weth: Contract
    nullifier: Contract
    router: Contract
    vault: Contract
    tracker: Contract
    beacon: Contract
    """Of the tokens that the vault makes."""
    l1: int
    """Chain id of L1."""

    def use_base_token(self, asset_id: bytes) -> None:
        self.registry.returns("baseTokenAssetId(uint256)", ["bytes32"], [asset_id])

    def settle_on(self, chain_id: int) -> None:
        self.registry.returns("settlementLayer(uint256)", ["uint256"], [chain_id])

    def deposit_base(self, depositor: Any, asset_id: bytes, amount: int, value: int = 0) -> Receipt:
        """As the bridgehub does with the mint value of a request."""
        return self.router.bridgehubDepositBaseToken(
            CHAIN_ID, asset_id, depositor, amount, sender=self.bridgehub, value=value
        )

    def deposit(self, depositor: Any, data: bytes, value: int = 0) -> Receipt:
        """As the bridgehub does with the second half of a two-bridges request."""
        return self.router.bridgehubDeposit(
            CHAIN_ID, depositor, 0, data, sender=self.bridgehub, value=value
        )

    def request_of(self, depositor: Any, data: bytes, value: int = 0) -> tuple[Any, ...]:
        """What that answers."""
        return self.router.call(
            "bridgehubDeposit",
            (CHAIN_ID, depositor, 0, data),
            caller=self.bridgehub,
            value=value,
        )


def deploy_bridge(rpc: Rpc, governor: Sender) -> Bridge:
    """Everything, ready for deposits to chain ``CHAIN_ID``, which settles on L1."""
    registry = Mock(rpc, governor)
    rpc.call("anvil_setBalance", registry.address, hex(10**24))
    registry.returns("chainAssetHandler()", ["address"], [registry.address])
    registry.returns("settlementLayer(uint256)", ["uint256"], [rpc.chain_id()])
    registry.returns("baseTokenAssetId(uint256)", ["bytes32"], [bytes(32)])
    registry.returns("migrationNumber(uint256)", ["uint256"], [0])

    def proxied(name: str, *arguments: Any, settings: tuple[Any, ...] = ()) -> Contract:
        return behind_proxy(rpc, name, arguments, (governor, *settings), sender=governor)

    beacon = deploy_beacon(rpc, governor)
    weth = Contract.deploy(rpc, "WETH9", sender=governor)
    nullifier = proxied("L1Nullifier", registry.address, registry.address)
    router = proxied("L1AssetRouter", weth, registry.address, nullifier)
    vault = proxied("L1NativeTokenVault", weth, router, nullifier, settings=(beacon.address,))
    router.setNativeTokenVault(vault, sender=governor)
    nullifier.setL1NativeTokenVault(vault, sender=governor)
    nullifier.setL1AssetRouter(router, sender=governor)
    tracker = proxied("L1AssetTracker", registry.address, vault, registry.address)
    vault.setAssetTracker(tracker, sender=governor)
    vault.registerEthToken(sender=governor)
    tracker.setAddresses(sender=governor)
    return Bridge(
        registry,
        Impersonated(registry.address),
        weth,
        nullifier,
        router,
        vault,
        tracker,
        beacon,
        rpc.chain_id(),
    )


def deploy_beacon(rpc: Rpc, governor: Sender) -> Contract:
    """The beacon of bridged tokens."""
    token = Contract.deploy(rpc, "BridgedStandardERC20", sender=governor)
    return Contract.deploy(rpc, "UpgradeableBeacon", token, governor, sender=governor)


def address_of(party: Any) -> str:
    return getattr(party, "address", party)


def burn_data(amount: int, receiver: Any, token: Any = NOBODY) -> bytes:
    """What the vault is asked to take."""
    return encode(
        ["uint256", "address", "address"], [amount, address_of(receiver), address_of(token)]
    )


def request(asset_id: bytes, transfer_data: bytes) -> bytes:
    """Second bridge's data, version 1."""
    return b"\x01" + encode(["bytes32", "bytes"], [asset_id, transfer_data])


def legacy_request(token: Any, amount: int, receiver: Any) -> bytes:
    """Second bridge's data of old clients."""
    return encode(
        ["address", "uint256", "address"], [address_of(token), amount, address_of(receiver)]
    )
