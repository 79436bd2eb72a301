"""A chain and the L1 contracts that it is bridged by, found from the bridgehub alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eth_utils.address import is_address, is_checksum_address, to_checksum_address

from garter.chain.contract import Contract
from garter.client import abis
from garter.client.exceptions import ChainNotRegistered, NoChainRpc, NotABridgehub
from garter.client.tokens import Token, read_token
from garter.exceptions import InvalidInput
from garter.protocol import constants

if TYPE_CHECKING:
    from garter.chain.abi import Abi
    from garter.chain.rpc import Rpc

NOBODY = "0x" + "00" * 20


@dataclass(frozen=True, slots=True)
class Network:
    """Everything a deposit or withdrawal touches, as the chain and its L1 name it."""

    l1: Rpc
    chain_rpc: Rpc | None
    """None when only L1 can be asked; deposits work all the same."""
    l1_chain_id: int
    chain_id: int
    bridgehub: Contract
    asset_router: Contract
    nullifier: Contract
    vault: Contract
    diamond: Contract
    base_token: Token

    @property
    def l2(self) -> Rpc:
        """The chain's node. Raises NoChainRpc."""
        if self.chain_rpc is None:
            raise NoChainRpc(self.chain_id)
        return self.chain_rpc

    def on_l2(self, address: str, abi: Abi, name: str) -> Contract:
        """One of the chain's own contracts."""
        return Contract(self.l2, address, abi, name)

    def token(self, choice: str) -> Token:
        """``eth``, ``base`` or an address on L1. Raises InvalidInput."""
        if choice.lower() == "base":
            return self.base_token
        if choice.lower() == "eth":
            choice = constants.ETH_TOKEN
        return read_token(self.l1, self.l1_chain_id, self.vault, choice)


def discover(l1: Rpc, l2: Rpc) -> Network:
    """Ask the chain for its bridgehub, and the bridgehub for the rest.

    Raises NotABridgehub or ChainNotRegistered when the two nodes do not belong together.
    """
    bridgehub = l2.call("zks_getBridgehubContract")
    return _network(l1, l2, to_checksum_address(bridgehub), l2.chain_id())


def from_l1(l1: Rpc, bridgehub: str, chain_id: int) -> Network:
    """The same for a chain whose node cannot be asked."""
    return _network(l1, None, to_checksum_address(bridgehub), chain_id)


def _network(l1: Rpc, l2: Rpc | None, bridgehub: str, chain_id: int) -> Network:
    if not l1.code(bridgehub):
        raise NotABridgehub(bridgehub, l1.url)
    hub = Contract(l1, bridgehub, abis.BRIDGEHUB, "Bridgehub")
    diamond = hub.getZKChain(chain_id)
    if diamond == NOBODY:
        raise ChainNotRegistered(chain_id, bridgehub)
    router = Contract(l1, hub.assetRouter(), abis.L1_ASSET_ROUTER, "L1AssetRouter")
    nullifier = Contract(l1, router.L1_NULLIFIER(), abis.L1_NULLIFIER, "L1Nullifier")
    vault = Contract(l1, nullifier.l1NativeTokenVault(), abis.L1_VAULT, "L1NativeTokenVault")
    l1_chain_id = l1.chain_id()
    return Network(
        l1=l1,
        chain_rpc=l2,
        l1_chain_id=l1_chain_id,
        chain_id=chain_id,
        bridgehub=hub,
        asset_router=router,
        nullifier=nullifier,
        vault=vault,
        diamond=Contract(l1, diamond, abis.DIAMOND, "ZKChain"),
        base_token=read_token(l1, l1_chain_id, vault, hub.baseToken(chain_id)),
    )


def checked_receiver(field: str, address: str) -> str:
    """An address on L2 that can do something with money. Raises InvalidInput."""
    has_case = address not in (address.lower(), address.upper())
    if not is_address(address) or (has_case and not is_checksum_address(address)):
        remedy = "Give 0x and 40 hex digits"
        raise InvalidInput(field, address, "not an address (or its checksum is wrong)", remedy)
    if int(address, 16) <= int(constants.MAX_BUILT_IN_ADDRESS, 16):
        problem = "one of the chain's own contracts" if int(address, 16) else "nobody's address"
        raise InvalidInput(field, address, problem, "Money sent there is lost; name another")
    return to_checksum_address(address)
