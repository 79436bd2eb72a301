# pragma version 0.4.3
"""
@title Bridged token
@license MIT
@notice Stands for a token of another chain: on a chain for tokens of L1 and of other chains, on L1
        for tokens of chains. It has the name, symbol and decimals of the original; what the
        original lacks, or answers in a form of its own, is missing here too.
@dev Roles: the native token vault that deployed the token mints and burns; the owner of its beacon
     (governance) corrects name and symbol.
@custom:source era-contracts draft-v31, BridgedStandardERC20
"""
from contracts.bridge import bridge_errors
from contracts.bridge import token_metadata
from contracts.lib import data_encoding
from contracts.lib import erc20_permit
from contracts.lib import errors
from contracts.lib import initializable
from contracts.lib import limits
from ethereum.ercs import IERC20

implements: IERC20
initializes: erc20_permit
initializes: initializable
exports: (
    erc20_permit.totalSupply,
    erc20_permit.balanceOf,
    erc20_permit.allowance,
    erc20_permit.nonces,
    erc20_permit.transfer,
    erc20_permit.transferFrom,
    erc20_permit.approve,
    erc20_permit.increaseAllowance,
    erc20_permit.decreaseAllowance,
    erc20_permit.permit,
    erc20_permit.DOMAIN_SEPARATOR,
    erc20_permit.eip712Domain,
)

event BridgeInitialize:
    l1Token: indexed(address)
    name: String[limits.MAX_TOKEN_STRING]
    symbol: String[limits.MAX_TOKEN_STRING]
    decimals: uint8

event BridgeMint:
    account: indexed(address)
    amount: uint256

event BridgeBurn:
    account: indexed(address)
    amount: uint256


interface IVault:
    def bridgedTokenBeacon() -> address: view


interface IOwned:
    def owner() -> address: view


struct ERC20Getters:
    ignoreName: bool
    ignoreSymbol: bool
    ignoreDecimals: bool


# In one slot: bits 0..7 decimals, 8 without a name, 9 without a symbol, 10 without decimals.
_getters: uint256
originToken: public(address)  # the token on the chain that it comes from
nativeTokenVault: public(address)
assetId: public(bytes32)

# Bridges of before the vault minted some tokens; none is as old here.
l2Bridge: public(constant(address)) = empty(address)

NO_NAME: constant(uint256) = 2**8
NO_SYMBOL: constant(uint256) = 2**9
NO_DECIMALS: constant(uint256) = 2**10


@deploy
def __init__():
    initializable._disable()


@external
def bridgeInitialize(
    asset_id: bytes32, origin_token: address, data: Bytes[limits.MAX_TOKEN_METADATA]
):
    """
    @notice Become the token of an asset, once. The caller is its vault from then on, who calls in
            the transaction that deploys.
    @param data Metadata, as a deposit carries it.
    @custom:errors ZeroAddress for no origin token; EmptyData and UnsupportedEncodingVersion for
                   such metadata
    """
    initializable._start(1)
    if origin_token == empty(address):
        errors.ZeroAddress()
    self.originToken = origin_token
    self.assetId = asset_id
    self.nativeTokenVault = msg.sender
    token: data_encoding.TokenData = data_encoding._decode_token_data(data)
    name: String[limits.MAX_TOKEN_STRING] = ""
    symbol: String[limits.MAX_TOKEN_STRING] = ""
    decimals: uint8 = 0
    no_name: bool = False
    no_symbol: bool = False
    no_decimals: bool = False
    no_name, name = token_metadata._read_text(token.name)
    no_symbol, symbol = token_metadata._read_text(token.symbol)
    no_decimals, decimals = token_metadata._read_decimals(token.decimals)
    self._set_metadata(name, symbol, decimals, no_name, no_symbol, no_decimals)


@external
def reinitializeToken(
    available_getters: ERC20Getters,
    new_name: String[limits.MAX_TOKEN_STRING],
    new_symbol: String[limits.MAX_TOKEN_STRING],
    version: uint8,
):
    """
    @notice Correct the token's name and symbol, and which getters it has. Permits signed for
            another name become void.
    @dev Role: owner of the beacon.
    @param version One more than at the time before; initialising was 1.
    @custom:errors NonSequentialVersion; Unauthorized for other callers
    """
    if convert(version, uint256) != convert(initializable._initialized, uint256) + 1:
        bridge_errors.NonSequentialVersion()
    initializable._start(version)
    beacon: address = staticcall IVault(self.nativeTokenVault).bridgedTokenBeacon()
    if msg.sender != staticcall IOwned(beacon).owner():
        errors.Unauthorized(msg.sender)
    self._set_metadata(
        new_name,
        new_symbol,
        self._decimals(),
        available_getters.ignoreName,
        available_getters.ignoreSymbol,
        available_getters.ignoreDecimals,
    )


# --- native token vault ---

@external
def bridgeMint(to: address, amount: uint256):
    """
    @notice Make tokens for what arrived from another chain.
    @dev Role: native token vault.
    @custom:errors Unauthorized for other callers
    """
    self._check_vault()
    erc20_permit._mint(to, amount)
    log BridgeMint(account=to, amount=amount)


@external
def bridgeBurn(owner: address, amount: uint256):
    """
    @notice Destroy tokens of `owner` that leave for another chain. No allowance is needed: the vault
            acts on the owner's word.
    @dev Role: native token vault.
    @custom:errors Unauthorized for other callers
    """
    self._check_vault()
    erc20_permit._burn(owner, amount)
    log BridgeBurn(account=owner, amount=amount)


# --- views ---

@external
@view
def name() -> String[limits.MAX_TOKEN_STRING]:
    """
    @notice The original's name. Reverts without data, like a missing function, where that has none.
    """
    assert self._getters & NO_NAME == 0  # dev: the original has no name
    return erc20_permit._name


@external
@view
def symbol() -> String[limits.MAX_TOKEN_STRING]:
    """
    @notice The original's symbol. Reverts without data, like a missing function, where that has
            none.
    """
    assert self._getters & NO_SYMBOL == 0  # dev: the original has no symbol
    return erc20_permit._symbol


@external
@view
def decimals() -> uint8:
    """
    @notice The original's decimals. Reverts without data, like a missing function, where that has
            none.
    """
    assert self._getters & NO_DECIMALS == 0  # dev: the original has no decimals
    return self._decimals()


@external
@view
def l1Address() -> address:
    """
    @notice `originToken`, as old clients ask for it.
    """
    return self.originToken


# --- internals ---

@internal
@view
def _check_vault():
    if msg.sender != self.nativeTokenVault:
        errors.Unauthorized(msg.sender)


@internal
@view
def _decimals() -> uint8:
    return convert(self._getters & 255, uint8)


@internal
def _set_metadata(
    name: String[limits.MAX_TOKEN_STRING],
    symbol: String[limits.MAX_TOKEN_STRING],
    decimals: uint8,
    no_name: bool,
    no_symbol: bool,
    no_decimals: bool,
):
    erc20_permit._name = name
    erc20_permit._symbol = symbol
    self._getters = (
        convert(decimals, uint256)
        | (NO_NAME if no_name else 0)
        | (NO_SYMBOL if no_symbol else 0)
        | (NO_DECIMALS if no_decimals else 0)
    )
    log BridgeInitialize(l1Token=self.originToken, name=name, symbol=symbol, decimals=decimals)
