"""The commands as users type them, light and under Ape."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import ape
import pytest
from click.testing import CliRunner

from garter import paths
from garter.cli import cli
from garter.ecosystem.manifest import load_manifest
from garter.local import network
from garter.local.anvil import free_port, listening
from garter.settings import settings
from tests.support.deploying import USDC


@pytest.fixture
def own_network(tmp_path, monkeypatch):
    """A checkout's local network in a folder and on ports of this test's own."""
    monkeypatch.setattr(paths, "DEPLOYMENTS", tmp_path / "deployments")
    monkeypatch.setattr(paths, "LOCAL_STATE", tmp_path / "state")
    monkeypatch.setattr(network, "STATE", tmp_path / "state" / "network.json")
    monkeypatch.setenv("GARTER_L1_PORT", str(free_port()))
    monkeypatch.setenv("GARTER_ORIGIN_PORT", str(free_port()))
    settings.cache_clear()
    yield tmp_path
    network.down()
    settings.cache_clear()


def garter(*arguments, code=0):
    result = CliRunner().invoke(cli, [str(a) for a in arguments])
    assert result.exit_code == code, result.output
    return result.output


def ape_run(rpc, *arguments, code=0):
    """`ape run …` in a process of its own, against this run's L1 and the origin below it."""
    upstream = ape.config.get_config("node").ethereum.mainnet["uri"]
    result = subprocess.run(
        [str(Path(sys.executable).with_name("ape")), "run", *map(str, arguments)],
        cwd=paths.ROOT,
        env={
            **os.environ,
            "APE_FOUNDRY_HOST": rpc.url,
            "GARTER_L1_RPC": upstream,
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert result.returncode == code, result.stdout + result.stderr
    return result.stdout + result.stderr


def test_demo__twice__registers_three_chains_and_then_sends_nothing(own_network):
    first = garter("demo")
    assert re.search(r"deploy_ecosystem +│ +\d\d+ │ +0 │", first)
    chains = load_manifest(own_network / "deployments" / "local.json").chains
    assert {c.chain_id: c.da for c in chains.values()} == {
        6565: "rollup",
        6566: "rollup-blobs",
        6567: "validium",
    }
    second = garter("demo")
    sent = re.findall(r"deploy_\w+(?: \w+)? +│ +(\d+) │ +(\d+) │", second)
    assert len(sent) == 4 and all(now == "0" and int(done) > 0 for now, done in sent)
    assert "agrees with the chain: " in garter("verify")
    assert "Stopped." in garter("network", "down")


def test_demo__configured_port_taken__uses_another(own_network, rpc, monkeypatch):
    taken = rpc.url.rpartition(":")[2]
    monkeypatch.setenv("GARTER_L1_PORT", taken)
    settings.cache_clear()
    try:
        running = network.ensure_up()
        assert str(running.fork.port) != taken
        assert network.ensure_up() == running
    finally:
        network.down()
    assert listening(int(taken))  # somebody else's is left alone


def test_network__up_twice__says_that_it_runs(own_network):
    garter("network", "up")
    assert "runs already (L1 at http://" in garter("network", "up", code=1)
    rows = json.loads(garter("network", "status", "--json"))
    assert [row["name"] for row in rows] == ["origin (chain id 1)", "L1"]
    assert all(row["answers"] for row in rows)
    garter("network", "down")
    assert "No local network runs" in garter("network", "status", code=1)


def test_verify__nothing_listens__names_the_address_and_what_to_check(own_network, manifest):
    said = garter("verify", "--manifest", manifest, code=1)
    assert f"No answer from the node at http://127.0.0.1:{settings().l1_port}" in said


def test_deploy_chain__unusable_value__exits_1_and_sends_nothing(rpc, manifest):
    before = rpc.block_number()
    said = garter(
        *("deploy_chain", "--rpc", rpc.url, "--manifest", manifest),
        *("--name", "moon", "--chain-id", 7000, "--da", "moon"),
        code=1,
    )
    assert "da" in said and "moon" in said and "Choose 'rollup'" in said
    assert rpc.block_number() == before


def test_ape_run__deploys_verifies_and_notices_a_lie(rpc, manifest):
    chosen = ("--name", "beta", "--chain-id", 6566, "--base-token", USDC)
    said = ape_run(
        *(rpc, "deploy_chain", "--account", "TEST::0", "--manifest", manifest),
        *(*chosen, "--base-token-price", "3000"),
    )
    assert "Chain beta, read back from L1" in said
    assert "agrees with the chain" in ape_run(rpc, "verify", "--manifest", manifest)
    honest = manifest.read_text()
    entry = load_manifest(manifest).chains["beta"]
    manifest.write_text(honest.replace(entry.admin, USDC))
    assert "chains.beta.admin" in ape_run(rpc, "verify", "--manifest", manifest, code=1)


def test_ape_run__help__explains_itself_without_warnings(rpc):
    said = ape_run(rpc, "deploy_chain", "--help")
    assert "--base-token-price" in said and "Example:" in said
    assert "WARNING:" not in said
