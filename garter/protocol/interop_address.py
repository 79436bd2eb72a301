"""ERC-7930 interoperable addresses, version 1, of EVM chains.

0x0001, chain type 0x0000, one byte and that many of chain id (big-endian, no leading zeros), one
byte and that many of address. Either may be missing. Mirrors
``contracts/lib/interoperable_address.vy``; source: draft-InteroperableAddress.
"""

from __future__ import annotations

from eth_utils.address import to_checksum_address

from garter.exceptions import EncodingError, InteroperableAddressParsingError
from garter.protocol.words import Address, address_bytes, number_bytes

PREFIX = bytes.fromhex("00010000")


def format_interop_address(chain_id: int | None = None, address: Address | None = None) -> bytes:
    """For an account on a chain, a chain, or an account. Raises EncodingError for neither."""
    if chain_id is None and address is None:
        raise EncodingError("An interoperable address needs a chain or an account.")
    reference = b""
    if chain_id is not None:
        reference = number_bytes(chain_id, max(1, (chain_id.bit_length() + 7) // 8))
        if len(reference) > 32:
            raise EncodingError(f"Chain id {chain_id} does not fit 32 bytes.")
    account = b"" if address is None else address_bytes(address)
    return PREFIX + bytes((len(reference),)) + reference + bytes((len(account),)) + account


def parse_interop_address(data: bytes) -> tuple[int | None, str | None]:
    """Chain id and account, None when missing. Bytes behind the address do not count.

    Raises InteroperableAddressParsingError for anything but version 1, chain type 0, at most 32
    bytes of chain id and 0 or 20 of address. (A contract reads what is missing as 0.)
    """
    if len(data) < 6 or data[:4] != PREFIX:
        raise InteroperableAddressParsingError(data)
    id_end = 5 + data[4]
    if data[4] > 32 or len(data) <= id_end:
        raise InteroperableAddressParsingError(data)
    account = data[id_end + 1 : id_end + 1 + data[id_end]]
    if data[id_end] not in (0, 20) or len(account) != data[id_end]:
        raise InteroperableAddressParsingError(data)
    chain_id = int.from_bytes(data[5:id_end], "big") if data[4] else None
    return chain_id, to_checksum_address(account) if account else None
