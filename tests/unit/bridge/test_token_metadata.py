"""What a deposit says about its token: whatever the token says, as it says it."""

from __future__ import annotations

import pytest
from eth_abi.abi import decode, encode

from garter.chain import Contract
from tests.support import Mock
from tests.support.bridge import ETH

LIMIT = 512  # bytes of a getter's answer that do not fit any more


def parts(bridge, token, origin=1):
    metadata = bridge.vault.getERC20Getters(token, origin)
    assert metadata[0] == 1
    return decode(["uint256", "bytes", "bytes", "bytes"], metadata[1:])


def string(text: str) -> bytes:
    return encode(["string"], [text])


def word(number: int) -> bytes:
    return number.to_bytes(32, "big")


def test_metadata__ordinary_token(bridge, token):
    assert parts(bridge, token, 7) == (7, string("Plain Token"), string("PLN"), word(9))


def test_metadata__ether(bridge):
    assert parts(bridge, ETH, 7) == (7, string("Ether"), string("ETH"), word(18))


def test_metadata__encoding_is_canonical(bridge, token):
    fields = [1, string("Plain Token"), string("PLN"), word(9)]
    expected = b"\x01" + encode(["uint256", "bytes", "bytes", "bytes"], fields)
    assert bridge.vault.getERC20Getters(token, 1) == expected


def test_metadata__name_and_symbol_as_words__stay_words(bridge, rpc, governor):
    token = Contract.deploy(rpc, "BytesNameToken", sender=governor)
    name, symbol = b"Word Token".ljust(32, b"\0"), b"WORD".ljust(32, b"\0")
    assert parts(bridge, token) == (1, name, symbol, word(18))


def test_metadata__what_is_missing_or_reverts__is_empty(bridge, rpc, governor):
    token = Contract.deploy(rpc, "NoDecimalsToken", "Named", sender=governor)
    assert parts(bridge, token) == (1, string("Named"), b"", b"")


def test_metadata__no_code__is_empty(bridge, stranger):
    assert parts(bridge, stranger) == (1, b"", b"", b"")


@pytest.mark.parametrize("length", [0, 32, LIMIT - 64 - 32])
def test_metadata__long_names_fit(bridge, rpc, governor, length):
    token = Contract.deploy(rpc, "NoDecimalsToken", "n" * length, sender=governor)
    assert parts(bridge, token)[1] == string("n" * length)


@pytest.mark.parametrize("length", [LIMIT - 64 - 31, LIMIT, 1_024])
def test_metadata__longer_ones_count_as_none(bridge, rpc, governor, length):
    token = Contract.deploy(rpc, "NoDecimalsToken", "n" * length, sender=governor)
    assert parts(bridge, token)[1] == b""


def test_metadata__answers_that_are_no_abi__travel_as_they_are(bridge, rpc, governor):
    token = Mock(rpc, governor)
    token.returns("name()", [], [])
    token.returns("symbol()", ["uint256", "uint256", "uint256"], [1, 2, 3])
    token.returns("decimals()", ["uint256", "uint256"], [6, 7])
    odd = word(1) + word(2) + word(3)
    assert parts(bridge, token) == (1, b"", odd, word(6))
