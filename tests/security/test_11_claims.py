"""Attack 11: claiming a deposit that succeeded, another's, with other data, or twice."""

from __future__ import annotations

import pytest

from garter.chain import Contract
from tests.security.withdrawals import fund
from tests.support import reverts
from tests.support.bridge import ETH, burn_data, request
from tests.support.requests import alias
from tests.support.two_chains import ALPHA, BETA, MINT, PROMISED_GAS, Deposit

AMOUNT = 5_000
FAILURE, SUCCESS = 0, 1


def confirm(net, deposit, sender):
    return net.nullifier.bridgeConfirmTransferResult(deposit.confirm_data(FAILURE), sender=sender)


CLAIMS = {
    "nullifier.bridgeRecoverFailedTransfer": lambda net, d, sender: net.recover(d, sender),
    "router.bridgeRecoverFailedTransfer": lambda net, d, sender: (
        net.router.bridgeRecoverFailedTransfer(*d.recover_arguments(), sender=sender)
    ),
    "nullifier.bridgeConfirmTransferResult": confirm,
    # Only these are on record without a receiver:
    "nullifier.claimFailedDeposit": lambda net, d, sender: net.nullifier.claimFailedDeposit(
        *d.claim_arguments(), sender=sender
    ),
    "router.claimFailedDeposit": lambda net, d, sender: net.router.claimFailedDeposit(
        *d.claim_arguments(), sender=sender
    ),
}


@pytest.fixture(autouse=True)
def _funds(net, depositor):
    fund(net, depositor, AMOUNT)


def make(net, depositor, *, success, legacy=False, chain_id=ALPHA):
    """A deposit of beta's base token to alpha and its outcome, settled."""
    deposit = net.deposit(chain_id, depositor, net.base_token, AMOUNT, legacy=legacy)
    net.chain(chain_id).execute(deposit, success)
    net.chain(chain_id).settle()
    return deposit


@pytest.fixture(params=[False, True], ids=["0x01", "0x00"])
def failed(request, net, depositor):
    return make(net, depositor, success=False, legacy=request.param)


def usable(deposit):
    return [name for name in CLAIMS if deposit.legacy or "claimFailedDeposit" not in name]


def test_claim__pays_the_depositor_whoever_brings_it(net, rpc, failed, depositor, stranger):
    asset, token = failed.asset_id, net.base_token
    for name in usable(failed):
        snapshot = rpc.call("evm_snapshot")
        booked, held = net.tracker.chainBalance(ALPHA, asset), token.balanceOf(depositor)
        receipt = CLAIMS[name](net, failed, stranger)
        assert token.balanceOf(depositor) == held + AMOUNT
        assert token.balanceOf(stranger) == 0
        assert net.tracker.chainBalance(ALPHA, asset) == booked - AMOUNT
        assert net.nullifier.depositHappened(ALPHA, failed.tx_hash) == bytes(32)
        [event] = net.router.events(receipt, "ClaimedFailedDepositAssetRouter")
        assert (event.chainId, event.assetId) == (ALPHA, asset)
        rpc.call("evm_revert", snapshot)


def test_claim__twice_by_any_ways__reverts(net, rpc, failed, stranger):
    for first in usable(failed):
        snapshot = rpc.call("evm_snapshot")
        CLAIMS[first](net, failed, stranger)
        for again in usable(failed):
            with reverts("DepositDoesNotExist"):
                CLAIMS[again](net, failed, stranger)
        rpc.call("evm_revert", snapshot)


@pytest.mark.parametrize("name", CLAIMS)
@pytest.mark.parametrize("legacy", [False, True])
def test_claim__of_a_success__reverts(net, depositor, name, legacy):
    deposit = make(net, depositor, success=True, legacy=legacy)
    with reverts("InvalidProof"):
        CLAIMS[name](net, deposit, depositor)


