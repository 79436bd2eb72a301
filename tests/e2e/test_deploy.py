"""deploy_ecosystem and deploy_chain on the fork, read back from the chain."""

from __future__ import annotations

import json

import pytest

from garter.chain import Contract, Rpc
from garter.ecosystem.chain_plan import NEW_CHAIN_FEES
from garter.ecosystem.derive import derive_manifest
from garter.ecosystem.exceptions import HistoryMissing
from garter.ecosystem.manifest import L1Entry, Manifest, load_manifest, save_manifest
from garter.ecosystem.operations import ChainRegistration, EcosystemDeployment
from garter.ecosystem.verify import compare, rederive
from tests.support.deploying import (
    DAI,
    USDC,
    Journal,
    chain_config,
    deploy_chain,
    deploy_ecosystem,
    deployer,
    ecosystem_config,
)
from tests.support.flaky_node import flaky_node

SETTER = "0x00000000000000000000000000000000000000AA"
COMMITTER = "0x00000000000000000000000000000000000000c1"
PROVER = "0x00000000000000000000000000000000000000C2"
THREE_CHAINS = (
    ("alpha", 6565, {}),
    ("beta", 6566, {"base_token": USDC, "base_token_price": "3000.5", "da": "rollup-blobs"}),
    (
        "gamma",
        6567,
        {
            "base_token": DAI,
            "base_token_price": "3000",
            "da": "validium",
            "fees": {"pubdata_pricing_mode": "validium", "minimal_l2_gas_price": 7},
            "token_multiplier_setter": SETTER,
            "validators": {"committer": COMMITTER, "prover": PROVER, "executor": PROVER},
        },
    ),
)


def test_three_chains__every_parameter_reads_back(rpc, manifest):
    for name, chain_id, changes in THREE_CHAINS:
        registration = ChainRegistration(
            rpc, deployer(), chain_config(name, chain_id, **changes), manifest
        )
        deployed = registration.run(Journal())
        parameters = registration.read_back(deployed.manifest.chains[name])
        assert [p.name for p in parameters if not p.agrees] == []

    hub = Contract.at(rpc, load_manifest(manifest).address("Bridgehub"), "L1Bridgehub")
    assert hub.getAllZKChainChainIDs() == (6565, 6566, 6567)
    assert len(set(hub.getAllZKChains())) == 3
    assert [hub.baseToken(i) for i in (6566, 6567)] == [USDC, DAI]
    root = Contract.at(rpc, hub.messageRoot(), "L1MessageRoot")
    assert all(root.chainRegistered(i) for i in (6565, 6566, 6567))


def test_a_new_chain__has_the_fees_that_the_plan_assumes(rpc, manifest):
    """Else the plan would leave out a step that is needed."""
    deployed = deploy_chain(rpc, manifest, "alpha", 6565)
    assert deployed.manifest.chains["alpha"].settings["feeParams"] == list(NEW_CHAIN_FEES)
    assert not any("fee parameters" in step.name for step in deployed.plan.steps)


def test_deploying_twice__sends_nothing(rpc, manifest):
    deploy_chain(rpc, manifest, "alpha", 6565)
    again = deploy_chain(rpc, manifest, "alpha", 6565)
    assert again.outcome.sent == []
    assert deploy_ecosystem(rpc, manifest).outcome.sent == []


def test_dry_run__prices_the_plan_exactly_and_sends_nothing(rpc, tmp_path):
    deployment = EcosystemDeployment(
        rpc, deployer(), ecosystem_config(salt="dry"), tmp_path / "dry.json"
    )
    nonce = rpc.nonce(deployer().address)
    outlook = deployment.outlook(Journal())
    assert rpc.nonce(deployer().address) == nonce
    deployed = deployment.run(Journal())
    used = tuple(receipt.gas_used for _, receipt in deployed.outcome.sent)
    assert used == outlook.gas


