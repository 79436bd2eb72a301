"""FFLONK verification by the book, with every intermediate value.

Follows https://eprint.iacr.org/2021/1167 as ZKsync uses it: the polynomials of setup, witness and
permutation are folded into C0, C1 and C2 of 8, 4 and 3 parts, f(X) = Σ X^j f_j(X^k). At the k-th
roots of ``z`` a folded polynomial shows the values of its parts at ``z``, so opening it there opens
them all.

The polynomials r through those values are interpolated here in Lagrange's bases, as the paper does.
``contracts/settlement/verifiers/fflonk.vy`` has closed forms for them; comparing the two step by
step is how either is checked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from math import prod

from garter.exceptions import SnarkHintWrong, SnarkMalformed, SnarkPairingFailed
from garter.protocol.bn254 import (
    G2_GENERATOR,
    GENERATOR,
    Point,
    R,
    Transcript,
    add,
    combine,
    inverse,
    is_on_curve,
    multiply,
    negate,
    pairings_cancel,
)
from garter.protocol.fflonk_key import PUBLIC_INPUTS, FflonkKey

PROOF_WORDS = 24
COMMITMENTS = ("C1", "C2", "W", "W'")
ROOT_DEGREE = 24
"""z = r^24: it has roots of degree 8, 4 and 3 among the powers of r."""
SETUP, WITNESS, PERMUTATION = 8, 4, 3
"""Parts of C0, C1 and C2."""


@dataclass(frozen=True, slots=True)
class Evaluations:
    """Values at ``z``, ``*_shifted`` at ``z omega``, in the order of the proof."""

    qa: int
    qb: int
    qc: int
    qm: int
    qconst: int
    sigma_1: int
    sigma_2: int
    sigma_3: int
    a: int
    b: int
    c: int
    grand_product: int
    grand_product_shifted: int
    t1_shifted: int
    t2_shifted: int


@dataclass(frozen=True, slots=True)
class Proof:
    """The 24 words by name."""

    c1: Point
    c2: Point
    w: Point
    w_prime: Point
    evaluations: Evaluations
    hint: int


@dataclass(frozen=True, slots=True)
class Challenges:
    """What the transcript answers, in its order."""

    beta: int
    gamma: int
    r: int
    alpha: int
    y: int


@dataclass(frozen=True, slots=True)
class Domain:
    """What depends on z alone."""

    z: int
    z_omega: int
    vanishing_inverse: int
    """1 / (z^N - 1)."""
    l0: int
    """The Lagrange polynomial that is 1 at 1 and 0 elsewhere on H, at z."""
    step_inverse: int
    """1 / (z omega - z)."""


@dataclass(frozen=True, slots=True)
class Quotients:
    """Of gate identity, permutation and start of the grand product, at z."""

    t0: int
    t1: int
    t2: int


@dataclass(frozen=True, slots=True)
class Opening:
    """A folded polynomial at the roots where it is opened, and r, which interpolates it, at y."""

    points: tuple[int, ...]
    values: tuple[int, ...]
    denominators: tuple[int, ...]
    basis: tuple[int, ...]
    vanishing: int
    """The product of y - point over all points."""
    r: int


@dataclass(frozen=True, slots=True)
class Aggregation:
    """What is paired: e(F - E - J + y W', [1]) e(-W', [x]) = 1."""

    c1_scalar: int
    c2_scalar: int
    e_scalar: int
    f: Point
    e: Point
    j: Point
    left: Point
    right: Point


@dataclass(frozen=True, slots=True)
class Verification:
    """Everything between a proof and its verdict."""

    public_input: int
    proof: Proof
    challenges: Challenges
    domain: Domain
    quotients: Quotients
    openings: tuple[Opening, Opening, Opening]
    denominators: int
    """The product of all denominators of the Lagrange bases, whose inverse is the proof's hint."""
    aggregation: Aggregation
    accepted: bool

    def require_accepted(self) -> None:
        """Raises SnarkHintWrong or SnarkPairingFailed."""
        if not _is_inverse(self.proof.hint, self.denominators):
            raise SnarkHintWrong(self.proof.hint, self.denominators)
        if not self.accepted:
            raise SnarkPairingFailed


