"""Deposits through the SDK on the real L1: what is sent is what was quoted, and what L1 records."""

from __future__ import annotations

import pytest

from garter.chain import Contract, Impersonated
from garter.client import DepositPhase
from garter.client.deposits import transfer_data
from garter.client.exceptions import NoChainRpc, NotADeposit, TransactionUnknown
from garter.client.quotes import FIRST_BRIDGING_GAS, PLAIN_DEPOSIT_GAS
from garter.local.origin import USDT
from garter.protocol import assets, constants
from garter.protocol.aliasing import apply_l1_to_l2_alias
from garter.protocol.hashing import keccak256
from tests.support.deploying import DAI, USDC

RECEIVER = "0x8888888888888888888888888888888888888888"
REFUND = "0x7777777777777777777777777777777777777777"


def number(address):
    return int(address, 16)


def vault_holds(bridge, token):
    vault = bridge.network.vault.address
    if token.is_eth:
        return bridge.network.l1.balance(vault)
    return Contract.at(bridge.network.l1, token.address, "PlainToken").balanceOf(vault)


@pytest.mark.parametrize(("chain", "choice"), [("alpha", "eth"), ("beta", USDC), ("beta", "base")])
def test_deposit__base_token__is_sent_directly(bridges, user, chain, choice):
    bridge = bridges[chain]
    token = bridge.token(choice)
    before = vault_holds(bridge, token)
    amount = token.parse("2.5")
    quote = bridge.quote_deposit(choice, amount, receiver=RECEIVER, refund_recipient=REFUND)
    deposit = bridge.deposit(quote)
    sent = deposit.transaction
    assert (sent.sender, sent.to) == (number(user.address), number(RECEIVER))
    assert (sent.value, sent.data) == (amount, b"")
    assert sent.reserved == (quote.mint_value, number(REFUND), 0, 0)
    assert (sent.gas_limit, sent.gas_per_pubdata) == (quote.l2_gas_limit, 800)
    assert deposit.transfer is None
    assert vault_holds(bridge, token) - before == quote.mint_value == amount + quote.base_cost


@pytest.mark.parametrize(
    ("chain", "choice"),
    [("alpha", USDC), ("alpha", USDT), ("alpha", DAI), ("beta", "eth"), ("beta", USDT)],
)
def test_deposit__another_token__goes_through_the_router(bridges, user, chain, choice):
    bridge = bridges[chain]
    token = bridge.token(choice)
    before = vault_holds(bridge, token)
    gas_before = vault_holds(bridge, bridge.network.base_token)
    amount = token.parse("2.5")
    quote = bridge.quote_deposit(choice, amount, receiver=RECEIVER)
    deposit = bridge.deposit(quote)
    sent, transfer = deposit.transaction, deposit.transfer
    assert sent.sender == number(apply_l1_to_l2_alias(bridge.network.asset_router.address))
    assert sent.to == number(constants.L2_ASSET_ROUTER) and sent.value == 0
    assert sent.data.startswith(assets.FINALIZE_TOKEN_DEPOSIT)
    assert sent.reserved == (quote.mint_value, number(user.address), 0, 0)
    assert transfer.depositor == user.address and transfer.amount == amount
    assert transfer.receiver.lower() == RECEIVER
    assert transfer.asset_id == token.asset_id
    assert vault_holds(bridge, token) - before == amount
    assert vault_holds(bridge, quote.base_token) - gas_before == quote.mint_value


@pytest.mark.parametrize(("chain", "choice"), [("alpha", "eth"), ("alpha", USDC), ("beta", "eth")])
def test_deposit__any__hash_is_that_of_its_content_and_of_l1s_books(bridges, chain, choice):
    bridge = bridges[chain]
    quote = bridge.quote_deposit(choice, 10**6, receiver=RECEIVER)
    deposit = bridge.deposit(quote)
    assert deposit.l2_hash == "0x" + keccak256(deposit.transaction.encode()).hex()
    kept = bridge.network.nullifier.depositHappened(
        deposit.chain_id, bytes.fromhex(deposit.l2_hash[2:])
    )
    assert kept == (deposit.transfer.data_hash if deposit.transfer else bytes(32))


