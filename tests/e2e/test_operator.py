"""A chain registered by the real plan, its operator, and what L1 sends it."""

from __future__ import annotations

import random
import time

import pytest
from eth_account import Account as Account_

from garter.chain import Contract
from garter.ecosystem.manifest import load_manifest
from garter.exceptions import RpcResponseError
from garter.genesis.alloc import Account
from garter.genesis.contracts import genesis_alloc
from garter.genesis.genesis_file import Genesis
from garter.node.exceptions import StoreInUse
from garter.node.store import Store
from garter.protocol import constants
from garter.protocol.aliasing import apply_l1_to_l2_alias
from tests.support.deploying import deploy_chain
from tests.support.operating import (
    COINBASE,
    GAS_LIMIT,
    GAS_PRICE,
    base_cost,
    canonical_hash,
    deposit,
    l2_receipt,
    make_operator,
    until,
)

CHAIN_ID = 6565
RECEIVER = "0x00000000000000000000000000000000000A11cE"
REFUNDED = "0x0000000000000000000000000000000000000B0b"
REVERTS = "0x00000000000000000000000000000000000bad00"
BURNS_ALL_GAS = "0x00000000000000000000000000000000000bad01"
FEE = 2 * 10**9  # wei per gas


@pytest.fixture
def network(rpc, manifest, tmp_path):
    """Bridgehub and the operator of a chain whose genesis has two contracts that fail."""
    deployed = deploy_chain(rpc, manifest, "alpha", CHAIN_ID)
    alloc = genesis_alloc() | {
        REVERTS: Account.contract(bytes.fromhex("5f5ffd")),
        BURNS_ALL_GAS: Account.contract(bytes.fromhex("5b5f56")),
    }
    genesis = tmp_path / "genesis.json"
    Genesis(CHAIN_ID, alloc).write(genesis)
    operator = make_operator(load_manifest(manifest), "alpha", rpc, tmp_path, genesis)
    operator.start()
    hub = Contract.at(rpc, deployed.manifest.address("Bridgehub"), "L1Bridgehub")
    yield hub, operator
    print(operator.log())
    if operator.process.poll() is None:
        assert operator.stop() == 0


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


def test_failing_call__status_0_refunded_and_the_queue_moves(network, depositor):
    hub, operator = network
    l2 = operator.rpc
    failed = deposit(hub, CHAIN_ID, depositor, to=REVERTS, value=7, refund=REFUNDED)
    later = deposit(hub, CHAIN_ID, depositor, to=RECEIVER, value=9)
    assert l2_receipt(operator, later)["status"] == "0x1"
    receipt = l2_receipt(operator, failed)
    price = int(receipt["effectiveGasPrice"], 16)
    assert receipt["status"] == "0x0"
    assert int(receipt["l2ToL1Logs"][0]["value"], 16) == 0
    assert l2.balance(REVERTS) == 0
    assert l2.balance(REFUNDED) == (GAS_LIMIT - int(receipt["gasUsed"], 16)) * price + 7
    assert l2.balance(RECEIVER) == 9


def test_contract_as_sender__is_aliased(rpc, network, depositor):
    hub, operator = network
    forwarder = Contract.deploy(rpc, "MockForwarder", sender=depositor)
    mint = 10**17
    request = (CHAIN_ID, mint, RECEIVER, 1, b"", GAS_LIMIT, 800, [], REFUNDED)
    data = hub.calldata("requestL2TransactionDirect", request)
    sent = forwarder.forward(hub.address, data, sender=depositor, value=mint)
    tx_hash = canonical_hash({"logs": sent.logs})
    l2_receipt(operator, tx_hash)
    shown = operator.rpc.call("eth_getTransactionByHash", tx_hash)
    assert shown["from"] == apply_l1_to_l2_alias(forwarder.address).lower()
    assert operator.rpc.balance(RECEIVER) == 1


