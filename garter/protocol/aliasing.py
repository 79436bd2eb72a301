"""Aliases of L1 contracts on L2.

A contract on L1 sends L2 transactions as its alias, because whoever owns its address on L2 may be
somebody else. Mirrors ``contracts/lib/address_alias.vy``; source: AddressAliasHelper.
"""

from __future__ import annotations

from eth_utils.address import to_checksum_address

from garter.protocol.words import Address, address_bytes

OFFSET = 0x1111000000000000000000000000000000001111
"""Not the relay sender 0x1111111111111111111111111111111111111111."""


def apply_l1_to_l2_alias(l1_address: Address) -> str:
    """The L2 sender of transactions from the L1 contract ``l1_address``."""
    return _shift(l1_address, OFFSET)


def undo_l1_to_l2_alias(l2_address: Address) -> str:
    """The L1 contract whose alias is ``l2_address``."""
    return _shift(l2_address, -OFFSET)


def _shift(address: Address, offset: int) -> str:
    number = (int.from_bytes(address_bytes(address), "big") + offset) % 2**160
    return to_checksum_address(number.to_bytes(20, "big"))