def test_deposit__any__calldata_was_foreseen(alpha, user):
    quote = alpha.quote_deposit(DAI, 10**18)
    metadata = alpha.network.vault.getERC20Getters(DAI, alpha.network.l1_chain_id)
    foreseen = assets.finalize_token_deposit_calldata(
        user.address, user.address, DAI, 10**18, metadata
    )
    assert alpha.deposit(quote).transaction.data == foreseen


def test_quote_deposit__no_node__grants_what_clients_grant(alpha):
    assert alpha.quote_deposit("eth", 1).l2_gas_limit == PLAIN_DEPOSIT_GAS
    quote = alpha.quote_deposit(USDC, 1)
    assert (quote.l2_gas_limit, quote.first_bridging) == (FIRST_BRIDGING_GAS, True)


def test_quote_deposit__cheap_units__gas_is_what_the_mailbox_demands(beta):
    """A unit of gas costs a millionth of a USDC, so little that proving costs many of them."""
    quote = beta.quote_deposit("eth", 1)
    assert quote.l2_gas_limit > 30_000_000
    beta.deposit(quote)


def test_quote_deposit__any__price_is_the_chains(alpha):
    quote = alpha.quote_deposit("eth", 10**18)
    hub, gas = alpha.network.bridgehub, quote.l2_gas_limit
    assert quote.base_cost == hub.l2TransactionBaseCost(6565, quote.fees.max_fee, gas, 800)
    expected = hub.l2TransactionBaseCost(6565, quote.fees.expected, gas, 800)
    assert quote.expected_refund == quote.base_cost - expected
    assert quote.request.value == quote.mint_value == 10**18 + quote.base_cost


def test_deposit__after_the_quote__costs_no_more_than_quoted(alpha, user):
    quote = alpha.quote_deposit(DAI, 10**18)
    before = alpha.network.l1.balance(user.address)
    alpha.deposit(quote)
    spent = before - alpha.network.l1.balance(user.address) - quote.mint_value
    assert 0 < spent <= quote.max_l1_fee
    assert abs(spent - quote.expected_l1_fee) < spent // 3


# --- approvals ------------------------------------------------------------------------------------


def test_deposit__token__approves_exactly_what_is_taken(alpha, user):
    quote = alpha.quote_deposit(USDC, 777)
    assert [call.what for call in quote.approvals] == ["approve 0.000777 USDC to the asset router"]
    alpha.deposit(quote)
    usdc = Contract.at(alpha.network.l1, USDC, "PlainToken")
    assert usdc.allowance(user.address, alpha.network.asset_router) == 0


@pytest.mark.parametrize("spender", ["asset_router", "vault"])
def test_quote_deposit__approved_before__does_not_ask_again(alpha, user, rpc, spender):
    quote = alpha.quote_deposit(DAI, 1000)
    approval = quote.approvals[0]
    contract = getattr(alpha.network, spender)
    impersonated = Contract.at(rpc, DAI, "Dai")
    _as(rpc, user, impersonated, "approve", contract, 1000)
    assert approval.to == DAI
    again = alpha.quote_deposit(DAI, 1000)
    assert again.approvals == ()
    alpha.deposit(again)


def test_deposit__usdt_with_an_old_approval__goes_by_way_of_zero(alpha, user, rpc):
    usdt = Contract.at(rpc, USDT, "TetherToken")
    _as(rpc, user, usdt, "approve", alpha.network.asset_router, 5)
    quote = alpha.quote_deposit(USDT, 10**6)
    assert [call.what for call in quote.approvals] == [
        "take back the old USDT approval",
        "approve 1 USDT to the asset router",
    ]
    alpha.deposit(quote)
    assert usdt.allowance(user.address, alpha.network.asset_router) == 0


def test_deposit__cut_off_after_the_approval__is_continued_by_a_new_quote(alpha):
    class Cut(BaseException):
        """Stands for the process dying."""

    def die(call, tx_hash):
        raise Cut

    with pytest.raises(Cut):
        alpha.deposit(alpha.quote_deposit(USDC, 1000), die)
    again = alpha.quote_deposit(USDC, 1000)
    assert again.approvals == ()
    assert alpha.deposit(again).transfer.amount == 1000


