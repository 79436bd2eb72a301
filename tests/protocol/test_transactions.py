"""Canonical transactions: the reference's vectors, in both languages, price and validity."""

from __future__ import annotations

from dataclasses import astuple, replace

import pytest
from eth_abi.abi import decode

from garter import exceptions
from garter.protocol import constants
from garter.protocol.transactions import (
    TRANSACTION_TYPE,
    FeeParams,
    L2CanonicalTransaction,
    PriorityRequest,
    base_cost,
    encoded_length,
    l2_gas_price,
    minimal_gas,
    validate,
    validate_upgrade,
)
from tests.support import reverts
from tests.support.vectors import vectors

MAX_FACTORY_DEPS = 1  # contracts/lib/limits.vy


def on_wire(transaction: L2CanonicalTransaction) -> tuple:
    fields = list(astuple(transaction))
    fields[13] = [int.from_bytes(dependency, "big") for dependency in transaction.factory_deps]
    return tuple(fields)


def from_vector(case) -> L2CanonicalTransaction:
    return L2CanonicalTransaction(
        tx_type=case["txType"],
        sender=int.from_bytes(case["from"], "big"),
        to=int.from_bytes(case["to"], "big"),
        gas_limit=case["gasLimit"],
        gas_per_pubdata=case["gasPerPubdataByteLimit"],
        max_fee_per_gas=case["maxFeePerGas"],
        max_priority_fee_per_gas=0,
        paymaster=0,
        nonce=case["nonce"],
        value=case["value"],
        reserved=(
            case["reserved0_mintValue"],
            int.from_bytes(case["reserved1_refundRecipient"], "big"),
            0,
            0,
        ),
        data=case["data"],
        factory_deps=tuple(case["factoryDeps"]),
    )


def test_canonical_hash__vectors(protocol_harness):
    """Of any type, Era's 255 included; the contracts' struct has room for one dependency."""
    in_vyper = 0
    for case in vectors("l2CanonicalTransaction"):
        transaction = from_vector(case)
        assert transaction.encode() == case["abiEncoded"]
        assert transaction.hash == case["hash"]
        assert L2CanonicalTransaction.decode(case["abiEncoded"]) == transaction
        if len(transaction.factory_deps) <= MAX_FACTORY_DEPS:
            assert protocol_harness.canonical_hash(on_wire(transaction)) == case["hash"]
            in_vyper += 1
        else:
            with reverts(""):
                protocol_harness.canonical_hash(on_wire(transaction))
        if not transaction.factory_deps:
            length = encoded_length(len(transaction.data))
            assert length == len(case["abiEncoded"])
            assert protocol_harness.encoded_length(len(transaction.data)) == length
    assert in_vyper >= 8


def test_request__vectors(protocol_harness):
    """The deposits of a real deployment, rebuilt from the requests, event for event.

    That deployment saw transactions at gas price 0, so this says nothing about the price.
    """
    request_type = "(uint256,uint256,address,uint256,bytes,uint256,uint256,bytes[],address)"
    event_types = ["uint256", "bytes32", "uint64", TRANSACTION_TYPE, "bytes[]"]
    price = l2_gas_price(FeeParams(), 1, 1, 0)
    for number, case in enumerate(vectors("requestL2TransactionDirect")):
        [request] = decode([request_type], case["requestAbi"])
        _chain, mint, contract, value, data, gas_limit, gas_per_pubdata, _deps, refund = request
        transaction = PriorityRequest(
            case["sender"], contract, mint, value, data, gas_limit, refund
        ).transaction(
            number,
            price,
            sender_is_contract=case["senderHasCode"],
            # The recipients are the sender itself, an account without code, or nobody.
            refund_recipient_has_code=bytes.fromhex(refund[2:]) == case["sender"]
            and case["senderHasCode"],
            gas_per_pubdata=gas_per_pubdata,
        )
        emitted = decode(event_types, case["events"][0]["data"])
        assert emitted[0] == number
        assert L2CanonicalTransaction.from_tuple(emitted[3]) == transaction
        assert transaction.hash == emitted[1] == case["canonicalTxHash"]
        assert protocol_harness.canonical_hash(on_wire(transaction)) == case["canonicalTxHash"]


