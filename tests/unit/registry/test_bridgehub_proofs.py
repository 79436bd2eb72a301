"""L1Bridgehub: proofs are the message root's matter; what it is asked arrives unchanged."""

import pytest

from garter.chain import Contract
from garter.chain.abi import abi_of
from garter.chain.sender import DEFAULT_GAS, wait_for_receipt
from garter.exceptions import RpcResponseError
from garter.protocol.abi import signature
from garter.protocol.hashing import selector
from tests.support import reverts
from tests.unit.registry.facts import CHAIN, ZERO

MESSAGE = (3, "0x000000000000000000000000000000000000A11a", b"\x77" * 100)
LOG = (0, True, 9, "0x0000000000000000000000000000000000008008", b"\x01" * 32, b"\x02" * 32)
PROOF = [bytes([n]) * 32 for n in range(1, 16)]
QUESTIONS = {
    "proveL2MessageInclusion": (CHAIN, 5, 6, MESSAGE, PROOF),
    "proveL2LogInclusion": (CHAIN, 5, 6, LOG, PROOF),
    "proveL1ToL2TransactionStatus": (CHAIN, b"\x0a" * 32, 5, 6, 7, PROOF, 1),
}


def signature_of(function: str) -> str:
    """The message root's function has the same signature."""
    [entry] = abi_of("L1Bridgehub").functions[function]
    [theirs] = abi_of("L1MessageRoot").functions[function]
    assert signature(entry) == signature(theirs)
    return signature(entry)


@pytest.mark.parametrize("function", QUESTIONS)
@pytest.mark.parametrize("answer", [True, False])
def test_prove__forwards_and_returns(bridgehub, ecosystem, function, answer):
    ecosystem.message_root.returns(signature_of(function), ["bool"], [answer])
    assert bridgehub.call(function, QUESTIONS[function]) is answer


@pytest.mark.parametrize("function", QUESTIONS)
def test_prove__passes_the_arguments_on_unchanged(rpc, bridgehub, governor, function):
    """The question comes back as the revert reason."""
    echo = Echo.deploy(rpc, governor)
    bridgehub.setAddresses(ZERO, ZERO, echo, ZERO, ZERO, sender=governor)
    asked = bridgehub.calldata(function, *QUESTIONS[function])
    data = Echo.data_of(rpc, bridgehub, asked)
    assert data == asked


@pytest.mark.parametrize("function", QUESTIONS)
def test_prove__bubbles_errors(bridgehub, ecosystem, function):
    ecosystem.message_root.fails(signature_of(function), selector("MerklePathEmpty()"))
    with reverts("MerklePathEmpty"):
        bridgehub.call(function, QUESTIONS[function])


def test_prove__without_a_message_root__reverts(bridgehub, governor):
    bridgehub.setAddresses(ZERO, ZERO, ZERO, ZERO, ZERO, sender=governor)
    with reverts(""):
        bridgehub.call("proveL2LogInclusion", QUESTIONS["proveL2LogInclusion"])


class Echo:
    """A contract that reverts with its calldata."""

    # CALLDATACOPY(0, 0, CALLDATASIZE); REVERT(0, CALLDATASIZE)
    RUNTIME = bytes.fromhex("365f5f37365ffd")

    @classmethod
    def deploy(cls, rpc, sender) -> str:
        init = bytes.fromhex("66") + cls.RUNTIME + bytes.fromhex("5f5260076019f3")
        tx_hash = sender.send(rpc, to=None, data=init, value=0, gas=DEFAULT_GAS)
        address = wait_for_receipt(rpc, tx_hash).contract_address
        assert address is not None
        return address

    @staticmethod
    def data_of(rpc, contract: Contract, calldata: bytes) -> bytes:
        request = {"to": contract.address, "data": "0x" + calldata.hex()}
        with pytest.raises(RpcResponseError) as caught:
            rpc.call("eth_call", request, "latest")
        assert isinstance(caught.value.data, str)
        return bytes.fromhex(caught.value.data[2:])
