"""Row 39: a manifest that lies is found out, field by field, before anything is sent."""

from __future__ import annotations

import json

import pytest

from garter.chain import Contract, Impersonated
from garter.ecosystem.exceptions import (
    ManifestDiffers,
    ManifestMissing,
    ManifestUnreadable,
    ManifestVersionUnknown,
    WrongNetwork,
)
from garter.ecosystem.manifest import load_manifest, require_network
from garter.ecosystem.operations import ChainRegistration
from garter.ecosystem.verify import compare, rederive, require_agreement
from garter.exceptions import UnexpectedAnswer
from tests.support.deploying import chain_config, deploy_chain, deploy_ecosystem, deployer

ELSEWHERE = "0x000000000000000000000000000000000000bEEF"


@pytest.fixture(scope="module")
def honest(rpc, tmp_path_factory):
    """Manifest of an ecosystem with one chain."""
    path = tmp_path_factory.mktemp("honest") / "local.json"
    deploy_ecosystem(rpc, path, salt="tampering")
    deploy_chain(rpc, path, "alpha", 6565)
    return path


@pytest.fixture
def forge(honest, tmp_path):
    """Write a manifest with one field changed: ``forge(value, "contracts", "Bridgehub", …)``."""

    def change(value, *place):
        document = json.loads(honest.read_text())
        node = document
        for key in place[:-1]:
            node = node[key]
        node[place[-1]] = value
        path = tmp_path / "local.json"
        path.write_text(json.dumps(document))
        return path

    return change


LIES = [
    (("contracts", "L1AssetRouter", "address"), ELSEWHERE),
    (("contracts", "L1AssetRouter", "implementation"), ELSEWHERE),
    (("contracts", "L1AssetRouter", "owner"), ELSEWHERE),
    (("contracts", "L1AssetRouter", "codehash"), "0x" + "11" * 32),
    (("contracts", "L1AssetRouter implementation", "codehash"), "0x" + "11" * 32),
    (("contracts", "L1AssetRouter implementation", "immutables", "BRIDGE_HUB"), ELSEWHERE),
    (("contracts", "Governance", "settings", "minDelay"), 3600),
    (("contracts", "RollupDAManager", "settings", "allowedPairs"), []),
    (("contracts", "ChainTypeManager", "settings", "protocolVersion"), 1),
    (("contracts", "ValidiumL1DAValidator", "artifact"), "RollupL1DAValidator"),
    (("chains", "alpha", "admin"), ELSEWHERE),
    (("chains", "alpha", "diamond"), ELSEWHERE),
    (("chains", "alpha", "settings", "tokenMultiplier"), [2, 1]),
    (("chains", "alpha", "settings", "roles", "PROVER_ROLE"), []),
    (("chains", "alpha", "contracts", "ChainAdmin", "owner"), ELSEWHERE),
]


@pytest.mark.parametrize(("place", "lie"), LIES, ids=[".".join(place) for place, _ in LIES])
def test_verify__one_field_changed__names_exactly_that_field(rpc, forge, place, lie):
    manifest = load_manifest(forge(lie, *place))
    with pytest.raises(ManifestDiffers) as caught:
        require_agreement(manifest, rederive(rpc, manifest))
    [difference] = caught.value.differences
    assert difference.startswith(".".join(place) + ":")


def test_verify__honest__agrees(rpc, honest):
    manifest = load_manifest(honest)
    assert compare(manifest, rederive(rpc, manifest)) == []


def test_verify__a_contract_struck_from_the_list__is_missed(rpc, honest, tmp_path):
    document = json.loads(honest.read_text())
    del document["contracts"]["L1Nullifier"]
    path = tmp_path / "local.json"
    path.write_text(json.dumps(document))
    manifest = load_manifest(path)
    [difference] = compare(manifest, rederive(rpc, manifest))
    assert difference.startswith("contracts.L1Nullifier: the manifest has (nothing)")


