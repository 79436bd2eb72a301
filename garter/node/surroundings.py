"""What the chain's contracts on L1 say about where it lives; read once at the start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from garter.chain.contract import Contract

if TYPE_CHECKING:
    from garter.chain.rpc import Rpc


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Addresses on L1, checksummed."""

    l1_chain_id: int
    bridgehub: str
    diamond: str
    base_token: str
    asset_router: str
    nullifier: str
    native_token_vault: str
    bytecodes_supplier: str
    minimal_l2_gas_price: int
    """Base token units: the price of L1 to L2 transactions is never below it."""


def read_surroundings(rpc: Rpc, bridgehub: str, chain_id: int) -> Surroundings:
    """Ask the bridgehub and what it names."""
    hub = Contract.at(rpc, bridgehub, "L1Bridgehub")
    diamond = hub.getZKChain(chain_id)
    router = Contract.at(rpc, hub.assetRouter(), "L1AssetRouter")
    manager = Contract.at(rpc, hub.chainTypeManager(chain_id), "ZKsyncOSChainTypeManager")
    return Surroundings(
        l1_chain_id=rpc.chain_id(),
        bridgehub=hub.address,
        diamond=diamond,
        base_token=hub.baseToken(chain_id),
        asset_router=router.address,
        nullifier=router.L1_NULLIFIER(),
        native_token_vault=router.nativeTokenVault(),
        bytecodes_supplier=manager.L1_BYTECODES_SUPPLIER(),
        minimal_l2_gas_price=_minimal_price(rpc, diamond),
    )


def _minimal_price(rpc: Rpc, diamond: str) -> int:
    params = Contract.at(rpc, diamond, "GettersFacet").getFeeParams()
    price: int = params[-1]
    return price
