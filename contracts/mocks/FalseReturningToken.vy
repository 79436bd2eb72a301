# pragma version 0.4.3
"""
@title A token that says no by returning false
@license MIT
@notice Test only. Its transfers never revert and never move anything.
"""
from contracts.mocks import bare_token

initializes: bare_token
exports: bare_token.__interface__

name: public(constant(String[9])) = "Polite No"
symbol: public(constant(String[2])) = "NO"
decimals: public(constant(uint8)) = 18


@external
def transfer(to: address, amount: uint256) -> bool:
    """
    @notice Refuse.
    """
    return False


@external
def transferFrom(owner: address, to: address, amount: uint256) -> bool:
    """
    @notice Refuse.
    """
    return False