def test_verify__code_changed_on_the_chain__is_found(rpc, honest):
    manifest = load_manifest(honest)
    target = manifest.contracts["L1AssetRouter implementation"].address
    code = bytearray(rpc.code(target))
    code[100] ^= 1
    rpc.call("anvil_setCode", target, "0x" + code.hex())
    found = compare(manifest, rederive(rpc, manifest))
    assert any(line.startswith("contracts.L1AssetRouter implementation.codehash") for line in found)
    assert any(line.startswith("contracts.L1AssetRouter implementation.artifact") for line in found)


def test_verify__an_owner_changed_on_the_chain__is_found(rpc, honest):
    manifest = load_manifest(honest)
    router = Contract.at(rpc, manifest.address("L1AssetRouter"), "L1AssetRouter")
    governance = Impersonated(manifest.address("Governance"))
    rpc.call("anvil_setBalance", governance.address, hex(10**18))
    router.transferOwnership(ELSEWHERE, sender=governance)
    [difference] = compare(manifest, rederive(rpc, manifest))
    assert difference.startswith("contracts.L1AssetRouter.pending_owner")


def test_verify__a_bridgehub_that_is_none__is_named(rpc, forge):
    manifest = load_manifest(forge(ELSEWHERE, "contracts", "Bridgehub", "address"))
    with pytest.raises(UnexpectedAnswer, match=rf"L1Bridgehub\.\w+ at {ELSEWHERE}"):
        rederive(rpc, manifest)


@pytest.mark.parametrize(
    "place",
    [
        ("contracts", "L1AssetRouter", "address"),
        ("contracts", "ChainTypeManager", "address"),
        ("contracts", "ValidatorTimelock", "address"),
    ],
    ids=lambda p: p[1],
)
def test_deploy_chain__tampered_manifest__sends_nothing(rpc, forge, place):
    path = forge(ELSEWHERE, *place)
    before = rpc.nonce(deployer().address)
    with pytest.raises(ManifestDiffers, match=r"\.".join(place)):
        ChainRegistration(rpc, deployer(), chain_config("beta", 6566), path)
    assert rpc.nonce(deployer().address) == before


def test_load__truncated__says_so(honest, tmp_path):
    path = tmp_path / "local.json"
    path.write_text(honest.read_text()[:500])
    with pytest.raises(ManifestUnreadable, match="is not a usable manifest"):
        load_manifest(path)


@pytest.mark.parametrize("content", ["", "[]", "7", "{"])
def test_load__no_manifest_at_all__says_so(tmp_path, content):
    path = tmp_path / "local.json"
    path.write_text(content)
    with pytest.raises((ManifestUnreadable, ManifestVersionUnknown)):
        load_manifest(path)


def test_load__absent__says_what_to_run(tmp_path):
    with pytest.raises(ManifestMissing, match="ape run deploy_ecosystem"):
        load_manifest(tmp_path / "local.json")


@pytest.mark.parametrize(("field", "value"), [("version", 2), ("protocol_version", "0.32.0")])
def test_load__other_version__names_field_and_what_is_supported(forge, field, value):
    with pytest.raises(ManifestVersionUnknown, match=f"{field} is {value!r}"):
        load_manifest(forge(value, field))


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        (("contracts", "Bridgehub", "address"), "0x12", "contracts.Bridgehub.address = '0x12'"),
        (("l1", "chain_id"), "x", "l1.chain_id = 'x'"),
        (("chains", "alpha", "da"), "moon", "chains.alpha.da = 'moon'"),
        (("colour",), "red", "colour = 'red'"),
    ],
    ids=str,
)
def test_load__nonsense_in_a_field__names_field_and_value(forge, place, value, said):
    with pytest.raises(ManifestUnreadable) as caught:
        load_manifest(forge(value, *place))
    assert said in str(caught.value)


def test_network__another_chain__is_refused(rpc, forge):
    path = forge(11155111, "l1", "chain_id")
    with pytest.raises(WrongNetwork, match="describes chain id 11155111, but the node"):
        require_network(load_manifest(path), path, rpc)
