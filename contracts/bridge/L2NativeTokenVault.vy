# pragma version 0.4.3
"""
@title L2 native token vault
@license MIT
@notice On a chain, makes and destroys the tokens that stand for those of L1 and of other chains, and
        holds the chain's own tokens while they are away. Anyone may register a token of the chain.
@dev Roles: the asset router brings deposits and withdrawals; the complex upgrader initialises; the
     owner (governance, aliased) pauses. The tracker books before any token is called.
     No constructor: the code is placed at 0x10004 by genesis, behind a proxy.
@custom:source era-contracts draft-v31, L2NativeTokenVaultZKOS
@custom:kill pause(); nothing arrives or leaves, tokens can still be registered
"""
from contracts.bridge import bridge_errors
from contracts.bridge import bridged_tokens
from contracts.bridge import l2_bridge_errors
from contracts.bridge import safe_erc20
from contracts.bridge import token_metadata
from contracts.bridge import token_registry
from contracts.bridge import vault_setup
from contracts.lib import constants
from contracts.lib import data_encoding
from contracts.lib import errors
from contracts.lib import initializable
from contracts.lib import limits
from contracts.lib import ownable_2step
from contracts.lib import owner_pausable
from contracts.lib import pausable
from interfaces import IL1AssetRouter
from interfaces import IL2AssetTracker
from interfaces import IL2NativeTokenVault

implements: IL2NativeTokenVault
initializes: initializable
initializes: ownable_2step
initializes: pausable
initializes: owner_pausable[ownable_2step := ownable_2step, pausable := pausable]
initializes: token_registry
initializes: bridged_tokens[token_registry := token_registry]
initializes: vault_setup[ownable_2step := ownable_2step, token_registry := token_registry]
exports: (
    ownable_2step.__interface__,
    owner_pausable.__interface__,
    pausable.paused,
    token_registry.__interface__,
    bridged_tokens.bridgedTokenBeacon,
    vault_setup.__interface__,
)

event BridgeBurn:
    chainId: indexed(uint256)
    assetId: indexed(bytes32)
    sender: indexed(address)
    receiver: address
    amount: uint256

event BridgeMint:
    chainId: indexed(uint256)
    assetId: indexed(bytes32)
    receiver: address
    amount: uint256

event L2TokenBeaconUpdated:
    l2TokenBeacon: indexed(address)
    l2TokenProxyBytecodeHash: indexed(bytes32)


# Clients ask for it; there are no bridges of before the shared one.
L2_LEGACY_SHARED_BRIDGE: public(constant(address)) = empty(address)

TRACKER: constant(address) = constants.L2_ASSET_TRACKER


# --- complex upgrader ---

@external
def initL2(
    l1_chain_id: uint256,
    aliased_owner: address,
    l2_token_proxy_bytecode_hash: bytes32,
    legacy_shared_bridge: address,
    bridged_token_beacon: address,
    weth_token: address,
    base_token_bridging_data: vault_setup.TokenBridgingData,
    base_token_metadata: vault_setup.TokenMetadata,
):
    """
    @notice Learn L1, the base token, the beacon of bridged tokens and the owner, once.
    @dev Role: complex upgrader. `legacy_shared_bridge` is unused.
    @custom:errors SlotOccupied the second time; those of `updateL2`; EmptyAddress for no beacon
    """
    if initializable._initialized != 0:
        errors.SlotOccupied()
    self._check_upgrader()
    initializable._disable()
    vault_setup._update(
        l1_chain_id,
        aliased_owner,
        l2_token_proxy_bytecode_hash,
        weth_token,
        base_token_bridging_data,
        base_token_metadata,
    )
    if bridged_token_beacon == empty(address):
        l2_bridge_errors.EmptyAddress()
    bridged_tokens.bridgedTokenBeacon = bridged_token_beacon
    log L2TokenBeaconUpdated(
        l2TokenBeacon=bridged_token_beacon, l2TokenProxyBytecodeHash=l2_token_proxy_bytecode_hash
    )


@external
def updateL2(
    l1_chain_id: uint256,
    aliased_owner: address,
    l2_token_proxy_bytecode_hash: bytes32,
    legacy_shared_bridge: address,
    weth_token: address,
    base_token_bridging_data: vault_setup.TokenBridgingData,
    base_token_metadata: vault_setup.TokenMetadata,
):
    """
    @notice The same in a later upgrade, which keeps the beacon, L1 and the wrapped base token.
    @dev Role: complex upgrader. `legacy_shared_bridge` is unused.
    @custom:errors InvalidCaller for other callers; EmptyAddress for no wrapped base token or no
                   owner; AddressMismatch for another one; ChainIdMismatch for another L1;
                   EmptyBytes32 for no hash
    """
    self._check_upgrader()
    vault_setup._update(
        l1_chain_id,
        aliased_owner,
        l2_token_proxy_bytecode_hash,
        weth_token,
        base_token_bridging_data,
        base_token_metadata,
    )


