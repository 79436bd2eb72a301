"""Deposits and withdrawals as a typed SDK, for any ZKsync OS chain.

bridge = Bridge.connect("http://127.0.0.1:8545", "http://127.0.0.1:3050", signer)
eth = bridge.token("eth")
quote = bridge.quote_deposit("eth", eth.parse("1.5"))
deposit = bridge.deposit(quote)
status = bridge.wait_l2(deposit.l1_hash)
"""

from garter.client.amounts import format_amount, parse_amount
from garter.client.bridge import Bridge
from garter.client.deposits import Deposit, DepositPhase, DepositStatus
from garter.client.network import Network
from garter.client.proofs import MessageProof
from garter.client.quotes import DepositQuote
from garter.client.tokens import Token
from garter.client.withdrawals import (
    Balance,
    Withdrawal,
    WithdrawalPhase,
    WithdrawalQuote,
    WithdrawalStatus,
)

__all__ = [
    "Balance",
    "Bridge",
    "Deposit",
    "DepositPhase",
    "DepositQuote",
    "DepositStatus",
    "MessageProof",
    "Network",
    "Token",
    "Withdrawal",
    "WithdrawalPhase",
    "WithdrawalQuote",
    "WithdrawalStatus",
    "format_amount",
    "parse_amount",
]
