"""ABI encoding and decoding of values whose types are spelled out.

Ape replaces the unsigned integer decoder in eth-abi's global registry by one that pads data that is
too short. Proofs and messages must not be completed, so this module has a registry of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from eth_abi.codec import ABICodec
from eth_abi.decoding import UnsignedIntegerDecoder
from eth_abi.encoding import UnsignedIntegerEncoder
from eth_abi.exceptions import DecodingError, ParseError
from eth_abi.exceptions import EncodingError as AbiEncodingError
from eth_abi.registry import BaseEquals, registry
from eth_utils.address import to_checksum_address

from garter.exceptions import EncodingError

if TYPE_CHECKING:
    from collections.abc import Sequence


def _strict_codec() -> ABICodec:
    own = registry.copy()  # type: ignore[no-untyped-call]
    own.unregister("uint")
    uint = BaseEquals("uint")  # type: ignore[no-untyped-call]
    own.register(uint, UnsignedIntegerEncoder, UnsignedIntegerDecoder, label="uint")
    return ABICodec(own)


_CODEC = _strict_codec()


def abi_encode(types: Sequence[str], values: Sequence[Any]) -> bytes:
    """ABI encoding of the tuple of ``values``. Raises EncodingError."""
    try:
        return _CODEC.encode(types, values)
    except (AbiEncodingError, ParseError, TypeError, ValueError) as err:
        raise EncodingError(f"({','.join(types)}): {err}") from err


def abi_decode(types: Sequence[str], data: bytes) -> tuple[Any, ...]:
    """The values in ``data``; addresses outside tuples are checksummed. Raises EncodingError."""
    try:
        values = _CODEC.decode(types, data)
    except (DecodingError, ParseError, OverflowError) as err:
        raise EncodingError(f"({','.join(types)}) in 0x{data[:64].hex()}…: {err}") from err
    return tuple(
        to_checksum_address(value) if kind == "address" else value
        for kind, value in zip(types, values, strict=True)
    )
