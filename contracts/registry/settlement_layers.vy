# pragma version 0.4.3
"""
@title Where chains settle
@license MIT
@notice The bridgehub's part in a chain's migration. The chain asset handler drives it.
"""
from contracts.lib import constants
from contracts.registry import chain_map
from contracts.registry import ecosystem
from contracts.registry import registry_errors

uses: chain_map
uses: ecosystem


@external
def forwardedBridgeBurnSetSettlementLayer(
    chain_id: uint256, new_settlement_layer_chain_id: uint256
) -> (address, address):
    """
    @notice A chain leaves this layer.
    @return Its diamond here and its chain type manager.
    @dev Role: chain asset handler.
    @custom:errors NotChainAssetHandler; SLNotWhitelisted; NotCurrentSettlementLayer when the chain does
                   not settle here; SettlementLayersMustSettleOnL1 when it is a settlement layer itself
    """
    ecosystem._check_chain_asset_handler()
    if not ecosystem.whitelistedSettlementLayers[new_settlement_layer_chain_id]:
        registry_errors.SLNotWhitelisted()
    if ecosystem.settlementLayer[chain_id] != chain.id:
        registry_errors.NotCurrentSettlementLayer()
    if ecosystem.whitelistedSettlementLayers[chain_id]:
        registry_errors.SettlementLayersMustSettleOnL1()
    ecosystem.settlementLayer[chain_id] = new_settlement_layer_chain_id
    return chain_map._known(chain_id), ecosystem.chainTypeManager[chain_id]


@external
def forwardedBridgeConfirmTransferResult(
    chain_id: uint256, tx_status: uint8
) -> (address, address):
    """
    @notice The outcome of a chain's leaving: after a failure it settles here again.
    @return Its diamond here and its chain type manager.
    @dev Role: chain asset handler.
    @custom:errors NotChainAssetHandler
    """
    ecosystem._check_chain_asset_handler()
    assert tx_status <= constants.TX_SUCCESS  # dev: not a status
    if tx_status == constants.TX_FAILURE:
        ecosystem.settlementLayer[chain_id] = chain.id
    return chain_map._zk_chain[chain_id], ecosystem.chainTypeManager[chain_id]


@internal
def _arrive(asset_id: bytes32, chain_id: uint256, base_token_asset_id: bytes32) -> (
    address, address
):
    """
    @dev A chain comes to this layer. Returns its diamond (0 on its first arrival) and its chain type
         manager.
    """
    chain_type_manager: address = ecosystem.ctmAssetIdToAddress[asset_id]
    if chain_type_manager == empty(address):
        registry_errors.NoCTMForAssetId(asset_id)
    if ecosystem.settlementLayer[chain_id] == chain.id:
        registry_errors.AlreadyCurrentSL(chain.id)
    ecosystem._record(chain_id, base_token_asset_id, chain_type_manager)
    # The token was accepted where the chain was made.
    ecosystem.assetIdIsRegistered[base_token_asset_id] = True
    return chain_map._zk_chain[chain_id], chain_type_manager
