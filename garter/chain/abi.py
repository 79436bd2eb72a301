"""ABI entries by name: encode calls, decode answers, errors and events."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from eth_abi.abi import decode, encode
from eth_abi.exceptions import EncodingError as AbiEncodingError
from eth_abi.exceptions import ParseError
from eth_utils.address import to_checksum_address

from garter.build.artifacts import error_abis, load_artifact
from garter.exceptions import EncodingError
from garter.protocol.abi import canonical_type, selector, signature
from garter.protocol.hashing import keccak256

if TYPE_CHECKING:
    from collections.abc import Sequence

_STRING_ERROR = bytes.fromhex("08c379a0")
_PANIC = bytes.fromhex("4e487b71")


@dataclass(frozen=True, slots=True)
class DecodedError:
    """A revert, named. ``inputs`` keeps the ABI's argument names and order."""

    name: str
    inputs: dict[str, Any]


class Abi:
    """The ABI of one contract, indexed once."""

    def __init__(self, entries: Sequence[dict[str, Any]]):
        self.entries = list(entries)

    @cached_property
    def functions(self) -> dict[str, list[dict[str, Any]]]:
        """Name => overloads."""
        found: dict[str, list[dict[str, Any]]] = {}
        for entry in self.entries:
            if entry["type"] == "function":
                found.setdefault(entry["name"], []).append(entry)
        return found

    @cached_property
    def events(self) -> dict[bytes, dict[str, Any]]:
        """Topic 0 => entry."""
        return {keccak256(signature(e).encode()): e for e in self.entries if e["type"] == "event"}

    @cached_property
    def errors(self) -> dict[bytes, dict[str, Any]]:
        """Selector => entry: the contract's own first, then all of the protocol (they bubble)."""
        known = {selector(e): e for e in error_abis()}
        return known | {selector(e): e for e in self.entries if e["type"] == "error"}

    def function(self, name: str, arguments: Sequence[Any]) -> dict[str, Any]:
        """The overload of ``name`` (or the one with that signature) taking these arguments."""
        overloads = self.functions.get(name.partition("(")[0], [])
        fitting = [
            f
            for f in overloads
            if len(f["inputs"]) == len(arguments) and ("(" not in name or signature(f) == name)
        ]
        if len(fitting) != 1:
            shown = ", ".join(signature(f) for f in overloads) or "nothing of that name"
            raise EncodingError(f"{name} with {len(arguments)} arguments; the ABI has {shown}")
        return fitting[0]

    def encode_call(self, name: str, arguments: Sequence[Any]) -> bytes:
        """Calldata. Raises EncodingError naming the function and its signature."""
        entry = self.function(name, arguments)
        try:
            return selector(entry) + encode(_types(entry["inputs"]), _plain(arguments))
        except (AbiEncodingError, ParseError, ValueError, TypeError) as err:
            raise EncodingError(f"{signature(entry)}: {err}") from err

    def encode_constructor(self, arguments: Sequence[Any]) -> bytes:
        """Constructor arguments, to be appended to creation code."""
        implicit: dict[str, Any] = {"inputs": []}
        entry = next((e for e in self.entries if e["type"] == "constructor"), implicit)
        if len(entry["inputs"]) != len(arguments):
            names = ", ".join(i["name"] for i in entry["inputs"])
            raise EncodingError(f"constructor({names}) given {len(arguments)} arguments")
        return encode(_types(entry["inputs"]), _plain(arguments))

    def decode_result(self, name: str, arguments: Sequence[Any], data: bytes) -> Any:
        """One value, or a tuple of several; addresses checksummed; None for no outputs."""
        outputs = self.function(name, arguments)["outputs"]
        if not outputs:
            return None
        values = decode_values(outputs, data)
        return values[0] if len(values) == 1 else values

    def decode_error(self, data: bytes) -> DecodedError | None:
        """The named error in revert data, or None when it is empty or unknown."""
        head, body = data[:4], data[4:]
        if head == _STRING_ERROR:
            return DecodedError("Error", {"message": decode(["string"], body)[0]})
        if head == _PANIC:
            return DecodedError("Panic", {"code": decode(["uint256"], body)[0]})
        entry = self.errors.get(head)
        if entry is None:
            return None
        values = decode_values(entry["inputs"], body)
        names = [i["name"] or str(n) for n, i in enumerate(entry["inputs"])]
        return DecodedError(entry["name"], dict(zip(names, values, strict=True)))


@cache
def abi_of(artifact: str) -> Abi:
    """The indexed ABI of a compiled contract."""
    return Abi(load_artifact(artifact).abi)


def decode_values(parameters: Sequence[dict[str, Any]], data: bytes) -> tuple[Any, ...]:
    """Decode ABI-encoded ``parameters``; addresses come out checksummed."""
    values = decode(_types(parameters), data)
    return tuple(_typed(p, v) for p, v in zip(parameters, values, strict=True))


def _types(parameters: Sequence[dict[str, Any]]) -> list[str]:
    return [canonical_type(p) for p in parameters]


def _typed(parameter: dict[str, Any], value: Any) -> Any:
    kind: str = parameter["type"]
    if kind.endswith("]"):
        inner = {**parameter, "type": kind[: kind.rindex("[")]}
        return tuple(_typed(inner, v) for v in value)
    if kind == "tuple":
        return tuple(_typed(c, v) for c, v in zip(parameter["components"], value, strict=True))
    return to_checksum_address(value) if kind == "address" else value


def _plain(value: Any) -> Any:
    """Anything with an ``address`` may stand for one; sequences are walked."""
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    address = getattr(value, "address", None)
    return value if address is None else address
