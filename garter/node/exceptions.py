"""What can go wrong in an operator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from garter.exceptions import GarterError

if TYPE_CHECKING:
    from pathlib import Path


class NodeError(GarterError):
    """Base of the operator's errors."""


class StoreInUse(NodeError):
    """A second operator of the same chain."""

    def __init__(self, path: Path):
        super().__init__(f"Another operator writes to {path}. Stop it first: one writer a chain.")


class StoreOfAnotherChain(NodeError):
    """The store was filled by a chain with other parameters."""

    def __init__(self, path: Path, field: str, stored: str, wanted: str):
        super().__init__(
            f"The store {path} belongs to a chain whose {field} is {stored}, not {wanted}."
            " Give this chain another data folder, or delete that one: it is rebuilt from L1."
        )


class UpgradeHashMismatch(NodeError):
    """The genesis transaction that was announced is not the one that the chain awaits."""

    def __init__(self, announced: bytes, awaited: bytes):
        super().__init__(
            f"L1 announced the upgrade transaction 0x{announced.hex()}, but the chain's contract"
            f" awaits 0x{awaited.hex()}. Check that the node at L1 is trustworthy."
        )


class OperationsMissing(NodeError):
    """L1 logs with a gap in the numbers of priority operations."""

    def __init__(self, expected: int, found: int):
        super().__init__(
            f"Priority operation {found} was announced where {expected} is next. The L1 node has"
            " left out logs; use another one."
        )


class ProtocolTransactionFailed(NodeError):
    """An upgrade or system transaction that must succeed did not."""

    def __init__(self, what: str, block: int):
        super().__init__(
            f"{what} reverted in block {block}, which therefore is not part of the chain."
            " The chain stands still until its contracts allow the transaction."
        )


class BlockNotAsOrdered(NodeError):
    """The execution client mined something else than it was given."""

    def __init__(self, block: int, wanted: int, got: int):
        super().__init__(
            f"The execution client was given {wanted} transactions for block {block} and mined"
            f" {got} or in another order. Restart the operator: it rebuilds the chain from its"
            " store."
        )


class ReplayDiffers(NodeError):
    """Executing a recorded block again gave another block."""

    def __init__(self, block: int, recorded: str, got: str):
        super().__init__(
            f"Block {block} was recorded as {recorded}, executing it again gives {got}. The"
            " genesis file or the execution client's version has changed; use those that the"
            " chain was begun with."
        )


class BaseTokenExhausted(NodeError):
    """An account that would hold less than nothing."""

    def __init__(self, address: str, balance: int):
        super().__init__(
            f"The boundary effects leave {address} with {balance} wei: L1 has granted more base"
            " token than exists. The chain cannot go on."
        )


class RefusedByPolicy(NodeError):
    """A signed transaction that the sequencer does not take."""

    def __init__(self, reason: str):
        super().__init__(reason)
