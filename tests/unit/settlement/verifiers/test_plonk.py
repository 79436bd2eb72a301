"""The PLONK verifier: real proofs, recorded outcomes, each section against Python, refusals."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garter.build import load_artifact
from garter.chain import Contract
from garter.exceptions import ContractReverted, RpcResponseError, SnarkRefused
from garter.protocol import plonk
from garter.protocol.bn254 import Q, R
from garter.verifiers.contract import contract_path, render
from garter.verifiers.keys import key_names, load_key
from tests.support import reverts
from tests.support.plonk_gas import CASES, deploy_generated, measure_plonk
from tests.support.vectors import VECTORS
from tests.unit.settlement.verifiers.plonk_proofs import (
    MUTATED,
    NAMES,
    SCALARS,
    WORDS,
    Statement,
    key_argument,
    modulus,
    mutated,
    recorded,
)

# Refusing costs no more than accepting: no precompile fails, which would burn what it was given.
GAS_LIMIT = 450_000
REFERENCE_GAS = 412_345
MALFORMED = "loadProof: Proof is invalid"
REASONS = {MALFORMED, "invalid quotient evaluation", "finalPairing: pairing failure"}
PRODUCTION = ["ZKsyncOSVerifierPlonk", "EraVerifierPlonk"]
MUTATIONS = json.loads((VECTORS / "plonk_mutations.json").read_text())["cases"]
PROOF = recorded(MUTATED)
ANY_PROOF = settings(
    deadline=None,
    max_examples=40,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def verifier(rpc, governor) -> Contract:
    """Of the key whose proof is recorded with its mutations."""
    return deploy_generated(rpc, governor, MUTATED)[0]


@pytest.fixture(scope="module")
def harness(rpc, governor) -> Contract:
    return Contract.deploy(rpc, "PlonkHarness", sender=governor)


def refused(verifier: Contract, statement: Statement) -> str:
    """The reason of the revert that must come, within the gas limit."""
    data = verifier.calldata("verify", list(statement.inputs), list(statement.words))
    request = {"to": verifier.address, "data": "0x" + data.hex(), "gas": hex(GAS_LIMIT)}
    with pytest.raises(ContractReverted) as caught:
        verifier._eth_call("verify", request, "latest")
    assert caught.value.name == "Error", caught.value
    assert caught.value.arguments[0] in REASONS
    return caught.value.arguments[0]


# --- what is true ---


@pytest.mark.parametrize("name", NAMES)
def test_verify__recorded_proof__true(harness, name):
    proof = recorded(name)
    assert harness.verify(key_argument(name), list(proof.inputs), list(proof.words)) is True


@pytest.mark.parametrize("name", NAMES)
def test_trace__every_step__is_pythons(harness, name):
    proof = recorded(name)
    v = plonk.verify(load_key(name).key(), proof.inputs, proof.words)
    v.require_accepted()
    t = harness.trace(key_argument(name), proof.inputs[0], list(proof.words))
    x, d, i, lin = v.challenges, v.domain, v.identity, v.linearisation
    expected = (
        (x.eta, x.beta, x.gamma, x.beta_lookup, x.gamma_lookup, x.alpha, x.z, x.v, x.u),
        (d.z_to_n, d.vanishing, d.l_first, d.l_last, d.z_minus_last),
        *(i.claimed, i.permutation, i.lookup, i.computed),
        (lin.rescue_gate, lin.z_perm, lin.sigma_3, lin.s, lin.z_lookup),
        *(lin.quotient, lin.point, v.aggregation.table, v.aggregation.commitment),
        *(v.aggregation.value, v.with_generator, v.with_tau),
    )
    assert len(t) == len(expected)
    for step, (ours, theirs) in enumerate(zip(t, expected, strict=True)):
        assert _plain(ours) == _plain(theirs), f"step {step}"


def _plain(step):
    return tuple(step) if isinstance(step, (tuple, list)) else step


def test_verify__gas__within_7_percent_of_the_references(rpc, stranger):
    """The account of where it goes is in the contracts' README."""
    gas = measure_plonk(rpc, stranger)
    for operation in CASES:
        assert gas[operation] <= REFERENCE_GAS * 107 // 100


# --- keys and what is made from them ---


@pytest.mark.parametrize("name", key_names())
def test_generated_contract__is_made_from_its_key(name):
    file = load_key(name)
    if (path := contract_path(file)) is not None:
        assert path.read_text() == render(file)
        assert load_artifact(file.contract).deployed_size < 20_000  # EIP-170 is 24,576


@pytest.mark.parametrize("name", PRODUCTION)
def test_verification_key_hash__is_the_references(rpc, governor, name):
    recordings = json.loads((VECTORS / "plonk_proofs.json").read_text())
    deployed = Contract.deploy(rpc, name, sender=governor)
    assert (
        "0x" + deployed.verificationKeyHash().hex() == recordings["production_keys"][name]["hash"]
    )


# --- what the reference says ---


