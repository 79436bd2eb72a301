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
    p: Proof = Proof(
        wires=[
            bn254.Point(x=words[0], y=words[1]), bn254.Point(x=words[2], y=words[3]),
            bn254.Point(x=words[4], y=words[5]), bn254.Point(x=words[6], y=words[7]),
        ],
        z_perm=bn254.Point(x=words[8], y=words[9]),
        s=bn254.Point(x=words[10], y=words[11]),
        z_lookup=bn254.Point(x=words[12], y=words[13]),
        quotient_parts=[
            bn254.Point(x=words[14], y=words[15]), bn254.Point(x=words[16], y=words[17]),
            bn254.Point(x=words[18], y=words[19]), bn254.Point(x=words[20], y=words[21]),
        ],
        at_z=self._evaluations(words),
        w=bn254.Point(x=words[40], y=words[41]),
        w_next=bn254.Point(x=words[42], y=words[43]),
    )
    assert self._are_on_curve(p) and self._are_canonical(p.at_z), "loadProof: Proof is invalid"
    return p


@internal
@pure
def _evaluations(words: DynArray[uint256, limits.MAX_PROOF_WORDS]) -> Evaluations:
    return Evaluations(
        a=words[22],
        b=words[23],
        c=words[24],
        d=words[25],
        d_next=words[26],
        main_gate=words[27],
        sigma_0=words[28],
        sigma_1=words[29],
        sigma_2=words[30],
        z_perm_next=words[31],
        s_next=words[32],
        z_lookup_next=words[33],
        table=words[34],
        table_next=words[35],
        lookup_selector=words[36],
        table_type=words[37],
        quotient=words[38],
        linearisation=words[39],
    )


@internal
@pure
def _are_on_curve(p: Proof) -> bool:
    return (
        bn254._is_on_curve(p.wires[0]) and bn254._is_on_curve(p.wires[1])
        and bn254._is_on_curve(p.wires[2]) and bn254._is_on_curve(p.wires[3])
        and bn254._is_on_curve(p.z_perm) and bn254._is_on_curve(p.s)
        and bn254._is_on_curve(p.z_lookup)
        and bn254._is_on_curve(p.quotient_parts[0]) and bn254._is_on_curve(p.quotient_parts[1])
        and bn254._is_on_curve(p.quotient_parts[2]) and bn254._is_on_curve(p.quotient_parts[3])
        and bn254._is_on_curve(p.w) and bn254._is_on_curve(p.w_next)
    )


@internal
@pure
def _are_canonical(e: Evaluations) -> bool:
    return (
        e.a < bn254.R and e.b < bn254.R and e.c < bn254.R and e.d < bn254.R
        and e.d_next < bn254.R and e.main_gate < bn254.R
        and e.sigma_0 < bn254.R and e.sigma_1 < bn254.R and e.sigma_2 < bn254.R
        and e.z_perm_next < bn254.R and e.s_next < bn254.R and e.z_lookup_next < bn254.R
        and e.table < bn254.R and e.table_next < bn254.R
        and e.lookup_selector < bn254.R and e.table_type < bn254.R
        and e.quotient < bn254.R and e.linearisation < bn254.R
    )


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
