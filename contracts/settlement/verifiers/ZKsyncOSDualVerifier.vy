# pragma version 0.4.3
"""
@title ZKsync OS verifier
@license MIT
@notice Verifies proofs of ZKsync OS batches with the PLONK verifier of the proof's version. Refuses
        mock proofs.
@dev Roles: the owner adds and removes verifiers.
@custom:source era-contracts draft-v31, ZKsyncOSDualVerifier
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


@deploy
def __init__(fflonk_verifier: address, plonk_verifier: address, owner: address):
    dual_verifier.__init__(fflonk_verifier, plonk_verifier, owner)


@external
@view
def verify(
    public_inputs: DynArray[uint256, limits.MAX_PUBLIC_INPUTS],
    proof: DynArray[uint256, limits.MAX_PROOF_WORDS],
) -> bool:
    """
    @notice Whether `proof` proves the batches with these public inputs.
    @custom:errors EmptyProofLength; EmptyPublicInputsLength; InvalidProofFormat;
                   UnknownVerifierVersion; UnknownVerifierType; MockVerifierNotSupported; those of
                   the verifier
    """
    route: dual_verifier.Route = dual_verifier._route(public_inputs, proof)
    if route.is_mock:
        settlement_errors.MockVerifierNotSupported()
    return dual_verifier._forward(route)


@external
@view
def mockVerify(
    public_inputs: DynArray[uint256, limits.MAX_PUBLIC_INPUTS],
    proof: DynArray[uint256, limits.MAX_PROOF_WORDS],
) -> bool:
    """
    @notice Always refuses.
    @custom:errors MockVerifierNotSupported
    """
    settlement_errors.MockVerifierNotSupported()
    return False
