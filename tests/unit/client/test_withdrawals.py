"""The way back: L1 verifies what a played chain proves, and pays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from garter.chain import Contract
from garter.client import Bridge, WithdrawalPhase
from garter.client.exceptions import (
    AlreadyFinalized,
    NotAWithdrawal,
    NotReady,
    StillPending,
    TransactionUnknown,
)
from garter.protocol import assets, constants
from tests.support import reverts
from tests.support.deploying import USDC, deployer

RECEIVER = "0x8888888888888888888888888888888888888888"
HASH = "0x" + "cd" * 32


@pytest.fixture
def eth_withdrawal(connected):
    """One ETH, of those that were deposited, is on its way to the receiver."""
    connected.deposit(connected.quote_deposit("eth", 10**19))
    message = assets.BaseTokenWithdrawal(assets.FINALIZE_ETH_WITHDRAWAL, RECEIVER, 10**18)
    return constants.L2_BASE_TOKEN, message.encode()


@pytest.fixture
def usdc_withdrawal(connected):
    """25 USDC, of those that were deposited."""
    connected.deposit(connected.quote_deposit(USDC, 10**8))
    mint = assets.MintData(RECEIVER, RECEIVER, USDC, 25 * 10**6, b"")
    asset = connected.token(USDC).asset_id
    message = assets.RouterMessage(assets.FINALIZE_DEPOSIT, 6565, asset, mint.encode())
    return constants.L2_ASSET_ROUTER, message.encode()


def test_withdrawal__eth__every_phase_and_the_receiver_is_paid(
    connected, alpha_node, eth_withdrawal, rpc
):
    with pytest.raises(TransactionUnknown):
        connected.withdrawal_status(HASH)
    alpha_node.answers["eth_getTransactionByHash"] = {"hash": HASH}
    assert connected.withdrawal_status(HASH).phase is WithdrawalPhase.L2_PENDING
    alpha_node.mine(HASH, eth_withdrawal)
    assert connected.withdrawal_status(HASH).phase is WithdrawalPhase.PENDING
    assert connected.message_proof(HASH) is None
    alpha_node.settle()
    assert connected.withdrawal_status(HASH).phase is WithdrawalPhase.READY_TO_FINALIZE
    before = rpc.balance(RECEIVER)
    connected.finalize(HASH)
    assert rpc.balance(RECEIVER) - before == 10**18
    assert connected.withdrawal_status(HASH).phase is WithdrawalPhase.FINALIZED


def test_finalize__token_by_anybody__pays_the_receiver(rpc, connected, alpha_node, usdc_withdrawal):
    alpha_node.mine(HASH, usdc_withdrawal)
    alpha_node.settle()
    stranger = Bridge(connected.network, deployer(5))
    usdc = Contract.at(rpc, USDC, "PlainToken")
    before = usdc.balanceOf(RECEIVER)
    stranger.finalize(HASH)
    assert usdc.balanceOf(RECEIVER) - before == 25 * 10**6


def test_finalize__behind_other_messages__proves_the_right_one(
    connected, alpha_node, eth_withdrawal, rpc
):
    alpha_node.mine("0x" + "11" * 32, (RECEIVER, b"another transaction"))
    alpha_node.mine(HASH, (RECEIVER, b"before"), eth_withdrawal, (RECEIVER, b"after"))
    alpha_node.settle()
    withdrawal = connected.find_withdrawal(HASH)
    assert (withdrawal.message_number, withdrawal.transaction_number) == (1, 1)
    assert withdrawal.sender == constants.L2_BASE_TOKEN
    before = rpc.balance(RECEIVER)
    connected.finalize(HASH)
    assert rpc.balance(RECEIVER) - before == 10**18


def test_finalize__twice__says_that_it_is_done(connected, alpha_node, eth_withdrawal):
    alpha_node.mine(HASH, eth_withdrawal)
    alpha_node.settle()
    connected.finalize(HASH)
    with pytest.raises(AlreadyFinalized, match="the receiver has the money"):
        connected.finalize(HASH)


def test_finalize__not_settled__says_what_it_waits_for(connected, alpha_node, eth_withdrawal):
    alpha_node.mine(HASH, eth_withdrawal)
    with pytest.raises(NotReady, match="its batch is not executed"):
        connected.finalize(HASH)


def test_finalize__node_lies__l1_refuses_by_name(rpc, user, connected, alpha_node, eth_withdrawal):
    """More than was withdrawn: the proof is of another message."""
    alpha_node.mine(HASH, eth_withdrawal)
    alpha_node.settle()
    more = assets.BaseTokenWithdrawal(assets.FINALIZE_ETH_WITHDRAWAL, RECEIVER, 2 * 10**18)
    honest = alpha_node.receipts[HASH]["logs"][0]
    alpha_node.mine("0x" + "22" * 32, (constants.L2_BASE_TOKEN, more.encode()))
    honest.update(alpha_node.receipts["0x" + "22" * 32]["logs"][0])
    before = rpc.nonce(user.address)
    with reverts("InvalidProof"):
        connected.finalize(HASH)
    assert rpc.nonce(user.address) == before


@pytest.mark.parametrize(
    "messages",
    [
        (),
        ((RECEIVER, assets.FINALIZE_ETH_WITHDRAWAL + bytes(52)),),
        ((constants.L2_BASE_TOKEN, assets.FINALIZE_DEPOSIT + bytes(64)),),
    ],
)
def test_find_withdrawal__nothing_withdrawn__says_so(connected, alpha_node, messages):
    alpha_node.mine(HASH, *messages)
    with pytest.raises(NotAWithdrawal):
        connected.find_withdrawal(HASH)


def test_withdrawal_status__reverted__is_failed(connected, alpha_node):
    alpha_node.mine(HASH, ok=False)
    assert connected.withdrawal_status(HASH).phase is WithdrawalPhase.L2_FAILED


def test_wait_finalizable__not_in_time__says_that_nothing_is_lost(
    connected, alpha_node, eth_withdrawal
):
    alpha_node.mine(HASH, eth_withdrawal)
    with pytest.raises(StillPending, match="Nothing is lost"):
        connected.wait_finalizable(HASH, timeout=0)


def test_wait_finalizable__settled_meanwhile__ends(connected, alpha_node, eth_withdrawal):
    alpha_node.mine(HASH, eth_withdrawal)
    seen = []

    def settle(status):
        seen.append(status.phase)
        if len(seen) == 2:
            alpha_node.settle()

    status = connected.wait_finalizable(HASH, 60, settle)
    assert seen == [*[WithdrawalPhase.PENDING] * 2, WithdrawalPhase.READY_TO_FINALIZE]
    assert replace(status, proof=None).phase is WithdrawalPhase.READY_TO_FINALIZE
