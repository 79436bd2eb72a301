# pragma version 0.4.3
"""
@title L2 asset router
@license MIT
@notice A chain's end of the bridge: hands what arrives from L1 to the handler of its asset, and words
        the message to L1 for what leaves.
@dev Roles: the asset router of L1, by its alias, finalises deposits and names handlers; the native
     token vault and deployment trackers name handlers of their assets; the complex upgrader
     initialises. `__default__` serves the second `finalizeDeposit` and the second `withdraw`.
     No constructor: the code is placed at 0x10003 by genesis, behind a proxy.
@custom:source era-contracts draft-v31, L2AssetRouter
@custom:fallback IL2AssetRouterOverloads
"""
from contracts.bridge import asset_handlers
from contracts.bridge import bridge_errors
from contracts.bridge import l2_bridge_errors
from contracts.bridge import token_deposits
from contracts.lib import address_alias
from contracts.lib import bridge_messages
from contracts.lib import constants
from contracts.lib import data_encoding
from contracts.lib import encoding_errors
from contracts.lib import errors
from contracts.lib import initializable
from contracts.lib import limits
from contracts.lib import ownable_2step
from interfaces import IAssetHandler
from interfaces import IL2AssetRouterOverloads
from interfaces import IL2NativeTokenVault

initializes: asset_handlers
initializes: initializable
initializes: ownable_2step
exports: (
    asset_handlers.assetHandlerAddress,
    asset_handlers.assetDeploymentTracker,
    ownable_2step.owner,
    ownable_2step.pendingOwner,
    ownable_2step.transferOwnership,
    ownable_2step.acceptOwnership,
    ownable_2step.renounceOwnership,
)

event DepositFinalizedAssetRouter:
    chainId: indexed(uint256)
    assetId: indexed(bytes32)
    assetData: Bytes[limits.MAX_ASSET_DATA]

event WithdrawalInitiatedAssetRouter:
    chainId: uint256
    l2Sender: indexed(address)
    assetId: indexed(bytes32)
    assetData: Bytes[limits.MAX_ASSET_DATA]


# The messenger takes any length; a message of a token needs a small buffer only.
interface IMessenger:
    def sendToL1(message: Bytes[bridge_messages.MAX_ROUTER_MESSAGE]) -> bytes32: nonpayable


interface ITokenMessenger:
    def sendToL1(message: Bytes[MAX_TOKEN_MESSAGE]) -> bytes32: nonpayable


L1_CHAIN_ID: public(uint256)
L1_ASSET_ROUTER: public(address)
BASE_TOKEN_ASSET_ID: public(bytes32)

# Clients ask for these two; there are neither an Era chain nor bridges of its time.
ERA_CHAIN_ID: public(constant(uint256)) = 0
L2_LEGACY_SHARED_BRIDGE: public(constant(address)) = empty(address)

IDENTITY: constant(address) = 0x0000000000000000000000000000000000000004
VAULT: constant(address) = constants.L2_NATIVE_TOKEN_VAULT
MAX_TOKEN_MESSAGE: constant(uint256) = limits.MAX_MINT_DATA + 68

FINALIZE_L1_TOKEN_DEPOSIT: constant(bytes4) = method_id(
    token_deposits.FINALIZE_L1_TOKEN_DEPOSIT, output_type=bytes4
)
WITHDRAW_L1_TOKEN: constant(bytes4) = method_id(
    "withdraw(address,address,uint256)", output_type=bytes4
)


# --- complex upgrader ---

@external
def initL2(
    l1_chain_id: uint256,
    era_chain_id: uint256,
    l1_asset_router: address,
    legacy_shared_bridge: address,
    base_token_asset_id: bytes32,
    aliased_owner: address,
):
    """
    @notice Learn L1, its asset router, the base token and the owner, once.
    @dev Role: complex upgrader. `era_chain_id` and `legacy_shared_bridge` are unused.
    @custom:errors SlotOccupied the second time; those of `updateL2`
    """
    if initializable._initialized != 0:
        errors.SlotOccupied()
    self._check_upgrader()
    initializable._disable()
    self._update(l1_chain_id, l1_asset_router, base_token_asset_id, aliased_owner)
    asset_handlers._set_handler(base_token_asset_id, VAULT)


@external
def updateL2(
    l1_chain_id: uint256,
    era_chain_id: uint256,
    l1_asset_router: address,
    legacy_shared_bridge: address,
    base_token_asset_id: bytes32,
    aliased_owner: address,
):
    """
    @notice The same in a later upgrade.
    @dev Role: complex upgrader. `era_chain_id` and `legacy_shared_bridge` are unused.
    @custom:errors Unauthorized for other callers; EmptyAddress for no router
    """
    self._check_upgrader()
    self._update(l1_chain_id, l1_asset_router, base_token_asset_id, aliased_owner)


