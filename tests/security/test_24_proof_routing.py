"""Attack 24, the part that the routing verifier decides: no proof, no inputs, an unknown kind."""

import pytest

from garter.chain import Contract
from tests.support import Mock, reverts

ZERO = "0x" + "00" * 20
PLONK, MOCK = 2, 3


@pytest.fixture(scope="module", params=["ZKsyncOSDualVerifier", "ZKsyncOSTestnetVerifier"])
def verifier(request, rpc, governor):
    """Its PLONK verifier would accept anything."""
    gullible = Mock(rpc, governor)
    gullible.returns("verify(uint256[],uint256[])", ["bool"], [True])
    return Contract.deploy(rpc, request.param, ZERO, gullible.address, governor, sender=governor)


def test_empty_proof(verifier):
    with reverts("EmptyProofLength"):
        verifier.verify([1], [])
    with reverts("EmptyProofLength"):
        verifier.verify([], [])


@pytest.mark.parametrize("proof_type", [PLONK, MOCK])
def test_no_public_inputs(verifier, proof_type):
    """Which would prove no batch at all."""
    with reverts("EmptyPublicInputsLength"):
        verifier.verify([], [proof_type, 5, 13, 5])


@pytest.mark.parametrize("proof_type", [0, 1, 4, 127, 255])
def test_unknown_type(verifier, proof_type):
    """0 and 1 are the types of the other virtual machine."""
    with reverts("UnknownVerifierType"):
        verifier.verify([1], [proof_type, 0, 13, 1])
    with reverts("UnknownVerifierType"):
        verifier.verify([1], [proof_type])


@pytest.mark.parametrize("proof_type", [PLONK, MOCK])
@pytest.mark.parametrize("bit", [8, 9, 39])
def test_unknown_version(verifier, proof_type, bit):
    with reverts("UnknownVerifierVersion"):
        verifier.verify([1], [proof_type | 1 << bit, 0, 13, 1])


@pytest.mark.parametrize("proof_type", [PLONK, MOCK])
@pytest.mark.parametrize("bit", [40, 41, 255])
def test_bits_beyond_type_and_version(verifier, proof_type, bit):
    with reverts("InvalidProofFormat"):
        verifier.verify([1], [proof_type | 1 << bit, 0, 13, 1])


@pytest.mark.parametrize("proof_type", [PLONK, MOCK])
def test_proof_of_one_word(verifier, proof_type):
    with reverts("InvalidProofFormat"):
        verifier.verify([1], [proof_type])
