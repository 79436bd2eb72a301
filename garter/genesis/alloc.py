"""Accounts of block 0, as geth's ``genesis.json`` has them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Alloc = dict[str, "Account"]
"""Checksummed address => account."""


@dataclass(frozen=True, slots=True)
class Account:
    """One account of block 0."""

    balance: int = 0
    """Wei of the base token."""
    nonce: int = 0
    code: bytes = b""
    storage: dict[int, int] = field(default_factory=dict)

    @classmethod
    def contract(cls, code: bytes, storage: dict[int, int] | None = None) -> Account:
        """An account with code. EIP-161: its nonce is 1."""
        return cls(nonce=1, code=code, storage=storage or {})

    def to_json(self) -> dict[str, Any]:
        """Zero slots are left out: they are not part of a state."""
        entry: dict[str, Any] = {"balance": hex(self.balance), "nonce": hex(self.nonce)}
        if self.code:
            entry["code"] = "0x" + self.code.hex()
        if storage := {_word(k): _word(v) for k, v in sorted(self.storage.items()) if v}:
            entry["storage"] = storage
        return entry


def _word(number: int) -> str:
    return f"0x{number:064x}"