@pytest.mark.parametrize("case", MUTATIONS, ids=lambda c: f"{c['mutation']}-{c['word']}")
def test_verify__recorded_mutation__the_references_outcome(verifier, case):
    """ADR 0008: what the reference reduces first is refused here, before anything is computed."""
    statement = mutated(PROOF, case["mutation"], case["word"])
    reason = refused(verifier, statement)
    if case["mutation"] in ("addModulus", "inputAddR"):
        assert reason == MALFORMED
    else:
        assert case["result"] == "revert"
        assert bytes.fromhex(case["revertData"][2:])[68:].rstrip(b"\0").decode() == reason


# --- malleability: ADR 0008 ---


@pytest.mark.parametrize("word", WORDS)
def test_verify__word_plus_its_modulus__reverts(verifier, word):
    for multiple in (1, (2**256 - 1 - PROOF.words[word]) // modulus(word)):
        with reverts("Error", MALFORMED):
            verifier.verify(
                list(PROOF.inputs),
                list(PROOF.with_word(word, PROOF.words[word] + multiple * modulus(word)).words),
            )


@pytest.mark.parametrize("bit", [253, 254, 255])
def test_verify__public_input_beyond_253_bits__reverts(verifier, bit):
    assert refused(verifier, replace(PROOF, inputs=(PROOF.inputs[0] | 1 << bit,))) == MALFORMED


# --- everything else is refused, by Python too ---


@ANY_PROOF
@given(word=st.sampled_from(WORDS), bit=st.integers(0, 255))
def test_verify__any_bit_flipped__reverts(verifier, word, bit):
    refused(verifier, PROOF.with_word(word, PROOF.words[word] ^ 1 << bit))


@ANY_PROOF
@given(bit=st.integers(0, 255))
def test_verify__any_bit_of_the_input_flipped__reverts(verifier, bit):
    refused(verifier, replace(PROOF, inputs=(PROOF.inputs[0] ^ 1 << bit,)))


@ANY_PROOF
@given(word=st.sampled_from(WORDS), number=st.integers(0, 2**256 - 1))
def test_verify__any_other_word__reverts(verifier, word, number):
    if number != PROOF.words[word]:
        refused(verifier, PROOF.with_word(word, number))


@ANY_PROOF
@given(
    first=st.sampled_from([i for i in WORDS if i not in SCALARS and i % 2 == 0]),
    point=st.sampled_from([(0, 0), (1, 2), (1, Q - 2), (1, 3), (Q, 0), (Q + 1, 2)]),
)
def test_verify__point_replaced__reverts(verifier, first, point):
    """Infinity, off the curve and not canonical are malformed; on the curve, it does not open."""
    reason = refused(verifier, PROOF.with_word(first, point[0]).with_word(first + 1, point[1]))
    assert (reason == MALFORMED) == (point not in [(1, 2), (1, Q - 2)])


@pytest.mark.parametrize("name", NAMES)
def test_verify__proof_of_another_key__reverts(verifier, name):
    if name != MUTATED:
        refused(verifier, recorded(name))


@pytest.mark.parametrize("name", PRODUCTION)
def test_verify__production_key__refuses_the_other_keys_proof(rpc, governor, name):
    assert refused(Contract.deploy(rpc, name, sender=governor), PROOF) in REASONS


@pytest.mark.parametrize("length", [0, 1, 43, 45, 48, 64])
def test_verify__wrong_length__reverts(verifier, length):
    words = (*PROOF.words, *[0] * 20)[:length]
    assert refused(verifier, replace(PROOF, words=words)) == MALFORMED


@pytest.mark.parametrize("inputs", [(), PROOF.inputs * 2])
def test_verify__not_one_public_input__reverts(verifier, inputs):
    assert refused(verifier, replace(PROOF, inputs=inputs)) == MALFORMED


def test_verify__too_little_gas__reverts(verifier):
    data = verifier.calldata("verify", list(PROOF.inputs), list(PROOF.words))
    for gas in range(60_000, 440_000, 40_000):
        request = {"to": verifier.address, "data": "0x" + data.hex(), "gas": hex(gas)}
        with pytest.raises((ContractReverted, RpcResponseError)):  # as the node words it
            verifier._eth_call("verify", request, "latest")


@settings(deadline=None, max_examples=8, derandomize=True)
@given(word=st.sampled_from(WORDS), number=st.integers(0, R - 1))
def test_python__any_other_word__is_refused(word, number):
    statement = PROOF.with_word(word, number)
    if statement != PROOF:
        with pytest.raises(SnarkRefused):
            plonk.verify(
                load_key(MUTATED).key(), statement.inputs, statement.words
            ).require_accepted()


# --- through the dual verifier ---


def test_dual_verifier__recorded_proof__true(rpc, verifier, governor):
    """Type 2, version 0. One public input is not hashed, so what a chain diamond would fold its
    batches into is the proof's own input here. `proveBatches` itself cannot be shown: its input
    is a hash of batches, and no proof for batches of a chain of ours is public.
    """
    zero = "0x" + "00" * 20
    dual = Contract.deploy(rpc, "ZKsyncOSDualVerifier", zero, verifier, governor, sender=governor)
    assert dual.verify(list(PROOF.inputs), [2, 0, *PROOF.words]) is True
    with reverts("Error", "invalid quotient evaluation"):
        dual.verify([PROOF.inputs[0] ^ 1], [2, 0, *PROOF.words])
