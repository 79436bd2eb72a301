"""Packed protocol versions: ``patch | minor << 32 | major << 64``.

Mirrors ``contracts/lib/versions.vy``; source: SemVer.
"""

from __future__ import annotations

from typing import NamedTuple

from garter.exceptions import EncodingError

_PART = 2**32


class Version(NamedTuple):
    """A protocol version; v31.0 of the protocol is (0, 31, 0)."""

    major: int
    minor: int
    patch: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"


def pack_version(major: int, minor: int, patch: int) -> int:
    """The version as the contracts hold it. Raises EncodingError for parts beyond 32 bits."""
    if not all(0 <= part < _PART for part in (major, minor, patch)):
        raise EncodingError(f"{major}.{minor}.{patch} has a part beyond 32 bits.")
    return major << 64 | minor << 32 | patch


def unpack_version(packed: int) -> Version:
    """The parts; bits above 96 do not count."""
    return Version(packed >> 64 & _PART - 1, packed >> 32 & _PART - 1, packed & _PART - 1)
