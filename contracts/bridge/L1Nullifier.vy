# pragma version 0.4.3
"""
@title L1 nullifier
@license MIT
@notice Remembers each deposit until it is known to have succeeded or was claimed back.
@dev Roles: the asset router records deposits; the owner (governance) connects addresses and pauses.
@custom:source era-contracts draft-v31, L1Nullifier
@custom:kill pause(); what was recorded stays readable
"""
from contracts.bridge import bridge_errors
from contracts.lib import data_encoding
from contracts.lib import errors
from contracts.lib import initializable
from contracts.lib import limits
from contracts.lib import ownable_2step
from contracts.lib import owner_pausable
from contracts.lib import pausable
from interfaces import IL1NativeTokenVault
from interfaces import IL1Nullifier

implements: IL1Nullifier
initializes: initializable
initializes: ownable_2step
initializes: pausable
initializes: owner_pausable[ownable_2step := ownable_2step, pausable := pausable]
exports: (
    ownable_2step.owner,
    ownable_2step.pendingOwner,
    ownable_2step.transferOwnership,
    ownable_2step.acceptOwnership,
    ownable_2step.renounceOwnership,
    pausable.paused,
    owner_pausable.pause,
    owner_pausable.unpause,
)

event BridgehubDepositFinalized:
    chainId: indexed(uint256)
    txDataHash: indexed(bytes32)
    l2DepositTxHash: indexed(bytes32)


BRIDGE_HUB: public(immutable(address))
MESSAGE_ROOT: public(immutable(address))

# Chains of before the shared bridge had one; ours have none, and clients ask for it.
legacyBridge: public(constant(address)) = empty(address)

l1AssetRouter: public(address)
l1NativeTokenVault: public(address)
depositHappened: public(
    HashMap[uint256, HashMap[bytes32, bytes32]]
)  # chain id => canonical L2 transaction hash => hash of what was deposited


@deploy
def __init__(bridgehub: address, message_root: address):
    initializable._disable()
    BRIDGE_HUB = bridgehub
    MESSAGE_ROOT = message_root


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
def setL1NativeTokenVault(l1_native_token_vault: address):
    """
    @notice Name the vault, once.
    @dev Role: owner.
    @custom:errors NativeTokenVaultAlreadySet; ZeroAddress
    """
    ownable_2step._check_owner()
    if self.l1NativeTokenVault != empty(address):
        bridge_errors.NativeTokenVaultAlreadySet()
    if l1_native_token_vault == empty(address):
        errors.ZeroAddress()
    self.l1NativeTokenVault = l1_native_token_vault


@external
def setL1AssetRouter(l1_asset_router: address):
    """
    @notice Name the asset router, once.
    @dev Role: owner.
    @custom:errors AddressAlreadySet; ZeroAddress
    """
    ownable_2step._check_owner()
    if self.l1AssetRouter != empty(address):
        bridge_errors.AddressAlreadySet(self.l1AssetRouter)
    if l1_asset_router == empty(address):
        errors.ZeroAddress()
    self.l1AssetRouter = l1_asset_router


# --- asset router ---

@external
def bridgehubConfirmL2TransactionForwarded(
    chain_id: uint256, tx_data_hash: bytes32, tx_hash: bytes32
):
    """
    @notice Record that the L2 transaction `tx_hash` carries the deposit of hash `tx_data_hash`.
    @dev Role: asset router.
    @custom:errors Unauthorized for other callers; DepositExists for a hash seen before
    """
    if msg.sender != self.l1AssetRouter:
        errors.Unauthorized(msg.sender)
    pausable._when_not_paused()
    if self.depositHappened[chain_id][tx_hash] != empty(bytes32):
        bridge_errors.DepositExists()
    self.depositHappened[chain_id][tx_hash] = tx_data_hash
    log BridgehubDepositFinalized(
        chainId=chain_id, txDataHash=tx_data_hash, l2DepositTxHash=tx_hash
    )


# --- views ---

@external
@view
def encodeTxDataHash(
    encoding_version: bytes1,
    original_caller: address,
    asset_id: bytes32,
    transfer_data: Bytes[limits.MAX_ASSET_DATA],
) -> bytes32:
    """
    @notice What `depositHappened` holds for a deposit, requested in the encoding 0x01 or 0x00.
    @custom:errors UnsupportedEncodingVersion; for 0x00 also IncorrectTokenAddressFromNTV unless the
                   asset is a token of L1, and InvalidNTVBurnData
    """
    if encoding_version == data_encoding.NEW_ENCODING:
        return data_encoding._tx_data_hash(original_caller, asset_id, transfer_data)
    if encoding_version != data_encoding.LEGACY_ENCODING:
        errors.UnsupportedEncodingVersion()
    token: address = staticcall IL1NativeTokenVault(self.l1NativeTokenVault).tokenAddress(asset_id)
    # Too long stays too long, and is refused by name.
    burn_data: Bytes[limits.MAX_BURN_DATA] = (
        convert(transfer_data, Bytes[limits.MAX_BURN_DATA])
        if len(transfer_data) <= limits.MAX_BURN_DATA
        else slice(transfer_data, 0, limits.MAX_BURN_DATA)
    )
    return data_encoding._legacy_tx_data_hash(
        chain.id, original_caller, asset_id, token, burn_data
    )


@external
@view
def l2BridgeAddress(chain_id: uint256) -> address:
    """
    @notice Always 0: no chain has a bridge of before the shared one.
    """
    return empty(address)
