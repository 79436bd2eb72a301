"""Talking to a node: JSON-RPC, contracts by ABI, senders. No deployment logic here."""

from garter.chain.contract import Contract, Event
from garter.chain.rpc import Rpc
from garter.chain.sender import Impersonated, Receipt, Sender

__all__ = ["Contract", "Event", "Impersonated", "Receipt", "Rpc", "Sender"]
