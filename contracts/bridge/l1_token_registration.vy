# pragma version 0.4.3
"""
@title Registration of tokens with the vault of L1
@license MIT
@notice Anyone may give a token of L1 an asset id. The tracker opens its books and the asset router learns
        that the vault holds it.
"""
from contracts.bridge import bridge_errors
from contracts.bridge import token_registry
from contracts.lib import constants
from contracts.lib import data_encoding
from contracts.lib import errors
from contracts.lib import limits
from interfaces import IL1AssetRouter
from interfaces import IL1AssetTracker

uses: token_registry

ASSET_ROUTER: public(immutable(address))

l1AssetTracker: public(address)


@deploy
def __init__(asset_router: address):
    ASSET_ROUTER = asset_router


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


# --- internals ---

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
