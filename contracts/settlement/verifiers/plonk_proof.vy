# pragma version 0.4.3
"""
@title PLONK proofs: their words and their challenges
@license MIT
@notice A proof of ZKsync's PLONK is 44 words: 11 commitments, 18 evaluations, 2 openings. What is
        called next is a value at z omega, one row on from z.
@custom:source era-contracts draft-v31, ZKsyncOSVerifierPlonk
"""
from contracts.lib import limits
from contracts.settlement.verifiers import bn254
from contracts.settlement.verifiers import transcript


struct Evaluations:
    a: uint256
    b: uint256
    c: uint256
    d: uint256
    d_next: uint256
    main_gate: uint256  # selector of the main gate
    sigma_0: uint256
    sigma_1: uint256
    sigma_2: uint256
    z_perm_next: uint256
    s_next: uint256
    z_lookup_next: uint256
    table: uint256
    table_next: uint256
    lookup_selector: uint256
    table_type: uint256
    quotient: uint256
    linearisation: uint256


struct Proof:
    wires: bn254.Point[4]  # [a], [b], [c], [d]
    z_perm: bn254.Point  # grand product of the copy permutation
    s: bn254.Point  # lookups and tables, sorted together
    z_lookup: bn254.Point  # grand product of the lookup argument
    quotient_parts: bn254.Point[4]  # t, cut into polynomials of the domain's size
    at_z: Evaluations
    w: bn254.Point  # opens at z
    w_next: bn254.Point  # opens at z omega


# The same words by what has to hold for them.
struct Words:
    commitments: bn254.Point[11]
    evaluations: uint256[18]
    openings: bn254.Point[2]


struct Challenges:
    eta: uint256  # folds the columns of a table
    beta: uint256  # copy permutation
    gamma: uint256
    beta_lookup: uint256
    gamma_lookup: uint256
    alpha: uint256  # folds the identities
    z: uint256  # where polynomials are opened
    v: uint256  # folds the openings
    u: uint256  # folds the two points


WORDS: constant(uint256) = 44
BYTES: constant(uint256) = 32 * WORDS
MAX_ROUND: constant(uint256) = 18  # words of the longest round


@internal
@pure
def _load_public_input(public_inputs: DynArray[uint256, limits.MAX_PUBLIC_INPUTS]) -> uint256:
    """
    @dev The one public input, which has 253 bits.
    """
    assert len(public_inputs) == 1, "loadProof: Proof is invalid"
    assert public_inputs[0] <= transcript.CHALLENGE_MASK, "loadProof: Proof is invalid"
    return public_inputs[0]


@internal
@pure
def _load(words: DynArray[uint256, limits.MAX_PROOF_WORDS]) -> Proof:
    """
    @dev Every word must be canonical and every point on the curve; infinity is not.
    """
    assert len(words) == WORDS, "loadProof: Proof is invalid"
    data: Bytes[BYTES] = slice(abi_encode(words), 64, BYTES)
    by_kind: Words = abi_decode(data, Words)
    for point: bn254.Point in by_kind.commitments:
        assert bn254._is_on_curve(point), "loadProof: Proof is invalid"
    for evaluation: uint256 in by_kind.evaluations:
        assert evaluation < bn254.R, "loadProof: Proof is invalid"
    for point: bn254.Point in by_kind.openings:
        assert bn254._is_on_curve(point), "loadProof: Proof is invalid"
    return abi_decode(data, Proof)


@internal
@pure
def _challenges(public_input: uint256, p: Proof) -> Challenges:
    """
    @dev Replays the rounds: each challenge depends on all that was sent before it.
    """
    x: Challenges = empty(Challenges)
    t: transcript.Transcript = self._absorb(empty(transcript.Transcript), [
        public_input, p.wires[0].x, p.wires[0].y, p.wires[1].x, p.wires[1].y,
        p.wires[2].x, p.wires[2].y, p.wires[3].x, p.wires[3].y,
    ])
    x.eta = transcript._challenge(t, 0x00000000)
    t = self._absorb(t, [p.s.x, p.s.y])
    x.beta = transcript._challenge(t, 0x00000001)
    x.gamma = transcript._challenge(t, 0x00000002)
    t = self._absorb(t, [p.z_perm.x, p.z_perm.y])
    x.beta_lookup = transcript._challenge(t, 0x00000003)
    x.gamma_lookup = transcript._challenge(t, 0x00000004)
    t = self._absorb(t, [p.z_lookup.x, p.z_lookup.y])
    x.alpha = transcript._challenge(t, 0x00000005)
    t = self._absorb_quotient(t, p.quotient_parts)
    x.z = transcript._challenge(t, 0x00000006)
    t = self._absorb_evaluations(t, p.at_z)
    x.v = transcript._challenge(t, 0x00000007)
    t = self._absorb(t, [p.w.x, p.w.y, p.w_next.x, p.w_next.y])
    x.u = transcript._challenge(t, 0x00000008)
    return x


@internal
@pure
def _absorb_quotient(t: transcript.Transcript, parts: bn254.Point[4]) -> transcript.Transcript:
    return self._absorb(t, [
        parts[0].x, parts[0].y, parts[1].x, parts[1].y,
        parts[2].x, parts[2].y, parts[3].x, parts[3].y,
    ])


@internal
@pure
def _absorb_evaluations(t: transcript.Transcript, e: Evaluations) -> transcript.Transcript:
    return self._absorb(t, [
        e.quotient, e.a, e.b, e.c, e.d, e.d_next, e.main_gate,
        e.sigma_0, e.sigma_1, e.sigma_2, e.z_perm_next,
        e.table, e.lookup_selector, e.table_type,
        e.s_next, e.z_lookup_next, e.table_next, e.linearisation,
    ])


@internal
@pure
def _absorb(
    before: transcript.Transcript, words: DynArray[uint256, MAX_ROUND]
) -> transcript.Transcript:
    """
    @dev All words of a round, one after the other; a loop here spares a call for each.
    """
    s0: bytes32 = before.state_0
    s1: bytes32 = before.state_1
    for word: uint256 in words:
        next: bytes32 = keccak256(abi_encode(s0, s1, word, method_id=0x00000000))
        s1 = keccak256(abi_encode(s0, s1, word, method_id=0x00000001))
        s0 = next
    return transcript.Transcript(state_0=s0, state_1=s1)