def test_governance_owns_everything_and_nobody_waits(rpc, ecosystem_manifest):
    manifest = load_manifest(ecosystem_manifest)
    governance = manifest.address("Governance")
    notifier_owner = manifest.address("ChainAdmin")
    for name, entry in manifest.contracts.items():
        if entry.owner is None or name in ("Governance", "ChainAdmin"):
            continue
        if name in ("ServerNotifier", "ServerNotifierProxyAdmin"):
            assert entry.owner == notifier_owner, name
        else:
            assert entry.owner == governance, name
        assert entry.pending_owner is None, name


def test_every_contract_is_ours_to_the_byte(ecosystem_manifest):
    manifest = load_manifest(ecosystem_manifest)
    assert [name for name, e in manifest.contracts.items() if e.artifact == "unknown"] == []


def test_derive__from_the_bridgehub_alone__is_the_manifest(rpc, manifest):
    deploy_chain(rpc, manifest, "alpha", 6565)
    written = load_manifest(manifest)
    derived = derive_manifest(
        rpc,
        written.address("Bridgehub"),
        network=written.network,
        rpc_url=written.l1.rpc,
        first_block=written.l1.first_block,
        names={6565: "alpha"},
    )
    assert compare(written, derived) == []
    assert compare(written, rederive(rpc, written)) == []


def test_manifest_lost__is_written_again_by_the_same_command(rpc, manifest, tmp_path):
    again = tmp_path / "again" / "local.json"
    deployed = deploy_ecosystem(rpc, again)
    assert deployed.outcome.sent == []
    assert load_manifest(again).contracts == load_manifest(manifest).contracts


def test_manifest_lost__node_without_history__says_what_to_do(rpc, manifest, tmp_path):
    with flaky_node(rpc.url) as node:

        def forgetful(body):
            single = isinstance(body, dict) and body["method"] == "eth_getCode"
            if not single or body["params"][1] == "latest":
                return None
            error = {"code": -32000, "message": "missing trie node"}
            return 200, {}, json.dumps({"id": body["id"], "error": error}).encode()

        node.misbehave = forgetful
        with pytest.raises(HistoryMissing, match=r"of block \d+ \(missing trie node\).*--write"):
            deploy_ecosystem(Rpc(node.url), tmp_path / "lost.json")


def test_manifest_of_an_l1_since_restarted__is_begun_anew(rpc, tmp_path):
    """A restarted L1 counts from the fork again: the manifest's first block lies ahead of it."""
    path = tmp_path / "local.json"
    ahead = L1Entry(chain_id=rpc.chain_id(), rpc=rpc.url, first_block=rpc.block_number() + 10_000)
    save_manifest(Manifest(network="local", l1=ahead), path)
    deployed = deploy_ecosystem(rpc, path, salt="restarted")
    assert deployed.manifest.l1.first_block < rpc.block_number()
    assert "Bridgehub" in deployed.manifest.contracts
    assert compare(deployed.manifest, rederive(rpc, deployed.manifest)) == []


def test_permanent_rollup__is_permanent(rpc, manifest):
    deployed = deploy_chain(rpc, manifest, "alpha", 6565, da="rollup-blobs", permanent_rollup=True)
    assert deployed.manifest.chains["alpha"].settings["permanentRollup"] is True


@pytest.mark.parametrize("delay", [3600])
def test_governance_with_a_delay__waits_and_then_continues(rpc, tmp_path, delay):
    from garter.ecosystem.exceptions import NotReady

    path = tmp_path / "delayed.json"
    with pytest.raises(NotReady, match="execute to take over the ecosystem"):
        deploy_ecosystem(rpc, path, salt="delayed", min_delay=delay)
    rpc.call("evm_increaseTime", hex(delay))
    rpc.call("evm_mine")
    finished = deploy_ecosystem(rpc, path, salt="delayed", min_delay=delay)
    assert [step.name for step, _ in finished.outcome.sent] == [
        "governance: execute to take over the ecosystem"
    ]
    assert load_manifest(path).contracts["Bridgehub"].owner == load_manifest(path).address(
        "Governance"
    )
