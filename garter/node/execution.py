"""What the operator asks of an execution client: any that can do this may take Anvil's place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Call:
    """A transaction of a sender without a key. It uses the sender's next nonce."""

    sender: str
    to: str | None
    """None for a creation."""
    data: bytes
    value: int
    gas: int
    gas_price: int


@dataclass(frozen=True, slots=True)
class Mined:
    """A block as it came out."""

    number: int
    hash: str
    receipts: tuple[dict[str, Any], ...]
    """JSON-RPC receipts in the order of the block."""


class ExecutionClient(Protocol):
    """An EVM with a state, driven block by block."""

    @property
    def url(self) -> str:
        """JSON-RPC endpoint, for reads."""
        ...

    def start(self) -> None:
        """Begin at block 0, whatever there was before."""
        ...

    def stop(self) -> None: ...

    def balances(self, addresses: Iterable[str]) -> dict[str, int]:
        """Current balances in wei."""
        ...

    def set_balances(self, balances: Mapping[str, int]) -> None: ...

    def accounts_with_code(self, addresses: Iterable[str]) -> set[str]: ...

    def submit(self, raw: bytes) -> str:
        """Put a signed transaction into the pool; its hash. Raises RpcResponseError."""
        ...

    def expect_base_fee(self, base_fee: int) -> None:
        """What the pool compares fees with from now on."""
        ...

    def ready(self) -> int:
        """How many transactions of the pool the next block could have."""
        ...

    def clear_pool(self) -> None: ...

    def mine(self, *, timestamp: int, base_fee: int) -> Mined:
        """A block of what the pool holds ready."""
        ...

    def mine_calls(self, calls: Sequence[Call], *, timestamp: int) -> Mined:
        """A block of exactly these calls at base fee 0. The pool must be empty."""
        ...
