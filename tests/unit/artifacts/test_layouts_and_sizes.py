"""Storage layouts against golden files, and code sizes against EIP-170.

An upgrade keeps storage where it is. A changed golden file is a decision: run with
``UPDATE_GOLDEN=1`` and explain the diff in the commit.
"""

from __future__ import annotations

import json
import os

import pytest

from garter import paths
from garter.build import load_artifact
from garter.build.artifacts import flatten_layout
from garter.build.compiler import EIP170_LIMIT
from garter.build.sources import deployable_sources

GOLDEN = paths.ROOT / "tests" / "golden" / "layouts"
ROOM = 1_000  # bytes of EIP-170 that stay free, so that a fix fits


def names() -> list[str]:
    return [p.stem for p in deployable_sources() if "mocks" not in p.parts]


def layout_of(name: str) -> dict[str, dict[str, object]]:
    layout = load_artifact(name).layout
    return {
        part: {
            variable: [slot["slot"], slot["n_slots"], slot["type"]]
            for variable, slot in sorted(flatten_layout(layout.get(part, {})).items())
        }
        for part in ("storage_layout", "transient_storage_layout")
    }


@pytest.mark.parametrize("name", names())
def test_storage_layout__is_the_golden_one(name):
    golden = GOLDEN / f"{name}.json"
    layout = layout_of(name)
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(json.dumps(layout, indent=1) + "\n")
    assert golden.is_file(), f"no golden layout for {name}: run with UPDATE_GOLDEN=1"
    assert json.loads(golden.read_text()) == layout


@pytest.mark.parametrize("name", names())
def test_deployed_size__leaves_room_below_eip_170(name):
    assert load_artifact(name).deployed_size <= EIP170_LIMIT - ROOM
