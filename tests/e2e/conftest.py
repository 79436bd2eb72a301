"""A deployed ecosystem, once per session."""

from __future__ import annotations

import pytest

from tests.support.deploying import deploy_ecosystem


@pytest.fixture(scope="session")
def ecosystem_manifest(rpc, tmp_path_factory):
    """Manifest file of an ecosystem without chains; do not write to it."""
    path = tmp_path_factory.mktemp("ecosystem") / "local.json"
    deploy_ecosystem(rpc, path)
    return path


@pytest.fixture
def manifest(ecosystem_manifest, tmp_path):
    """A copy to write to."""
    copy = tmp_path / "local.json"
    copy.write_text(ecosystem_manifest.read_text())
    return copy
