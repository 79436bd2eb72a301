# pragma version 0.4.3
"""
@title FFLONK proofs: their words and their challenges
@license MIT
@notice A proof is 24 words: points C1, C2, W, W'; 15 evaluations; the hint (see `fflonk.vy`). Words
        must be canonical, so that a proof cannot be written in a second way.
@custom:source era-contracts draft-v31, EraVerifierFflonk
"""
from contracts.lib import limits
from contracts.settlement import settlement_errors
from contracts.settlement.verifiers import bn254
from contracts.settlement.verifiers import transcript


# Polynomials at z, and where the name says so at z omega, in the order of the proof.
struct Evaluations:
    qa: uint256
    qb: uint256
    qc: uint256
    qm: uint256
    qconst: uint256
    sigma_1: uint256
    sigma_2: uint256
    sigma_3: uint256
    a: uint256
    b: uint256
    c: uint256
    grand_product: uint256
    grand_product_shifted: uint256
    t1_shifted: uint256
    t2_shifted: uint256


struct Proof:
    c1: bn254.Point
    c2: bn254.Point
    w: bn254.Point
    w_prime: bn254.Point
    evaluations: Evaluations
    hint: uint256


struct Challenges:
    beta: uint256
    gamma: uint256
    r: uint256
    alpha: uint256
    y: uint256


PUBLIC_INPUTS: constant(uint256) = 1
PROOF_WORDS: constant(uint256) = 24
FIRST_EVALUATION: constant(uint256) = 8
HINT: constant(uint256) = 23


@internal
@pure
def _read(public_input: uint256, words: DynArray[uint256, limits.MAX_PROOF_WORDS]) -> Proof:
    """
    @dev Name the words; points must be on the curve, scalars below the order of its group.
    """
    canonical: bool = public_input < bn254.R
    for i: uint256 in range(FIRST_EVALUATION, PROOF_WORDS):
        canonical = canonical and words[i] < bn254.R
    if not canonical:
        settlement_errors.InvalidProofFormat()
    p: Proof = Proof(
        c1=bn254.Point(x=words[0], y=words[1]),
        c2=bn254.Point(x=words[2], y=words[3]),
        w=bn254.Point(x=words[4], y=words[5]),
        w_prime=bn254.Point(x=words[6], y=words[7]),
        evaluations=self._evaluations(words),
        hint=words[HINT],
    )
    assert bn254._is_on_curve(p.c1), "commitment 0 is not on curve"
    assert bn254._is_on_curve(p.c2), "commitment 1 is not on curve"
    assert bn254._is_on_curve(p.w), "commitment 2 is not on curve"
    assert bn254._is_on_curve(p.w_prime), "commitment 3 is not on curve"
    return p


@internal
@pure
def _evaluations(words: DynArray[uint256, limits.MAX_PROOF_WORDS]) -> Evaluations:
    return Evaluations(
        qa=words[8],
        qb=words[9],
        qc=words[10],
        qm=words[11],
        qconst=words[12],
        sigma_1=words[13],
        sigma_2=words[14],
        sigma_3=words[15],
        a=words[16],
        b=words[17],
        c=words[18],
        grand_product=words[19],
        grand_product_shifted=words[20],
        t1_shifted=words[21],
        t2_shifted=words[22],
    )


@internal
@pure
def _challenges(
    c0: bn254.Point, public_input: uint256, words: DynArray[uint256, limits.MAX_PROOF_WORDS]
) -> Challenges:
    """
    @dev Each challenge depends on all that the prover had fixed before.
    """
    c: Challenges = empty(Challenges)
    t: transcript.Transcript = empty(transcript.Transcript)
    # Round 1: the statement and the witness; beta and gamma compress the permutation.
    for word: uint256 in [public_input, c0.x, c0.y, words[0], words[1]]:
        t = transcript._absorb(t, word)
    c.beta = transcript._challenge(t, 0x00000000)
    c.gamma = transcript._challenge(t, 0x00000001)
    # Round 2: the permutation; r leads to the point z at which the identities are checked.
    t = transcript._absorb(transcript._absorb(t, words[2]), words[3])
    c.r = transcript._challenge(t, 0x00000002)
    # Round 3: the evaluations; alpha combines the three openings into one.
    for i: uint256 in range(FIRST_EVALUATION, HINT):
        t = transcript._absorb(t, words[i])
    c.alpha = transcript._challenge(t, 0x00000003)
    # Round 4: the quotient W of that opening; y is where its equation is checked.
    t = transcript._absorb(transcript._absorb(t, words[4]), words[5])
    c.y = transcript._challenge(t, 0x00000004)
    return c
