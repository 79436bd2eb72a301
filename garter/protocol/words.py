"""Numbers and addresses as the protocol's hashes take them."""

from __future__ import annotations

from garter.exceptions import EncodingError

Address = bytes | str
"""An address: 20 bytes, or 0x and 40 hex digits in any case."""


def word(number: int) -> bytes:
    """32 bytes, big-endian. Raises EncodingError unless 0 <= number < 2**256."""
    return number_bytes(number, 32)


def number_bytes(number: int, size: int) -> bytes:
    """``size`` bytes, big-endian. Raises EncodingError when the number does not fit."""
    try:
        return number.to_bytes(size, "big")
    except OverflowError:
        raise EncodingError(f"{number} does not fit {size} bytes.") from None


def address_bytes(address: Address) -> bytes:
    """The 20 bytes of an address. Raises EncodingError."""
    if isinstance(address, str):
        try:
            raw = bytes.fromhex(address.removeprefix("0x"))
        except ValueError:
            raise EncodingError(f"{address!r} is not an address.") from None
    else:
        raw = address
    if len(raw) != 20:
        raise EncodingError(f"An address has 20 bytes, 0x{raw.hex()} has {len(raw)}.")
    return raw


def address_word(address: Address) -> bytes:
    """An address as the ABI writes it: 12 zero bytes and the 20."""
    return bytes(12) + address_bytes(address)


def fixed_bytes(data: bytes, size: int) -> bytes:
    """``data`` itself. Raises EncodingError unless it has ``size`` bytes."""
    if len(data) != size:
        raise EncodingError(f"0x{data.hex()} has {len(data)} bytes where {size} are needed.")
    return data
