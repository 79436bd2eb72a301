"""What ZKsyncOSDualVerifier and ZKsyncOSTestnetVerifier share, and where they differ."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garter.chain import Contract
from garter.protocol.hashing import keccak256, selector
from tests.support import Mock, reverts
from tests.support.vectors import vectors

PRODUCTION, TESTNET = "ZKsyncOSDualVerifier", "ZKsyncOSTestnetVerifier"
ZERO = "0x" + "00" * 20
FFLONK, NEW_FFLONK = "0x" + "11" * 20, "0x" + "22" * 20
PLONK_PROOF, MOCK_PROOF = 2, 3
MOCK_MAGIC = 13
PROOF = list(range(1_000, 1_044))
VERIFY = "verify(uint256[],uint256[])"
KEY_HASH = b"\x77" * 32


def version(number: int, proof_type: int = PLONK_PROOF) -> int:
    """Word 0 of a proof."""
    return proof_type | number << 8


def fold(initial: int, inputs: list[int]) -> int:
    """The hash chain, anew."""
    result, rest = (initial, inputs) if initial else (inputs[0], inputs[1:])
    for word in rest:
        both = result.to_bytes(32, "big") + word.to_bytes(32, "big")
        result = int.from_bytes(keccak256(both), "big") >> 32
    return result


@pytest.fixture(scope="module")
def plonk(rpc, governor):
    """Stands in for a PLONK verifier that likes every proof."""
    plonk = Mock(rpc, governor)
    plonk.returns(VERIFY, ["bool"], [True])
    plonk.returns("verificationKeyHash()", ["bytes32"], [KEY_HASH])
    return plonk


@pytest.fixture(scope="module", params=[PRODUCTION, TESTNET])
def verifier(request, rpc, plonk, governor):
    return Contract.deploy(rpc, request.param, FFLONK, plonk.address, governor, sender=governor)


@pytest.fixture(scope="module")
def production(rpc, plonk, governor):
    return Contract.deploy(rpc, PRODUCTION, FFLONK, plonk.address, governor, sender=governor)


@pytest.fixture(scope="module")
def testnet(rpc, plonk, governor):
    return Contract.deploy(rpc, TESTNET, FFLONK, plonk.address, governor, sender=governor)


# --- verifiers by version ---


def test_constructor__registers_version_0(verifier, plonk, governor):
    assert verifier.owner() == governor.address
    assert verifier.fflonkVerifiers(0) == FFLONK
    assert verifier.plonkVerifiers(0) == plonk.address
    assert verifier.plonkVerifiers(1) == ZERO


@pytest.mark.parametrize("name", [PRODUCTION, TESTNET])
def test_constructor__owner_zero__reverts(rpc, plonk, governor, name):
    with reverts("ZeroAddress"):
        Contract.deploy(rpc, name, FFLONK, plonk.address, ZERO, sender=governor)


def test_add_verifier__sets_both(verifier, plonk, governor):
    verifier.addVerifier(6, NEW_FFLONK, plonk, sender=governor)
    assert verifier.fflonkVerifiers(6) == NEW_FFLONK
    assert verifier.plonkVerifiers(6) == plonk.address


def test_add_verifier__not_owner__reverts(verifier, plonk, stranger):
    with reverts("Error", "Ownable: caller is not the owner"):
        verifier.addVerifier(6, FFLONK, plonk, sender=stranger)


def test_add_verifier__plonk_zero__reverts(verifier, governor):
    with reverts("ZeroAddress"):
        verifier.addVerifier(6, FFLONK, ZERO, sender=governor)


def test_add_verifier__version_taken__reverts(verifier, plonk, governor):
    with reverts("AddressAlreadySet", verifier.fflonkVerifiers(0)):
        verifier.addVerifier(0, NEW_FFLONK, plonk, sender=governor)
    verifier.addVerifier(6, ZERO, plonk, sender=governor)
    with reverts("AddressAlreadySet", plonk):
        verifier.addVerifier(6, NEW_FFLONK, plonk, sender=governor)


def test_remove_verifier__forgets_both(verifier, governor):
    verifier.removeVerifier(0, sender=governor)
    assert verifier.fflonkVerifiers(0) == verifier.plonkVerifiers(0) == ZERO
    with reverts("UnknownVerifierVersion"):
        verifier.verify([1], [PLONK_PROOF, 0, *PROOF])


def test_remove_verifier__not_owner__reverts(verifier, stranger):
    with reverts("Error", "Ownable: caller is not the owner"):
        verifier.removeVerifier(0, sender=stranger)


def test_ownership__two_steps(verifier, governor, admin):
    verifier.transferOwnership(admin, sender=governor)
    verifier.acceptOwnership(sender=admin)
    assert verifier.owner() == admin.address


# --- verification key hashes ---


def call(verifier, signature, *arguments):
    """One of the two overloads."""
    return verifier.call(signature, arguments)


def test_verification_key_hash__is_plonks(verifier):
    assert call(verifier, "verificationKeyHash()") == KEY_HASH
    assert call(verifier, "verificationKeyHash(uint256)", version(0)) == KEY_HASH


@pytest.mark.parametrize(
    ("verifier_type", "error"),
    [
        (version(0, 0), "UnknownVerifierType"),
        (version(0, 1), "UnknownVerifierType"),
        (version(0, MOCK_PROOF), "UnknownVerifierType"),
        (version(1), "UnknownVerifierVersion"),
        (version(1, 0), "UnknownVerifierVersion"),
        (version(0) | 1 << 40, "InvalidProofFormat"),
        (version(0) | 1 << 255, "InvalidProofFormat"),
    ],
)
def test_verification_key_hash__unknown__reverts(verifier, verifier_type, error):
    with reverts(error):
        call(verifier, "verificationKeyHash(uint256)", verifier_type)


def test_verification_key_hash__by_version(verifier, rpc, governor):
    other = Mock(rpc, governor)
    other.returns("verificationKeyHash()", ["bytes32"], [b"\x66" * 32])
    verifier.addVerifier(2**32 - 1, ZERO, other, sender=governor)
    newest = version(2**32 - 1)
    assert call(verifier, "verificationKeyHash(uint256)", newest) == b"\x66" * 32
    assert call(verifier, "verificationKeyHash()") == KEY_HASH


# --- the hash chain ---


@pytest.mark.parametrize("case", vectors("zksyncOSProofHash"))
def test_compute_hash__is_the_references(verifier, case):
    initial = int.from_bytes(case["initialHash"], "big")
    inputs = [int.from_bytes(word, "big") for word in case["publicInputs"]]
    wanted = int.from_bytes(case["result"], "big")
    assert fold(initial, inputs) == wanted
    assert verifier.computeZKsyncOSHash(initial, inputs) == wanted


words = st.integers(0, 2**256 - 1)


@settings(max_examples=50, deadline=None)
@given(initial=st.one_of(st.just(0), words), inputs=st.lists(words, min_size=1, max_size=32))
def test_compute_hash__any_input__is_the_models(verifier, initial, inputs):
    assert verifier.computeZKsyncOSHash(initial, inputs) == fold(initial, inputs)


def test_compute_hash__without_inputs(verifier):
    assert verifier.computeZKsyncOSHash(7, []) == 7
    with reverts("EmptyPublicInputsLength"):
        verifier.computeZKsyncOSHash(0, [])


# --- routing ---


@pytest.mark.parametrize("initial", [0, 5])
@pytest.mark.parametrize("inputs", [[1], [1, 2, 3], list(range(1, 33))], ids=len)
@pytest.mark.parametrize("proof", [[], [9], PROOF, list(range(62))], ids=len)
def test_verify__asks_plonk_with_the_folded_input_and_the_rest(
    verifier, rpc, plonk, stranger, initial, inputs, proof
):
    """As a transaction, because a mock cannot note static calls: its calldata is in the trace."""
    receipt = verifier.verify(inputs, [version(0), initial, *proof], sender=stranger)
    trace = rpc.call("debug_traceTransaction", receipt.hash, {"tracer": "callTracer"})
    [asked] = [c for c in trace["calls"] if c["to"] == plonk.address.lower()]
    wanted = verifier.calldata("verify", [fold(initial, inputs)], proof)
    assert asked["input"] == "0x" + wanted.hex()
    assert asked["type"] == "STATICCALL"


def test_verify__answers_what_plonk_answers(verifier, plonk):
    assert verifier.verify([1], [version(0), 0, *PROOF]) is True
    plonk.returns(VERIFY, ["bool"], [False])
    assert verifier.verify([1], [version(0), 0, *PROOF]) is False
    plonk.fails(VERIFY, selector("InvalidProof()"))
    with reverts("InvalidProof"):
        verifier.verify([1], [version(0), 0, *PROOF])


def test_verify__plonk_answers_nothing_or_nonsense__reverts(verifier, plonk):
    plonk.returns(VERIFY, [], [])
    with reverts(""):
        verifier.verify([1], [version(0), 0, *PROOF])
    plonk.returns(VERIFY, ["uint256"], [2])
    with reverts(""):
        verifier.verify([1], [version(0), 0, *PROOF])


def test_verify__plonk_is_no_contract__reverts(verifier, governor):
    verifier.addVerifier(6, ZERO, FFLONK, sender=governor)
    with reverts(""):
        verifier.verify([1], [version(6), 0, *PROOF])


def test_verify__by_version(verifier, rpc, plonk, governor):
    strict = Mock(rpc, governor)
    strict.returns(VERIFY, ["bool"], [False])
    verifier.addVerifier(6, ZERO, strict, sender=governor)
    assert verifier.verify([1], [0x602, 0, *PROOF]) is False
    assert verifier.verify([1], [0x002, 0, *PROOF]) is True


# --- mock proofs ---


def test_mock_proof__production__reverts(production):
    with reverts("MockVerifierNotSupported"):
        production.verify([5], [MOCK_PROOF, 0, MOCK_MAGIC, 5])
    with reverts("MockVerifierNotSupported"):
        production.mockVerify([5], [MOCK_MAGIC, 5])


def test_is_testnet_verifier__only_there(testnet, production):
    assert testnet.IS_TESTNET_VERIFIER() is True
    assert "IS_TESTNET_VERIFIER" not in production.abi.functions


@pytest.mark.parametrize("initial", [0, 5])
@pytest.mark.parametrize("inputs", [[1], [1, 2, 3]])
def test_mock_proof__testnet__has_to_know_the_input(testnet, initial, inputs):
    proven = fold(initial, inputs)
    assert testnet.verify(inputs, [MOCK_PROOF, initial, MOCK_MAGIC, proven]) is True
    with reverts("InvalidProof"):
        testnet.verify(inputs, [MOCK_PROOF, initial, MOCK_MAGIC, proven ^ 1])
    with reverts("InvalidProof"):
        testnet.verify(inputs, [MOCK_PROOF, initial, MOCK_MAGIC + 1, proven])


@pytest.mark.parametrize("rest", [[], [MOCK_MAGIC], [MOCK_MAGIC, 5, 0]])
def test_mock_proof__testnet_wrong_length__reverts(testnet, rest):
    with reverts("InvalidMockProofLength"):
        testnet.verify([5], [MOCK_PROOF, 0, *rest])
    with reverts("InvalidMockProofLength"):
        testnet.mockVerify([5], rest)


def test_mock_proof__testnet_unknown_version__reverts(testnet, plonk, governor):
    """A mock proof needs a version that has a PLONK verifier, too."""
    with reverts("UnknownVerifierVersion"):
        testnet.verify([5], [version(6, MOCK_PROOF), 0, MOCK_MAGIC, 5])
    testnet.addVerifier(6, ZERO, plonk, sender=governor)
    assert testnet.verify([5], [0x603, 0, MOCK_MAGIC, 5]) is True


def test_mock_verify__testnet(testnet):
    assert testnet.mockVerify([5, 6], [MOCK_MAGIC, 5]) is True
    with reverts("InvalidProof"):
        testnet.mockVerify([5], [MOCK_MAGIC, 6])
    with reverts("InvalidProof"):
        testnet.mockVerify([5], [12, 5])
    with reverts("EmptyPublicInputsLength"):
        testnet.mockVerify([], [MOCK_MAGIC, 5])
