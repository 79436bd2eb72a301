# pragma version 0.4.3
"""
@title What every odd token shares
@license MIT
@notice Test only. Balances, allowances and a mint for everybody; the importing token decides how
        its transfers go wrong.
"""
from ethereum.ercs import IERC20

totalSupply: public(uint256)
balanceOf: public(HashMap[address, uint256])
allowance: public(HashMap[address, HashMap[address, uint256]])  # owner => spender => amount


@external
def mint(to: address, amount: uint256):
    """
    @notice Make tokens.
    """
    self.totalSupply += amount
    self.balanceOf[to] += amount
    log IERC20.Transfer(sender=empty(address), receiver=to, value=amount)


@external
def approve(spender: address, amount: uint256) -> bool:
    """
    @notice Let `spender` spend `amount`.
    """
    self.allowance[msg.sender][spender] = amount
    log IERC20.Approval(owner=msg.sender, spender=spender, value=amount)
    return True


@internal
def _spend_allowance(owner: address, amount: uint256):
    self.allowance[owner][msg.sender] -= amount


@internal
def _move(owner: address, to: address, amount: uint256):
    self.balanceOf[owner] -= amount
    self.balanceOf[to] += amount
    log IERC20.Transfer(sender=owner, receiver=to, value=amount)
