"""Operation ids: the reference's vectors."""

from __future__ import annotations

import pytest

from garter import exceptions
from garter.protocol.governance import operation_id
from garter.protocol.hashing import keccak256
from tests.support.vectors import vectors


def test_operation_id__vectors():
    for case in vectors("governance"):
        calls = [(c["target"], c["value"], c["data"]) for c in case["calls"]]
        assert operation_id(calls, case["predecessor"], case["salt"]) == case["id"]


def test_operation_id__targets_as_text_or_bytes():
    salt = keccak256(b"salt")
    text, raw = "0x" + "Ab" * 20, b"\xab" * 20
    assert operation_id([(text, 1, b"x")], bytes(32), salt) == operation_id(
        [(raw, 1, b"x")], bytes(32), salt
    )


def test_operation_id__malformed__encoding_error():
    with pytest.raises(exceptions.EncodingError):
        operation_id([("0x12", 0, b"")], bytes(32), bytes(32))
    with pytest.raises(exceptions.EncodingError):
        operation_id([], bytes(33), bytes(32))
