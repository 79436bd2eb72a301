# pragma version 0.4.3
"""
@title Genesis upgrade (0x10001)
@license MIT
@notice A chain's first transaction: tells the system contracts which L1 they belong to, who governs them and
        what their base token is.
@dev Roles: none; the complex upgrader (0x800f) runs this by a delegate call, so that the system contracts
     see it as their caller. `contracts/governance/upgrades/L1GenesisUpgrade.vy` writes the calldata.
@custom:source era-contracts draft-v31, L2GenesisUpgrade, L2GenesisForceDeploymentsHelper
"""
from contracts.lib import constants
from contracts.lib import errors
from contracts.lib import limits
from contracts.proxy import transparent_proxy_code
from interfaces import IChainGenesis
from interfaces import IMessaging

event UpgradeComplete:
    _chainId: uint256

event ForceDeployedContractsInitialized:
    isZKsyncOS: bool
    isGenesisUpgrade: bool


interface ProxyAdmin:
    def owner() -> address: view
    def forceSetOwner(owner: address): nonpayable

interface WrappedBaseToken:
    def initializeV3(
        name: String[_MAX_WRAPPED_TEXT],
        symbol: String[_MAX_WRAPPED_TEXT],
        l2_bridge: address,
        l1_address: address,
        base_token_asset_id: bytes32,
    ): nonpayable

interface MessageRoot:
    def initL2(l1_chain_id: uint256, gateway_chain_id: uint256): nonpayable

interface Bridgehub:
    def initL2(l1_chain_id: uint256, owner: address, max_chains: uint256): nonpayable
    def setAddresses(
        asset_router: address,
        l1_ctm_deployer: address,
        message_root: address,
        chain_asset_handler: address,
        chain_registration_sender: address,
    ): nonpayable

interface AssetRouter:
    def initL2(
        l1_chain_id: uint256,
        era_chain_id: uint256,
        l1_asset_router: address,
        legacy_shared_bridge: address,
        base_token_asset_id: bytes32,
        owner: address,
    ): nonpayable

interface BeaconDeployer:
    def deployUpgradeableBeacon(owner: address) -> address: nonpayable

interface NativeTokenVault:
    def WETH_TOKEN() -> address: view
    def initL2(
        l1_chain_id: uint256,
        owner: address,
        token_proxy_bytecode_hash: bytes32,
        legacy_shared_bridge: address,
        token_beacon: address,
        wrapped_base_token: address,
        base_token_bridging_data: IMessaging.TokenBridgingData,
        base_token_metadata: IChainGenesis.TokenMetadata,
    ): nonpayable
    def registerBaseTokenIfNeeded(): nonpayable

interface ChainAssetHandler:
    def initL2(l1_chain_id: uint256, owner: address): nonpayable

interface AssetTracker:
    def initL2(
        l1_chain_id: uint256, base_token_asset_id: bytes32, needs_backfill: bool
    ): nonpayable

interface BaseToken:
    def initL2(l1_chain_id: uint256): nonpayable


# The part of FixedForceDeploymentsData that a genesis uses.
struct EcosystemData:
    l1ChainId: uint256
    gatewayChainId: uint256
    eraChainId: uint256
    l1AssetRouter: address
    tokenProxyBytecodeHash: bytes32
    governance: address  # its alias
    maxChains: uint256
    chainRegistrationSender: address  # its alias
    forcedBeacon: address  # for tests only; 0


# "Wrapped " and a name.
_MAX_WRAPPED_TEXT: constant(uint256) = 104
_MAX_WRAPPED_CALLDATA: constant(uint256) = 4 + 7 * 32 + 2 * 128


@external
def genesisUpgrade(
    is_zksync_os: bool,
    chain_id: uint256,
    ctm_deployer: address,
    fixed_force_deployments_data: Bytes[limits.MAX_FORCE_DEPLOYMENTS],
    additional_force_deployments_data: Bytes[limits.MAX_CHAIN_SPECIFIC_DATA],
):
    """
    @notice Initialise the chain's contracts.
    @param ctm_deployer Tracker of chain type managers on L1.
    @param fixed_force_deployments_data abi.encode(FixedForceDeploymentsData), the same for all chains of
           the ecosystem.
    @param additional_force_deployments_data abi.encode(ZKChainSpecificForceDeploymentsData).
    @dev Role: complex upgrader, by a delegate call. No step may be moved: later ones read what earlier
         ones set.
    @custom:errors InvalidChainId; ZeroAddress without governance; what the contracts raise
    """
    if chain_id == 0:
        errors.InvalidChainId()
    assert is_zksync_os  # dev: EraVM's genesis is another one
    ecosystem: EcosystemData = self._ecosystem_data(fixed_force_deployments_data)
    specific: IChainGenesis.ChainSpecificData = abi_decode(
        additional_force_deployments_data, IChainGenesis.ChainSpecificData
    )
    admin: ProxyAdmin = ProxyAdmin(constants.L2_PROXY_ADMIN)
    if staticcall admin.owner() != self:
        extcall admin.forceSetOwner(self)
    if ecosystem.governance == empty(address):
        errors.ZeroAddress()
    wrapped_base_token: address = staticcall NativeTokenVault(
        constants.L2_NATIVE_TOKEN_VAULT
    ).WETH_TOKEN()
    if wrapped_base_token == empty(address):
        wrapped_base_token = self._deploy_wrapped_base_token(ecosystem.governance, specific)
    self._init_bridge(ecosystem, specific, wrapped_base_token)
    extcall Bridgehub(constants.L2_BRIDGEHUB).setAddresses(
        constants.L2_ASSET_ROUTER,
        ctm_deployer,
        constants.L2_MESSAGE_ROOT,
        constants.L2_CHAIN_ASSET_HANDLER,
        ecosystem.chainRegistrationSender,
    )
    self._init_base_token(ecosystem, specific.baseTokenBridgingData.assetId)
    log ForceDeployedContractsInitialized(isZKsyncOS=True, isGenesisUpgrade=True)
    log UpgradeComplete(_chainId=chain_id)


