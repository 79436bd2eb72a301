"""L1MessageRoot: proofs of messages, logs and outcomes, direct and through a Gateway."""

import pytest

from garter.protocol import messages
from garter.protocol.words import address_bytes
from tests.protocol.network import BATCH, CHAIN, GATEWAY, GATEWAY_BATCH, SENDER, World
from tests.support import reverts
from tests.support.vectors import vectors
from tests.unit.interop.conftest import VALID_LAYER

MESSAGE, STATUS = 2, 3  # indices in the world's batch
FAILURE, SUCCESS = 0, 1
ROUTES = ("direct", "gateway")


@pytest.fixture(scope="module")
def world():
    return World()


@pytest.fixture(scope="module")
def settled(message_root, surroundings, world):
    """The message root knows the world's batch, and the Gateway's."""
    for chain_id, batch, root in (
        (CHAIN, BATCH, world.batch_root),
        (GATEWAY, GATEWAY_BATCH, world.gateway_root),
    ):
        message_root.addNewChain(chain_id, batch - 1, sender=surroundings.bridgehub)
        message_root.addChainBatchRoot(chain_id, batch, root, sender=surroundings.chain)
    return message_root


@pytest.fixture(params=ROUTES)
def proof_of(request, world):
    """Proof of a leaf of the batch, on either route."""
    return getattr(world, f"{request.param}_proof")


def message(index=MESSAGE):
    return (index, SENDER, b"message %d" % index)


def as_tuple(log: messages.L2Log):
    return (
        log.shard_id,
        log.is_service,
        log.tx_number,
        "0x" + log.sender.hex(),
        log.key,
        log.value,
    )


# --- what is proved ---


def test_message(settled, world, proof_of):
    proof = proof_of(MESSAGE)
    assert settled.proveL2MessageInclusionShared(CHAIN, BATCH, MESSAGE, message(), proof)
    for other in (
        (MESSAGE + 1, SENDER, message()[2]),
        (MESSAGE, "0x" + "ac" * 20, message()[2]),
        (MESSAGE, SENDER, message()[2] + b"\0"),
        (MESSAGE, SENDER, b""),
    ):
        assert not settled.proveL2MessageInclusionShared(CHAIN, BATCH, MESSAGE, other, proof)


@pytest.mark.parametrize("index", range(5))
def test_log(settled, world, proof_of, index):
    log, proof = as_tuple(world.logs[index]), proof_of(index)
    assert settled.proveL2LogInclusionShared(CHAIN, BATCH, index, log, proof)
    for field, other in enumerate((1, False, 77, "0x" + "ac" * 20, b"\1" * 32, b"\2" * 32)):
        changed = (*log[:field], other, *log[field + 1 :])
        assert not settled.proveL2LogInclusionShared(CHAIN, BATCH, index, changed, proof)


@pytest.mark.parametrize(("index", "status"), [(1, SUCCESS), (3, FAILURE)])
def test_status(settled, world, proof_of, index, status):
    tx_hash, proof = world.logs[index].key, proof_of(index)

    def prove(status, tx_hash=tx_hash, tx_number=index):
        return settled.proveL1ToL2TransactionStatusShared(
            CHAIN, tx_hash, BATCH, index, tx_number, proof, status
        )

    assert prove(status)
    assert not prove(1 - status)
    assert not prove(status, tx_hash=b"\1" * 32)
    assert not prove(status, tx_number=index + 1)
    with reverts(""):
        prove(SUCCESS + 1)


def test_deposit_params(settled, world, proof_of):
    params = (CHAIN, BATCH, MESSAGE, SENDER, MESSAGE, message()[2], proof_of(MESSAGE))
    assert settled.proveL1DepositParamsInclusion(params)
    assert not settled.proveL1DepositParamsInclusion((*params[:5], b"other", params[6]))


def test_leaf(settled, world, proof_of):
    leaf, proof = world.logs[STATUS].leaf, proof_of(STATUS)
    assert settled.proveL2LeafInclusionShared(CHAIN, BATCH, STATUS, leaf, proof)
    assert not settled.proveL2LeafInclusionShared(CHAIN, BATCH, STATUS, b"\1" * 32, proof)
    assert settled.proveL2LeafInclusionSharedRecursive(CHAIN, BATCH, STATUS, leaf, proof, 0)


def test_gateways_own_message(settled, world):
    """What the Gateway itself sends to L1 is proved as by any chain."""
    path = world.gateway_tree.path(0, world.gateway.root)
    proof = messages.final_proof(path)
    arguments = (GATEWAY, GATEWAY_BATCH, 0, (0, SENDER, b"message 0"), proof)
    assert settled.proveL2MessageInclusionShared(*arguments)


def test_proof_without_metadata(settled, world):
    """The format of older clients: siblings only."""
    proof = world.direct_proof(MESSAGE)[1:]
    assert settled.proveL2MessageInclusionShared(CHAIN, BATCH, MESSAGE, message(), proof)


def test_bridgehubs_names(settled, world, proof_of):
    """The same answers as under the protocol's names."""
    asked = (CHAIN, BATCH, MESSAGE)
    assert settled.proveL2MessageInclusion(*asked, message(), proof_of(MESSAGE))
    assert not settled.proveL2MessageInclusion(*asked, message(0), proof_of(MESSAGE))
    log = as_tuple(world.logs[MESSAGE])
    assert settled.proveL2LogInclusion(*asked, log, proof_of(MESSAGE))
    assert not settled.proveL2LogInclusion(*asked, (1, *log[1:]), proof_of(MESSAGE))
    arguments = (CHAIN, world.logs[STATUS].key, BATCH, STATUS, STATUS, proof_of(STATUS))
    assert settled.proveL1ToL2TransactionStatus(*arguments, FAILURE)
    assert not settled.proveL1ToL2TransactionStatus(*arguments, SUCCESS)


