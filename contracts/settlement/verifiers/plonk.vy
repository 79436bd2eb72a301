# pragma version 0.4.3
"""
@title PLONK verifier
@license MIT
@notice Verifies proofs of ZKsync's PLONK (eprint.iacr.org/2019/953): four wires a, b, c, d in 2**24
        rows; a main gate and a Rescue gate; a copy permutation; lookups (plookup,
        eprint.iacr.org/2020/315). In comments [p] is the commitment to p, powers of alpha tell the
        identities apart, and names are those of the papers. `garter/protocol/plonk.py` goes the same
        steps and is compared with this, value by value.
@custom:source era-contracts draft-v31, ZKsyncOSVerifierPlonk
"""
from contracts.lib import limits
from contracts.settlement.verifiers import bn254
from contracts.settlement.verifiers import plonk_proof


# Commitments to the polynomials that the circuit fixes, and [x]_2 of the trusted setup.
struct Key:
    gate_setup: bn254.Point[8]  # factors of a, b, c, d, ab, ac, 1 and of the next row's d
    gate_selectors: bn254.Point[2]  # rows of the main gate, of the Rescue gate
    permutation: bn254.Point[4]  # which cells are copies of each other, a polynomial a column
    lookup_selector: bn254.Point
    lookup_table: bn254.Point[4]  # columns of the tables; the last is the table's number
    lookup_table_type: bn254.Point
    g2_tau: bn254.G2Point


struct Term:
    point: bn254.Point
    scalar: uint256


# What depends on z alone.
struct Domain:
    z_to_n: uint256
    vanishing: uint256  # Z_H(z) = z**n - 1
    l_first: uint256  # the Lagrange polynomial that is 1 on the first row, at z
    l_last: uint256
    z_minus_last: uint256  # z - omega**(n-1)


# Products that more than one section needs.
struct Shared:
    alpha_4: uint256
    alpha_5_l_first: uint256
    alpha_6_z_minus_last: uint256
    alpha_7_l_first: uint256
    alpha_8_l_last: uint256
    beta_gamma: uint256  # (1 + beta') gamma'
    sigma_product: uint256  # the permuted side of the copy permutation, without column d


# Multiples of commitments that are opened at z omega, too, so that each is multiplied once.
struct Factors:
    rescue_gate: uint256
    z_perm: uint256
    sigma_3: uint256
    s: uint256
    z_lookup: uint256


R: constant(uint256) = bn254.R
DOMAIN_SIZE: constant(uint256) = 2**24
# Generates the rows; the last row is its inverse.
OMEGA: constant(uint256) = 11451405578697956743456240853980216273390554734748796433026540431386972584651
LAST_OMEGA: constant(uint256) = 17329448237240114492580865744088056414251735686965494637158808787419781175510
# Column a is the rows themselves; b, c, d are these multiples of them.
COSET_B: constant(uint256) = 5
COSET_C: constant(uint256) = 7
COSET_D: constant(uint256) = 10

OPENINGS_AT_Z: constant(uint256) = 13
OPENINGS: constant(uint256) = 18  # those at z, then those at z omega
MAX_TERMS: constant(uint256) = 14

ONE: constant(bn254.G2Point) = bn254.G2Point(
    x_imaginary=11559732032986387107991004021392285783925812861821192530917403151452391805634,
    x_real=10857046999023057135944570762232829481370756359578518086990519993285655852781,
    y_imaginary=4082367875863433681332203403145435568316851327593401208105741076214120093531,
    y_real=8495653923123431417604973247489272438418190587263600148770280649306958101930,
)


@internal
@view
def _verify(
    key: Key,
    public_inputs: DynArray[uint256, limits.MAX_PUBLIC_INPUTS],
    words: DynArray[uint256, limits.MAX_PROOF_WORDS],
) -> bool:
    """
    @dev True, or a revert that says which step failed.
    """
    public_input: uint256 = plonk_proof._load_public_input(public_inputs)
    proof: plonk_proof.Proof = plonk_proof._load(words)
    x: plonk_proof.Challenges = plonk_proof._challenges(public_input, proof)
    domain: Domain = self._domain(x.z)
    shared: Shared = self._shared(proof.at_z, x, domain)
    assert self._claimed(proof.at_z, domain) == self._computed(
        public_input, proof.at_z, x, domain, shared
    ), "invalid quotient evaluation"
    factors: Factors = self._factors(proof.at_z, x, shared)
    linearisation: bn254.Point = self._linearisation(key, proof, x, domain, factors)
    powers: uint256[OPENINGS] = self._powers(x.v, x.u)
    table: bn254.Point = self._table(key.lookup_table, x.eta)
    f: bn254.Point = self._aggregated(key, proof, table, factors, powers, linearisation)
    with_generator: bn254.Point = self._with_generator(proof, x, f, self._value(proof.at_z, powers))
    assert bn254._pairings_cancel(
        with_generator, ONE, self._with_tau(proof, x.u), key.g2_tau
    ), "finalPairing: pairing failure"
    return True


