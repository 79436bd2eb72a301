"""Deposits on a played chain: followed by their L1 hash, claimed back when they fail."""

from __future__ import annotations

import pytest

from garter.chain import Contract, Impersonated
from garter.client import Bridge, DepositPhase
from garter.client.exceptions import NothingToClaim, NotReady, StillPending, WouldFailOnL2
from garter.client.quotes import FIRST_BRIDGING_GAS, TOKEN_DEPOSIT_GAS
from garter.exceptions import RpcResponseError
from garter.protocol import assets
from tests.support.deploying import USDC, deployer


@pytest.fixture
def usdc(rpc):
    return Contract.at(rpc, USDC, "PlainToken")


@pytest.fixture
def deposit(connected):
    """100 USDC."""
    return connected.deposit(connected.quote_deposit(USDC, 10**8))


def test_claim__failed_deposit__every_phase_and_the_money_is_back(
    connected, alpha_node, user, usdc
):
    before = usdc.balanceOf(user.address)
    l1_hash = connected.deposit(connected.quote_deposit(USDC, 10**8)).l1_hash
    deposit = connected.find_deposit(l1_hash)
    assert connected.deposit_status(l1_hash).phase is DepositPhase.L2_PENDING
    alpha_node.execute(deposit, ok=False)
    status = connected.deposit_status(l1_hash)
    assert (status.phase, status.l2_block, status.l2_gas_used) == (
        DepositPhase.L2_FAILED,
        1,
        21000,
    )
    with pytest.raises(NotReady, match="its batch is not executed"):
        connected.claim_failed_deposit(l1_hash)
    alpha_node.settle()
    assert usdc.balanceOf(user.address) == before - 10**8
    connected.claim_failed_deposit(l1_hash)
    assert usdc.balanceOf(user.address) == before
    assert connected.deposit_status(l1_hash).phase is DepositPhase.CLAIMED
    with pytest.raises(NothingToClaim, match="claimed before"):
        connected.claim_failed_deposit(l1_hash)


def test_claim__by_another__pays_the_depositor(connected, alpha_node, deposit, user, usdc):
    alpha_node.execute(deposit, ok=False)
    alpha_node.settle()
    before = usdc.balanceOf(user.address)
    Bridge(connected.network, deployer(5)).claim_failed_deposit(deposit.l1_hash)
    assert usdc.balanceOf(user.address) - before == 10**8


@pytest.mark.parametrize("encoding", ["nameless", "legacy"])
def test_claim__other_clients_encodings__money_is_back(connected, alpha_node, user, usdc, encoding):
    router, hub = connected.network.asset_router, connected.network.bridgehub
    sender = Impersonated(user.address)
    connected.deposit(connected.quote_deposit(USDC, 1))  # registers it
    if encoding == "legacy":
        sent = assets.encode_legacy_deposit_data(USDC, 1000, user.address)
    else:
        nameless = assets.BurnData(1000, user.address, "0x" + "00" * 20).encode()
        sent = assets.encode_deposit_data(connected.token(USDC).asset_id, nameless)
    usdc.approve(router, 1000, sender=sender)
    before = usdc.balanceOf(user.address)
    mint = 10**18
    outer = (6565, mint, 0, 10**6, 800, user.address, router, 0, sent)
    receipt = hub.requestL2TransactionTwoBridges(outer, sender=sender, value=mint)
    alpha_node.execute(connected.find_deposit(receipt.hash), ok=False)
    alpha_node.settle()
    assert usdc.balanceOf(user.address) == before - 1000
    connected.claim_failed_deposit(receipt.hash)
    assert usdc.balanceOf(user.address) == before


def test_claim__success__has_nothing(connected, alpha_node, deposit):
    with pytest.raises(NothingToClaim, match="phase L2_PENDING"):
        connected.claim_failed_deposit(deposit.l1_hash)
    alpha_node.execute(deposit, ok=True)
    alpha_node.settle()
    assert connected.deposit_status(deposit.l1_hash).phase is DepositPhase.L2_EXECUTED
    with pytest.raises(NothingToClaim, match="phase L2_EXECUTED"):
        connected.claim_failed_deposit(deposit.l1_hash)


def test_claim__base_token__names_who_was_refunded(connected, alpha_node, user):
    deposit = connected.deposit(connected.quote_deposit("eth", 1))
    alpha_node.execute(deposit, ok=False)
    with pytest.raises(NothingToClaim, match=user.address.lower()):
        connected.claim_failed_deposit(deposit.l1_hash)


def test_wait_l2__executed_meanwhile__ends(connected, alpha_node, deposit):
    seen = []

    def execute(status):
        seen.append(status.phase)
        if len(seen) == 2:
            alpha_node.execute(deposit, ok=True)

    status = connected.wait_l2(deposit.l1_hash, 60, execute)
    assert seen == [*[DepositPhase.L2_PENDING] * 2, DepositPhase.L2_EXECUTED]
    assert status.deposit == deposit


def test_wait_l2__not_in_time__says_that_nothing_is_lost(connected, deposit):
    with pytest.raises(StillPending, match="Nothing is lost"):
        connected.wait_l2(deposit.l1_hash, timeout=0)


# --- what the chain estimates ---------------------------------------------------------------------


def test_quote_deposit__node_estimates__is_what_is_granted(connected, alpha_node, user):
    alpha_node.answers["zks_estimateGasL1ToL2"] = hex(1_234_567)
    assert connected.quote_deposit(USDC, 1).l2_gas_limit == 1_234_567
    [asked] = [params for method, params in alpha_node.asked if method.startswith("zks_est")]
    assert asked[0]["eip712Meta"] == {"gasPerPubdata": "0x320"}
    assert asked[0]["data"].startswith("0x" + assets.FINALIZE_TOKEN_DEPOSIT.hex())


def test_quote_deposit__estimate_below_the_floor__is_raised_to_it(connected, alpha_node):
    alpha_node.answers["zks_estimateGasL1ToL2"] = hex(21_000)
    quote = connected.quote_deposit("eth", 1)
    assert 280_800 <= quote.l2_gas_limit < 300_000
    connected.deposit(quote)


def test_quote_deposit__receiver_refuses__is_told_before_anything_is_sent(
    connected, alpha_node, rpc, user
):
    before = rpc.nonce(user.address)
    alpha_node.answers["zks_estimateGasL1ToL2"] = RpcResponseError(
        "zks_estimateGasL1ToL2", 3, "execution reverted", "0x"
    )
    with pytest.raises(WouldFailOnL2, match="--l2-gas-limit"):
        connected.quote_deposit("eth", 1)
    assert connected.quote_deposit("eth", 1, l2_gas_limit=400_000).l2_gas_limit == 400_000
    assert rpc.nonce(user.address) == before


@pytest.mark.parametrize(
    ("address", "gas"),
    [("00" * 32, FIRST_BRIDGING_GAS), ("00" * 12 + "88" * 20, TOKEN_DEPOSIT_GAS)],
)
def test_quote_deposit__no_estimate__depends_on_whether_the_chain_has_the_token(
    connected, alpha_node, address, gas
):
    alpha_node.answers["eth_call"] = "0x" + address
    assert connected.quote_deposit(USDC, 1).l2_gas_limit == gas
