"""Deposits after they were quoted: send, follow, claim back."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from garter.chain.sender import Receipt
from garter.client.exceptions import (
    CanonicalHashDiffers,
    NotADeposit,
    NothingToClaim,
    NotReady,
    StillPending,
    TransactionUnknown,
)
from garter.client.network import NOBODY, Network
from garter.client.proofs import message_proof
from garter.client.quotes import DepositQuote, require_eth
from garter.client.sending import Call, send, send_estimated, simulate
from garter.protocol.assets import (
    BurnData,
    MintData,
    legacy_tx_data_hash,
    ntv_asset_id,
    tx_data_hash,
)
from garter.protocol.transactions import L2CanonicalTransaction

if TYPE_CHECKING:
    from collections.abc import Callable

    from garter.chain.contract import Event
    from garter.chain.signer import Signer


class DepositPhase(StrEnum):
    """How far a deposit is."""

    L1_PENDING = "L1_PENDING"
    """Sent, not mined."""
    L1_FAILED = "L1_FAILED"
    """Reverted on L1; nothing left the account but fees."""
    L2_PENDING = "L2_PENDING"
    """Requested; the chain has not executed it yet."""
    L2_EXECUTED = "L2_EXECUTED"
    """Arrived."""
    L2_FAILED = "L2_FAILED"
    """Failed on L2. A token can be claimed back on L1, the base token was refunded on L2."""
    CLAIMED = "CLAIMED"
    """Failed on L2 and claimed back."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """The token that a request handed to the asset router."""

    asset_id: bytes
    depositor: str
    data_hash: bytes
    """What L1 keeps until the deposit is known to have succeeded or failed."""
    receiver: str
    origin_token: str
    amount: int


@dataclass(frozen=True, slots=True)
class Deposit:
    """A deposit that L1 accepted. Rebuilt by ``find_deposit`` from its L1 hash alone."""

    chain_id: int
    l1_hash: str
    l1_block: int
    l2_hash: str
    """Canonical hash: that of the transaction on L2."""
    number: int
    """Of the priority operation."""
    transaction: L2CanonicalTransaction
    transfer: Transfer | None
    """None for a deposit of the base token."""


@dataclass(frozen=True, slots=True)
class DepositStatus:
    """A deposit now."""

    l1_hash: str
    phase: DepositPhase
    deposit: Deposit | None = None
    """None while L1 has not accepted it."""
    l2_block: int | None = None
    l2_gas_used: int | None = None

    @property
    def is_settled(self) -> bool:
        """Whether waiting would change nothing."""
        return self.phase not in (DepositPhase.L1_PENDING, DepositPhase.L2_PENDING)


def send_deposit(
    network: Network, signer: Signer, quote: DepositQuote, on_sent: Callable[[Call, str], None]
) -> Deposit:
    """Send what was quoted, approvals first, and wait for L1.

    Checks again that all of it would succeed. Cut off anywhere, it is continued by a new quote
    (approvals that are done are left out) or, once ``on_sent`` told the request's hash, by that.
    """
    require_eth(network, quote)
    simulate(network.l1, quote.sender, quote.calls, quote.fees)
    for call, gas in zip(quote.calls, quote.l1_gas_limits, strict=True):
        receipt = send(network.l1, signer, call, gas=gas, fees=quote.fees, on_sent=on_sent)
    return _deposit_in(network, receipt)


def find_deposit(network: Network, l1_hash: str) -> Deposit:
    """The deposit that the L1 transaction made. Raises TransactionUnknown or NotADeposit."""
    raw = network.l1.call("eth_getTransactionReceipt", l1_hash)
    if raw is None:
        raise TransactionUnknown(l1_hash, network.l1.url)
    return _deposit_in(network, Receipt.parse(raw))


def deposit_status(network: Network, l1_hash: str) -> DepositStatus:
    """How far the deposit is. Raises TransactionUnknown or NotADeposit."""
    raw = network.l1.call("eth_getTransactionReceipt", l1_hash)
    if raw is None:
        if network.l1.call("eth_getTransactionByHash", l1_hash) is None:
            raise TransactionUnknown(l1_hash, network.l1.url)
        return DepositStatus(l1_hash, DepositPhase.L1_PENDING)
    receipt = Receipt.parse(raw)
    if not receipt.ok:
        return DepositStatus(l1_hash, DepositPhase.L1_FAILED)
    return _status_on_l2(network, _deposit_in(network, receipt))


def wait_l2(
    network: Network,
    l1_hash: str,
    timeout: float,
    on_poll: Callable[[DepositStatus], None],
) -> DepositStatus:
    """Ask until the chain has executed the deposit, well or not. Raises StillPending."""
    deadline = time.monotonic() + timeout
    pause = 0.05
    while True:
        status = deposit_status(network, l1_hash)
        on_poll(status)
        if status.is_settled:
            return status
        if time.monotonic() > deadline:
            raise StillPending(f"Deposit {l1_hash}", timeout)
        time.sleep(pause)
        pause = min(pause * 1.5, 2.0)


def claim_failed_deposit(
    network: Network, signer: Signer, l1_hash: str, on_sent: Callable[[Call, str], None]
) -> Receipt:
    """Return a token whose deposit failed on L2 to its depositor, whoever signs.

    Raises NothingToClaim, or NotReady while L1 has not seen the failure.
    """
    status = deposit_status(network, l1_hash)
    deposit = status.deposit
    if status.phase is DepositPhase.CLAIMED:
        raise NothingToClaim(l1_hash, "it was claimed before")
    if status.phase is not DepositPhase.L2_FAILED or deposit is None:
        raise NothingToClaim(l1_hash, f"it did not fail on L2 (phase {status.phase})")
    if deposit.transfer is None:
        recipient = f"0x{deposit.transaction.reserved[1]:040x}"
        raise NothingToClaim(l1_hash, f"its base token was refunded on L2 to {recipient}")
    call = _claim(network, deposit, deposit.transfer)
    return send_estimated(network.l1, signer, call, on_sent)


# --- inside ---------------------------------------------------------------------------------------


def _deposit_in(network: Network, receipt: Receipt) -> Deposit:
    requests = network.diamond.events(receipt, "NewPriorityRequest")
    if not requests:
        raise NotADeposit(receipt.hash, network.chain_id)
    request = requests[0]
    transaction = L2CanonicalTransaction.from_tuple(request.transaction)
    if transaction.hash != request.txHash:
        raise CanonicalHashDiffers(request.txHash, transaction.hash)
    return Deposit(
        chain_id=network.chain_id,
        l1_hash=receipt.hash,
        l1_block=receipt.block_number,
        l2_hash="0x" + request.txHash.hex(),
        number=request.txId,
        transaction=transaction,
        transfer=_transfer_in(network, receipt),
    )


def _transfer_in(network: Network, receipt: Receipt) -> Transfer | None:
    for event in network.asset_router.events(receipt, "BridgehubDepositInitiated"):
        if event.chainId == network.chain_id:
            return _transfer(event)
    return None


def _transfer(event: Event) -> Transfer:
    mint = MintData.decode(event.bridgeMintCalldata)
    return Transfer(
        asset_id=event.assetId,
        depositor=event.inputs["from"],
        data_hash=event.txDataHash,
        receiver=str(mint.receiver),
        origin_token=str(mint.origin_token),
        amount=mint.amount,
    )


def _status_on_l2(network: Network, deposit: Deposit) -> DepositStatus:
    raw = network.l2.call("eth_getTransactionReceipt", deposit.l2_hash)
    if raw is None or raw.get("blockNumber") is None:
        return DepositStatus(deposit.l1_hash, DepositPhase.L2_PENDING, deposit)
    receipt = Receipt.parse(raw)
    phase = DepositPhase.L2_EXECUTED if receipt.ok else DepositPhase.L2_FAILED
    if phase is DepositPhase.L2_FAILED and deposit.transfer is not None:
        kept = network.nullifier.depositHappened(
            network.chain_id, bytes.fromhex(deposit.l2_hash[2:])
        )
        if not any(kept):
            phase = DepositPhase.CLAIMED
    return DepositStatus(deposit.l1_hash, phase, deposit, receipt.block_number, receipt.gas_used)


def _claim(network: Network, deposit: Deposit, transfer: Transfer) -> Call:
    # A failed transaction sends no message, so its one log is the status.
    proof = message_proof(network, deposit.l2_hash, 0)
    if proof is None:
        raise NotReady(f"The failure of deposit {deposit.l1_hash}")
    raw = network.l2.call("eth_getTransactionReceipt", deposit.l2_hash)
    return Call.of(
        f"claim deposit {deposit.l1_hash} back",
        network.asset_router,
        "bridgeRecoverFailedTransfer",
        network.chain_id,
        transfer.depositor,
        transfer.asset_id,
        transfer_data(network, transfer),
        bytes.fromhex(deposit.l2_hash[2:]),
        proof.batch_number,
        proof.index,
        int(raw["transactionIndex"], 16),
        list(proof.path),
    )


def transfer_data(network: Network, transfer: Transfer) -> bytes:
    """What the depositor handed to the router, found by the hash that L1 keeps of it.

    Requests may name the token or leave it to the vault, in the new encoding or in the old one.
    Raises NothingToClaim when none of them has the hash.
    """
    local = network.vault.tokenAddress(transfer.asset_id)
    for token in (local, NOBODY, transfer.origin_token):
        data = BurnData(transfer.amount, transfer.receiver, token).encode()
        if tx_data_hash(transfer.depositor, transfer.asset_id, data) == transfer.data_hash:
            return data
    data = BurnData(transfer.amount, transfer.receiver, local).encode()
    if _legacy_hash(network, transfer, local, data) == transfer.data_hash:
        return data
    raise NothingToClaim(
        "0x" + transfer.data_hash.hex(), "its data is in an encoding that is not known here"
    )


def _legacy_hash(network: Network, transfer: Transfer, token: str, data: bytes) -> bytes | None:
    """None for tokens that the old encoding cannot carry."""
    if transfer.asset_id != ntv_asset_id(network.l1_chain_id, token):
        return None
    return legacy_tx_data_hash(
        network.l1_chain_id, transfer.depositor, transfer.asset_id, token, data
    )
