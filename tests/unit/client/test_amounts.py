"""Amounts: exact both ways, and whatever cannot be meant is refused with field, value, remedy."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garter.client import format_amount, parse_amount
from garter.client.amounts import MAX_AMOUNT
from garter.exceptions import InvalidInput

DECIMALS = st.integers(0, 255)


@pytest.mark.parametrize(
    ("text", "decimals", "symbol", "amount"),
    [
        ("1.5", 18, "ETH", 15 * 10**17),
        ("1.5 ETH", 18, "ETH", 15 * 10**17),
        ("1.5eth", 18, "ETH", 15 * 10**17),
        ("2 ether", 18, "ETH", 2 * 10**18),
        ("3 gwei", 18, "ETH", 3 * 10**9),
        ("7 wei", 18, "ETH", 7),
        ("25 USDC", 6, "USDC", 25 * 10**6),
        ("0.000001", 6, "USDC", 1),
        ("1.50000000000", 6, "USDC", 1_500_000),
        ("1500 units", 6, "USDC", 1500),
        (" 4 ", 0, "NFT", 4),
        (f"{MAX_AMOUNT} wei", 18, "ETH", MAX_AMOUNT),
    ],
)
def test_parse_amount__usable__is_exact(text, decimals, symbol, amount):
    assert parse_amount(text, decimals, symbol) == amount


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "not a decimal number"),
        ("-1", "not a decimal number"),
        ("+1", "not a decimal number"),
        ("1,000", "is no unit of USDC"),
        ("1e6", "is no unit of USDC"),
        ("0x10", "is no unit of USDC"),
        (".5", "not a decimal number"),
        ("1.", "is no unit of USDC"),
        ("nan", "not a decimal number"),
        ("1 2", "is no unit of USDC"),
        ("\u0661", "not a decimal number"),
        ("5 ETH", "'ETH' is no unit of USDC"),
        ("5 wei", "'wei' is no unit of USDC"),
        ("0", "nothing"),
        ("0.000000", "nothing"),
        ("0.0000001", "more than 6 decimals"),
        ("1.5 units", "more than 0 decimals"),
        (f"{MAX_AMOUNT + 1} units", "more than any token can hold"),
    ],
)
def test_parse_amount__unusable__names_field_value_and_remedy(text, problem):
    with pytest.raises(InvalidInput) as caught:
        parse_amount(text, 6, "USDC", field="--amount")
    error = caught.value
    assert (error.field, error.value) == ("--amount", text)
    assert problem in error.problem and error.remedy


@given(st.integers(1, MAX_AMOUNT), DECIMALS)
def test_format_amount__any__is_read_back(amount, decimals):
    assert parse_amount(format_amount(amount, decimals, "TKN"), decimals, "TKN") == amount


@given(st.integers(1, MAX_AMOUNT), DECIMALS)
def test_format_amount__any__is_the_number(amount, decimals):
    number, symbol = format_amount(amount, decimals, "TKN").split()
    assert symbol == "TKN"
    assert Fraction(number) * 10**decimals == amount


@given(st.text(alphabet="0123456789.eE+-_, x", max_size=30), st.integers(0, 30))
def test_parse_amount__any_text__is_that_number_or_refused(text, decimals):
    try:
        amount = parse_amount(text, decimals, "TKN")
    except InvalidInput:
        return
    number = text.strip().removesuffix("TKN")
    assert Fraction(number) * 10**decimals == amount
