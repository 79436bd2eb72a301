"""MailboxFacet: proofs are handed to the message root unchanged."""

import pytest
from eth_abi import encode

from garter.chain import Contract
from garter.protocol.hashing import keccak256
from tests.support import reverts
from tests.support.chain import CHAIN_ID

LOG = (0, True, 7, "0x0000000000000000000000000000000000008008", b"\x01" * 32, b"\x02" * 32)
MESSAGE = (7, "0x00000000000000000000000000000000000000cc", b"any message" * 9)
PROOF = [bytes([n]) * 32 for n in range(1, 16)]
BATCH, INDEX, NUMBER, LEAF, TX_HASH = 11, 5, 7, b"\x1e" * 32, b"\x7a" * 32

LOG_TYPE = "(uint8,bool,uint16,address,bytes32,bytes32)"
MESSAGE_TYPE = "(uint16,address,bytes)"
# Function of the message root => types of its arguments.
ROOT = {
    "proveL2MessageInclusionShared": ["uint256"] * 3 + [MESSAGE_TYPE, "bytes32[]"],
    "proveL2LogInclusionShared": ["uint256"] * 3 + [LOG_TYPE, "bytes32[]"],
    "proveL2LeafInclusionShared": ["uint256"] * 3 + ["bytes32", "bytes32[]"],
    "proveL2LeafInclusionSharedRecursive": ["uint256"] * 3 + ["bytes32", "bytes32[]", "uint256"],
    "proveL1ToL2TransactionStatusShared": [
        "uint256",
        "bytes32",
        "uint256",
        "uint256",
        "uint16",
        "bytes32[]",
        "uint8",
    ],
}
# Function of the mailbox => what comes after the chain id, and the function it becomes.
MESSAGE_ARGUMENTS = (BATCH, INDEX, MESSAGE, PROOF)
LOG_ARGUMENTS = (BATCH, INDEX, LOG, PROOF)
LEAF_ARGUMENTS = (BATCH, INDEX, LEAF, PROOF)
STATUS_ARGUMENTS = (TX_HASH, BATCH, INDEX, NUMBER, PROOF, 1)
OWN = {
    "proveL2MessageInclusion": (MESSAGE_ARGUMENTS, "proveL2MessageInclusionShared"),
    "proveL2LogInclusion": (LOG_ARGUMENTS, "proveL2LogInclusionShared"),
    "proveL2LeafInclusion": (LEAF_ARGUMENTS, "proveL2LeafInclusionShared"),
    "proveL1ToL2TransactionStatus": (STATUS_ARGUMENTS, "proveL1ToL2TransactionStatusShared"),
}
CHECKED = {
    "proveL2MessageInclusionShared": MESSAGE_ARGUMENTS,
    "proveL2LogInclusionShared": LOG_ARGUMENTS,
    "proveL2LeafInclusionShared": LEAF_ARGUMENTS,
}
UNCHECKED = {
    "proveL1ToL2TransactionStatusShared": STATUS_ARGUMENTS,
    "proveL2LeafInclusionSharedRecursive": (*LEAF_ARGUMENTS, 1),
}


@pytest.fixture
def facet(chain):
    return chain.mailbox


@pytest.fixture
def expect(rpc, world, governor):
    """The message root answers `true` to exactly this calldata, and `false` to everything else."""

    def set_up(function, *arguments):
        types = ROOT[function]
        selector = keccak256(f"{function}({','.join(types)})".encode())[:4]
        data = selector + encode(types, arguments)
        oracle = Contract.deploy(rpc, "MockOracle", keccak256(data), len(data), sender=governor)
        world.bridgehub.returns("messageRoot()", ["address"], [oracle])

    return set_up


@pytest.mark.parametrize("function", OWN)
def test_proof__without_chain_id__is_of_this_chain(facet, expect, function):
    arguments, forwarded = OWN[function]
    expect(forwarded, CHAIN_ID, *arguments)
    assert facet.call(function, arguments) is True
    expect(forwarded, CHAIN_ID + 1, *arguments)
    assert facet.call(function, arguments) is False


@pytest.mark.parametrize("function", CHECKED)
def test_proof__with_this_chains_id__is_handed_on(facet, expect, function):
    arguments = CHECKED[function]
    expect(function, CHAIN_ID, *arguments)
    assert facet.call(function, (CHAIN_ID, *arguments)) is True
    assert facet.call(function, (CHAIN_ID, BATCH + 1, *arguments[1:])) is False


@pytest.mark.parametrize("function", CHECKED)
def test_proof__with_another_chain_id__reverts(facet, function):
    with reverts("InvalidChainId"):
        facet.call(function, (CHAIN_ID + 1, *CHECKED[function]))


@pytest.mark.parametrize("function", UNCHECKED)
def test_proof__of_any_chain__is_handed_on(facet, expect, function):
    arguments = UNCHECKED[function]
    for chain_id in (CHAIN_ID, CHAIN_ID + 1):
        expect(function, chain_id, *arguments)
        assert facet.call(function, (chain_id, *arguments)) is True


def test_deposit_params__become_a_message(facet, expect):
    params = (CHAIN_ID, BATCH, INDEX, MESSAGE[1], NUMBER, MESSAGE[2], PROOF)
    expect("proveL2MessageInclusionShared", CHAIN_ID, *MESSAGE_ARGUMENTS)
    assert facet.proveL1DepositParamsInclusion(params) is True
    assert facet.proveL1DepositParamsInclusion((*params[:2], INDEX + 1, *params[3:])) is False
    with reverts("InvalidChainId"):
        facet.proveL1DepositParamsInclusion((CHAIN_ID + 1, *params[1:]))


def test_proof__errors_of_the_message_root__come_through(facet, world):
    signature = "proveL2LeafInclusionShared(uint256,uint256,uint256,bytes32,bytes32[])"
    world.message_root.fails(signature, keccak256(b"MerklePathEmpty()")[:4])
    with reverts("MerklePathEmpty"):
        facet.proveL2LeafInclusion(*LEAF_ARGUMENTS)


def test_proof__longest_path__fits(facet, expect):
    path = [bytes([n % 256]) * 32 for n in range(256)]
    expect("proveL2LeafInclusionShared", CHAIN_ID, BATCH, INDEX, LEAF, path)
    assert facet.proveL2LeafInclusion(BATCH, INDEX, LEAF, path) is True
