"""`garter bridge …` as typed."""

from __future__ import annotations

import json
import re

import pytest
from click.testing import CliRunner

from garter.cli import cli
from garter.ecosystem.manifest import save_manifest
from tests.support.deploying import USDC

HASH = "0x" + "12" * 32


@pytest.fixture
def bridge(rpc, deployed, tmp_path):
    """Runs `garter bridge` on this test's manifest."""
    path = tmp_path / "local.json"
    save_manifest(deployed, path)

    def run(*arguments, code=0, typed=None):
        command, *rest = map(str, arguments)
        given = ["bridge", command, *rest, "--rpc", rpc.url, "--manifest", str(path)]
        result = CliRunner().invoke(cli, given, input=typed)
        assert result.exit_code == code, result.output
        return result.output

    return run


def test_deposit__quotes_asks_and_names_the_hash(bridge, rpc, alpha):
    said = bridge(
        *("deposit", "1.5", "--chain", "alpha", "--account", "TEST::3", "--no-wait"), typed="y\n"
    )
    assert "deposit 1.5 ETH to chain 6565" in said and "355,437" in said and "Send? [y/N]" in said
    told = re.search(r"deposit 1\.5 ETH to chain 6565: (0x[0-9a-f]{64})", said)
    deposit = alpha.find_deposit(told[1])
    assert deposit.transaction.value == 15 * 10**17
    assert deposit.l2_hash in said
    assert f"bridge status {told[1]} --chain alpha" in said


def test_deposit__declined__sends_nothing(bridge, rpc):
    before = rpc.block_number()
    arguments = ("deposit", "25 USDC", "--token", USDC, "--chain", "alpha")
    said = bridge(*arguments, code=1, typed="n\n")
    assert "approve 25 USDC to the asset router" in said and "the chain creates USDC" in said
    assert "Aborted!" in said
    assert rpc.block_number() == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("deposit", "1.5 USDC", "--chain", "alpha"), "'USDC' is no unit of ETH"),
        (("deposit", "1", "--chain", "omega"), "chains there: alpha, beta"),
        (("deposit", "1", "--chain", "alpha", "--to", "0x12"), "receiver = '0x12'"),
        (("deposit", "9999999999", "--chain", "alpha"), "Nothing was sent"),
        (("status", "0x12", "--chain", "alpha"), "not a transaction hash"),
        (("status", HASH, "--chain", "alpha"), "JSON-RPC address of chain 6565 is not known"),
        (("finalize", HASH, "--chain", "alpha"), "JSON-RPC address of chain 6565 is not known"),
        (("claim", HASH, "--chain", "alpha"), f"knows no transaction {HASH}"),
        (("withdraw", "1", "--chain", "beta"), "JSON-RPC address of chain 6566 is not known"),
    ],
)
def test_bridge__unusable_input__exits_1_and_says_why(bridge, rpc, arguments, message):
    before = rpc.block_number()
    assert message in bridge(*arguments, code=1, typed="y\n")
    assert rpc.block_number() == before


def test_balance__json__has_every_token_once(bridge, user, alpha):
    said = json.loads(bridge("balance", user.address, "--chain", "beta", "--token", USDC, "--json"))
    assert said["account"] == user.address
    assert [row["symbol"] for row in said["balances"]] == ["ETH", "USDC"]
    assert said["balances"][1]["l1"] == str(alpha.balance(USDC).l1)
    assert said["balances"][1]["l2"] is None
