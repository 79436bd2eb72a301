"""A chain and a Gateway between real bridgehub, message root and chain asset handler."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from eth_abi.abi import decode, encode

from garter.chain import Contract, Impersonated
from tests.support import Mock, behind_proxy
from tests.unit.registry.facts import (
    CHAIN,
    CREATE_NEW_CHAIN,
    ETH_ASSET,
    GATEWAY,
    L1,
    ZERO,
    address,
    asset_id,
    word,
)

BURN_DATA = "(uint256,bytes,bytes)"
MINT_DATA = "(uint256,(bytes32,uint256,address),uint256,bytes,bytes,uint256)"
CTM_BURN = "forwardedBridgeBurn(uint256,bytes)"
CTM_CONFIRM = "forwardedBridgeConfirmTransferResult(uint256,uint8,bytes32,address,bytes)"
CHAIN_BURN = "forwardedBridgeBurn(address,address,bytes)"
CHAIN_MINT = "forwardedBridgeMint(bytes,bool)"
CHAIN_CONFIRM = "forwardedBridgeConfirmTransferResult(uint256,uint8,bytes32,address,bytes)"
FAILURE, SUCCESS = 0, 1
ETH = address(1)
CTM_DATA, CHAIN_DATA = b"admin and cut" * 9, b"version"
CTM_MINT_DATA, COMMITMENT = b"for the other manager" * 7, b"commitment" * 11
CHAIN_BATCH, GATEWAY_BATCH = 12, 40


@dataclass
class Registry:
    """``chain`` and ``gateway`` settle on L1 with one chain type manager."""

    hub: Contract
    handler: Contract
    message_root: Contract
    router: Mock
    vault: Mock
    tracker: Mock
    ctm: Mock
    chain: Mock
    gateway: Mock
    ctm_asset: bytes
    router_sender: Impersonated

    def burn_data(self, chain_id: int = CHAIN) -> bytes:
        return encode([BURN_DATA], [(chain_id, CTM_DATA, CHAIN_DATA)])

    def mint_data(self, batch: int, number: int = 2, chain_id: int = CHAIN) -> bytes:
        token = (ETH_ASSET, 0, ZERO)
        mint = (chain_id, token, batch, b"", b"commitment from there", number)
        return encode([MINT_DATA], [mint])

    def burn(self, admin: Any, **changes: Any) -> Any:
        fields = {
            "layer": GATEWAY,
            "l2_value": 0,
            "asset": self.ctm_asset,
            "caller": admin,
            "data": self.burn_data(),
        }
        value = changes.pop("value", 0)
        sender = changes.pop("sender", self.router_sender)
        arguments = tuple((fields | changes).values())
        return self.handler.transact("bridgeBurn", arguments, sender=sender, value=value)

    def mint(self, batch: int, number: int = 2, **changes: Any) -> Any:
        data = changes.pop("data", self.mint_data(batch, number))
        sender = changes.pop("sender", self.router_sender)
        asset = changes.pop("asset", self.ctm_asset)
        return self.handler.bridgeMint(GATEWAY, asset, data, sender=sender, **changes)

    def confirm(self, status: int, admin: Any, **changes: Any) -> Any:
        data = changes.pop("data", self.burn_data())
        sender = changes.pop("sender", self.router_sender)
        return self.handler.bridgeConfirmTransferResult(
            GATEWAY, status, self.ctm_asset, admin, data, sender=sender, **changes
        )

    def execute(self, rpc: Any, diamond: Mock, chain_id: int, batch: int) -> None:
        """The chain executes batches up to ``batch``."""
        first = self.message_root.currentChainBatchNumber(chain_id) + 1
        for number in range(first, batch + 1):
            self.message_root.addChainBatchRoot(
                chain_id, number, number.to_bytes(32, "big"), sender=impersonate(rpc, diamond)
            )


def impersonate(rpc: Any, contract: Any) -> Impersonated:
    rpc.call("anvil_setBalance", contract.address, hex(10**20))
    return Impersonated(contract.address)


def deploy(rpc: Any, governor: Any, admin: Any, chain_admin: Any, hub: Contract) -> Registry:
    """``hub`` is initialised, and nothing else."""
    mocks = [Mock(rpc, governor) for _ in range(6)]
    router, vault, tracker, ctm, chain, gateway = mocks
    handler = behind_proxy(
        rpc,
        "L1ChainAssetHandler",
        (governor.address, hub.address),
        (governor.address,),
        sender=governor,
    )
    root_arguments = (hub.address, 0, handler.address)
    message_root = behind_proxy(rpc, "L1MessageRoot", root_arguments, (), sender=governor)
    hub.setAddresses(router, governor, message_root, handler, ZERO, sender=governor)
    handler.setAddresses(sender=governor)
    hub.addChainTypeManager(ctm, sender=governor)
    for chain_id, diamond in ((CHAIN, chain), (GATEWAY, gateway)):
        ctm.returns(CREATE_NEW_CHAIN, ["address"], [diamond])
        hub.createNewChain(chain_id, ctm, ETH_ASSET, 0, admin, b"", [], sender=governor)
    hub.setSettlementLayerStatus(GATEWAY, True, sender=governor)
    hub.setCTMAssetAddress(word(ctm.address), ctm, sender=governor)

    router.returns("nativeTokenVault()", ["address"], [vault])
    vault.returns("l1AssetTracker()", ["address"], [tracker])
    vault.returns("originToken(bytes32)", ["address"], [ETH])
    vault.returns("originChainId(bytes32)", ["uint256"], [L1])
    tracker.returns("isAssetRegistered(bytes32)", ["bool"], [True])
    ctm.returns(CTM_BURN, ["bytes"], [CTM_MINT_DATA])
    ctm.returns(CTM_CONFIRM, [], [])
    chain.returns("getAdmin()", ["address"], [chain_admin])
    chain.returns("baseTokenSupportsTotalSupply()", ["bool"], [True])
    chain.returns(CHAIN_BURN, ["bytes"], [COMMITMENT])
    chain.returns(CHAIN_MINT, [], [])
    chain.returns(CHAIN_CONFIRM, [], [])
    ctm_asset = asset_id(governor.address, word(ctm.address))
    return Registry(hub, handler, message_root, *mocks, ctm_asset, impersonate(rpc, router))


def decoded_mint_data(data: bytes) -> tuple[Any, ...]:
    [mint] = decode([MINT_DATA], data)
    return mint