# 1. The identity at z


@internal
@view
def _domain(z: uint256) -> Domain:
    """
    @dev Vanishing and Lagrange polynomials at z, L_i(z) = omega**i (z**n - 1) / (n (z - omega**i)),
         with one inversion for both.
    """
    d: Domain = empty(Domain)
    d.z_to_n = bn254._power(z, DOMAIN_SIZE)
    assert d.z_to_n != 1, "invalid vanishing polynomial"
    d.vanishing = uint256_addmod(d.z_to_n, R - 1, R)
    d.z_minus_last = uint256_addmod(z, R - LAST_OMEGA, R)
    first: uint256 = uint256_mulmod(DOMAIN_SIZE, uint256_addmod(z, R - 1, R), R)
    last: uint256 = uint256_mulmod(DOMAIN_SIZE, d.z_minus_last, R)
    inverse: uint256 = bn254._power(uint256_mulmod(first, last, R), R - 2)
    scaled: uint256 = uint256_mulmod(d.vanishing, inverse, R)
    d.l_first = uint256_mulmod(scaled, last, R)
    d.l_last = uint256_mulmod(uint256_mulmod(scaled, first, R), LAST_OMEGA, R)
    return d


@internal
@pure
def _shared(e: plonk_proof.Evaluations, x: plonk_proof.Challenges, d: Domain) -> Shared:
    alpha_2: uint256 = uint256_mulmod(x.alpha, x.alpha, R)
    alpha_4: uint256 = uint256_mulmod(alpha_2, alpha_2, R)
    alpha_5: uint256 = uint256_mulmod(alpha_4, x.alpha, R)
    alpha_6: uint256 = uint256_mulmod(alpha_4, alpha_2, R)
    alpha_7: uint256 = uint256_mulmod(alpha_6, x.alpha, R)
    alpha_8: uint256 = uint256_mulmod(alpha_4, alpha_4, R)
    # (a + beta sigma_0 + gamma) (b + beta sigma_1 + gamma) (c + beta sigma_2 + gamma)
    product: uint256 = uint256_addmod(uint256_mulmod(x.beta, e.sigma_0, R), x.gamma + e.a, R)
    product = uint256_mulmod(
        product, uint256_addmod(uint256_mulmod(x.beta, e.sigma_1, R), x.gamma + e.b, R), R
    )
    product = uint256_mulmod(
        product, uint256_addmod(uint256_mulmod(x.beta, e.sigma_2, R), x.gamma + e.c, R), R
    )
    return Shared(
        alpha_4=alpha_4,
        alpha_5_l_first=uint256_mulmod(alpha_5, d.l_first, R),
        alpha_6_z_minus_last=uint256_mulmod(alpha_6, d.z_minus_last, R),
        alpha_7_l_first=uint256_mulmod(alpha_7, d.l_first, R),
        alpha_8_l_last=uint256_mulmod(alpha_8, d.l_last, R),
        beta_gamma=uint256_mulmod(x.beta_lookup + 1, x.gamma_lookup, R),
        sigma_product=product,
    )


@internal
@pure
def _claimed(e: plonk_proof.Evaluations, d: Domain) -> uint256:
    """
    @dev t(z) Z_H(z).
    """
    return uint256_mulmod(e.quotient, d.vanishing, R)


@internal
@view
def _computed(
    public_input: uint256,
    e: plonk_proof.Evaluations,
    x: plonk_proof.Challenges,
    d: Domain,
    shared: Shared,
) -> uint256:
    """
    @dev r(z) + r_0: what the prover says of the identity's part that is linear in commitments, and
         the part that the verifier knows.
    """
    main_gate: uint256 = uint256_mulmod(
        uint256_mulmod(public_input, d.l_first, R), e.main_gate, R
    )
    known: uint256 = uint256_addmod(main_gate, e.linearisation, R)
    known = uint256_addmod(known, self._permutation(e, x, shared), R)
    return uint256_addmod(known, self._lookup(e, x, shared), R)


