# pragma version 0.4.3
"""
@title A token that keeps 1 % of every transfer
@license MIT
@notice Test only.
"""
from contracts.mocks import bare_token

initializes: bare_token
exports: bare_token.__interface__

name: public(constant(String[11])) = "Fee Charger"
symbol: public(constant(String[3])) = "FEE"
decimals: public(constant(uint8)) = 18


@external
def transfer(to: address, amount: uint256) -> bool:
    """
    @notice Move 99 % and keep the rest here.
    """
    self._transfer(msg.sender, to, amount)
    return True


@external
def transferFrom(owner: address, to: address, amount: uint256) -> bool:
    """
    @notice Move 99 % and keep the rest here.
    """
    bare_token._spend_allowance(owner, amount)
    self._transfer(owner, to, amount)
    return True


@internal
def _transfer(owner: address, to: address, amount: uint256):
    bare_token._move(owner, to, amount * 99 // 100)
    bare_token._move(owner, self, amount - amount * 99 // 100)
