# pragma version 0.4.3
"""
@title L1 native token vault
@license MIT
@notice Holds every ETH and ERC-20 that was bridged to a chain. An asset id stands for a token and
        its origin; anyone may register a token.
@dev Roles: the asset router brings deposits; the owner (governance) names the asset tracker and
     pauses. The tracker books a deposit before any token is called.
@custom:source era-contracts draft-v31, L1NativeTokenVault
@custom:kill pause(); no deposit passes, tokens can still be registered
"""
from contracts.bridge import bridge_errors
from contracts.bridge import safe_erc20
from contracts.bridge import token_metadata
from contracts.bridge import token_registry
from contracts.lib import constants
from contracts.lib import data_encoding
from contracts.lib import errors
from contracts.lib import initializable
from contracts.lib import limits
from contracts.lib import ownable_2step
from contracts.lib import owner_pausable
from contracts.lib import pausable
from ethereum.ercs import IERC20
from interfaces import IL1AssetRouter
from interfaces import IL1AssetTracker
from interfaces import IL1NativeTokenVault

implements: IL1NativeTokenVault
initializes: initializable
initializes: ownable_2step
initializes: pausable
initializes: owner_pausable[ownable_2step := ownable_2step, pausable := pausable]
initializes: token_registry
exports: (
    ownable_2step.owner,
    ownable_2step.pendingOwner,
    ownable_2step.transferOwnership,
    ownable_2step.acceptOwnership,
    ownable_2step.renounceOwnership,
    pausable.paused,
    owner_pausable.pause,
    owner_pausable.unpause,
    token_registry.assetId,
    token_registry.tokenAddress,
    token_registry.originChainId,
    token_registry.tokenIndex,
    token_registry.bridgedTokens,
    token_registry.bridgedTokensCount,
)

event BridgeBurn:
    chainId: indexed(uint256)
    assetId: indexed(bytes32)
    sender: indexed(address)
    receiver: address
    amount: uint256


WETH_TOKEN: public(immutable(address))
ASSET_ROUTER: public(immutable(address))
L1_NULLIFIER: public(immutable(address))
L1_CHAIN_ID: public(immutable(uint256))
BASE_TOKEN_ASSET_ID: public(immutable(bytes32))  # of ETH

l1AssetTracker: public(address)


@deploy
def __init__(weth_token: address, asset_router: address, l1_nullifier: address):
    initializable._disable()
    WETH_TOKEN = weth_token
    ASSET_ROUTER = asset_router
    L1_NULLIFIER = l1_nullifier
    L1_CHAIN_ID = chain.id
    BASE_TOKEN_ASSET_ID = data_encoding._ntv_asset_id(chain.id, constants.ETH_TOKEN)


@external
def initialize(owner: address):
    """
    @notice Take `owner` for the owner, once.
    @custom:errors ZeroAddress for owner 0
    """
    initializable._start(1)
    if owner == empty(address):
        errors.ZeroAddress()
    ownable_2step._set_owner(owner)


# --- anyone ---

@external
def registerToken(native_token: address):
    """
    @notice Give a token of this chain an asset id, so that it can be bridged.
    @custom:errors EmptyToken without code; AssetIdAlreadyRegistered
    """
    self._register_token(native_token)


@external
def ensureTokenIsRegistered(native_token: address) -> bytes32:
    """
    @notice The asset id of a token, registered now unless it was.
    @custom:errors EmptyToken without code
    """
    asset_id: bytes32 = token_registry.assetId[native_token]
    return asset_id if asset_id != empty(bytes32) else self._register_token(native_token)


@external
def tryRegisterTokenFromBurnData(
    burn_data: Bytes[limits.MAX_BURN_DATA], expected_asset_id: bytes32
):
    """
    @notice Register the token that a deposit names, if that makes it the asset that it claims.
    @custom:errors InvalidNTVBurnData; ZeroAddress for no token; AssetIdAlreadyRegistered;
                   EmptyToken without code; AssetIdMismatch
    """
    token: address = data_encoding._decode_bridge_burn_data(burn_data).token
    if token == empty(address):
        errors.ZeroAddress()
    if token_registry.assetId[token] != empty(bytes32):
        bridge_errors.AssetIdAlreadyRegistered()
    asset_id: bytes32 = self._register_token(token)
    if asset_id != expected_asset_id:
        errors.AssetIdMismatch(expected_asset_id, asset_id)


@external
def registerEthToken():
    """
    @notice Register ETH, once.
    @custom:errors AssetIdAlreadyRegistered
    """
    if token_registry.assetId[constants.ETH_TOKEN] != empty(bytes32):
        bridge_errors.AssetIdAlreadyRegistered()
    self._register(constants.ETH_TOKEN)


# --- owner ---

@external
def setAssetTracker(l1_asset_tracker: address):
    """
    @notice Name the contract that books balances. Nothing can be registered before.
    @dev Role: owner.
    """
    ownable_2step._check_owner()
    self.l1AssetTracker = l1_asset_tracker


# --- asset router ---

