"""Aliases and interoperable addresses: the reference's vectors, in both languages."""

from __future__ import annotations

import pytest

from garter import exceptions
from garter.protocol.aliasing import apply_l1_to_l2_alias, undo_l1_to_l2_alias
from garter.protocol.interop_address import format_interop_address, parse_interop_address
from garter.protocol.words import address_bytes
from tests.support import reverts
from tests.support.vectors import vectors

ZERO = "0x" + "00" * 20
ALICE = "0x" + "a1" * 20


def test_alias__vectors(protocol_harness):
    for case in vectors("addressAlias"):
        for python, vyper, expected in (
            (apply_l1_to_l2_alias, protocol_harness.apply_alias, case["l2"]),
            (undo_l1_to_l2_alias, protocol_harness.undo_alias, case["undo"]),
        ):
            assert address_bytes(python(case["l1"])) == expected
            assert address_bytes(vyper(case["l1"])) == expected


@pytest.mark.parametrize("address", ["0x12", "alice", b"\1" * 21, "0x" + "zz" * 20])
def test_alias__not_an_address__encoding_error(address):
    with pytest.raises(exceptions.EncodingError):
        apply_l1_to_l2_alias(address)


def test_interop_address__vectors(protocol_harness):
    for case in vectors("erc7930"):
        chain, account = case["chainId"], case["address"]
        for field, python, vyper in (
            ("full", (chain, account), protocol_harness.format_address(chain, account)),
            ("chainOnly", (chain, None), protocol_harness.format_chain(chain)),
            ("addressOnly", (None, account), protocol_harness.format_account(account)),
        ):
            assert format_interop_address(*python) == vyper == case[field]
            parsed = parse_interop_address(case[field])
            assert parsed[0] == python[0]
            assert (parsed[1] and address_bytes(parsed[1])) == python[1]
            assert protocol_harness.parse_address(case[field]) == (
                parsed[0] or 0,
                parsed[1] or ZERO,
            )


def test_format_interop_address__neither__encoding_error():
    with pytest.raises(exceptions.EncodingError):
        format_interop_address()


def test_format_interop_address__chain_id_beyond_a_word__encoding_error():
    with pytest.raises(exceptions.EncodingError):
        format_interop_address(2**256)


FULL = format_interop_address(271, ALICE)


def test_parse_interop_address__trailing_bytes__do_not_count(protocol_harness):
    assert parse_interop_address(FULL + b"tail") == parse_interop_address(FULL)
    assert protocol_harness.parse_address(FULL + b"tail") == protocol_harness.parse_address(FULL)


def test_parse_interop_address__leading_zeros_in_the_chain_id__are_read(protocol_harness):
    padded = FULL[:4] + b"\x20" + bytes(30) + FULL[5:7] + FULL[7:]
    assert parse_interop_address(padded)[0] == 271
    assert protocol_harness.parse_address(padded)[0] == 271


@pytest.mark.parametrize(
    "data",
    [
        b"",
        FULL[:5],
        b"\0\2" + FULL[2:],  # version
        FULL[:2] + b"\0\1" + FULL[4:],  # chain type
        FULL[:4] + b"\x21" + bytes(33) + b"\0",  # chain id of 33 bytes
        FULL[:-1],  # account cut off
        FULL[:7] + b"\x13" + bytes(19),  # account of 19 bytes
        FULL[:7] + b"\x15" + bytes(21),
        FULL[:4] + b"\xff" + FULL[5:],  # chain id longer than the data
        FULL[:7],  # no account length
    ],
)
def test_parse_interop_address__malformed__parsing_error(protocol_harness, data):
    with pytest.raises(exceptions.InteroperableAddressParsingError):
        parse_interop_address(data)
    with reverts("InteroperableAddressParsingError", data):
        protocol_harness.parse_address(data)
