"""Batches: the reference's vectors, in both languages, and what is sent to a settlement layer."""

from __future__ import annotations

from dataclasses import astuple, replace

import pytest
from eth_abi.abi import decode

from garter import exceptions
from garter.protocol import batches, constants
from garter.protocol.batches import CommitBatchInfo, InteropRoot, StoredBatchInfo
from garter.protocol.hashing import keccak256
from garter.protocol.messages import L2Log
from garter.protocol.priority_tree import NO_OPERATIONS, PriorityOpsProof
from tests.protocol.sizes import leaves
from tests.support import reverts
from tests.support.vectors import vectors


def test_stored_batch_hash__vectors(protocol_harness):
    names = (
        "batchNumber",
        "batchHash",
        "indexRepeatedStorageChanges",
        "numberOfLayer1Txs",
        "priorityOperationsHash",
        "dependencyRootsRollingHash",
        "l2LogsTreeRoot",
        "timestamp",
        "commitment",
    )
    for case in vectors("storedBatchInfo"):
        info = StoredBatchInfo(*(case[name] for name in names))
        assert info.encode() == case["abiEncoded"]
        assert StoredBatchInfo.decode(case["abiEncoded"]) == info
        assert info.hash == case["hash"]
        assert protocol_harness.stored_hash(astuple(info)) == case["hash"]


def output_of(batch: CommitBatchInfo, upgrade_tx_hash: bytes) -> tuple:
    return (
        batch.chain_id,
        batch.first_block_timestamp,
        batch.last_block_timestamp,
        batch.da_commitment_scheme,
        batch.da_commitment,
        batch.number_of_layer1_txs,
        batch.number_of_layer2_txs,
        batch.priority_operations_hash,
        batch.l2_logs_tree_root,
        upgrade_tx_hash,
        batch.dependency_roots_rolling_hash,
        batch.settlement_layer_chain_id,
    )


def test_committed_batches__vectors(protocol_harness):
    """24 batches as a real deployment committed them, and the inputs under which it proved them."""
    stored: dict[int, StoredBatchInfo] = {}
    ranges = []
    for case in vectors("zksyncOSBatches"):
        if "provedFrom" in case:
            ranges.append(case)
            continue
        batch = CommitBatchInfo.decode(case["commitBatchInfoAbi"])
        assert batch.encode() == case["commitBatchInfoAbi"]
        info = StoredBatchInfo.decode(case["storedBatchInfoAbi"])
        stored[batch.batch_number] = info
        assert info.hash == case["storedBatchHash"]
        assert info.batch_hash == case["blockCommit_batchHash"]
        assert info.commitment == case["blockCommit_commitment"]
        if batch.batch_number == 1:
            continue  # carries the genesis upgrade, whose hash the vectors do not tell
        assert batch.stored() == info
        output = output_of(batch, bytes(32))
        assert protocol_harness.output_hash(output) == info.commitment
        pubdata = batch.operator_da_input[98:-32]
        assert batches.calldata_da_input(pubdata) == batch.operator_da_input
        assert batches.calldata_da_commitment(pubdata) == batch.da_commitment

    assert [(r["provedFrom"], r["provedTo"]) for r in ranges] == [(1, 1), (2, 2), (3, 12), (13, 24)]
    for proved in ranges:
        first, last = proved["provedFrom"], proved["provedTo"]
        if first == 1:
            continue  # follows the genesis batch, whose state the vectors do not tell
        group = [stored[number] for number in range(first, last + 1)]
        inputs = batches.public_inputs(stored[first - 1], group)
        states = [stored[first - 1].batch_hash, *(info.batch_hash for info in group)]
        assert inputs == [
            protocol_harness.public_input(before, info.batch_hash, info.commitment)
            for before, info in zip(states, group, strict=False)
        ]
        expected = int.from_bytes(proved["aggregatedPublicInput"], "big")
        assert batches.fold_public_inputs(0, inputs) == expected
        assert protocol_harness.fold_public_inputs(0, inputs) == expected


def test_output_hash__with_upgrade(protocol_harness):
    batch = replace(sample_batch(), number_of_layer1_txs=0)
    upgrade = keccak256(b"upgrade")
    assert batch.output_hash(upgrade) != batch.output_hash()
    assert protocol_harness.output_hash(output_of(batch, upgrade)) == batch.output_hash(upgrade)
    assert batch.stored(upgrade).commitment == batch.output_hash(upgrade)


def test_fold_public_inputs__vectors(protocol_harness):
    for case in vectors("zksyncOSProofHash"):
        initial = int.from_bytes(case["initialHash"], "big")
        inputs = [int.from_bytes(one, "big") for one in case["publicInputs"]]
        expected = int.from_bytes(case["result"], "big")
        assert batches.fold_public_inputs(initial, inputs) == expected
        assert protocol_harness.fold_public_inputs(initial, inputs) == expected


def test_fold_public_inputs__goes_on_from_an_earlier_part(protocol_harness):
    inputs = [5, 6, 7, 8]
    half = batches.fold_public_inputs(0, inputs[:2])
    assert batches.fold_public_inputs(half, inputs[2:]) == batches.fold_public_inputs(0, inputs)
    assert protocol_harness.fold_public_inputs(half, inputs[2:]) == batches.fold_public_inputs(
        0, inputs
    )
    assert protocol_harness.fold_public_inputs(half, []) == half


def test_fold_public_inputs__nothing__refused(protocol_harness):
    with pytest.raises(exceptions.EncodingError):
        batches.fold_public_inputs(0, [])
    with reverts(""):
        protocol_harness.fold_public_inputs(0, [])


