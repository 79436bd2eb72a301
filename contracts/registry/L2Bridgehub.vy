# pragma version 0.4.3
"""
@title L2 bridgehub (0x10002)
@license MIT
@notice On a settlement layer, the registry of the chains that settle there. On any chain, the base tokens of
        the chains that it may send interop bundles to.
@dev Roles: the owner is L1 governance, by its alias; the admin as on L1; the complex upgrader (0x800f)
     initialises; the alias of the CTM deployment tracker registers chain type managers as assets, that of
     the chain registration sender chains for interop; the chain asset handler moves chains.
@custom:source era-contracts draft-v31, L2Bridgehub, BridgehubBase
"""
from contracts.lib import address_alias
from contracts.lib import constants
from contracts.lib import data_encoding
from contracts.lib import errors
from contracts.lib import initializable
from contracts.lib import limits
from contracts.lib import ownable_2step
from contracts.lib import owner_pausable
from contracts.lib import pausable
from contracts.registry import admin_2step
from contracts.registry import chain_map
from contracts.registry import ecosystem
from contracts.registry import proof_forwarder
from contracts.registry import settlement_layers
from interfaces import IBridgehub
from interfaces import IMessaging

implements: IBridgehub
initializes: ownable_2step
initializes: pausable
initializes: owner_pausable[ownable_2step := ownable_2step, pausable := pausable]
initializes: initializable
initializes: admin_2step[ownable_2step := ownable_2step]
initializes: chain_map
initializes: ecosystem[ownable_2step := ownable_2step, admin_2step := admin_2step]
initializes: settlement_layers[chain_map := chain_map, ecosystem := ecosystem]
initializes: proof_forwarder[chain_map := chain_map, ecosystem := ecosystem]
exports: (
    # ownership and administration
    ownable_2step.owner,
    ownable_2step.pendingOwner,
    ownable_2step.transferOwnership,
    ownable_2step.acceptOwnership,
    ownable_2step.renounceOwnership,
    admin_2step.admin,
    admin_2step.acceptAdmin,
    pausable.paused,
    owner_pausable.pause,
    owner_pausable.unpause,
    # what the ecosystem consists of
    ecosystem.setPendingAdmin,
    ecosystem.addChainTypeManager,
    ecosystem.removeChainTypeManager,
    ecosystem.addTokenAssetId,
    ecosystem.assetRouter,
    ecosystem.sharedBridge,
    ecosystem.l1CtmDeployer,
    ecosystem.messageRoot,
    ecosystem.chainAssetHandler,
    ecosystem.chainRegistrationSender,
    ecosystem.chainTypeManagerIsRegistered,
    ecosystem.assetIdIsRegistered,
    ecosystem.ctmAssetIdToAddress,
    ecosystem.ctmAssetIdFromAddress,
    ecosystem.ctmAssetIdFromChainId,
    # chains
    ecosystem.chainTypeManager,
    ecosystem.baseTokenAssetId,
    ecosystem.baseToken,
    ecosystem.settlementLayer,
    ecosystem.whitelistedSettlementLayers,
    chain_map.getZKChain,
    chain_map.getHyperchain,
    chain_map.getAllZKChains,
    chain_map.getAllZKChainChainIDs,
    # migration
    settlement_layers.forwardedBridgeBurnSetSettlementLayer,
    settlement_layers.forwardedBridgeConfirmTransferResult,
    # forwarded questions
    proof_forwarder.proveL2MessageInclusion,
    proof_forwarder.proveL2LogInclusion,
    proof_forwarder.proveL1ToL2TransactionStatus,
    proof_forwarder.l2TransactionBaseCost,
)


interface GatewayAssetTracker:
    def registerBaseTokenOnGateway(data: IMessaging.TokenBridgingData): nonpayable


ETH_TOKEN_ASSET_ID: public(bytes32)
L1_CHAIN_ID: public(uint256)
MAX_NUMBER_OF_ZK_CHAINS: public(uint256)


# --- complex upgrader ---


@external
def initL2(l1_chain_id: uint256, owner: address, max_number_of_zk_chains: uint256):
    """
    @notice Initialise: ETH may be a base token, and chains may move to L1.
    @dev Role: complex upgrader, in the genesis upgrade.
    @custom:errors SlotOccupied when it ran before; Unauthorized
    """
    if initializable._initialized != 0:
        errors.SlotOccupied()
    self._check_upgrader()
    initializable._disable()
    self._update(l1_chain_id, owner, max_number_of_zk_chains)
    ecosystem.assetIdIsRegistered[self.ETH_TOKEN_ASSET_ID] = True
    ecosystem.whitelistedSettlementLayers[l1_chain_id] = True