def test_minimal_gas__vectors(protocol_harness):
    of_zksync_os = 0
    for case in vectors("minimalPriorityGas"):
        if not case["zksyncOS"]:
            continue  # the formula of EraVM, which no chain of ours runs
        call = (
            case["encodingLength"],
            case["calldataLength"],
            case["gasPricePerPubdata"],
            case["maxFeePerGas"],
        )
        assert minimal_gas(*call) == case["result"]
        assert protocol_harness.minimal_gas(*call) == case["result"]
        of_zksync_os += 1
    assert of_zksync_os == 15


def test_minimal_gas__free_transaction(protocol_harness):
    """A plain service transaction: 2,875,420 + 6 rounds of 17,500, by 10,000 to the gas."""
    expected = (2_875_420 + 6 * 17_500) // 10_000 + 351 * 800
    assert minimal_gas(encoded_length(0), 0, 800, 0) == expected
    assert protocol_harness.minimal_gas(encoded_length(0), 0, 800, 0) == expected


def test_minimal_gas__an_encoding_costs_a_round_at_least(protocol_harness):
    expected = (2_875_420 + 17_500) * 10 // 50
    for length in (0, 1, 136):
        assert minimal_gas(length, 0, 0, 50) == expected
        assert protocol_harness.minimal_gas(length, 0, 0, 50) == expected
    assert minimal_gas(137, 0, 0, 50) == expected + 17_500 * 10 // 50


# --- price ---

NEW_CHAIN = FeeParams()


@pytest.mark.parametrize(
    ("params", "nominator", "denominator", "l1_gas_price", "price"),
    [
        (NEW_CHAIN, 1, 1, 0, 250_000_000),
        # overhead 1e15: 12,500,000 a gas on top; pubdata 17 gwei + 8,333,333,333, over 800: less
        (NEW_CHAIN, 1, 1, 10**9, 262_500_000),
        # 30 gwei: pubdata alone asks for more than the floor
        (NEW_CHAIN, 1, 1, 30 * 10**9, 950_000_000),
        (
            replace(NEW_CHAIN, pubdata_pricing_mode=constants.PRICING_VALIDIUM),
            1,
            1,
            3 * 10**10,
            None,
        ),
        (NEW_CHAIN, 314, 1_000, 30 * 10**9, None),
        (NEW_CHAIN, 2_000, 1, 30 * 10**9, None),
        (replace(NEW_CHAIN, batch_overhead_l1_gas=0), 1, 1, 17 * 10**9, None),
    ],
)
def test_l2_gas_price(protocol_harness, params, nominator, denominator, l1_gas_price, price):
    call = nominator, denominator, l1_gas_price, 800
    python = l2_gas_price(params, *call)
    assert protocol_harness.l2_gas_price(astuple(params), *call) == python
    assert price in (None, python)
    assert base_cost(python, 3) == 3 * python


@pytest.mark.parametrize(
    ("params", "denominator", "gas_per_pubdata"),
    [
        (NEW_CHAIN, 0, 800),
        (NEW_CHAIN, 1, 0),
        (replace(NEW_CHAIN, max_pubdata_per_batch=0), 1, 800),
        (replace(NEW_CHAIN, max_l2_gas_per_batch=0), 1, 800),
    ],
)
def test_l2_gas_price__zero_divisor__refused(
    protocol_harness, params, denominator, gas_per_pubdata
):
    with pytest.raises(exceptions.FeeParametersUnusable):
        l2_gas_price(params, 1, denominator, 10**9, gas_per_pubdata)
    with reverts(""):
        protocol_harness.l2_gas_price(astuple(params), 1, denominator, 10**9, gas_per_pubdata)


# --- validity ---

GAS, PUBDATA_LIMIT, FEE = 72_000_000, 99_000, 250_000_000


