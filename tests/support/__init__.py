"""Helpers that tests share."""

from tests.support.reverts import reverts

__all__ = ["reverts"]
