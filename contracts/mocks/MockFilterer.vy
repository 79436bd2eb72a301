# pragma version 0.4.3
"""
@title A filterer that takes one request only
@license MIT
@notice Test only: static calls leave no trace, so this one compares.
"""
from contracts.lib import limits

_SENDER: immutable(address)
_REFUND_RECIPIENT: immutable(address)
_CALLDATA_HASH: immutable(bytes32)


@deploy
def __init__(sender: address, refund_recipient: address, l2_calldata: Bytes[1_024]):
    _SENDER = sender
    _REFUND_RECIPIENT = refund_recipient
    _CALLDATA_HASH = keccak256(l2_calldata)


@external
@view
def isTransactionAllowed(
    sender: address,
    contract_l2: address,
    mint_value: uint256,
    l2_value: uint256,
    l2_calldata: Bytes[limits.MAX_L2_CALLDATA],
    refund_recipient: address,
) -> bool:
    return (
        sender == _SENDER
        and refund_recipient == _REFUND_RECIPIENT
        and keccak256(l2_calldata) == _CALLDATA_HASH
    )
