# pragma version 0.4.3
# pragma nonreentrancy off
"""
@title A settlement layer that asks its caller for a service transaction
@license MIT
@notice Test only.
"""
from interfaces import IZKChain

_DIAMOND: immutable(address)
_TARGET: immutable(address)

_entered: transient(bool)


@deploy
def __init__(diamond: address, target: address):
    _DIAMOND = diamond
    _TARGET = target


@external
def reenter():
    self._reenter()


@external
def requestL2TransactionToGatewayMailboxWithBalanceChange(
    chain_id: uint256,
    canonical_tx_hash: bytes32,
    expiration_timestamp: uint64,
    base_token_amount: uint256,
    get_balance_change: bool,
) -> bytes32:
    self._reenter()
    return empty(bytes32)


@internal
def _reenter():
    # Once: an endless recursion would revert without any guard.
    if self._entered:
        return
    self._entered = True
    tx_hash: bytes32 = extcall IZKChain(_DIAMOND).requestL2ServiceTransaction(_TARGET, b"")
