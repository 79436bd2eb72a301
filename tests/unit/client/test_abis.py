"""The SDK's signatures are the protocol's."""

from __future__ import annotations

import json

import pytest

from garter import paths
from garter.client import abis
from garter.protocol.abi import canonical_type, selector, signature

REFERENCE = paths.ROOT / "tests" / "reference"


def shape(entry):
    """What goes over the wire: types, which of them are topics, what comes back."""
    inputs = [(canonical_type(i), i.get("indexed")) for i in entry["inputs"]]
    outputs = [canonical_type(o) for o in entry.get("outputs", [])]
    return entry["type"], entry["name"], inputs, outputs


@pytest.mark.parametrize(
    ("ours", "contract"),
    [
        (abis.BRIDGEHUB, "L1Bridgehub"),
        (abis.L1_ASSET_ROUTER, "L1AssetRouter"),
        (abis.L1_NULLIFIER, "L1Nullifier"),
        (abis.L1_VAULT, "L1NativeTokenVault"),
        (abis.DIAMOND, "MailboxFacet"),
    ],
)
def test_abi__l1__has_only_what_the_reference_has(ours, contract):
    reference = json.loads((REFERENCE / "abi" / f"{contract}.json").read_text())
    known = [shape(e) for e in reference if e["type"] in ("function", "event")]
    for entry in ours.entries:
        assert shape(entry) in known


@pytest.mark.parametrize("ours", [abis.L2_BASE_TOKEN, abis.L2_ASSET_ROUTER, abis.L2_VAULT])
def test_abi__l2__selectors_are_the_references(ours):
    known = json.loads((REFERENCE / "selectors.json").read_text())
    for entry in ours.entries:
        assert known["0x" + selector(entry).hex()] == signature(entry)


def test_abi__message_event__is_the_messengers():
    [topic] = abis.L1_MESSENGER.events
    assert topic.hex() == "3a36e47291f4201faf137fab081d92295bce2d53be2c6ca68ba82c7faa9ce241"
