# pragma version 0.4.3
"""
@title The FFLONK verifier, section by section
@license MIT
@notice Test only. A verifier for any key that also shows what its sections compute; `trace` runs them
        in `verify`'s order and returns every step. `garter/protocol/fflonk.py` must agree.
"""
from contracts.lib import limits
from contracts.settlement.verifiers import bn254
from contracts.settlement.verifiers import fflonk
from contracts.settlement.verifiers import fflonk_proof

initializes: fflonk
exports: (fflonk.verify, fflonk.verificationKeyHash)


struct Trace:
    challenges: fflonk_proof.Challenges
    domain: fflonk.Domain
    quotients: fflonk.Quotients
    differences: fflonk.Differences
    r: uint256[3]
    scalars: fflonk.Scalars
    f: bn254.Point
    left: bn254.Point
    opened: bool


@deploy
def __init__(key: fflonk.Key):
    fflonk.__init__(key)


@external
@view
def trace(public_input: uint256, words: DynArray[uint256, limits.MAX_PROOF_WORDS]) -> Trace:
    t: Trace = empty(Trace)
    p: fflonk_proof.Proof = fflonk_proof._read(public_input, words)
    e: fflonk_proof.Evaluations = p.evaluations
    t.challenges = fflonk_proof._challenges(fflonk.C0, public_input, words)
    t.domain = fflonk._domain(t.challenges.r)
    t.quotients = fflonk._quotients(e, public_input, t.challenges, t.domain)
    t.differences = fflonk._differences(t.challenges.y, t.domain, p.hint)
    t.r[0] = fflonk._r0(e, t.challenges.y)
    t.r[1] = fflonk._r1(e, t.quotients.t0, t.challenges.y)
    t.r[2] = fflonk._r2(e, t.quotients, t.challenges.y, t.domain)
    t.scalars = fflonk._scalars(e, t.quotients, t.challenges, t.domain, t.differences)
    t.f = abi_decode(fflonk._commitments(p, t.scalars), bn254.Point)
    t.left = fflonk._left(p, t.challenges.y, t.differences.s0, t.scalars)
    t.opened = fflonk._is_opened(t.left, p.w_prime)
    return t


# --- sections ---


@external
@view
def domain(r: uint256) -> fflonk.Domain:
    return fflonk._domain(r)


@external
@pure
def gate_identity(e: fflonk_proof.Evaluations, inputs_at_z: uint256) -> uint256:
    return fflonk._gate_identity(e, inputs_at_z)


@external
@view
def permutation_identity(
    e: fflonk_proof.Evaluations, challenges: fflonk_proof.Challenges, z: uint256
) -> uint256:
    return fflonk._permutation_identity(e, challenges, z)


@external
@view
def quotients(
    e: fflonk_proof.Evaluations,
    public_input: uint256,
    challenges: fflonk_proof.Challenges,
    domain_: fflonk.Domain,
) -> fflonk.Quotients:
    return fflonk._quotients(e, public_input, challenges, domain_)


@external
@view
def differences(y: uint256, domain_: fflonk.Domain, hint: uint256) -> fflonk.Differences:
    return fflonk._differences(y, domain_, hint)


@external
@view
def hint_factor(omega: uint256) -> uint256:
    return fflonk._hint_factor(omega)


@external
@pure
def interpolated(
    e: fflonk_proof.Evaluations, quotients_: fflonk.Quotients, y: uint256, domain_: fflonk.Domain
) -> uint256[3]:
    """
    @return r0, r1 and r2 at y.
    """
    return [
        fflonk._r0(e, y),
        fflonk._r1(e, quotients_.t0, y),
        fflonk._r2(e, quotients_, y, domain_),
    ]


@external
@pure
def scalars(
    e: fflonk_proof.Evaluations,
    quotients_: fflonk.Quotients,
    challenges: fflonk_proof.Challenges,
    domain_: fflonk.Domain,
    differences_: fflonk.Differences,
) -> fflonk.Scalars:
    return fflonk._scalars(e, quotients_, challenges, domain_, differences_)