def test_priority_operations_hash__none__is_the_seed(protocol_harness):
    assert batches.priority_operations_hash([]) == constants.EMPTY_STRING_KECCAK
    assert protocol_harness.priority_operations_hash([]) == constants.EMPTY_STRING_KECCAK


def test_dependency_roots_rolling_hash__none__is_zero(protocol_harness):
    assert batches.dependency_roots_rolling_hash([]) == bytes(32)
    root = InteropRoot(506, 900, keccak256(b"root"))
    packed = bytes(32) + (506).to_bytes(32, "big") + (900).to_bytes(32, "big") + root.root
    assert batches.dependency_roots_rolling_hash([root]) == keccak256(packed)
    assert protocol_harness.next_dependency_hash(bytes(32), 506, 900, root.root) == keccak256(
        packed
    )


def test_genesis_batch__is_the_ctms():
    genesis = batches.genesis_batch(b"\7" * 32)
    assert astuple(genesis) == (
        *(0, b"\7" * 32, 0, 0),
        keccak256(b""),
        *(bytes(32), bytes(32), 0),
        (1).to_bytes(32, "big"),
    )
    assert len(genesis.encode()) == 288


# --- calldata of a settlement layer ---


def sample_batch(number: int = 5) -> CommitBatchInfo:
    return CommitBatchInfo(
        batch_number=number,
        new_state_commitment=keccak256(b"state"),
        number_of_layer1_txs=2,
        number_of_layer2_txs=3,
        priority_operations_hash=batches.priority_operations_hash(leaves(1, 2)),
        dependency_roots_rolling_hash=bytes(32),
        l2_logs_tree_root=keccak256(b"logs"),
        da_commitment_scheme=constants.DA_BLOBS_ZKSYNC_OS,
        da_commitment=batches.blobs_da_commitment(leaves(2, 2)),
        first_block_timestamp=1_750_000_000,
        first_block_number=40,
        last_block_timestamp=1_750_000_010,
        last_block_number=44,
        chain_id=271,
        operator_da_input=bytes(64),
        settlement_layer_chain_id=1,
    )


def test_encode_commit__version_4_and_two_arguments():
    last, batch = batches.genesis_batch(bytes(32)), sample_batch()
    data = batches.encode_commit(last, batch)
    assert data[0] == 4
    types = [batches.STORED_BATCH_TYPE, batches.COMMIT_BATCH_TYPE + "[]"]
    assert decode(types, data[1:]) == (astuple(last), (astuple(batch),))
    assert data[1:289] == last.encode()  # a static struct stands inline, without an offset


def test_encode_prove__version_1():
    previous = batches.genesis_batch(bytes(32))
    proved = [sample_batch(1).stored(), sample_batch(2).stored()]
    data = batches.encode_prove(previous, proved, [3, 0, 13, 99])
    assert data[0] == 1
    types = [batches.STORED_BATCH_TYPE, batches.STORED_BATCH_TYPE + "[]", "uint256[]"]
    assert decode(types, data[1:]) == (
        astuple(previous),
        tuple(astuple(info) for info in proved),
        (3, 0, 13, 99),
    )


@pytest.mark.parametrize("on_gateway", [False, True])
def test_encode_execute__gateway_data_only_on_a_gateway(on_gateway):
    log = L2Log(0, True, 3, b"\x80" * 20, b"\1" * 32, b"\2" * 32)
    operations = PriorityOpsProof(tuple(leaves(1, 2)), tuple(leaves(2, 2)), tuple(leaves(3, 3)))
    executed = [
        batches.ExecutedBatch(sample_batch(1).stored(), operations, multichain_root=b"\5" * 32),
        batches.ExecutedBatch(
            sample_batch(2).stored(),
            NO_OPERATIONS,
            interop_roots=(InteropRoot(506, 7, b"\6" * 32),),
            logs=(log,),
            messages=(b"hello",),
            multichain_root=b"\4" * 32,
        ),
    ]
    payer = "0x" + "ab" * 20
    data = batches.encode_execute(executed, on_gateway=on_gateway, fee_payer=payer)
    assert data[0] == 1
    infos, proofs, roots, logs, messages, multichain, fee_payer = decode(
        batches._EXECUTE_TYPES, data[1:]
    )
    assert infos == tuple(astuple(one.info) for one in executed)
    assert proofs == tuple(astuple(one.priority_operations) for one in executed)
    assert roots == ((), ((506, 7, (b"\6" * 32,)),))
    assert fee_payer == payer
    if on_gateway:
        assert logs == ((), ((0, True, 3, "0x" + "80" * 20, b"\1" * 32, b"\2" * 32),))
        assert messages == ((), (b"hello",))
        assert multichain == (b"\5" * 32, b"\4" * 32)
    else:
        assert (logs, messages, multichain) == ((), (), ())


# --- data and state ---


def test_calldata_da_input__more_than_a_blob__refused():
    batches.calldata_da_input(bytes(constants.BLOB_SIZE_BYTES))
    with pytest.raises(exceptions.EncodingError):
        batches.calldata_da_input(bytes(constants.BLOB_SIZE_BYTES + 1))


def test_state_commitment__depends_on_every_part():
    base = {
        "tree_root": b"\1" * 32,
        "leaf_count": 2,
        "last_block_number": 3,
        "last_block_hashes": leaves(1, 4),
        "last_block_timestamp": 5,
    }
    changes = [
        {},
        {"tree_root": b"\2" * 32},
        {"leaf_count": 3},
        {"last_block_number": 4},
        {"last_block_hashes": leaves(1, 3)},
        {"last_block_timestamp": 6},
    ]
    commitments = {batches.state_commitment(**(base | change)) for change in changes}
    assert len(commitments) == len(changes)
    assert all(len(commitment) == 32 for commitment in commitments)
