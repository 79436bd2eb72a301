"""Ape's view of a chain: networks by name, and transactions that L1 requested."""

from __future__ import annotations

import ape
import pytest
from ape.exceptions import SignatureError
from ape_garter.chains import DOCUMENTED, Chain, known_chains
from ape_garter.ecosystem import ReceiptOnChain, TransactionFromL1
from hexbytes import HexBytes

from garter import paths
from garter.ecosystem.manifest import ChainEntry, L1Entry, Manifest, save_manifest

SENDER = "0x90F79bf6EB2c4f870365E785982E1f101E93b906"
RECEIVER = "0x8888888888888888888888888888888888888888"
HASH = "0x" + "ab" * 32
PRIORITY = {
    "type": "0x7f",
    "hash": HASH,
    "from": SENDER,
    "to": RECEIVER,
    "input": "0xcfe7af7c",
    "value": "0x5",
    "gas": "0x56c6d",
    "gasPrice": "0x2",
    "maxFeePerGas": "0x2",
    "maxPriorityFeePerGas": "0x0",
    "nonce": "0x7",
    "chainId": "0x19a5",
    **{"v": "0x0", "r": "0x0", "s": "0x0", "yParity": "0x0"},
    **{"blockHash": HASH, "blockNumber": "0x3", "transactionIndex": "0x0"},
}
RECEIPT = {
    "transactionHash": HASH,
    "status": "0x1",
    "gasUsed": "0x5208",
    "effectiveGasPrice": "0x2",
    "blockNumber": "0x3",
    "logs": [],
    "l1BatchNumber": None,
    "l1BatchTxIndex": None,
    "l2ToL1Logs": [{"sender": "0x" + "00" * 18 + "8001", "key": HASH, "value": "0x01"}],
}


@pytest.fixture
def ecosystem():
    return ape.networks.garter


def test_networks__documented__are_known_by_name(ecosystem):
    assert set(ecosystem.networks) >= {"alpha", "beta", "gateway"}
    for name, chain in DOCUMENTED.items():
        network = ecosystem.get_network(name)
        assert (network.chain_id, network.default_provider_name) == (chain.chain_id, "node")


def test_networks__provider__goes_where_the_chain_listens(ecosystem):
    assert ecosystem.get_network("beta").get_provider("node").uri == known_chains()["beta"].url


def test_known_chains__manifest__adds_and_moves(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "DEPLOYMENTS", tmp_path)

    def entry(chain_id, rpc):
        return ChainEntry(
            chain_id=chain_id,
            rpc=rpc,
            diamond=RECEIVER,
            base_token=SENDER,
            base_token_asset_id=HASH,
            settlement="l1",
            admin=SENDER,
            protocol_version="0.31.0",
        )

    assert known_chains() == DOCUMENTED
    chains = {
        "alpha": entry(6565, "http://127.0.0.1:4050"),
        "moon": entry(7000, "http://127.0.0.1:4052"),
        "silent": entry(7001, None),
    }
    manifest = Manifest(network="local", l1=L1Entry(chain_id=31337, rpc="x"), chains=chains)
    save_manifest(manifest, tmp_path / "local.json")
    assert known_chains() == {
        **DOCUMENTED,
        "alpha": Chain(6565, "http://127.0.0.1:4050"),
        "moon": Chain(7000, "http://127.0.0.1:4052"),
    }


def test_known_chains__unreadable_manifest__is_no_obstacle(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "DEPLOYMENTS", tmp_path)
    (tmp_path / "local.json").write_text("{")
    said = []
    monkeypatch.setattr("ape_garter.chains.logger.warning", said.append)
    assert known_chains() == DOCUMENTED
    assert "not a usable manifest" in said[0]


@pytest.mark.parametrize("kind", ["0x7e", "0x7f", 0x7E, 0x7F])
def test_create_transaction__from_l1__keeps_what_the_chain_says(ecosystem, kind):
    transaction = ecosystem.create_transaction(**{**PRIORITY, "type": kind})
    assert isinstance(transaction, TransactionFromL1)
    assert transaction.txn_hash == HexBytes(HASH)
    assert transaction.type in (0x7E, 0x7F)
    assert (transaction.sender, transaction.receiver) == (SENDER, RECEIVER)
    assert (transaction.nonce, transaction.value, transaction.gas_limit) == (7, 5, 355437)
    assert transaction.data == HexBytes("0xcfe7af7c")


def test_create_transaction__from_l1__cannot_be_sent(ecosystem):
    with pytest.raises(SignatureError, match="L1 requests this transaction"):
        ecosystem.create_transaction(**PRIORITY).serialize_transaction()


def test_create_transaction__ordinary__is_type_2(ecosystem):
    fields = {"chainId": 6565, "to": RECEIVER, "value": 1, "gas": 21000}
    assert ecosystem.create_transaction(**fields).type == 2


def test_decode_receipt__from_l1__has_the_way_back_too(ecosystem, rpc):
    with ape.networks.parse_network_choice(f"ethereum:local:{rpc.url}") as provider:
        receipt = ecosystem.decode_receipt({"provider": provider, **PRIORITY, **RECEIPT})
        assert isinstance(receipt, ReceiptOnChain)
        assert receipt.txn_hash == HASH and not receipt.failed
        assert receipt.gas_used == 21000
        assert receipt.l1_batch_number is None
        assert receipt.l2_to_l1_logs[0]["key"] == HASH
        receipt.await_confirmations()  # at once: no nonce moves


def test_decode_receipt__batched__has_the_batch(ecosystem, rpc):
    batched = {**RECEIPT, "l1BatchNumber": "0x5", "l1BatchTxIndex": "0x0"}
    with ape.networks.parse_network_choice(f"ethereum:local:{rpc.url}") as provider:
        receipt = ecosystem.decode_receipt({"provider": provider, **PRIORITY, **batched})
    assert (receipt.l1_batch_number, receipt.l1_batch_tx_index) == (5, 0)
