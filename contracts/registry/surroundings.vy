# pragma version 0.4.3
"""
@title What the chain asset handler asks of its surroundings
@license MIT
@notice Bridgehub, message root and asset router of L1, and through them the vault and its asset tracker.
"""
from contracts.lib import constants
from contracts.lib import errors
from contracts.lib import ownable_2step
from contracts.registry import registry_errors
from interfaces import IBridgehub
from interfaces import IL1AssetRouter
from interfaces import IL1AssetTracker
from interfaces import IL1NativeTokenVault
from interfaces import IMessageRoot
from interfaces import IMessaging
from interfaces import IZKChain

uses: ownable_2step

BRIDGEHUB: public(immutable(address))

MESSAGE_ROOT: public(address)
ASSET_ROUTER: public(address)


@deploy
def __init__(bridgehub: address):
    BRIDGEHUB = bridgehub


@external
def setAddresses():
    """
    @notice Take message root and asset router, which are deployed later, from the bridgehub.
    @dev Role: owner.
    """
    ownable_2step._check_owner()
    self.MESSAGE_ROOT = staticcall IBridgehub(BRIDGEHUB).messageRoot()
    self.ASSET_ROUTER = staticcall IBridgehub(BRIDGEHUB).assetRouter()


@internal
@view
def _check_layer(settlement_chain_id: uint256, ctm: address) -> address:
    """
    @dev The settlement layer's own diamond on L1, by which the chain knows it.
    """
    if settlement_chain_id == chain.id:
        return constants.L1_SETTLEMENT_LAYER_VIRTUAL_ADDRESS
    # Chains and settlement layers trust each other as far as their chain type manager goes.
    if staticcall IBridgehub(BRIDGEHUB).chainTypeManager(settlement_chain_id) != ctm:
        registry_errors.SLHasDifferentCTM()
    return staticcall IBridgehub(BRIDGEHUB).getZKChain(settlement_chain_id)


@internal
@view
def _is_ready(chain_id: uint256) -> bool:
    asset_id: bytes32 = staticcall IBridgehub(BRIDGEHUB).baseTokenAssetId(chain_id)
    zk_chain: address = staticcall IBridgehub(BRIDGEHUB).getZKChain(chain_id)
    if zk_chain == empty(address):
        errors.ZKChainNotRegistered()
    tracker: address = staticcall IL1NativeTokenVault(self._vault()).l1AssetTracker()
    return (
        staticcall IL1AssetTracker(tracker).isAssetRegistered(asset_id)
        and staticcall IZKChain(zk_chain).baseTokenSupportsTotalSupply()
    )


@internal
@view
def _base_token(chain_id: uint256) -> IMessaging.TokenBridgingData:
    """
    @dev What the settlement layer has to know to account for the chain's base token.
    """
    asset_id: bytes32 = staticcall IBridgehub(BRIDGEHUB).baseTokenAssetId(chain_id)
    vault: address = self._vault()
    origin_token: address = staticcall IL1NativeTokenVault(vault).originToken(asset_id)
    origin_chain_id: uint256 = staticcall IL1NativeTokenVault(vault).originChainId(asset_id)
    if origin_token == empty(address):
        registry_errors.BaseTokenOriginTokenNotRegistered()
    if origin_chain_id == 0:
        registry_errors.BaseTokenOriginChainIdNotRegistered()
    return IMessaging.TokenBridgingData(
        assetId=asset_id, originChainId=origin_chain_id, originToken=origin_token
    )


@internal
@view
def _vault() -> address:
    return staticcall IL1AssetRouter(self.ASSET_ROUTER).nativeTokenVault()


@internal
@view
def _batch_number(chain_id: uint256) -> uint256:
    return staticcall IMessageRoot(self.MESSAGE_ROOT).currentChainBatchNumber(chain_id)
