"""``Bridge``: money between L1 and one chain, by what the user wants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from garter.chain.rpc import Rpc
from garter.client import deposits, quotes, withdrawals
from garter.client.network import Network, discover, from_l1
from garter.client.proofs import MessageProof, message_proof
from garter.exceptions import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from garter.chain.sender import Receipt
    from garter.chain.signer import Signer
    from garter.client.sending import Call
    from garter.client.tokens import Token

L2_TIMEOUT = 600.0
"""Seconds; a chain executes a deposit within seconds."""
FINALITY_TIMEOUT = 6 * 3600.0
"""Seconds; a chain may settle hourly, and its ecosystem delay execution."""


def _quiet(*_: object) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class Bridge:
    """Deposits, withdrawals and what is between. Everything can go on from one hash.

    Amounts are integers in the token's units (``bridge.token("eth").parse("1.5")``), tokens are
    chosen by ``"eth"``, ``"base"`` or their address on L1. ``on_sent`` callbacks get every
    transaction's hash before it is waited for.
    """

    network: Network
    signer: Signer | None = None

    @classmethod
    def connect(cls, l1: str | Rpc, l2: str | Rpc, signer: Signer | None = None) -> Bridge:
        """To the chain at ``l2``; its contracts are found from its bridgehub.

        Raises NotABridgehub or ChainNotRegistered when the nodes do not belong together.
        """
        return cls(discover(_rpc(l1), _rpc(l2)), signer)

    @classmethod
    def on_l1(
        cls, l1: str | Rpc, bridgehub: str, chain_id: int, signer: Signer | None = None
    ) -> Bridge:
        """To a chain whose node is not known: deposits can be made, not followed."""
        return cls(from_l1(_rpc(l1), bridgehub, chain_id), signer)

    def token(self, choice: str) -> Token:
        """``eth``, ``base`` or an address on L1. Raises InvalidInput."""
        return self.network.token(choice)

    def balance(self, token: str, account: str | None = None) -> withdrawals.Balance:
        """On both layers; of the signer unless ``account`` is given."""
        return withdrawals.balance(self.network, self.token(token), account or self._address())

    # --- deposits ---

    def quote_deposit(
        self,
        token: str,
        amount: int,
        *,
        receiver: str | None = None,
        refund_recipient: str | None = None,
        l2_gas_limit: int | None = None,
        sender: str | None = None,
    ) -> quotes.DepositQuote:
        """What the deposit takes. Everything that can be known to fail is raised here."""
        return quotes.quote_deposit(
            self.network,
            sender=sender or self._address(),
            token=self.token(token),
            amount=amount,
            receiver=receiver,
            refund_recipient=refund_recipient,
            l2_gas_limit=l2_gas_limit,
        )

    def deposit(
        self, quote: quotes.DepositQuote, on_sent: Callable[[Call, str], None] = _quiet
    ) -> deposits.Deposit:
        """Send what was quoted; returns when L1 has it."""
        return deposits.send_deposit(self.network, self._signer(), quote, on_sent)

    def find_deposit(self, l1_hash: str) -> deposits.Deposit:
        """A deposit from the hash of its L1 transaction."""
        return deposits.find_deposit(self.network, l1_hash)

    def deposit_status(self, l1_hash: str) -> deposits.DepositStatus:
        """How far it is."""
        return deposits.deposit_status(self.network, l1_hash)

    def wait_l2(
        self,
        l1_hash: str,
        timeout: float = L2_TIMEOUT,
        on_poll: Callable[[deposits.DepositStatus], None] = _quiet,
    ) -> deposits.DepositStatus:
        """Until the chain has executed it, well or not. Raises StillPending."""
        return deposits.wait_l2(self.network, l1_hash, timeout, on_poll)

    def claim_failed_deposit(
        self, l1_hash: str, on_sent: Callable[[Call, str], None] = _quiet
    ) -> Receipt:
        """Return a token whose deposit failed on L2. Raises NothingToClaim or NotReady."""
        return deposits.claim_failed_deposit(self.network, self._signer(), l1_hash, on_sent)

    # --- withdrawals ---

    def quote_withdrawal(
        self, token: str, amount: int, *, receiver: str | None = None, sender: str | None = None
    ) -> withdrawals.WithdrawalQuote:
        """What the withdrawal takes. Everything that can be known to fail is raised here."""
        return withdrawals.quote_withdrawal(
            self.network,
            sender=sender or self._address(),
            token=self.token(token),
            amount=amount,
            receiver=receiver,
        )

    def withdraw(
        self, quote: withdrawals.WithdrawalQuote, on_sent: Callable[[Call, str], None] = _quiet
    ) -> withdrawals.Withdrawal:
        """Send what was quoted; returns when the chain has it."""
        return withdrawals.send_withdrawal(self.network, self._signer(), quote, on_sent)

    def find_withdrawal(self, l2_hash: str) -> withdrawals.Withdrawal:
        """A withdrawal from the hash of its L2 transaction."""
        return withdrawals.find_withdrawal(self.network, l2_hash)

    def withdrawal_status(self, l2_hash: str) -> withdrawals.WithdrawalStatus:
        """How far it is."""
        return withdrawals.withdrawal_status(self.network, l2_hash)

    def wait_finalizable(
        self,
        l2_hash: str,
        timeout: float = FINALITY_TIMEOUT,
        on_poll: Callable[[withdrawals.WithdrawalStatus], None] = _quiet,
    ) -> withdrawals.WithdrawalStatus:
        """Until L1 can pay it out, or has. Raises StillPending."""
        return withdrawals.wait_finalizable(self.network, l2_hash, timeout, on_poll)

    def finalize(self, l2_hash: str, on_sent: Callable[[Call, str], None] = _quiet) -> Receipt:
        """Have L1 pay it out. Raises NotReady or AlreadyFinalized."""
        return withdrawals.finalize(self.network, self._signer(), l2_hash, on_sent)

    def message_proof(self, l2_hash: str, log: int = 0) -> MessageProof | None:
        """Proof of a log of an L2 transaction; None until its batch is executed on L1."""
        return message_proof(self.network, l2_hash, log)

    # --- inside ---

    def _signer(self) -> Signer:
        if self.signer is None:
            raise InvalidInput("signer", None, "nobody signs", "Give Bridge a signer")
        return self.signer

    def _address(self) -> str:
        return self._signer().address


def _rpc(choice: str | Rpc) -> Rpc:
    return Rpc(choice) if isinstance(choice, str) else choice
