"""L1 as attackers of proofs meet it: real bridgehub, chain asset handler and message root."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from garter.chain import Impersonated
from garter.exceptions import ContractReverted
from tests.protocol.network import BATCH, CHAIN, GATEWAY, GATEWAY_BATCH, SENDER, World
from tests.unit.registry.migration import SUCCESS, Registry

if TYPE_CHECKING:
    from garter.chain import Contract, Rpc

LEFT_AFTER, GATEWAY_THEN = 3, 38
"""The chain left L1 after its batch 3, when the Gateway had executed 38."""


@dataclass
class L1:
    """A world settled on L1 contracts. ``route`` is how the world's batch was settled."""

    rpc: Rpc
    registry: Registry
    world: World
    route: str

    @property
    def message_root(self) -> Contract:
        return self.registry.message_root

    def proof(self, index: int) -> list[bytes]:
        proof: list[bytes] = getattr(self.world, f"{self.route}_proof")(index)
        return proof

    def message(self, index: int) -> tuple[int, str, bytes]:
        return index, SENDER, b"message %d" % index

    def add_root(self, chain_id: int, batch: int, root: bytes) -> None:
        diamond = Impersonated(self.registry.hub.getZKChain(chain_id))
        self.message_root.addChainBatchRoot(chain_id, batch, root, sender=diamond)

    def judge_leaf(self, index: int, leaf: bytes, proof: list[bytes], **at: int) -> str:
        """ "accepted", "refused", or the error's name."""
        where = at.get("chain_id", CHAIN), at.get("batch", BATCH)
        return self._judge("proveL2LeafInclusionShared", *where, index, leaf, proof)

    def judge_message(self, index: int, message: Any, proof: list[bytes], **at: int) -> str:
        """ "accepted", "refused", or the error's name."""
        where = at.get("chain_id", CHAIN), at.get("batch", BATCH)
        return self._judge("proveL2MessageInclusionShared", *where, index, message, proof)

    def _judge(self, function: str, *arguments: Any) -> str:
        try:
            return "accepted" if self.message_root.call(function, arguments) else "refused"
        except ContractReverted as err:
            return err.name


def settle(rpc: Rpc, registry: Registry, world: World, route: str, chain_admin: Any) -> L1:
    """Execute the world's batches: directly, or on the Gateway to which the chain moves."""
    l1 = L1(rpc, registry, world, route)
    if route == "direct":
        registry.execute(rpc, registry.chain, CHAIN, BATCH - 1)
        l1.add_root(CHAIN, BATCH, world.batch_root)
        return l1
    registry.execute(rpc, registry.chain, CHAIN, LEFT_AFTER)
    registry.execute(rpc, registry.gateway, GATEWAY, GATEWAY_THEN)
    registry.burn(chain_admin)
    registry.confirm(SUCCESS, chain_admin)
    registry.execute(rpc, registry.gateway, GATEWAY, GATEWAY_BATCH - 1)
    l1.add_root(GATEWAY, GATEWAY_BATCH, world.gateway_root)
    return l1