@internal
@pure
def _permutation(
    e: plonk_proof.Evaluations, x: plonk_proof.Challenges, shared: Shared
) -> uint256:
    """
    @dev - alpha**4 z_perm(z omega) sigma_product (d + gamma) - alpha**5 L_first(z): the grand
         product goes on, and begins with 1.
    """
    step: uint256 = uint256_mulmod(shared.alpha_4, e.z_perm_next, R)
    step = uint256_mulmod(step, shared.sigma_product, R)
    step = uint256_mulmod(step, x.gamma + e.d, R)
    return R - uint256_addmod(step, shared.alpha_5_l_first, R)


@internal
@view
def _lookup(e: plonk_proof.Evaluations, x: plonk_proof.Challenges, shared: Shared) -> uint256:
    """
    @dev alpha**6 (s(z omega) beta' + (1 + beta') gamma') z_lookup(z omega) (z - omega**(n-1))
         - alpha**7 L_first(z) - alpha**8 L_last(z) ((1 + beta') gamma')**(n-1): the grand product
         goes on, begins with 1 and ends as the table's own would.
    """
    step: uint256 = uint256_mulmod(e.s_next, x.beta_lookup, R)
    step = uint256_mulmod(step + shared.beta_gamma, e.z_lookup_next, R)
    step = uint256_mulmod(step, shared.alpha_6_z_minus_last, R)
    end: uint256 = bn254._power(shared.beta_gamma, DOMAIN_SIZE - 1)
    end = uint256_mulmod(end, shared.alpha_8_l_last, R)
    return uint256_addmod(step, R - uint256_addmod(end, shared.alpha_7_l_first, R), R)


# 2. Linearisation: the identity with commitments where it is linear in them, times v


@internal
@pure
def _factors(
    e: plonk_proof.Evaluations, x: plonk_proof.Challenges, shared: Shared
) -> Factors:
    # - alpha**4 beta z_perm(z omega) sigma_product [sigma_3]
    sigma_3: uint256 = uint256_mulmod(shared.alpha_4, x.beta, R)
    sigma_3 = uint256_mulmod(sigma_3, e.z_perm_next, R)
    sigma_3 = uint256_mulmod(sigma_3, shared.sigma_product, R)
    # alpha**6 z_lookup(z omega) (z - omega**(n-1)) [s]
    s: uint256 = uint256_mulmod(shared.alpha_6_z_minus_last, e.z_lookup_next, R)
    return Factors(
        rescue_gate=uint256_mulmod(x.v, self._rescue(e, x.alpha), R),
        z_perm=uint256_mulmod(x.v, self._z_perm(e, x, shared), R),
        sigma_3=uint256_mulmod(x.v, R - sigma_3, R),
        s=uint256_mulmod(x.v, s, R),
        z_lookup=uint256_mulmod(x.v, self._z_lookup(e, x, shared), R),
    )


@internal
@pure
def _rescue(e: plonk_proof.Evaluations, alpha: uint256) -> uint256:
    """
    @dev The Rescue gate, x**5 in three steps, b = a a, c = b b, d = a c, as
         alpha (a a - b) + alpha**2 (b b - c) + alpha**3 (a c - d).
    """
    total: uint256 = uint256_addmod(uint256_mulmod(e.a, e.c, R), R - e.d, R)
    total = uint256_mulmod(total, alpha, R) + uint256_mulmod(e.b, e.b, R)
    total = uint256_addmod(total, R - e.c, R)
    total = uint256_mulmod(total, alpha, R) + uint256_mulmod(e.a, e.a, R)
    return uint256_mulmod(uint256_addmod(total, R - e.b, R), alpha, R)


@internal
@pure
def _z_perm(
    e: plonk_proof.Evaluations, x: plonk_proof.Challenges, shared: Shared
) -> uint256:
    """
    @dev alpha**4 (a + beta z + gamma) (b + beta z k_b + gamma) (c + beta z k_c + gamma)
         (d + beta z k_d + gamma) + alpha**5 L_first(z): the side of the copy permutation in which
         cells stand for themselves.
    """
    beta_z: uint256 = uint256_mulmod(x.beta, x.z, R)
    product: uint256 = uint256_mulmod(shared.alpha_4, beta_z + x.gamma + e.a, R)
    cell: uint256 = uint256_mulmod(beta_z, COSET_B, R)
    product = uint256_mulmod(product, cell + x.gamma + e.b, R)
    cell = uint256_mulmod(beta_z, COSET_C, R)
    product = uint256_mulmod(product, cell + x.gamma + e.c, R)
    cell = uint256_mulmod(beta_z, COSET_D, R)
    product = uint256_mulmod(product, cell + x.gamma + e.d, R)
    return uint256_addmod(product, shared.alpha_5_l_first, R)


