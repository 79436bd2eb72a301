"""Deployed contracts have the reference's ABI, minus and plus what their folder's README lists."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from garter import paths
from garter.build import load_artifact
from garter.build.sources import deployable_sources
from garter.protocol.abi import canonical_type, signature

REFERENCE = paths.ROOT / "tests" / "reference" / "abi"
# Folders whose contracts stand in for something else than the protocol.
NOT_PROTOCOL = ("mocks", "tokens")


@dataclass(frozen=True)
class Entry:
    """What has to agree between two ABIs: names of arguments are ours to choose."""

    kind: str
    signature: str
    detail: tuple


def entries(abi: list[dict]) -> dict[str, Entry]:
    found = {}
    for item in abi:
        kind = item["type"]
        if kind == "error":
            continue  # checked by test_errors
        if kind in ("fallback", "receive"):
            # Vyper's __default__ serves both.
            found["fallback()"] = Entry("fallback", "fallback()", ())
        elif kind == "constructor":
            types = ",".join(canonical_type(i) for i in item["inputs"])
            found[f"constructor({types})"] = Entry("constructor", f"constructor({types})", ())
        elif kind == "event":
            indexed = tuple(i["indexed"] for i in item["inputs"])
            found[f"event {signature(item)}"] = Entry("event", signature(item), indexed)
        else:
            outputs = tuple(canonical_type(o) for o in item["outputs"])
            reading = item["stateMutability"] in ("view", "pure")
            found[signature(item)] = Entry(
                "function",
                signature(item),
                (outputs, reading, item["stateMutability"] == "payable"),
            )
    return found


def listed(folder: Path, heading: str) -> dict[str, set[str]]:
    """Contract => entries of the README table under ``heading``, in the nearest folder with one."""
    text = readme(folder).read_text()
    section = re.search(rf"^## {heading}$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    rows: dict[str, set[str]] = {}
    for line in section[1].splitlines() if section else []:
        cells = [c.strip() for c in re.split(r"(?<!\\)\|", line)[1:-1]]
        if len(cells) == 3 and cells[0] not in ("contract", "") and not set(cells[0]) <= {"-", ":"}:
            assert cells[2], f"{heading}: no reason for {cells[1]}"
            rows.setdefault(cells[0], set()).update(re.findall(r"`([^`]+)`", cells[1]))
    return rows


def readme(folder: Path) -> Path:
    while not (folder / "README.md").is_file():
        folder = folder.parent
    return folder / "README.md"


def protocol_contracts() -> list[Path]:
    return [
        p
        for p in deployable_sources()
        if p.relative_to(paths.CONTRACTS).parts[0] not in NOT_PROTOCOL
    ]


@pytest.mark.parametrize("source", protocol_contracts(), ids=lambda p: p.stem)
def test_abi__is_the_references_minus_and_plus_what_the_readme_lists(source):
    reference_file = REFERENCE / f"{source.stem}.json"
    left_out = listed(source.parent, "Left out").get(source.stem, set())
    added = listed(source.parent, "Added").get(source.stem, set())
    ours = entries(load_artifact(source.stem).abi)
    raw = json.loads(reference_file.read_text()) if reference_file.is_file() else []
    theirs = entries(raw["abi"] if isinstance(raw, dict) else raw)
    assert theirs or added, f"{source.stem} has no reference ABI: list what it offers under 'Added'"

    missing, extra = set(theirs) - set(ours), set(ours) - set(theirs)
    assert missing == left_out, (
        f"missing but not listed: {missing - left_out}; "
        f"listed but present or unknown: {left_out - missing}"
    )
    assert extra == added, (
        f"extra but not listed: {extra - added}; listed but not extra: {added - extra}"
    )
    differing = {k: (ours[k], theirs[k]) for k in set(ours) & set(theirs) if ours[k] != theirs[k]}
    assert not differing
