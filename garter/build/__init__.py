"""Compile the contracts in parallel into artefacts that Ape and Garter both read."""

from garter.build.artifacts import Artifact, load_artifact
from garter.build.compiler import BuildReport, build

__all__ = ["Artifact", "BuildReport", "build", "load_artifact"]
