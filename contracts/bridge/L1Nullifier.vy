# pragma version 0.4.3
"""
@title L1 nullifier
@license MIT
@notice Checks the proofs by which funds leave the bridge, and lets each be used once: of messages
        that finalise withdrawals, and of deposits that failed on their chain.
@dev Roles: anyone brings proofs, whoever is paid; the asset router records deposits; the owner
     (governance) connects addresses and pauses.
@custom:source era-contracts draft-v31, L1Nullifier
@custom:kill pause(); nothing is finalised or claimed, and what was recorded stays readable
"""
from contracts.bridge import bridge_errors
from contracts.bridge import proof_entries
from contracts.bridge import proved_logs
from contracts.lib import bridge_messages
from contracts.lib import constants
from contracts.lib import data_encoding
from contracts.lib import encoding_errors
from contracts.lib import errors
from contracts.lib import initializable
from contracts.lib import limits
from contracts.lib import message_hashing
from contracts.lib import ownable_2step
from contracts.lib import owner_pausable
from contracts.lib import pausable
from interfaces import IBridgehub
from interfaces import IL1AssetRouter
from interfaces import IL1NativeTokenVault
from interfaces import IL1Nullifier
from interfaces import IMessaging

implements: IL1Nullifier
initializes: initializable
initializes: ownable_2step
initializes: pausable
initializes: owner_pausable[ownable_2step := ownable_2step, pausable := pausable]
initializes: proved_logs
exports: (
    ownable_2step.owner,
    ownable_2step.pendingOwner,
    ownable_2step.transferOwnership,
    ownable_2step.acceptOwnership,
    ownable_2step.renounceOwnership,
    pausable.paused,
    owner_pausable.pause,
    owner_pausable.unpause,
    proof_entries.bridgeRecoverFailedTransfer,
    proof_entries.claimFailedDeposit,
    proof_entries.finalizeWithdrawal,
    proved_logs.MESSAGE_ROOT,
    proved_logs.getTransientSettlementLayer,
)

event BridgehubDepositFinalized:
    chainId: indexed(uint256)
    txDataHash: indexed(bytes32)
    l2DepositTxHash: indexed(bytes32)


BRIDGE_HUB: public(immutable(address))

# Chains of before the shared bridge had one; ours have none, and clients ask for it.
legacyBridge: public(constant(address)) = empty(address)

l1AssetRouter: public(address)
l1NativeTokenVault: public(address)
depositHappened: public(
    HashMap[uint256, HashMap[bytes32, bytes32]]
)  # chain id => canonical L2 transaction hash => hash of what was deposited
isWithdrawalFinalized: public(
    HashMap[uint256, HashMap[uint256, HashMap[uint256, bool]]]
)  # chain id => batch number => index of the message in the batch's tree


@deploy
def __init__(bridgehub: address, message_root: address):
    initializable._disable()
    BRIDGE_HUB = bridgehub
    proved_logs.__init__(message_root)


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


# --- anyone, with a proof ---

@external
@nonreentrant
def finalizeDeposit(params: IMessaging.FinalizeL1DepositParams):
    """
    @notice Pay out a withdrawal, which is a deposit from the chain to L1, once.
    @param params Place of the message, its sender, the message and the proof of its inclusion.
    @custom:errors "Pausable: paused"; WithdrawalAlreadyFinalized; InvalidSelector for a message that is
                   no withdrawal; L2WithdrawalMessageWrongLength below 56 bytes for base token;
                   WrongMsgLength below 68 or above 10,148 for other assets; WrongL2Sender unless the
                   base token's or the asset router's; InvalidProof; what the message root raises of
                   a malformed proof; what the asset's handler raises
    """
    pausable._when_not_paused()
    if self.isWithdrawalFinalized[params.chainId][params.l2BatchNumber][params.l2MessageIndex]:
        bridge_errors.WithdrawalAlreadyFinalized()
    self.isWithdrawalFinalized[params.chainId][params.l2BatchNumber][params.l2MessageIndex] = True
    size: uint256 = len(params.message)
    selector: bytes4 = 0x00000000
    if size >= 4:
        selector = convert(slice(params.message, 0, 4), bytes4)
    asset_id: bytes32 = empty(bytes32)
    if size >= 68:
        asset_id = extract32(params.message, 36)
    sender: address = empty(address)
    asset_id, sender = self._read_head(params.chainId, selector, size, asset_id)
    if params.l2Sender != sender:
        bridge_errors.WrongL2Sender(params.l2Sender)
    proved_logs._demand(
        params.chainId,
        params.l2BatchNumber,
        params.l2MessageIndex,
        message_hashing._message_leaf(
            params.l2TxNumberInBatch, sender, keccak256(params.message)
        ),
        params.merkleProof,
    )
    transfer_data: Bytes[limits.MAX_ASSET_DATA] = b""
    if selector == bridge_messages.FINALIZE_ETH_WITHDRAWAL:
        # As the vault reads it: no caller, receiver, no token, amount, no metadata.
        transfer_data = abi_encode(
            empty(address),
            convert(convert(slice(params.message, 4, 20), bytes20), address),
            empty(address),
            extract32(params.message, 24),
            b"",
        )
    else:
        transfer_data = convert(
            slice(params.message, 68, size - 68), Bytes[limits.MAX_ASSET_DATA]
        )
    extcall IL1AssetRouter(self.l1AssetRouter).finalizeDeposit(
        params.chainId, asset_id, transfer_data
    )


