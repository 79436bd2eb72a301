# pragma version 0.4.3
"""
@title L1 native token vault
@license MIT
@notice Holds every ETH and ERC-20 that was bridged to a chain, and makes tokens that stand for those of
        chains. An asset id stands for a token and its origin; anyone may register a token.
@dev Roles: the asset router brings deposits and withdrawals; the owner (governance) names the asset
     tracker and pauses. The tracker books before any token or receiver is called.
@custom:source era-contracts draft-v31, L1NativeTokenVault
@custom:kill pause(); nothing comes in or goes out, tokens can still be registered
"""
from contracts.bridge import bridge_errors
from contracts.bridge import bridged_tokens
from contracts.bridge import l1_token_registration
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
initializes: l1_token_registration[token_registry := token_registry]
initializes: bridged_tokens[token_registry := token_registry]
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
    bridged_tokens.bridgedTokenBeacon,
    l1_token_registration.ASSET_ROUTER,
    l1_token_registration.l1AssetTracker,
    l1_token_registration.registerToken,
    l1_token_registration.ensureTokenIsRegistered,
    l1_token_registration.tryRegisterTokenFromBurnData,
    l1_token_registration.registerEthToken,
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


interface IBridgedToken:
    def bridgeBurn(owner: address, amount: uint256): nonpayable
    def bridgeMint(to: address, amount: uint256): nonpayable


WETH_TOKEN: public(immutable(address))
L1_NULLIFIER: public(immutable(address))
L1_CHAIN_ID: public(immutable(uint256))
BASE_TOKEN_ASSET_ID: public(immutable(bytes32))  # of ETH


@deploy
def __init__(weth_token: address, asset_router: address, l1_nullifier: address):
    initializable._disable()
    WETH_TOKEN = weth_token
    l1_token_registration.__init__(asset_router)
    L1_NULLIFIER = l1_nullifier
    L1_CHAIN_ID = chain.id
    BASE_TOKEN_ASSET_ID = data_encoding._ntv_asset_id(chain.id, constants.ETH_TOKEN)


@external
def initialize(owner: address, bridged_token_beacon: address):
    """
    @notice Take `owner` for the owner, once, and follow a beacon with the tokens made here.
    @custom:errors ZeroAddress for owner 0
    """
    initializable._start(1)
    if owner == empty(address):
        errors.ZeroAddress()
    bridged_tokens.bridgedTokenBeacon = bridged_token_beacon
    ownable_2step._set_owner(owner)


# --- owner ---

@external
def setAssetTracker(l1_asset_tracker: address):
    """
    @notice Name the contract that books balances. Nothing can be registered before.
    @dev Role: owner.
    """
    ownable_2step._check_owner()
    l1_token_registration.l1AssetTracker = l1_asset_tracker


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
    @notice Take a deposit of `original_caller` into custody, or destroy it if the token comes from a
            chain.
    @dev Role: asset router.
    @param data Amount, receiver and, unless the vault shall look it up, the token.
    @return What the other side needs to mint: caller, receiver, token, amount and metadata.
    @custom:errors NonEmptyMsgValue for an L2 value, or for ETH sent with a token; Unauthorized for
                   other callers; InvalidNTVBurnData; ZeroAddress for an unknown asset;
                   AssetIdMismatch; BurningNativeWETHNotSupported; ValueMismatch; EmptyDeposit;
                   AmountMustBeGreaterThanZero for none of a chain's token;
                   TokensWithFeesNotSupported; the tracker's InsufficientChainBalance
    """
    if l2_msg_value != 0:
        errors.NonEmptyMsgValue()
    self._check_asset_router()
    pausable._when_not_paused()
    burn: data_encoding.BurnData = data_encoding._decode_bridge_burn_data(data)
    token: address = token_registry._token_of(asset_id, burn.token)
    origin_chain_id: uint256 = token_registry._origin(asset_id)
    self._check_deposit(token, origin_chain_id, burn.amount)
    extcall self._tracker().handleChainBalanceIncreaseOnL1(
        chain_id, asset_id, burn.amount, origin_chain_id
    )
    if origin_chain_id != chain.id:
        extcall IBridgedToken(token).bridgeBurn(original_caller, burn.amount)
    elif token != constants.ETH_TOKEN:
        self._pull(asset_id, token, original_caller, burn.amount)
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
    @notice Pay out a withdrawal from a chain. The first of a chain's token deploys what stands for it
            here.
    @dev Role: asset router, which the nullifier told that the chain said so.
    @param data As `bridgeBurn` of the other side returned it.
    @custom:errors NonEmptyMsgValue; Unauthorized for other callers; "Pausable: paused"; EmptyData,
                   UnsupportedEncodingVersion, AssetIdMismatch, DeployingBridgedTokenForNativeToken
                   and AmountMustBeGreaterThanZero for an asset that is new here; the tracker's
                   InsufficientChainBalance; WithdrawFailed for ETH that the receiver refuses; what the
                   token raises
    """
    self._check_payment()
    mint: data_encoding.MintData = data_encoding._decode_bridge_mint_data(data)
    if token_registry._token(asset_id) == empty(address):
        self._deploy_token(asset_id, mint)
    # Before anybody is paid: receiver and token may act in the middle of it.
    extcall self._tracker().handleChainBalanceDecreaseOnL1(
        chain_id, asset_id, mint.amount
    )
    if not self._pay(asset_id, mint.receiver, mint.amount):
        bridge_errors.WithdrawFailed()
    log BridgeMint(
        chainId=chain_id, assetId=asset_id, receiver=mint.receiver, amount=mint.amount
    )


