# pragma version 0.4.3
"""
@title The PLONK verifier, section by section
@license MIT
@notice Test only. Verifies for any key and returns every step that `verify` takes, in its order;
        `garter/protocol/plonk.py` must agree.
"""
from contracts.lib import limits
from contracts.settlement.verifiers import bn254
from contracts.settlement.verifiers import plonk
from contracts.settlement.verifiers import plonk_proof


struct Trace:
    challenges: plonk_proof.Challenges
    domain: plonk.Domain
    claimed: uint256
    permutation: uint256
    lookup: uint256
    computed: uint256
    factors: plonk.Factors
    quotient: bn254.Point
    linearisation: bn254.Point
    table: bn254.Point
    aggregated: bn254.Point
    folded: uint256
    with_generator: bn254.Point
    with_tau: bn254.Point


@external
@view
def verify(
    key: plonk.Key,
    public_inputs: DynArray[uint256, limits.MAX_PUBLIC_INPUTS],
    words: DynArray[uint256, limits.MAX_PROOF_WORDS],
) -> bool:
    return plonk._verify(key, public_inputs, words)


@external
@view
def trace(
    key: plonk.Key, public_input: uint256, words: DynArray[uint256, limits.MAX_PROOF_WORDS]
) -> Trace:
    t: Trace = empty(Trace)
    p: plonk_proof.Proof = plonk_proof._load(words)
    x: plonk_proof.Challenges = plonk_proof._challenges(public_input, p)
    t.challenges = x
    t.domain = plonk._domain(x.z)
    shared: plonk.Shared = plonk._shared(p.at_z, x, t.domain)
    t.claimed = plonk._claimed(p.at_z, t.domain)
    t.permutation = plonk._permutation(p.at_z, x, shared)
    t.lookup = plonk._lookup(p.at_z, x, shared)
    t.computed = plonk._computed(public_input, p.at_z, x, t.domain, shared)
    t.factors = plonk._factors(p.at_z, x, shared)
    t.quotient = plonk._folded(p.quotient_parts, t.domain.z_to_n)
    t.linearisation = plonk._linearisation(key, p, x, t.domain, t.factors)
    t.table = plonk._folded(key.lookup_table, x.eta)
    t.aggregated = plonk._aggregated(key, p, x, t.table, t.factors, t.linearisation)
    t.folded = plonk._value(p.at_z, x.v, x.u)
    t.with_generator = plonk._with_generator(p, x, t.aggregated, t.folded)
    t.with_tau = plonk._with_tau(p, x.u)
    return t
