# pragma version 0.4.3
"""
@title System context (0x800b)
@license MIT
@notice Knows where the chain settles. The rest of a block's context ZKsync OS answers by opcodes.
@dev Roles: the bootloader (0x8001) sets.
@custom:source era-contracts draft-v31, l2-system/zksync-os/SystemContext
"""
from contracts.lib import constants
from contracts.lib import errors

event SettlementLayerChainIdUpdated:
    _newSettlementLayerChainId: indexed(uint256)


interface ChainAssetHandler:
    def setSettlementLayerChainId(previous: uint256, current: uint256): nonpayable


currentSettlementLayerChainId: public(uint256)  # 0 until the chain's second block


@external
def setSettlementLayerChainId(new_settlement_layer_chain_id: uint256):
    """
    @notice The batch that begins here settles on that layer. Nothing happens if it is the former one.
    @dev Role: bootloader.
    @custom:errors Unauthorized
    """
    if msg.sender != constants.L2_BOOTLOADER:
        errors.Unauthorized(msg.sender)
    previous: uint256 = self.currentSettlementLayerChainId
    if new_settlement_layer_chain_id == previous:
        return
    self.currentSettlementLayerChainId = new_settlement_layer_chain_id
    extcall ChainAssetHandler(constants.L2_CHAIN_ASSET_HANDLER).setSettlementLayerChainId(
        previous, new_settlement_layer_chain_id
    )
    log SettlementLayerChainIdUpdated(_newSettlementLayerChainId=new_settlement_layer_chain_id)
