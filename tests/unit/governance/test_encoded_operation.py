"""The encoded form accepts exactly what ``abi.encode`` yields, and nothing that reads alike."""

from __future__ import annotations

import random

import pytest
from eth_abi.abi import decode, encode
from eth_abi.exceptions import DecodingError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garter.exceptions import ContractReverted
from garter.protocol.hashing import keccak256
from tests.support import reverts
from tests.support.clock import now, travel
from tests.unit.governance.operations import OPERATION, EncodedForm, Operation

DAY = 86_400
EXAMPLE = Operation(
    (
        ("0x" + "11" * 20, 3, b"\x01\x02\x03\x04\x05"),
        ("0x" + "22" * 20, 0, b"\x07" * 64),
    ),
    salt=b"\x05" * 32,
)
ENCODED = EXAMPLE.encoded
WORD = 32
# Words of the example, by name.
HEAD, CALLS, COUNT, OFFSET_0, OFFSET_1 = 0, 1, 4, 5, 6
TARGET_0, DATA_0, LENGTH_0, BYTES_0 = 7, 9, 10, 11
TARGET_1, DATA_1, LENGTH_1 = 12, 14, 15


def with_word(index: int, value: int) -> bytes:
    start = WORD * index
    return ENCODED[:start] + value.to_bytes(WORD) + ENCODED[start + WORD :]


def word(index: int) -> int:
    return int.from_bytes(ENCODED[WORD * index : WORD * (index + 1)])


def swapped_calls() -> bytes:
    """The same two calls in the same order, with their bodies stored the other way round."""
    second, first = ENCODED[WORD * TARGET_1 :], ENCODED[WORD * TARGET_0 : WORD * TARGET_1]
    offsets = (word(OFFSET_0) + len(second)).to_bytes(WORD) + word(OFFSET_0).to_bytes(WORD)
    return ENCODED[: WORD * OFFSET_0] + offsets + second + first


def with_gap() -> bytes:
    """An unused word between the head and the first call."""
    offsets = b"".join((word(o) + WORD).to_bytes(WORD) for o in (OFFSET_0, OFFSET_1))
    return ENCODED[: WORD * OFFSET_0] + offsets + b"\x00" * WORD + ENCODED[WORD * TARGET_0 :]


def shared_call() -> bytes:
    """Two calls that share one body."""
    return with_word(OFFSET_1, word(OFFSET_0))[: WORD * TARGET_1]


HUGE = 2**256 - 1
MALFORMED = {
    "nothing": b"",
    "half a word": ENCODED[:16],
    "one word": ENCODED[:32],
    "head only": ENCODED[: WORD * 4],
    "operation starts elsewhere": with_word(HEAD, 64),
    "operation starts beyond": with_word(HEAD, HUGE),
    "calls start elsewhere": with_word(CALLS, 128),
    "calls start beyond": with_word(CALLS, HUGE),
    "one call fewer": with_word(COUNT, 1),
    "one call more": with_word(COUNT, 3),
    "no calls": with_word(COUNT, 0),
    "too many calls": with_word(COUNT, 65),
    "countless calls": with_word(COUNT, HUGE),
    "first call elsewhere": with_word(OFFSET_0, word(OFFSET_0) + WORD),
    "second call beyond": with_word(OFFSET_1, HUGE),
    "second call is the first": with_word(OFFSET_1, word(OFFSET_0)),
    "bodies swapped": swapped_calls(),
    "gap": with_gap(),
    "shared body": shared_call(),
    "target too wide": with_word(TARGET_0, word(TARGET_0) + 2**160),
    "data elsewhere": with_word(DATA_0, 128),
    "data beyond": with_word(DATA_1, HUGE),
    "data longer": with_word(LENGTH_0, 33),
    "data shorter": with_word(LENGTH_1, 31),
    "data endless": with_word(LENGTH_1, HUGE),
    "dirty padding": with_word(BYTES_0, word(BYTES_0) + 1),
    "a word too many": ENCODED + b"\x00" * WORD,
    "a byte too many": ENCODED + b"\x00",
    "a word too few": ENCODED[:-WORD],
    "a byte too few": ENCODED[:-1],
}


def test_the_example_is_what_the_names_say():
    assert encode([OPERATION], [EXAMPLE.as_tuple]) == ENCODED
    assert (word(HEAD), word(COUNT), word(LENGTH_0), word(LENGTH_1)) == (32, 2, 5, 64)
    assert word(TARGET_0) == int("11" * 20, 16)
    assert word(TARGET_1) == int("22" * 20, 16)
    for permitted in (swapped_calls(), with_gap()):  # other readers take these for the example
        assert decode([OPERATION], permitted) == decode([OPERATION], ENCODED)


@pytest.mark.parametrize("data", MALFORMED.values(), ids=MALFORMED.keys())
def test_malformed__is_refused_everywhere(rpc, governance, governor, council, data):
    form = EncodedForm(governance)
    with reverts("NonCanonicalRepresentation"):
        governance.transact(form.schedule, (data, DAY), sender=governor)
    # Scheduled as a bare hash, it still cannot be executed.
    governance.scheduleShadow(keccak256(data), DAY, sender=governor)
    with reverts("NonCanonicalRepresentation"):
        governance.transact(form.instant, (data,), sender=council)
    travel(rpc, now(rpc) + DAY)
    with reverts("NonCanonicalRepresentation"):
        governance.transact(form.execute, (data,), sender=governor)


def is_canonical(data: bytes) -> bool:
    try:
        [value] = decode([OPERATION], data)
    except (DecodingError, OverflowError, ValueError):
        return False
    return encode([OPERATION], [value]) == data


calls = st.tuples(
    st.binary(min_size=20, max_size=20).map(lambda b: "0x" + b.hex()),
    st.integers(0, 2**256 - 1),
    st.binary(max_size=70),
)
operations = st.builds(
    Operation,
    st.lists(calls, max_size=4).map(tuple),
    st.binary(min_size=32, max_size=32),
    st.binary(min_size=32, max_size=32),
)


@given(operation=operations, seed=st.integers(0, 2**32))
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_mutated__accepted_exactly_when_canonical(governance, governor, operation, seed):
    dice = random.Random(seed)
    data = bytearray(operation.encoded)
    for _ in range(dice.randrange(3)):  # also none
        position = dice.randrange(len(data))
        data[position] = dice.choice([0, 1, 32, 255, data[position] ^ 1 << dice.randrange(8)])
    if dice.random() < 0.2:
        del data[-dice.choice([1, 32]) :]
    data = bytes(data)
    try:
        governance.call(EncodedForm.schedule, (data, DAY), caller=governor)
        accepted = True
    except ContractReverted as err:
        assert err.name == "NonCanonicalRepresentation"
        accepted = False
    assert accepted == is_canonical(data)


@pytest.mark.parametrize("shift", [32, 64])
def test_argument_that_starts_elsewhere_in_calldata__means_the_same(
    rpc, governance, actor, governor, shift
):
    """The walk follows the argument's own offset, as Vyper's decoder does."""
    operation = Operation(((actor.address, 0, actor.calldata("poke_in_order", 4)),))
    governance.scheduleShadow(operation.id, DAY, sender=governor)
    travel(rpc, now(rpc) + DAY)
    plain = governance.calldata("execute_encoded", operation.encoded)
    assert int.from_bytes(plain[4:36]) == 32
    moved = plain[:4] + (32 + shift).to_bytes(32) + b"\xff" * shift + plain[36:]
    governance.send_raw(moved, sender=governor)
    assert actor.pokes(0) == 4
