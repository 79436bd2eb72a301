"""What protocol transactions do to balances at the boundaries of their block. Pure.

docs/stf.md, section 6. The names of its table: p = max_fee_per_gas, L = gas_limit, V = value,
M = minted, R = refund recipient, u = gas used.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eth_utils.address import to_checksum_address

from garter.node.exceptions import BaseTokenExhausted
from garter.node.execution import Call
from garter.protocol import constants

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from garter.protocol.transactions import L2CanonicalTransaction

INITIAL_SUPPLY = constants.INITIAL_BASE_TOKEN_HOLDER_BALANCE
_CREATION_THAT_FAILS = b"\xfe"  # INVALID
Deltas = dict[str, int]
"""Address => change of its balance, wei."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a priority transaction ended."""

    success: bool
    gas_used: int


def low_address(word: int) -> str:
    """The address in the low 20 bytes of a word."""
    return to_checksum_address((word % 2**160).to_bytes(20, "big"))


def minted(transaction: L2CanonicalTransaction) -> int:
    """M: what was paid on L1."""
    return transaction.reserved[0]


def call_of(transaction: L2CanonicalTransaction) -> Call:
    """The EVM transaction that carries out a priority or upgrade transaction."""
    sender = low_address(transaction.sender)
    gas, price = transaction.gas_limit, transaction.max_fee_per_gas
    if gas < evm_minimum(transaction.data):
        return Call(sender, None, _CREATION_THAT_FAILS, 0, gas, price)
    to = low_address(transaction.to)
    return Call(sender, to, transaction.data, transaction.value, gas, price)


def evm_minimum(data: bytes) -> int:
    """The greater of intrinsic gas and EIP-7623's floor of a call with ``data``."""
    zeros = data.count(0)
    others = len(data) - zeros
    return 21_000 + max(4 * zeros + 16 * others, 10 * (zeros + 4 * others))


def before(transactions: Iterable[L2CanonicalTransaction]) -> Deltas:
    """At the boundary before a priority block."""
    deltas: Deltas = defaultdict(int)
    for tx in transactions:
        deltas[constants.L2_BASE_TOKEN_HOLDER] -= minted(tx)
        deltas[low_address(tx.sender)] += tx.value + tx.gas_limit * tx.max_fee_per_gas
    return dict(deltas)


def after(transactions: Sequence[L2CanonicalTransaction], outcomes: Sequence[Outcome]) -> Deltas:
    """At the boundary behind a priority block."""
    deltas: Deltas = defaultdict(int)
    for tx, outcome in zip(transactions, outcomes, strict=True):
        unused = (tx.gas_limit - outcome.gas_used) * tx.max_fee_per_gas
        surplus = minted(tx) - tx.value - tx.gas_limit * tx.max_fee_per_gas
        returned = 0 if outcome.success else tx.value
        deltas[low_address(tx.sender)] -= unused + returned
        deltas[low_address(tx.reserved[1])] += unused + returned + surplus
    return dict(deltas)


def applied(balances: Mapping[str, int], deltas: Deltas) -> dict[str, int]:
    """Balances after the deltas. Raises BaseTokenExhausted when one would be negative."""
    result = {}
    for address, delta in deltas.items():
        result[address] = balances[address] + delta
        if result[address] < 0:
            raise BaseTokenExhausted(address, result[address])
    return result
