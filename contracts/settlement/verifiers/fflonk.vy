# pragma version 0.4.3
"""
@title FFLONK verifier
@license MIT
@notice Verifies FFLONK proofs (eprint.iacr.org/2021/1167) of ZKsync's compression circuit: a PLONK
        circuit with one gate, three wires and one public input. FFLONK folds the polynomials of a
        round into one whose parts are interleaved, f(X) = f_0(X^k) + X f_1(X^k) + ...:

            C0   setup        k = 8   qa, qb, qc, qm, qconst, sigma1, sigma2, sigma3
            C1   witness      k = 4   a, b, c, T0      quotient of the gate identity
            C2   permutation  k = 3   Z, T1, T2        grand product and its two quotients

        f takes the values f_j(z) to the k-th roots of z, so opening three polynomials at those
        roots (C2 also at the roots of z omega) opens them all. The prover sends the f_j(z); the
        verifier computes the quotients among them from the others, which is where the circuit is
        checked, and one pairing shows that the commitments open to all this.
@custom:source era-contracts draft-v31, EraVerifierFflonk
"""
from contracts.lib import limits
from contracts.settlement import settlement_errors
from contracts.settlement.verifiers import bn254
from contracts.settlement.verifiers import fflonk_proof


struct Key:
    c0: bn254.Point
    k1: uint256  # wires b and c have the cosets k1 H and k2 H of the domain H for their names
    k2: uint256
    domain_size: uint256  # N, a power of two
    omega: uint256  # generates H, the N-th roots of unity
    g2_tau: bn254.G2Point  # [x]_2 of the trusted setup


# What depends on z alone.
struct Domain:
    z: uint256
    z_omega: uint256
    vanishing_inverse: uint256  # 1 / (z^N - 1)
    l0: uint256  # the Lagrange polynomial that is 1 at 1, at z
    step_inverse: uint256  # 1 / (z omega - z)


struct Quotients:
    t0: uint256
    t1: uint256
    t2: uint256


# Z_Si(y), the polynomials that vanish where C0, C1 and C2 are opened, at y.
struct Differences:
    s0: uint256
    s1: uint256
    s2: uint256
    inverse: uint256  # 1 / (s0 s1 s2)


# Multiples of C1 and C2, and of the generator, in the sum that is paired.
struct Scalars:
    c1: uint256
    c2: uint256
    e: uint256


Q: constant(uint256) = bn254.Q
R: constant(uint256) = bn254.R

C0: immutable(bn254.Point)
K1: immutable(uint256)
K2: immutable(uint256)
DOMAIN_SIZE: immutable(uint256)
OMEGA: immutable(uint256)
G2_TAU: immutable(bn254.G2Point)
HINT_FACTOR: immutable(uint256)


