"""The chain's time, in seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from garter.chain import Rpc


def now(rpc: Rpc) -> int:
    """Timestamp of the latest block."""
    return int(rpc.call("eth_getBlockByNumber", "latest", False)["timestamp"], 16)


def next_block_at(rpc: Rpc, timestamp: int) -> None:
    """The next transaction runs at exactly ``timestamp``."""
    rpc.call("evm_setNextBlockTimestamp", timestamp)


def travel(rpc: Rpc, timestamp: int) -> None:
    """Mine an empty block at ``timestamp``, which views then see as the present."""
    next_block_at(rpc, timestamp)
    rpc.call("evm_mine")
