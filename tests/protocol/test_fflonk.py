"""FFLONK in Python: what is wrong with a proof is told by name."""

from __future__ import annotations

import pytest

from garter.exceptions import InvalidKey, SnarkHintWrong, SnarkMalformed, SnarkPairingFailed
from garter.protocol import fflonk
from garter.protocol.bn254 import GENERATOR, Q, R
from garter.verifiers.keys import KEYS, load_key, read_key
from tests.unit.settlement.verifiers.fflonk_proofs import NAME, Statement, recorded

KEY = load_key(NAME).key()
PROOF = recorded()


def malformed(statement: Statement) -> SnarkMalformed:
    with pytest.raises(SnarkMalformed) as caught:
        fflonk.verify(KEY, statement.inputs, statement.words)
    return caught.value


@pytest.mark.parametrize("count", [0, 2])
def test_verify__number_of_inputs__is_named(count):
    assert malformed(Statement(PROOF.inputs * count, PROOF.words)).what == "public inputs"


@pytest.mark.parametrize("count", [0, 23, 25, 44])
def test_verify__number_of_words__is_named(count):
    error = malformed(Statement(PROOF.inputs, (PROOF.words * 2)[:count]))
    assert (error.what, error.value) == ("words", count)
    assert "24" in error.problem


@pytest.mark.parametrize("word", range(8, 24))
def test_verify__scalar_out_of_range__is_named(word):
    for bad in (R, PROOF.words[word] + R, -1):
        error = malformed(PROOF.with_word(word, bad))
        assert (error.what, error.value) == (f"word {word}", bad)


@pytest.mark.parametrize(
    ("word", "name"), enumerate(["C1", "C1", "C2", "C2", "W", "W", "W'", "W'"])
)
def test_verify__point_off_the_curve__is_named(word, name):
    for bad in (PROOF.words[word] ^ 1, PROOF.words[word] + Q, 0):
        assert malformed(PROOF.with_word(word, bad)).what == name


def test_verify__public_input_out_of_range__is_named():
    assert malformed(Statement((PROOF.inputs[0] + R,), PROOF.words)).what == "public input"


@pytest.mark.parametrize("word", [8, 15, 18, 22, 23])
def test_verify__changed_scalar__hint_is_wrong(word):
    verification = fflonk.verify(KEY, PROOF.inputs, PROOF.with_word(word, 7).words)
    assert not verification.accepted
    with pytest.raises(SnarkHintWrong) as caught:
        verification.require_accepted()
    assert caught.value.hint == verification.proof.hint
    assert caught.value.product == verification.denominators


def test_verify__another_key__hint_is_wrong():
    other = load_key("EraVerifierFflonk").key()
    with pytest.raises(SnarkHintWrong):
        fflonk.verify(other, PROOF.inputs, PROOF.words).require_accepted()


def test_verify__another_w_prime__pairing_fails():
    changed = PROOF.with_word(6, GENERATOR.x).with_word(7, GENERATOR.y)
    verification = fflonk.verify(KEY, changed.inputs, changed.words)
    assert not verification.accepted
    with pytest.raises(SnarkPairingFailed):
        verification.require_accepted()


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"size": "0x800000"', '"size": "0x400000"', "omega does not generate"),
        ('"size": "0x800000"', '"size": "0x800001"', "omega does not generate"),
        ('"0x05"', '"0x06"', "the numbers hash to"),
        ('"0x15c99d', '"0x15c99e', "not on the curve"),
        ('"0x260e01', '"0x260e02', "no element of G2"),
        ('"fflonk"', '"groth16"', "system"),
        ('"non_residues"', '"non_residue"', "non_residues"),
    ],
)
def test_read_key__changed__is_refused(tmp_path, old, new, problem):
    text = (KEYS / f"{NAME}.json").read_text()
    assert old in text
    path = tmp_path / f"{NAME}.json"
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(InvalidKey, match=problem):
        read_key(path)
