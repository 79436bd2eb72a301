"""Helpers that tests share."""

from tests.support.blueprint import deploy_blueprint
from tests.support.clone import clone
from tests.support.mock import Mock
from tests.support.proxy import behind_proxy
from tests.support.recorder import Recorder
from tests.support.reverts import reverts

__all__ = ["Mock", "Recorder", "behind_proxy", "clone", "deploy_blueprint", "reverts"]
