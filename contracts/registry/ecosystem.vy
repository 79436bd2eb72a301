# pragma version 0.4.3
"""
@title The ecosystem, as a bridgehub knows it
@license MIT
@notice Addresses of the layer's shared contracts, and what a chain may be made of: chain type managers
        and base tokens. Holds what is recorded of each chain.
"""
from contracts.lib import errors
from contracts.lib import ownable_2step
from contracts.registry import admin_2step
from contracts.registry import registry_errors
from interfaces import IL1AssetRouter
from interfaces import IL1NativeTokenVault

uses: ownable_2step
uses: admin_2step

event ChainTypeManagerAdded:
    chainTypeManager: indexed(address)

event ChainTypeManagerRemoved:
    chainTypeManager: indexed(address)

event BaseTokenAssetIdRegistered:
    assetId: indexed(bytes32)

event AssetRegistered:
    assetInfo: indexed(bytes32)
    _assetAddress: indexed(address)
    additionalData: indexed(bytes32)
    sender: address


# The server uses this id as a placeholder before genesis, so no public chain may have it.
RESERVED_CHAIN_ID: constant(uint256) = 270
MAINNET: constant(uint256) = 1
SEPOLIA: constant(uint256) = 11_155_111

assetRouter: public(address)
l1CtmDeployer: public(address)
messageRoot: public(address)
chainAssetHandler: public(address)
chainRegistrationSender: public(address)

chainTypeManagerIsRegistered: public(HashMap[address, bool])  # chain type manager => may be used
assetIdIsRegistered: public(HashMap[bytes32, bool])  # asset id => may be a base token
ctmAssetIdToAddress: public(HashMap[bytes32, address])  # asset id => chain type manager
ctmAssetIdFromAddress: public(HashMap[address, bytes32])  # chain type manager => asset id

chainTypeManager: public(HashMap[uint256, address])  # chain id => chain type manager
baseTokenAssetId: public(HashMap[uint256, bytes32])  # chain id => asset id
settlementLayer: public(HashMap[uint256, uint256])  # chain id => chain id of its settlement layer
whitelistedSettlementLayers: public(
    HashMap[uint256, bool]
)  # chain id => chains may move there now; what was once used is the chain asset handler's to know


# --- owner and admin ---


@external
def setAddresses(
    asset_router: address,
    l1_ctm_deployer: address,
    message_root: address,
    chain_asset_handler: address,
    chain_registration_sender: address,
):
    """
    @notice Name the contracts that are deployed after the bridgehub.
    @dev Role: owner.
    @custom:errors Unauthorized
    """
    self._check_owner()
    self.assetRouter = asset_router
    self.l1CtmDeployer = l1_ctm_deployer
    self.messageRoot = message_root
    self.chainAssetHandler = chain_asset_handler
    self.chainRegistrationSender = chain_registration_sender


@external
def setAddressesV31(chain_registration_sender: address):
    """
    @notice Name the chain registration sender.
    @dev Role: owner.
    @custom:errors Unauthorized
    """
    self._check_owner()
    self.chainRegistrationSender = chain_registration_sender


@external
def setPendingAdmin(new_pending_admin: address):
    """
    @notice Offer the role of admin.
    @dev Role: owner or admin.
    @custom:errors Unauthorized; ZeroAddress
    """
    admin_2step._check_owner_or_admin()
    if new_pending_admin == empty(address):
        errors.ZeroAddress()
    admin_2step._offer_admin(new_pending_admin)


@external
def addChainTypeManager(chain_type_manager: address):
    """
    @notice Let new chains use a chain type manager.
    @dev Role: owner.
    @custom:errors ZeroAddress; CTMAlreadyRegistered
    """
    ownable_2step._check_owner()
    if chain_type_manager == empty(address):
        errors.ZeroAddress()
    if self.chainTypeManagerIsRegistered[chain_type_manager]:
        registry_errors.CTMAlreadyRegistered()
    self.chainTypeManagerIsRegistered[chain_type_manager] = True
    log ChainTypeManagerAdded(chainTypeManager=chain_type_manager)


@external
def removeChainTypeManager(chain_type_manager: address):
    """
    @notice Keep new chains from using a chain type manager. Its chains are not affected.
    @dev Role: owner.
    @custom:errors ZeroAddress; CTMNotRegistered
    """
    ownable_2step._check_owner()
    if chain_type_manager == empty(address):
        errors.ZeroAddress()
    if not self.chainTypeManagerIsRegistered[chain_type_manager]:
        registry_errors.CTMNotRegistered()
    self.chainTypeManagerIsRegistered[chain_type_manager] = False
    log ChainTypeManagerRemoved(chainTypeManager=chain_type_manager)


