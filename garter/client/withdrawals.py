"""Money from a chain back to L1: send there, wait for the proof, finalize here."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from garter.chain.contract import Contract
from garter.chain.fees import Fees, current_fees
from garter.chain.sender import Receipt
from garter.client import abis
from garter.client.exceptions import (
    AlreadyFinalized,
    InsufficientFunds,
    NotAWithdrawal,
    NotBridged,
    NotReady,
    StillPending,
    TransactionUnknown,
)
from garter.client.network import NOBODY, Network, checked_receiver
from garter.client.proofs import MessageProof, message_proof
from garter.client.sending import GAS_MARGIN, Call, estimate, send, send_estimated
from garter.exceptions import InvalidInput
from garter.protocol import assets, constants

if TYPE_CHECKING:
    from collections.abc import Callable

    from garter.chain.signer import Signer
    from garter.client.tokens import Token


class WithdrawalPhase(StrEnum):
    """How far a withdrawal is; names as in ZKsync's own SDK."""

    L2_PENDING = "L2_PENDING"
    """Sent, not mined."""
    L2_FAILED = "L2_FAILED"
    """Reverted on L2; nothing left the account but fees."""
    PENDING = "PENDING"
    """Mined; its batch is not executed on L1."""
    READY_TO_FINALIZE = "READY_TO_FINALIZE"
    FINALIZED = "FINALIZED"


@dataclass(frozen=True, slots=True)
class WithdrawalQuote:
    """A withdrawal ready to be sent, and its price."""

    sender: str
    receiver: str
    """On L1."""
    token: Token
    amount: int
    call: Call
    gas: int
    fees: Fees
    """In units of the base token."""
    base_token: Token

    @property
    def expected_fee(self) -> int:
        return int(self.gas / GAS_MARGIN) * self.fees.expected

    @property
    def max_fee(self) -> int:
        return self.gas * self.fees.max_fee


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A withdrawal that the chain accepted. Rebuilt by ``find_withdrawal`` from its L2 hash."""

    chain_id: int
    l2_hash: str
    l2_block: int
    sender: str
    """Of the message: the base token or the asset router."""
    message: bytes
    message_number: int
    """Among the messages of the transaction."""
    transaction_number: int
    """Of the transaction in its block."""


@dataclass(frozen=True, slots=True)
class WithdrawalStatus:
    """A withdrawal now."""

    l2_hash: str
    phase: WithdrawalPhase
    withdrawal: Withdrawal | None = None
    proof: MessageProof | None = None


def quote_withdrawal(
    network: Network, *, sender: str, token: Token, amount: int, receiver: str | None = None
) -> WithdrawalQuote:
    """Price a withdrawal and check that it would succeed. Sends nothing.

    Raises InvalidInput, InsufficientFunds, NotBridged, or ContractReverted.
    """
    if amount <= 0:
        raise InvalidInput("amount", amount, "nothing to withdraw", "Name an amount above 0")
    receiver = checked_receiver("receiver", receiver or sender)
    what = f"withdraw {token.format(amount)} from chain {network.chain_id}"
    is_base = token.asset_id == network.base_token.asset_id
    held = balance_on_l2(network, token, sender)
    if held < amount:
        raise InsufficientFunds(sender, "L2", token.format(held), token.format(amount))
    if is_base:
        base = network.on_l2(constants.L2_BASE_TOKEN, abis.L2_BASE_TOKEN, "L2BaseToken")
        call = Call.of(what, base, "withdraw", receiver, value=amount)
    else:
        router = network.on_l2(constants.L2_ASSET_ROUTER, abis.L2_ASSET_ROUTER, "L2AssetRouter")
        burn = assets.BurnData(amount, receiver, token_on_l2(network, token))
        call = Call.of(what, router, "withdraw", token.asset_id, burn.encode())
    fees = current_fees(network.l2)
    gas = int(estimate(network.l2, sender, call) * GAS_MARGIN)
    quote = WithdrawalQuote(sender, receiver, token, amount, call, gas, fees, network.base_token)
    _require_fees(network, quote)
    return quote


def _require_fees(network: Network, quote: WithdrawalQuote) -> None:
    holds, needs = network.l2.balance(quote.sender), quote.call.value + quote.max_fee
    if holds < needs:
        shown = network.base_token.format
        raise InsufficientFunds(quote.sender, "L2", shown(holds), f"{shown(needs)} at most")


def send_withdrawal(
    network: Network, signer: Signer, quote: WithdrawalQuote, on_sent: Callable[[Call, str], None]
) -> Withdrawal:
    """Send what was quoted and wait for the chain."""
    _require_fees(network, quote)
    receipt = send(network.l2, signer, quote.call, gas=quote.gas, fees=quote.fees, on_sent=on_sent)
    return find_withdrawal(network, receipt.hash)


def find_withdrawal(network: Network, l2_hash: str) -> Withdrawal:
    """The withdrawal that the L2 transaction made.

    Raises TransactionUnknown or NotAWithdrawal.
    """
    raw = network.l2.call("eth_getTransactionReceipt", l2_hash)
    if raw is None:
        raise TransactionUnknown(l2_hash, network.l2.url)
    receipt = Receipt.parse(raw)
    messenger = network.on_l2(constants.L2_MESSENGER, abis.L1_MESSENGER, "L1Messenger")
    for number, event in enumerate(messenger.events(receipt, "L1MessageSent")):
        if _is_withdrawal(event.sender, event.message):
            return Withdrawal(
                chain_id=network.chain_id,
                l2_hash=receipt.hash,
                l2_block=receipt.block_number,
                sender=event.sender,
                message=event.message,
                message_number=number,
                transaction_number=int(raw["transactionIndex"], 16),
            )
    raise NotAWithdrawal(l2_hash)


def _is_withdrawal(sender: str, message: bytes) -> bool:
    return (sender, message[:4]) in (
        (constants.L2_BASE_TOKEN, assets.FINALIZE_ETH_WITHDRAWAL),
        (constants.L2_ASSET_ROUTER, assets.FINALIZE_DEPOSIT),
    )


def withdrawal_status(network: Network, l2_hash: str) -> WithdrawalStatus:
    """How far the withdrawal is. Raises TransactionUnknown or NotAWithdrawal."""
    raw = network.l2.call("eth_getTransactionReceipt", l2_hash)
    if raw is None:
        if network.l2.call("eth_getTransactionByHash", l2_hash) is None:
            raise TransactionUnknown(l2_hash, network.l2.url)
        return WithdrawalStatus(l2_hash, WithdrawalPhase.L2_PENDING)
    if not Receipt.parse(raw).ok:
        return WithdrawalStatus(l2_hash, WithdrawalPhase.L2_FAILED)
    withdrawal = find_withdrawal(network, l2_hash)
    proof = message_proof(network, l2_hash, withdrawal.message_number)
    if proof is None:
        return WithdrawalStatus(l2_hash, WithdrawalPhase.PENDING, withdrawal)
    done = network.nullifier.isWithdrawalFinalized(
        network.chain_id, proof.batch_number, proof.index
    )
    phase = WithdrawalPhase.FINALIZED if done else WithdrawalPhase.READY_TO_FINALIZE
    return WithdrawalStatus(l2_hash, phase, withdrawal, proof)


def wait_finalizable(
    network: Network,
    l2_hash: str,
    timeout: float,
    on_poll: Callable[[WithdrawalStatus], None],
) -> WithdrawalStatus:
    """Ask until the withdrawal can be finalized, or is, or failed. Raises StillPending."""
    deadline = time.monotonic() + timeout
    pause = 0.1
    while True:
        status = withdrawal_status(network, l2_hash)
        on_poll(status)
        if status.phase not in (WithdrawalPhase.L2_PENDING, WithdrawalPhase.PENDING):
            return status
        if time.monotonic() > deadline:
            raise StillPending(f"Withdrawal {l2_hash}", timeout)
        time.sleep(pause)
        pause = min(pause * 1.5, 10.0)


def finalize(
    network: Network, signer: Signer, l2_hash: str, on_sent: Callable[[Call, str], None]
) -> Receipt:
    """Pay the withdrawal out on L1, to its receiver, whoever signs.

    Raises NotReady, AlreadyFinalized, or ContractReverted with the protocol's error.
    """
    status = withdrawal_status(network, l2_hash)
    if status.phase is WithdrawalPhase.FINALIZED:
        raise AlreadyFinalized(l2_hash)
    withdrawal, proof = status.withdrawal, status.proof
    if withdrawal is None or proof is None:
        raise NotReady(f"Withdrawal {l2_hash}")
    parameters = (
        withdrawal.chain_id,
        proof.batch_number,
        proof.index,
        withdrawal.sender,
        withdrawal.transaction_number,
        withdrawal.message,
        list(proof.path),
    )
    call = Call.of(
        f"finalize withdrawal {l2_hash}", network.nullifier, "finalizeDeposit", parameters
    )
    return send_estimated(network.l1, signer, call, on_sent)


# --- balances -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Balance:
    """What an account holds of a token on both layers, in units."""

    account: str
    token: Token
    l1: int
    l2: int | None
    """None when the chain's node is not known."""
    l2_address: str | None
    """Of the token on L2; None for the base token and while it was never bridged."""


