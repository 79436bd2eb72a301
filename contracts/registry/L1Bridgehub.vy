# pragma version 0.4.3
"""
@title L1 bridgehub
@license MIT
@notice Registry of the chains and of the ecosystem's contracts, and the entry of every L1 to L2 request.
@dev Roles: the owner (governance) names contracts, chain type managers and settlement layers, and
     pauses requests and the creation of chains; the admin creates chains and admits base tokens; the
     chain asset handler moves chains. Behind a proxy.
@custom:source era-contracts draft-v31, L1Bridgehub, BridgehubBase
"""
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
from contracts.registry import l2_requests
from contracts.registry import proof_forwarder
from contracts.registry import registry_errors
from contracts.registry import settlement_layers
from interfaces import IBridgehub
from interfaces import IChainTypeManager
from interfaces import IMessageRoot
from interfaces import IMessaging
from interfaces import IZKChain

implements: IBridgehub
initializes: ownable_2step
initializes: pausable
initializes: owner_pausable[ownable_2step := ownable_2step, pausable := pausable]
initializes: initializable
initializes: admin_2step[ownable_2step := ownable_2step]
initializes: chain_map
initializes: ecosystem[ownable_2step := ownable_2step, admin_2step := admin_2step]
initializes: settlement_layers[chain_map := chain_map, ecosystem := ecosystem]
initializes: l2_requests[chain_map := chain_map, ecosystem := ecosystem, pausable := pausable]
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
    ecosystem.setAddresses,
    ecosystem.setAddressesV31,
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
    # requests
    l2_requests.requestL2TransactionDirect,
    l2_requests.requestL2TransactionTwoBridges,
    # migration
    settlement_layers.forwardedBridgeBurnSetSettlementLayer,
    settlement_layers.forwardedBridgeConfirmTransferResult,
    # forwarded questions
    proof_forwarder.proveL2MessageInclusion,
    proof_forwarder.proveL2LogInclusion,
    proof_forwarder.proveL1ToL2TransactionStatus,
    proof_forwarder.l2TransactionBaseCost,
)

event NewChain:
    chainId: indexed(uint256)
    chainTypeManager: address
    chainGovernance: indexed(address)

event SettlementLayerRegistered:
    chainId: indexed(uint256)
    isWhitelisted: bool


L1_CHAIN_ID: public(immutable(uint256))
MAX_NUMBER_OF_ZK_CHAINS: public(immutable(uint256))


@deploy
def __init__(owner: address, max_number_of_zk_chains: uint256):
    L1_CHAIN_ID = chain.id
    MAX_NUMBER_OF_ZK_CHAINS = max_number_of_zk_chains
    l2_requests.__init__()
    initializable._disable()
    ownable_2step._set_owner(owner)
    self._initialize()


@external
def initialize(owner: address):
    """
    @notice Initialise a proxy: ETH may be a base token, L1 a settlement layer.
    @custom:errors SlotOccupied when it was initialised before
    """
    if initializable._initialized != 0:
        errors.SlotOccupied()
    initializable._start(1)
    ownable_2step._set_owner(owner)
    self._initialize()


# --- owner and admin: chains ---


@external
@nonreentrant
def createNewChain(
    chain_id: uint256,
    chain_type_manager: address,
    base_token_asset_id: bytes32,
    salt: uint256,
    admin: address,
    init_data: Bytes[limits.MAX_CHAIN_INIT_DATA],
    factory_deps: DynArray[Bytes[limits.MAX_FACTORY_DEP], limits.MAX_FACTORY_DEPS],
) -> uint256:
    """
    @notice Create a chain that settles on L1.
    @param salt Not used.
    @param admin The chain's admin.
    @param init_data What its chain type manager wants.
    @return The chain id.
    @dev Role: owner or admin.
    @custom:errors Unauthorized; "Pausable: paused"; ZeroChainId; ChainIdTooBig; ChainIdCantBeCurrentChain;
                   ChainIdIsHardcoded; ZeroAddress; EmptyAssetId; CTMNotRegistered; AssetIdNotSupported;
                   SharedBridgeNotSet; BridgeHubAlreadyRegistered; ZKChainLimitReached
    """
    admin_2step._check_owner_or_admin()
    pausable._when_not_paused()
    ecosystem._check_new_chain(chain_id, base_token_asset_id, chain_type_manager)
    # The chain's own genesis asks for these.
    ecosystem._record(chain_id, base_token_asset_id, chain_type_manager)
    zk_chain: address = extcall IChainTypeManager(chain_type_manager).createNewChain(
        chain_id, base_token_asset_id, admin, init_data, factory_deps
    )
    chain_map._set(chain_id, zk_chain, MAX_NUMBER_OF_ZK_CHAINS)
    extcall IMessageRoot(ecosystem.messageRoot).addNewChain(chain_id, 0)
    log NewChain(chainId=chain_id, chainTypeManager=chain_type_manager, chainGovernance=admin)
    return chain_id


