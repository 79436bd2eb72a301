# pragma version 0.4.3
"""
@title Wrapped Ether
@license MIT
@notice Ether as a token, one for one, behaving like the token of mainnet: failures carry no reason,
        and any call that it does not know is a deposit (so `permit` seems to succeed).
@dev Roles: none.
"""
from ethereum.ercs import IERC20

implements: IERC20

event Deposit:
    dst: indexed(address)
    wad: uint256

event Withdrawal:
    src: indexed(address)
    wad: uint256


# What Solidity's `transfer` grants; the EVM adds it only to calls that carry value.
STIPEND: constant(uint256) = 2_300

name: public(constant(String[13])) = "Wrapped Ether"
symbol: public(constant(String[4])) = "WETH"
decimals: public(constant(uint8)) = 18

balanceOf: public(HashMap[address, uint256])
allowance: public(HashMap[address, HashMap[address, uint256]])  # owner => spender => wad


@external
@payable
def __default__():
    self._deposit()


@external
@payable
def deposit():
    """
    @notice Wrap the ether sent.
    """
    self._deposit()


@external
def withdraw(wad: uint256):
    """
    @notice Unwrap `wad` to the caller, who gets 2,300 gas to receive it.
    """
    assert self.balanceOf[msg.sender] >= wad
    self.balanceOf[msg.sender] -= wad
    send(msg.sender, wad, gas=STIPEND if wad == 0 else 0)
    log Withdrawal(src=msg.sender, wad=wad)


@external
def approve(guy: address, wad: uint256) -> bool:
    """
    @notice Let `guy` spend `wad`, or without end for 2**256 - 1.
    """
    self.allowance[msg.sender][guy] = wad
    log IERC20.Approval(owner=msg.sender, spender=guy, value=wad)
    return True


@external
def transfer(dst: address, wad: uint256) -> bool:
    """
    @notice Move the caller's tokens.
    """
    self._transfer(msg.sender, dst, wad)
    return True


@external
def transferFrom(src: address, dst: address, wad: uint256) -> bool:
    """
    @notice Move tokens of `src`. The owner needs no allowance, and an endless one stays whole.
    """
    if src != msg.sender and self.allowance[src][msg.sender] != max_value(uint256):
        assert self.allowance[src][msg.sender] >= wad
        self.allowance[src][msg.sender] -= wad
    self._transfer(src, dst, wad)
    return True


@external
@view
def totalSupply() -> uint256:
    """
    @notice The ether held here.
    """
    return self.balance


@internal
@payable
def _deposit():
    self.balanceOf[msg.sender] += msg.value
    log Deposit(dst=msg.sender, wad=msg.value)


@internal
def _transfer(src: address, dst: address, wad: uint256):
    assert self.balanceOf[src] >= wad
    self.balanceOf[src] -= wad
    self.balanceOf[dst] += wad
    log IERC20.Transfer(sender=src, receiver=dst, value=wad)
