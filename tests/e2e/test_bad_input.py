"""Unusable input to deploy_chain and deploy_ecosystem: named, with the remedy, and nothing sent."""

from __future__ import annotations

import pytest

from garter.ecosystem.exceptions import ManifestConflict
from garter.ecosystem.operations import ChainRegistration, EcosystemDeployment
from garter.exceptions import InvalidInput
from tests.support.deploying import (
    USDC,
    WETH,
    chain_config,
    deploy_chain,
    deployer,
    ecosystem_config,
)

ZERO = "0x" + "00" * 20
NOBODY = "0x00000000000000000000000000000000000dEaD2"


@pytest.fixture
def nothing_sent(rpc):
    before = rpc.nonce(deployer().address)
    yield
    assert rpc.nonce(deployer().address) == before


@pytest.mark.parametrize(
    ("changes", "field", "problem"),
    [
        ({"chain_id": 0}, "chain_id", "positive"),
        ({"chain_id": -5}, "chain_id", "positive"),
        ({"chain_id": 2**48}, "chain_id", "at most 48 bits"),
        ({"name": "Alpha!"}, "name", "pattern"),
        ({"name": ""}, "name", "pattern"),
        ({"da": "moon"}, "da", "'rollup', 'rollup-blobs' or 'validium'"),
        ({"admin": ZERO}, "admin", "zero address"),
        ({"admin": "0x12"}, "admin", "not an address"),
        ({"admin_kind": "dao"}, "admin_kind", "'eoa' or 'chain-admin'"),
        ({"base_token": "dollar"}, "base_token", "not an address"),
        ({"base_token_price": "0"}, "base_token_price", "greater than 0"),
        ({"base_token_price": "much"}, "base_token_price", "decimal"),
        ({"colour": "red"}, "colour", "not permitted"),
        ({"da": "validium", "permanent_rollup": True}, "ChainConfig", "validium cannot"),
        (
            {"admin_kind": "eoa", "token_multiplier_setter": NOBODY},
            "ChainConfig",
            "needs admin_kind chain-admin",
        ),
        (
            {"validators": {"committer": ZERO, "prover": NOBODY, "executor": NOBODY}},
            "committer",
            "",
        ),
        ({"validators": {"committer": NOBODY}}, "validators.prover", "required"),
        ({"fees": {"max_pubdata_per_batch": 0}}, "fees.max_pubdata_per_batch", "greater"),
        (
            {"fees": {"max_pubdata_per_batch": 10, "priority_tx_max_pubdata": 11}},
            "fees",
            "exceeds max_pubdata_per_batch",
        ),
    ],
    ids=str,
)
def test_config__unusable_value__names_field_value_and_problem(changes, field, problem):
    values = {"name": "alpha", "chain_id": 6565, **changes}
    with pytest.raises(InvalidInput) as caught:
        chain_config(values.pop("name"), values.pop("chain_id"), **values)
    assert field in caught.value.field
    assert problem in str(caught.value)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(
    ("changes", "field", "problem"),
    [
        ({"governance_owner": ZERO}, "governance_owner", "zero address"),
        ({"min_delay": -1}, "min_delay", "greater"),
        ({"execution_delay": 2**32}, "execution_delay", "less"),
        ({"max_chains": 0}, "max_chains", "greater"),
        ({"zk_token_asset_id": "0x12"}, "zk_token_asset_id", "pattern"),
    ],
    ids=str,
)
def test_ecosystem_config__unusable_value__is_named(changes, field, problem):
    with pytest.raises(InvalidInput) as caught:
        ecosystem_config(**changes)
    assert caught.value.field == field and problem in str(caught.value)


def refused(rpc, manifest, name, chain_id, **changes):
    with pytest.raises(InvalidInput) as caught:
        ChainRegistration(rpc, deployer(), chain_config(name, chain_id, **changes), manifest)
    return caught.value


def test_chain_id_of_l1__is_refused(rpc, manifest, nothing_sent):
    assert "the L1's own chain id" in str(refused(rpc, manifest, "alpha", 31337))


def test_chain_id_taken__names_the_diamond(rpc, manifest):
    deployed = deploy_chain(rpc, manifest, "alpha", 6565)
    before = rpc.nonce(deployer().address)
    error = refused(rpc, manifest, "beta", 6565, base_token=USDC, base_token_price="3000")
    assert error.field == "chain_id"
    assert deployed.manifest.chains["alpha"].diamond in str(error)
    assert rpc.nonce(deployer().address) == before


def test_name_taken__names_the_chain_id(rpc, manifest):
    deploy_chain(rpc, manifest, "alpha", 6565)
    error = refused(rpc, manifest, "alpha", 6566)
    assert error.field == "name" and "6565" in str(error)


def test_base_token_without_code__is_refused(rpc, manifest, nothing_sent):
    error = refused(rpc, manifest, "alpha", 6565, base_token=NOBODY, base_token_price="1")
    assert "there is no contract at this address" in str(error)


def test_base_token_without_decimals__is_refused(rpc, manifest, governor):
    from garter.chain import Contract

    token = Contract.deploy(rpc, "NoDecimalsToken", "No decimals", sender=governor)
    error = refused(rpc, manifest, "alpha", 6565, base_token=token.address, base_token_price="1")
    assert "does not answer decimals()" in str(error)


def test_base_token_without_price__is_refused(rpc, manifest, nothing_sent):
    error = refused(rpc, manifest, "alpha", 6565, base_token=USDC)
    assert error.field == "base_token_price"


def test_price_beyond_128_bits__is_refused(rpc, manifest, nothing_sent):
    price = "1." + "0" * 60 + "1"
    error = refused(rpc, manifest, "alpha", 6565, base_token=WETH, base_token_price=price)
    assert "does not fit 128 bits" in str(error)


def test_manifest_of_another_ecosystem__is_not_overwritten(rpc, manifest, nothing_sent):
    before = manifest.read_text()
    with pytest.raises(ManifestConflict, match="describes another ecosystem"):
        EcosystemDeployment(rpc, deployer(), ecosystem_config(salt="other"), manifest)
    assert manifest.read_text() == before
