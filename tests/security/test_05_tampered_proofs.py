"""Attack 5: change a valid proof in any way. Nothing may be ignored."""

from __future__ import annotations

import pytest

from tests.protocol.network import BATCH, CHAIN, World
from tests.security.proofs import judge

NOT_ACCEPTED = {
    "refused",
    "HashedLogIsDefault",
    "InvalidProofLengthForFinalNode",
    "MerkleIndexOutOfBounds",
    "MerklePathEmpty",
    "MerklePathOutOfBounds",
    "UnsupportedProofMetadataVersion",
    "DepthMoreThanOneForRecursiveMerkleProof",
}


@pytest.fixture(scope="module")
def world():
    return World()


@pytest.fixture(params=["direct", "gateway"])
def valid(request, world):
    return getattr(world, f"{request.param}_proof")(3)


def judged(world, harness, proof, index=3, chain=CHAIN, batch=BATCH, leaf=None):
    return judge(world, harness, chain, batch, index, leaf or world.logs[3].leaf, proof)


def test_untouched(world, message_harness, valid):
    assert judged(world, message_harness, valid) == "accepted"


def test_every_byte_flipped(world, message_harness, valid):
    verdicts = set()
    for word in range(len(valid)):
        for byte in range(32):
            changed = bytearray(valid[word])
            changed[byte] ^= 1 << (byte + word) % 8
            tampered = [*valid[:word], bytes(changed), *valid[word + 1 :]]
            if word in final_flags(valid) and byte == 3:
                continue  # any value but 0 means final, see below
            verdicts.add(judged(world, message_harness, tampered))
    assert verdicts <= NOT_ACCEPTED
    assert {"refused", "UnsupportedProofMetadataVersion"} <= verdicts


def final_flags(proof):
    """Positions of the metadata of final parts."""
    return [0] if proof[0][3] else [22]


def test_final_flag__only_zero_is_not_final(world, message_harness, valid):
    position = final_flags(valid)[0]
    for flag in range(256):
        changed = valid[position][:3] + bytes([flag]) + bytes(28)
        verdict = judged(
            world, message_harness, [*valid[:position], changed, *valid[position + 1 :]]
        )
        assert (verdict == "accepted") == (flag != 0)


def test_not_final_flag__set(world, message_harness):
    proof = world.gateway_proof(3)
    proof[0] = proof[0][:3] + b"\1" + bytes(28)
    assert judged(world, message_harness, proof) == "InvalidProofLengthForFinalNode"


def test_words_swapped(world, message_harness, valid):
    for first in range(1, len(valid)):
        for second in range(first + 1, len(valid)):
            swapped = list(valid)
            swapped[first], swapped[second] = valid[second], valid[first]
            if swapped != valid:
                assert judged(world, message_harness, swapped) in NOT_ACCEPTED


def test_word_dropped_or_repeated(world, message_harness, valid):
    for position in range(len(valid)):
        dropped = valid[:position] + valid[position + 1 :]
        if position not in final_flags(valid):  # a final part without metadata: the old format
            assert judged(world, message_harness, dropped) in NOT_ACCEPTED
        repeated = [*valid[:position], valid[position], *valid[position:]]
        assert judged(world, message_harness, repeated) in NOT_ACCEPTED


@pytest.mark.parametrize("extra", [bytes(32), b"\1" + bytes(31), b"\7" * 32])
def test_word_appended(world, message_harness, valid, extra):
    """The reference ignores words after a final part; here they are refused."""
    verdict = judged(world, message_harness, [*valid, extra])
    assert verdict == "InvalidProofLengthForFinalNode"


def test_other_index_leaf_or_batch(world, message_harness, valid):
    for index in [0, 1, 2, 4, 7, 2**14 + 3]:
        assert judged(world, message_harness, valid, index=index) == "refused"
    assert judged(world, message_harness, valid, batch=BATCH + 1) == "refused"
    assert judged(world, message_harness, valid, chain=CHAIN + 1) == "refused"
    assert judged(world, message_harness, valid, leaf=world.logs[2].leaf) == "refused"


def test_without_metadata__same_path__is_the_old_format(world, message_harness):
    """The plain path is a proof too, and its length is the only thing that says where it ends."""
    path = world.direct_proof(3)[1:]
    assert judged(world, message_harness, path) == "accepted"
    assert judged(world, message_harness, path[:-1]) == "refused"
    assert judged(world, message_harness, [*path, bytes(31) + b"\1"]) == "refused"
