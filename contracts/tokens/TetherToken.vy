# pragma version 0.4.3
"""
@title Tether USD
@license MIT
@notice Behaves like the USDT of mainnet: transfers and approvals return nothing, an allowance must
        pass through zero to change, a fee can be switched on, holders can be blocked, and
        arithmetic failures burn all gas.
@dev Roles: the owner issues, redeems, blocks, pauses and sets the fee.
"""
from ethereum.ercs import IERC20

event Issue:
    amount: uint256

event Redeem:
    amount: uint256

event Params:
    feeBasisPoints: uint256
    maxFee: uint256

event AddedBlackList:
    _user: address

event RemovedBlackList:
    _user: address

event DestroyedBlackFunds:
    _blackListedUser: address
    _balance: uint256

event Pause: pass

event Unpause: pass


MAX_SETTABLE_BASIS_POINTS: constant(uint256) = 20
MAX_SETTABLE_FEE: constant(uint256) = 50  # whole tokens

name: public(constant(String[10])) = "Tether USD"
symbol: public(constant(String[4])) = "USDT"
decimals: public(constant(uint256)) = 6

owner: public(address)
paused: public(bool)
totalSupply: public(uint256)
basisPointsRate: public(uint256)
maximumFee: public(uint256)
isBlackListed: public(HashMap[address, bool])
balanceOf: public(HashMap[address, uint256])
allowance: public(HashMap[address, HashMap[address, uint256]])  # owner => spender => amount


@deploy
def __init__(owner: address):
    self.owner = owner


@external
def transfer(to: address, amount: uint256):
    """
    @notice Move the caller's tokens, less the fee.
    """
    assert not self.paused
    assert not self.isBlackListed[msg.sender]
    self._transfer(msg.sender, to, amount)


@external
def transferFrom(owner: address, to: address, amount: uint256):
    """
    @notice Move tokens of `owner`, less the fee. An allowance of 2**256 - 1 stays whole.
    """
    assert not self.paused
    assert not self.isBlackListed[owner]
    allowed: uint256 = self.allowance[owner][msg.sender]
    if allowed < max_value(uint256):
        assert allowed >= amount, UNREACHABLE
        self.allowance[owner][msg.sender] = allowed - amount
    self._transfer(owner, to, amount)


@external
def approve(spender: address, amount: uint256):
    """
    @notice Let `spender` spend `amount`: from zero, or to zero.
    """
    assert amount == 0 or self.allowance[msg.sender][spender] == 0
    self.allowance[msg.sender][spender] = amount
    log IERC20.Approval(owner=msg.sender, spender=spender, value=amount)


@external
def issue(amount: uint256):
    """
    @notice Make tokens for the owner.
    @dev Role: owner.
    """
    self._check_owner()
    self.balanceOf[self.owner] += amount
    self.totalSupply += amount
    log Issue(amount=amount)


@external
def redeem(amount: uint256):
    """
    @notice Destroy tokens of the owner.
    @dev Role: owner.
    """
    self._check_owner()
    self.totalSupply -= amount
    self.balanceOf[self.owner] -= amount
    log Redeem(amount=amount)


@external
def setParams(new_basis_points: uint256, new_max_fee: uint256):
    """
    @notice Set the transfer fee: below 20 basis points, at most `new_max_fee` (below 50) whole
            tokens.
    @dev Role: owner.
    """
    self._check_owner()
    assert new_basis_points < MAX_SETTABLE_BASIS_POINTS
    assert new_max_fee < MAX_SETTABLE_FEE
    self.basisPointsRate = new_basis_points
    self.maximumFee = new_max_fee * 10**decimals
    log Params(feeBasisPoints=self.basisPointsRate, maxFee=self.maximumFee)


@external
def addBlackList(evil_user: address):
    """
    @notice Forbid `evil_user` to send.
    @dev Role: owner.
    """
    self._check_owner()
    self.isBlackListed[evil_user] = True
    log AddedBlackList(_user=evil_user)


@external
def removeBlackList(cleared_user: address):
    """
    @notice Allow `cleared_user` to send again.
    @dev Role: owner.
    """
    self._check_owner()
    self.isBlackListed[cleared_user] = False
    log RemovedBlackList(_user=cleared_user)


@external
def destroyBlackFunds(black_listed_user: address):
    """
    @notice Destroy what a blocked holder has.
    @dev Role: owner.
    """
    self._check_owner()
    assert self.isBlackListed[black_listed_user]
    dirty_funds: uint256 = self.balanceOf[black_listed_user]
    self.balanceOf[black_listed_user] = 0
    self.totalSupply -= dirty_funds
    log DestroyedBlackFunds(_blackListedUser=black_listed_user, _balance=dirty_funds)


@external
def pause():
    """
    @notice Stop transfers.
    @dev Role: owner.
    """
    self._check_owner()
    assert not self.paused
    self.paused = True
    log Pause()


@external
def unpause():
    """
    @notice Resume transfers.
    @dev Role: owner.
    """
    self._check_owner()
    assert self.paused
    self.paused = False
    log Unpause()


@internal
@view
def _check_owner():
    assert msg.sender == self.owner


@internal
def _transfer(owner: address, to: address, amount: uint256):
    # A failed check of its arithmetic is an invalid opcode in the token of mainnet.
    assert self.balanceOf[owner] >= amount, UNREACHABLE
    fee: uint256 = min(amount * self.basisPointsRate // 10_000, self.maximumFee)
    self.balanceOf[owner] -= amount
    self.balanceOf[to] += amount - fee
    if fee > 0:
        self.balanceOf[self.owner] += fee
        log IERC20.Transfer(sender=owner, receiver=self.owner, value=fee)
    log IERC20.Transfer(sender=owner, receiver=to, value=amount - fee)