def test_gas_limit__is_the_one_of_the_request(network, depositor):
    """Code that burns all it gets: what it got was the limit."""
    hub, operator = network
    tx_hash = deposit(hub, CHAIN_ID, depositor, to=BURNS_ALL_GAS, value=0, gas=345_678)
    receipt = l2_receipt(operator, tx_hash)
    assert (receipt["status"], int(receipt["gasUsed"], 16)) == ("0x0", 345_678)


def test_killed_at_any_point__no_deposit_is_lost_or_doubled(network, depositor):
    hub, operator = network
    moments = random.Random(0)
    hashes = []
    for _ in range(5):
        until(lambda: operator.rpc.block_number() >= 2)
        first = 1 + len(hashes)
        for value in range(first, first + 12):
            hashes.append(deposit(hub, CHAIN_ID, depositor, to=RECEIVER, value=value))
        time.sleep(moments.uniform(0, 0.15))  # before, while and after the operator takes them
        operator.kill()
        operator.start()
    receipts = [l2_receipt(operator, h) for h in hashes]
    assert all(r["status"] == "0x1" for r in receipts)
    assert operator.rpc.balance(RECEIVER) == sum(range(1, len(hashes) + 1))
    places = [(int(r["blockNumber"], 16), int(r["transactionIndex"], 16)) for r in receipts]
    assert places == sorted(set(places))


def test_base_token__is_never_made_or_lost(network, depositor):
    hub, operator = network
    for number in range(5):
        sent = deposit(hub, CHAIN_ID, depositor, to=RECEIVER, value=10 + number)
    l2_receipt(operator, sent)
    holders = (constants.L2_BASE_TOKEN_HOLDER, RECEIVER, COINBASE, depositor.address)
    total = sum(operator.rpc.balance(a) for a in holders)
    assert total == constants.INITIAL_BASE_TOKEN_HOLDER_BALANCE


def test_burst__every_deposit_arrives_in_order(rpc, network, depositor):
    hub, operator = network
    count = 200
    value = base_cost(hub, CHAIN_ID) + 1
    request = (CHAIN_ID, value, RECEIVER, 1, b"", GAS_LIMIT, 800, [], depositor.address)
    call = {
        "from": depositor.address,
        "to": hub.address,
        "value": hex(value),
        "data": "0x" + hub.calldata("requestL2TransactionDirect", request).hex(),
        "gas": hex(1_000_000),
        "gasPrice": hex(GAS_PRICE),
    }
    l2_receipt(operator, deposit(hub, CHAIN_ID, depositor, to=RECEIVER, value=0))
    rpc.call("evm_setAutomine", False)
    try:
        nonce = rpc.nonce(depositor.address)
        calls = [{**call, "nonce": hex(nonce + n)} for n in range(count)]
        sent = rpc.batch(("eth_sendTransaction", [each]) for each in calls)
        while int(rpc.call("txpool_status")["pending"], 16):
            rpc.call("evm_mine")
    finally:
        rpc.call("evm_setAutomine", True)
    receipts = rpc.batch(("eth_getTransactionReceipt", [h]) for h in sent)
    hashes = [canonical_hash(r) for r in receipts]
    l2_receipt(operator, hashes[-1])
    arrived = operator.rpc.batch(("eth_getTransactionReceipt", [h]) for h in hashes)
    assert all(r["status"] == "0x1" for r in arrived)
    assert operator.rpc.balance(RECEIVER) == count


def test_l1_takes_deposits_back__so_does_the_chain(rpc, network, depositor):
    hub, operator = network
    l2_receipt(operator, deposit(hub, CHAIN_ID, depositor, to=RECEIVER, value=5))
    moment = rpc.call("evm_snapshot")
    lost = deposit(hub, CHAIN_ID, depositor, to=RECEIVER, value=100)
    l2_receipt(operator, lost)
    assert rpc.call("evm_revert", moment)
    again = deposit(hub, CHAIN_ID, depositor, to=REFUNDED, value=30)
    l2_receipt(operator, again)
    assert operator.rpc.call("eth_getTransactionReceipt", lost) is None
    assert operator.rpc.balance(RECEIVER) == 5
    assert operator.rpc.balance(REFUNDED) == 30


