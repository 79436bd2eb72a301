# pragma version 0.4.3
"""
@title A token whose name and symbol are words, not strings
@license MIT
@notice Test only. Tokens from before ERC-20 was final (MKR, SAI) are like this.
"""
from contracts.mocks import bare_token

initializes: bare_token
exports: bare_token.__interface__

name: public(constant(bytes32)) = 0x576f726420546f6b656e00000000000000000000000000000000000000000000
symbol: public(constant(bytes32)) = 0x574f524400000000000000000000000000000000000000000000000000000000
decimals: public(constant(uint256)) = 18


@external
def transfer(to: address, amount: uint256) -> bool:
    """
    @notice Move the caller's tokens.
    """
    bare_token._move(msg.sender, to, amount)
    return True


@external
def transferFrom(owner: address, to: address, amount: uint256) -> bool:
    """
    @notice Move tokens of `owner`.
    """
    bare_token._spend_allowance(owner, amount)
    bare_token._move(owner, to, amount)
    return True
