# pragma version 0.4.3
"""
@title USD Coin
@license MIT
@notice Behaves like the USDC of mainnet: blocked accounts neither send nor receive, everything can
        be paused, minters have quotas, every allowance is used up (also one of 2**256 - 1), and
        `permit` follows EIP-2612.
@dev Roles: the master minter appoints minters; the pauser pauses; the blacklister blocks accounts.
     One account has them all from construction.
"""
from ethereum.ercs import IERC20
from snekmate.utils import ecdsa
from snekmate.utils import eip712_domain_separator

implements: IERC20
initializes: eip712_domain_separator

event Mint:
    minter: indexed(address)
    to: indexed(address)
    amount: uint256

event Burn:
    burner: indexed(address)
    amount: uint256

event MinterConfigured:
    minter: indexed(address)
    minterAllowedAmount: uint256

event MinterRemoved:
    oldMinter: indexed(address)

event Blacklisted:
    _account: indexed(address)

event UnBlacklisted:
    _account: indexed(address)

event Pause: pass

event Unpause: pass


PERMIT_TYPEHASH: public(constant(bytes32)) = keccak256(
    "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
)

name: public(constant(String[8])) = "USD Coin"
symbol: public(constant(String[4])) = "USDC"
currency: public(constant(String[3])) = "USD"
version: public(constant(String[1])) = "2"
decimals: public(constant(uint8)) = 6

owner: public(address)
masterMinter: public(address)
pauser: public(address)
blacklister: public(address)

paused: public(bool)
isBlacklisted: public(HashMap[address, bool])
isMinter: public(HashMap[address, bool])
minterAllowance: public(HashMap[address, uint256])  # minter => what it may still mint

totalSupply: public(uint256)
balanceOf: public(HashMap[address, uint256])
allowance: public(HashMap[address, HashMap[address, uint256]])  # owner => spender => amount
nonces: public(HashMap[address, uint256])


@deploy
def __init__(administrator: address):
    self.owner = administrator
    self.masterMinter = administrator
    self.pauser = administrator
    self.blacklister = administrator
    eip712_domain_separator.__init__(name, version)


@external
def transfer(to: address, amount: uint256) -> bool:
    """
    @notice Move the caller's tokens.
    """
    self._when_not_paused()
    self._not_blacklisted(msg.sender)
    self._not_blacklisted(to)
    self._transfer(msg.sender, to, amount)
    return True


@external
def transferFrom(owner: address, to: address, amount: uint256) -> bool:
    """
    @notice Move tokens of `owner`, using up the caller's allowance.
    """
    self._when_not_paused()
    self._not_blacklisted(msg.sender)
    self._not_blacklisted(owner)
    self._not_blacklisted(to)
    allowed: uint256 = self.allowance[owner][msg.sender]
    assert amount <= allowed, "ERC20: transfer amount exceeds allowance"
    self._transfer(owner, to, amount)
    self.allowance[owner][msg.sender] = allowed - amount
    return True


@external
def approve(spender: address, amount: uint256) -> bool:
    """
    @notice Let `spender` spend `amount`.
    """
    self._when_not_paused()
    self._approve(msg.sender, spender, amount)
    return True


@external
def increaseAllowance(spender: address, increment: uint256) -> bool:
    """
    @notice Let `spender` spend `increment` more.
    """
    self._when_not_paused()
    self._approve(msg.sender, spender, self.allowance[msg.sender][spender] + increment)
    return True


@external
def decreaseAllowance(spender: address, decrement: uint256) -> bool:
    """
    @notice Let `spender` spend `decrement` less.
    """
    self._when_not_paused()
    allowed: uint256 = self.allowance[msg.sender][spender]
    assert allowed >= decrement, "ERC20: decreased allowance below zero"
    self._approve(msg.sender, spender, allowed - decrement)
    return True


@external
def permit(
    owner: address,
    spender: address,
    amount: uint256,
    deadline: uint256,
    v: uint8,
    r: bytes32,
    s: bytes32,
):
    """
    @notice Set an allowance by `owner`'s signature.
    @param deadline Last second of validity.
    """
    self._when_not_paused()
    assert deadline >= block.timestamp, "FiatTokenV2: permit is expired"
    nonce: uint256 = self.nonces[owner]
    self.nonces[owner] = nonce + 1
    digest: bytes32 = eip712_domain_separator._hash_typed_data_v4(
        keccak256(abi_encode(PERMIT_TYPEHASH, owner, spender, amount, nonce, deadline))
    )
    signer: address = ecdsa._recover_vrs(
        digest, convert(v, uint256), convert(r, uint256), convert(s, uint256)
    )
    assert signer == owner, "EIP2612: invalid signature"
    self._approve(owner, spender, amount)


