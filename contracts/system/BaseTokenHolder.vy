# pragma version 0.4.3
"""
@title Holder of the base token (0x10011)
@license MIT
@notice Holds all base token that is not in circulation. Deposits take from it (docs/stf.md, section 6),
        withdrawals and interop return to it.
@dev Roles: base token, vault, interop center and handler bring; the interop handler takes; the base
     token fills it, once. The asset tracker is told before the balance changes.
@custom:source era-contracts draft-v31, BaseTokenHolder
"""
from contracts.lib import constants
from contracts.lib import errors

event BaseTokenMintedInterop:
    to: indexed(address)
    amount: uint256

event BaseTokenBurntInterop:
    # `from`: a reserved word.
    sender: indexed(address)
    toChainId: uint256
    amount: uint256


interface AssetTracker:
    def handleInitiateBaseTokenBridgingOnL2(to_chain_id: uint256, amount: uint256): nonpayable
    def handleFinalizeBaseTokenBridgingOnL2(from_chain_id: uint256, amount: uint256): nonpayable


@external
def give(to: address, amount: uint256, from_chain_id: uint256):
    """
    @notice Pay out base token that arrived from another chain.
    @dev Role: interop handler.
    @custom:errors Unauthorized; what the receiver raises
    """
    if msg.sender != constants.L2_INTEROP_HANDLER:
        errors.Unauthorized(msg.sender)
    if amount == 0:
        return
    extcall AssetTracker(constants.L2_ASSET_TRACKER).handleFinalizeBaseTokenBridgingOnL2(
        from_chain_id, amount
    )
    raw_call(to, b"", value=amount)
    log BaseTokenMintedInterop(to=to, amount=amount)


@external
@payable
def burnAndStartBridging(to_chain_id: uint256):
    """
    @notice Take base token out of circulation that leaves for another chain.
    @dev Role: base token, native token vault, interop center, interop handler.
    @custom:errors Unauthorized; what the asset tracker raises
    """
    if msg.sender not in [
        constants.L2_INTEROP_HANDLER,
        constants.L2_INTEROP_CENTER,
        constants.L2_NATIVE_TOKEN_VAULT,
        constants.L2_BASE_TOKEN,
    ]:
        errors.Unauthorized(msg.sender)
    extcall AssetTracker(constants.L2_ASSET_TRACKER).handleInitiateBaseTokenBridgingOnL2(
        to_chain_id, msg.value
    )
    log BaseTokenBurntInterop(sender=msg.sender, toChainId=to_chain_id, amount=msg.value)


@external
@payable
def __default__():
    """
    @notice Take the supply in.
    @dev Role: base token.
    @custom:errors Unauthorized
    """
    if msg.sender != constants.L2_BASE_TOKEN:
        errors.Unauthorized(msg.sender)
    assert len(msg.data) == 0  # dev: unknown function
