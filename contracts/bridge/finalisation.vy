# pragma version 0.4.3
"""
@title What the asset router does with proved messages
@license MIT
@notice The nullifier checks proofs; from here the asset's handler learns of a withdrawal, or of what
        became of a deposit. Proofs that are brought here are handed to the nullifier.
"""
from contracts.bridge import asset_handlers
from contracts.bridge import bridge_errors
from contracts.bridge import token_deposits
from contracts.lib import constants
from contracts.lib import errors
from contracts.lib import limits
from contracts.lib import pausable
from interfaces import IAssetHandler
from interfaces import IL1AssetHandler
from interfaces import IL1Nullifier

uses: asset_handlers
uses: pausable
uses: token_deposits

event ClaimedFailedDepositAssetRouter:
    chainId: indexed(uint256)
    assetId: indexed(bytes32)
    assetData: Bytes[limits.MAX_ASSET_DATA]

event DepositFinalizedAssetRouter:
    chainId: indexed(uint256)
    assetId: indexed(bytes32)
    assetData: Bytes[limits.MAX_ASSET_DATA]


L1_NULLIFIER: public(immutable(address))


@deploy
def __init__(l1_nullifier: address):
    L1_NULLIFIER = l1_nullifier


# --- nullifier ---

@external
@payable
def finalizeDeposit(
    chain_id: uint256, asset_id: bytes32, transfer_data: Bytes[limits.MAX_ASSET_DATA]
):
    """
    @notice Have a withdrawal from a chain paid out. An asset without a handler is the vault's.
    @dev Role: nullifier.
    @custom:errors Unauthorized for other callers; those of the handler
    """
    self._check_nullifier()
    handler: address = asset_handlers.assetHandlerAddress[asset_id]
    if handler == empty(address):
        handler = token_deposits.nativeTokenVault
        asset_handlers._set_handler(asset_id, handler)
    extcall IAssetHandler(handler).bridgeMint(chain_id, asset_id, transfer_data, value=msg.value)
    log DepositFinalizedAssetRouter(chainId=chain_id, assetId=asset_id, assetData=transfer_data)


@external
@nonreentrant
def bridgeConfirmTransferResult(
    chain_id: uint256,
    tx_status: uint8,
    deposit_sender: address,
    asset_id: bytes32,
    asset_data: Bytes[limits.MAX_ASSET_DATA],
):
    """
    @notice Tell the asset's handler what became of a deposit.
    @dev Role: nullifier.
    @custom:errors Unauthorized for other callers; "Pausable: paused"; AssetHandlerDoesNotExist; those
                   of the handler
    """
    self._check_nullifier()
    pausable._when_not_paused()
    handler: address = asset_handlers.assetHandlerAddress[asset_id]
    if handler == empty(address):
        bridge_errors.AssetHandlerDoesNotExist(asset_id)
    extcall IL1AssetHandler(handler).bridgeConfirmTransferResult(
        chain_id, tx_status, asset_id, deposit_sender, asset_data
    )
    if tx_status == constants.TX_FAILURE:
        log ClaimedFailedDepositAssetRouter(
            chainId=chain_id, assetId=asset_id, assetData=asset_data
        )


# --- anyone ---
# The nullifier has these functions too, so that calldata is passed on as it came.

@external
def bridgeRecoverFailedTransfer(
    chain_id: uint256,
    deposit_sender: address,
    asset_id: bytes32,
    asset_data: Bytes[limits.MAX_ASSET_DATA],
    l2_tx_hash: bytes32,
    l2_batch_number: uint256,
    l2_message_index: uint256,
    l2_tx_number_in_batch: uint16,
    merkle_proof: DynArray[bytes32, limits.MAX_PROOF],
):
    """
    @notice Claim a failed deposit. See the nullifier.
    """
    raw_call(L1_NULLIFIER, msg.data)


@external
def claimFailedDeposit(
    chain_id: uint256,
    deposit_sender: address,
    l1_token: address,
    amount: uint256,
    l2_tx_hash: bytes32,
    l2_batch_number: uint256,
    l2_message_index: uint256,
    l2_tx_number_in_batch: uint16,
    merkle_proof: DynArray[bytes32, limits.MAX_PROOF],
):
    """
    @notice Claim a failed deposit of the encoding 0x00. See the nullifier.
    """
    raw_call(L1_NULLIFIER, msg.data)


@external
def finalizeWithdrawal(
    chain_id: uint256,
    l2_batch_number: uint256,
    l2_message_index: uint256,
    l2_tx_number_in_batch: uint16,
    message: Bytes[limits.MAX_MESSAGE],
    merkle_proof: DynArray[bytes32, limits.MAX_PROOF],
):
    """
    @notice Finalise a withdrawal. See the nullifier.
    """
    raw_call(L1_NULLIFIER, msg.data)


@external
@view
def isWithdrawalFinalized(
    chain_id: uint256, l2_batch_number: uint256, l2_message_index: uint256
) -> bool:
    """
    @notice Whether the message at that place was finalised. See the nullifier.
    """
    return staticcall IL1Nullifier(L1_NULLIFIER).isWithdrawalFinalized(
        chain_id, l2_batch_number, l2_message_index
    )


# --- internals ---

@internal
@view
def _check_nullifier():
    if msg.sender != L1_NULLIFIER:
        errors.Unauthorized(msg.sender)
