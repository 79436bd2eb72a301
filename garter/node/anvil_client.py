"""Anvil as a chain's private execution client."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from garter.genesis.genesis_file import BLOCK_GAS_LIMIT
from garter.local.anvil import Anvil, free_port, start_anvil
from garter.node.exceptions import BlockNotAsOrdered
from garter.node.execution import Call, Mined

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from garter.chain.rpc import Rpc


class AnvilClient:
    """An Anvil of our own, started from a genesis file, that mines only when told."""

    def __init__(self, *, genesis: Path, chain_id: int, coinbase: str, log: Path):
        self._genesis, self._chain_id = genesis, chain_id
        self._coinbase, self._log = coinbase, log
        self._port = 0  # chosen at each start: a killed operator's client may hold the one before
        self._note = log.with_suffix(".json")
        self._anvil: Anvil | None = None
        self._rpc: Rpc | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def pid(self) -> int | None:
        return self._anvil.pid if self._anvil else None

    @property
    def rpc(self) -> Rpc:
        assert self._rpc is not None, "the execution client has not been started"
        return self._rpc

    def start(self) -> None:
        self.stop()
        self._stop_orphan()
        self._port = free_port()
        self._anvil = start_anvil(
            self._arguments(), port=self._port, log=self._log, setting="(by another start)"
        )
        self._note.write_text(json.dumps(asdict(self._anvil)))
        self._rpc = self._anvil.rpc
        self.rpc.batch(
            [
                ("anvil_autoImpersonateAccount", [True]),
                ("anvil_setCoinbase", [self._coinbase]),
            ]
        )

    def stop(self) -> None:
        if self._anvil is not None:
            self._anvil.stop()
        self._anvil = None

    def balances(self, addresses: Iterable[str]) -> dict[str, int]:
        wanted = list(dict.fromkeys(addresses))
        found = self.rpc.batch(("eth_getBalance", [a, "latest"]) for a in wanted)
        return {a: int(balance, 16) for a, balance in zip(wanted, found, strict=True)}

    def set_balances(self, balances: Mapping[str, int]) -> None:
        self.rpc.batch(("anvil_setBalance", [a, hex(b)]) for a, b in balances.items())

    def accounts_with_code(self, addresses: Iterable[str]) -> set[str]:
        wanted = list(dict.fromkeys(addresses))
        codes = self.rpc.batch(("eth_getCode", [a, "latest"]) for a in wanted)
        return {a for a, code in zip(wanted, codes, strict=True) if code != "0x"}

    def submit(self, raw: bytes) -> str:
        tx_hash: str = self.rpc.call("eth_sendRawTransaction", "0x" + raw.hex())
        return tx_hash

    def expect_base_fee(self, base_fee: int) -> None:
        self.rpc.call("anvil_setNextBlockBaseFeePerGas", hex(base_fee))

    def ready(self) -> int:
        return int(self.rpc.call("txpool_status")["pending"], 16)

    def clear_pool(self) -> None:
        self.rpc.call("anvil_dropAllTransactions")

    def mine(self, *, timestamp: int, base_fee: int) -> Mined:
        self.expect_base_fee(base_fee)
        self.rpc.call("evm_setNextBlockTimestamp", hex(timestamp))
        self.rpc.call("evm_mine")
        block, receipts = self.rpc.batch(
            [("eth_getBlockByNumber", ["latest", False]), ("eth_getBlockReceipts", ["latest"])]
        )
        return Mined(int(block["number"], 16), block["hash"], tuple(receipts))

    def mine_calls(self, calls: Sequence[Call], *, timestamp: int) -> Mined:
        self.expect_base_fee(0)
        hashes = self.rpc.batch(
            ("eth_sendTransaction", [request]) for request in self._requests(calls)
        )
        mined = self.mine(timestamp=timestamp, base_fee=0)
        if [r["transactionHash"] for r in mined.receipts] != hashes:
            raise BlockNotAsOrdered(mined.number, len(calls), len(mined.receipts))
        return mined

    def _stop_orphan(self) -> None:
        """End the client of an operator that was killed: its state may be between two blocks."""
        try:
            orphan = Anvil(**json.loads(self._note.read_text()))
        except (FileNotFoundError, ValueError):  # none, or the killed one was just writing it
            return
        if orphan.owns_process():
            orphan.stop()

    def _requests(self, calls: Sequence[Call]) -> list[dict[str, str]]:
        senders = list(dict.fromkeys(call.sender for call in calls))
        counts = self.rpc.batch(("eth_getTransactionCount", [s, "latest"]) for s in senders)
        nonces = {s: int(count, 16) for s, count in zip(senders, counts, strict=True)}
        requests = []
        for call in calls:
            request = {
                "from": call.sender,
                "data": "0x" + call.data.hex(),
                "value": hex(call.value),
                "gas": hex(call.gas),
                "gasPrice": hex(call.gas_price),
                "nonce": hex(nonces[call.sender]),
            }
            if call.to is not None:
                request["to"] = call.to
            nonces[call.sender] += 1
            requests.append(request)
        return requests

    def _arguments(self) -> list[str]:
        return [
            *("--init", str(self._genesis), "--chain-id", str(self._chain_id)),
            *("--hardfork", "prague", "--gas-limit", str(BLOCK_GAS_LIMIT)),
            *("--base-fee", "0", "--disable-min-priority-fee"),
            *("--no-mining", "--order", "fifo", "--accounts", "0", "--timestamp", "0"),
            "--disable-default-create2-deployer",  # genesis says what there is
        ]
