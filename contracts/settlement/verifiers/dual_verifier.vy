# pragma version 0.4.3
"""
@title Routing of ZKsync OS proofs
@license MIT
@notice What the production and the testnet verifier share: verifiers by version, and the reading
        of the first two words of a proof. Word 0 is the type (bits 0 to 7) and the version (bits
        8 to 39); word 1 is where the hash chain over the public inputs starts; the rest is the
        proof.
@dev Roles: the owner adds and removes verifiers.
@custom:source era-contracts draft-v31, ZKsyncOSDualVerifier
"""
from contracts.lib import errors
from contracts.lib import limits
from contracts.lib import ownable_2step
from contracts.settlement import settlement_errors
from interfaces import IVerifier

uses: ownable_2step


struct Route:
    is_mock: bool
    verifier: address
    public_input: uint256
    proof_words: uint256


PLONK: constant(uint256) = 2
MOCK: constant(uint256) = 3

IDENTITY: constant(address) = 0x0000000000000000000000000000000000000004
# Bytes of calldata of `verify`: selector, two offsets, two lengths, the words of both lists.
MAX_CALLDATA: constant(uint256) = 132 + 32 * (limits.MAX_PUBLIC_INPUTS + limits.MAX_PROOF_WORDS)

# FFLONK verifiers are kept for clients that list them; no proof is routed to one.
fflonkVerifiers: public(HashMap[uint32, address])  # version => verifier
plonkVerifiers: public(HashMap[uint32, address])  # version => verifier


@deploy
def __init__(fflonk_verifier: address, plonk_verifier: address, owner: address):
    if owner == empty(address):
        errors.ZeroAddress()
    self.fflonkVerifiers[0] = fflonk_verifier
    self.plonkVerifiers[0] = plonk_verifier
    ownable_2step._set_owner(owner)


@external
def addVerifier(version: uint32, fflonk_verifier: address, plonk_verifier: address):
    """
    @notice Set the verifiers of a version that has none.
    @dev Role: owner.
    @custom:errors ZeroAddress for PLONK verifier 0; AddressAlreadySet(present one)
    """
    ownable_2step._check_owner()
    if plonk_verifier == empty(address):
        errors.ZeroAddress()
    if self.fflonkVerifiers[version] != empty(address):
        settlement_errors.AddressAlreadySet(self.fflonkVerifiers[version])
    if self.plonkVerifiers[version] != empty(address):
        settlement_errors.AddressAlreadySet(self.plonkVerifiers[version])
    self.fflonkVerifiers[version] = fflonk_verifier
    self.plonkVerifiers[version] = plonk_verifier


@external
def removeVerifier(version: uint32):
    """
    @notice Forget the verifiers of a version: its proofs are refused from now on.
    @dev Role: owner.
    """
    ownable_2step._check_owner()
    self.fflonkVerifiers[version] = empty(address)
    self.plonkVerifiers[version] = empty(address)


@external
@view
def verificationKeyHash(verifier_type: uint256 = PLONK) -> bytes32:
    """
    @notice Hash of the verification key of a type and version, given as in word 0 of a proof; by
            default of PLONK, version 0.
    @custom:errors InvalidProofFormat; UnknownVerifierVersion; UnknownVerifierType for all but PLONK
    """
    verifier: address = self._verifier_of(verifier_type)
    if verifier_type & 255 != PLONK:
        settlement_errors.UnknownVerifierType()
    return staticcall IVerifier(verifier).verificationKeyHash()


@external
@pure
def computeZKsyncOSHash(
    initial_hash: uint256, public_inputs: DynArray[uint256, limits.MAX_PUBLIC_INPUTS]
) -> uint256:
    """
    @notice The one public input that a SNARK over several batches has: a hash chain over theirs
            that starts with `initial_hash`, or with the first of them if that is 0.
    @custom:errors EmptyPublicInputsLength when there is nothing to start with
    """
    return self._fold(initial_hash, public_inputs)


@internal
@view
def _route(
    public_inputs: DynArray[uint256, limits.MAX_PUBLIC_INPUTS],
    proof: DynArray[uint256, limits.MAX_PROOF_WORDS],
) -> Route:
    """
    @dev Who is to verify what. A mock proof too needs a version with a PLONK verifier.
    """
    if len(proof) == 0:
        settlement_errors.EmptyProofLength()
    if len(public_inputs) == 0:
        settlement_errors.EmptyPublicInputsLength()
    verifier: address = self._verifier_of(proof[0])
    type_: uint256 = proof[0] & 255
    if type_ != PLONK and type_ != MOCK:
        settlement_errors.UnknownVerifierType()
    if len(proof) == 1:
        settlement_errors.InvalidProofFormat()
    return Route(
        is_mock=type_ == MOCK,
        verifier=verifier,
        public_input=self._fold(proof[1], public_inputs),
        proof_words=len(proof) - 2,
    )


@internal
@view
def _forward(route: Route) -> bool:
    """
    @dev Ask the PLONK verifier. Only for `verify`: the proof is taken from its calldata as bytes,
         because Vyper cuts and encodes lists word by word, 7,000 gas for the 44 of a proof.
    """
    calldata: Bytes[MAX_CALLDATA] = raw_call(
        IDENTITY, msg.data, max_outsize=MAX_CALLDATA, is_static_call=True
    )
    length_at: uint256 = 4 + convert(slice(msg.data, 36, 32), uint256)
    request: Bytes[MAX_CALLDATA + 164] = concat(
        method_id("verify(uint256[],uint256[])"),
        abi_encode(convert(64, uint256), convert(128, uint256)),  # offsets of the two lists
        abi_encode(convert(1, uint256), route.public_input),
        abi_encode(route.proof_words),
        slice(calldata, length_at + 96, 32 * route.proof_words),
    )
    return abi_decode(
        raw_call(route.verifier, request, max_outsize=32, is_static_call=True), bool
    )


@internal
@view
def _verifier_of(type_and_version: uint256) -> address:
    if type_and_version >> 40 != 0:
        settlement_errors.InvalidProofFormat()
    verifier: address = self.plonkVerifiers[convert(type_and_version >> 8, uint32)]
    if verifier == empty(address):
        settlement_errors.UnknownVerifierVersion()
    return verifier


@internal
@pure
def _fold(
    initial_hash: uint256, public_inputs: DynArray[uint256, limits.MAX_PUBLIC_INPUTS]
) -> uint256:
    result: uint256 = initial_hash
    first: uint256 = 0
    if initial_hash == 0:
        if len(public_inputs) == 0:
            settlement_errors.EmptyPublicInputsLength()
        result = public_inputs[0]
        first = 1
    for i: uint256 in range(first, len(public_inputs), bound=limits.MAX_PUBLIC_INPUTS):
        result = convert(keccak256(abi_encode(result, public_inputs[i])), uint256) >> 32
    return result
