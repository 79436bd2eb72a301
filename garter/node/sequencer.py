"""Orders transactions and builds blocks, exactly as docs/stf.md says."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from garter.exceptions import RpcResponseError
from garter.node import effects
from garter.node.blocks import (
    Block,
    BlockTx,
    Kind,
    announce_base_token,
    canonical,
    decode_call,
    encode_call,
    set_settlement_layer,
)
from garter.node.exceptions import ProtocolTransactionFailed, ReplayDiffers
from garter.protocol import constants

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from garter.node.execution import Call, ExecutionClient, Mined
    from garter.node.store import L1Transaction, Store
    from garter.protocol.transactions import L2CanonicalTransaction

USER_BASE_FEE = 100_000_000
"""Wei per gas of user transactions, at least."""
MAX_PRIORITY_GAS = 800_000_000
"""Gas limits of a priority block in all: fits the block, with room."""
MAX_PRIORITY_TRANSACTIONS = 200


class Sequencer:
    """The only one who changes the chain. Not safe for concurrent use."""

    def __init__(
        self,
        client: ExecutionClient,
        store: Store,
        *,
        l1_chain_id: int,
        coinbase: str,
        clock: Callable[[], float] = time.time,
    ):
        self._client, self._store = client, store
        self._l1_chain_id, self._coinbase, self._clock = l1_chain_id, coinbase, clock

    # --- starting ---

    def recover(self) -> int:
        """Make the execution client anew from the store; blocks that were executed again.

        Raises ReplayDiffers.
        """
        self._client.start()
        height = self._store.height()
        for number in range(1, height + 1):
            [block] = self._store.blocks(number, number)
            self._replay(block)
        self._refill_pool()
        return height

    def follow_l1(self) -> bool:
        """Take back blocks that carry what L1 no longer announces. True when there were any."""
        first = self._store.first_block_without_ground()
        if first is None:
            return False
        blocks = self._store.blocks(first - 1, first - 1)
        # The system block that announced the base token goes with the block it announced it for.
        if blocks and blocks[0].kind is Kind.SYSTEM and first - 1 > 2:
            first -= 1
        self._store.truncate(first)
        self.recover()
        return True

    # --- working ---

    def step(self) -> bool:
        """Build the next block, or blocks that belong together. False when nothing waits."""
        height = self._store.height()
        if height == 0:
            return self._genesis_upgrade()
        if height == 1:
            self._system([set_settlement_layer(self._l1_chain_id)])
            return True
        # Users first: what they sent was taken before the operations of L1 that come now.
        users = self._users()
        return self._priority() or users

    def admit(self, raw: bytes) -> str:
        """Take a signed transaction; its hash. Raises RpcResponseError with the node's reason."""
        tx_hash = self._client.submit(raw)
        self._store.wait(tx_hash, raw)
        return tx_hash

    # --- the kinds of blocks ---

    def _genesis_upgrade(self) -> bool:
        announced = self._store.l1_transactions(Kind.UPGRADE, limit=1)
        if not announced:
            return False
        timestamp = self._now()
        mined = self._execute_upgrade(announced[0].body, timestamp)
        self._append(Kind.UPGRADE, timestamp, mined, [(t.hash, t.body) for t in announced])
        return True

    def _priority(self) -> bool:
        operations = self._next_operations()
        if not operations:
            return False
        transactions = [canonical(operation.body) for operation in operations]
        self._client.clear_pool()
        if total := sum(effects.minted(t) for t in transactions):
            self._system([announce_base_token(self._l1_chain_id, total)])
        timestamp = self._now()
        mined = self._execute_priority(transactions, timestamp)
        self._append(Kind.PRIORITY, timestamp, mined, [(o.hash, o.body) for o in operations])
        self._refill_pool()
        return True

    def _system(self, calls: Sequence[Call]) -> None:
        self._client.clear_pool()
        timestamp = self._now()
        mined = self._execute_system(calls, timestamp)
        self._append(Kind.SYSTEM, timestamp, mined, [("", encode_call(call)) for call in calls])

    def _users(self) -> bool:
        if not self._client.ready():
            return False
        waiting = dict(self._store.waiting())
        timestamp = self._now()
        mined = self._execute_users(timestamp, USER_BASE_FEE)
        hashes = [r["transactionHash"] for r in mined.receipts]
        bodies = [(tx_hash, waiting[tx_hash]) for tx_hash in hashes]
        self._append(Kind.USER, timestamp, mined, bodies, USER_BASE_FEE)
        if hashes:
            self._client.expect_base_fee(USER_BASE_FEE)
        else:  # what seemed ready was not: let the pool judge again
            self._client.clear_pool()
            self._refill_pool()
        return True

    def _next_operations(self) -> list[L1Transaction]:
        """The next operations that fit a block and may share it."""
        first = self._store.executed()
        limit = MAX_PRIORITY_TRANSACTIONS
        candidates = self._store.l1_transactions(Kind.PRIORITY, first, limit)
        senders = [effects.low_address(canonical(c.body).sender) for c in candidates]
        coded = self._client.accounts_with_code(senders)
        taken: list[L1Transaction] = []
        gas, seen = 0, set()
        for operation, sender in zip(candidates, senders, strict=True):
            gas += canonical(operation.body).gas_limit
            if taken and (gas > MAX_PRIORITY_GAS or (sender in coded and sender in seen)):
                break
            seen.add(sender)
            taken.append(operation)
        return taken

    # --- executing, the first time and again ---

    def _execute_upgrade(self, body: bytes, timestamp: int) -> Mined:
        self._change({constants.L2_BASE_TOKEN: effects.INITIAL_SUPPLY})
        mined = self._client.mine_calls([effects.call_of(canonical(body))], timestamp=timestamp)
        return _require_success("The genesis upgrade", mined)

    def _execute_system(self, calls: Sequence[Call], timestamp: int) -> Mined:
        mined = self._client.mine_calls(calls, timestamp=timestamp)
        return _require_success("A system transaction", mined)

    def _execute_priority(
        self, transactions: Sequence[L2CanonicalTransaction], timestamp: int
    ) -> Mined:
        self._change(effects.before(transactions))
        calls = [effects.call_of(t) for t in transactions]
        mined = self._client.mine_calls(calls, timestamp=timestamp)
        outcomes = [
            effects.Outcome(int(r["status"], 16) == 1, int(r["gasUsed"], 16))
            for r in mined.receipts
        ]
        self._change(effects.after(transactions, outcomes))
        return mined

    def _execute_users(self, timestamp: int, base_fee: int) -> Mined:
        mined = self._client.mine(timestamp=timestamp, base_fee=base_fee)
        burned = base_fee * sum(int(r["gasUsed"], 16) for r in mined.receipts)
        if burned:
            self._change({self._coinbase: burned})
        return mined

    def _replay(self, block: Block) -> None:
        bodies = [t.body for t in block.transactions]
        if block.kind is Kind.UPGRADE:
            mined = self._execute_upgrade(bodies[0], block.timestamp)
        elif block.kind is Kind.SYSTEM:
            mined = self._execute_system([decode_call(b) for b in bodies], block.timestamp)
        elif block.kind is Kind.PRIORITY:
            mined = self._execute_priority([canonical(b) for b in bodies], block.timestamp)
        else:
            for body in bodies:
                self._client.submit(body)
            mined = self._execute_users(block.timestamp, block.base_fee)
        if mined.hash != block.hash:
            raise ReplayDiffers(block.number, block.hash, mined.hash)

    # --- inside ---

    def _append(
        self,
        kind: Kind,
        timestamp: int,
        mined: Mined,
        sources: Sequence[tuple[str, bytes]],
        base_fee: int = 0,
    ) -> None:
        """``sources``: public hash ("" for the node's) and body, in the order of the block."""
        transactions = tuple(
            BlockTx(public or receipt["transactionHash"], receipt["transactionHash"], body)
            for (public, body), receipt in zip(sources, mined.receipts, strict=True)
        )
        self._store.append(Block(mined.number, kind, timestamp, base_fee, mined.hash, transactions))

    def _change(self, deltas: effects.Deltas) -> None:
        self._client.set_balances(effects.applied(self._client.balances(deltas), deltas))

    def _refill_pool(self) -> None:
        """Submit waiting transactions again; those that can never be mined are given up."""
        self._client.expect_base_fee(USER_BASE_FEE)
        lost = []
        for tx_hash, raw in self._store.waiting():
            try:
                self._client.submit(raw)
            except RpcResponseError as err:
                if "already" not in err.message:
                    lost.append(tx_hash)
        if lost:
            self._store.give_up(lost)

    def _now(self) -> int:
        """Never before the block before."""
        return max(int(self._clock()), self._store.last_timestamp())


def _require_success(what: str, mined: Mined) -> Mined:
    if not all(int(r["status"], 16) for r in mined.receipts):
        raise ProtocolTransactionFailed(what, mined.number)
    return mined
