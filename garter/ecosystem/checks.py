"""What a step is done by: small readers of the chain, answered together in one batch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from garter.chain.abi import abi_of
from garter.exceptions import RpcResponseError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from garter.chain.rpc import Rpc

RpcCall = tuple[str, list[Any]]


class Check(Protocol):
    """A question to the chain that is answered yes or no."""

    def calls(self) -> list[RpcCall]:
        """The JSON-RPC calls whose answers decide."""
        ...

    def met(self, answers: Sequence[Any]) -> bool:
        """Yes or no; an answer may be an RpcResponseError (a revert: not there yet)."""
        ...


@dataclass(frozen=True, slots=True)
class HasCode:
    """There is code at ``address``. Enough for CREATE2, whose address commits to the code."""

    address: str

    def calls(self) -> list[RpcCall]:
        return [("eth_getCode", [self.address, "latest"])]

    def met(self, answers: Sequence[Any]) -> bool:
        return isinstance(answers[0], str) and len(answers[0]) > 2


@dataclass(frozen=True, slots=True)
class Reads:
    """A view of the contract answers ``expected`` (or something that ``expected`` says yes to)."""

    artifact: str
    address: str
    function: str
    arguments: tuple[Any, ...]
    expected: Any | Callable[[Any], bool]

    def calls(self) -> list[RpcCall]:
        data = abi_of(self.artifact).encode_call(self.function, self.arguments)
        return [("eth_call", [{"to": self.address, "data": "0x" + data.hex()}, "latest"])]

    def met(self, answers: Sequence[Any]) -> bool:
        answer = answers[0]
        if isinstance(answer, RpcResponseError) or answer in (None, "0x"):
            return False  # not deployed, or its own way of saying "unknown"
        raw = bytes.fromhex(answer[2:])
        actual = abi_of(self.artifact).decode_result(self.function, self.arguments, raw)
        return bool(self.expected(actual)) if callable(self.expected) else actual == self.expected


@dataclass(frozen=True, slots=True)
class StorageIs:
    """A storage slot holds ``expected``: for state without a getter (a pending admin)."""

    address: str
    slot: int
    expected: int

    def calls(self) -> list[RpcCall]:
        return [("eth_getStorageAt", [self.address, hex(self.slot), "latest"])]

    def met(self, answers: Sequence[Any]) -> bool:
        return isinstance(answers[0], str) and int(answers[0], 16) == self.expected


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of several suffices (the step itself, or a later one that overwrote its trace)."""

    checks: tuple[Check, ...]

    def calls(self) -> list[RpcCall]:
        return [call for check in self.checks for call in check.calls()]

    def met(self, answers: Sequence[Any]) -> bool:
        return any(_partition(self.checks, answers))


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every one must hold."""

    checks: tuple[Check, ...]

    def calls(self) -> list[RpcCall]:
        return [call for check in self.checks for call in check.calls()]

    def met(self, answers: Sequence[Any]) -> bool:
        return all(_partition(self.checks, answers))


def _partition(checks: Sequence[Check], answers: Sequence[Any]) -> list[bool]:
    results, position = [], 0
    for check in checks:
        count = len(check.calls())
        results.append(check.met(answers[position : position + count]))
        position += count
    return results


def evaluate(rpc: Rpc, checks: Sequence[Check], chunk: int = 100) -> list[bool]:
    """Answers of all ``checks``, in batches of at most ``chunk`` calls."""
    calls = [call for check in checks for call in check.calls()]
    answers: list[Any] = []
    for start in range(0, len(calls), chunk):
        answers += rpc.batch_settled(calls[start : start + chunk])
    return _partition(checks, answers)
