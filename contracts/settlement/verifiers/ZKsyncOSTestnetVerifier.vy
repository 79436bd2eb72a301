# pragma version 0.4.3
"""
@title ZKsync OS verifier for test networks
@license MIT
@notice As ZKsyncOSDualVerifier, but it also takes mock proofs, which prove nothing. It cannot be
        deployed on Ethereum mainnet.
@dev Roles: the owner adds and removes verifiers.
@custom:source era-contracts draft-v31, ZKsyncOSTestnetVerifier
"""
from contracts.lib import limits
from contracts.lib import ownable_2step
from contracts.settlement import settlement_errors
from contracts.settlement.verifiers import dual_verifier

initializes: ownable_2step
initializes: dual_verifier[ownable_2step := ownable_2step]
exports: (
    ownable_2step.owner,
    ownable_2step.pendingOwner,
    ownable_2step.transferOwnership,
    ownable_2step.acceptOwnership,
    ownable_2step.renounceOwnership,
    dual_verifier.fflonkVerifiers,
    dual_verifier.plonkVerifiers,
    dual_verifier.addVerifier,
    dual_verifier.removeVerifier,
    dual_verifier.verificationKeyHash,
    dual_verifier.computeZKsyncOSHash,
)

IS_TESTNET_VERIFIER: public(constant(bool)) = True

MAINNET: constant(uint256) = 1  # chain id
MOCK_MAGIC: constant(uint256) = 13


@deploy
def __init__(fflonk_verifier: address, plonk_verifier: address, owner: address):
    if chain.id == MAINNET:
        settlement_errors.MockVerifierNotSupported()
    dual_verifier.__init__(fflonk_verifier, plonk_verifier, owner)


@external
@view
def verify(
    public_inputs: DynArray[uint256, limits.MAX_PUBLIC_INPUTS],
    proof: DynArray[uint256, limits.MAX_PROOF_WORDS],
) -> bool:
    """
    @notice Whether `proof` proves the batches with these public inputs, or is a mock proof for
            them.
    @custom:errors EmptyProofLength; EmptyPublicInputsLength; InvalidProofFormat;
                   UnknownVerifierVersion; UnknownVerifierType; InvalidMockProofLength and
                   InvalidProof for mock proofs; those of the verifier
    """
    route: dual_verifier.Route = dual_verifier._route(public_inputs, proof)
    if not route.is_mock:
        return dual_verifier._forward(route)
    if route.proof_words != 2:
        settlement_errors.InvalidMockProofLength()
    return self._is_mock_proof(route.public_input, proof[2], proof[3])


@external
@pure
def mockVerify(
    public_inputs: DynArray[uint256, limits.MAX_PUBLIC_INPUTS],
    proof: DynArray[uint256, limits.MAX_PROOF_WORDS],
) -> bool:
    """
    @notice Whether `proof` is the mock proof for the first public input: 13 and that input.
    @custom:errors EmptyPublicInputsLength; InvalidMockProofLength; InvalidProof
    """
    if len(public_inputs) == 0:
        settlement_errors.EmptyPublicInputsLength()
    if len(proof) != 2:
        settlement_errors.InvalidMockProofLength()
    return self._is_mock_proof(public_inputs[0], proof[0], proof[1])


@internal
@pure
def _is_mock_proof(public_input: uint256, magic: uint256, proven_input: uint256) -> bool:
    if magic != MOCK_MAGIC or proven_input != public_input:
        settlement_errors.InvalidProof()
    return True
