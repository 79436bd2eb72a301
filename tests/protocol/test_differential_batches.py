"""Transactions and batches of any content: Python against Vyper."""

from __future__ import annotations

from dataclasses import astuple

from hypothesis import assume, given
from hypothesis import strategies as st

from garter.protocol import batches, transactions
from garter.protocol.batches import CommitBatchInfo, InteropRoot, StoredBatchInfo
from garter.protocol.transactions import FeeParams, L2CanonicalTransaction
from tests.protocol.outcomes import outcome
from tests.protocol.sizes import leaves, seeds, sizes, uint256, words
from tests.protocol.test_batches import output_of
from tests.protocol.test_transactions import on_wire

uint64 = st.one_of(st.integers(0, 2**64 - 1), st.integers(0, 2**16))


@st.composite
def canonical_transactions(draw) -> L2CanonicalTransaction:
    numbers = [draw(uint256) for _ in range(10)]
    size = draw(sizes(10_240))
    return L2CanonicalTransaction(
        *numbers,
        reserved=tuple(draw(uint256) for _ in range(4)),
        data=bytes((7 * n + 1) % 251 for n in range(size)),
        signature=draw(st.binary(max_size=32)),
        factory_deps=tuple(draw(st.lists(words, max_size=1))),
        paymaster_input=draw(st.binary(max_size=32)),
        reserved_dynamic=draw(st.binary(max_size=32)),
    )


@given(transaction=canonical_transactions())
def test_canonical_hash(protocol_harness, transaction):
    assert protocol_harness.canonical_hash(on_wire(transaction)) == transaction.hash
    assert L2CanonicalTransaction.decode(transaction.encode()) == transaction


@given(size=sizes(20_000))
def test_encoded_length(protocol_harness, size):
    expected = transactions.encoded_length(size)
    assert protocol_harness.encoded_length(size) == expected
    if size < 2_000:
        empty = L2CanonicalTransaction(*[0] * 10, reserved=(0, 0, 0, 0), data=bytes(size))
        assert len(empty.encode()) == expected


fee_params = st.builds(
    FeeParams,
    st.integers(0, 1),
    st.integers(0, 2**32 - 1),
    st.integers(0, 2**32 - 1),
    st.integers(0, 2**32 - 1),
    st.integers(0, 2**32 - 1),
    st.integers(0, 2**64 - 1),
)


@given(
    params=fee_params,
    nominator=st.integers(0, 2**64),
    denominator=st.integers(0, 2**64),
    l1_gas_price=st.integers(0, 10**14),
    gas_per_pubdata=st.integers(0, 50_000),
)
def test_l2_gas_price(
    protocol_harness, params, nominator, denominator, l1_gas_price, gas_per_pubdata
):
    call = nominator, denominator, l1_gas_price, gas_per_pubdata
    kind, result = outcome(transactions.l2_gas_price, params, *call)
    expected = (kind, "" if result == "FeeParametersUnusable" else result)
    assert outcome(protocol_harness.l2_gas_price, astuple(params), *call) == expected


@given(
    encoding=st.integers(0, 2**32),
    data_length=st.integers(0, 2**32),
    gas_per_pubdata=st.integers(0, 2**32),
    max_fee=st.one_of(st.just(0), st.integers(0, 2**64)),
)
def test_minimal_gas(protocol_harness, encoding, data_length, gas_per_pubdata, max_fee):
    call = encoding, data_length, gas_per_pubdata, max_fee
    assert protocol_harness.minimal_gas(*call) == transactions.minimal_gas(*call)


@given(
    gas_limit=st.one_of(st.integers(0, 10**6), st.integers(0, 2**40)),
    gas_per_pubdata=st.integers(1, 2_000),
    max_fee=st.one_of(st.just(0), st.integers(0, 10**10)),
    data_length=sizes(10_240),
    max_gas=st.integers(0, 2**40),
    max_pubdata=st.integers(0, 10**6),
)
def test_validate(
    protocol_harness, gas_limit, gas_per_pubdata, max_fee, data_length, max_gas, max_pubdata
):
    call = gas_limit, gas_per_pubdata, max_fee, data_length, max_gas, max_pubdata
    assert outcome(protocol_harness.validate, *call) == outcome(transactions.validate, *call)


small = st.sampled_from([0, 0, 0, 0, 1, 2**16 - 1, 2**16, 2**160 - 1, 2**160])
short = st.sampled_from([b"", b"", b"", b"\0"])


@given(
    numbers=st.tuples(*[small] * 10),
    reserved=st.tuples(*[small] * 4),
    tails=st.tuples(*[short] * 3),
)
def test_validate_upgrade(protocol_harness, numbers, reserved, tails):
    transaction = L2CanonicalTransaction(
        *numbers,
        reserved=reserved,
        data=b"",
        signature=tails[0],
        paymaster_input=tails[1],
        reserved_dynamic=tails[2],
    )
    assert outcome(protocol_harness.validate_upgrade, on_wire(transaction)) == outcome(
        transactions.validate_upgrade, transaction
    )


@given(
    info=st.builds(
        StoredBatchInfo, uint64, words, uint64, uint256, words, words, words, uint256, words
    )
)
def test_stored_hash(protocol_harness, info):
    assert protocol_harness.stored_hash(astuple(info)) == info.hash


@given(
    batch=st.builds(
        CommitBatchInfo,
        uint64,
        words,
        uint256,
        uint256,
        words,
        words,
        words,
        st.integers(0, 4),
        words,
        uint64,
        uint64,
        uint64,
        uint64,
        uint256,
        st.just(b""),
        uint256,
    ),
    upgrade=st.one_of(st.just(bytes(32)), words),
)
def test_output_hash(protocol_harness, batch, upgrade):
    assert protocol_harness.output_hash(output_of(batch, upgrade)) == batch.output_hash(upgrade)


@given(before=words, after=words, output=words)
def test_public_input(protocol_harness, before, after, output):
    expected = batches.public_input(before, after, output)
    assert expected < 2**224
    assert protocol_harness.public_input(before, after, output) == expected


@given(initial=st.one_of(st.just(0), uint256), inputs=st.lists(uint256, max_size=32))
def test_fold_public_inputs(protocol_harness, initial, inputs):
    assume(initial or inputs)
    expected = batches.fold_public_inputs(initial, inputs)
    assert protocol_harness.fold_public_inputs(initial, inputs) == expected


@given(count=sizes(256), seed=seeds)
def test_priority_operations_hash(protocol_harness, count, seed):
    hashes = leaves(seed, count)
    expected = batches.priority_operations_hash(hashes)
    assert protocol_harness.priority_operations_hash(hashes) == expected


@given(roots=st.lists(st.builds(InteropRoot, uint256, uint256, words), max_size=5))
def test_dependency_hash(protocol_harness, roots):
    rolling = bytes(32)
    for one in roots:
        rolling = protocol_harness.next_dependency_hash(rolling, *astuple(one))
    assert rolling == batches.dependency_roots_rolling_hash(roots)
