"""Money to a running chain: by the SDK, the commands, Ape, and a client that others wrote."""

from __future__ import annotations

import json
import subprocess

import ape
import pytest
from ape_garter.ecosystem import TransactionFromL1
from click.testing import CliRunner

from garter import paths
from garter.chain import Contract
from garter.chain.signer import RICH_KEY
from garter.cli import cli
from garter.client import Bridge, DepositPhase, WithdrawalPhase
from garter.client.exceptions import NothingToClaim, NotReady, WouldFailOnL2
from garter.ecosystem.manifest import load_manifest, save_manifest
from garter.genesis.alloc import Account
from garter.genesis.contracts import genesis_alloc
from garter.genesis.genesis_file import Genesis
from garter.protocol import assets, constants
from tests.support.deploying import USDC, deploy_chain, deployer
from tests.support.operating import make_operator, until

CHAIN_ID = 6565
RECEIVER = "0x00000000000000000000000000000000000A11cE"
REVERTS = "0x00000000000000000000000000000000000bad00"
CLIENTS = paths.ROOT / "tests" / "e2e" / "clients"


@pytest.fixture
def operator(rpc, manifest, tmp_path):
    """Of chain alpha, whose genesis has a contract that always reverts."""
    deploy_chain(rpc, manifest, "alpha", CHAIN_ID)
    alloc = genesis_alloc() | {REVERTS: Account.contract(b"\x5f\x5f\xfd")}
    genesis = tmp_path / "genesis.json"
    Genesis(CHAIN_ID, alloc).write(genesis)
    running = make_operator(load_manifest(manifest), "alpha", rpc, tmp_path, genesis)
    running.start()
    until(running.rpc.chain_id)
    yield running
    print(running.log())
    if running.process.poll() is None:
        assert running.stop() == 0


@pytest.fixture
def bridge(rpc, operator):
    return Bridge.connect(rpc, operator.rpc, deployer(3))


def test_sdk__eth__arrives_and_the_gas_is_refunded(bridge, operator):
    quote = bridge.quote_deposit("eth", 10**18, receiver=RECEIVER)
    deposit = bridge.deposit(quote)
    status = bridge.wait_l2(deposit.l1_hash, 60)
    assert status.phase is DepositPhase.L2_EXECUTED
    assert operator.rpc.balance(RECEIVER) == bridge.balance("eth", RECEIVER).l2 == 10**18
    price = deposit.transaction.max_fee_per_gas
    refund = quote.base_cost - status.l2_gas_used * price
    assert operator.rpc.balance(quote.sender) == refund


def test_sdk__usdc__first_makes_the_token_then_only_mints(bridge, operator):
    first = bridge.quote_deposit(USDC, 25 * 10**6, receiver=RECEIVER)
    assert first.first_bridging
    assert bridge.wait_l2(bridge.deposit(first).l1_hash, 60).phase is DepositPhase.L2_EXECUTED
    held = bridge.balance(USDC, RECEIVER)
    assert held.l2 == 25 * 10**6
    token = Contract.at(operator.rpc, held.l2_address, "BridgedStandardERC20")
    assert (token.symbol(), token.decimals(), token.totalSupply()) == ("USDC", 6, 25 * 10**6)

    second = bridge.quote_deposit(USDC, 1, receiver=RECEIVER)
    assert not second.first_bridging and second.l2_gas_limit < first.l2_gas_limit
    assert bridge.wait_l2(bridge.deposit(second).l1_hash, 60).phase is DepositPhase.L2_EXECUTED
    assert bridge.balance(USDC, RECEIVER).l2 == 25 * 10**6 + 1


def test_sdk__usdc_with_too_little_gas__fails_on_l2(bridge, operator):
    quote = bridge.quote_deposit(USDC, 25 * 10**6, receiver=RECEIVER, l2_gas_limit=300_000)
    l1_hash = bridge.deposit(quote).l1_hash
    assert bridge.wait_l2(l1_hash, 60).phase is DepositPhase.L2_FAILED
    with pytest.raises(NotReady):  # the money waits on L1 for the batch to be executed there
        bridge.claim_failed_deposit(l1_hash)
    assert bridge.balance(USDC, RECEIVER).l2 == 0


