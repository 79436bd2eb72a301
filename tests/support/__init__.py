"""Helpers that tests share."""

from tests.support.blueprint import deploy_blueprint
from tests.support.mock import Mock
from tests.support.proxy import behind_proxy
from tests.support.reverts import reverts

__all__ = ["Mock", "behind_proxy", "deploy_blueprint", "reverts"]
