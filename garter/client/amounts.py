"""Amounts of tokens as people write them: exact in both directions, never through a float."""

from __future__ import annotations

import re

from garter.exceptions import InvalidInput

MAX_AMOUNT = 2**256 - 1
BASE_UNITS = "units"
"""Accepted for every token: an amount in its smallest unit."""
ETHER_UNITS = {"wei": 0, "gwei": 9, "ether": 18}
"""Accepted for ETH besides its symbol; unit => decimals."""

_PATTERN = re.compile(r"(?P<number>[0-9]+(?:\.[0-9]+)?)\s*(?P<unit>\S+)?")


def parse_amount(text: str, decimals: int, symbol: str, *, field: str = "amount") -> int:
    """``"1.5"``, ``"25 USDC"``, ``"3 gwei"`` or ``"1500 units"`` in the token's smallest unit.

    A number without a unit counts whole tokens. ``field`` is named in the InvalidInput that is
    raised for anything which is not exactly a positive amount of this token.
    """
    match = _PATTERN.fullmatch(text.strip())
    if match is None:
        raise InvalidInput(
            field, text, "not a decimal number", f"Write digits and a point, as in '1.5 {symbol}'"
        )
    places = _decimals_of(match["unit"], decimals, symbol, field, text)
    whole, _, fraction = match["number"].partition(".")
    if len(fraction.rstrip("0")) > places:
        raise InvalidInput(
            field,
            text,
            f"more than {places} decimals, which is all that {match['unit'] or symbol} has",
            "Leave out what cannot be sent",
        )
    amount = int(whole + fraction.rstrip("0").ljust(places, "0"))
    if not 0 < amount <= MAX_AMOUNT:
        problem = "nothing" if amount == 0 else "more than any token can hold"
        raise InvalidInput(field, text, problem, "Name an amount above 0 and below 2**256 units")
    return amount


def format_amount(amount: int, decimals: int, symbol: str) -> str:
    """``1.5 ETH``: every digit, no trailing zeros."""
    return f"{_plain(amount, decimals)} {symbol}"


def _plain(amount: int, decimals: int) -> str:
    digits = str(amount).rjust(decimals + 1, "0")
    whole, fraction = digits[: len(digits) - decimals], digits[len(digits) - decimals :]
    fraction = fraction.rstrip("0")
    return f"{whole}.{fraction}" if fraction else whole


def _decimals_of(unit: str | None, decimals: int, symbol: str, field: str, text: str) -> int:
    known = {symbol.lower(): decimals, BASE_UNITS: 0}
    if symbol == "ETH":
        known |= ETHER_UNITS
    if unit is None:
        return decimals
    if unit.lower() not in known:
        raise InvalidInput(
            field,
            text,
            f"{unit!r} is no unit of {symbol}",
            f"Use {', '.join(sorted(known))}, or no unit for whole {symbol}",
        )
    return known[unit.lower()]
