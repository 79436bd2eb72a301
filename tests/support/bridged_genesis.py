"""A block 0 with a chain's own bridge, as its genesis upgrade leaves it.

Made on a scratch Anvil by the contracts' own initialisers and read from it: nothing is put into
storage by hand but what a proxy runs.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from eth_utils.address import to_checksum_address

from garter.chain import Contract, Impersonated, Rpc
from garter.genesis.alloc import Account, Alloc
from garter.local.anvil import free_port, start_anvil
from garter.protocol import constants
from tests.support.chain_bridge import (
    NOBODY,
    PROXY_HASH,
    fund,
    place_behind_proxy,
)

if TYPE_CHECKING:
    from pathlib import Path

    from garter.client import Network

GOVERNOR = Impersonated("0x00000000000000000000000000000000600d600d")
CHANGEABLE = "anvil_autoImpersonateAccount"


def bridged_alloc(network: Network, folder: Path) -> Alloc:
    """Accounts of the chain at the other end of ``network``, which knows L1's side only."""
    anvil = start_anvil(
        ["--chain-id", str(network.chain_id), "--accounts", "0"],
        port=free_port(),
        log=folder / "genesis-anvil.log",
        setting="a free port",
    )
    try:
        anvil.rpc.call(CHANGEABLE, True)
        _furnish(anvil.rpc, network)
        return _dump(anvil.rpc)
    finally:
        anvil.stop()


def _furnish(rpc: Rpc, network: Network) -> None:
    upgrader = Impersonated(constants.L2_COMPLEX_UPGRADER)
    bootloader = Impersonated(constants.L2_BOOTLOADER)
    fund(rpc, upgrader, bootloader, GOVERNOR)
    l1, base = network.l1_chain_id, network.base_token
    token = Contract.deploy(rpc, "BridgedStandardERC20", sender=GOVERNOR)
    beacon = Contract.deploy(rpc, "UpgradeableBeacon", token, GOVERNOR, sender=GOVERNOR)
    weth = Contract.deploy(rpc, "WETH9", sender=GOVERNOR)
    context = place_behind_proxy(rpc, constants.L2_SYSTEM_CONTEXT, "SystemContext", GOVERNOR)
    # Whoever is told of the settlement layer has to be there.
    place_behind_proxy(rpc, constants.L2_CHAIN_ASSET_HANDLER, "L2ChainAssetHandler", GOVERNOR)
    base_token = place_behind_proxy(rpc, constants.L2_BASE_TOKEN, "L2BaseTokenZKOS", GOVERNOR)
    place_behind_proxy(rpc, constants.L2_BASE_TOKEN_HOLDER, "BaseTokenHolder", GOVERNOR)
    place_behind_proxy(rpc, constants.L2_MESSENGER, "L1MessengerZKOS", GOVERNOR)
    router = place_behind_proxy(rpc, constants.L2_ASSET_ROUTER, "L2AssetRouter", GOVERNOR)
    vault = place_behind_proxy(rpc, constants.L2_NATIVE_TOKEN_VAULT, "L2NativeTokenVault", GOVERNOR)
    tracker = place_behind_proxy(rpc, constants.L2_ASSET_TRACKER, "L2AssetTracker", GOVERNOR)
    # What the hook for minting does, which only the chain's own state transition has.
    minted = hex(constants.INITIAL_BASE_TOKEN_HOLDER_BALANCE)
    rpc.call("anvil_setBalance", base_token.address, minted)
    base_token.initL2(l1, sender=upgrader)
    context.setSettlementLayerChainId(l1, sender=bootloader)
    router.initL2(*(l1, 0, network.asset_router, NOBODY, base.asset_id, GOVERNOR), sender=upgrader)
    tracker.initL2(l1, base.asset_id, False, sender=upgrader)
    facts = (base.asset_id, l1, base.address), (base.symbol, base.symbol, base.decimals)
    vault.initL2(l1, GOVERNOR, PROXY_HASH, NOBODY, beacon, weth, *facts, sender=upgrader)
    vault.registerBaseTokenIfNeeded(sender=upgrader)


def _dump(rpc: Rpc) -> Alloc:
    """Every account that has code; others were lent ETH for the making."""
    state = json.loads(gzip.decompress(bytes.fromhex(rpc.call("anvil_dumpState")[2:])))
    return {
        to_checksum_address(address): _account(entry)
        for address, entry in state["accounts"].items()
        if entry["code"] not in ("", "0x")
    }


def _account(entry: dict[str, Any]) -> Account:
    storage = {int(slot, 16): int(word, 16) for slot, word in entry["storage"].items()}
    contract = Account.contract(bytes.fromhex(entry["code"][2:]), storage)
    return replace(contract, balance=int(entry["balance"], 16))
