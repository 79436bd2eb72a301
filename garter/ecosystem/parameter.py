"""One thing that a user chose, beside what the chain has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a chain as asked for and as read back."""

    name: str
    wanted: Any
    actual: Any

    @property
    def agrees(self) -> bool:
        return bool(self.wanted == self.actual)