def test_confirm__success__is_not_the_vaults_to_know(net, depositor):
    deposit = make(net, depositor, success=True)
    with reverts("OnlyFailureStatusAllowed"):
        net.nullifier.bridgeConfirmTransferResult(deposit.confirm_data(SUCCESS), sender=depositor)
    assert net.nullifier.depositHappened(ALPHA, deposit.tx_hash) != bytes(32)


@pytest.mark.parametrize("change", ["sender", "amount", "asset", "other transaction"])
def test_claim__of_another_deposit__reverts(net, failed, depositor, stranger, change):
    other = make(net, depositor, success=True)
    changes = {
        "sender": {"sender": stranger},
        "amount": {"data": burn_data(AMOUNT + 1, depositor, net.base_token)},
        "asset": {"asset": net.eth},
        "other transaction": {"tx_hash": other.tx_hash},
    }[change]
    error = "InvalidProof" if change == "other transaction" else "DepositDoesNotExist"
    with reverts(error):
        net.recover(failed, stranger, **changes)


def test_claim__receiver_and_token_of_a_new_deposit_count(net, depositor, stranger):
    deposit = make(net, depositor, success=False)
    for data in (
        burn_data(AMOUNT, stranger, net.base_token),
        burn_data(AMOUNT, depositor),
        burn_data(AMOUNT, depositor, net.base_token) + bytes(32),
        burn_data(AMOUNT, depositor, net.base_token)[:-1],
        b"",
    ):
        with reverts("DepositDoesNotExist"):
            net.recover(deposit, stranger, data=data)


def test_claim_failed_deposit__of_the_new_encoding__reverts(net, depositor, stranger):
    deposit = make(net, depositor, success=False)
    with reverts("DepositDoesNotExist"):
        CLAIMS["nullifier.claimFailedDeposit"](net, deposit, stranger)


def test_claim__one_that_was_never_made__reverts(net, depositor, stranger):
    """A chain can report any hash, but only what is on record is paid."""
    deposit = make(net, depositor, success=True)
    deposit.tx_hash = b"\x77" * 32
    net.alpha.execute(deposit, False)
    net.alpha.settle()
    with reverts("DepositDoesNotExist"):
        net.recover(deposit, depositor)


def test_claim__on_the_other_chain__reverts(net, failed, depositor):
    """A chain that lies about another's deposit gets nothing out of it."""
    net.beta.execute(failed, False)
    net.beta.settle()
    with reverts("DepositDoesNotExist"):
        net.recover(failed, depositor, chain_id=BETA)


def test_claim__sender_refuses_its_eth__reverts_until_it_takes_it(net, rpc, admin, stranger):
    refusing = Contract.deploy(rpc, "GreedyReceiver", net.nullifier, sender=admin)
    net.base_token.mint(refusing, 10 * MINT, sender=net.issuer)
    approve = net.base_token.calldata("approve", net.router, 2**256 - 1)
    refusing.forward(net.base_token, approve, sender=admin)
    transfer = burn_data(AMOUNT, refusing, ETH)
    outer = (BETA, MINT, 0, PROMISED_GAS, 800, refusing, net.router, AMOUNT)
    call = net.hub.calldata("requestL2TransactionTwoBridges", (*outer, request(net.eth, transfer)))
    receipt = refusing.forward(net.hub, call, sender=admin, value=AMOUNT)
    [event] = net.nullifier.events(receipt, "BridgehubDepositFinalized")
    deposit = Deposit(BETA, refusing, net.eth, ETH, AMOUNT, transfer, event.l2DepositTxHash)
    net.beta.execute(deposit, False)
    net.beta.settle()
    refusing.refuse(True, sender=admin)
    with reverts("ClaimFailedDepositFailed"):
        net.recover(deposit, stranger)
    refusing.refuse(False, sender=admin)
    # Attack 19: on the chain the contract has an alias, on L1 it is itself.
    with reverts("DepositDoesNotExist"):
        net.recover(deposit, stranger, sender=alias(refusing.address))
    net.recover(deposit, stranger)
    assert rpc.balance(refusing.address) == AMOUNT
