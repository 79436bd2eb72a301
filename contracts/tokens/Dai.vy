# pragma version 0.4.3
"""
@title Dai Stablecoin
@license MIT
@notice Behaves like the DAI of mainnet: `permit` grants all or nothing and names the nonce, and its
        domain is that of the chain of deployment, also on a fork with another chain id.
@dev Roles: wards mint and appoint wards.
"""
from ethereum.ercs import IERC20

implements: IERC20

PERMIT_TYPEHASH: public(constant(bytes32)) = keccak256(
    "Permit(address holder,address spender,uint256 nonce,uint256 expiry,bool allowed)"
)
DOMAIN_TYPEHASH: constant(bytes32) = keccak256(
    "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
)

name: public(constant(String[14])) = "Dai Stablecoin"
symbol: public(constant(String[3])) = "DAI"
version: public(constant(String[1])) = "1"
decimals: public(constant(uint8)) = 18

DOMAIN_SEPARATOR: public(immutable(bytes32))

wards: public(HashMap[address, uint256])  # 1 is a ward
totalSupply: public(uint256)
balanceOf: public(HashMap[address, uint256])
allowance: public(HashMap[address, HashMap[address, uint256]])  # owner => spender => wad
nonces: public(HashMap[address, uint256])


@deploy
def __init__(ward: address):
    self.wards[ward] = 1
    DOMAIN_SEPARATOR = keccak256(
        abi_encode(DOMAIN_TYPEHASH, keccak256(name), keccak256(version), chain.id, self)
    )


@external
def transfer(dst: address, wad: uint256) -> bool:
    """
    @notice Move the caller's tokens.
    """
    self._transfer_from(msg.sender, dst, wad)
    return True


@external
def transferFrom(src: address, dst: address, wad: uint256) -> bool:
    """
    @notice Move tokens of `src`. The owner needs no allowance, and one of 2**256 - 1 stays whole.
    """
    self._transfer_from(src, dst, wad)
    return True


@external
def approve(usr: address, wad: uint256) -> bool:
    """
    @notice Let `usr` spend `wad`.
    """
    self._approve(msg.sender, usr, wad)
    return True


@external
def permit(
    holder: address,
    spender: address,
    nonce: uint256,
    expiry: uint256,
    allowed: bool,
    v: uint8,
    r: bytes32,
    s: bytes32,
):
    """
    @notice Grant `spender` everything, or nothing, by `holder`'s signature.
    @param expiry Last second of validity, or 0 for ever.
    """
    message: bytes32 = keccak256(
        abi_encode(PERMIT_TYPEHASH, holder, spender, nonce, expiry, allowed)
    )
    digest: bytes32 = keccak256(concat(x"1901", DOMAIN_SEPARATOR, message))
    assert holder != empty(address), "Dai/invalid-address-0"
    assert holder == ecrecover(digest, v, r, s), "Dai/invalid-permit"
    assert expiry == 0 or block.timestamp <= expiry, "Dai/permit-expired"
    assert nonce == self.nonces[holder], "Dai/invalid-nonce"
    self.nonces[holder] += 1
    self._approve(holder, spender, max_value(uint256) if allowed else 0)


@external
def mint(usr: address, wad: uint256):
    """
    @notice Make tokens.
    @dev Role: wards.
    """
    self._check_ward()
    self.balanceOf[usr] += wad
    self.totalSupply += wad
    log IERC20.Transfer(sender=empty(address), receiver=usr, value=wad)


@external
def burn(usr: address, wad: uint256):
    """
    @notice Destroy tokens of `usr`, who is the caller or allowed it.
    """
    assert self.balanceOf[usr] >= wad, "Dai/insufficient-balance"
    self._spend_allowance(usr, wad)
    self.balanceOf[usr] -= wad
    self.totalSupply -= wad
    log IERC20.Transfer(sender=usr, receiver=empty(address), value=wad)


@external
def rely(guy: address):
    """
    @notice Appoint a ward.
    @dev Role: wards.
    """
    self._check_ward()
    self.wards[guy] = 1


@external
def deny(guy: address):
    """
    @notice Dismiss a ward.
    @dev Role: wards.
    """
    self._check_ward()
    self.wards[guy] = 0


@internal
@view
def _check_ward():
    assert self.wards[msg.sender] == 1, "Dai/not-authorized"


@internal
def _approve(owner: address, spender: address, wad: uint256):
    self.allowance[owner][spender] = wad
    log IERC20.Approval(owner=owner, spender=spender, value=wad)


@internal
def _spend_allowance(owner: address, wad: uint256):
    if owner == msg.sender or self.allowance[owner][msg.sender] == max_value(uint256):
        return
    assert self.allowance[owner][msg.sender] >= wad, "Dai/insufficient-allowance"
    self.allowance[owner][msg.sender] -= wad


@internal
def _transfer_from(src: address, dst: address, wad: uint256):
    assert self.balanceOf[src] >= wad, "Dai/insufficient-balance"
    self._spend_allowance(src, wad)
    self.balanceOf[src] -= wad
    self.balanceOf[dst] += wad
    log IERC20.Transfer(sender=src, receiver=dst, value=wad)