@internal
@pure
def _ecosystem_data(data: Bytes[limits.MAX_FORCE_DEPLOYMENTS]) -> EcosystemData:
    """
    @dev Read from the struct's head, which begins at byte 32. Words 7 to 16 point to information about
         code, which a genesis has already; 17, 18 and 21 are of no use here.
    """
    assert extract32(data, 0, output_type=uint256) == 32  # dev: one dynamic struct
    return EcosystemData(
        l1ChainId=extract32(data, 32, output_type=uint256),
        gatewayChainId=extract32(data, 64, output_type=uint256),
        eraChainId=extract32(data, 96, output_type=uint256),
        l1AssetRouter=extract32(data, 128, output_type=address),
        tokenProxyBytecodeHash=extract32(data, 160),
        governance=extract32(data, 192, output_type=address),
        maxChains=extract32(data, 224, output_type=uint256),
        chainRegistrationSender=extract32(data, 640, output_type=address),
        forcedBeacon=extract32(data, 672, output_type=address),
    )


@internal
def _deploy_wrapped_base_token(
    governance: address, specific: IChainGenesis.ChainSpecificData
) -> address:
    """
    @dev At the CREATE2 address that the complex upgrader, salt 0 and the arguments give it.
    """
    initializer: Bytes[_MAX_WRAPPED_CALLDATA + 32] = abi_encode(
        concat("Wrapped ", specific.baseTokenMetadata.name),
        concat("W", specific.baseTokenMetadata.symbol),
        constants.L2_ASSET_ROUTER,
        specific.baseTokenL1Address,
        specific.baseTokenBridgingData.assetId,
        method_id=method_id("initializeV3(string,string,address,address,bytes32)"),
    )
    return raw_create(
        transparent_proxy_code.CREATION_CODE,
        constants.L2_WRAPPED_BASE_TOKEN,
        governance,
        initializer,
        salt=empty(bytes32),
    )


@internal
def _init_bridge(
    ecosystem: EcosystemData,
    specific: IChainGenesis.ChainSpecificData,
    wrapped_base_token: address,
):
    asset_id: bytes32 = specific.baseTokenBridgingData.assetId
    extcall MessageRoot(constants.L2_MESSAGE_ROOT).initL2(
        ecosystem.l1ChainId, ecosystem.gatewayChainId
    )
    extcall Bridgehub(constants.L2_BRIDGEHUB).initL2(
        ecosystem.l1ChainId, ecosystem.governance, ecosystem.maxChains
    )
    extcall AssetRouter(constants.L2_ASSET_ROUTER).initL2(
        ecosystem.l1ChainId,
        ecosystem.eraChainId,
        ecosystem.l1AssetRouter,
        empty(address),
        asset_id,
        ecosystem.governance,
    )
    beacon: address = ecosystem.forcedBeacon
    if beacon == empty(address):
        beacon = extcall BeaconDeployer(constants.L2_BEACON_DEPLOYER).deployUpgradeableBeacon(
            ecosystem.governance
        )
    extcall NativeTokenVault(constants.L2_NATIVE_TOKEN_VAULT).initL2(
        ecosystem.l1ChainId,
        ecosystem.governance,
        ecosystem.tokenProxyBytecodeHash,
        specific.l2LegacySharedBridge,
        beacon,
        wrapped_base_token,
        specific.baseTokenBridgingData,
        specific.baseTokenMetadata,
    )
    extcall ChainAssetHandler(constants.L2_CHAIN_ASSET_HANDLER).initL2(
        ecosystem.l1ChainId, ecosystem.governance
    )


@internal
def _init_base_token(ecosystem: EcosystemData, asset_id: bytes32):
    """
    @dev The tracker before the vault registers the base token with it, and the supply last.
    """
    extcall AssetTracker(constants.L2_ASSET_TRACKER).initL2(ecosystem.l1ChainId, asset_id, False)
    extcall NativeTokenVault(constants.L2_NATIVE_TOKEN_VAULT).registerBaseTokenIfNeeded()
    extcall BaseToken(constants.L2_BASE_TOKEN).initL2(ecosystem.l1ChainId)
