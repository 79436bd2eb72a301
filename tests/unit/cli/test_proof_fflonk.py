"""``garter proof`` with a FFLONK proof, accepted and corrupted."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from garter.cli.proof import proof
from garter.protocol.bn254 import R
from garter.verifiers.keys import load_key
from garter.verifiers.proofs import PROOFS
from tests.unit.settlement.verifiers.fflonk_proofs import NAME

RECORDED = PROOFS / f"{NAME}.json"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(proof, [str(argument) for argument in arguments])


def corrupted(tmp_path, word: int, change: int):
    """A copy of the recorded proof's file with ``change`` added to a word."""
    content = json.loads(RECORDED.read_text())
    content["proof"][word] = hex(int(content["proof"][word], 16) + change)
    path = tmp_path / "proof.json"
    path.write_text(json.dumps(content))
    return path


def test_verify__recorded_proof__accepted_with_challenges():
    result = run("verify", RECORDED)
    assert result.exit_code == 0, result.output
    assert "verdict   accepted" in result.output
    assert load_key(NAME).hash.hex() in result.output
    for name in ("beta", "gamma", "r", "alpha", "y"):
        assert any(line.split()[0] == name for line in result.output.splitlines())


def test_verify__onchain__accepted_with_gas(rpc):
    result = run("verify", RECORDED, "--onchain", "--rpc", rpc.url)
    assert result.exit_code == 0, result.output
    assert "contract  accepted" in result.output
    assert "gas " in result.output


@pytest.mark.parametrize(
    ("word", "change", "named"),
    [
        (0, 1, "C1"),
        (7, 1, "W'"),
        (8, 1, "The last word is"),
        (8, R, "word 8"),
        (23, 1, "The last word is"),
    ],
)
def test_verify__corrupted__names_what_is_wrong(tmp_path, word, change, named):
    result = run("verify", corrupted(tmp_path, word, change))
    assert result.exit_code == 1
    assert named in result.output
    assert "accepted" not in result.output


def test_verify__onchain__corrupted__tells_the_contracts_reason(tmp_path, rpc):
    result = run("verify", corrupted(tmp_path, 8, 1), "--onchain", "--rpc", rpc.url)
    assert result.exit_code == 1
    assert "Precompute Eval. Error [PALBE]" in result.output


def test_verify__another_key__refused():
    result = run("verify", RECORDED, "--key", "EraVerifierFflonk")
    assert result.exit_code == 1
    assert "another key" in result.output


@pytest.mark.parametrize("name", ["EraVerifierFflonk", "ZKsyncOSVerifierFflonk"])
def test_generate__production_key__contract_is_made_from_it(name):
    result = run("generate", name, "--check")
    assert result.exit_code == 0, result.output
