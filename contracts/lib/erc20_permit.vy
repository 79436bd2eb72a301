# pragma version 0.4.3
"""
@title ERC-20 with permit, for tokens behind proxies
@license MIT
@notice Balances, allowances and EIP-2612 permits of a token whose name and symbol are set by an
        initialiser. snekmate's module has them as immutables, which a proxy cannot have.
@dev Messages are OpenZeppelin's (4.9). Who may mint and burn is the importing contract's matter, and
     so are `name`, `symbol` and `decimals`.
"""
from contracts.lib import limits
from ethereum.ercs import IERC20

PERMIT_TYPEHASH: constant(bytes32) = keccak256(
    "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
)
DOMAIN_TYPEHASH: constant(bytes32) = keccak256(
    "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
)
VERSION: constant(String[1]) = "1"
# Fields of the domain, as EIP-5267 counts them: name, version, chain id and verifying contract.
DOMAIN_FIELDS: constant(bytes1) = 0x0f
# Half the order of secp256k1: of two signatures that say the same, the one with the smaller s.
MAX_S: constant(
    uint256
) = 57_896_044_618_658_097_711_785_492_504_343_953_926_418_782_139_537_452_191_302_581_570_759_080_747_168

_name: String[limits.MAX_TOKEN_STRING]
_symbol: String[limits.MAX_TOKEN_STRING]
totalSupply: public(uint256)
balanceOf: public(HashMap[address, uint256])
allowance: public(HashMap[address, HashMap[address, uint256]])  # owner => spender => amount
nonces: public(HashMap[address, uint256])


@external
def transfer(to: address, amount: uint256) -> bool:
    """
    @notice Move the caller's tokens.
    """
    self._transfer(msg.sender, to, amount)
    return True


@external
def transferFrom(owner: address, to: address, amount: uint256) -> bool:
    """
    @notice Move tokens of `owner`, using up the caller's allowance unless it is 2**256 - 1.
    """
    allowed: uint256 = self.allowance[owner][msg.sender]
    if allowed != max_value(uint256):
        assert allowed >= amount, "ERC20: insufficient allowance"
        self._approve(owner, msg.sender, unsafe_sub(allowed, amount))
    self._transfer(owner, to, amount)
    return True


@external
def approve(spender: address, amount: uint256) -> bool:
    """
    @notice Let `spender` spend `amount`.
    """
    self._approve(msg.sender, spender, amount)
    return True


@external
def increaseAllowance(spender: address, added_value: uint256) -> bool:
    """
    @notice Let `spender` spend `added_value` more.
    """
    self._approve(msg.sender, spender, self.allowance[msg.sender][spender] + added_value)
    return True


@external
def decreaseAllowance(spender: address, subtracted_value: uint256) -> bool:
    """
    @notice Let `spender` spend `subtracted_value` less.
    """
    allowed: uint256 = self.allowance[msg.sender][spender]
    assert allowed >= subtracted_value, "ERC20: decreased allowance below zero"
    self._approve(msg.sender, spender, unsafe_sub(allowed, subtracted_value))
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
    assert block.timestamp <= deadline, "ERC20Permit: expired deadline"
    nonce: uint256 = self.nonces[owner]
    self.nonces[owner] = nonce + 1
    permit_hash: bytes32 = keccak256(
        abi_encode(PERMIT_TYPEHASH, owner, spender, amount, nonce, deadline)
    )
    digest: bytes32 = keccak256(concat(x"1901", self._domain_separator(), permit_hash))
    assert convert(s, uint256) <= MAX_S, "ECDSA: invalid signature 's' value"
    signer: address = ecrecover(digest, v, r, s)
    assert signer != empty(address), "ECDSA: invalid signature"
    assert signer == owner, "ERC20Permit: invalid signature"
    self._approve(owner, spender, amount)


@external
@view
def DOMAIN_SEPARATOR() -> bytes32:
    """
    @notice The EIP-712 domain that permits are signed for.
    """
    return self._domain_separator()


@external
@view
def eip712Domain() -> (
    bytes1,
    String[limits.MAX_TOKEN_STRING],
    String[1],
    uint256,
    address,
    bytes32,
    DynArray[uint256, 1],
):
    """
    @notice The same in its parts, by EIP-5267.
    """
    return DOMAIN_FIELDS, self._name, VERSION, chain.id, self, empty(bytes32), []


@internal
@view
def _domain_separator() -> bytes32:
    # Not kept in storage: permits are rare, and every token would pay for it.
    return keccak256(
        abi_encode(
            DOMAIN_TYPEHASH, keccak256(self._name), keccak256(VERSION), chain.id, self
        )
    )


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
    held: uint256 = self.balanceOf[owner]
    assert held >= amount, "ERC20: transfer amount exceeds balance"
    self.balanceOf[owner] = unsafe_sub(held, amount)
    # Cannot overflow: all balances add up to the total supply.
    self.balanceOf[to] = unsafe_add(self.balanceOf[to], amount)
    log IERC20.Transfer(sender=owner, receiver=to, value=amount)


@internal
def _mint(to: address, amount: uint256):
    assert to != empty(address), "ERC20: mint to the zero address"
    self.totalSupply += amount
    self.balanceOf[to] = unsafe_add(self.balanceOf[to], amount)
    log IERC20.Transfer(sender=empty(address), receiver=to, value=amount)


@internal
def _burn(owner: address, amount: uint256):
    assert owner != empty(address), "ERC20: burn from the zero address"
    held: uint256 = self.balanceOf[owner]
    assert held >= amount, "ERC20: burn amount exceeds balance"
    self.balanceOf[owner] = unsafe_sub(held, amount)
    self.totalSupply = unsafe_sub(self.totalSupply, amount)
    log IERC20.Transfer(sender=owner, receiver=empty(address), value=amount)
