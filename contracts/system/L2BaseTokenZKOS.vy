# pragma version 0.4.3
"""
@title Base token (0x800a)
@license MIT
@notice Withdrawals of the base token to L1, and its supply. Balances are the accounts' own.
@dev Roles: the complex upgrader (0x800f) initialises.
@custom:source era-contracts draft-v31, L2BaseTokenZKOS, L2BaseTokenBase
"""
from contracts.lib import bridge_messages
from contracts.lib import constants
from contracts.lib import errors
from contracts.lib import limits
from contracts.system import system_errors

event Withdrawal:
    _l2Sender: indexed(address)
    _l1Receiver: indexed(address)
    _amount: uint256

event WithdrawalWithMessage:
    _l2Sender: indexed(address)
    _l1Receiver: indexed(address)
    _amount: uint256
    _additionalData: Bytes[MAX_ADDITIONAL_DATA]


interface Holder:
    def burnAndStartBridging(to_chain_id: uint256): payable

interface Messenger:
    def sendToL1(message: Bytes[limits.MAX_MESSAGE]) -> bytes32: nonpayable


# Selector, receiver, amount and sender stand before it in the message.
MAX_ADDITIONAL_DATA: constant(uint256) = limits.MAX_MESSAGE - 76

L1_CHAIN_ID: public(uint256)
_holder_initialised: bool


@external
def initL2(l1_chain_id: uint256):
    """
    @notice Mint all base token there will ever be, and give it to its holder.
    @dev Role: complex upgrader, in the genesis upgrade. The hook is docs/stf.md, section 4.
    @custom:errors Unauthorized; BaseTokenHolderAlreadyInitialized; BaseTokenHolderMintFailed
    """
    if msg.sender != constants.L2_COMPLEX_UPGRADER:
        errors.Unauthorized(msg.sender)
    if self._holder_initialised:
        system_errors.BaseTokenHolderAlreadyInitialized()
    self._holder_initialised = True
    self.L1_CHAIN_ID = l1_chain_id
    hooked: bool = raw_call(
        constants.MINT_BASE_TOKEN_HOOK,
        abi_encode(constants.BASE_TOKEN_SUPPLY),
        revert_on_failure=False,
    )
    if not hooked or self.balance < constants.BASE_TOKEN_SUPPLY:
        system_errors.BaseTokenHolderMintFailed()
    raw_call(constants.L2_BASE_TOKEN_HOLDER, b"", value=constants.BASE_TOKEN_SUPPLY)


# --- users ---


@external
@payable
def withdraw(l1_receiver: address):
    """
    @notice Send the value of the call to `l1_receiver` on L1, where the withdrawal has to be finalised.
    @custom:errors What the asset tracker raises while the token moves to another settlement layer
    """
    extcall Holder(constants.L2_BASE_TOKEN_HOLDER).burnAndStartBridging(
        self.L1_CHAIN_ID, value=msg.value
    )
    extcall Messenger(constants.L2_MESSENGER).sendToL1(
        bridge_messages._encode_base_token_withdrawal(l1_receiver, msg.value)
    )
    log Withdrawal(_l2Sender=msg.sender, _l1Receiver=l1_receiver, _amount=msg.value)


@external
@payable
def withdrawWithMessage(l1_receiver: address, additional_data: Bytes[MAX_ADDITIONAL_DATA]):
    """
    @notice As `withdraw`, with the caller's address and `additional_data` appended to the message, for
            contracts on L1 that read it.
    """
    extcall Holder(constants.L2_BASE_TOKEN_HOLDER).burnAndStartBridging(
        self.L1_CHAIN_ID, value=msg.value
    )
    extcall Messenger(constants.L2_MESSENGER).sendToL1(
        concat(
            bridge_messages._encode_base_token_withdrawal(l1_receiver, msg.value),
            convert(msg.sender, bytes20),
            additional_data,
        )
    )
    log WithdrawalWithMessage(
        _l2Sender=msg.sender,
        _l1Receiver=l1_receiver,
        _amount=msg.value,
        _additionalData=additional_data,
    )


# --- views ---


@external
@view
def totalSupply() -> uint256:
    """
    @notice Wei in circulation: what the holder gave out.
    """
    return constants.BASE_TOKEN_SUPPLY - constants.L2_BASE_TOKEN_HOLDER.balance
