# pragma version 0.4.3
"""
@title L1 asset router
@license MIT
@notice Sends each deposit to the handler of its asset and words the message to the chain, and brings
        to the handlers what the nullifier found proved.
@dev Roles: the bridgehub deposits; the nullifier finalises; the native token vault registers handlers
     and has tokens pulled that were approved to this contract; deployment trackers name handlers of
     their assets; the owner (governance) appoints trackers, names the vault and pauses.
@custom:source era-contracts draft-v31, L1AssetRouter
@custom:kill pause(); no deposit passes and no failed one is paid back
"""
from contracts.bridge import asset_handlers
from contracts.bridge import bridge_errors
from contracts.bridge import finalisation
from contracts.bridge import safe_erc20
from contracts.bridge import token_deposits
from contracts.lib import constants
from contracts.lib import data_encoding
from contracts.lib import encoding_errors
from contracts.lib import errors
from contracts.lib import initializable
from contracts.lib import limits
from contracts.lib import ownable_2step
from contracts.lib import owner_pausable
from contracts.lib import pausable
from ethereum.ercs import IERC20
from interfaces import IAssetHandler
from interfaces import IBridgehub
from interfaces import ICrossChainSender
from interfaces import IL1AssetRouter
from interfaces import IL1NativeTokenVault
from interfaces import IL1Nullifier
from interfaces import IMessaging

implements: ICrossChainSender
implements: IL1AssetRouter
initializes: asset_handlers
initializes: initializable
initializes: ownable_2step
initializes: pausable
initializes: owner_pausable[ownable_2step := ownable_2step, pausable := pausable]
initializes: token_deposits
initializes: finalisation[
    asset_handlers := asset_handlers, pausable := pausable, token_deposits := token_deposits
]
exports: (
    asset_handlers.assetHandlerAddress,
    asset_handlers.assetDeploymentTracker,
    ownable_2step.owner,
    ownable_2step.pendingOwner,
    ownable_2step.transferOwnership,
    ownable_2step.acceptOwnership,
    ownable_2step.renounceOwnership,
    pausable.paused,
    owner_pausable.pause,
    owner_pausable.unpause,
    token_deposits.nativeTokenVault,
    # the nullifier, and what is brought to it
    finalisation.L1_NULLIFIER,
    finalisation.finalizeDeposit,
    finalisation.bridgeConfirmTransferResult,
    finalisation.bridgeRecoverFailedTransfer,
    finalisation.claimFailedDeposit,
    finalisation.finalizeWithdrawal,
    finalisation.isWithdrawalFinalized,
)

event BridgehubDepositBaseTokenInitiated:
    chainId: indexed(uint256)
    sender: indexed(address)
    assetId: bytes32
    amount: uint256

event BridgehubDepositInitiated:
    chainId: indexed(uint256)
    txDataHash: indexed(bytes32)
    sender: indexed(address)
    assetId: bytes32
    bridgeMintCalldata: Bytes[limits.MAX_ASSET_DATA]


# Where the answer of a handler is of no interest, none is declared: it need not fit into anything.
interface IBaseTokenHandler:
    def bridgeBurn(
        chain_id: uint256,
        msg_value: uint256,
        asset_id: bytes32,
        original_caller: address,
        data: Bytes[limits.MAX_BURN_DATA],
    ): payable


BRIDGE_HUB: public(immutable(address))
L1_WETH_TOKEN: public(immutable(address))
ETH_TOKEN_ASSET_ID: public(immutable(bytes32))

# Clients ask for these two; there are neither an Era chain nor bridges of its time.
ERA_CHAIN_ID: public(constant(uint256)) = 0
legacyBridge: public(constant(address)) = empty(address)


@deploy
def __init__(l1_weth_token: address, bridgehub: address, l1_nullifier: address):
    initializable._disable()
    L1_WETH_TOKEN = l1_weth_token
    BRIDGE_HUB = bridgehub
    finalisation.__init__(l1_nullifier)
    ETH_TOKEN_ASSET_ID = data_encoding._ntv_asset_id(chain.id, constants.ETH_TOKEN)


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


# --- owner ---

@external
def setNativeTokenVault(native_token_vault: address):
    """
    @notice Name the vault, which becomes the handler of ETH, once.
    @dev Role: owner.
    @custom:errors NativeTokenVaultAlreadySet; ZeroAddress
    """
    ownable_2step._check_owner()
    if token_deposits.nativeTokenVault != empty(address):
        bridge_errors.NativeTokenVaultAlreadySet()
    if native_token_vault == empty(address):
        errors.ZeroAddress()
    token_deposits.nativeTokenVault = native_token_vault
    asset_handlers._set_handler(ETH_TOKEN_ASSET_ID, native_token_vault)