@external
def mint(to: address, amount: uint256) -> bool:
    """
    @notice Make tokens, within the caller's quota.
    @dev Role: minters.
    """
    self._when_not_paused()
    self._check_minter()
    self._not_blacklisted(msg.sender)
    self._not_blacklisted(to)
    assert to != empty(address), "FiatToken: mint to the zero address"
    assert amount > 0, "FiatToken: mint amount not greater than 0"
    quota: uint256 = self.minterAllowance[msg.sender]
    assert amount <= quota, "FiatToken: mint amount exceeds minterAllowance"
    self.totalSupply += amount
    self.balanceOf[to] += amount
    self.minterAllowance[msg.sender] = quota - amount
    log Mint(minter=msg.sender, to=to, amount=amount)
    log IERC20.Transfer(sender=empty(address), receiver=to, value=amount)
    return True


@external
def burn(amount: uint256):
    """
    @notice Destroy tokens of the caller.
    @dev Role: minters.
    """
    self._when_not_paused()
    self._check_minter()
    self._not_blacklisted(msg.sender)
    assert amount > 0, "FiatToken: burn amount not greater than 0"
    assert self.balanceOf[msg.sender] >= amount, "FiatToken: burn amount exceeds balance"
    self.totalSupply -= amount
    self.balanceOf[msg.sender] -= amount
    log Burn(burner=msg.sender, amount=amount)
    log IERC20.Transfer(sender=msg.sender, receiver=empty(address), value=amount)


@external
def configureMinter(minter: address, quota: uint256) -> bool:
    """
    @notice Appoint a minter, or set its quota anew.
    @dev Role: master minter.
    """
    self._when_not_paused()
    self._check_master_minter()
    self.isMinter[minter] = True
    self.minterAllowance[minter] = quota
    log MinterConfigured(minter=minter, minterAllowedAmount=quota)
    return True


@external
def removeMinter(minter: address) -> bool:
    """
    @notice Dismiss a minter.
    @dev Role: master minter.
    """
    self._check_master_minter()
    self.isMinter[minter] = False
    self.minterAllowance[minter] = 0
    log MinterRemoved(oldMinter=minter)
    return True


@external
def blacklist(account: address):
    """
    @notice Block an account.
    @dev Role: blacklister.
    """
    self._check_blacklister()
    self.isBlacklisted[account] = True
    log Blacklisted(_account=account)


@external
def unBlacklist(account: address):
    """
    @notice Unblock an account.
    @dev Role: blacklister.
    """
    self._check_blacklister()
    self.isBlacklisted[account] = False
    log UnBlacklisted(_account=account)


@external
def pause():
    """
    @notice Stop transfers, approvals, minting and burning.
    @dev Role: pauser.
    """
    assert msg.sender == self.pauser, "Pausable: caller is not the pauser"
    self.paused = True
    log Pause()


@external
def unpause():
    """
    @notice Resume them.
    @dev Role: pauser.
    """
    assert msg.sender == self.pauser, "Pausable: caller is not the pauser"
    self.paused = False
    log Unpause()


@external
@view
def DOMAIN_SEPARATOR() -> bytes32:
    """
    @notice The EIP-712 domain, for the current chain id.
    """
    return eip712_domain_separator._domain_separator_v4()


@internal
@view
def _when_not_paused():
    assert not self.paused, "Pausable: paused"


@internal
@view
def _not_blacklisted(account: address):
    assert not self.isBlacklisted[account], "Blacklistable: account is blacklisted"


@internal
@view
def _check_minter():
    assert self.isMinter[msg.sender], "FiatToken: caller is not a minter"


@internal
@view
def _check_master_minter():
    assert msg.sender == self.masterMinter, "FiatToken: caller is not the masterMinter"


@internal
@view
def _check_blacklister():
    assert msg.sender == self.blacklister, "Blacklistable: caller is not the blacklister"


@internal
def _approve(owner: address, spender: address, amount: uint256):
    assert owner != empty(address), "ERC20: approve from the zero address"
    assert spender != empty(address), "ERC20: approve to the zero address"
    self.allowance[owner][spender] = amount
    log IERC20.Approval(owner=owner, spender=spender, value=amount)


@internal
def _transfer(owner: address, to: address, amount: uint256):
    assert owner != empty(address), "ERC20: transfer from the zero address"
    assert to != empty(address), "ERC20: transfer to the zero address"
    assert amount <= self.balanceOf[owner], "ERC20: transfer amount exceeds balance"
    self.balanceOf[owner] -= amount
    self.balanceOf[to] += amount
    log IERC20.Transfer(sender=owner, receiver=to, value=amount)
