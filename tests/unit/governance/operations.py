"""Operations of governance as Python values, and the two forms in which the contract takes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eth_abi.abi import encode

from garter.protocol.hashing import keccak256

if TYPE_CHECKING:
    from garter.chain import Contract, Receipt, Sender

OPERATION = "((address,uint256,bytes)[],bytes32,bytes32)"
NOTHING = b"\x00" * 32


@dataclass(frozen=True)
class Operation:
    """``calls`` are (target, wei, calldata)."""

    calls: tuple[tuple[str, int, bytes], ...]
    predecessor: bytes = NOTHING
    salt: bytes = NOTHING

    @property
    def as_tuple(self) -> tuple[Any, ...]:
        return (self.calls, self.predecessor, self.salt)

    @property
    def encoded(self) -> bytes:
        return encode([OPERATION], [self.as_tuple])

    @property
    def id(self) -> bytes:
        return keccak256(self.encoded)


class AbiForm:
    """The functions of the reference's ABI."""

    schedule, execute, instant = "scheduleTransparent", "execute", "executeInstant"

    def __init__(self, governance: Contract):
        self.governance = governance

    def argument(self, operation: Operation) -> Any:
        return operation.as_tuple

    def calldata(self, function: str, operation: Operation, *more: Any) -> bytes:
        return self.governance.calldata(function, self.argument(operation), *more)

    def send(
        self, function: str, operation: Operation, *more: Any, sender: Sender, value: int = 0
    ) -> Receipt:
        arguments = (self.argument(operation), *more)
        return self.governance.transact(function, arguments, sender=sender, value=value)


class EncodedForm(AbiForm):
    """Our twins, which take the encoding."""

    schedule = "schedule_transparent_encoded"
    execute = "execute_encoded"
    instant = "execute_instant_encoded"

    def argument(self, operation: Operation) -> Any:
        return operation.encoded