@external
def setAssetDeploymentTracker(asset_registration_data: bytes32, asset_deployment_tracker: address):
    """
    @notice Let a tracker name the handler of the asset that `asset_registration_data` makes with
            it.
    @dev Role: owner.
    """
    ownable_2step._check_owner()
    asset_id: bytes32 = data_encoding._asset_id(
        chain.id, asset_registration_data, asset_deployment_tracker
    )
    asset_handlers._set_tracker(asset_id, asset_deployment_tracker, asset_registration_data)


# --- trackers and the vault ---

@external
def setAssetHandlerAddressThisChain(
    asset_registration_data: bytes32, asset_handler_address: address
):
    """
    @notice Name the handler of an asset of the sender's.
    @dev Role: native token vault, or the deployment tracker within the asset id.
    @custom:errors Unauthorized for other callers
    """
    asset_handlers._set_handler_as_tracker(
        token_deposits.nativeTokenVault, asset_registration_data, asset_handler_address
    )


@external
def transferFundsToNTV(asset_id: bytes32, amount: uint256, original_caller: address) -> bool:
    """
    @notice Bring a deposit to the vault if it was approved to this contract and not to the vault.
    @dev Role: native token vault.
    @return Whether that was done.
    @custom:errors Unauthorized for other callers; TokensWithFeesNotSupported
    """
    vault: address = token_deposits.nativeTokenVault
    if msg.sender != vault:
        errors.Unauthorized(msg.sender)
    token: address = staticcall IL1NativeTokenVault(vault).tokenAddress(asset_id)
    if token == empty(address) or token == constants.ETH_TOKEN:
        return False
    if (
        staticcall IERC20(token).allowance(original_caller, self) < amount
        or staticcall IERC20(token).allowance(original_caller, vault) >= amount
    ):
        return False
    safe_erc20._pull_exactly(token, original_caller, vault, amount)
    return True


# --- bridgehub ---

@external
@payable
def bridgehubDepositBaseToken(
    chain_id: uint256, asset_id: bytes32, original_caller: address, amount: uint256
):
    """
    @notice Deposit base token, which pays for L2 gas and value.
    @dev Role: bridgehub.
    @custom:errors Unauthorized for other callers; AssetHandlerDoesNotExist; those of the handler
    """
    self._check_bridgehub()
    pausable._when_not_paused()
    handler: address = asset_handlers.assetHandlerAddress[asset_id]
    if handler == empty(address):
        bridge_errors.AssetHandlerDoesNotExist(asset_id)
    extcall IBaseTokenHandler(handler).bridgeBurn(
        chain_id,
        0,
        asset_id,
        original_caller,
        data_encoding._encode_bridge_burn_data(amount, empty(address), empty(address)),
        value=msg.value,
    )
    # Not recorded for claiming: if the transaction fails, L2 refunds its base token.
    log BridgehubDepositBaseTokenInitiated(
        chainId=chain_id, sender=original_caller, assetId=asset_id, amount=amount
    )


