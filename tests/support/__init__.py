"""Helpers that tests share."""

from tests.support.clone import clone
from tests.support.mock import Mock
from tests.support.recorder import Recorder
from tests.support.reverts import reverts

__all__ = ["Mock", "Recorder", "clone", "reverts"]
