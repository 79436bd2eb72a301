# pragma version 0.4.3
"""
@title A token without metadata, of a kind
@license MIT
@notice Test only. It has no `decimals`, its `symbol` reverts with data, and its `name` is long.
"""
from contracts.mocks import bare_token

initializes: bare_token
exports: bare_token.__interface__

name: public(String[1_024])


@deploy
def __init__(name: String[1_024]):
    self.name = name


@external
@view
def symbol() -> String[4]:
    """
    @notice Revert.
    """
    raise "no symbol for you"


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
