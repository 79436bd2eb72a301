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


# Scalars are below R, of which four fit into a word: sums of so many cannot overflow.
R: constant(uint256) = bn254.R
DOMAIN_SIZE: constant(uint256) = 2**24
# Generates the rows; the last row is its inverse.
OMEGA: constant(uint256) = 11451405578697956743456240853980216273390554734748796433026540431386972584651
LAST_OMEGA: constant(uint256) = 17329448237240114492580865744088056414251735686965494637158808787419781175510
# Column a is the rows themselves; b, c, d are these multiples of them.
COSET_B: constant(uint256) = 5
COSET_C: constant(uint256) = 7
COSET_D: constant(uint256) = 10


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
    table: bn254.Point = self._folded(key.lookup_table, x.eta)
    f: bn254.Point = self._aggregated(key, proof, x, table, factors, linearisation)
    value: uint256 = self._value(proof.at_z, x.v, x.u)
    with_generator: bn254.Point = self._with_generator(proof, x, f, value)
    assert bn254._pairings_cancel(
        with_generator, bn254.G2_GENERATOR, self._with_tau(proof, x.u), key.g2_tau
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
    product: uint256 = unsafe_add(uint256_mulmod(x.beta, e.sigma_0, R), unsafe_add(x.gamma, e.a))
    permuted: uint256 = unsafe_add(uint256_mulmod(x.beta, e.sigma_1, R), unsafe_add(x.gamma, e.b))
    product = uint256_mulmod(product, permuted, R)
    permuted = unsafe_add(uint256_mulmod(x.beta, e.sigma_2, R), unsafe_add(x.gamma, e.c))
    product = uint256_mulmod(product, permuted, R)
    return Shared(
        alpha_4=alpha_4,
        alpha_5_l_first=uint256_mulmod(alpha_5, d.l_first, R),
        alpha_6_z_minus_last=uint256_mulmod(alpha_6, d.z_minus_last, R),
        alpha_7_l_first=uint256_mulmod(alpha_7, d.l_first, R),
        alpha_8_l_last=uint256_mulmod(alpha_8, d.l_last, R),
        beta_gamma=uint256_mulmod(unsafe_add(x.beta_lookup, 1), x.gamma_lookup, R),
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
    step = uint256_mulmod(step, unsafe_add(x.gamma, e.d), R)
    return unsafe_sub(R, uint256_addmod(step, shared.alpha_5_l_first, R))


@internal
@view
def _lookup(e: plonk_proof.Evaluations, x: plonk_proof.Challenges, shared: Shared) -> uint256:
    """
    @dev alpha**6 (s(z omega) beta' + (1 + beta') gamma') z_lookup(z omega) (z - omega**(n-1))
         - alpha**7 L_first(z) - alpha**8 L_last(z) ((1 + beta') gamma')**(n-1): the grand product
         goes on, begins with 1 and ends as the table's own would.
    """
    step: uint256 = uint256_mulmod(e.s_next, x.beta_lookup, R)
    step = uint256_mulmod(unsafe_add(step, shared.beta_gamma), e.z_lookup_next, R)
    step = uint256_mulmod(step, shared.alpha_6_z_minus_last, R)
    end: uint256 = bn254._power(shared.beta_gamma, DOMAIN_SIZE - 1)
    end = uint256_mulmod(end, shared.alpha_8_l_last, R)
    return uint256_addmod(step, unsafe_sub(R, uint256_addmod(end, shared.alpha_7_l_first, R)), R)


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
        sigma_3=uint256_mulmod(x.v, unsafe_sub(R, sigma_3), R),
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
    total: uint256 = uint256_addmod(uint256_mulmod(e.a, e.c, R), unsafe_sub(R, e.d), R)
    total = unsafe_add(uint256_mulmod(total, alpha, R), uint256_mulmod(e.b, e.b, R))
    total = uint256_addmod(total, unsafe_sub(R, e.c), R)
    total = unsafe_add(uint256_mulmod(total, alpha, R), uint256_mulmod(e.a, e.a, R))
    return uint256_mulmod(uint256_addmod(total, unsafe_sub(R, e.b), R), alpha, R)


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
    product: uint256 = unsafe_add(unsafe_add(beta_z, x.gamma), e.a)
    product = uint256_mulmod(shared.alpha_4, product, R)
    cell: uint256 = uint256_mulmod(beta_z, COSET_B, R)
    product = uint256_mulmod(product, unsafe_add(unsafe_add(cell, x.gamma), e.b), R)
    cell = uint256_mulmod(beta_z, COSET_C, R)
    product = uint256_mulmod(product, unsafe_add(unsafe_add(cell, x.gamma), e.c), R)
    cell = uint256_mulmod(beta_z, COSET_D, R)
    product = uint256_mulmod(product, unsafe_add(unsafe_add(cell, x.gamma), e.d), R)
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
    entry: uint256 = unsafe_add(uint256_mulmod(x.eta, e.table_type, R), e.c)
    entry = unsafe_add(uint256_mulmod(x.eta, entry, R), e.b)
    entry = unsafe_add(uint256_mulmod(x.eta, entry, R), e.a)
    entry = unsafe_add(uint256_mulmod(entry, e.lookup_selector, R), x.gamma_lookup)
    table: uint256 = uint256_mulmod(x.beta_lookup, e.table_next, R)
    table = unsafe_add(unsafe_add(table, e.table), shared.beta_gamma)
    step: uint256 = uint256_mulmod(entry, table, R)
    step = uint256_mulmod(step, unsafe_add(x.beta_lookup, 1), R)
    step = uint256_mulmod(step, shared.alpha_6_z_minus_last, R)
    ends: uint256 = unsafe_add(shared.alpha_7_l_first, shared.alpha_8_l_last)
    return uint256_addmod(unsafe_sub(R, step), ends, R)


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
    total: Bytes[64] = abi_encode(self._folded(p.quotient_parts, d.z_to_n))
    main_gate: bn254.Point = self._main_gate(key.gate_setup, p.at_z)
    total = bn254._add_multiple(total, main_gate, uint256_mulmod(x.v, p.at_z.main_gate, R))
    total = bn254._add_multiple(total, key.gate_selectors[1], factors.rescue_gate)
    total = bn254._add_multiple(total, key.permutation[3], factors.sigma_3)
    return abi_decode(total, bn254.Point)


@internal
@view
def _main_gate(setup: bn254.Point[8], e: plonk_proof.Evaluations) -> bn254.Point:
    """
    @dev a [q_a] + b [q_b] + c [q_c] + d [q_d] + a b [q_ab] + a c [q_ac] + [q_1] + d_next [q_next]
    """
    total: Bytes[64] = bn254._add_multiple(abi_encode(setup[6]), setup[0], e.a)
    total = bn254._add_multiple(total, setup[1], e.b)
    total = bn254._add_multiple(total, setup[2], e.c)
    total = bn254._add_multiple(total, setup[3], e.d)
    total = bn254._add_multiple(total, setup[4], uint256_mulmod(e.a, e.b, R))
    total = bn254._add_multiple(total, setup[5], uint256_mulmod(e.a, e.c, R))
    total = bn254._add_multiple(total, setup[7], e.d_next)
    return abi_decode(total, bn254.Point)


# 3. Aggregation: all openings as one


@internal
@pure
def _value(e: plonk_proof.Evaluations, v: uint256, u: uint256) -> uint256:
    """
    @dev All values, folded: the multiple of the generator that [E] is. Those at z are multiplied by
         v**0 to v**12, those at z omega by u v**13 to u v**17. Horner's scheme, last value first.
    """
    total: uint256 = uint256_mulmod(e.table_next, v, R)
    total = uint256_mulmod(unsafe_add(total, e.z_lookup_next), v, R)
    total = uint256_mulmod(unsafe_add(total, e.s_next), v, R)
    total = uint256_mulmod(unsafe_add(total, e.d_next), v, R)
    total = uint256_mulmod(unsafe_add(total, e.z_perm_next), u, R)
    total = uint256_mulmod(total, v, R)
    total = uint256_mulmod(unsafe_add(total, e.table_type), v, R)
    total = uint256_mulmod(unsafe_add(total, e.lookup_selector), v, R)
    total = uint256_mulmod(unsafe_add(total, e.table), v, R)
    total = uint256_mulmod(unsafe_add(total, e.sigma_2), v, R)
    total = uint256_mulmod(unsafe_add(total, e.sigma_1), v, R)
    total = uint256_mulmod(unsafe_add(total, e.sigma_0), v, R)
    total = uint256_mulmod(unsafe_add(total, e.main_gate), v, R)
    total = uint256_mulmod(unsafe_add(total, e.d), v, R)
    total = uint256_mulmod(unsafe_add(total, e.c), v, R)
    total = uint256_mulmod(unsafe_add(total, e.b), v, R)
    total = uint256_mulmod(unsafe_add(total, e.a), v, R)
    total = uint256_mulmod(unsafe_add(total, e.linearisation), v, R)
    return uint256_addmod(total, e.quotient, R)


@internal
@view
def _aggregated(
    key: Key,
    p: plonk_proof.Proof,
    x: plonk_proof.Challenges,
    table: bn254.Point,
    factors: Factors,
    linearisation: bn254.Point,
) -> bn254.Point:
    """
    @dev [F], all commitments folded as their values are; the linearisation is the first two. Five
         are opened at z omega, too; of those [z_perm], [s] and [z_lookup] occur in the
         linearisation, [d] and [t] among the openings at z.
    """
    v_2: uint256 = uint256_mulmod(x.v, x.v, R)
    v_5: uint256 = uint256_mulmod(uint256_mulmod(v_2, v_2, R), x.v, R)
    v_10: uint256 = uint256_mulmod(v_5, v_5, R)
    total: Bytes[64] = self._opened_once(linearisation, key, p.wires, x.v)
    power: uint256 = uint256_mulmod(uint256_mulmod(v_10, v_2, R), uint256_mulmod(x.v, x.u, R), R)
    total = bn254._add_multiple(total, p.z_perm, unsafe_add(factors.z_perm, power))
    power = uint256_mulmod(power, x.v, R)
    total = bn254._add_multiple(total, p.wires[3], unsafe_add(v_5, power))
    power = uint256_mulmod(power, x.v, R)
    total = bn254._add_multiple(total, p.s, unsafe_add(factors.s, power))
    power = uint256_mulmod(power, x.v, R)
    total = bn254._add_multiple(total, p.z_lookup, unsafe_add(factors.z_lookup, power))
    power = uint256_mulmod(power, x.v, R)
    total = bn254._add_multiple(total, table, unsafe_add(v_10, power))
    return abi_decode(total, bn254.Point)


@internal
@view
def _opened_once(
    linearisation: bn254.Point, key: Key, wires: bn254.Point[4], v: uint256
) -> Bytes[64]:
    """
    @dev What is opened at z only. Left out are [d], which v**5 belongs to, and [t] with v**10.
    """
    v_2: uint256 = uint256_mulmod(v, v, R)
    total: Bytes[64] = bn254._add_multiple(abi_encode(linearisation), wires[0], v_2)
    power: uint256 = uint256_mulmod(v_2, v, R)
    total = bn254._add_multiple(total, wires[1], power)
    power = uint256_mulmod(power, v, R)
    total = bn254._add_multiple(total, wires[2], power)
    power = uint256_mulmod(power, v_2, R)
    total = bn254._add_multiple(total, key.gate_selectors[0], power)
    power = uint256_mulmod(power, v, R)
    total = bn254._add_multiple(total, key.permutation[0], power)
    power = uint256_mulmod(power, v, R)
    total = bn254._add_multiple(total, key.permutation[1], power)
    power = uint256_mulmod(power, v, R)
    total = bn254._add_multiple(total, key.permutation[2], power)
    power = uint256_mulmod(power, v_2, R)
    total = bn254._add_multiple(total, key.lookup_selector, power)
    power = uint256_mulmod(power, v, R)
    return bn254._add_multiple(total, key.lookup_table_type, power)


@internal
@view
def _folded(points: bn254.Point[4], scalar: uint256) -> bn254.Point:
    """
    @dev The sum of scalar**i points[i].
    """
    square: uint256 = uint256_mulmod(scalar, scalar, R)
    total: Bytes[64] = bn254._add_multiple(abi_encode(points[0]), points[1], scalar)
    total = bn254._add_multiple(total, points[2], square)
    total = bn254._add_multiple(total, points[3], uint256_mulmod(square, scalar, R))
    return abi_decode(total, bn254.Point)


# 4. Pairing: e(z [W] + u z omega [W'] + [F] - [E], [1]_2) = e([W] + u [W'], [x]_2)


@internal
@view
def _with_generator(
    p: plonk_proof.Proof, x: plonk_proof.Challenges, f: bn254.Point, e: uint256
) -> bn254.Point:
    u_z_omega: uint256 = uint256_mulmod(uint256_mulmod(x.u, x.z, R), OMEGA, R)
    total: Bytes[64] = bn254._add_multiple(abi_encode(f), bn254.GENERATOR, unsafe_sub(R, e))
    total = bn254._add_multiple(total, p.w, x.z)
    total = bn254._add_multiple(total, p.w_next, u_z_omega)
    return abi_decode(total, bn254.Point)


@internal
@view
def _with_tau(p: plonk_proof.Proof, u: uint256) -> bn254.Point:
    """
    @dev - ([W] + u [W'])
    """
    opened: bn254.Point = abi_decode(
        bn254._add_multiple(abi_encode(p.w), p.w_next, u), bn254.Point
    )
    return bn254.Point(x=opened.x, y=unsafe_sub(bn254.Q, opened.y) % bn254.Q)
