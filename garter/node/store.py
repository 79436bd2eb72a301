"""The operator's durable memory: L1's transactions, the chain's blocks, waiting user transactions.

A block is part of the chain as soon as it stands here, and not before: what the execution client
holds beyond the store is discarded at a restart. Everything but user transactions can be made anew
from L1.
"""

from __future__ import annotations

import fcntl
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    create_engine,
    event,
    func,
    select,
)

from garter.node.blocks import Block, BlockTx, Kind
from garter.node.exceptions import StoreInUse, StoreOfAnotherChain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

_metadata = MetaData()
_facts = Table(
    "facts",
    _metadata,
    Column("name", String, primary_key=True),
    Column("content", String, nullable=False),
)
_l1_blocks = Table(  # ends of the ranges that were read, to notice reorganisations
    "l1_blocks",
    _metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("hash", String, nullable=False),
)
_l1_transactions = Table(
    "l1_transactions",
    _metadata,
    Column("kind", String, primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("hash", String, nullable=False, unique=True),
    Column("body", LargeBinary, nullable=False),
    Column("l1_block", BigInteger, nullable=False, index=True),
    Column("l1_transaction", String, nullable=False),
)
_blocks = Table(
    "blocks",
    _metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False),
    Column("timestamp", BigInteger, nullable=False),
    Column("base_fee", BigInteger, nullable=False),
    Column("hash", String, nullable=False),
)
_transactions = Table(
    "transactions",
    _metadata,
    Column("block", ForeignKey("blocks.number", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("hash", String, nullable=False, unique=True),
    Column("node_hash", String, nullable=False, unique=True),
    Column("body", LargeBinary, nullable=False),
)
_waiting = Table(
    "waiting",
    _metadata,
    Column("arrival", Integer, primary_key=True),
    Column("hash", String, nullable=False, unique=True),
    Column("body", LargeBinary, nullable=False),
)


@dataclass(frozen=True, slots=True)
class L1Transaction:
    """A priority or upgrade transaction as L1 announced it."""

    kind: Kind
    number: int
    """Place in the queue; of an upgrade, the minor version."""
    hash: str
    body: bytes
    l1_block: int
    l1_transaction: str


@dataclass(frozen=True, slots=True)
class Located:
    """Where a protocol transaction stands in the chain."""

    hash: str
    node_hash: str
    kind: Kind
    body: bytes
    block: int


class Store:
    """One writer a chain: the file beside the database is locked while a Store is open."""

    def __init__(self, path: Path):
        """Raises StoreInUse."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._lock = path.with_suffix(".lock").open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._lock.close()
            raise StoreInUse(path) from None
        self._engine = create_engine(f"sqlite:///{path}")
        event.listen(self._engine, "connect", _set_up_connection)
        _metadata.create_all(self._engine)

    def close(self) -> None:
        self._engine.dispose()
        self._lock.close()

    def require_facts(self, facts: Mapping[str, str]) -> None:
        """Note what the chain is, or compare. Raises StoreOfAnotherChain."""
        with self._engine.begin() as db:
            known = {row.name: row.content for row in db.execute(select(_facts))}
            for name, wanted in facts.items():
                if known.get(name, wanted) != wanted:
                    raise StoreOfAnotherChain(self._path, name, known[name], wanted)
            missing = [{"name": n, "content": c} for n, c in facts.items() if n not in known]
            if missing:
                db.execute(_facts.insert(), missing)

    # --- L1 ---

    def l1_position(self) -> tuple[int, str] | None:
        """Number and hash of the last L1 block that was read."""
        with self._engine.connect() as db:
            row = db.execute(select(_l1_blocks).order_by(_l1_blocks.c.number.desc())).first()
        return None if row is None else (row.number, row.hash)

    def record_l1(
        self, number: int, block_hash: str, transactions: Sequence[L1Transaction]
    ) -> None:
        """What L1 said up to block ``number``, all or nothing."""
        with self._engine.begin() as db:
            db.execute(_l1_blocks.insert(), {"number": number, "hash": block_hash})
            if transactions:
                db.execute(_l1_transactions.insert(), [_row(t) for t in transactions])

    def forget_l1(self, last: int) -> None:
        """L1's blocks from ``last`` on are no longer its history."""
        with self._engine.begin() as db:
            db.execute(_l1_blocks.delete().where(_l1_blocks.c.number >= last))
            kept = db.scalar(select(func.max(_l1_blocks.c.number)))
            db.execute(
                _l1_transactions.delete().where(
                    _l1_transactions.c.l1_block > (-1 if kept is None else kept)
                )
            )

    def l1_transactions(
        self, kind: Kind, first: int = 0, limit: int = 1_000_000
    ) -> list[L1Transaction]:
        """Announced transactions of a kind by number."""
        c = _l1_transactions.c
        query = (
            select(_l1_transactions)
            .where(c.kind == kind.value, c.number >= first)
            .order_by(c.number)
            .limit(limit)
        )
        with self._engine.connect() as db:
            return [
                L1Transaction(kind, r.number, r.hash, r.body, r.l1_block, r.l1_transaction)
                for r in db.execute(query)
            ]

    def next_announced(self) -> int:
        """Number of the priority operation that L1 will announce next."""
        c = _l1_transactions.c
        query = select(func.max(c.number)).where(c.kind == Kind.PRIORITY.value)
        with self._engine.connect() as db:
            last = db.scalar(query)
        return 0 if last is None else last + 1

    # --- the chain ---

    def append(self, block: Block) -> None:
        """Make ``block`` part of the chain; its user transactions wait no longer."""
        hashes = [t.hash for t in block.transactions]
        with self._engine.begin() as db:
            db.execute(_blocks.insert(), _block_row(block))
            if block.transactions:
                db.execute(_transactions.insert(), _transaction_rows(block))
                db.execute(_waiting.delete().where(_waiting.c.hash.in_(hashes)))

    def height(self) -> int:
        """Number of the last block; 0 is genesis."""
        with self._engine.connect() as db:
            return db.scalar(select(func.max(_blocks.c.number))) or 0

    def last_timestamp(self) -> int:
        with self._engine.connect() as db:
            return db.scalar(select(func.max(_blocks.c.timestamp))) or 0

    def blocks(self, first: int, last: int) -> list[Block]:
        """Blocks in order, both ends included."""
        with self._engine.connect() as db:
            rows = db.execute(
                select(_blocks)
                .where(_blocks.c.number.between(first, last))
                .order_by(_blocks.c.number)
            ).all()
            return [_block(db, row) for row in rows]

    def executed(self) -> int:
        """How many priority operations the chain has executed."""
        query = (
            select(func.count())
            .select_from(_transactions.join(_blocks))
            .where(_blocks.c.kind == Kind.PRIORITY.value)
        )
        with self._engine.connect() as db:
            return db.scalar(query) or 0

    def protocol_transactions(self, first_block: int = 0) -> list[Located]:
        """Everything that is not a user's, from a block on."""
        query = (
            select(_transactions, _blocks.c.kind)
            .select_from(_transactions.join(_blocks))
            .where(_blocks.c.kind != Kind.USER.value, _blocks.c.number >= first_block)
            .order_by(_transactions.c.block, _transactions.c.place)
        )
        with self._engine.connect() as db:
            return [
                Located(r.hash, r.node_hash, Kind(r.kind), r.body, r.block)
                for r in db.execute(query)
            ]

    def first_block_without_ground(self) -> int | None:
        """First block with a transaction from L1 that L1 no longer announces."""
        t, announced = _transactions.c, select(_l1_transactions.c.hash)
        query = (
            select(func.min(t.block))
            .select_from(_transactions.join(_blocks))
            .where(
                _blocks.c.kind.in_((Kind.PRIORITY.value, Kind.UPGRADE.value)),
                t.hash.not_in(announced),
            )
        )
        with self._engine.connect() as db:
            first: int | None = db.scalar(query)
        return first

    def truncate(self, first: int) -> None:
        """Take blocks from ``first`` on off the chain; their user transactions wait again."""
        with self._engine.begin() as db:
            users = (
                select(_transactions.c.hash, _transactions.c.body)
                .select_from(_transactions.join(_blocks))
                .where(_blocks.c.kind == Kind.USER.value, _blocks.c.number >= first)
                .order_by(_transactions.c.block, _transactions.c.place)
            )
            returning = [{"hash": r.hash, "body": r.body} for r in db.execute(users)]
            earlier = [{"hash": r.hash, "body": r.body} for r in db.execute(select(_waiting))]
            db.execute(_blocks.delete().where(_blocks.c.number >= first))
            db.execute(_waiting.delete())
            if again := returning + earlier:
                db.execute(_waiting.insert(), again)

    # --- waiting user transactions ---

    def wait(self, tx_hash: str, body: bytes) -> None:
        """A user's transaction waits for a block."""
        with self._engine.begin() as db:
            db.execute(_waiting.insert().prefix_with("OR IGNORE"), {"hash": tx_hash, "body": body})

    def waiting(self) -> list[tuple[str, bytes]]:
        """Hash and signed transaction, in the order of arrival."""
        with self._engine.connect() as db:
            return [(r.hash, r.body) for r in db.execute(select(_waiting).order_by("arrival"))]

    def give_up(self, hashes: Iterable[str]) -> None:
        """These can never be mined."""
        with self._engine.begin() as db:
            db.execute(_waiting.delete().where(_waiting.c.hash.in_(list(hashes))))


def _set_up_connection(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")


def _row(transaction: L1Transaction) -> dict[str, Any]:
    return {
        "kind": transaction.kind.value,
        "number": transaction.number,
        "hash": transaction.hash,
        "body": transaction.body,
        "l1_block": transaction.l1_block,
        "l1_transaction": transaction.l1_transaction,
    }


def _block_row(block: Block) -> dict[str, Any]:
    return {
        "number": block.number,
        "kind": block.kind.value,
        "timestamp": block.timestamp,
        "base_fee": block.base_fee,
        "hash": block.hash,
    }


def _transaction_rows(block: Block) -> list[dict[str, Any]]:
    return [
        {
            "block": block.number,
            "place": place,
            "hash": t.hash,
            "node_hash": t.node_hash,
            "body": t.body,
        }
        for place, t in enumerate(block.transactions)
    ]


def _block(db: Connection, row: Any) -> Block:
    query = (
        select(_transactions)
        .where(_transactions.c.block == row.number)
        .order_by(_transactions.c.place)
    )
    transactions = tuple(BlockTx(t.hash, t.node_hash, t.body) for t in db.execute(query))
    return Block(row.number, Kind(row.kind), row.timestamp, row.base_fee, row.hash, transactions)