@external
def addTokenAssetId(base_token_asset_id: bytes32):
    """
    @notice Let new chains use an asset as their base token.
    @dev Role: owner or admin.
    @custom:errors Unauthorized; AssetIdAlreadyRegistered
    """
    admin_2step._check_owner_or_admin()
    if self.assetIdIsRegistered[base_token_asset_id]:
        registry_errors.AssetIdAlreadyRegistered()
    self.assetIdIsRegistered[base_token_asset_id] = True
    log BaseTokenAssetIdRegistered(assetId=base_token_asset_id)


# --- views ---


@external
@view
def sharedBridge() -> address:
    """
    @notice Former name of `assetRouter`.
    """
    return self.assetRouter


@external
@view
def baseToken(chain_id: uint256) -> address:
    """
    @notice The chain's base token on this layer.
    @custom:errors AssetHandlerNotRegistered when nothing here handles that asset
    """
    asset_id: bytes32 = self.baseTokenAssetId[chain_id]
    handler: address = staticcall IL1AssetRouter(self.assetRouter).assetHandlerAddress(asset_id)
    if handler == empty(address):
        registry_errors.AssetHandlerNotRegistered(asset_id)
    return staticcall IL1NativeTokenVault(handler).tokenAddress(asset_id)


@external
@view
def ctmAssetIdFromChainId(chain_id: uint256) -> bytes32:
    """
    @notice Asset id as which the chain migrates; 0 until its chain type manager is registered as an
            asset.
    @custom:errors ChainIdNotRegistered
    """
    chain_type_manager: address = self.chainTypeManager[chain_id]
    if chain_type_manager == empty(address):
        errors.ChainIdNotRegistered(chain_id)
    return self.ctmAssetIdFromAddress[chain_type_manager]


# --- for the bridgehub ---


@internal
@view
def _check_owner():
    """
    @dev Setting addresses answers a stranger otherwise than the rest of the owner's functions.
    """
    if msg.sender != ownable_2step.owner:
        errors.Unauthorized(msg.sender)


@internal
@view
def _check_chain_asset_handler():
    if msg.sender != self.chainAssetHandler:
        registry_errors.NotChainAssetHandler(msg.sender, self.chainAssetHandler)


@internal
@view
def _check_new_chain(chain_id: uint256, asset_id: bytes32, chain_type_manager: address):
    """
    @dev A chain that may be added: a fresh id, a registered chain type manager and base token.
    """
    if chain_id == 0:
        registry_errors.ZeroChainId()
    if chain_id > convert(max_value(uint48), uint256):
        registry_errors.ChainIdTooBig()
    if chain_id == chain.id:
        registry_errors.ChainIdCantBeCurrentChain()
    if chain_id == RESERVED_CHAIN_ID and (chain.id == MAINNET or chain.id == SEPOLIA):
        registry_errors.ChainIdIsHardcoded()
    if chain_type_manager == empty(address):
        errors.ZeroAddress()
    if asset_id == empty(bytes32):
        registry_errors.EmptyAssetId()
    if not self.chainTypeManagerIsRegistered[chain_type_manager]:
        registry_errors.CTMNotRegistered()
    if not self.assetIdIsRegistered[asset_id]:
        registry_errors.AssetIdNotSupported(asset_id)
    if self.assetRouter == empty(address):
        registry_errors.SharedBridgeNotSet()
    if self.chainTypeManager[chain_id] != empty(address):
        registry_errors.BridgeHubAlreadyRegistered()


@internal
def _record(chain_id: uint256, asset_id: bytes32, chain_type_manager: address):
    """
    @dev The chain settles here from now on.
    """
    self.chainTypeManager[chain_id] = chain_type_manager
    self.baseTokenAssetId[chain_id] = asset_id
    self.settlementLayer[chain_id] = chain.id


@internal
def _register_ctm_asset(
    asset_id: bytes32, chain_type_manager: address, additional_data: bytes32
):
    """
    @dev The caller has checked that the deployment tracker wants it.
    """
    if not self.chainTypeManagerIsRegistered[chain_type_manager]:
        registry_errors.CTMNotRegistered()
    self.ctmAssetIdToAddress[asset_id] = chain_type_manager
    self.ctmAssetIdFromAddress[chain_type_manager] = asset_id
    log AssetRegistered(
        assetInfo=asset_id,
        _assetAddress=chain_type_manager,
        additionalData=additional_data,
        sender=msg.sender,
    )