@internal
@pure
def _z_lookup(
    e: plonk_proof.Evaluations, x: plonk_proof.Challenges, shared: Shared
) -> uint256:
    """
    @dev - alpha**6 (1 + beta') (gamma' + f(z)) ((1 + beta') gamma' + t(z) + beta' t(z omega))
         (z - omega**(n-1)) + alpha**7 L_first(z) + alpha**8 L_last(z), where
         f = selector (a + eta b + eta**2 c + eta**3 table type) folds a row as [t] folds tables.
    """
    entry: uint256 = uint256_mulmod(x.eta, e.table_type, R) + e.c
    entry = uint256_mulmod(x.eta, entry, R) + e.b
    entry = uint256_mulmod(x.eta, entry, R) + e.a
    entry = uint256_mulmod(entry, e.lookup_selector, R) + x.gamma_lookup
    table: uint256 = uint256_mulmod(x.beta_lookup, e.table_next, R)
    step: uint256 = uint256_mulmod(entry, table + e.table + shared.beta_gamma, R)
    step = uint256_mulmod(step, x.beta_lookup + 1, R)
    step = uint256_mulmod(step, shared.alpha_6_z_minus_last, R)
    ends: uint256 = shared.alpha_7_l_first + shared.alpha_8_l_last
    return uint256_addmod(R - step, ends, R)


@internal
@view
def _linearisation(
    key: Key,
    p: plonk_proof.Proof,
    x: plonk_proof.Challenges,
    d: Domain,
    factors: Factors,
) -> bn254.Point:
    """
    @dev [D0] + v [D1] without the terms of [z_perm], [s] and [z_lookup]: the quotient, which is the
         sum of z**(i n) [t_i], the main gate, the Rescue gate, and [sigma_3] of the permutation.
    """
    quotient: bn254.Point = self._quotient(p.quotient_parts, d.z_to_n)
    return self._sum(quotient, [
        Term(
            point=self._main_gate(key.gate_setup, p.at_z),
            scalar=uint256_mulmod(x.v, p.at_z.main_gate, R),
        ),
        Term(point=key.gate_selectors[1], scalar=factors.rescue_gate),
        Term(point=key.permutation[3], scalar=factors.sigma_3),
    ])


@internal
@view
def _quotient(parts: bn254.Point[4], z_to_n: uint256) -> bn254.Point:
    z_to_2n: uint256 = uint256_mulmod(z_to_n, z_to_n, R)
    return self._sum(parts[0], [
        Term(point=parts[1], scalar=z_to_n),
        Term(point=parts[2], scalar=z_to_2n),
        Term(point=parts[3], scalar=uint256_mulmod(z_to_2n, z_to_n, R)),
    ])


@internal
@view
def _main_gate(setup: bn254.Point[8], e: plonk_proof.Evaluations) -> bn254.Point:
    """
    @dev a [q_a] + b [q_b] + c [q_c] + d [q_d] + a b [q_ab] + a c [q_ac] + [q_1] + d_next [q_next]
    """
    return self._sum(setup[6], [
        Term(point=setup[0], scalar=e.a),
        Term(point=setup[1], scalar=e.b),
        Term(point=setup[2], scalar=e.c),
        Term(point=setup[3], scalar=e.d),
        Term(point=setup[4], scalar=uint256_mulmod(e.a, e.b, R)),
        Term(point=setup[5], scalar=uint256_mulmod(e.a, e.c, R)),
        Term(point=setup[7], scalar=e.d_next),
    ])


# 3. Aggregation: all openings as one


@internal
@pure
def _powers(v: uint256, u: uint256) -> uint256[OPENINGS]:
    """
    @dev Factors of the openings: powers of v, from the 13th on, which are those at z omega, times u.
    """
    powers: uint256[OPENINGS] = empty(uint256[OPENINGS])
    power: uint256 = 1
    for i: uint256 in range(OPENINGS):
        powers[i] = power
        power = uint256_mulmod(power, v, R)
        if i == OPENINGS_AT_Z - 1:
            power = uint256_mulmod(power, u, R)
    return powers


