"""BlobsL1DAValidatorZKsyncOS: the blobs are published, now or before."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garter.chain import Contract
from garter.exceptions import ContractReverted
from garter.protocol.hashing import keccak256
from tests.support import reverts
from tests.support.blobs import BlobSender, blob_of, versioned_hash
from tests.unit.settlement.da.check_da import CHAIN_ID, ZERO, check_da

EXPIRATION = 65_536  # blocks
EMPTY_OUTPUT = (ZERO, (), ())


def fake_hash(n: int) -> bytes:
    """A versioned hash, for simulations in which nobody asks for the blob."""
    return b"\x01" + n.to_bytes(31, "big")


@pytest.fixture(scope="module")
def validator(rpc, stranger):
    return Contract.deploy(rpc, "BlobsL1DAValidatorZKsyncOS", sender=stranger)


@pytest.fixture(scope="module")
def blobs():
    return [blob_of(1), blob_of(2)]


@pytest.fixture(scope="module")
def published(rpc, validator, blobs):
    """The versioned hashes of two blobs that a transaction carried to `publishBlobs`."""
    receipt = validator.publishBlobs(sender=BlobSender(rpc, blobs))
    assert receipt.ok
    return [versioned_hash(blob) for blob in blobs]


def commitment(hashes) -> bytes:
    return keccak256(b"".join(hashes))


# --- real blobs ---


def test_publish_blobs__notes_every_blob_of_the_transaction(validator, published, rpc):
    for versioned in published:
        assert 0 < validator.publishedBlobs(versioned) <= rpc.block_number()
        assert validator.isBlobAvailable(versioned)
    assert not validator.isBlobAvailable(fake_hash(1))


def test_publish_blobs__without_blobs__notes_nothing(validator, stranger):
    validator.publishBlobs(sender=stranger)
    assert validator.publishedBlobs(ZERO) == 0


def test_publish_blobs__again__renews(validator, published, rpc, blobs):
    before = validator.publishedBlobs(published[0])
    validator.publishBlobs(sender=BlobSender(rpc, blobs[:1]))
    assert validator.publishedBlobs(published[0]) == rpc.block_number() > before
    assert validator.publishedBlobs(published[1]) == before


def test_check_da__blobs_of_the_same_transaction__are_accepted(validator, rpc, blobs):
    """As a transaction, which fails if the check does."""
    hashes = [versioned_hash(blob) for blob in blobs]
    arguments = (CHAIN_ID, 5, commitment(hashes), ZERO * 2, 16)
    sender = BlobSender(rpc, blobs)
    data = validator.calldata("checkDA", *arguments)
    assert validator.send_raw(data, sender=sender).ok


def test_check_da__blobs_published_before__are_accepted(validator, published):
    output = check_da(validator, commitment(published), b"".join(published))
    assert output == EMPTY_OUTPUT


def test_check_da__expires_after_65536_blocks(validator, published):
    last = validator.publishedBlobs(published[0]) + EXPIRATION
    only = (commitment(published[:1]), published[0])
    assert check_da(validator, *only, block=last) == EMPTY_OUTPUT
    with reverts("BlobNotPublished"):
        check_da(validator, *only, block=last + 1)


def test_is_blob_available__for_65536_blocks(validator, published, rpc):
    def available(block):
        data = "0x" + validator.calldata("isBlobAvailable", published[0]).hex()
        request = {"to": validator.address, "data": data}
        return int(rpc.call("eth_call", request, "latest", {}, {"number": hex(block)}), 16)

    at = validator.publishedBlobs(published[0])
    assert [available(at + age) for age in (0, EXPIRATION, EXPIRATION + 1)] == [1, 1, 0]


# --- simulated transactions ---


def test_check_da__mixed__keeps_the_order(validator, published):
    now = [fake_hash(1), fake_hash(2)]
    order = [now[0], published[1], now[1], published[0]]
    given = ZERO + published[1] + ZERO + published[0]
    assert check_da(validator, commitment(order), given, blobs=now) == EMPTY_OUTPUT
    swapped = [now[1], published[1], now[0], published[0]]
    with reverts("InvalidBlobsPublished", commitment(order), commitment(swapped)):
        check_da(validator, commitment(swapped), given, blobs=now)


def test_check_da__no_blobs_at_all__is_the_empty_commitment(validator):
    assert check_da(validator, commitment([]), b"") == EMPTY_OUTPUT
    with reverts("InvalidBlobsPublished", commitment([]), ZERO):
        check_da(validator, ZERO, b"")


@pytest.mark.parametrize("length", [1, 31, 33, 63])
def test_check_da__not_whole_words__reverts(validator, length):
    with reverts("InvalidBlobsDAInputLength", length):
        check_da(validator, ZERO, b"\0" * length)


def test_check_da__up_to_64_blobs(validator, published):
    many = [published[0]] * 64
    assert check_da(validator, commitment(many), b"".join(many)) == EMPTY_OUTPUT
    with reverts("InvalidBlobsDAInputLength", 65 * 32):
        check_da(validator, ZERO, b"".join([*many, published[0]]))


def test_check_da__more_words_than_blobs__reverts(validator):
    with reverts("EmptyBlobVersionHash", 1):
        check_da(validator, ZERO, ZERO * 2, blobs=[fake_hash(1)])


def test_check_da__more_blobs_than_words__reverts(validator, published):
    """Nobody can smuggle blobs into a batch that does not commit to them."""
    with reverts("NonEmptyBlobVersionHash", 1):
        check_da(validator, commitment([fake_hash(1)]), ZERO, blobs=[fake_hash(1), fake_hash(2)])
    with reverts("NonEmptyBlobVersionHash", 0):
        check_da(validator, commitment(published[:1]), published[0], blobs=[fake_hash(1)])


def test_check_da__hash_of_a_carried_but_unpublished_blob__reverts(validator):
    """A hash in the input means `publishBlobs` was called; blobs of this transaction are zeros."""
    with reverts("BlobNotPublished"):
        check_da(validator, commitment([fake_hash(1)]), fake_hash(1), blobs=[fake_hash(1)])


# --- against a model ---


def expected(words, carried, known, output_hash):
    """An error's name and arguments, or None."""
    seen, used = [], 0
    for word in words:
        if word != ZERO:
            if word not in known:
                return "BlobNotPublished", ()
            seen.append(word)
        elif used == len(carried):
            return "EmptyBlobVersionHash", (used,)
        else:
            seen.append(carried[used])
            used += 1
    if used < len(carried):
        return "NonEmptyBlobVersionHash", (used,)
    if commitment(seen) != output_hash:
        return "InvalidBlobsPublished", (commitment(seen), output_hash)
    return None


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_check_da__any_input__is_what_the_model_says(validator, published, data):
    carried = [fake_hash(n) for n in range(data.draw(st.integers(0, 3)))]
    word = st.sampled_from([ZERO, ZERO, *published, fake_hash(0)])
    words = data.draw(st.lists(word, max_size=5))
    honest = list(carried)
    resolved = [w if w != ZERO else (honest.pop(0) if honest else ZERO) for w in words]
    output_hash = data.draw(st.sampled_from([commitment(resolved)] * 3 + [ZERO]))
    wanted = expected(words, carried, published, output_hash)
    try:
        check_da(validator, output_hash, b"".join(words), blobs=carried)
    except ContractReverted as err:
        assert (err.name, tuple(err.arguments)) == wanted
    else:
        assert wanted is None