def test_user_transactions__pay_the_operator_and_survive_a_kill(network, depositor):
    hub, operator = network
    user = Account_.from_key("0x" + "11" * 32)
    l2_receipt(operator, deposit(hub, CHAIN_ID, depositor, to=user.address, value=10**18))
    earned = operator.rpc.balance(COINBASE)
    first, second = (signed(user, nonce) for nonce in (0, 1))
    later = operator.rpc.call("eth_sendRawTransaction", second)  # waits for the first
    operator.kill()
    operator.start()
    until(lambda: operator.rpc.block_number())
    sooner = operator.rpc.call("eth_sendRawTransaction", first)
    assert [l2_receipt(operator, h)["status"] for h in (sooner, later)] == ["0x1", "0x1"]
    assert operator.rpc.balance(COINBASE) == earned + 2 * 21_000 * FEE
    assert operator.rpc.balance(user.address) == 10**18 - 2 * (21_000 * FEE + 3)


def test_second_operator_of_a_chain__is_refused(network):
    _, operator = network
    until(lambda: operator.rpc.block_number())
    with pytest.raises(StoreInUse):
        Store(operator.config.data / "chain.db")


@pytest.mark.parametrize(
    "method", ["anvil_setBalance", "evm_mine", "hardhat_impersonateAccount", "eth_sendTransaction"]
)
def test_node_control__is_refused(network, method):
    _, operator = network
    until(lambda: operator.rpc.block_number())
    with pytest.raises(RpcResponseError, match="Method not found") as refused:
        operator.rpc.call(method, RECEIVER, "0x1")
    assert refused.value.code == -32601


def test_chain_facts__as_clients_ask(network, depositor):
    hub, operator = network
    l2 = operator.rpc
    tx_hash = deposit(hub, CHAIN_ID, depositor, to=RECEIVER, value=1)
    l2_receipt(operator, tx_hash)
    assert l2.chain_id() == CHAIN_ID
    assert l2.call("zks_getBridgehubContract") == hub.address
    assert l2.call("zks_getMainContract") == hub.getZKChain(CHAIN_ID)
    assert int(l2.call("zks_L1ChainId"), 16) == hub.rpc.chain_id()
    assert l2.call("zks_getBaseTokenL1Address") == constants.ETH_TOKEN
    assert l2.call("zks_getBridgeContracts")["l1SharedDefaultBridge"] == hub.assetRouter()
    assert l2.call("zks_getL2ToL1LogProof", tx_hash, 0) is None
    assert int(l2.call("eth_getBalance", RECEIVER, "committed"), 16) == 1
    assert l2.call("eth_getBlockByNumber", "finalized", False)["number"] == "0x0"


def test_estimate__is_enough_for_the_deposit(network, depositor):
    hub, operator = network
    until(lambda: operator.rpc.block_number() >= 2)
    call = {"from": REFUNDED, "to": RECEIVER, "value": "0x5", "gas": "0x0", "nonce": None}
    gas = int(operator.rpc.call("zks_estimateGasL1ToL2", call), 16)
    tx_hash = deposit(hub, CHAIN_ID, depositor, to=RECEIVER, value=5, gas=gas)
    assert l2_receipt(operator, tx_hash)["status"] == "0x1"


def signed(user, nonce):
    transaction = {
        "chainId": CHAIN_ID,
        "nonce": nonce,
        "to": RECEIVER,
        "value": 3,
        "gas": 21_000,
        "maxFeePerGas": FEE,
        "maxPriorityFeePerGas": FEE,
    }
    return "0x" + user.sign_transaction(transaction).raw_transaction.hex().removeprefix("0x")