@internal
@pure
def _value(e: plonk_proof.Evaluations, powers: uint256[OPENINGS]) -> uint256:
    """
    @dev All values, folded: the multiple of the generator that [E] is.
    """
    total: uint256 = 0
    i: uint256 = 0
    for evaluation: uint256 in [
        e.quotient, e.linearisation, e.a, e.b, e.c, e.d, e.main_gate,
        e.sigma_0, e.sigma_1, e.sigma_2, e.table, e.lookup_selector, e.table_type,
        e.z_perm_next, e.d_next, e.s_next, e.z_lookup_next, e.table_next,
    ]:
        total = uint256_addmod(total, uint256_mulmod(powers[i], evaluation, R), R)
        i = unsafe_add(i, 1)
    return total


@internal
@view
def _aggregated(
    key: Key,
    p: plonk_proof.Proof,
    table: bn254.Point,
    factors: Factors,
    powers: uint256[OPENINGS],
    linearisation: bn254.Point,
) -> bn254.Point:
    """
    @dev [F], all commitments folded. The last five are opened at z omega; of those [z_perm], [s]
         and [z_lookup] occur in the linearisation, [d] and [t] among the openings at z.
    """
    return self._sum(linearisation, [
        Term(point=p.wires[0], scalar=powers[2]),
        Term(point=p.wires[1], scalar=powers[3]),
        Term(point=p.wires[2], scalar=powers[4]),
        Term(point=key.gate_selectors[0], scalar=powers[6]),
        Term(point=key.permutation[0], scalar=powers[7]),
        Term(point=key.permutation[1], scalar=powers[8]),
        Term(point=key.permutation[2], scalar=powers[9]),
        Term(point=key.lookup_selector, scalar=powers[11]),
        Term(point=key.lookup_table_type, scalar=powers[12]),
        Term(point=p.z_perm, scalar=uint256_addmod(factors.z_perm, powers[13], R)),
        Term(point=p.wires[3], scalar=uint256_addmod(powers[5], powers[14], R)),
        Term(point=p.s, scalar=uint256_addmod(factors.s, powers[15], R)),
        Term(point=p.z_lookup, scalar=uint256_addmod(factors.z_lookup, powers[16], R)),
        Term(point=table, scalar=uint256_addmod(powers[10], powers[17], R)),
    ])


@internal
@view
def _table(columns: bn254.Point[4], eta: uint256) -> bn254.Point:
    """
    @dev [t] = [column_0] + eta [column_1] + eta**2 [column_2] + eta**3 [column_3]
    """
    eta_2: uint256 = uint256_mulmod(eta, eta, R)
    return self._sum(columns[0], [
        Term(point=columns[1], scalar=eta),
        Term(point=columns[2], scalar=eta_2),
        Term(point=columns[3], scalar=uint256_mulmod(eta_2, eta, R)),
    ])


# 4. Pairing: e(z [W] + u z omega [W'] + [F] - [E], [1]_2) = e([W] + u [W'], [x]_2)


@internal
@view
def _with_generator(
    p: plonk_proof.Proof, x: plonk_proof.Challenges, f: bn254.Point, e: uint256
) -> bn254.Point:
    z_omega: uint256 = uint256_mulmod(x.z, OMEGA, R)
    return self._sum(f, [
        Term(point=bn254.GENERATOR, scalar=R - e),
        Term(point=p.w, scalar=x.z),
        Term(point=p.w_next, scalar=uint256_mulmod(x.u, z_omega, R)),
    ])


@internal
@view
def _with_tau(p: plonk_proof.Proof, u: uint256) -> bn254.Point:
    """
    @dev - ([W] + u [W'])
    """
    opened: bn254.Point = bn254._add_multiple(p.w, p.w_next, u)
    return bn254.Point(x=opened.x, y=(bn254.Q - opened.y) % bn254.Q)


@internal
@view
def _sum(start: bn254.Point, terms: DynArray[Term, MAX_TERMS]) -> bn254.Point:
    """
    @dev start + the sum of scalar * point. This is where nearly all of the gas goes: 6000 a term.
    """
    total: Bytes[64] = abi_encode(start)
    for term: Term in terms:
        multiple: Bytes[64] = raw_call(
            bn254.MULTIPLY, abi_encode(term), max_outsize=64, is_static_call=True
        )
        total = raw_call(
            bn254.ADD, concat(total, multiple), max_outsize=64, is_static_call=True
        )
    return abi_decode(total, bn254.Point)
