# pragma version 0.4.3
"""
@title A system context that is told
@license MIT
@notice Test only. Anyone says where the chain settles.
"""

currentSettlementLayerChainId: public(uint256)


@external
def settle_on(chain_id: uint256):
    """
    @notice Settle there.
    """
    self.currentSettlementLayerChainId = chain_id
