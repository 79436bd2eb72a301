"""Keccak-256, the one hash of the protocol's contracts, and its helpers."""

from __future__ import annotations

from sha3 import keccak_256  # the C extension of safe-pysha3: five times pycryptodome


def keccak256(data: bytes) -> bytes:
    """Keccak-256 of ``data``, 32 bytes."""
    digest: bytes = keccak_256(data).digest()
    return digest


def selector(signature: str) -> bytes:
    """First four bytes of the hash of a function or error signature."""
    return keccak256(signature.encode())[:4]