# --- the two overloads ---

@external
@payable
@nonreentrant
def __default__():
    assert len(msg.data) >= 4  # dev: no such function
    selector: bytes4 = convert(slice(msg.data, 0, 4), bytes4)
    if selector == FINALIZE_L1_TOKEN_DEPOSIT:
        self._finalize_l1_token_deposit()
    elif selector == WITHDRAW_L1_TOKEN:
        self._withdraw_l1_token()
    else:
        raise  # dev: no such function


# --- asset router of L1 ---

@external
@payable
@nonreentrant
def finalizeDeposit(
    origin_chain_id: uint256, asset_id: bytes32, transfer_data: Bytes[limits.MAX_ASSET_DATA]
):
    """
    @notice Hand a deposit to the handler of its asset: the one named for it, or else the vault.
    @dev Role: asset router of L1, by its alias.
    @param transfer_data Mint data of the handler.
    @custom:errors Unauthorized for other callers, and for another origin than L1;
                   AssetIdNotSupported for the base token; those of the handler
    """
    self._check_l1_router(origin_chain_id)
    handler: address = self._receiving_handler(asset_id)
    extcall IAssetHandler(handler).bridgeMint(
        origin_chain_id, asset_id, transfer_data, value=msg.value
    )
    log DepositFinalizedAssetRouter(
        chainId=origin_chain_id, assetId=asset_id, assetData=transfer_data
    )


@external
def setAssetHandlerAddress(origin_chain_id: uint256, asset_id: bytes32, handler: address):
    """
    @notice Name the handler of an asset, as its tracker on L1 had it sent.
    @dev Role: asset router of L1, by its alias.
    @custom:errors Unauthorized for other callers, and for another origin than L1
    """
    self._check_l1_router(origin_chain_id)
    asset_handlers._set_handler(asset_id, handler)


# --- vault and deployment trackers ---

@external
def setAssetHandlerAddressThisChain(asset_registration_data: bytes32, handler: address):
    """
    @notice Name the handler of an asset of the caller's.
    @dev Role: native token vault; the tracker within the asset id.
    @custom:errors Unauthorized for other callers
    """
    asset_handlers._set_handler_as_tracker(VAULT, asset_registration_data, handler)


# --- anyone ---

@external
@nonreentrant
def withdraw(asset_id: bytes32, asset_data: Bytes[limits.MAX_ASSET_DATA]) -> bytes32:
    """
    @notice Send an asset to L1, where anyone may finalise it once the batch is executed.
    @param asset_data Burn data of the handler; for the vault amount, receiver and token.
    @return Hash of the message to L1.
    @custom:errors those of the handler; InvalidNTVBurnData for data that the vault does not know
    """
    handler: address = asset_handlers.assetHandlerAddress[asset_id]
    # The vault's data is small. Big buffers are behind the branch that does without.
    if handler in [empty(address), VAULT]:
        if len(asset_data) != 96:
            encoding_errors.InvalidNTVBurnData()
        return self._withdraw_token(asset_id, slice(asset_data, 0, 96), handler)
    mint_data: Bytes[limits.MAX_ASSET_DATA] = extcall IAssetHandler(handler).bridgeBurn(
        self.L1_CHAIN_ID, 0, asset_id, msg.sender, asset_data
    )
    message_hash: bytes32 = extcall IMessenger(constants.L2_MESSENGER).sendToL1(
        bridge_messages._encode_router_message(chain.id, asset_id, mint_data)
    )
    log WithdrawalInitiatedAssetRouter(
        chainId=self.L1_CHAIN_ID, l2Sender=msg.sender, assetId=asset_id, assetData=asset_data
    )
    return message_hash


# --- views ---

@external
@view
def l1TokenAddress(l2_token: address) -> address:
    """
    @notice The token of L1 that `l2_token` stands for, or 0.
    """
    asset_id: bytes32 = staticcall IL2NativeTokenVault(VAULT).assetId(l2_token)
    if not self._is_token_of_l1(asset_id):
        return empty(address)
    return staticcall IL2NativeTokenVault(VAULT).originToken(asset_id)


@external
@view
def l2TokenAddress(l1_token: address) -> address:
    """
    @notice The token that stands for one of L1, or will as soon as it is bridged.
    """
    token: address = staticcall IL2NativeTokenVault(VAULT).l2TokenAddress(l1_token)
    if token != empty(address):
        return token
    return staticcall IL2NativeTokenVault(VAULT).calculateCreate2TokenAddress(
        self.L1_CHAIN_ID, l1_token
    )


@external
@view
def l1Bridge() -> address:
    """
    @notice `L1_ASSET_ROUTER`, as old clients ask for it.
    """
    return self.L1_ASSET_ROUTER


