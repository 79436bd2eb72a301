"""`garter proof`: verdicts on the shipped proofs, and words for what is wrong with others."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from garter.cli.proof import proof
from garter.verifiers.keys import KEYS, key_names, load_key
from garter.verifiers.proofs import PROOFS, proof_names

PLONK = "PlonkVerifierTest"


def run(*arguments: str):
    return CliRunner().invoke(proof, list(arguments))


def written(tmp_path, **changes) -> str:
    """The recorded proof with other fields, in a file."""
    content = json.loads((PROOFS / f"{PLONK}.json").read_text()) | changes
    path = tmp_path / "proof.json"
    path.write_text(json.dumps(content))
    return str(path)


def words(index: int, word: int) -> list[str]:
    found = json.loads((PROOFS / f"{PLONK}.json").read_text())["proof"]
    found[index] = hex(word)
    return found


@pytest.mark.parametrize("name", proof_names())
def test_verify__shipped_proof_onchain__accepted_by_both(rpc, name):
    result = run("verify", str(PROOFS / f"{name}.json"), "--onchain", "--rpc", rpc.url)
    assert result.exit_code == 0, result.output
    assert "contract  accepted" in result.output
    assert "verdict   accepted" in result.output
    [gas] = [line.split()[1] for line in result.output.splitlines() if line.startswith("gas")]
    assert 150_000 < int(gas) < 500_000


@pytest.mark.parametrize(
    ("index", "word", "problem", "reason"),
    [
        (0, 2**256 - 1, "word 0 = 0x", "loadProof: Proof is invalid"),
        (3, 1, "words 2 and 3", "loadProof: Proof is invalid"),
        (22, 1, "t(z) Z_H(z)", "invalid quotient evaluation"),
        (34, 0, "The pairing is not 1", "finalPairing: pairing failure"),
    ],
)
def test_verify__corrupted__names_what_is_wrong(rpc, tmp_path, index, word, problem, reason):
    file = written(tmp_path, proof=words(index, word))
    result = run("verify", file, "--onchain", "--rpc", rpc.url)
    assert result.exit_code == 1
    assert f"contract  reverts: {reason}" in result.output
    assert problem in result.output


def test_verify__corrupted_fflonk__names_the_custom_error(rpc, tmp_path):
    content = json.loads((PROOFS / "zksync-crypto-fflonk.json").read_text())
    content["proof"][10] = hex(2**256 - 1)
    path = tmp_path / "proof.json"
    path.write_text(json.dumps(content))
    result = run("verify", str(path), "--onchain", "--rpc", rpc.url)
    assert result.exit_code == 1
    assert "contract  reverts: InvalidProofFormat()" in result.output
    assert "word 10 = 0x" in result.output


def test_verify__another_key__refused(tmp_path):
    result = run("verify", written(tmp_path), "--key", "airbender")
    assert result.exit_code == 1
    assert "Error: The " in result.output


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"key": "nobody"}, "there is no such key. The keys are EraVerifier"),
        ({"proof": [1]}, "a number is written 0x and hex digits"),
        ({"extra": 1}, "extra: Extra inputs are not permitted"),
        ({"proof": []}, "proof = 0 words: a proof has 44"),
        ({"public_inputs": []}, "public inputs = 0x0: the circuit has 1"),
    ],
)
def test_verify__unusable_file__says_why(tmp_path, changes, problem):
    result = run("verify", written(tmp_path, **changes))
    assert result.exit_code == 1
    assert problem in result.output


def test_verify__no_file__says_so(tmp_path):
    result = run("verify", str(tmp_path / "nothing.json"))
    assert result.exit_code == 1
    assert "No such file" in result.output


def test_keys__lists_all_with_their_hashes():
    result = run("keys")
    assert result.exit_code == 0
    for name in key_names():
        assert name in result.output
        assert load_key(name).hash.hex() in result.output


@pytest.mark.parametrize("name", [n for n in key_names() if load_key(n).contract])
def test_generate__check__agrees(name):
    assert run("generate", name, "--check").exit_code == 0


def test_generate__check__contract_differs__says_so(monkeypatch, tmp_path):
    from garter import paths

    monkeypatch.setattr(paths, "CONTRACTS", tmp_path)
    result = run("generate", "EraVerifierPlonk", "--check")
    assert result.exit_code == 1
    assert "is not made from it" in result.output


def test_generate__key_not_in_production__prints():
    result = run("generate", PLONK)
    assert result.exit_code == 0
    assert result.output.startswith("# pragma version 0.4.3")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda k: k | {"hash": "0x" + "00" * 32}, "the numbers hash to"),
        (lambda k: k | {"hash": "0x00"}, "hash: "),
        (lambda k: k | {"name": "another"}, "its name is another"),
        (lambda k: k | {"g2_tau": ["0x1"] * 4}, "g2_tau is no element of G2"),
        (lambda k: k | {"system": "groth16"}, "groth16"),
        (
            lambda k: k | {"commitments": k["commitments"] | {"lookup_selector": ["0x1", "0x1"]}},
            "commitment 14 (0x1, 0x1) is not on the curve",
        ),
    ],
)
def test_read_key__damaged__says_what(tmp_path, change, problem):
    from garter.exceptions import InvalidKey
    from garter.verifiers.keys import read_key

    path = tmp_path / f"{PLONK}.json"
    path.write_text(json.dumps(change(json.loads((KEYS / f"{PLONK}.json").read_text()))))
    with pytest.raises(InvalidKey) as caught:
        read_key(path)
    assert problem in str(caught.value)
