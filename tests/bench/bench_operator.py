"""How fast a chain's operator executes what L1 sends. L1 is asked twenty times a second."""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING

import requests

from garter.chain import Contract
from garter.genesis.contracts import genesis_alloc
from garter.genesis.genesis_file import Genesis
from tests.bench.harness import Row
from tests.support.deploying import deploy_chain
from tests.support.operating import (
    GAS_LIMIT,
    GAS_PRICE,
    base_cost,
    canonical_hash,
    deposit,
    l2_receipt,
    make_operator,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from garter.chain import Impersonated
    from tests.bench.harness import Bench
    from tests.support.operating import RunningOperator

TITLE = "Operator"
CHAIN_ID = 6565
RECEIVER = "0x00000000000000000000000000000000000A11cE"
SINGLE = 20
BURST = 1_000


def measure(bench: Bench) -> Iterator[Row]:
    deploy_chain(bench.rpc, bench.manifest_path, "alpha", CHAIN_ID)
    folder = bench.scratch / "alpha"
    Genesis(CHAIN_ID, genesis_alloc()).write(folder / "genesis.json")
    operator = make_operator(bench.manifest, "alpha", bench.rpc, folder, folder / "genesis.json")
    operator.start()
    try:
        hub = Contract.at(bench.rpc, bench.manifest.address("Bridgehub"), "L1Bridgehub")
        user = bench.account("depositor")
        l2_receipt(operator, deposit(hub, CHAIN_ID, user, to=RECEIVER, value=1))
        seconds = median(_latency(hub, operator, user) for _ in range(SINGLE))
        note = f"median of {SINGLE} deposits, from L1's receipt to the chain's"
        operation = "ETH deposit, L1 inclusion to L2 receipt"
        yield Row(operation, round(seconds, 3), note, unit="s", compared=False, against=2)
        seconds = _burst(hub, operator, user)
        note = f"{BURST / seconds:,.0f} a second; all on L1 before the operator serves"
        operation = f"{BURST:,} ETH deposits that wait on L1, executed"
        yield Row(operation, round(seconds, 2), note, unit="s", compared=False)
    finally:
        operator.stop()


def _latency(hub: Contract, operator: RunningOperator, user: Impersonated) -> float:
    tx_hash = deposit(hub, CHAIN_ID, user, to=RECEIVER, value=1)
    started = time.monotonic()
    l2_receipt(operator, tx_hash)
    return time.monotonic() - started


def _burst(hub: Contract, operator: RunningOperator, user: Impersonated) -> float:
    """Seconds for deposits that all became visible at once, the operator having been stopped."""
    operator.stop()
    rpc = hub.rpc
    value = base_cost(hub, CHAIN_ID) + 1
    request = (CHAIN_ID, value, RECEIVER, 1, b"", GAS_LIMIT, 800, [], user.address)
    data = "0x" + hub.calldata("requestL2TransactionDirect", request).hex()
    call = {"from": user.address, "to": hub.address, "value": hex(value), "data": data}
    call |= {"gas": hex(1_000_000), "gasPrice": hex(GAS_PRICE)}
    rpc.call("evm_setAutomine", False)
    nonce = rpc.nonce(user.address)
    sent = rpc.batch(
        ("eth_sendTransaction", [{**call, "nonce": hex(nonce + n)}]) for n in range(BURST)
    )
    while int(rpc.call("txpool_status")["pending"], 16):
        rpc.call("evm_mine")
    rpc.call("evm_setAutomine", True)
    last = canonical_hash(rpc.call("eth_getTransactionReceipt", sent[-1]))
    operator.start()
    while not _health(operator):
        time.sleep(0.005)
    started = time.monotonic()
    l2_receipt(operator, last)
    return time.monotonic() - started


def _health(operator: RunningOperator) -> bool:
    try:
        return requests.get(f"http://127.0.0.1:{operator.config.port}/health", timeout=2).ok
    except requests.RequestException:
        return False