@external
def registerAlreadyDeployedZKChain(chain_id: uint256, zk_chain: address):
    """
    @notice Take in a chain whose diamond was made elsewhere. Its batches count from the number it has
            executed.
    @dev Role: owner.
    @custom:errors ZeroAddress; ChainIdAlreadyExists; ChainIdMismatch; IncorrectBridgeHubAddress; then as
                   createNewChain
    """
    ownable_2step._check_owner()
    if zk_chain == empty(address):
        errors.ZeroAddress()
    if chain_map._zk_chain[chain_id] != empty(address):
        registry_errors.ChainIdAlreadyExists()
    if staticcall IZKChain(zk_chain).getChainId() != chain_id:
        registry_errors.ChainIdMismatch()
    bridgehub: address = staticcall IZKChain(zk_chain).getBridgehub()
    if bridgehub != self:
        registry_errors.IncorrectBridgeHubAddress(bridgehub)
    chain_type_manager: address = staticcall IZKChain(zk_chain).getChainTypeManager()
    asset_id: bytes32 = staticcall IZKChain(zk_chain).getBaseTokenAssetId()
    ecosystem._check_new_chain(chain_id, asset_id, chain_type_manager)

    ecosystem._record(chain_id, asset_id, chain_type_manager)
    chain_map._set(chain_id, zk_chain, MAX_NUMBER_OF_ZK_CHAINS)
    extcall IMessageRoot(ecosystem.messageRoot).addNewChain(
        chain_id, staticcall IZKChain(zk_chain).getTotalBatchesExecuted()
    )
    log NewChain(
        chainId=chain_id,
        chainTypeManager=chain_type_manager,
        chainGovernance=staticcall IZKChain(zk_chain).getAdmin(),
    )


@external
def setSettlementLayerStatus(settlement_layer_chain_id: uint256, is_whitelisted: bool):
    """
    @notice Let chains move to a settlement layer, or no longer.
    @dev Role: owner.
    @custom:errors SettlementLayersMustSettleOnL1
    """
    ownable_2step._check_owner()
    if ecosystem.settlementLayer[settlement_layer_chain_id] != chain.id:
        registry_errors.SettlementLayersMustSettleOnL1()
    ecosystem.whitelistedSettlementLayers[settlement_layer_chain_id] = is_whitelisted
    log SettlementLayerRegistered(
        chainId=settlement_layer_chain_id, isWhitelisted=is_whitelisted
    )


# --- the ecosystem's contracts ---


@external
def setCTMAssetAddress(additional_data: bytes32, asset_address: address):
    """
    @notice Register a chain type manager as the asset that its chains migrate as.
    @param additional_data The chain type manager's address as a word.
    @dev Role: CTM deployment tracker.
    @custom:errors Unauthorized; CTMNotRegistered
    """
    if msg.sender != ecosystem.l1CtmDeployer:
        errors.Unauthorized(msg.sender)
    ecosystem._register_ctm_asset(
        data_encoding._asset_id(L1_CHAIN_ID, additional_data, msg.sender),
        asset_address,
        additional_data,
    )


@external
def forwardedBridgeMint(
    asset_id: bytes32,
    chain_id: uint256,
    base_token_bridging_data: IMessaging.TokenBridgingData,
) -> (address, address):
    """
    @notice A chain returns to L1.
    @param base_token_bridging_data Only the asset id is filled in on the way to L1.
    @return Its diamond here and its chain type manager.
    @dev Role: chain asset handler.
    @custom:errors NotChainAssetHandler; NoCTMForAssetId; AlreadyCurrentSL
    """
    ecosystem._check_chain_asset_handler()
    return settlement_layers._arrive(asset_id, chain_id, base_token_bridging_data.assetId)


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
        limit = MAX_NUMBER_OF_ZK_CHAINS
    chain_map._set(chain_id, zk_chain, limit)


# --- inside ---


@internal
def _initialize():
    ecosystem.assetIdIsRegistered[l2_requests.ETH_ASSET_ID] = True
    ecosystem.whitelistedSettlementLayers[L1_CHAIN_ID] = True