# --- internals ---

@internal
@view
def _check_upgrader():
    if msg.sender != constants.L2_COMPLEX_UPGRADER:
        errors.Unauthorized(msg.sender)


@internal
def _update(
    l1_chain_id: uint256, l1_asset_router: address, base_token_asset_id: bytes32, owner: address
):
    if l1_asset_router == empty(address):
        l2_bridge_errors.EmptyAddress()
    self.L1_CHAIN_ID = l1_chain_id
    self.L1_ASSET_ROUTER = l1_asset_router
    self.BASE_TOKEN_ASSET_ID = base_token_asset_id
    if owner != ownable_2step.owner:
        ownable_2step._set_owner(owner)


@internal
@view
def _check_l1_router(origin_chain_id: uint256):
    if (
        origin_chain_id != self.L1_CHAIN_ID
        or msg.sender != address_alias._apply(self.L1_ASSET_ROUTER)
    ):
        errors.Unauthorized(msg.sender)


@internal
def _receiving_handler(asset_id: bytes32) -> address:
    if asset_id == self.BASE_TOKEN_ASSET_ID:
        bridge_errors.AssetIdNotSupported(asset_id)
    handler: address = asset_handlers.assetHandlerAddress[asset_id]
    if handler != empty(address):
        return handler
    # The vault refuses an asset id that is not of its making.
    asset_handlers._set_handler(asset_id, VAULT)
    return VAULT


@internal
@payable
def _finalize_l1_token_deposit():
    """
    @dev finalizeDeposit(sender, receiver, token of L1, amount, metadata): the arguments are the
         vault's mint data as they stand.
    """
    l1_chain_id: uint256 = self.L1_CHAIN_ID
    self._check_l1_router(l1_chain_id)
    if len(msg.data) > limits.MAX_MINT_DATA + 4:
        errors.NonCanonicalRepresentation()
    calldata: Bytes[limits.MAX_MINT_DATA + 4] = raw_call(
        IDENTITY, msg.data, max_outsize=limits.MAX_MINT_DATA + 4, is_static_call=True
    )
    mint_data: Bytes[limits.MAX_MINT_DATA] = convert(
        slice(calldata, 4, len(calldata) - 4), Bytes[limits.MAX_MINT_DATA]
    )
    asset_id: bytes32 = data_encoding._ntv_asset_id(
        l1_chain_id, extract32(mint_data, 64, output_type=address)
    )
    handler: address = self._receiving_handler(asset_id)
    extcall IL2NativeTokenVault(handler).bridgeMint(
        l1_chain_id, asset_id, mint_data, value=msg.value
    )
    log DepositFinalizedAssetRouter(chainId=l1_chain_id, assetId=asset_id, assetData=mint_data)


@internal
@payable
def _withdraw_l1_token():
    """
    @dev withdraw(receiver, token, amount): burn data in another order.
    """
    assert msg.value == 0  # dev: not payable
    receiver: address = empty(address)
    token: address = empty(address)
    amount: uint256 = 0
    receiver, token, amount = abi_decode(slice(msg.data, 4, 96), (address, address, uint256))
    if amount == 0:
        bridge_errors.AmountMustBeGreaterThanZero()
    asset_id: bytes32 = staticcall IL2NativeTokenVault(VAULT).assetId(token)
    if not self._is_token_of_l1(asset_id):
        l2_bridge_errors.TokenNotLegacy()
    self._withdraw_token(
        asset_id, data_encoding._encode_bridge_burn_data(amount, receiver, token), VAULT
    )


@internal
@view
def _is_token_of_l1(asset_id: bytes32) -> bool:
    return staticcall IL2NativeTokenVault(VAULT).originChainId(asset_id) == self.L1_CHAIN_ID


@internal
def _withdraw_token(asset_id: bytes32, burn_data: Bytes[96], handler: address) -> bytes32:
    l1_chain_id: uint256 = self.L1_CHAIN_ID
    if handler == empty(address):
        extcall IL2NativeTokenVault(VAULT).tryRegisterTokenFromBurnData(burn_data, asset_id)
    mint_data: Bytes[limits.MAX_MINT_DATA] = extcall IL2NativeTokenVault(VAULT).bridgeBurn(
        l1_chain_id, 0, asset_id, msg.sender, burn_data
    )
    message_hash: bytes32 = extcall ITokenMessenger(constants.L2_MESSENGER).sendToL1(
        concat(
            bridge_messages.FINALIZE_DEPOSIT, convert(chain.id, bytes32), asset_id, mint_data
        )
    )
    log WithdrawalInitiatedAssetRouter(
        chainId=l1_chain_id, l2Sender=msg.sender, assetId=asset_id, assetData=burn_data
    )
    return message_hash