# --- what is not known ---


def test_batch_not_executed__false(settled, world):
    proof = world.direct_proof(MESSAGE)
    for chain_id, batch in ((CHAIN, BATCH - 1), (CHAIN, BATCH + 1), (404, BATCH)):
        assert not settled.proveL2MessageInclusionShared(chain_id, batch, MESSAGE, message(), proof)


def test_batch_zero__reverts(settled, world):
    proof = world.direct_proof(MESSAGE)
    with reverts("BatchZeroNotAllowed"):
        settled.proveL2MessageInclusionShared(CHAIN, 0, MESSAGE, message(), proof)


def test_settlement_layers_batch_zero__reverts(settled, world):
    proof = world.gateway_proof(MESSAGE)
    at = 1 + 15 + 1 + int(proof[0][2])  # the packed word follows both paths
    mask = int.from_bytes(proof[at], "big") & 2**128 - 1
    assert int.from_bytes(proof[at], "big") >> 128 == GATEWAY_BATCH
    proof[at] = mask.to_bytes(32, "big")
    with reverts("BatchZeroNotAllowed"):
        settled.proveL2MessageInclusionShared(CHAIN, BATCH, MESSAGE, message(), proof)


# --- settlement layers ---


def test_layer_that_the_handler_refuses__reverts(settled, world, no_settlement_layer):
    proof = world.gateway_proof(MESSAGE)
    with reverts("InvalidSettlementLayerForBatch", CHAIN, BATCH, GATEWAY):
        settled.proveL2MessageInclusionShared(CHAIN, BATCH, MESSAGE, message(), proof)


def test_final_proof__asks_no_handler(settled, world, no_settlement_layer):
    proof = world.direct_proof(MESSAGE)
    assert settled.proveL2MessageInclusionShared(CHAIN, BATCH, MESSAGE, message(), proof)


def test_handlers_error__bubbles(settled, world, surroundings):
    surroundings.handler.fails(VALID_LAYER, bytes.fromhex("47d42b1b"))
    with reverts("IteratedMigrationsNotSupported"):
        settled.proveL2MessageInclusionShared(
            CHAIN, BATCH, MESSAGE, message(), world.gateway_proof(MESSAGE)
        )


# --- depth ---


@pytest.mark.parametrize("depth", [1, 2, 2**256 - 1])
def test_depth__above_zero_has_to_be_final(settled, world, depth):
    leaf = world.logs[MESSAGE].leaf
    arguments = (CHAIN, BATCH, MESSAGE, leaf)
    direct, gateway = world.direct_proof(MESSAGE), world.gateway_proof(MESSAGE)
    assert settled.proveL2LeafInclusionSharedRecursive(*arguments, direct, depth)
    with reverts("DepthMoreThanOneForRecursiveMerkleProof"):
        settled.proveL2LeafInclusionSharedRecursive(*arguments, gateway, depth)


def test_depth__second_part_by_itself(settled, world):
    """What a mailbox of old would ask after following the first part."""
    end = messages.follow_proof(
        CHAIN, BATCH, MESSAGE, world.logs[MESSAGE].leaf, world.gateway_proof(MESSAGE), 0
    )
    data = end.data
    rest = world.gateway_proof(MESSAGE)[data.ptr :]
    assert settled.proveL2LeafInclusionSharedRecursive(
        data.settlement_chain_id,
        data.settlement_number,
        data.settlement_mask,
        data.chain_id_leaf,
        rest,
        1,
    )


# --- getProofData ---


@pytest.mark.parametrize(
    "name", ["messageHashing_proofData_single", "messageHashing_proofData_recursive"]
)
def test_get_proof_data__vectors(message_root, name):
    for case in vectors(name):
        arguments = [case[f] for f in ("chainId", "batchNumber", "mask", "leaf", "proof")]
        assert message_root.getProofData(*arguments) == tuple(
            case[field]
            for field in (
                "settlementLayerChainId",
                "settlementLayerBatchNumber",
                "settlementLayerBatchRootMask",
                "batchLeafProofLen",
                "batchSettlementRoot",
                "chainIdLeaf",
                "ptr",
                "finalProofNode",
            )
        )


def test_recursive_vectors__end_to_end(message_root, surroundings):
    """The reference's Gateway proofs are accepted once the Gateway's batch root is known."""
    for case in vectors("messageHashing_proofData_recursive"):
        layer, number = case["settlementLayerChainId"], case["settlementLayerBatchNumber"]
        if not message_root.chainRegistered(layer):
            message_root.addNewChain(layer, number - 1, sender=surroundings.bridgehub)
        message_root.setMigratingChainBatchNumber(layer, number - 1, sender=surroundings.bridgehub)
        arguments = [case[f] for f in ("chainId", "batchNumber", "mask", "leaf", "proof")]
        assert not message_root.proveL2LeafInclusionShared(*arguments)
        root = case["settlementLayerBatchRoot"]
        message_root.addChainBatchRoot(layer, number, root, sender=surroundings.chain)
        assert message_root.proveL2LeafInclusionShared(*arguments)


def test_senders_log_is_the_messengers():
    """The fixture's messages are what a chain's messenger emits."""
    log = messages.message_log(MESSAGE, SENDER, message()[2])
    assert log.sender == address_bytes("0x0000000000000000000000000000000000008008")
