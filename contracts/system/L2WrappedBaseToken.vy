# pragma version 0.4.3
"""
@title Wrapped base token
@license MIT
@notice The base token as an ERC-20, one for one, as WETH is for ETH.
@dev Roles: the asset router may burn anybody's; it does not, because the wrapped token is never bridged.
     The implementation is at 0x10007; each chain's genesis deploys the proxy.
@custom:source era-contracts draft-v31, L2WrappedBaseToken
"""
from contracts.lib import constants
from contracts.lib import erc20_permit
from contracts.lib import errors
from contracts.lib import initializable
from contracts.lib import limits
from contracts.system import system_errors
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

event Initialize:
    name: String[MAX_TEXT]
    symbol: String[MAX_TEXT]
    decimals: uint8

event BridgeBurn:
    account: indexed(address)
    amount: uint256


# "Wrapped " and a name (`IChainGenesis.TokenMetadata`).
MAX_TEXT: constant(uint256) = 104
# `_initialized` of a wrapped base token: versions 1 and 2 were those of earlier protocols.
VERSION: constant(uint8) = 3

decimals: public(constant(uint8)) = 18
l2Bridge: public(address)
l1Address: public(address)  # the base token on L1
nativeTokenVault: public(address)
baseTokenAssetId: public(bytes32)


@external
def initializeV3(
    name: String[MAX_TEXT],
    symbol: String[MAX_TEXT],
    l2_bridge: address,
    l1_address: address,
    base_token_asset_id: bytes32,
):
    """
    @notice Initialise a proxy.
    @custom:errors "Initializable: contract is already initialized"; ZeroAddress for a zero among the last
                   three
    """
    initializable._start(VERSION)
    if (
        l2_bridge == empty(address)
        or l1_address == empty(address)
        or base_token_asset_id == empty(bytes32)
    ):
        errors.ZeroAddress()
    self.l2Bridge = l2_bridge
    self.l1Address = l1_address
    self.nativeTokenVault = constants.L2_NATIVE_TOKEN_VAULT
    self.baseTokenAssetId = base_token_asset_id
    erc20_permit._name = name
    erc20_permit._symbol = symbol
    log Initialize(name=name, symbol=symbol, decimals=18)


# --- holders ---


@external
@payable
def deposit():
    """
    @notice Wrap the value of the call.
    """
    erc20_permit._mint(msg.sender, msg.value)


@external
@payable
def depositTo(to: address):
    """
    @notice Wrap the value of the call for `to`.
    """
    erc20_permit._mint(to, msg.value)


@external
def withdraw(amount: uint256):
    """
    @notice Unwrap.
    @custom:errors WithdrawFailed if the caller refuses base token
    """
    self._unwrap(msg.sender, amount)


@external
def withdrawTo(to: address, amount: uint256):
    """
    @notice Unwrap the caller's tokens for `to`.
    @custom:errors WithdrawFailed if `to` refuses base token
    """
    self._unwrap(to, amount)


@external
@payable
def __default__():
    """
    @notice Wrap base token that is sent here.
    """
    assert len(msg.data) == 0  # dev: unknown function
    erc20_permit._mint(msg.sender, msg.value)


# --- bridge ---


@external
@view
def bridgeMint(to: address, amount: uint256):
    """
    @notice Tokens are wrapped, never bridged.
    @dev Role: l2Bridge.
    @custom:errors Unauthorized for other callers; BridgeMintNotImplemented
    """
    self._check_bridge()
    system_errors.BridgeMintNotImplemented()


@external
def bridgeBurn(owner: address, amount: uint256):
    """
    @notice Unwrap tokens of `owner` for the bridge.
    @dev Role: l2Bridge.
    @custom:errors Unauthorized for other callers; WithdrawFailed
    """
    self._check_bridge()
    erc20_permit._burn(owner, amount)
    self._pay(msg.sender, amount)
    log BridgeBurn(account=owner, amount=amount)


# --- views ---


@external
@view
def name() -> String[limits.MAX_TOKEN_STRING]:
    """
    @notice "Wrapped " and the base token's name.
    """
    return erc20_permit._name


@external
@view
def symbol() -> String[limits.MAX_TOKEN_STRING]:
    """
    @notice "W" and the base token's symbol.
    """
    return erc20_permit._symbol


@external
@view
def originToken() -> address:
    """
    @notice `l1Address`, as bridged tokens call it.
    """
    return self.l1Address


@external
@view
def assetId() -> bytes32:
    """
    @notice `baseTokenAssetId`, as bridged tokens call it.
    """
    return self.baseTokenAssetId


# --- inside ---


@internal
@view
def _check_bridge():
    if msg.sender != self.l2Bridge:
        errors.Unauthorized(msg.sender)


@internal
def _unwrap(to: address, amount: uint256):
    erc20_permit._burn(msg.sender, amount)
    self._pay(to, amount)


@internal
def _pay(to: address, amount: uint256):
    paid: bool = raw_call(to, b"", value=amount, revert_on_failure=False)
    if not paid:
        system_errors.WithdrawFailed()
