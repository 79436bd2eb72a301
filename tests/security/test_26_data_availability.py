"""Attack 26, as far as the DA validators decide it: data that is not what the L2 committed to.

That a permanent rollup cannot be switched to validium is for the admin facet to decide.
"""

import pytest

from garter.chain import Contract
from garter.protocol.hashing import keccak256
from tests.support import reverts
from tests.support.blobs import BlobSender, blob_of, versioned_hash
from tests.unit.settlement.da.check_da import ZERO, check_da, rollup_header

PUBDATA, FORGED = b"what happened", b"what did not"
CALLDATA, BLOB = b"\0", b"\x01"


@pytest.fixture(scope="module")
def rollup(rpc, stranger):
    return Contract.deploy(rpc, "RollupL1DAValidator", sender=stranger)


@pytest.fixture(scope="module")
def blobs(rpc, stranger):
    return Contract.deploy(rpc, "BlobsL1DAValidatorZKsyncOS", sender=stranger)


# --- calldata ---


def test_pubdata_is_withheld(rollup):
    head = rollup_header(PUBDATA)
    with reverts("InvalidPubdataHash", keccak256(PUBDATA), keccak256(b"")):
        check_da(rollup, keccak256(head), head + CALLDATA + ZERO)


def test_pubdata_is_forged(rollup):
    head = rollup_header(PUBDATA)
    with reverts("InvalidPubdataHash", keccak256(PUBDATA), keccak256(FORGED)):
        check_da(rollup, keccak256(head), head + CALLDATA + FORGED + ZERO)


def test_pubdata_and_header_are_forged(rollup):
    """The header's own hash is what the proof is about."""
    committed = keccak256(rollup_header(PUBDATA))
    with reverts("InvalidL2DAOutputHash", committed):
        check_da(rollup, committed, rollup_header(FORGED) + CALLDATA + FORGED + ZERO)


def test_state_diff_hash_is_forged(rollup):
    committed = keccak256(rollup_header(PUBDATA))
    head = rollup_header(PUBDATA, state_diff_hash=b"\x01" * 32)
    with reverts("InvalidL2DAOutputHash", committed):
        check_da(rollup, committed, head + CALLDATA + PUBDATA + ZERO)


def test_blobs_instead_of_calldata(rollup):
    """Blobs with opening proofs are not for chains of ZKsync OS: nothing of them is looked at."""
    head = rollup_header(PUBDATA)
    with reverts("InvalidPubdataSource", 1):
        check_da(rollup, keccak256(head), head + BLOB + b"\0" * 176, blobs=[b"\x01" + b"\0" * 31])


@pytest.mark.parametrize("count", [17, 255])
def test_too_many_blobs(rollup, count):
    head = rollup_header(PUBDATA, linear_hashes=[ZERO] * count)
    with reverts("InvalidNumberOfBlobs", count, 16):
        check_da(rollup, keccak256(head), head + CALLDATA + PUBDATA + ZERO)


@pytest.mark.parametrize("count", [0, 2, 16])
def test_calldata_for_other_than_one_blob(rollup, count):
    head = rollup_header(PUBDATA, linear_hashes=[ZERO] * count)
    with reverts("OnlyOneBlobWithCalldataAllowed"):
        check_da(rollup, keccak256(head), head + CALLDATA + PUBDATA + ZERO)


def test_commitment_to_a_blob_smuggled_in(rollup):
    head = rollup_header(PUBDATA)
    with reverts("BlobHashCommitmentError", 0, True, False):
        check_da(rollup, keccak256(head), head + CALLDATA + PUBDATA + b"\x01" * 32)


# --- blobs ---


def test_wrong_blob(rpc, blobs):
    """The transaction carries a real blob, but not the one that the L2 committed to."""
    wanted, sent = versioned_hash(blob_of(1)), versioned_hash(blob_of(2))
    with reverts("InvalidBlobsPublished", keccak256(sent), keccak256(wanted)):
        check_da(blobs, keccak256(wanted), ZERO, blobs=[sent])


def test_blob_never_published(blobs):
    wanted = versioned_hash(blob_of(1))
    with reverts("BlobNotPublished"):
        check_da(blobs, keccak256(wanted), wanted)


def test_blob_published_for_another_batch(rpc, blobs):
    """It may serve again, but only for what it contains."""
    blobs.publishBlobs(sender=BlobSender(rpc, [blob_of(2)]))
    wanted, old = versioned_hash(blob_of(1)), versioned_hash(blob_of(2))
    with reverts("InvalidBlobsPublished", keccak256(old), keccak256(wanted)):
        check_da(blobs, keccak256(wanted), old)
    check_da(blobs, keccak256(old), old)


def test_one_blob_counted_twice(blobs):
    wanted = versioned_hash(blob_of(1))
    with reverts("EmptyBlobVersionHash", 1):
        check_da(blobs, keccak256(wanted * 2), ZERO * 2, blobs=[wanted])


def test_extra_blob(blobs):
    wanted, extra = versioned_hash(blob_of(1)), versioned_hash(blob_of(2))
    with reverts("NonEmptyBlobVersionHash", 1):
        check_da(blobs, keccak256(wanted), ZERO, blobs=[wanted, extra])


def test_no_blobs_for_a_batch_that_has_some(blobs):
    wanted = versioned_hash(blob_of(1))
    with reverts("InvalidBlobsPublished", keccak256(b""), keccak256(wanted)):
        check_da(blobs, keccak256(wanted), b"")