@pytest.mark.parametrize("choice", ["eth", USDC])
def test_sdk__withdrawal__waits_for_its_batch(bridge, choice):
    """The first half; the second is L1's, once there is settlement."""
    user = bridge.signer.address
    for token in {"eth", choice}:  # ETH pays for the gas
        quote = bridge.quote_deposit(token, 10**18 if token == "eth" else 10**6)
        assert bridge.wait_l2(bridge.deposit(quote).l1_hash, 60).phase is DepositPhase.L2_EXECUTED
    before = bridge.balance(choice).l2
    withdrawal = bridge.withdraw(bridge.quote_withdrawal(choice, 10**6, receiver=RECEIVER))
    assert bridge.find_withdrawal(withdrawal.l2_hash) == withdrawal
    assert before - bridge.balance(choice).l2 >= 10**6
    if choice == "eth":
        message = assets.BaseTokenWithdrawal.decode(withdrawal.message)
        assert (message.receiver, message.amount) == (RECEIVER, 10**6)
    else:
        message = assets.RouterMessage.decode(withdrawal.message)
        mint = assets.MintData.decode(message.transfer_data)
        assert message.asset_id == bridge.token(USDC).asset_id
        assert (mint.original_caller, mint.receiver, mint.amount) == (user, RECEIVER, 10**6)
    assert bridge.withdrawal_status(withdrawal.l2_hash).phase is WithdrawalPhase.PENDING
    with pytest.raises(NotReady):
        bridge.finalize(withdrawal.l2_hash)


def test_sdk__receiver_that_reverts__is_known_beforehand(bridge, operator):
    with pytest.raises(WouldFailOnL2):
        bridge.quote_deposit("eth", 1, receiver=REVERTS)
    insisted = bridge.quote_deposit("eth", 10**18, receiver=REVERTS, l2_gas_limit=400_000)
    l1_hash = bridge.deposit(insisted).l1_hash
    assert bridge.wait_l2(l1_hash, 60).phase is DepositPhase.L2_FAILED
    with pytest.raises(NothingToClaim, match="refunded on L2"):
        bridge.claim_failed_deposit(l1_hash)
    assert operator.rpc.balance(insisted.refund_recipient) > 10**18


def test_commands__deposit_status_balance__as_typed(rpc, operator, manifest, bridge):
    loaded = load_manifest(manifest)
    url = operator.rpc.url
    alpha = loaded.chains["alpha"].model_copy(update={"rpc": url})
    save_manifest(loaded.model_copy(update={"chains": {"alpha": alpha}}), manifest)

    def garter(command, *arguments, code=0):
        common = ("--rpc", rpc.url, "--manifest", str(manifest))
        result = CliRunner().invoke(cli, ["bridge", command, *arguments, *common])
        assert result.exit_code == code, result.output
        return result.output

    to = ("--to", RECEIVER)
    said = garter("deposit", "1.5", "--chain", "alpha", "--account", "TEST::3", "--yes", *to)
    assert "L2_EXECUTED" in said
    l1_hash = said.split("chain 6565: ")[1].split()[0]
    status = json.loads(garter("status", l1_hash, "--chain", url, "--json"))
    assert (status["phase"], status["kind"]) == ("L2_EXECUTED", "deposit")
    assert status["l2_hash"] == bridge.find_deposit(l1_hash).l2_hash
    held = json.loads(garter("balance", RECEIVER, "--chain", "alpha", "--json"))
    assert held["balances"][0]["l2"] == str(15 * 10**17)


def test_ape__block_and_receipt_of_a_deposit__are_readable(bridge, operator):
    deposit = bridge.deposit(bridge.quote_deposit("eth", 10**18, receiver=RECEIVER))
    block = bridge.wait_l2(deposit.l1_hash, 60).l2_block
    with ape.networks.parse_network_choice(f"garter:alpha:{operator.rpc.url}") as provider:
        [transaction] = provider.get_transactions_by_block(block)
        assert isinstance(transaction, TransactionFromL1)
        assert "0x" + transaction.txn_hash.hex().removeprefix("0x") == deposit.l2_hash
        receipt = provider.get_receipt(deposit.l2_hash)
        assert not receipt.failed and receipt.l1_batch_number is None
        assert receipt.l2_to_l1_logs[0]["key"] == deposit.l2_hash
        assert provider.get_balance(RECEIVER) == 10**18


@pytest.mark.parametrize(("token", "amount"), [(constants.ETH_TOKEN, 10**18), (USDC, 25 * 10**6)])
def test_zksync_ethers__deposit__arrives(bridge, rpc, operator, token, amount):
    """The published package, unmodified."""
    arguments = (rpc.url, operator.rpc.url, RICH_KEY, token, str(amount), RECEIVER)
    done = subprocess.run(
        ["node", str(CLIENTS / "zksync_ethers_deposit.mjs"), *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["status"] == 1
    assert bridge.balance(token, RECEIVER).l2 == amount
    receipt = operator.rpc.call("eth_getTransactionReceipt", answer["l2Hash"])
    assert (receipt["type"], receipt["status"]) == ("0x7f", "0x1")
