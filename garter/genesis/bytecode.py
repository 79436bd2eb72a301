"""Code as the protocol names it, and the addresses where implementations stand.

An implementation of a built-in contract stands at an address that follows from its code, so that a
version never replaces another one in place.
"""

from __future__ import annotations

import hashlib

from eth_utils.address import to_checksum_address

from garter.protocol.codec import abi_encode
from garter.protocol.hashing import keccak256


def bytecode_info(code: bytes) -> bytes:
    """``abi.encode(blake2s256(code), length, keccak256(code))``, 96 bytes."""
    return abi_encode(
        ["bytes32", "uint256", "bytes32"],
        [hashlib.blake2s(code).digest(), len(code), keccak256(code)],
    )


def derived_address(code: bytes) -> str:
    """Where an implementation with this code stands."""
    return to_checksum_address(keccak256(bytes(32) + bytecode_info(code))[-20:])
