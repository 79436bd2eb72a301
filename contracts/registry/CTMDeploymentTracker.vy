# pragma version 0.4.3
"""
@title CTM deployment tracker
@license MIT
@notice Makes a chain type manager an asset, on L1 and on the layers that chains move to: moving a chain
        is bridging a unit of that asset.
@dev Roles: the owner (governance) registers; the bridgehub and the asset router call on its behalf.
     Behind a proxy.
@custom:source era-contracts draft-v31, CTMDeploymentTracker
"""
from contracts.lib import constants
from contracts.lib import data_encoding
from contracts.lib import errors
from contracts.lib import initializable
from contracts.lib import limits
from contracts.lib import ownable_2step
from contracts.registry import registry_errors
from interfaces import IBridgehub
from interfaces import ICrossChainSender
from interfaces import ICTMDeploymentTracker
from interfaces import IL1AssetRouter
from interfaces import IMessaging

implements: ICTMDeploymentTracker
implements: ICrossChainSender
initializes: ownable_2step
initializes: initializable
exports: (
    ownable_2step.owner,
    ownable_2step.pendingOwner,
    ownable_2step.transferOwnership,
    ownable_2step.acceptOwnership,
    ownable_2step.renounceOwnership,
)

ENCODING_VERSION: constant(bytes1) = 0x01
# Version byte, then two words.
DATA_LENGTH: constant(uint256) = 65

BRIDGE_HUB: public(immutable(address))
L1_ASSET_ROUTER: public(immutable(address))


@deploy
def __init__(bridgehub: address, l1_asset_router: address):
    BRIDGE_HUB = bridgehub
    L1_ASSET_ROUTER = l1_asset_router
    initializable._disable()


@external
def initialize(owner: address):
    """
    @notice Initialise a proxy.
    @custom:errors "Initializable: contract is already initialized"
    """
    initializable._start(1)
    ownable_2step._set_owner(owner)


# --- owner ---


@external
def registerCTMAssetOnL1(ctm: address):
    """
    @notice Register a chain type manager as an asset with the router and the bridgehub of L1.
    @dev Role: owner.
    @custom:errors CTMNotRegistered
    """
    ownable_2step._check_owner()
    if not staticcall IBridgehub(BRIDGE_HUB).chainTypeManagerIsRegistered(ctm):
        registry_errors.CTMNotRegistered()
    self._set_handler(ctm)
    extcall IBridgehub(BRIDGE_HUB).setCTMAssetAddress(convert(ctm, bytes32), ctm)


@external
def setCtmAssetHandlerAddressOnL1(ctm: address):
    """
    @notice Tell the router of L1 that the bridgehub's chain asset handler was replaced.
    @dev Role: owner.
    """
    ownable_2step._check_owner()
    self._set_handler(ctm)


# --- bridgehub ---


@external
@payable
def bridgehubDeposit(
    chain_id: uint256,
    original_caller: address,
    l2_value: uint256,
    data: Bytes[limits.MAX_SECOND_BRIDGE_DATA],
) -> IMessaging.L2TransactionRequestTwoBridgesInner:
    """
    @notice Word the L1 to L2 transaction that registers a chain type manager on another layer.
    @param original_caller Must be the owner, who pays for the transaction.
    @param data 0x01, then abi.encode(address l1CTM, address l2CTM).
    @dev Role: bridgehub.
    @custom:errors OnlyBridgehub; NoEthAllowed; NotOwner; UnsupportedEncodingVersion
    """
    self._check_bridgehub()
    if msg.value != 0:
        errors.NoEthAllowed()
    if original_caller != ownable_2step.owner:
        registry_errors.NotOwner(original_caller, ownable_2step.owner)
    if len(data) < DATA_LENGTH or convert(slice(data, 0, 1), bytes1) != ENCODING_VERSION:
        errors.UnsupportedEncodingVersion()
    l1_ctm: address = empty(address)
    l2_ctm: address = empty(address)
    l1_ctm, l2_ctm = abi_decode(slice(data, 1, 64), (address, address))
    return IMessaging.L2TransactionRequestTwoBridgesInner(
        magicValue=constants.TWO_BRIDGES_MAGIC_VALUE,
        l2Contract=constants.L2_BRIDGEHUB,
        l2Calldata=abi_encode(
            convert(l1_ctm, bytes32),
            l2_ctm,
            method_id=method_id("setCTMAssetAddress(bytes32,address)"),
        ),
        factoryDeps=[],
        # Nothing was deposited, so nothing is to be claimed should the transaction fail.
        txDataHash=empty(bytes32),
    )


@external
def bridgehubConfirmL2Transaction(chain_id: uint256, tx_data_hash: bytes32, tx_hash: bytes32):
    """
    @notice The transaction was enqueued. If it fails, the owner repeats it; nothing is kept here.
    @dev Role: bridgehub.
    @custom:errors OnlyBridgehub
    """
    self._check_bridgehub()


# --- views ---


@external
@view
def bridgeCheckCounterpartAddress(
    chain_id: uint256,
    asset_id: bytes32,
    original_caller: address,
    asset_handler_address_on_counterpart: address,
):
    """
    @notice Reverts unless the owner names, through the router, the chain asset handler of the other layer.
    @dev Role: asset router, for the owner.
    @custom:errors NotOwnerViaRouter; WrongCounterPart
    """
    if msg.sender != L1_ASSET_ROUTER or original_caller != ownable_2step.owner:
        registry_errors.NotOwnerViaRouter(msg.sender, original_caller)
    if asset_handler_address_on_counterpart != constants.L2_CHAIN_ASSET_HANDLER:
        registry_errors.WrongCounterPart(
            asset_handler_address_on_counterpart, constants.L2_CHAIN_ASSET_HANDLER
        )


@external
@view
def calculateAssetId(l1_ctm: address) -> bytes32:
    """
    @notice Asset id of a chain type manager, on every layer.
    """
    return data_encoding._asset_id(chain.id, convert(l1_ctm, bytes32), self)


# --- inside ---


@internal
@view
def _check_bridgehub():
    if msg.sender != BRIDGE_HUB:
        registry_errors.OnlyBridgehub(msg.sender, BRIDGE_HUB)


@internal
def _set_handler(ctm: address):
    extcall IL1AssetRouter(L1_ASSET_ROUTER).setAssetHandlerAddressThisChain(
        convert(ctm, bytes32), staticcall IBridgehub(BRIDGE_HUB).chainAssetHandler()
    )
