"""What creating a chain costs, and the message root's part in it and in executing batches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eth_abi.abi import encode

from garter.chain import Contract
from garter.ecosystem.genesis import encode_cut
from garter.ecosystem.preflight import surroundings
from tests.bench.harness import Row
from tests.support.deploying import deploy_chain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from garter.chain import Impersonated, Receipt
    from tests.bench.harness import Bench

TITLE = "Chains"
FIRST = 271


def measure(bench: Bench) -> Iterator[Row]:
    chains = ChainFactory(bench)
    for index in range(3):
        chains.create(FIRST + index)
    yield from message_root(bench, chains)
    for number in (4, 5):
        receipt = chains.create(FIRST + number)
        yield Row(f"Bridgehub.createNewChain #{number} chain", receipt.gas_used, chains.note)
    yield Row("Migrator.pauseDepositsBeforeInitiatingMigration", pause_deposits(bench))


def message_root(bench: Bench, chains: ChainFactory) -> Iterator[Row]:
    """Measured on a state that is forgotten afterwards."""
    snapshot = bench.rpc.call("evm_snapshot")
    root = bench.contract("L1MessageRoot")
    bridgehub = bench.impersonate(chains.hub)
    for chain_id, suffix in ((9001, ""), (9002, " next")):
        receipt = root.addNewChain(chain_id, 0, sender=bridgehub)
        yield Row(f"L1MessageRoot.addNewChain (tx from bridgehub){suffix}", receipt.gas_used)
    diamond = bench.impersonate(chains.hub.getZKChain(FIRST))
    for batch in (1, 2):
        receipt = root.addChainBatchRoot(FIRST, batch, b"\xba" * 32, sender=diamond)
        yield Row(f"L1MessageRoot.addChainBatchRoot batch {batch}", receipt.gas_used)
    bench.rpc.call("evm_revert", snapshot)


def pause_deposits(bench: Bench) -> int:
    """By the admin of a chain whose deposits were opened at its registration."""
    entry = deploy_chain(bench.rpc, bench.manifest_path, "paused", 9000).manifest.chains["paused"]
    migrator = Contract.at(bench.rpc, entry.diamond, "MigratorFacet")
    admin = bench.impersonate(entry.admin)
    return int(migrator.pauseDepositsBeforeInitiatingMigration(sender=admin).gas_used)


class ChainFactory:
    """Creates ETH chains in the deployed ecosystem, as the bridgehub's admin itself."""

    def __init__(self, bench: Bench):
        around = surroundings(bench.rpc, bench.manifest)
        self._init_data = encode(
            ["bytes", "bytes"], [encode_cut(around.cut), around.force_deployments]
        )
        self._manager = bench.contract("ChainTypeManager")
        self._admin: Impersonated = bench.impersonate(bench.contract("ChainAdmin"))
        self._asset: bytes = bench.contract("L1NativeTokenVault").BASE_TOKEN_ASSET_ID()
        self.hub: Contract = bench.contract("Bridgehub")
        facets = around.cut[0]
        self.note = (
            f"{len(facets)} facets with {sum(len(f[3]) for f in facets)} functions;"
            f" init data {len(self._init_data):,} bytes"
        )

    def create(self, chain_id: int) -> Receipt:
        receipt: Receipt = self.hub.createNewChain(
            chain_id,
            self._manager,
            self._asset,
            0,
            self._admin,
            self._init_data,
            [],
            sender=self._admin,
        )
        return receipt
