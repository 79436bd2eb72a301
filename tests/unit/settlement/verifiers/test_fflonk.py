"""The FFLONK verifier: what it takes, and that it refuses everything else by name."""

from __future__ import annotations

import json
from math import prod
from typing import TYPE_CHECKING

import pytest
from eth_abi.abi import encode
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garter import paths
from garter.build import load_artifact
from garter.chain import Contract
from garter.exceptions import ContractReverted, SnarkRefused
from garter.protocol import fflonk
from garter.protocol.bn254 import GENERATOR, INFINITY, Point, Q, R, multiply
from garter.verifiers.contract import render
from garter.verifiers.keys import load_key
from tests.support import reverts
from tests.support.fflonk_gas import DEPLOY, VERIFY, key_argument, measure_fflonk
from tests.support.vectors import VECTORS
from tests.unit.settlement.verifiers.fflonk_proofs import (
    COORDINATES,
    NAME,
    SCALARS,
    Statement,
    mutated,
    recorded,
)

if TYPE_CHECKING:
    from garter.protocol.fflonk_key import FflonkKey

PRODUCTION = ["EraVerifierFflonk", "ZKsyncOSVerifierFflonk"]
ANY_PROOF = settings(
    deadline=None,
    max_examples=60,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
# Refusing costs less than accepting: no precompile ever fails, which would burn what it was given.
GAS_LIMIT = 250_000
PROOF = recorded()
HINT_WRONG = ("Error", "Precompute Eval. Error [PALBE]")
MUTATIONS = json.loads((VECTORS / "fflonk_mutations.json").read_text())["cases"]


@pytest.fixture(scope="module")
def verifier(rpc, governor) -> Contract:
    """The production code under the key of the recorded proof."""
    return Contract.deploy(rpc, "FflonkVerifier", key_argument(NAME), sender=governor)


@pytest.fixture(scope="module", params=PRODUCTION)
def production(request, rpc, governor) -> Contract:
    return Contract.deploy(rpc, request.param, sender=governor)


def refused(verifier: Contract, statement: Statement) -> ContractReverted:
    """The revert that must come, within the gas limit."""
    return refused_calldata(verifier, verifier.calldata("verify", *statement.arguments))


def refused_calldata(verifier: Contract, data: bytes) -> ContractReverted:
    """The same of raw calldata."""
    request = {"to": verifier.address, "data": "0x" + data.hex(), "gas": hex(GAS_LIMIT)}
    with pytest.raises(ContractReverted) as caught:
        verifier._eth_call("verify", request, "latest")
    assert caught.value.name in ("Error", "InvalidProof", "InvalidProofFormat"), caught.value
    return caught.value


# --- what is true ---


def test_verify__recorded_proof__true(verifier, stranger):
    assert verifier.verify(*PROOF.arguments) is True
    assert verifier.transact("verify", PROOF.arguments, sender=stranger, gas=GAS_LIMIT).ok


def test_verify__arguments_encoded_in_another_order__true(verifier):
    """Offsets are the caller's choice: the proof may come before the public input."""
    inputs, words = (encode(["uint256[]"], [list(part)])[32:] for part in PROOF.arguments)
    offsets = encode(["uint256", "uint256"], [64 + len(words), 64])
    data = verifier.calldata("verify", [], [])[:4] + offsets + words + inputs
    request = {"to": verifier.address, "data": "0x" + data.hex()}
    assert int.from_bytes(verifier._eth_call("verify", request, "latest")) == 1


@pytest.mark.parametrize("name", [NAME, *PRODUCTION])
def test_verification_key_hash__is_the_references(rpc, governor, name):
    """Computed on chain from the key's numbers; the recorded one is the reference's."""
    harness = Contract.deploy(rpc, "FflonkVerifier", key_argument(name), sender=governor)
    recordings = json.loads((VECTORS / "fflonk_proofs.json").read_text())
    expected = (
        recordings["production_keys"][name]["hash"]
        if name in PRODUCTION
        else recordings["cases"][0]["verification_key_hash"]
    )
    assert "0x" + harness.verificationKeyHash().hex() == expected
    assert "0x" + load_key(name).hash.hex() == expected


# --- what the reference says ---


@pytest.mark.parametrize("case", MUTATIONS, ids=lambda c: f"{c['mutation']}-{c['word']}")
def test_verify__recorded_mutation__the_references_outcome(verifier, case):
    """To the byte of the revert data. Words that are not canonical are ours to refuse."""
    statement = mutated(PROOF, case["mutation"], case["word"])
    if case["mutation"] in ("addModulus", "inputAddR"):
        assert case["result"] == "true"
        refused(verifier, statement)
    elif case["result"] == "true":
        assert verifier.verify(*statement.arguments) is True
    else:
        assert "0x" + refused(verifier, statement).data.hex() == case["revertData"]


def test_recorded_mutations__are_all_kinds():
    assert {c["mutation"] for c in MUTATIONS} == {
        *("none", "xor1", "addModulus", "zero"),
        *("inputAddR", "noInputs", "twoInputs", "emptyProof"),
    }


# --- malleability: ADR 0008 ---


@pytest.mark.parametrize("word", COORDINATES)
def test_verify__coordinate_plus_modulus__reverts(verifier, word):
    with reverts("Error", f"commitment {word // 2} is not on curve"):
        verifier.verify(*PROOF.with_word(word, PROOF.words[word] + Q).arguments)


@pytest.mark.parametrize("word", SCALARS)
def test_verify__scalar_plus_any_multiple_of_the_modulus__reverts(verifier, word):
    for multiple in range(1, (2**256 - 1 - PROOF.words[word]) // R + 1):
        with reverts("InvalidProofFormat"):
            verifier.verify(*PROOF.with_word(word, PROOF.words[word] + multiple * R).arguments)


def test_verify__public_input_plus_modulus__reverts(verifier):
    with reverts("InvalidProofFormat"):
        verifier.verify([PROOF.inputs[0] + R], list(PROOF.words))


def test_verify__scalar_of_the_modulus_itself__reverts_where_one_less_is_read(verifier):
    with reverts("InvalidProofFormat"):
        verifier.verify(*PROOF.with_word(8, R).arguments)
    with reverts(*HINT_WRONG):
        verifier.verify(*PROOF.with_word(8, R - 1).arguments)


# --- lengths ---


@pytest.mark.parametrize("count", [0, 2, 3, 32])
def test_verify__wrong_number_of_inputs__reverts(verifier, count):
    with reverts("Error", "public input length is incorrect"):
        verifier.verify(list(PROOF.inputs) * count, list(PROOF.words))


@pytest.mark.parametrize("count", [0, 1, 23, 25, 44, 64])
def test_verify__wrong_number_of_words__reverts(verifier, count):
    with reverts("Error", "proof length is incorrect"):
        verifier.verify(list(PROOF.inputs), (list(PROOF.words) * 3)[:count])


@pytest.mark.parametrize(("inputs", "words"), [(33, 24), (1, 65), (1, 1_000)])
def test_verify__more_words_than_any_proof_has__reverts(verifier, inputs, words):
    """Beyond the bounds of calldata (limits.vy) nothing is decoded, so nothing is named."""
    with reverts(""):
        verifier.verify(list(PROOF.inputs) * inputs, (list(PROOF.words) * 50)[:words])


@pytest.mark.parametrize("cut", [1, 32, 33, 23 * 32, 24 * 32, 25 * 32, 27 * 32])
def test_verify__truncated_calldata__reverts(verifier, cut):
    """What is missing is read as zeros, as in every contract, and these are no proof."""
    refused_calldata(verifier, verifier.calldata("verify", *PROOF.arguments)[:-cut])


# --- points ---


@pytest.mark.parametrize("index", range(4))
@pytest.mark.parametrize(
    "point", [INFINITY, Point(1, 3), Point(0, 1), Point(Q - 1, Q - 1), Point(Q, 2), Point(Q + 1, 2)]
)
def test_verify__point_off_the_curve__reverts(verifier, index, point):
    statement = PROOF.with_word(2 * index, point.x).with_word(2 * index + 1, point.y)
    with reverts("Error", f"commitment {index} is not on curve"):
        verifier.verify(*statement.arguments)


@pytest.mark.parametrize("index", range(3))
def test_verify__another_point_before_the_last_challenge__reverts(verifier, index):
    statement = PROOF.with_word(2 * index, GENERATOR.x).with_word(2 * index + 1, GENERATOR.y)
    with reverts(*HINT_WRONG):
        verifier.verify(*statement.arguments)


@pytest.mark.parametrize("scalar", [1, 2, R - 1, 12_345])
def test_verify__another_w_prime__fails_the_pairing(verifier, scalar):
    """No challenge depends on W', so only the pairing can tell."""
    point = multiply(Point(*PROOF.words[6:8]), 2) if scalar == 1 else multiply(GENERATOR, scalar)
    with reverts("InvalidProof"):
        verifier.verify(*PROOF.with_word(6, point.x).with_word(7, point.y).arguments)


def test_verify__opposite_w_prime__fails_the_pairing(verifier):
    with reverts("InvalidProof"):
        verifier.verify(*PROOF.with_word(7, Q - PROOF.words[7]).arguments)


# --- statements ---


@pytest.mark.parametrize("public_input", [0, 1, R - 1, PROOF.inputs[0] ^ 1, PROOF.inputs[0] << 1])
def test_verify__another_public_input__reverts(verifier, public_input):
    with reverts(*HINT_WRONG):
        verifier.verify([public_input], list(PROOF.words))


def test_verify__repaired_hint__still_fails_the_pairing(verifier):
    """A forger can compute the hint, which is public; the pairing is what stops them."""
    key = load_key(NAME).key()
    for forged in (
        Statement((PROOF.inputs[0] ^ 1,), PROOF.words),
        *(PROOF.with_word(word, PROOF.words[word] ^ 1) for word in range(8, 23)),
    ):
        denominators = _denominators(key, forged)
        repaired = forged.with_word(23, pow(denominators, -1, R))
        with reverts("InvalidProof"):
            verifier.verify(*repaired.arguments)


def _denominators(key: FflonkKey, statement: Statement) -> int:
    public_input, proof = fflonk.parse(statement.inputs, statement.words)
    challenges = fflonk.derive_challenges(key, public_input, proof)
    domain = fflonk.evaluate_domain(key, challenges.r)
    quotients = fflonk.divide_identities(key, public_input, proof.evaluations, challenges, domain)
    openings = fflonk.interpolate(key, proof.evaluations, quotients, challenges)
    return prod(d for opening in openings for d in opening.denominators)


def test_verify__proof_of_another_key__reverts(production):
    with reverts(*HINT_WRONG):
        production.verify(*PROOF.arguments)


def test_verify__swapped_inputs__reverts(verifier):
    with reverts("Error", "public input length is incorrect"):
        verifier.verify(list(PROOF.words), list(PROOF.inputs))


# --- any change at all ---


@ANY_PROOF
@given(bit=st.integers(0, 24 * 256 + 255))
def test_verify__any_bit_flipped__reverts(verifier, bit):
    index, place = divmod(bit, 256)
    if index == 24:
        changed = Statement((PROOF.inputs[0] ^ 1 << place,), PROOF.words)
    else:
        changed = PROOF.with_word(index, PROOF.words[index] ^ 1 << place)
    refused(verifier, changed)


@ANY_PROOF
@given(index=st.integers(0, 23), word=st.integers(0, 2**256 - 1))
def test_verify__any_word_replaced__reverts(verifier, index, word):
    if word != PROOF.words[index]:
        refused(verifier, PROOF.with_word(index, word))


@ANY_PROOF
@given(words=st.permutations(range(24)))
def test_verify__words_in_another_order__reverts(verifier, words):
    changed = Statement(PROOF.inputs, tuple(PROOF.words[i] for i in words))
    if changed != PROOF:
        refused(verifier, changed)


@ANY_PROOF
@given(
    scalars=st.lists(st.integers(1, R - 1), min_size=4, max_size=4),
    evaluations=st.lists(st.integers(0, R - 1), min_size=16, max_size=16),
)
def test_verify__well_formed_words_of_any_value__reverts(verifier, scalars, evaluations):
    points = [part for scalar in scalars for part in multiply(GENERATOR, scalar)]
    refused(verifier, Statement(PROOF.inputs, (*points, *evaluations)))


@settings(ANY_PROOF, max_examples=8)
@given(index=st.integers(0, 24), bit=st.integers(0, 255))
def test_verify__any_bit_flipped__python_refuses_too(index, bit):
    if index == 24:
        changed = Statement((PROOF.inputs[0] ^ 1 << bit,), PROOF.words)
    else:
        changed = PROOF.with_word(index, PROOF.words[index] ^ 1 << bit)
    with pytest.raises(SnarkRefused):
        fflonk.verify(load_key(NAME).key(), changed.inputs, changed.words).require_accepted()


# --- keys ---


@pytest.mark.parametrize("name", PRODUCTION)
def test_contract__is_what_its_key_generates(name):
    source = paths.CONTRACTS / "settlement" / "verifiers" / f"{name}.vy"
    assert source.read_text() == render(load_key(name))


@pytest.mark.parametrize("name", PRODUCTION)
def test_contract__hashes_its_own_numbers_to_the_keys_hash(rpc, governor, name):
    deployed = Contract.deploy(rpc, name, sender=governor)
    assert deployed.verificationKeyHash() == load_key(name).hash


def test_contracts__differ_by_their_key_alone():
    """The code is the same to the byte; what a key fixes comes behind it at deployment."""
    names = [*PRODUCTION, "FflonkVerifier"]
    assert len({load_artifact(name).runtime_code for name in names}) == 1


# --- gas ---


@pytest.mark.parametrize("operation", [VERIFY, DEPLOY])
def test_gas__is_below_the_references(rpc, stranger, operation):
    rows = (paths.ROOT / "tests/reference/gas.tsv").read_text().splitlines()
    reference = dict(row.split("\t")[:2] for row in rows)
    assert measure_fflonk(rpc, stranger)[operation] < int(reference[operation])


@pytest.mark.parametrize(
    ("field", "bad"), [(0, (1, 3)), (0, (0, 0)), (4, 1), (4, 5), (3, 2**22), (3, 2**24)]
)
def test_init__a_key_that_cannot_be__reverts(rpc, governor, field, bad):
    key = list(key_argument(NAME))
    key[field] = bad
    with reverts(""):
        Contract.deploy(rpc, "FflonkVerifier", tuple(key), sender=governor)