@external
@payable
def bridgehubDeposit(
    chain_id: uint256,
    original_caller: address,
    l2_value: uint256,
    data: Bytes[limits.MAX_SECOND_BRIDGE_DATA],
) -> IMessaging.L2TransactionRequestTwoBridgesInner:
    """
    @notice Deposit any other asset, or tell a chain the handler of one.
    @dev Role: bridgehub.
    @param data By its first byte: 0x01, asset id and transfer data; 0x00, token, amount and
                receiver; 0x02, asset id and the handler on the chain.
    @return The L2 transaction to request.
    @custom:errors Unauthorized for other callers; UnsupportedEncodingVersion;
                   BadTransferDataLength; NonEmptyMsgValue for ETH with 0x02;
                   LegacyEncodingUsedForNonL1Token; AssetIdNotSupported for the chain's base token;
                   those of the handler
    """
    self._check_bridgehub()
    pausable._when_not_paused()
    if len(data) == 0:
        errors.UnsupportedEncodingVersion()
    version: bytes1 = convert(slice(data, 0, 1), bytes1)
    if version == data_encoding.SET_COUNTERPART_ENCODING:
        message: Bytes[100] = asset_handlers._counterpart_message(
            chain_id,
            original_caller,
            l2_value,
            extract32(data, 1),
            extract32(data, 33, output_type=address),
        )
        return IMessaging.L2TransactionRequestTwoBridgesInner(
            magicValue=constants.TWO_BRIDGES_MAGIC_VALUE,
            l2Contract=constants.L2_ASSET_ROUTER,
            l2Calldata=message,
            factoryDeps=[],
            txDataHash=empty(bytes32),
        )

    asset_id: bytes32 = empty(bytes32)
    tx_data_hash: bytes32 = empty(bytes32)
    burn_data: Bytes[96] = b""
    if version == data_encoding.LEGACY_ENCODING:
        asset_id, tx_data_hash, burn_data = token_deposits._read_legacy(
            original_caller, slice(data, 0, 96)
        )
    elif version != data_encoding.NEW_ENCODING:
        errors.UnsupportedEncodingVersion()
    elif len(data) < 33:
        encoding_errors.BadTransferDataLength()
    else:
        asset_id = extract32(data, 1)
    if staticcall IBridgehub(BRIDGE_HUB).baseTokenAssetId(chain_id) == asset_id:
        bridge_errors.AssetIdNotSupported(asset_id)

    # The vault is the usual handler and its data is small. Memory is paid for up to the highest
    # word touched, and a function's buffers lie above those of what it calls: so the big buffers
    # are in this function, behind the branch that does without.
    handler: address = asset_handlers.assetHandlerAddress[asset_id]
    if handler == empty(address) or handler == token_deposits.nativeTokenVault:
        if version == data_encoding.NEW_ENCODING:
            at: uint256 = 1 + extract32(data, 33, output_type=uint256)
            if extract32(data, at, output_type=uint256) != 96:
                encoding_errors.InvalidNTVBurnData()
            burn_data = slice(data, at + 32, 96)
            tx_data_hash = keccak256(
                concat(
                    data_encoding.NEW_ENCODING,
                    abi_encode(original_caller, asset_id, burn_data),
                )
            )
        token_data: Bytes[limits.MAX_MINT_DATA] = token_deposits._burn(
            chain_id, original_caller, l2_value, asset_id, burn_data, handler
        )
        log BridgehubDepositInitiated(
            chainId=chain_id,
            txDataHash=tx_data_hash,
            sender=original_caller,
            assetId=asset_id,
            bridgeMintCalldata=token_data,
        )
        return IMessaging.L2TransactionRequestTwoBridgesInner(
            magicValue=constants.TWO_BRIDGES_MAGIC_VALUE,
            l2Contract=constants.L2_ASSET_ROUTER,
            l2Calldata=token_deposits._message(asset_id, token_data),
            factoryDeps=[],
            txDataHash=tx_data_hash,
        )

    transfer_data: Bytes[limits.MAX_ASSET_DATA] = b""
    asset_id, transfer_data = abi_decode(
        slice(data, 1, len(data) - 1), (bytes32, Bytes[limits.MAX_ASSET_DATA])
    )
    tx_data_hash = keccak256(
        concat(data_encoding.NEW_ENCODING, abi_encode(original_caller, asset_id, transfer_data))
    )
    mint_data: Bytes[limits.MAX_ASSET_DATA] = extcall IAssetHandler(handler).bridgeBurn(
        chain_id, l2_value, asset_id, original_caller, transfer_data, value=msg.value
    )
    log BridgehubDepositInitiated(
        chainId=chain_id,
        txDataHash=tx_data_hash,
        sender=original_caller,
        assetId=asset_id,
        bridgeMintCalldata=mint_data,
    )
    return IMessaging.L2TransactionRequestTwoBridgesInner(
        magicValue=constants.TWO_BRIDGES_MAGIC_VALUE,
        l2Contract=constants.L2_ASSET_ROUTER,
        l2Calldata=abi_encode(
            chain.id,
            asset_id,
            mint_data,
            method_id=method_id(token_deposits.FINALIZE_DEPOSIT),
        ),
        factoryDeps=[],
        txDataHash=tx_data_hash,
    )


@external
def bridgehubConfirmL2Transaction(chain_id: uint256, tx_data_hash: bytes32, tx_hash: bytes32):
    """
    @notice Record a deposit whose L2 transaction was accepted.
    @dev Role: bridgehub.
    @custom:errors Unauthorized for other callers; DepositExists
    """
    self._check_bridgehub()
    pausable._when_not_paused()
    extcall IL1Nullifier(finalisation.L1_NULLIFIER).bridgehubConfirmL2TransactionForwarded(
        chain_id, tx_data_hash, tx_hash
    )


# --- views ---

@external
@view
def l2BridgeAddress(chain_id: uint256) -> address:
    """
    @notice Always 0: no chain has a bridge of before the shared one. Genesis asks for every chain.
    """
    return empty(address)


@external
@view
def getDepositCalldata(
    sender: address, asset_id: bytes32, asset_data: Bytes[limits.MAX_ASSET_DATA]
) -> Bytes[limits.MAX_L2_CALLDATA]:
    """
    @notice The message to the chain for a deposit by `sender` whose mint data is `asset_data`.
    """
    if not token_deposits._is_token_of_l1(asset_id):
        return abi_encode(
            chain.id,
            asset_id,
            asset_data,
            method_id=method_id(token_deposits.FINALIZE_DEPOSIT),
        )
    return token_deposits._l1_token_message(
        sender, convert(asset_data, Bytes[limits.MAX_MINT_DATA])
    )


# --- internals ---

@internal
@view
def _check_bridgehub():
    if msg.sender != BRIDGE_HUB:
        errors.Unauthorized(msg.sender)