@deploy
def __init__(key: Key):
    """
    @notice The key is fixed for good. [x]_2 is taken as given: whoever knows its x can forge, so
            hold the hash of the key, which covers it, against the published one.
    """
    assert bn254._is_on_curve(key.c0)  # dev: C0 is not on the curve
    assert bn254._power(key.omega, key.domain_size // 2) == R - 1  # dev: omega does not generate H
    C0 = key.c0
    K1 = key.k1
    K2 = key.k2
    DOMAIN_SIZE = key.domain_size
    OMEGA = key.omega
    G2_TAU = key.g2_tau
    HINT_FACTOR = self._hint_factor(key.omega)


@external
@view
def verificationKeyHash() -> bytes32:
    """
    @notice Hash of the key for which this contract verifies.
    """
    return keccak256(abi_encode(fflonk_proof.PUBLIC_INPUTS, C0, K1, K2, bn254.G2_GENERATOR, G2_TAU))


@external
@view
def verify(
    public_inputs: DynArray[uint256, limits.MAX_PUBLIC_INPUTS],
    proof: DynArray[uint256, limits.MAX_PROOF_WORDS],
) -> bool:
    """
    @notice Whether `proof` proves the statement with this public input: true or a revert.
    @param public_inputs One word.
    @param proof 24 words.
    @custom:errors Error("public input length is incorrect"), Error("proof length is incorrect");
                   InvalidProofFormat for a scalar of the order of the group or more;
                   Error("commitment 0 is not on curve"), so for 1 to 3, also when a coordinate is
                   not below its modulus; Error("Precompute Eval. Error [PALBE]") for a wrong hint,
                   which a change of almost any word causes; InvalidProof for the pairing
    """
    assert len(public_inputs) == fflonk_proof.PUBLIC_INPUTS, "public input length is incorrect"
    assert len(proof) == fflonk_proof.PROOF_WORDS, "proof length is incorrect"
    p: fflonk_proof.Proof = fflonk_proof._read(public_inputs[0], proof)
    challenges: fflonk_proof.Challenges = fflonk_proof._challenges(C0, public_inputs[0], proof)
    domain: Domain = self._domain(challenges.r)
    quotients: Quotients = self._quotients(p.evaluations, public_inputs[0], challenges, domain)
    differences: Differences = self._differences(challenges.y, domain, p.hint)
    scalars: Scalars = self._scalars(p.evaluations, quotients, challenges, domain, differences)
    left: bn254.Point = self._left(p, challenges.y, differences.s0, scalars)
    if not self._is_opened(left, p.w_prime):
        settlement_errors.InvalidProof()
    return True


# --- evaluation domain ---


@internal
@view
def _domain(r: uint256) -> Domain:
    """
    @dev z = r^24, so that its 8th, 4th and 3rd roots are powers of r. One exponentiation inverts
         the product of all that has to be inverted (Montgomery).
    """
    r_3: uint256 = uint256_mulmod(uint256_mulmod(r, r, R), r, R)
    r_6: uint256 = uint256_mulmod(r_3, r_3, R)
    r_12: uint256 = uint256_mulmod(r_6, r_6, R)
    z: uint256 = uint256_mulmod(r_12, r_12, R)
    z_omega: uint256 = uint256_mulmod(z, OMEGA, R)

    # L0(z) = (z^N - 1) / (N (z - 1))
    vanishing: uint256 = uint256_addmod(bn254._power(z, DOMAIN_SIZE), R - 1, R)
    l0_divisor: uint256 = uint256_mulmod(DOMAIN_SIZE, uint256_addmod(z, R - 1, R), R)
    step: uint256 = uint256_addmod(z_omega, unsafe_sub(R, z), R)

    first_two: uint256 = uint256_mulmod(vanishing, l0_divisor, R)
    inverse: uint256 = bn254._power(uint256_mulmod(first_two, step, R), R - 2)
    step_inverse: uint256 = uint256_mulmod(inverse, first_two, R)
    if uint256_mulmod(step, step_inverse, R) != 1:
        settlement_errors.InvalidProof()  # r = 0 or z in H: nobody meets such an r
    inverse = uint256_mulmod(inverse, step, R)
    l0_divisor_inverse: uint256 = uint256_mulmod(inverse, vanishing, R)
    return Domain(
        z=z,
        z_omega=z_omega,
        vanishing_inverse=uint256_mulmod(inverse, l0_divisor, R),
        l0=uint256_mulmod(vanishing, l0_divisor_inverse, R),
        step_inverse=step_inverse,
    )


# --- identities at z ---


@internal
@view
def _quotients(
    e: fflonk_proof.Evaluations, public_input: uint256, challenges: fflonk_proof.Challenges, domain: Domain
) -> Quotients:
    """
    @dev The identities hold on H if their left sides are multiples of z^N - 1. These are the
         quotients that the prover must have committed to.
    """
    permutation: uint256 = self._permutation_identity(e, challenges, domain.z)
    start: uint256 = uint256_mulmod(uint256_addmod(e.grand_product, R - 1, R), domain.l0, R)
    gate: uint256 = self._gate_identity(e, uint256_mulmod(public_input, domain.l0, R))
    return Quotients(
        t0=uint256_mulmod(gate, domain.vanishing_inverse, R),
        t1=uint256_mulmod(permutation, domain.vanishing_inverse, R),
        t2=uint256_mulmod(start, domain.vanishing_inverse, R),
    )


@internal
@pure
def _gate_identity(e: fflonk_proof.Evaluations, inputs_at_z: uint256) -> uint256:
    """
    @dev qm a b + qa a + qb b + qc c + qconst + PI: the gates compute what they should, and the
         first row holds the public input.
    """
    total: uint256 = uint256_mulmod(uint256_mulmod(e.qm, e.a, R), e.b, R)
    total = uint256_addmod(total, uint256_mulmod(e.qa, e.a, R), R)
    total = uint256_addmod(total, uint256_mulmod(e.qb, e.b, R), R)
    total = uint256_addmod(total, uint256_mulmod(e.qc, e.c, R), R)
    total = uint256_addmod(total, e.qconst, R)
    return uint256_addmod(total, inputs_at_z, R)


@internal
@view
def _permutation_identity(e: fflonk_proof.Evaluations, challenges: fflonk_proof.Challenges, z: uint256) -> uint256:
    """
    @dev Z(z) (a + beta z + gamma) (b + k1 beta z + gamma) (c + k2 beta z + gamma)
         - Z(z omega) (a + beta sigma1 + gamma) (b + beta sigma2 + gamma) (c + beta sigma3 + gamma):
         wires that are connected carry the same value. Three numbers below `R` cannot overflow.
    """
    beta: uint256 = challenges.beta
    a: uint256 = unsafe_add(e.a, challenges.gamma)
    b: uint256 = unsafe_add(e.b, challenges.gamma)
    c: uint256 = unsafe_add(e.c, challenges.gamma)
    beta_z: uint256 = uint256_mulmod(beta, z, R)

    own: uint256 = uint256_mulmod(e.grand_product, unsafe_add(a, beta_z), R)
    own = uint256_mulmod(own, unsafe_add(b, uint256_mulmod(K1, beta_z, R)), R)
    own = uint256_mulmod(own, unsafe_add(c, uint256_mulmod(K2, beta_z, R)), R)

    permuted: uint256 = e.grand_product_shifted
    permuted = uint256_mulmod(permuted, unsafe_add(a, uint256_mulmod(beta, e.sigma_1, R)), R)
    permuted = uint256_mulmod(permuted, unsafe_add(b, uint256_mulmod(beta, e.sigma_2, R)), R)
    permuted = uint256_mulmod(permuted, unsafe_add(c, uint256_mulmod(beta, e.sigma_3, R)), R)
    return uint256_addmod(own, unsafe_sub(R, permuted), R)


# --- openings at y ---


@internal
@view
def _differences(y: uint256, domain: Domain, hint: uint256) -> Differences:
    """
    @dev Z_S0 = y^8 - z, Z_S1 = y^4 - z, Z_S2 = (y^3 - z) (y^3 - z omega). The hint is the inverse
         of the product of the 18 denominators of the Lagrange bases over all roots, with which r0, r1
         and r2 may be interpolated. We need none of these, but the product of y - h over the k-th
         roots h of z is y^k - z, so the 18 are Z_S0 Z_S1 Z_S2 z^20 and a constant, and the hint
         saves us an inversion. It must be right: a proof has one hint.
    """
    y_3: uint256 = uint256_mulmod(uint256_mulmod(y, y, R), y, R)
    y_4: uint256 = uint256_mulmod(y_3, y, R)
    minus_z: uint256 = unsafe_sub(R, domain.z)
    s0: uint256 = uint256_addmod(uint256_mulmod(y_4, y_4, R), minus_z, R)
    s1: uint256 = uint256_addmod(y_4, minus_z, R)
    s2: uint256 = uint256_mulmod(
        uint256_addmod(y_3, minus_z, R),
        uint256_addmod(y_3, unsafe_sub(R, domain.z_omega), R),
        R,
    )
    z_2: uint256 = uint256_mulmod(domain.z, domain.z, R)
    z_4: uint256 = uint256_mulmod(z_2, z_2, R)
    z_8: uint256 = uint256_mulmod(z_4, z_4, R)
    z_20: uint256 = uint256_mulmod(uint256_mulmod(z_8, z_8, R), z_4, R)
    inverse: uint256 = uint256_mulmod(uint256_mulmod(HINT_FACTOR, z_20, R), hint, R)
    product: uint256 = uint256_mulmod(uint256_mulmod(s0, s1, R), s2, R)
    assert uint256_mulmod(product, inverse, R) == 1, "Precompute Eval. Error [PALBE]"
    return Differences(s0=s0, s1=s1, s2=s2, inverse=inverse)


@internal
@view
def _hint_factor(omega: uint256) -> uint256:
    """
    @dev The constant of the hint: -8^8 4^4 3^6 omega^2 (1 - omega)^6. The denominators are
         k h^(k-1) (y - h) over the roots h of z for k = 8 and 4, where the product of the roots is
         -z; for k = 3, with both sets of roots, 3 h^2 (z - z omega) (y - h) and its mirror.
    """
    step: uint256 = bn254._power(uint256_addmod(1, R - omega, R), 6)
    factor: uint256 = uint256_mulmod(uint256_mulmod(omega, omega, R), step, R)
    return R - uint256_mulmod(factor, 8**8 * 4**4 * 3**6, R)


@internal
@pure
def _r0(e: fflonk_proof.Evaluations, y: uint256) -> uint256:
    """
    @dev r0 has degree below 8 and agrees with C0 on the 8th roots of z. There C0 is
         qa(z) + X qb(z) + ... + X^7 sigma3(z), which has that degree, so this is r0.
    """
    r: uint256 = uint256_mulmod(e.sigma_3, y, R)
    r = uint256_mulmod(unsafe_add(r, e.sigma_2), y, R)
    r = uint256_mulmod(unsafe_add(r, e.sigma_1), y, R)
    r = uint256_mulmod(unsafe_add(r, e.qconst), y, R)
    r = uint256_mulmod(unsafe_add(r, e.qm), y, R)
    r = uint256_mulmod(unsafe_add(r, e.qc), y, R)
    r = uint256_mulmod(unsafe_add(r, e.qb), y, R)
    return uint256_addmod(r, e.qa, R)


@internal
@pure
def _r1(e: fflonk_proof.Evaluations, t0: uint256, y: uint256) -> uint256:
    """
    @dev Likewise a(z) + X b(z) + X^2 c(z) + X^3 T0(z).
    """
    r: uint256 = uint256_mulmod(t0, y, R)
    r = uint256_mulmod(unsafe_add(r, e.c), y, R)
    r = uint256_mulmod(unsafe_add(r, e.b), y, R)
    return uint256_addmod(r, e.a, R)


@internal
@pure
def _r2(e: fflonk_proof.Evaluations, quotients: Quotients, y: uint256, domain: Domain) -> uint256:
    """
    @dev r2 has degree below 6. On the roots of z it is A = Z(z) + X T1(z) + X^2 T2(z), on those of
         z omega the same B with the shifted values, and X^3 tells which: it is
         (A (z omega - X^3) + B (X^3 - z)) / (z omega - z).
    """
    a: uint256 = uint256_mulmod(quotients.t2, y, R)
    a = uint256_mulmod(unsafe_add(a, quotients.t1), y, R)
    a = unsafe_add(a, e.grand_product)
    b: uint256 = uint256_mulmod(e.t2_shifted, y, R)
    b = uint256_mulmod(unsafe_add(b, e.t1_shifted), y, R)
    b = unsafe_add(b, e.grand_product_shifted)
    y_3: uint256 = uint256_mulmod(uint256_mulmod(y, y, R), y, R)
    a = uint256_mulmod(a, unsafe_add(domain.z_omega, unsafe_sub(R, y_3)), R)
    b = uint256_mulmod(b, unsafe_add(y_3, unsafe_sub(R, domain.z)), R)
    return uint256_mulmod(unsafe_add(a, b), domain.step_inverse, R)


# --- aggregation and pairing ---


@internal
@pure
def _scalars(
    e: fflonk_proof.Evaluations,
    quotients: Quotients,
    challenges: fflonk_proof.Challenges,
    domain: Domain,
    s: Differences,
) -> Scalars:
    """
    @dev With T the union of the sets Si, the opening is one of
         (C0 - r0) + alpha (Z_T\S1 / Z_T\S0) (C1 - r1) + alpha^2 (Z_T\S2 / Z_T\S0) (C2 - r2), and
         Z_T\Si / Z_T\S0 is Z_S0 / Z_Si.
    """
    y: uint256 = challenges.y
    alpha: uint256 = challenges.alpha
    common: uint256 = uint256_mulmod(uint256_mulmod(s.s0, s.s0, R), s.inverse, R)
    common = uint256_mulmod(common, alpha, R)  # alpha s0 / (s1 s2)
    c1: uint256 = uint256_mulmod(common, s.s2, R)
    c2: uint256 = uint256_mulmod(uint256_mulmod(common, s.s1, R), alpha, R)
    r1: uint256 = uint256_mulmod(c1, self._r1(e, quotients.t0, y), R)
    r2: uint256 = uint256_mulmod(c2, self._r2(e, quotients, y, domain), R)
    return Scalars(
        c1=c1, c2=c2, e=uint256_addmod(unsafe_add(r1, r2), self._r0(e, y), R)
    )


@internal
@view
def _commitments(p: fflonk_proof.Proof, scalars: Scalars) -> Bytes[64]:
    """
    @dev F: the combination of the commitments.
    """
    f: Bytes[64] = bn254._add_multiple(abi_encode(C0), p.c1, scalars.c1)
    return bn254._add_multiple(f, p.c2, scalars.c2)


@internal
@view
def _left(p: fflonk_proof.Proof, y: uint256, s0: uint256, scalars: Scalars) -> bn254.Point:
    """
    @dev W is the quotient of the opening by the polynomial of T, W' that of the equation this gives
         by X - y. The equation is F - E - J = (x - y) W' with E the value of the combination times
         the generator and J = Z_S0(y) W. What has no x is F - E - J + y W'.
    """
    total: Bytes[64] = self._commitments(p, scalars)
    total = bn254._add_multiple(total, bn254.GENERATOR, unsafe_sub(R, scalars.e))
    total = bn254._add_multiple(total, p.w, unsafe_sub(R, s0))
    return abi_decode(bn254._add_multiple(total, p.w_prime, y), bn254.Point)


@internal
@view
def _is_opened(left: bn254.Point, w_prime: bn254.Point) -> bool:
    """
    @dev e(left, [1]_2) e(-W', [x]_2) = 1. No point of the curve has y = 0.
    """
    right: bn254.Point = bn254.Point(x=w_prime.x, y=unsafe_sub(Q, w_prime.y))
    return bn254._pairings_cancel(left, bn254.G2_GENERATOR, right, G2_TAU)
