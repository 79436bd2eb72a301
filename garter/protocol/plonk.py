"""ZKsync's PLONK: the verification of a proof, every intermediate value kept.

PLONK (eprint 2019/953) with four wires a, b, c, d, a main gate and a Rescue gate, a copy
permutation and a lookup argument (plookup, eprint 2020/315). Brackets mean commitments: [p] is
p's. The circuit has 2²⁴ rows and one public input. ``contracts/settlement/verifiers/plonk.vy`` goes
the same steps under the same names; tests compare the two value by value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from garter.exceptions import SnarkIdentityBroken, SnarkMalformed, SnarkPairingFailed
from garter.protocol.bn254 import (
    G2_GENERATOR,
    GENERATOR,
    Point,
    R,
    Transcript,
    add,
    combine,
    inverse,
    negate,
    pairings_cancel,
)
from garter.protocol.plonk_proof import Proof, parse_proof, parse_public_input

if TYPE_CHECKING:
    from garter.protocol.plonk_key import PlonkKey

DOMAIN_SIZE = 1 << 24
OMEGA = 0x1951441010B2B95A6E47A6075066A50A036F5BA978C050F2821DF86636C0FACB
"""Generates H, the rows: OMEGA ** DOMAIN_SIZE = 1."""
LAST_OMEGA = pow(OMEGA, -1, R)
"""The last row."""
COSETS = (5, 7, 10)
"""Columns b, c, d are the cosets k H; column a is H itself."""


@dataclass(frozen=True, slots=True)
class Challenges:
    """What the verifier asks for, round by round."""

    eta: int
    beta: int
    gamma: int
    beta_lookup: int
    gamma_lookup: int
    alpha: int
    z: int
    v: int
    u: int


@dataclass(frozen=True, slots=True)
class Domain:
    """What depends on z alone."""

    z_to_n: int
    vanishing: int
    """Z_H(z) = zⁿ - 1"""
    l_first: int
    """The Lagrange polynomial that is 1 on the first row, at z."""
    l_last: int
    z_minus_last: int
    """z - ωⁿ⁻¹"""


@dataclass(frozen=True, slots=True)
class Identity:
    """r₀, the part of the linearisation that the verifier knows, and what t(z) Z_H(z) has to be."""

    main_gate: int
    permutation: int
    lookup: int
    claimed: int
    """t(z) Z_H(z)"""
    computed: int
    """r(z) + r₀"""


@dataclass(frozen=True, slots=True)
class Linearisation:
    """[D0] + v [D1], without three commitments that occur again among the openings."""

    quotient: Point
    """[D0] = Σ zⁱⁿ [tᵢ]"""
    main_gate: Point
    rescue_gate: int
    """Multiple of the second gate selector."""
    z_perm: int
    sigma_3: int
    s: int
    z_lookup: int
    point: Point


@dataclass(frozen=True, slots=True)
class Aggregation:
    """All openings at z, and with u those at zω, as one."""

    table: Point
    """[t] = Σ etaⁱ [columnᵢ]"""
    commitment: Point
    """[F]"""
    value: int
    """The multiple of the generator that [E] is."""


@dataclass(frozen=True, slots=True)
class Verification:
    """Everything between a proof and its verdict."""

    public_input: int
    proof: Proof
    challenges: Challenges
    domain: Domain
    identity: Identity
    linearisation: Linearisation
    aggregation: Aggregation
    with_generator: Point
    """Paired with [1]₂."""
    with_tau: Point
    """Paired with [x]₂."""
    accepted: bool

    def require_accepted(self) -> None:
        """Raises SnarkIdentityBroken or SnarkPairingFailed."""
        if self.identity.claimed != self.identity.computed:
            raise SnarkIdentityBroken(self.identity.claimed, self.identity.computed)
        if not self.accepted:
            raise SnarkPairingFailed


def verify(key: PlonkKey, public_inputs: Sequence[int], words: Sequence[int]) -> Verification:
    """Verify a proof; ``accepted`` is the verdict.

    Raises SnarkMalformed for words that cannot be a proof, before anything is computed.
    """
    public_input = parse_public_input(public_inputs)
    proof = parse_proof(words)
    challenges = derive_challenges(public_input, proof)
    domain = evaluate_domain(challenges.z)
    identity = check_identity(public_input, proof, challenges, domain)
    linearisation = linearise(key, proof, challenges, domain)
    aggregation = aggregate(key, proof, challenges, linearisation)
    with_generator, with_tau = pairing_points(proof, challenges, aggregation)
    opens = pairings_cancel([(with_generator, G2_GENERATOR), (with_tau, key.g2_tau)])
    return Verification(
        public_input=public_input,
        proof=proof,
        challenges=challenges,
        domain=domain,
        identity=identity,
        linearisation=linearisation,
        aggregation=aggregation,
        with_generator=with_generator,
        with_tau=with_tau,
        accepted=identity.claimed == identity.computed and opens,
    )


# --- 2. Transcript -----------------------------------------------------------------------------


def derive_challenges(public_input: int, proof: Proof) -> Challenges:
    """Replay the rounds: each challenge depends on all that was sent before it."""
    t = Transcript()
    t.absorb(public_input, *_coordinates(*proof.wires))
    eta = t.challenge(0)
    t.absorb(*proof.s)
    beta, gamma = t.challenge(1), t.challenge(2)
    t.absorb(*proof.z_perm)
    beta_lookup, gamma_lookup = t.challenge(3), t.challenge(4)
    t.absorb(*proof.z_lookup)
    alpha = t.challenge(5)
    t.absorb(*_coordinates(*proof.quotient_parts))
    z = t.challenge(6)
    t.absorb(proof.quotient, proof.a, proof.b, proof.c, proof.d, proof.d_next, proof.main_gate)
    t.absorb(proof.sigma_0, proof.sigma_1, proof.sigma_2, proof.z_perm_next)
    t.absorb(proof.table, proof.lookup_selector, proof.table_type)
    t.absorb(proof.s_next, proof.z_lookup_next, proof.table_next, proof.linearisation)
    v = t.challenge(7)
    t.absorb(*proof.w, *proof.w_next)
    u = t.challenge(8)
    return Challenges(eta, beta, gamma, beta_lookup, gamma_lookup, alpha, z, v, u)


def _coordinates(*points: Point) -> list[int]:
    return [part for point in points for part in point]


# --- 3. The identity at z ----------------------------------------------------------------------


def evaluate_domain(z: int) -> Domain:
    """Vanishing and Lagrange polynomials at z: Lᵢ(z) = ωⁱ (zⁿ - 1) / (n (z - ωⁱ)).

    Raises SnarkMalformed when z is a row: the prover cannot arrange that, and it has no inverse.
    """
    z_to_n = pow(z, DOMAIN_SIZE, R)
    vanishing = (z_to_n - 1) % R
    if vanishing == 0:
        raise SnarkMalformed("challenge z", z, "it lies in the domain")
    l_first = vanishing * inverse(DOMAIN_SIZE * (z - 1)) % R
    l_last = LAST_OMEGA * vanishing * inverse(DOMAIN_SIZE * (z - LAST_OMEGA)) % R
    return Domain(z_to_n, vanishing, l_first, l_last, (z - LAST_OMEGA) % R)


def check_identity(public_input: int, p: Proof, x: Challenges, domain: Domain) -> Identity:
    """Compute r₀ and hold r(z) + r₀ against t(z) Z_H(z)."""
    main_gate = public_input * domain.l_first * p.main_gate % R
    permutation = (
        -pow(x.alpha, 4, R) * p.z_perm_next * _sigma_product(p, x) * (p.d + x.gamma)
        - pow(x.alpha, 5, R) * domain.l_first
    ) % R
    beta_gamma = (1 + x.beta_lookup) * x.gamma_lookup
    step = (p.s_next * x.beta_lookup + beta_gamma) * p.z_lookup_next * domain.z_minus_last
    lookup = (
        pow(x.alpha, 6, R) * step
        - pow(x.alpha, 7, R) * domain.l_first
        - pow(x.alpha, 8, R) * domain.l_last * pow(beta_gamma, DOMAIN_SIZE - 1, R)
    ) % R
    return Identity(
        main_gate=main_gate,
        permutation=permutation,
        lookup=lookup,
        claimed=p.quotient * domain.vanishing % R,
        computed=(p.linearisation + main_gate + permutation + lookup) % R,
    )


def _sigma_product(p: Proof, x: Challenges) -> int:
    """Π (wire + beta sigma + gamma) over a, b, c: the permuted side of the grand product."""
    return (
        (p.a + x.beta * p.sigma_0 + x.gamma)
        * (p.b + x.beta * p.sigma_1 + x.gamma)
        * (p.c + x.beta * p.sigma_2 + x.gamma)
        % R
    )


# --- 4. Linearisation --------------------------------------------------------------------------


def linearise(key: PlonkKey, p: Proof, x: Challenges, domain: Domain) -> Linearisation:
    """[D0], the quotient put together, and v [D1], the identity, linear in commitments.

    [z_perm], [s] and [z_lookup] are opened at zω as well, so only their factors are computed here.
    """
    powers = [pow(domain.z_to_n, i, R) for i in range(4)]
    quotient = combine(zip(p.quotient_parts, powers, strict=True))
    wires = (p.a, p.b, p.c, p.d, p.a * p.b, p.a * p.c, 1, p.d_next)
    gate = combine(zip(key.gate_setup, wires, strict=True))
    main_gate = combine([(gate, x.v * p.main_gate)])
    rescue_gate = x.v * _rescue(p, x.alpha) % R
    z_perm = x.v * _z_perm_factor(p, x, domain) % R
    sigma_3 = -x.v * pow(x.alpha, 4, R) * x.beta * p.z_perm_next * _sigma_product(p, x) % R
    s = x.v * pow(x.alpha, 6, R) * p.z_lookup_next * domain.z_minus_last % R
    z_lookup = x.v * _z_lookup_factor(p, x, domain) % R
    rest = combine([(key.gate_selectors[1], rescue_gate), (key.permutation[3], sigma_3)])
    return Linearisation(
        quotient=quotient,
        main_gate=main_gate,
        rescue_gate=rescue_gate,
        z_perm=z_perm,
        sigma_3=sigma_3,
        s=s,
        z_lookup=z_lookup,
        point=add(quotient, main_gate, rest),
    )


def _rescue(p: Proof, alpha: int) -> int:
    """The Rescue gate, x⁵ in three steps: b = a², c = b², d = a c."""
    return (
        alpha * (p.a * p.a - p.b)
        + pow(alpha, 2, R) * (p.b * p.b - p.c)
        + pow(alpha, 3, R) * (p.a * p.c - p.d)
    ) % R


def _z_perm_factor(p: Proof, x: Challenges, domain: Domain) -> int:
    """[z_perm]'s factor: the identity side of the grand product, and that it starts with 1."""
    product = p.a + x.beta * x.z + x.gamma
    for wire, coset in zip((p.b, p.c, p.d), COSETS, strict=True):
        product = product * (wire + x.beta * x.z * coset + x.gamma) % R
    return (pow(x.alpha, 4, R) * product + pow(x.alpha, 5, R) * domain.l_first) % R


