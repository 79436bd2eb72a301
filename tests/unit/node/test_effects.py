"""Boundary effects: every wei that L1 brought is somewhere, whatever the outcome."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garter.node import effects
from garter.node.effects import Outcome
from garter.node.exceptions import BaseTokenExhausted
from garter.protocol import constants
from garter.protocol.transactions import L2CanonicalTransaction

SENDER = "0x00000000000000000000000000000000000000a1"
REFUND = "0x00000000000000000000000000000000000000a2"
HOLDER = constants.L2_BASE_TOKEN_HOLDER


def priority(*, gas=300_000, price=10, value=7, surplus=5, data=b"", refund=REFUND, to=0xAB):
    return L2CanonicalTransaction(
        tx_type=127,
        sender=int(SENDER, 16),
        to=to,
        gas_limit=gas,
        gas_per_pubdata=800,
        max_fee_per_gas=price,
        max_priority_fee_per_gas=0,
        paymaster=0,
        nonce=0,
        value=value,
        reserved=(value + gas * price + surplus, int(refund, 16), 0, 0),
        data=data,
    )


def test_before__the_holder_pays_and_the_sender_can():
    assert lower(effects.before([priority()])) == {
        HOLDER.lower(): -(7 + 3_000_000 + 5),
        SENDER: 7 + 3_000_000,
    }


def test_after__success__unused_gas_and_surplus_are_refunded():
    deltas = effects.after([priority()], [Outcome(True, 100_000)])
    assert lower(deltas) == {SENDER: -2_000_000, REFUND: 2_000_000 + 5}


def test_after__failure__the_value_too():
    deltas = effects.after([priority()], [Outcome(False, 100_000)])
    assert lower(deltas) == {SENDER: -2_000_000 - 7, REFUND: 2_000_000 + 7 + 5}


def test_after__sender_is_refunded_itself__nets_out():
    deltas = effects.after([priority(refund=SENDER)], [Outcome(False, 100_000)])
    assert lower(deltas) == {SENDER: 5}


amounts = st.integers(0, 2**96)


@given(
    st.lists(
        st.tuples(amounts, amounts, st.integers(21_000, 10**7), st.booleans(), st.floats(0, 1)),
        min_size=1,
        max_size=6,
    )
)
def test_every_wei__is_somewhere(cases):
    """Fees that the EVM gives to the coinbase are the only difference."""
    transactions = [
        priority(value=value, surplus=surplus, gas=gas, price=3)
        for value, surplus, gas, _, _ in cases
    ]
    outcomes = [Outcome(ok, int(gas * share)) for _, _, gas, ok, share in cases]
    moved_by_evm = sum(
        o.gas_used * 3 + (t.value if o.success else 0)  # to the coinbase, and to receivers
        for t, o in zip(transactions, outcomes, strict=True)
    )
    deltas = [effects.before(transactions), effects.after(transactions, outcomes)]
    assert sum(sum(d.values()) for d in deltas) == 0
    sender = effects.low_address(int(SENDER, 16))
    assert sum(d.get(sender, 0) for d in deltas) == moved_by_evm


def test_call_of__to_0__is_a_call_and_no_creation():
    assert effects.call_of(priority(to=0)).to == "0x" + "00" * 20


def test_call_of__gas_below_the_floor__is_a_creation_that_fails():
    data = b"\1" * 10_000  # floor: 21,000 + 40 a byte; the mailbox counts 16 a byte
    call = effects.call_of(priority(data=data, gas=420_999))
    assert (call.to, call.data, call.value, call.gas) == (None, b"\xfe", 0, 420_999)
    assert effects.call_of(priority(data=data, gas=421_000)).to is not None


@pytest.mark.parametrize(
    ("data", "gas"),
    [(b"", 21_000), (b"\0", 21_010), (b"\1", 21_040), (b"\0\1", 21_050)],
)
def test_evm_minimum(data, gas):
    assert effects.evm_minimum(data) == gas


def test_applied__more_than_there_is__raises():
    with pytest.raises(BaseTokenExhausted, match=f"{SENDER} with -1 wei"):
        effects.applied({SENDER: 4}, {SENDER: -5})


def lower(deltas):
    return {address.lower(): delta for address, delta in deltas.items()}