@external
@payable
def bridgeBurn(
    chain_id: uint256,
    l2_msg_value: uint256,
    asset_id: bytes32,
    original_caller: address,
    data: Bytes[limits.MAX_BURN_DATA],
) -> Bytes[limits.MAX_MINT_DATA]:
    """
    @notice Take a deposit of `original_caller` into custody.
    @dev Role: asset router.
    @param data Amount, receiver and, unless the vault shall look it up, the token.
    @return What the other side needs to mint: caller, receiver, token, amount and metadata.
    @custom:errors NonEmptyMsgValue for an L2 value, or for ETH sent with a token; Unauthorized for
                   other callers; InvalidNTVBurnData; ZeroAddress for an unknown asset;
                   AssetIdMismatch; BurningNativeWETHNotSupported; ValueMismatch; EmptyDeposit;
                   TokensWithFeesNotSupported
    """
    if l2_msg_value != 0:
        errors.NonEmptyMsgValue()
    self._check_asset_router()
    pausable._when_not_paused()
    burn: data_encoding.BurnData = data_encoding._decode_bridge_burn_data(data)
    token: address = self._token_of(asset_id, burn.token)
    self._check_deposit(asset_id, token, burn.amount)
    extcall IL1AssetTracker(self.l1AssetTracker).handleChainBalanceIncreaseOnL1(
        chain_id, asset_id, burn.amount, chain.id
    )
    if token != constants.ETH_TOKEN:
        self._pull(asset_id, token, original_caller, burn.amount)
    log BridgeBurn(
        chainId=chain_id,
        assetId=asset_id,
        sender=original_caller,
        receiver=burn.receiver,
        amount=burn.amount,
    )
    return data_encoding._encode_bridge_mint_data(
        original_caller, burn.receiver, token, burn.amount, token_metadata._of(token, chain.id)
    )


@external
@view
def bridgeCheckCounterpartAddress(
    chain_id: uint256,
    asset_id: bytes32,
    original_caller: address,
    asset_handler_address_on_counterpart: address,
):
    """
    @notice Whether an asset of this vault may be given that handler on a chain: only the vault
            there.
    @dev Role: asset router.
    @custom:errors Unauthorized for other callers; WrongCounterpart
    """
    self._check_asset_router()
    if asset_handler_address_on_counterpart != constants.L2_NATIVE_TOKEN_VAULT:
        bridge_errors.WrongCounterpart()


# --- views ---

@external
@view
def originToken(asset_id: bytes32) -> address:
    """
    @notice The token of an asset on the chain that it comes from, or 0 for an unknown one.
    """
    return token_registry._token(asset_id)


@external
@view
def getERC20Getters(token: address, origin_chain_id: uint256) -> Bytes[limits.MAX_TOKEN_METADATA]:
    """
    @notice A token's metadata, as a deposit carries it.
    """
    return token_metadata._of(token, origin_chain_id)


# --- internals ---

@internal
@view
def _check_asset_router():
    if msg.sender != ASSET_ROUTER:
        errors.Unauthorized(msg.sender)


@internal
def _register_token(native_token: address) -> bytes32:
    if not native_token.is_contract:
        bridge_errors.EmptyToken()
    if token_registry.assetId[native_token] != empty(bytes32):
        bridge_errors.AssetIdAlreadyRegistered()
    return self._register(native_token)


@internal
def _register(native_token: address) -> bytes32:
    asset_id: bytes32 = data_encoding._ntv_asset_id(chain.id, native_token)
    token_registry._add(asset_id, native_token, chain.id)
    extcall IL1AssetTracker(self.l1AssetTracker).registerNewTokenIfNeeded(asset_id, chain.id)
    extcall IL1AssetRouter(ASSET_ROUTER).setAssetHandlerAddressThisChain(
        convert(native_token, bytes32), self
    )
    return asset_id


@internal
@view
def _token_of(asset_id: bytes32, named: address) -> address:
    """
    @dev The token of an asset. A token that the deposit names must be it.
    """
    token: address = token_registry._token(asset_id)
    if named != empty(address) and named != token:
        errors.AssetIdMismatch(token_registry.assetId[named], asset_id)
    if token == empty(address):
        errors.ZeroAddress()
    return token


@internal
@payable
def _check_deposit(asset_id: bytes32, token: address, amount: uint256):
    # WETH that chains hold from the past can be withdrawn; more of it does not go out.
    if token == WETH_TOKEN:
        bridge_errors.BurningNativeWETHNotSupported()
    if asset_id == BASE_TOKEN_ASSET_ID:
        if amount != msg.value:
            bridge_errors.ValueMismatch(amount, msg.value)
    elif msg.value != 0:
        errors.NonEmptyMsgValue()
    if amount == 0:
        bridge_errors.EmptyDeposit()


@internal
def _pull(asset_id: bytes32, token: address, owner: address, amount: uint256):
    """
    @dev Users may have approved the router or the vault; the vault's own allowance goes first.
    """
    safe_erc20._check_code(token)
    if staticcall IERC20(token).allowance(owner, self) < amount:
        if extcall IL1AssetRouter(ASSET_ROUTER).transferFundsToNTV(asset_id, amount, owner):
            return
    safe_erc20._pull_exactly(token, owner, self, amount)
