"""Proofs well formed and not: Python and Vyper come to the same end, or raise the same error."""

from __future__ import annotations

from dataclasses import astuple

from hypothesis import given
from hypothesis import strategies as st

from garter.protocol import messages
from garter.protocol.hashing import keccak256
from tests.protocol.network import BATCH, CHAIN, World, logs_of_a_batch
from tests.protocol.outcomes import outcome
from tests.protocol.sizes import leaves, seeds, sizes, uint256, words

addresses = st.binary(min_size=20, max_size=20)


@given(
    shard=st.integers(0, 255),
    service=st.booleans(),
    number=st.integers(0, 65_535),
    sender=addresses,
    key=words,
    value=words,
)
def test_log_leaf(message_harness, shard, service, number, sender, key, value):
    log = messages.L2Log(shard, service, number, sender, key, value)
    assert message_harness.log_leaf(astuple(log)) == log.leaf


@given(number=st.integers(0, 65_535), sender=addresses, size=sizes(10_240), seed=seeds)
def test_message_leaf(message_harness, number, sender, size, seed):
    data = (keccak256(seed.to_bytes(8, "big")) * (size // 32 + 1))[:size]
    expected = messages.message_log(number, sender, data).leaf
    assert message_harness.message_leaf((number, sender, data)) == expected


@given(root=words, number=uint256)
def test_batch_and_chain_leaf(message_harness, root, number):
    assert message_harness.batch_leaf(root, number) == messages.batch_leaf(root, number)
    assert message_harness.chain_id_leaf(root, number) == messages.chain_id_leaf(root, number)


def both(message_harness, *call):
    for hops in (0, 1):
        python = outcome(messages.follow_proof, *call, hops)
        vyper = outcome(message_harness.follow_proof, *call, hops)
        assert vyper == (("returned", astuple(python[1])) if python[0] == "returned" else python)


def head(version: int, path: int, batch_path: int, final: int) -> bytes:
    return bytes((version, path, batch_path, final)) + bytes(28)


counts = st.one_of(st.integers(0, 5), st.sampled_from([14, 15, 255]))
heads = st.builds(
    head, st.sampled_from([1, 1, 1, 1, 0, 2, 255]), counts, counts, st.sampled_from([0, 0, 1, 2])
)


@given(
    length=sizes(60),
    seed=seeds,
    first=st.one_of(heads, words),
    mask=st.one_of(st.integers(0, 40), uint256),
    data=st.data(),
)
def test_follow_proof__arbitrary_words(message_harness, length, seed, first, mask, data):
    """Small words now and then, so that indices fit and paths go on."""
    proof = leaves(seed, length)
    if proof:
        proof[0] = first
        for position in data.draw(st.lists(st.integers(0, length - 1), max_size=8)):
            proof[position] = data.draw(st.one_of(heads, st.just(bytes(31) + b"\3"), words))
    leaf = data.draw(st.one_of(words, st.just(messages.DEFAULT_LOG_LEAF)))
    both(message_harness, CHAIN, BATCH, mask, leaf, proof)


@given(
    path=st.integers(0, 17),
    batch_path=st.integers(0, 12),
    second=st.integers(0, 17),
    seed=seeds,
    change=st.sampled_from(["none", "drop", "append", "head", "second head", "cut"]),
    data=st.data(),
)
def test_follow_proof__settled_proofs(
    message_harness, path, batch_path, second, seed, change, data
):
    hop = messages.SettlementHop(
        data.draw(st.integers(0, 2**batch_path)),
        tuple(leaves(seed + 1, batch_path)),
        data.draw(uint256),
        data.draw(st.integers(0, 2**128 - 1)),
        data.draw(st.integers(0, 2**second)),
    )
    proof = messages.settled_proof(leaves(seed, path), hop, leaves(seed + 2, second))
    match change:
        case "drop":
            del proof[data.draw(st.integers(0, len(proof) - 1))]
        case "append":
            proof.append(data.draw(words))
        case "head":
            proof[0] = data.draw(heads)
        case "second head":
            proof[path + batch_path + 4] = data.draw(heads)
        case "cut":
            proof = proof[: data.draw(st.integers(0, len(proof)))]
    mask = data.draw(st.integers(0, 2**path))
    both(message_harness, CHAIN, BATCH, mask, leaves(seed + 3, 1)[0], proof)


@given(logs=sizes(40, smallest=1), chains=st.integers(0, 9), batches=st.integers(0, 6), d=st.data())
def test_follow_proof__of_a_world(message_harness, logs, chains, batches, d):
    world = World(logs_of_a_batch(logs), chains, batches)
    index = d.draw(st.integers(0, logs - 1))
    for proof, roots in (
        (world.direct_proof(index), world.root_on_l1),
        (world.gateway_proof(index), world.root_on_l1),
        (world.interop_proof(index), world.imported_root),
    ):
        call = CHAIN, BATCH, index, world.logs[index].leaf, proof
        end = messages.follow_proof(*call)
        assert end.data.batch_root == roots(end.chain_id, end.batch_number) != bytes(32)
        both(message_harness, *call)
