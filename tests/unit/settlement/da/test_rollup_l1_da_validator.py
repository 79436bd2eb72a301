"""RollupL1DAValidator: the pubdata is in the calldata."""

from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garter.chain import Contract
from garter.exceptions import ContractReverted
from garter.protocol.hashing import keccak256
from tests.support import reverts
from tests.unit.settlement.da.check_da import (
    CHAIN_ID,
    ZERO,
    check_da,
    check_da_raw,
    rollup_header,
)

CALLDATA, BLOB = b"\0", b"\x01"
MAX_PUBDATA = 126_976
# Calldata before the pubdata, so that sizes around the edges of the copy buffers are met.
BEFORE = 4 + 32 * 6 + 97 + 1
EDGES = [kib * 1024 - BEFORE + d for kib in (2, 8, 32) for d in (-1, 0, 1)]


@pytest.fixture(scope="module")
def validator(rpc, stranger):
    return Contract.deploy(rpc, "RollupL1DAValidator", sender=stranger)


def pubdata_of(size: int) -> bytes:
    return (bytes(range(1, 256)) * (size // 255 + 1))[:size]


def check_pubdata(validator, pubdata, sent=None, commitment=ZERO, **header):
    head = rollup_header(pubdata, **header)
    sent = pubdata if sent is None else sent
    return check_da(validator, keccak256(head), head + CALLDATA + sent + commitment)


@pytest.mark.parametrize("size", [0, 1, 31, 32, 33, 1_000, *EDGES, 50_000, MAX_PUBDATA])
def test_check_da__pubdata_of_any_size__is_accepted(validator, size):
    output = check_pubdata(validator, pubdata_of(size), state_diff_hash=b"\x11" * 32)
    assert output == (b"\x11" * 32, (ZERO,) * 16, (ZERO,) * 16)


@pytest.mark.parametrize("size", [1, 1_000, *EDGES, 50_000, MAX_PUBDATA])
def test_check_da__last_byte_differs__reverts(validator, size):
    pubdata = pubdata_of(size)
    sent = pubdata[:-1] + bytes([pubdata[-1] ^ 1])
    with reverts("InvalidPubdataHash", keccak256(pubdata), keccak256(sent)):
        check_pubdata(validator, pubdata, sent)


@pytest.mark.parametrize(("size", "most"), [(0, 9_000), (1_000, 9_500), (7_000, 15_000)])
def test_check_da__small_pubdata__pays_for_a_small_buffer(validator, rpc, stranger, size, most):
    """The gas of the call itself: the floor price of its calldata would hide it in a receipt."""
    head = rollup_header(pubdata := pubdata_of(size))
    arguments = (CHAIN_ID, 5, keccak256(head), head + CALLDATA + pubdata + ZERO, 16)
    calldata = validator.calldata("checkDA", *arguments)
    # calldatacopy(0, 0, size); gas before - gas after staticcall(gas, validator, 0, size, 0, 0)
    probe = "0x00000000000000000000000000000000000000Bb"
    program = f"365f5f375a5f5f365f73{validator.address[2:]}5afa505a90035f5260205ff3"
    rpc.call("anvil_setCode", probe, "0x" + program)
    answer = rpc.call("eth_call", {"to": probe, "data": "0x" + calldata.hex()}, "latest")
    assert 0 < int(answer, 16) - 2_600 < most  # without the first access to the address


def test_check_da__pubdata_too_long__reverts(validator):
    with reverts("PubdataLengthTooBig", MAX_PUBDATA + 1, MAX_PUBDATA):
        check_pubdata(validator, pubdata_of(MAX_PUBDATA + 1))


def test_check_da__linear_hash_and_commitment__are_handed_on(validator):
    """Chains of ZKsync OS refuse them, but by name."""
    linear, commitment = b"\x22" * 32, b"\x33" * 32
    output = check_pubdata(validator, b"x", commitment=commitment, linear_hashes=[linear])
    assert output == (ZERO, (linear,) + (ZERO,) * 15, (commitment,) + (ZERO,) * 15)


@pytest.mark.parametrize(
    ("linear", "commitment", "empty"),
    [(ZERO, b"\x01" * 32, (True, False)), (b"\x01" * 32, ZERO, (False, True))],
)
def test_check_da__only_one_of_linear_hash_and_commitment__reverts(
    validator, linear, commitment, empty
):
    with reverts("BlobHashCommitmentError", 0, *empty):
        check_pubdata(validator, b"x", commitment=commitment, linear_hashes=[linear])


@pytest.mark.parametrize("supported", [1, 2, 16])
def test_check_da__lists_are_as_long_as_blobs_are_supported(validator, supported):
    head = rollup_header(b"x")
    output = check_da(
        validator, keccak256(head), head + CALLDATA + b"x" + ZERO, supported=supported
    )
    assert output == (ZERO, (ZERO,) * supported, (ZERO,) * supported)


def test_check_da__blobs__are_refused(validator):
    head = rollup_header(b"x")
    with reverts("InvalidPubdataSource", 1):
        check_da(validator, keccak256(head), head + BLOB + b"\0" * 176)


def test_check_da__input_elsewhere_in_calldata__is_found(validator):
    head = rollup_header(b"pubdata")
    given = head + CALLDATA + b"pubdata" + ZERO
    calldata = validator.calldata("checkDA", CHAIN_ID, 5, keccak256(head), given, 16)
    moved = calldata[:100] + (0xA0 + 512).to_bytes(32, "big") + calldata[132:164]
    moved += b"\xff" * 512 + calldata[164:]
    assert check_da_raw(validator, moved) == (ZERO, (ZERO,) * 16, (ZERO,) * 16)


# --- against a model of the checks and their order ---


class Input(NamedTuple):
    """What an operator might send."""

    output_hash: bytes
    operator_input: bytes
    supported: int


def expected(case: Input):
    """The answer: an error's name and arguments, or None for success."""
    given, length = case.operator_input, len(case.operator_input)
    if length < 65:
        return "OperatorDAInputTooSmall", (length, 65)
    blobs = given[64]
    if blobs > case.supported:
        return "InvalidNumberOfBlobs", (blobs, case.supported)
    header = 65 + 32 * blobs
    if length < header:
        return "OperatorDAInputTooSmall", (length, header)
    if keccak256(given[:header]) != case.output_hash:
        return "InvalidL2DAOutputHash", (case.output_hash,)
    if length == header:
        return "OperatorDAInputTooSmall", (length, header + 1)
    if given[header] != 0:
        return "InvalidPubdataSource", (given[header],)
    if blobs != 1:
        return "OnlyOneBlobWithCalldataAllowed", ()
    behind = given[header + 1 :]
    if len(behind) < 32:
        return "PubdataInputTooSmall", (len(behind), 32)
    pubdata, commitment = behind[:-32], behind[-32:]
    if keccak256(pubdata) != given[32:64]:
        return "InvalidPubdataHash", (given[32:64], keccak256(pubdata))
    linear = given[65:97]
    if (linear == ZERO) != (commitment == ZERO):
        return "BlobHashCommitmentError", (0, linear == ZERO, commitment == ZERO)
    return None


@st.composite
def inputs(draw) -> Input:
    """A correct input in which up to two things are wrong."""
    word = st.sampled_from([ZERO, b"\x01" * 32])
    pubdata = draw(st.binary(max_size=80))
    count = draw(st.sampled_from([1, 1, 1, 1, 0, 2, 16, 17, 255]))
    present = min(count, 20)
    head = draw(word) + keccak256(pubdata) + bytes([count])
    head += b"".join(draw(word) for _ in range(present))
    source = draw(st.sampled_from([0, 0, 0, 0, 1, 2, 255]))
    sent = draw(st.sampled_from([pubdata, pubdata, pubdata, pubdata + b"!"]))
    given = head + bytes([source]) + sent + draw(word)
    kept = draw(st.sampled_from([len(given)] * 6 + [draw(st.integers(0, len(given)))]))
    output_hash = draw(st.sampled_from([keccak256(head)] * 6 + [b"\x99" * 32]))
    supported = draw(st.sampled_from([16, 16, 16, 0, 1, 2]))
    return Input(output_hash, given[:kept], supported)


@settings(max_examples=300, deadline=None)
@given(case=inputs())
def test_check_da__any_input__is_what_the_model_says(validator, case):
    wanted = expected(case)
    try:
        check_da(validator, *case[:2], supported=case.supported)
    except ContractReverted as err:
        assert (err.name, tuple(err.arguments)) == wanted
    else:
        assert wanted is None


def test_check_da__input_cut_anywhere__is_what_the_model_says(validator):
    head = rollup_header(b"pubdata")
    whole = head + CALLDATA + b"pubdata" + ZERO
    for kept in range(len(whole)):
        case = Input(keccak256(head), whole[:kept], 16)
        with reverts(*_flat(expected(case))):
            check_da(validator, *case[:2])


def _flat(outcome):
    name, arguments = outcome
    return name, *arguments


def test_inputs__reach_every_outcome():
    """The strategy above is of use only if it does."""
    reached = set()

    @settings(max_examples=4_000, deadline=None, database=None, derandomize=True)
    @given(case=inputs())
    def collect(case):
        outcome = expected(case)
        reached.add(outcome[0] if outcome else None)

    collect()
    assert reached == {
        None,
        "OperatorDAInputTooSmall",
        "InvalidNumberOfBlobs",
        "InvalidL2DAOutputHash",
        "InvalidPubdataSource",
        "OnlyOneBlobWithCalldataAllowed",
        "PubdataInputTooSmall",
        "InvalidPubdataHash",
        "BlobHashCommitmentError",
    }