def _z_lookup_factor(p: Proof, x: Challenges, domain: Domain) -> int:
    """[z_lookup]'s factor: what is looked up times the table, and both ends of the product.

    f = selector (a + eta b + eta² c + eta³ table type) is the row's entry, folded as the table is.
    """
    entry = p.a + x.eta * (p.b + x.eta * (p.c + x.eta * p.table_type))
    f = p.lookup_selector * entry
    beta_gamma = (1 + x.beta_lookup) * x.gamma_lookup
    table = beta_gamma + p.table + x.beta_lookup * p.table_next
    step = (1 + x.beta_lookup) * (x.gamma_lookup + f) * table * domain.z_minus_last
    return (
        -pow(x.alpha, 6, R) * step
        + pow(x.alpha, 7, R) * domain.l_first
        + pow(x.alpha, 8, R) * domain.l_last
    ) % R


# --- 5. Aggregation ----------------------------------------------------------------------------


def aggregate(key: PlonkKey, p: Proof, x: Challenges, lin: Linearisation) -> Aggregation:
    """One commitment [F] and one value for all openings: powers of v tell them apart, u the points.

    v⁰ to v¹² belong to the openings at z, v¹³ to v¹⁷ to those at zω.
    """
    v = [pow(x.v, i, R) for i in range(18)]
    a, b, c, d = p.wires
    eta = [pow(x.eta, i, R) for i in range(4)]
    table = combine(zip(key.lookup_table, eta, strict=True))
    at_z = [
        *[(a, v[2]), (b, v[3]), (c, v[4]), (key.gate_selectors[0], v[6])],
        *[(key.permutation[0], v[7]), (key.permutation[1], v[8]), (key.permutation[2], v[9])],
        *[(key.lookup_selector, v[11]), (key.lookup_table_type, v[12])],
    ]
    at_both = [
        (p.z_perm, lin.z_perm + x.u * v[13]),
        (d, v[5] + x.u * v[14]),
        (p.s, lin.s + x.u * v[15]),
        (p.z_lookup, lin.z_lookup + x.u * v[16]),
        (table, v[10] + x.u * v[17]),
    ]
    values = (
        *(p.quotient, p.linearisation, p.a, p.b, p.c, p.d, p.main_gate),
        *(p.sigma_0, p.sigma_1, p.sigma_2, p.table, p.lookup_selector, p.table_type),
    )
    next_values = (p.z_perm_next, p.d_next, p.s_next, p.z_lookup_next, p.table_next)
    here = sum(power * value for power, value in zip(v, values, strict=False))
    there = sum(power * value for power, value in zip(v[13:], next_values, strict=True))
    return Aggregation(
        table=table,
        commitment=add(lin.point, combine([*at_z, *at_both])),
        value=(here + x.u * there) % R,
    )


# --- 6. Pairing --------------------------------------------------------------------------------


def pairing_points(p: Proof, x: Challenges, total: Aggregation) -> tuple[Point, Point]:
    """The two points of e(z [W] + u z ω [W'] + [F] - [E], [1]₂) = e([W] + u [W'], [x]₂)."""
    z_omega = x.z * OMEGA % R
    opened = combine([(GENERATOR, -total.value), (p.w, x.z), (p.w_next, x.u * z_omega)])
    with_tau = negate(combine([(p.w, 1), (p.w_next, x.u)]))
    return add(total.commitment, opened), with_tau
