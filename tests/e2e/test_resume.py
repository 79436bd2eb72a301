"""Killed after any transaction, a plan continues to the same state without sending anything twice."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from garter import paths
from garter.ecosystem.checks import evaluate
from garter.ecosystem.ecosystem_plan import plan_ecosystem
from garter.ecosystem.manifest import load_manifest
from tests.support.deploying import (
    LOCAL_CHAIN_ID,
    Journal,
    Killed,
    deploy_chain,
    deploy_ecosystem,
    deployer,
    ecosystem_config,
)

FIRST_TIMESTAMP_AHEAD = 1_000  # seconds
BLOCK_HASHES = "0x0000f90827f1c53a10cb7a02335b175320002935"  # EIP-2935: written by blocks


def chain_state(rpc):
    """Everything that transactions leave behind: code, nonces and storage of every account."""
    import gzip
    import json

    dump = bytes.fromhex(rpc.call("anvil_dumpState")[2:])
    accounts = json.loads(gzip.decompress(dump))["accounts"]
    return {
        address: (account["nonce"], account["code"], account["storage"])
        for address, account in accounts.items()
        if address.lower() != BLOCK_HASHES
    }


def start_clock(rpc, timestamp):
    """Blocks at fixed times, so that two runs write the same timestamps."""
    rpc.call("evm_setNextBlockTimestamp", timestamp)
    rpc.call("anvil_setBlockTimestampInterval", 1)


@pytest.fixture
def clock(rpc):
    now = int(rpc.call("eth_getBlockByNumber", "latest", False)["timestamp"], 16)
    yield now + FIRST_TIMESTAMP_AHEAD
    rpc.call("anvil_removeBlockTimestampInterval")


def undisturbed(rpc, path, timestamp):
    """The state and the steps of a run that nobody kills; the chain is put back afterwards."""
    snapshot = rpc.call("evm_snapshot")
    start_clock(rpc, timestamp)
    journal = Journal()
    deploy_ecosystem(rpc, path, journal)
    deploy_chain(rpc, path, "alpha", 6565, journal)
    state = chain_state(rpc)
    assert rpc.call("evm_revert", snapshot)
    return state, journal.sent_steps, load_manifest(path)


def test_killed_after_every_transaction__continues_to_the_same_state(rpc, tmp_path, clock):
    wanted_state, steps, wanted_manifest = undisturbed(rpc, tmp_path / "local.json", clock)
    path = tmp_path / "killed" / "local.json"
    start_clock(rpc, clock)
    first_nonce = rpc.nonce(deployer().address)
    sent = []
    for run in range(len(steps) + 1):
        journal = Journal(lives=1)
        try:
            deploy_ecosystem(rpc, path, journal)
            deploy_chain(rpc, path, "alpha", 6565, journal)
        except Killed:
            assert len(journal.sent_steps) == 1, f"run {run} died after one transaction"
        sent += journal.sent_steps
    assert sent == steps
    assert rpc.nonce(deployer().address) - first_nonce == len(steps)
    assert chain_state(rpc) == wanted_state
    assert load_manifest(path) == wanted_manifest


def test_process_killed_at_random__continues(rpc, tmp_path):
    """SIGKILL to the real command, at whatever it is doing."""
    path = tmp_path / "local.json"
    command = [
        *(sys.executable, "-m", "garter", "deploy_ecosystem"),
        *("--rpc", rpc.url, "--manifest", str(path), "--salt", "killed"),
    ]
    nonce = rpc.nonce(deployer().address)
    chance = random.Random(7)  # noqa: S311 - not for secrets
    environment = {**os.environ, "PYTHONPATH": str(paths.ROOT)}
    kills = 0
    while True:
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        if kills < 4:
            before = rpc.nonce(deployer().address)
            stop_after = before + chance.randint(1, 15)
            while process.poll() is None and rpc.nonce(deployer().address) < stop_after:
                time.sleep(0.002)
            process.send_signal(signal.SIGKILL)
            process.wait()
            kills += 1
        else:
            assert process.wait() == 0
            break
    manifest = load_manifest(path)
    assert manifest.contracts["Bridgehub"].owner == manifest.address("Governance")
    plan = plan_ecosystem(ecosystem_config(salt="killed"), deployer().address, LOCAL_CHAIN_ID).plan
    # The stateless contracts of the plan may stand there already: another test's ecosystem has them.
    assert rpc.nonce(deployer().address) - nonce <= len(plan.steps)
    assert all(evaluate(rpc, [step.done for step in plan.steps]))
