# pragma version 0.4.3
"""
@title The transcript of a proof
@license MIT
@notice Makes an interactive proof a written one (Fiat and Shamir): all that the verifier has seen
        is hashed into a state of two words, and a challenge is a hash of that state. A prefix of
        four bytes keeps the three hashes apart.
@custom:source era-contracts draft-v31, EraVerifierFflonk, ZKsyncOSVerifierPlonk
"""


struct Transcript:
    state_0: bytes32
    state_1: bytes32


# Challenges have 253 bits: below the order of the curve's group without a reduction.
CHALLENGE_MASK: constant(uint256) = 2**253 - 1


@internal
@pure
def _absorb(t: Transcript, word: uint256) -> Transcript:
    return Transcript(
        state_0=keccak256(abi_encode(t.state_0, t.state_1, word, method_id=0x00000000)),
        state_1=keccak256(abi_encode(t.state_0, t.state_1, word, method_id=0x00000001)),
    )


@internal
@pure
def _challenge(t: Transcript, index: bytes4) -> uint256:
    """
    @dev Challenges of one state differ by their index, which counts all of them.
    """
    digest: bytes32 = keccak256(concat(0x00000002, t.state_0, t.state_1, index))
    return convert(digest, uint256) & CHALLENGE_MASK