@external
def registerBaseTokenIfNeeded():
    """
    @notice Open the tracker's books of the base token. Nothing happens if they are.
    @dev Role: complex upgrader.
    @custom:errors InvalidCaller for other callers
    """
    self._check_upgrader()
    asset_id: bytes32 = vault_setup.BASE_TOKEN_ASSET_ID
    extcall IL2AssetTracker(TRACKER).registerNewTokenIfNeeded(
        asset_id, token_registry._origin(asset_id)
    )


# --- anyone ---

@external
def registerToken(native_token: address):
    """
    @notice Give a token of this chain an asset id, so that it can be bridged.
    @custom:errors TokenNotSupported for the wrapped base token; EmptyToken without code;
                   AssetIdAlreadyRegistered
    """
    self._register_token(native_token)


@external
def ensureTokenIsRegistered(native_token: address) -> bytes32:
    """
    @notice The asset id of a token, registered now unless it was.
    @custom:errors TokenNotSupported for the wrapped base token; EmptyToken without code
    """
    asset_id: bytes32 = token_registry.assetId[native_token]
    return asset_id if asset_id != empty(bytes32) else self._register_token(native_token)


@external
def tryRegisterTokenFromBurnData(
    burn_data: Bytes[limits.MAX_BURN_DATA], expected_asset_id: bytes32
):
    """
    @notice Register the token that a withdrawal names, if that makes it the asset that it claims.
    @custom:errors InvalidNTVBurnData; ZeroAddress for no token; AssetIdAlreadyRegistered;
                   TokenNotSupported; EmptyToken without code; AssetIdMismatch
    """
    token: address = data_encoding._decode_bridge_burn_data(burn_data).token
    if token == empty(address):
        errors.ZeroAddress()
    if token_registry.assetId[token] != empty(bytes32):
        bridge_errors.AssetIdAlreadyRegistered()
    asset_id: bytes32 = self._register_token(token)
    if asset_id != expected_asset_id:
        errors.AssetIdMismatch(expected_asset_id, asset_id)


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
    @notice Destroy, or take into custody, what `original_caller` sends to another chain.
    @dev Role: asset router.
    @param data Amount, receiver and, unless the vault shall look it up, the token.
    @return What the other side needs to mint: caller, receiver, token, amount and metadata.
    @custom:errors NonEmptyMsgValue for any value; Unauthorized for other callers;
                   InvalidNTVBurnData; ZeroAddress for an unknown asset; AssetIdMismatch;
                   AmountMustBeGreaterThanZero; EmptyDeposit for nothing of a native token;
                   ValueMismatch for the base token, which leaves by itself;
                   TokensWithFeesNotSupported
    """
    if l2_msg_value != 0:
        errors.NonEmptyMsgValue()
    self._check_asset_router()
    pausable._when_not_paused()
    burn: data_encoding.BurnData = data_encoding._decode_bridge_burn_data(data)
    token: address = token_registry._token_of(asset_id, burn.token)
    origin_chain_id: uint256 = token_registry._origin(asset_id)
    self._check_departure(asset_id, origin_chain_id, burn.amount)
    extcall IL2AssetTracker(TRACKER).handleInitiateBridgingOnL2(
        chain_id, asset_id, burn.amount, origin_chain_id
    )
    if origin_chain_id == chain.id:
        safe_erc20._pull_exactly(token, original_caller, self, burn.amount)
    else:
        extcall bridged_tokens.IBridgedToken(token).bridgeBurn(original_caller, burn.amount)
    log BridgeBurn(
        chainId=chain_id,
        assetId=asset_id,
        sender=original_caller,
        receiver=burn.receiver,
        amount=burn.amount,
    )
    return data_encoding._encode_bridge_mint_data(
        original_caller,
        burn.receiver,
        bridged_tokens._origin_token(asset_id),
        burn.amount,
        token_metadata._of(token, origin_chain_id),
    )


@external
@payable
def bridgeMint(chain_id: uint256, asset_id: bytes32, data: Bytes[limits.MAX_MINT_DATA]):
    """
    @notice Make, or give out, what arrived from another chain. The first of an asset deploys its
            token.
    @dev Role: asset router.
    @param data Caller, receiver, token, amount and metadata.
    @custom:errors NonEmptyMsgValue; Unauthorized for other callers; of the first of an asset,
                   EmptyData and UnsupportedEncodingVersion for such metadata, AssetIdMismatch
                   unless the id is that of token and origin, DeployingBridgedTokenForNativeToken if
                   that is this chain
    """
    if msg.value != 0:
        errors.NonEmptyMsgValue()
    self._check_asset_router()
    pausable._when_not_paused()
    mint: data_encoding.MintData = data_encoding._decode_bridge_mint_data(data)
    token: address = token_registry._token(asset_id)
    if token == empty(address):
        token = self._deploy(asset_id, mint.origin_token, mint.metadata)
    origin_chain_id: uint256 = token_registry._origin(asset_id)
    extcall IL2AssetTracker(TRACKER).handleFinalizeBridgingOnL2(
        chain_id, asset_id, mint.amount, origin_chain_id, token
    )
    if origin_chain_id == chain.id:
        safe_erc20._push(token, mint.receiver, mint.amount)
    else:
        extcall bridged_tokens.IBridgedToken(token).bridgeMint(mint.receiver, mint.amount)
    log BridgeMint(
        chainId=chain_id, assetId=asset_id, receiver=mint.receiver, amount=mint.amount
    )


# --- views ---

@external
@view
def l2TokenAddress(l1_token: address) -> address:
    """
    @notice The token that stands for one of L1, or 0 while it is not deployed.
    """
    return token_registry._token(data_encoding._ntv_asset_id(vault_setup.L1_CHAIN_ID, l1_token))


@external
@view
def originToken(asset_id: bytes32) -> address:
    """
    @notice The token of an asset on the chain that it comes from, or 0 for an unknown one.
    """
    if asset_id == vault_setup.BASE_TOKEN_ASSET_ID:
        return vault_setup.BASE_TOKEN_ORIGIN_TOKEN
    return bridged_tokens._origin_token(asset_id)


@external
@view
def calculateCreate2TokenAddress(origin_chain_id: uint256, non_native_token: address) -> address:
    """
    @notice Where the token that stands for one of another chain is, or will be.
    """
    return bridged_tokens._predict(origin_chain_id, non_native_token, vault_setup.L1_CHAIN_ID)


@external
@view
def tokenDataOriginChainId(erc20_data: Bytes[limits.MAX_TOKEN_METADATA]) -> uint256:
    """
    @notice The chain that metadata says its token comes from.
    @custom:errors EmptyData; UnsupportedEncodingVersion
    """
    return bridged_tokens._origin_chain_id(erc20_data, vault_setup.L1_CHAIN_ID)


@external
@view
def getERC20Getters(token: address, origin_chain_id: uint256) -> Bytes[limits.MAX_TOKEN_METADATA]:
    """
    @notice A token's metadata, as it is bridged.
    """
    if token == constants.L2_BASE_TOKEN:
        return data_encoding._encode_token_data(
            origin_chain_id,
            abi_encode(vault_setup.BASE_TOKEN_NAME),
            abi_encode(vault_setup.BASE_TOKEN_SYMBOL),
            abi_encode(vault_setup.BASE_TOKEN_DECIMALS & 255),
        )
    return token_metadata._of(token, origin_chain_id)


# --- internals ---

@internal
@view
def _check_upgrader():
    if msg.sender != constants.L2_COMPLEX_UPGRADER:
        l2_bridge_errors.InvalidCaller(msg.sender)


@internal
@view
def _check_asset_router():
    if msg.sender != constants.L2_ASSET_ROUTER:
        errors.Unauthorized(msg.sender)


@internal
def _register_token(native_token: address) -> bytes32:
    # The base token leaves as such, never wrapped.
    if native_token == vault_setup.WETH_TOKEN:
        l2_bridge_errors.TokenNotSupported(native_token)
    if not native_token.is_contract:
        bridge_errors.EmptyToken()
    if token_registry.assetId[native_token] != empty(bytes32):
        bridge_errors.AssetIdAlreadyRegistered()
    asset_id: bytes32 = data_encoding._ntv_asset_id(chain.id, native_token)
    token_registry._add(asset_id, native_token, chain.id)
    extcall IL2AssetTracker(TRACKER).registerNewTokenIfNeeded(asset_id, chain.id)
    extcall IL1AssetRouter(constants.L2_ASSET_ROUTER).setAssetHandlerAddressThisChain(
        convert(native_token, bytes32), self
    )
    return asset_id


@internal
@payable
def _check_departure(asset_id: bytes32, origin_chain_id: uint256, amount: uint256):
    if amount == 0:
        if origin_chain_id == chain.id:
            bridge_errors.EmptyDeposit()
        bridge_errors.AmountMustBeGreaterThanZero()
    if asset_id == vault_setup.BASE_TOKEN_ASSET_ID:
        # It is withdrawn at its own contract; the router brings none.
        bridge_errors.ValueMismatch(amount, msg.value)
    if msg.value != 0:
        errors.NonEmptyMsgValue()


@internal
def _deploy(
    asset_id: bytes32, origin_token: address, metadata: Bytes[limits.MAX_TOKEN_METADATA]
) -> address:
    token: address = empty(address)
    origin_chain_id: uint256 = 0
    token, origin_chain_id = bridged_tokens._deploy(
        asset_id, origin_token, metadata, vault_setup.L1_CHAIN_ID
    )
    extcall IL2AssetTracker(TRACKER).registerNewTokenIfNeeded(asset_id, origin_chain_id)
    return token
