"""What proving a message on L1 costs, as a transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from garter.protocol.hashing import keccak256
from garter.protocol.merkle import calculate_root
from garter.protocol.messages import (
    SettlementHop,
    final_proof,
    follow_proof,
    message_log,
    settled_proof,
)
from tests.bench.harness import Row
from tests.support import behind_proxy
from tests.unit.registry import migration
from tests.unit.registry.facts import CHAIN, GATEWAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from garter.chain import Contract
    from tests.bench.harness import Bench
    from tests.unit.registry.migration import Registry

TITLE = "Proofs of messages on L1"
INDEX = 5
SENDER = "0x" + "ab" * 20
MESSAGE = keccak256(b"a message of 32 bytes")
LEAF = keccak256(message_log(0, SENDER, MESSAGE).encode())
PROVE = {
    "L1MessageRoot.proveL2MessageInclusionShared": "message_root",
    "L1Bridgehub.proveL2MessageInclusion": "hub",
}


def measure(bench: Bench) -> Iterator[Row]:
    registry = deploy_registry(bench)
    for batch, depth in enumerate((14, 15), 1):
        proof = final_proof(siblings(depth))
        root = calculate_root(siblings(depth), INDEX, LEAF)
        add_root(bench, registry, CHAIN, batch, root)
        for name, contract in PROVE.items():
            gas = prove(bench, getattr(registry, contract), name, batch, proof)
            yield Row(f"{name} single depth {depth}", gas)

    move_to_gateway(bench, registry)
    name = "L1MessageRoot.proveL2MessageInclusionShared"
    for offset, depth in enumerate((5, 10)):
        batch, gateway_batch = 3 + offset, 2 + offset
        proof = gateway_proof(depth, gateway_batch)
        end = follow_proof(CHAIN, batch, INDEX, LEAF, proof)
        add_root(bench, registry, GATEWAY, gateway_batch, end.data.batch_root)
        yield Row(
            f"{name} recursive via gateway, log path 14, batch path {depth}, GW path 15",
            prove(bench, registry.message_root, name, batch, proof),
        )


def deploy_registry(bench: Bench) -> Registry:
    """Real bridgehub, chain asset handler and message root; chain and Gateway are programmable."""
    owner = bench.account("owner")
    hub = behind_proxy(bench.rpc, "L1Bridgehub", (owner, 100), (owner,), sender=owner)
    return migration.deploy(bench.rpc, owner, owner, bench.account("chain admin"), hub)


def move_to_gateway(bench: Bench, registry: Registry) -> None:
    """The chain's first migration."""
    admin = bench.account("chain admin")
    registry.execute(bench.rpc, registry.gateway, GATEWAY, 1)
    registry.burn(admin)
    registry.confirm(migration.SUCCESS, admin)


def gateway_proof(batch_path: int, gateway_batch: int) -> list[bytes]:
    hop = SettlementHop(INDEX, tuple(siblings(batch_path, 1)), GATEWAY, gateway_batch, INDEX)
    return settled_proof(siblings(14), hop, siblings(15, 2))


def siblings(count: int, seed: int = 0) -> list[bytes]:
    return [keccak256(bytes([seed, level])) for level in range(count)]


def add_root(bench: Bench, registry: Registry, chain_id: int, batch: int, root: bytes) -> None:
    diamond = bench.impersonate(registry.hub.getZKChain(chain_id))
    registry.message_root.addChainBatchRoot(chain_id, batch, root, sender=diamond)


def prove(bench: Bench, contract: Contract, name: str, batch: int, proof: list[bytes]) -> int:
    """Gas of a proof that holds."""
    arguments = (CHAIN, batch, INDEX, (0, SENDER, MESSAGE), proof)
    function = name.partition(".")[2]
    assert contract.call(function, arguments)
    return contract.transact(function, arguments, sender=bench.account("anybody")).gas_used