def verify(key: FflonkKey, public_inputs: Sequence[int], words: Sequence[int]) -> Verification:
    """Verify a proof; ``accepted`` is the verdict.

    Raises SnarkMalformed for words that cannot be a proof, before anything is computed.
    """
    public_input, proof = parse(public_inputs, words)
    challenges = derive_challenges(key, public_input, proof)
    domain = evaluate_domain(key, challenges.r)
    quotients = divide_identities(key, public_input, proof.evaluations, challenges, domain)
    openings = interpolate(key, proof.evaluations, quotients, challenges)
    denominators = prod(d for opening in openings for d in opening.denominators) % R
    aggregation = aggregate(key, proof, challenges, openings)
    pairs = [(aggregation.left, G2_GENERATOR), (aggregation.right, key.g2_tau)]
    return Verification(
        public_input=public_input,
        proof=proof,
        challenges=challenges,
        domain=domain,
        quotients=quotients,
        openings=openings,
        denominators=denominators,
        aggregation=aggregation,
        accepted=_is_inverse(proof.hint, denominators) and pairings_cancel(pairs),
    )


def _is_inverse(hint: int, denominators: int) -> bool:
    return hint * denominators % R == 1


# --- proof ---


def parse(public_inputs: Sequence[int], words: Sequence[int]) -> tuple[int, Proof]:
    """The public input and the proof by name.

    Words must be canonical, so that a proof cannot be written in a second way. Raises
    SnarkMalformed.
    """
    if len(public_inputs) != PUBLIC_INPUTS:
        raise SnarkMalformed("public inputs", len(public_inputs), "the circuit has 1")
    if len(words) != PROOF_WORDS:
        raise SnarkMalformed("words", len(words), f"a FFLONK proof has {PROOF_WORDS}")
    _require_scalar("public input", public_inputs[0])
    c1, c2, w, w_prime = (Point(words[i], words[i + 1]) for i in range(0, 8, 2))
    for name, point in zip(COMMITMENTS, (c1, c2, w, w_prime), strict=True):
        if not is_on_curve(point):
            shown = f"({point.x:#x}, {point.y:#x})"
            raise SnarkMalformed(name, shown, "not a point of the curve in canonical coordinates")
    for index, scalar in enumerate(words[8:], 8):
        _require_scalar(f"word {index}", scalar)
    return public_inputs[0], Proof(c1, c2, w, w_prime, Evaluations(*words[8:23]), words[23])


def _require_scalar(what: str, number: int) -> None:
    if not 0 <= number < R:
        raise SnarkMalformed(what, number, "not below the order of the curve's group")


# --- transcript ---


def derive_challenges(key: FflonkKey, public_input: int, proof: Proof) -> Challenges:
    """The challenges: each depends on all that the prover had fixed before."""
    transcript = Transcript()
    transcript.absorb(public_input, *key.c0, *proof.c1)
    beta, gamma = transcript.challenge(0), transcript.challenge(1)
    transcript.absorb(*proof.c2)
    r = transcript.challenge(2)
    transcript.absorb(*astuple(proof.evaluations))
    alpha = transcript.challenge(3)
    transcript.absorb(*proof.w)
    return Challenges(beta, gamma, r, alpha, y=transcript.challenge(4))


# --- identities at z ---


def evaluate_domain(key: FflonkKey, r: int) -> Domain:
    """z and what depends on it alone. Raises SnarkMalformed for z = 0 or in H, met by nobody."""
    z = pow(r, ROOT_DEGREE, R)
    z_omega = z * key.omega % R
    vanishing = (pow(z, key.domain_size, R) - 1) % R
    if z == 0 or vanishing == 0:
        raise SnarkMalformed("z", z, "the transcript led to 0 or into the domain")
    return Domain(
        z=z,
        z_omega=z_omega,
        vanishing_inverse=inverse(vanishing),
        l0=vanishing * inverse(key.domain_size * (z - 1)) % R,
        step_inverse=inverse(z_omega - z),
    )


def divide_identities(
    key: FflonkKey, public_input: int, e: Evaluations, challenges: Challenges, domain: Domain
) -> Quotients:
    """What the circuit's identities leave when divided by z^N - 1, which vanishes on H."""
    beta, gamma, z = challenges.beta, challenges.gamma, domain.z
    k1, k2 = key.non_residues
    gate = e.qm * e.a * e.b + e.qa * e.a + e.qb * e.b + e.qc * e.c + e.qconst
    gate += public_input * domain.l0
    own = (e.a + beta * z + gamma) * (e.b + k1 * beta * z + gamma) * (e.c + k2 * beta * z + gamma)
    permuted = (
        (e.a + beta * e.sigma_1 + gamma)
        * (e.b + beta * e.sigma_2 + gamma)
        * (e.c + beta * e.sigma_3 + gamma)
    )
    permutation = e.grand_product * own - e.grand_product_shifted * permuted
    start = (e.grand_product - 1) * domain.l0
    return Quotients(
        t0=gate * domain.vanishing_inverse % R,
        t1=permutation * domain.vanishing_inverse % R,
        t2=start * domain.vanishing_inverse % R,
    )


