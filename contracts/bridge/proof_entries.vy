# pragma version 0.4.3
"""
@title Other ways to bring a proof to the nullifier
@license MIT
@notice Clients of earlier protocols say less, or say it in other words. Each function completes what it is
        told and calls one of the nullifier's own two.
@dev Calls go to `self` from outside: whoever brings a proof is of no interest there, and the buffers of the
     usual path stay small.
"""
from contracts.bridge import bridge_errors
from contracts.lib import bridge_messages
from contracts.lib import constants
from contracts.lib import data_encoding
from contracts.lib import limits
from interfaces import IL1NativeTokenVault
from interfaces import IL1Nullifier
from interfaces import IMessaging


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
    @notice `finalizeDeposit` for clients that do not name the message's sender: the one that such a
            message must have.
    @custom:errors As `finalizeDeposit`
    """
    selector: bytes4 = 0x00000000
    if len(message) >= 4:
        selector = convert(slice(message, 0, 4), bytes4)
    is_base_token: bool = selector == bridge_messages.FINALIZE_ETH_WITHDRAWAL
    extcall IL1Nullifier(self).finalizeDeposit(
        IMessaging.FinalizeL1DepositParams(
            chainId=chain_id,
            l2BatchNumber=l2_batch_number,
            l2MessageIndex=l2_message_index,
            l2Sender=constants.L2_BASE_TOKEN if is_base_token else constants.L2_ASSET_ROUTER,
            l2TxNumberInBatch=l2_tx_number_in_batch,
            message=message,
            merkleProof=merkle_proof,
        )
    )


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
    @notice `bridgeConfirmTransferResult` of a failure.
    @custom:errors As `bridgeConfirmTransferResult`
    """
    extcall IL1Nullifier(self).bridgeConfirmTransferResult(
        IL1Nullifier.ConfirmTransferResultData(
            chainId=chain_id,
            depositSender=deposit_sender,
            l2TxNumberInBatch=l2_tx_number_in_batch,
            txStatus=constants.TX_FAILURE,
            assetId=asset_id,
            assetData=asset_data,
            l2TxHash=l2_tx_hash,
            l2BatchNumber=l2_batch_number,
            l2MessageIndex=l2_message_index,
            merkleProof=merkle_proof,
        )
    )


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
    @notice `bridgeRecoverFailedTransfer` for a token of L1 that was deposited in the encoding 0x00.
    @custom:errors LegacyMethodForNonL1Token; otherwise as `bridgeConfirmTransferResult`
    """
    asset_id: bytes32 = data_encoding._ntv_asset_id(chain.id, l1_token)
    vault: address = staticcall IL1Nullifier(self).l1NativeTokenVault()
    registered: bytes32 = staticcall IL1NativeTokenVault(vault).assetId(l1_token)
    if registered != asset_id and registered != empty(bytes32):
        bridge_errors.LegacyMethodForNonL1Token()
    extcall IL1Nullifier(self).bridgeConfirmTransferResult(
        IL1Nullifier.ConfirmTransferResultData(
            chainId=chain_id,
            depositSender=deposit_sender,
            l2TxNumberInBatch=l2_tx_number_in_batch,
            txStatus=constants.TX_FAILURE,
            assetId=asset_id,
            # The receiver was not recorded.
            assetData=data_encoding._encode_bridge_burn_data(
                amount, empty(address), empty(address)
            ),
            l2TxHash=l2_tx_hash,
            l2BatchNumber=l2_batch_number,
            l2MessageIndex=l2_message_index,
            merkleProof=merkle_proof,
        )
    )