@external
@nonreentrant
def bridgeConfirmTransferResult(result: IL1Nullifier.ConfirmTransferResultData):
    """
    @notice Tell the asset's handler what became of a deposit, once. A deposit of tokens that failed is
            paid back to who made it.
    @param result The deposit as it was requested, its outcome, and the proof of that.
    @custom:errors "Pausable: paused"; InvalidProof; DepositDoesNotExist unless the deposit is on record
                   with that sender, asset and data; what the message root raises of a malformed
                   proof; what the asset's handler raises
    """
    pausable._when_not_paused()
    proved_logs._demand(
        result.chainId,
        result.l2BatchNumber,
        result.l2MessageIndex,
        message_hashing._status_log_leaf(
            result.l2TxNumberInBatch, result.l2TxHash, result.txStatus
        ),
        result.merkleProof,
    )
    recorded: bytes32 = self.depositHappened[result.chainId][result.l2TxHash]
    claimed: bytes32 = data_encoding._tx_data_hash(
        result.depositSender, result.assetId, result.assetData
    )
    if recorded != claimed:
        amount: uint256 = (
            extract32(result.assetData, 0, output_type=uint256)
            if len(result.assetData) == 96
            else 0
        )
        if not self._is_legacy_deposit(recorded, result.depositSender, result.assetId, amount):
            bridge_errors.DepositDoesNotExist(recorded, claimed)
    self.depositHappened[result.chainId][result.l2TxHash] = empty(bytes32)
    extcall IL1AssetRouter(self.l1AssetRouter).bridgeConfirmTransferResult(
        result.chainId, result.txStatus, result.depositSender, result.assetId, result.assetData
    )


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


# --- internals ---

@internal
@view
def _read_head(
    chain_id: uint256, selector: bytes4, size: uint256, named_asset_id: bytes32
) -> (bytes32, address):
    """
    @dev Asset of a message, and who must have sent it.
    """
    base_asset_id: bytes32 = staticcall IBridgehub(BRIDGE_HUB).baseTokenAssetId(chain_id)
    if selector == bridge_messages.FINALIZE_ETH_WITHDRAWAL:
        if size < 56:
            encoding_errors.L2WithdrawalMessageWrongLength(size)
        return base_asset_id, constants.L2_BASE_TOKEN
    if selector != bridge_messages.FINALIZE_DEPOSIT:
        bridge_errors.InvalidSelector(selector)
    if size < 68:
        encoding_errors.WrongMsgLength(68, size)
    if size > bridge_messages.MAX_ROUTER_MESSAGE:
        encoding_errors.WrongMsgLength(bridge_messages.MAX_ROUTER_MESSAGE, size)
    # Only the base token's own contract may take base token out of a chain.
    is_base_token: bool = named_asset_id == base_asset_id
    return (
        named_asset_id,
        constants.L2_BASE_TOKEN if is_base_token else constants.L2_ASSET_ROUTER,
    )


@internal
@view
def _is_legacy_deposit(
    recorded: bytes32, deposit_sender: address, asset_id: bytes32, amount: uint256
) -> bool:
    """
    @dev Whether a deposit in the encoding 0x00, which only tokens of L1 can have, is on record.
    """
    token: address = staticcall IL1NativeTokenVault(self.l1NativeTokenVault).tokenAddress(asset_id)
    return (
        asset_id == data_encoding._ntv_asset_id(chain.id, token)
        and recorded == keccak256(abi_encode(deposit_sender, token, amount))
    )