# --- openings at y ---


def interpolate(
    key: FflonkKey, e: Evaluations, quotients: Quotients, challenges: Challenges
) -> tuple[Opening, Opening, Opening]:
    """The three folded polynomials at their roots, and r0, r1, r2 at y."""
    r, y = challenges.r, challenges.y
    setup = (e.qa, e.qb, e.qc, e.qm, e.qconst, e.sigma_1, e.sigma_2, e.sigma_3)
    witness = (e.a, e.b, e.c, quotients.t0)
    permutation = (e.grand_product, quotients.t1, quotients.t2)
    shifted = (e.grand_product_shifted, e.t1_shifted, e.t2_shifted)
    h0, h1, h2 = (pow(r, ROOT_DEGREE // k, R) for k in (SETUP, WITNESS, PERMUTATION))
    h3 = h2 * cube_root(key.omega, key.domain_size) % R
    return _open(y, {h0: setup}), _open(y, {h1: witness}), _open(y, {h2: permutation, h3: shifted})


def cube_root(omega: int, order: int) -> int:
    """The cube root of a root of unity among its own powers. ``order`` is a power of two."""
    return pow(omega, pow(3, -1, order), R)


def root_of_unity(degree: int) -> int:
    """A primitive one, from 5, which generates the field's units."""
    return pow(5, (R - 1) // degree, R)


def _open(y: int, parts_by_root: dict[int, tuple[int, ...]]) -> Opening:
    """Open the polynomial whose parts at h^k are given for each h, at all roots h w^i (w^k = 1).

    L_i(y) = w^i Z(y) / (k h^(k-1) (h^k - other h^k) (y - h w^i)); Z(y) multiplies all y - h w^i.
    """
    k = len(next(iter(parts_by_root.values())))
    w = root_of_unity(k)
    powers = [pow(h, k, R) for h in parts_by_root]
    vanishing = prod(pow(y, k, R) - power for power in powers) % R
    points, values, denominators, basis = [], [], [], []
    for h, parts in parts_by_root.items():
        others = prod(pow(h, k, R) - power for power in powers if power != pow(h, k, R))
        for i in range(k):
            point = h * pow(w, i, R) % R
            denominator = k * pow(h, k - 1, R) * others * (y - point) % R
            points.append(point)
            values.append(sum(part * pow(point, j, R) for j, part in enumerate(parts)) % R)
            denominators.append(denominator)
            basis.append(pow(w, i, R) * vanishing * inverse(denominator) % R)
    r = sum(lagrange * shown for lagrange, shown in zip(basis, values, strict=True)) % R
    return Opening(tuple(points), tuple(values), tuple(denominators), tuple(basis), vanishing, r)


# --- aggregation ---


def aggregate(
    key: FflonkKey,
    proof: Proof,
    challenges: Challenges,
    openings: tuple[Opening, Opening, Opening],
) -> Aggregation:
    """The three openings as one, divided by the set difference of the first."""
    s0, s1, s2 = (opening.vanishing for opening in openings)
    r0, r1, r2 = (opening.r for opening in openings)
    c1_scalar = challenges.alpha * s0 * inverse(s1) % R
    c2_scalar = challenges.alpha**2 * s0 * inverse(s2) % R
    e_scalar = (r0 + c1_scalar * r1 + c2_scalar * r2) % R
    f = combine([(key.c0, 1), (proof.c1, c1_scalar), (proof.c2, c2_scalar)])
    e = multiply(GENERATOR, e_scalar)
    j = multiply(proof.w, s0)
    opened = multiply(proof.w_prime, challenges.y)
    return Aggregation(
        c1_scalar=c1_scalar,
        c2_scalar=c2_scalar,
        e_scalar=e_scalar,
        f=f,
        e=e,
        j=j,
        left=add(f, negate(e), negate(j), opened),
        right=negate(proof.w_prime),
    )