@external
@payable
def bridgeConfirmTransferResult(
    chain_id: uint256,
    tx_status: uint8,
    asset_id: bytes32,
    deposit_sender: address,
    data: Bytes[limits.MAX_BURN_DATA],
):
    """
    @notice Pay a deposit that failed on its chain back to who made it.
    @dev Role: asset router, which the nullifier told that it failed.
    @param data As given to `bridgeBurn`.
    @custom:errors NonEmptyMsgValue; Unauthorized for other callers; "Pausable: paused";
                   OnlyFailureStatusAllowed; InvalidNTVBurnData; NoFundsTransferred; the tracker's
                   InsufficientChainBalance; ClaimFailedDepositFailed for ETH that the sender refuses;
                   what the token raises
    """
    self._check_payment()
    if tx_status != constants.TX_FAILURE:
        bridge_errors.OnlyFailureStatusAllowed()
    amount: uint256 = data_encoding._decode_bridge_burn_data(data).amount
    if amount == 0:
        bridge_errors.NoFundsTransferred()
    extcall self._tracker().handleChainBalanceDecreaseOnL1(
        chain_id, asset_id, amount
    )
    if not self._pay(asset_id, deposit_sender, amount):
        bridge_errors.ClaimFailedDepositFailed()


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
    return bridged_tokens._origin_token(asset_id)


@external
@view
def calculateCreate2TokenAddress(origin_chain_id: uint256, non_native_token: address) -> address:
    """
    @notice Where the token that stands for one of a chain is, or will be.
    """
    return bridged_tokens._predict(origin_chain_id, non_native_token, chain.id)


@external
@view
def tokenDataOriginChainId(erc20_data: Bytes[limits.MAX_TOKEN_METADATA]) -> uint256:
    """
    @notice The chain that a token's metadata says it comes from; L1 if none.
    @custom:errors EmptyData; UnsupportedEncodingVersion
    """
    return bridged_tokens._origin_chain_id(erc20_data, chain.id)


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
def _tracker() -> IL1AssetTracker:
    return IL1AssetTracker(l1_token_registration.l1AssetTracker)


@internal
@view
def _check_asset_router():
    if msg.sender != l1_token_registration.ASSET_ROUTER:
        errors.Unauthorized(msg.sender)


@internal
@payable
def _check_payment():
    if msg.value != 0:
        errors.NonEmptyMsgValue()
    self._check_asset_router()
    pausable._when_not_paused()


@internal
@payable
def _check_deposit(token: address, origin_chain_id: uint256, amount: uint256):
    # WETH that chains hold from the past can be withdrawn; more of it does not go out.
    if token == WETH_TOKEN:
        bridge_errors.BurningNativeWETHNotSupported()
    if token == constants.ETH_TOKEN:
        if amount != msg.value:
            bridge_errors.ValueMismatch(amount, msg.value)
    elif msg.value != 0:
        errors.NonEmptyMsgValue()
    if amount == 0:
        if origin_chain_id != chain.id:
            bridge_errors.AmountMustBeGreaterThanZero()
        bridge_errors.EmptyDeposit()


@internal
def _pull(asset_id: bytes32, token: address, owner: address, amount: uint256):
    """
    @dev Users may have approved the router or the vault; the vault's own allowance goes first.
    """
    safe_erc20._check_code(token)
    if staticcall IERC20(token).allowance(owner, self) < amount:
        if extcall IL1AssetRouter(l1_token_registration.ASSET_ROUTER).transferFundsToNTV(asset_id, amount, owner):
            return
    safe_erc20._pull_exactly(token, owner, self, amount)


@internal
def _deploy_token(asset_id: bytes32, mint: data_encoding.MintData):
    # The name is whatever the first message says. Without an amount, a chain that holds none of the
    # asset could say it.
    if mint.amount == 0:
        bridge_errors.AmountMustBeGreaterThanZero()
    token: address = empty(address)
    origin_chain_id: uint256 = 0
    token, origin_chain_id = bridged_tokens._deploy(
        asset_id, mint.origin_token, mint.metadata, chain.id
    )
    extcall self._tracker().registerNewTokenIfNeeded(
        asset_id, origin_chain_id
    )


@internal
def _pay(asset_id: bytes32, receiver: address, amount: uint256) -> bool:
    """
    @return Whether it arrived. Only a receiver of ETH can refuse; tokens revert.
    """
    token: address = token_registry._token(asset_id)
    if token == constants.ETH_TOKEN:
        # Without taking in what it answers, which the receiver could make as long as it likes.
        return raw_call(receiver, b"", value=amount, revert_on_failure=False)
    if token_registry._is_native(asset_id):
        safe_erc20._push(token, receiver, amount)
    else:
        extcall IBridgedToken(token).bridgeMint(receiver, amount)
    return True
