# pragma version 0.4.3
"""
@title A messenger to L1 that tells
@license MIT
@notice Test only. Takes messages as the real one does, so that a test sees who sent which.
"""

event L1MessageSent:
    sender: indexed(address)
    messageHash: indexed(bytes32)
    message: Bytes[16_384]


@external
def sendToL1(message: Bytes[16_384]) -> bytes32:
    """
    @notice Tell a message.
    @return Its hash.
    """
    message_hash: bytes32 = keccak256(message)
    log L1MessageSent(sender=msg.sender, messageHash=message_hash, message=message)
    return message_hash
