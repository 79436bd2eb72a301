"""ValidiumL1DAValidator: nothing is published, nothing is checked."""

import pytest

from garter.chain import Contract
from tests.support import reverts
from tests.unit.settlement.da.check_da import CHAIN_ID, ZERO, check_da, check_da_raw


@pytest.fixture(scope="module")
def validator(rpc, stranger):
    return Contract.deploy(rpc, "ValidiumL1DAValidator", sender=stranger)


@pytest.mark.parametrize("supported", [0, 1, 15, 16])
@pytest.mark.parametrize("given", [ZERO, b"\x11" * 32], ids=["zero", "hash"])
def test_check_da__hands_back_the_input_and_zeros(validator, given, supported):
    output = check_da(validator, b"\x22" * 32, given, supported=supported)
    assert output == (given, (ZERO,) * supported, (ZERO,) * supported)


@pytest.mark.parametrize("length", [0, 1, 31, 33, 64, 100_000])
def test_check_da__not_32_bytes__reverts(validator, length):
    with reverts("ValL1DAWrongInputLength", length, 32):
        check_da(validator, ZERO, b"\x11" * length)


def test_check_da__more_blobs_than_there_can_be__reverts(validator):
    with reverts("InvalidNumberOfBlobs", 17, 16):
        check_da(validator, ZERO, ZERO, supported=17)


def test_check_da__input_elsewhere_in_calldata__is_found(validator):
    """The ABI allows any offset."""
    head = validator.calldata("checkDA", CHAIN_ID, 5, ZERO, b"", 16)[: 4 + 96]
    words = [(320).to_bytes(32, "big"), (2).to_bytes(32, "big"), *[b"\xff" * 32] * 5]
    calldata = head + b"".join(words) + (32).to_bytes(32, "big") + b"\x33" * 32
    assert check_da_raw(validator, calldata) == (b"\x33" * 32, (ZERO,) * 2, (ZERO,) * 2)


def test_check_da__input_ends_outside_calldata__reverts(validator):
    calldata = validator.calldata("checkDA", CHAIN_ID, 5, ZERO, ZERO, 16)
    with reverts(""):
        check_da_raw(validator, calldata[:-1])


@pytest.mark.parametrize("offset", [2**256 - 1, 2**255, 10_000])
def test_check_da__offset_outside_calldata__reverts(validator, offset):
    calldata = validator.calldata("checkDA", CHAIN_ID, 5, ZERO, ZERO, 16)
    with reverts(""):
        check_da_raw(validator, calldata[:100] + offset.to_bytes(32, "big") + calldata[132:])


@pytest.mark.parametrize("calldata", [b"", b"\x38\x1c\x3f", b"\x12\x34\x56\x78" + ZERO * 8])
def test_unknown_function__reverts(validator, calldata):
    with reverts(""):
        check_da_raw(validator, calldata)


def test_check_da__ether__is_refused(validator):
    calldata = validator.calldata("checkDA", CHAIN_ID, 5, ZERO, ZERO, 16)
    check_da_raw(validator, calldata)
    with reverts(""):
        check_da_raw(validator, calldata, value=1)