@external
def updateL2(l1_chain_id: uint256, owner: address, max_number_of_zk_chains: uint256):
    """
    @notice Set what an upgrade may change.
    @dev Role: complex upgrader.
    @custom:errors Unauthorized
    """
    self._check_upgrader()
    self._update(l1_chain_id, owner, max_number_of_zk_chains)


@external
def setAddresses(
    asset_router: address,
    l1_ctm_deployer: address,
    message_root: address,
    chain_asset_handler: address,
    chain_registration_sender: address,
):
    """
    @notice Name the contracts around the bridgehub.
    @param l1_ctm_deployer Address on L1; it calls as its alias.
    @param chain_registration_sender Its alias.
    @dev Role: owner or complex upgrader.
    @custom:errors Unauthorized
    """
    self._check_owner_or_upgrader()
    ecosystem.assetRouter = asset_router
    ecosystem.l1CtmDeployer = l1_ctm_deployer
    ecosystem.messageRoot = message_root
    ecosystem.chainAssetHandler = chain_asset_handler
    ecosystem.chainRegistrationSender = chain_registration_sender


@external
def setAddressesV31(chain_registration_sender: address):
    """
    @notice Name the alias of the chain registration sender.
    @dev Role: owner or complex upgrader.
    @custom:errors Unauthorized
    """
    self._check_owner_or_upgrader()
    ecosystem.chainRegistrationSender = chain_registration_sender


# --- from L1 ---


@external
def registerChainForInterop(chain_id: uint256, base_token_asset_id: bytes32):
    """
    @notice Learn the base token of a chain, to which bundles may be sent from now on.
    @dev Role: chain registration sender, itself or by a service transaction.
    @custom:errors Unauthorized
    """
    if msg.sender not in [
        ecosystem.chainRegistrationSender, constants.SERVICE_TRANSACTION_SENDER
    ]:
        errors.Unauthorized(msg.sender)
    ecosystem.baseTokenAssetId[chain_id] = base_token_asset_id


@external
def setCTMAssetAddress(additional_data: bytes32, asset_address: address):
    """
    @notice Register a chain type manager of this layer as the asset that its chains migrate as.
    @param additional_data The chain type manager of L1, as a word.
    @param asset_address The one of this layer.
    @dev Role: alias of the CTM deployment tracker.
    @custom:errors Unauthorized (of the address on L1); CTMNotRegistered
    """
    sender: address = address_alias._undo(msg.sender)
    if sender != ecosystem.l1CtmDeployer:
        errors.Unauthorized(sender)
    ecosystem._register_ctm_asset(
        data_encoding._asset_id(self.L1_CHAIN_ID, additional_data, sender),
        asset_address,
        additional_data,
    )


# --- chain asset handler ---


@external
def forwardedBridgeMint(
    asset_id: bytes32,
    chain_id: uint256,
    base_token_bridging_data: IMessaging.TokenBridgingData,
) -> (address, address):
    """
    @notice A chain comes to this layer.
    @return Its diamond here, or 0, and its chain type manager.
    @dev Role: chain asset handler.
    @custom:errors NotChainAssetHandler; NoCTMForAssetId; AlreadyCurrentSL
    """
    ecosystem._check_chain_asset_handler()
    zk_chain: address = empty(address)
    ctm: address = empty(address)
    zk_chain, ctm = settlement_layers._arrive(
        asset_id, chain_id, base_token_bridging_data.assetId
    )
    extcall GatewayAssetTracker(constants.GW_ASSET_TRACKER).registerBaseTokenOnGateway(
        base_token_bridging_data
    )
    return zk_chain, ctm


@external
def registerNewZKChain(
    chain_id: uint256, zk_chain: address, check_max_number_of_zk_chains: bool
):
    """
    @notice Record the diamond of a chain that came to this layer for the first time.
    @dev Role: chain asset handler.
    @custom:errors NotChainAssetHandler; ZKChainLimitReached
    """
    ecosystem._check_chain_asset_handler()
    limit: uint256 = limits.MAX_CHAINS
    if check_max_number_of_zk_chains:
        limit = self.MAX_NUMBER_OF_ZK_CHAINS
    chain_map._set(chain_id, zk_chain, limit)


# --- inside ---


@internal
@view
def _check_upgrader():
    if msg.sender != constants.L2_COMPLEX_UPGRADER:
        errors.Unauthorized(msg.sender)


@internal
@view
def _check_owner_or_upgrader():
    if msg.sender != ownable_2step.owner:
        self._check_upgrader()


@internal
def _update(l1_chain_id: uint256, owner: address, max_number_of_zk_chains: uint256):
    self.L1_CHAIN_ID = l1_chain_id
    self.MAX_NUMBER_OF_ZK_CHAINS = max_number_of_zk_chains
    self.ETH_TOKEN_ASSET_ID = data_encoding._ntv_asset_id(l1_chain_id, constants.ETH_TOKEN)
    if ownable_2step.owner != owner:
        ownable_2step._set_owner(owner)
