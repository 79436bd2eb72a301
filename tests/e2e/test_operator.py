"""A chain registered by the real plan, its operator, and what L1 sends it."""

from __future__ import annotations

import pytest

from garter.chain import Contract, Impersonated
from garter.ecosystem.manifest import load_manifest
from garter.genesis.alloc import Account
from garter.genesis.genesis_file import Genesis
from garter.protocol import constants
from garter.protocol.aliasing import apply_l1_to_l2_alias
from tests.support.deploying import deploy_chain
from tests.support.operating import (
    COINBASE,
    GAS_LIMIT,
    base_cost,
    deposit,
    holder_balance,
    l2_receipt,
    make_operator,
    until,
)

CHAIN_ID = 6565
RECEIVER = "0x00000000000000000000000000000000000A11cE"
REFUNDED = "0x0000000000000000000000000000000000000B0b"
REVERTS = "0x00000000000000000000000000000000000bad00"


@pytest.fixture
def network(rpc, manifest, tmp_path):
    """Bridgehub and the operator of a chain whose genesis has a contract that always reverts."""
    deployed = deploy_chain(rpc, manifest, "alpha", CHAIN_ID)
    alloc = genesis_alloc() | {REVERTS: Account.contract(bytes.fromhex("5f5ffd"))}
    genesis = tmp_path / "genesis.json"
    Genesis(CHAIN_ID, alloc).write(genesis)
    operator = make_operator(load_manifest(manifest), "alpha", rpc, tmp_path, genesis)
    operator.start()
    hub = Contract.at(rpc, deployed.manifest.address("Bridgehub"), "L1Bridgehub")
    yield hub, operator
    print(operator.log())
    if operator.process.poll() is None:
        assert operator.stop() == 0


def genesis_alloc():
    holder = constants.L2_BASE_TOKEN_HOLDER
    return {holder: Account(balance=constants.INITIAL_BASE_TOKEN_HOLDER_BALANCE)}


def test_deposit_of_eth__arrives_under_its_canonical_hash(network, depositor):
    hub, operator = network
    tx_hash = deposit(hub, CHAIN_ID, depositor, to=RECEIVER, value=10**18, extra=5, refund=REFUNDED)
    receipt = l2_receipt(operator, tx_hash)
    l2 = operator.rpc
    shown = l2.call("eth_getTransactionByHash", tx_hash)
    price, used = int(shown["gasPrice"], 16), int(receipt["gasUsed"], 16)

    assert receipt["status"] == "0x1"
    assert (receipt["type"], shown["type"], shown["hash"]) == ("0x7f", "0x7f", tx_hash)
    assert shown["from"] == depositor.address.lower()
    assert price * GAS_LIMIT == base_cost(hub, CHAIN_ID)
    assert l2.balance(RECEIVER) == 10**18
    assert l2.balance(REFUNDED) == (GAS_LIMIT - used) * price + 5
    assert l2.balance(COINBASE) == used * price
    assert l2.balance(depositor.address) == 0
    [status] = receipt["l2ToL1Logs"]
    assert (status["sender"], status["key"]) == (constants.L2_BOOTLOADER.lower(), tx_hash)
    assert int(status["value"], 16) == 1
    block = l2.call("eth_getBlockByNumber", receipt["blockNumber"], False)
    assert block["transactions"] == [tx_hash]
