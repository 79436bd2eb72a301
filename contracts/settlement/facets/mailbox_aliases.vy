# pragma version 0.4.3
"""
@title Mailbox facet: who a caller is on L2
@license MIT
@notice A contract may live at another owner's address on L2, so contracts get an alias there. An
        account that only delegates its code (EIP-7702) has a key and keeps its address.
"""
from contracts.lib import address_alias
from interfaces import IEIP7702Checker

_EIP_7702_CHECKER: immutable(address)


@deploy
def __init__(eip_7702_checker: address):
    """
    @param eip_7702_checker 0 on a Gateway, where delegated accounts are taken for contracts.
    """
    _EIP_7702_CHECKER = eip_7702_checker


@internal
@view
def _l2_sender(sender: address) -> address:
    """
    @dev Whoever is not the account that signed the transaction is a contract.
    """
    if sender == tx.origin or self._is_delegated(sender):
        return sender
    return address_alias._apply(sender)


@internal
@view
def _l2_refund_recipient(recipient: address, sender: address) -> address:
    """
    @dev A recipient need not take part in the transaction, so its code decides. 0 is the sender.
    """
    if recipient == empty(address):
        return self._l2_sender(sender)
    if recipient.is_contract and not self._is_delegated(recipient):
        return address_alias._apply(recipient)
    return recipient


@internal
@view
def _is_delegated(account: address) -> bool:
    """
    @dev Only an account with code can delegate it.
    """
    if _EIP_7702_CHECKER == empty(address) or not account.is_contract:
        return False
    return staticcall IEIP7702Checker(_EIP_7702_CHECKER).isEIP7702Account(account)
