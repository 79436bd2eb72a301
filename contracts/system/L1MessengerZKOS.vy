# pragma version 0.4.3
"""
@title Messenger to L1 (0x8008)
@license MIT
@notice Sends messages to L1. Whatever is sent becomes a leaf of the batch's tree, and can be proved on
        L1 once the batch is executed there.
@dev Roles: none. The event is the log: docs/stf.md, section 8.
@custom:source era-contracts draft-v31, L1MessengerZKOS, L1MessageGasLib
"""
from contracts.lib import constants
from contracts.lib import limits
from contracts.system import system_errors

event L1MessageSent:
    _sender: indexed(address)
    _hash: indexed(bytes32)
    _message: Bytes[limits.MAX_MESSAGE]


# What the state transition does for a message costs it as much as this would the EVM: three pair
# hashes and the hash of the 88-byte log; then the hash and the publication of each of its bytes.
HASH_GAS: constant(uint256) = 30
HASH_WORD_GAS: constant(uint256) = 6
FIXED_GAS: constant(uint256) = HASH_GAS + 3 * HASH_WORD_GAS + 3 * (HASH_GAS + 2 * HASH_WORD_GAS) + 375
BYTE_GAS: constant(uint256) = 8


@external
def sendToL1(message: Bytes[limits.MAX_MESSAGE]) -> bytes32:
    """
    @notice Send `message` to L1 in the caller's name.
    @return keccak256 of the message, under which it is logged.
    @custom:errors NotEnoughGasSupplied; L1MessengerHookFailed
    """
    self._burn_gas(len(message))
    hooked: bool = raw_call(
        constants.L1_MESSENGER_HOOK,
        concat(convert(msg.sender, bytes20), message),
        revert_on_failure=False,
    )
    if not hooked:
        system_errors.L1MessengerHookFailed()
    message_hash: bytes32 = keccak256(message)
    log L1MessageSent(_sender=msg.sender, _hash=message_hash, _message=message)
    return message_hash


@external
@payable
def __default__():
    """
    @notice Burns all gas of a call from itself.
    @custom:errors NotSelfCall for other callers
    """
    if msg.sender != self:
        system_errors.NotSelfCall()
    raise UNREACHABLE


@internal
def _burn_gas(length: uint256):
    """
    @dev A call that fails keeps none of the gas it was given, and a call is never given more than 63/64.
    """
    words: uint256 = (length + 31) // 32
    gas: uint256 = FIXED_GAS + HASH_GAS + HASH_WORD_GAS * words + BYTE_GAS * length
    if msg.gas * 63 // 64 < gas:
        system_errors.NotEnoughGasSupplied()
    burnt: bool = raw_call(self, b"", gas=gas, revert_on_failure=False)
    assert not burnt  # dev: it always fails