@pytest.mark.parametrize(
    ("gas_limit", "fee", "data_length", "error", "arguments"),
    [
        (GAS + 1, FEE, 0, "TooMuchGas", ()),
        (GAS, FEE, 0, None, ()),
        (280_799, FEE, 0, "ValidateTxnNotEnoughGas", ()),
        (280_800, FEE, 0, None, ()),
        (281_097, 0, 0, "ValidateTxnNotEnoughGas", ()),
        (281_098, 0, 0, None, ()),
        (0, FEE, 0, "ValidateTxnNotEnoughGas", ()),
        (21_000 + 16 * 40_000 - 1, FEE, 40_000, "ValidateTxnNotEnoughGas", ()),
        (21_000 + 16 * 40_000, FEE, 40_000, None, ()),
    ],
)
def test_validate(protocol_harness, gas_limit, fee, data_length, error, arguments):
    call = gas_limit, 800, fee, data_length, GAS, PUBDATA_LIMIT
    check(validate, protocol_harness.validate, call, error, arguments)


def test_validate__more_pubdata_than_a_batch_holds(protocol_harness):
    call = 1_000_000, 10, FEE, 0, GAS, 99_999
    check(validate, protocol_harness.validate, call, "PubdataGreaterThanLimit", (99_999, 100_000))
    call = 1_000_000, 10, FEE, 0, GAS, 100_000
    check(validate, protocol_harness.validate, call, None, ())


def check(python, vyper, call, error, arguments):
    if error is None:
        python(*call)
        vyper(*call)
        return
    with pytest.raises(getattr(exceptions, error)):
        python(*call)
    with reverts(error, *arguments):
        vyper(*call)


UPGRADE = L2CanonicalTransaction(
    tx_type=constants.UPGRADE_TX_TYPE,
    sender=0x8007,
    to=0x800F,
    gas_limit=GAS,
    gas_per_pubdata=800,
    max_fee_per_gas=0,
    max_priority_fee_per_gas=0,
    paymaster=0,
    nonce=31,
    value=0,
    reserved=(0, 0, 0, 0),
    data=b"upgrade",
)
WRONG = [
    {"sender": 2**16},
    {"to": 2**160},
    {"paymaster": 1},
    {"value": 1},
    {"max_fee_per_gas": 1},
    {"max_priority_fee_per_gas": 1},
    {"reserved": (1, 0, 0, 0)},
    {"reserved": (0, 2**160, 0, 0)},
    {"reserved": (0, 0, 1, 0)},
    {"reserved": (0, 0, 0, 1)},
    {"signature": b"\0"},
    {"paymaster_input": b"\0"},
    {"reserved_dynamic": b"\0"},
]


def test_validate_upgrade__largest_fields__passes(protocol_harness):
    largest = replace(
        UPGRADE, sender=2**16 - 1, to=2**160 - 1, reserved=(0, 2**160 - 1, 0, 0), factory_deps=()
    )
    for transaction in (UPGRADE, largest):
        validate_upgrade(transaction)
        protocol_harness.validate_upgrade(on_wire(transaction))


@pytest.mark.parametrize("number", range(len(WRONG)))
def test_validate_upgrade__wrong_field__invalid(protocol_harness, number):
    # Every later field is wrong too: the first one is named.
    changes = {}
    for change in reversed(WRONG[number:]):
        changes |= change
    for wrong in (replace(UPGRADE, **WRONG[number]), replace(UPGRADE, **changes)):
        with pytest.raises(exceptions.InvalidUpgradeTxn) as caught:
            validate_upgrade(wrong)
        assert caught.value.parameter == number
        with reverts("InvalidUpgradeTxn", number):
            protocol_harness.validate_upgrade(on_wire(wrong))


@pytest.mark.parametrize(
    "change", [{"sender": -1}, {"gas_limit": 2**256}, {"factory_deps": (b"",)}]
)
def test_encode__does_not_fit__encoding_error(change):
    with pytest.raises(exceptions.EncodingError):
        replace(UPGRADE, **change).encode()