def balance(network: Network, token: Token, account: str) -> Balance:
    """Read both layers."""
    if token.is_eth:
        on_l1 = network.l1.balance(account)
    else:
        on_l1 = Contract(network.l1, token.address, abis.ERC20, token.symbol).balanceOf(account)
    if network.chain_rpc is None:
        return Balance(account, token, on_l1, None, None)
    address = None
    if token.asset_id != network.base_token.asset_id:
        address = _token_on_l2_or_none(network, token)
    return Balance(account, token, on_l1, _held(network, token, address, account), address)


def balance_on_l2(network: Network, token: Token, account: str) -> int:
    """Units. Raises NotBridged."""
    is_base = token.asset_id == network.base_token.asset_id
    return _held(network, token, None if is_base else token_on_l2(network, token), account)


def token_on_l2(network: Network, token: Token) -> str:
    """The token's address on the chain. Raises NotBridged."""
    address = _token_on_l2_or_none(network, token)
    if address is None:
        raise NotBridged(token.symbol, network.chain_id)
    return address


def _token_on_l2_or_none(network: Network, token: Token) -> str | None:
    vault = network.on_l2(constants.L2_NATIVE_TOKEN_VAULT, abis.L2_VAULT, "L2NativeTokenVault")
    address: str = vault.tokenAddress(token.asset_id)
    return None if address == NOBODY else address


def _held(network: Network, token: Token, address: str | None, account: str) -> int:
    if token.asset_id == network.base_token.asset_id:
        return network.l2.balance(account)
    if address is None:
        return 0
    held: int = Contract(network.l2, address, abis.ERC20, token.symbol).balanceOf(account)
    return held
