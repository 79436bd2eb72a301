"""The commands as users type them, light and under Ape."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import ape
import pytest
from click.testing import CliRunner

from garter import paths
from garter.chain import Rpc
from garter.cli import cli
from garter.client import Bridge
from garter.ecosystem.manifest import load_manifest
from garter.local import bring_up, demo, network
from garter.local.anvil import free_port, listening
from garter.settings import settings
from tests.support.deploying import USDC, deployer


@pytest.fixture
def own_network(tmp_path, monkeypatch):
    """A checkout's local network in a folder and on ports of this test's own."""
    monkeypatch.setattr(paths, "DEPLOYMENTS", tmp_path / "deployments")
    monkeypatch.setattr(paths, "LOCAL_STATE", tmp_path / "state")
    monkeypatch.setattr(network, "STATE", tmp_path / "state" / "network.json")
    monkeypatch.setenv("GARTER_L1_PORT", str(free_port()))
    monkeypatch.setenv("GARTER_ORIGIN_PORT", str(free_port()))
    settings.cache_clear()
    placed = [replace(c, port=c.port and free_port()) for c in demo.CHAINS]
    monkeypatch.setattr(demo, "CHAINS", tuple(placed))
    monkeypatch.setattr(bring_up, "RUNNING_CHAINS", tuple(c for c in placed if c.port))
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


def test_demo__twice__deploys_once_and_deposits_each_time(own_network):
    first = garter("demo")
    assert re.search(r"deploy_ecosystem +│ +\d\d+ │ +0 │", first)
    manifest = load_manifest(own_network / "deployments" / "local.json")
    assert {c.chain_id: c.da for c in manifest.chains.values()} == {
        6565: "rollup",
        6566: "rollup-blobs",
        6567: "validium",
    }
    second = garter("demo")
    sent = re.findall(r"deploy_\w+(?: \w+)? +│ +(\d+) │ +(\d+) │", second)
    assert len(sent) == 4 and all(now == "0" and int(done) > 0 for now, done in sent)
    for name in ("alpha", "beta"):
        bridge = Bridge.connect(manifest.l1.rpc, manifest.chains[name].rpc)
        held = bridge.balance(USDC, deployer(3).address)
        assert held.l2 == 2 * 25 * 10**6
        assert bridge.balance("eth", deployer(3).address).l2 > 3 * 10**18
    assert "agrees with the chain: " in garter("verify")
    assert "Stopped." in garter("network", "down")


def test_network_up__runs_chains_and_down_ends_them(own_network):
    rows = json.loads(garter("network", "up", "--json").splitlines()[-1])
    assert [row["name"] for row in rows][2:] == ["alpha (6565)", "beta (6566)"]
    assert all(row["answers"] for row in rows)
    shown = garter("network", "status")
    assert "alpha (6565)" in shown and "does not answer" not in shown
    garter("network", "down")
    assert not any(listening(int(row["url"].rpartition(":")[2])) for row in rows)


def test_network__a_chain_killed__is_started_again_where_it_was(own_network):
    garter("network", "up")
    [alpha] = [c for c in network._load().chains if c.name == "alpha"]
    manifest = load_manifest(own_network / "deployments" / "local.json")
    height = Rpc(alpha.url).block_number()
    os.kill(alpha.pid, signal.SIGKILL)
    assert "does not answer" in garter("network", "status", code=1)
    again = network.ensure_chain(manifest, "alpha", free_port())
    assert again.pid != alpha.pid and Rpc(again.url).block_number() == height


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
    garter("network", "up", "--l1-only")
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