# --- from one hash --------------------------------------------------------------------------------


@pytest.mark.parametrize("choice", ["eth", USDC])
def test_find_deposit__l1_hash__is_the_same_deposit(alpha, choice):
    told = []
    quote = alpha.quote_deposit(choice, 10**6)
    deposit = alpha.deposit(quote, lambda call, tx_hash: told.append((call, tx_hash)))
    assert [call for call, _ in told] == list(quote.calls)
    assert told[-1][1] == deposit.l1_hash
    assert alpha.find_deposit(told[-1][1]) == deposit


def test_find_deposit__unknown_hash__says_so(alpha):
    for ask in (alpha.find_deposit, alpha.deposit_status):
        with pytest.raises(TransactionUnknown, match="knows no transaction 0x12"):
            ask("0x" + "12" * 32)


def test_find_deposit__another_transaction__says_so(alpha, beta):
    other = beta.deposit(beta.quote_deposit("base", 1))
    with pytest.raises(NotADeposit, match="requested nothing of chain 6565"):
        alpha.find_deposit(other.l1_hash)


def test_deposit_status__chain_without_node__says_what_is_missing(alpha):
    deposit = alpha.deposit(alpha.quote_deposit("eth", 1))
    with pytest.raises(NoChainRpc, match="JSON-RPC address of chain 6565"):
        alpha.deposit_status(deposit.l1_hash)


def test_deposit_status__not_mined__is_pending(alpha, rpc):
    rpc.call("evm_setAutomine", False)
    told = []

    def stop(call, tx_hash):
        told.append(tx_hash)
        raise KeyboardInterrupt

    try:
        with pytest.raises(KeyboardInterrupt):
            alpha.deposit(alpha.quote_deposit("eth", 1), stop)
        assert alpha.deposit_status(told[0]).phase is DepositPhase.L1_PENDING
        rpc.call("evm_mine")
        assert alpha.find_deposit(told[0]).number == 0
    finally:
        rpc.call("evm_setAutomine", True)


# --- what a claim needs ---------------------------------------------------------------------------


def test_transfer_data__own_deposit__has_the_hash_that_l1_keeps(alpha, user):
    deposit = alpha.deposit(alpha.quote_deposit(USDC, 1000))
    data = transfer_data(alpha.network, deposit.transfer)
    assert data == assets.BurnData(1000, user.address, USDC).encode()
    kept = assets.tx_data_hash(user.address, deposit.transfer.asset_id, data)
    assert kept == deposit.transfer.data_hash


@pytest.mark.parametrize("encoding", ["nameless", "legacy"])
def test_transfer_data__other_clients_encodings__are_found(alpha, user, rpc, encoding):
    """What some clients leave to the vault, and what old ones send."""
    first = alpha.deposit(alpha.quote_deposit(USDC, 1000)).transfer
    asset = first.asset_id
    if encoding == "legacy":
        sent = assets.encode_legacy_deposit_data(USDC, 1000, user.address)
    else:
        nameless = assets.BurnData(1000, user.address, "0x" + "00" * 20).encode()
        sent = assets.encode_deposit_data(asset, nameless)
    quote = alpha.quote_deposit(USDC, 1000)
    router = alpha.network.asset_router
    _as(rpc, user, Contract.at(rpc, USDC, "PlainToken"), "approve", router, 1000)
    outer = (
        *(6565, quote.mint_value, 0, quote.l2_gas_limit, 800, user.address, router, 0),
        sent,
    )
    hub = alpha.network.bridgehub
    receipt = _as(rpc, user, hub, "requestL2TransactionTwoBridges", outer, value=quote.mint_value)
    transfer = alpha.find_deposit(receipt.hash).transfer
    data = transfer_data(alpha.network, transfer)
    if encoding == "legacy":
        assert data == assets.BurnData(1000, user.address, USDC).encode()
        assert transfer.data_hash != first.data_hash
    else:
        assert assets.tx_data_hash(user.address, asset, data) == transfer.data_hash


def _as(rpc, user, contract, function, *arguments, value=0):
    return contract.transact(function, arguments, sender=Impersonated(user.address), value=value)
