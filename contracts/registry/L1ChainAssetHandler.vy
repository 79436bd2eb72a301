# pragma version 0.4.3
"""
@title L1 chain asset handler
@license MIT
@notice Moves chains between L1 and settlement layers. To the asset router a chain is a unit of its chain
        type manager's asset: leaving L1 burns it, returning mints it.
@dev Roles: the owner (governance) pauses migrations; the asset router moves. Behind a proxy.
@custom:source era-contracts draft-v31, L1ChainAssetHandler, ChainAssetHandlerBase
"""
from contracts.lib import constants
from contracts.lib import errors
from contracts.lib import initializable
from contracts.lib import limits
from contracts.lib import ownable_2step
from contracts.lib import pausable
from contracts.registry import migration_log
from contracts.registry import registry_errors
from interfaces import IBridgehub
from interfaces import IL1AssetRouter
from interfaces import IL1AssetTracker
from interfaces import IL1ChainAssetHandler
from interfaces import IL1NativeTokenVault
from interfaces import IMessageRoot
from interfaces import IMessaging
from interfaces import IZKChain

implements: IL1ChainAssetHandler
initializes: ownable_2step
initializes: pausable
initializes: initializable
initializes: migration_log
exports: (
    ownable_2step.owner,
    ownable_2step.pendingOwner,
    ownable_2step.transferOwnership,
    ownable_2step.acceptOwnership,
    ownable_2step.renounceOwnership,
    pausable.paused,
    migration_log.migrationNumber,
    migration_log.migrationInterval,
    migration_log.isValidSettlementLayer,
)

event PausedMigration:
    pauser: indexed(address)

event UnpausedMigration:
    pauser: indexed(address)

event MigrationStarted:
    chainId: indexed(uint256)
    migrationNumber: uint256
    assetId: indexed(bytes32)
    settlementLayerChainId: indexed(uint256)

event MigrationFinalized:
    chainId: indexed(uint256)
    migrationNumber: uint256
    assetId: indexed(bytes32)
    zkChain: indexed(address)


# What the chain's admin asks for: ctmData is abi.encode(address newAdmin, bytes diamondCut), chainData
# abi.encode(uint256 protocolVersion).
struct BridgehubBurnCTMAssetData:
    chainId: uint256
    ctmData: Bytes[MAX_BURN_CTM_DATA]
    chainData: Bytes[MAX_BURN_CHAIN_DATA]

# What the other layer gets: ctmData for its chain type manager, chainData the chain's commitment.
struct BridgehubMintCTMAssetData:
    chainId: uint256
    baseTokenBridgingData: IMessaging.TokenBridgingData
    batchNumber: uint256
    ctmData: Bytes[MAX_MINT_CTM_DATA]
    chainData: Bytes[MAX_MINT_CHAIN_DATA]
    migrationNumber: uint256


# The same functions as in `interfaces/`, with bounds that fit beside each other into mint data.
interface MovingCTM:
    def forwardedBridgeBurn(
        chain_id: uint256, data: Bytes[MAX_BURN_CTM_DATA]
    ) -> Bytes[MAX_MINT_CTM_DATA]: view
    def forwardedBridgeConfirmTransferResult(
        chain_id: uint256,
        tx_status: uint8,
        asset_info: bytes32,
        deposit_sender: address,
        ctm_data: Bytes[MAX_BURN_CTM_DATA],
    ): nonpayable

interface MovingChain:
    def forwardedBridgeBurn(
        settlement_layer: address, original_caller: address, data: Bytes[MAX_BURN_CHAIN_DATA]
    ) -> Bytes[MAX_MINT_CHAIN_DATA]: payable
    def forwardedBridgeMint(
        data: Bytes[MAX_MINT_CHAIN_DATA], contract_already_deployed: bool
    ): payable
    def forwardedBridgeConfirmTransferResult(
        chain_id: uint256,
        tx_status: uint8,
        asset_info: bytes32,
        original_caller: address,
        chain_data: Bytes[MAX_BURN_CHAIN_DATA],
    ): payable


# A diamond cut of 8 KiB and an address; the chain type manager adds two words.
MAX_BURN_CTM_DATA: constant(uint256) = 8_192
MAX_MINT_CTM_DATA: constant(uint256) = 8_256
MAX_BURN_CHAIN_DATA: constant(uint256) = 1_024
# 17 words and a priority tree of 34 levels.
MAX_MINT_CHAIN_DATA: constant(uint256) = 1_632

BRIDGEHUB: public(immutable(address))
L1_CHAIN_ID: public(immutable(uint256))
ETH_TOKEN_ASSET_ID: public(immutable(bytes32))

MESSAGE_ROOT: public(address)
ASSET_ROUTER: public(address)
migrationPaused: public(bool)
isMigrationInProgress: public(
    HashMap[uint256, bool]
)  # chain id => it left, and whether it arrived is not proved yet


@deploy
def __init__(owner: address, bridgehub: address):
    BRIDGEHUB = bridgehub
    L1_CHAIN_ID = chain.id
    ETH_TOKEN_ASSET_ID = keccak256(
        abi_encode(
            chain.id,
            constants.L2_NATIVE_TOKEN_VAULT,
            convert(convert(constants.ETH_TOKEN, uint160), bytes32),
        )
    )
    initializable._disable()
    ownable_2step._set_owner(owner)


@external
def initialize(owner: address):
    """
    @notice Initialise a proxy. `setAddresses` completes it.
    @custom:errors SlotOccupied when it was initialised before
    """
    if initializable._initialized != 0:
        errors.SlotOccupied()
    initializable._start(1)
    ownable_2step._set_owner(owner)


# --- owner ---


@external
def setAddresses():
    """
    @notice Take message root and asset router, which are deployed later, from the bridgehub.
    @dev Role: owner.
    """
    ownable_2step._check_owner()
    self.MESSAGE_ROOT = staticcall IBridgehub(BRIDGEHUB).messageRoot()
    self.ASSET_ROUTER = staticcall IBridgehub(BRIDGEHUB).assetRouter()


@external
def pauseMigration():
    """
    @notice Keep chains where they are, as a protocol upgrade demands.
    @dev Role: owner.
    """
    ownable_2step._check_owner()
    self.migrationPaused = True
    log PausedMigration(pauser=msg.sender)


@external
def unpauseMigration():
    """
    @notice Let chains move again.
    @dev Role: owner.
    """
    ownable_2step._check_owner()
    self.migrationPaused = False
    log UnpausedMigration(pauser=msg.sender)


@external
def pause():
    """
    @notice Stop chains from leaving and arriving, in an emergency.
    @dev Role: owner.
    """
    ownable_2step._check_owner()
    pausable._pause()


@external
def unpause():
    """
    @notice Resume.
    @dev Role: owner.
    """
    ownable_2step._check_owner()
    pausable._unpause()


# --- asset router ---


@external
@payable
def bridgeBurn(
    settlement_chain_id: uint256,
    l2_msg_value: uint256,
    asset_id: bytes32,
    original_caller: address,
    data: Bytes[limits.MAX_ASSET_DATA],
) -> Bytes[limits.MAX_ASSET_DATA]:
    """
    @notice A chain leaves L1 for a settlement layer with the same chain type manager. Its deposits stop
            until somebody proves the outcome.
    @param original_caller Must be the chain's admin.
    @param data abi.encode(BridgehubBurnCTMAssetData).
    @return abi.encode(BridgehubMintCTMAssetData), for the settlement layer.
    @dev Role: asset router, for the chain's admin.
    @custom:errors NonEmptyMsgValue; NotAssetRouter; "Pausable: paused"; MigrationPaused;
                   IncorrectChainAssetId; what the bridgehub raises; IncorrectSender; what the chain type
                   manager raises; SLHasDifferentCTM; ChainNotReadyForMigration; what the chain raises;
                   IteratedMigrationsNotSupported; SettlementLayerMustNotBeL1; MigrationNumberMismatch;
                   BaseTokenOriginTokenNotRegistered; BaseTokenOriginChainIdNotRegistered
    """
    if l2_msg_value != 0:
        errors.NonEmptyMsgValue()
    self._check_move()
    burn: BridgehubBurnCTMAssetData = abi_decode(data, BridgehubBurnCTMAssetData)
    zk_chain: address = empty(address)
    ctm: address = empty(address)
    zk_chain, ctm = self._release(burn.chainId, settlement_chain_id, asset_id, original_caller)
    ctm_data: Bytes[MAX_MINT_CTM_DATA] = staticcall MovingCTM(ctm).forwardedBridgeBurn(
        burn.chainId, burn.ctmData
    )
    layer: address = self._check_layer(settlement_chain_id, ctm)
    if not self._is_ready(burn.chainId):
        registry_errors.ChainNotReadyForMigration(burn.chainId)
    self.isMigrationInProgress[burn.chainId] = True
    chain_data: Bytes[MAX_MINT_CHAIN_DATA] = extcall MovingChain(zk_chain).forwardedBridgeBurn(
        layer, original_caller, burn.chainData
    )
    batch_number: uint256 = self._batch_number(burn.chainId)
    migration_log._leave(
        burn.chainId, settlement_chain_id, batch_number, self._batch_number(settlement_chain_id)
    )
    log MigrationStarted(
        chainId=burn.chainId,
        migrationNumber=migration_log.ON_SETTLEMENT_LAYER,
        assetId=asset_id,
        settlementLayerChainId=settlement_chain_id,
    )
    return abi_encode(
        BridgehubMintCTMAssetData(
            chainId=burn.chainId,
            baseTokenBridgingData=self._base_token(burn.chainId),
            batchNumber=batch_number,
            ctmData=ctm_data,
            chainData=chain_data,
            migrationNumber=migration_log.ON_SETTLEMENT_LAYER,
        )
    )


@external
@payable
def bridgeMint(
    origin_chain_id: uint256, asset_id: bytes32, data: Bytes[limits.MAX_ASSET_DATA]
):
    """
    @notice A chain returns to L1. Cannot be undone, so nothing that a chain's admin controls may fail here.
    @param data abi.encode(BridgehubMintCTMAssetData), from the settlement layer.
    @dev Role: asset router.
    @custom:errors NonEmptyMsgValue; NotAssetRouter; "Pausable: paused"; MigrationPaused;
                   MigrationNumberMismatch; MigrationIntervalNotSet; what bridgehub, message root and
                   chain raise
    """
    self._check_move()
    mint: BridgehubMintCTMAssetData = abi_decode(data, BridgehubMintCTMAssetData)
    layer: uint256 = migration_log._check_return(mint.chainId, mint.migrationNumber)
    migration_log._return(mint.chainId, mint.batchNumber, self._batch_number(layer))
    zk_chain: address = (
        extcall IBridgehub(BRIDGEHUB).forwardedBridgeMint(
            asset_id, mint.chainId, mint.baseTokenBridgingData
        )
    )[0]
    # It left from here, so its diamond is here.
    if zk_chain == empty(address):
        errors.ZKChainNotRegistered()
    extcall IMessageRoot(self.MESSAGE_ROOT).setMigratingChainBatchNumber(
        mint.chainId, mint.batchNumber
    )
    extcall MovingChain(zk_chain).forwardedBridgeMint(mint.chainData, True)
    log MigrationFinalized(
        chainId=mint.chainId,
        migrationNumber=mint.migrationNumber,
        assetId=asset_id,
        zkChain=zk_chain,
    )


@external
@payable
def bridgeConfirmTransferResult(
    settlement_chain_id: uint256,
    tx_status: uint8,
    asset_id: bytes32,
    deposit_sender: address,
    data: Bytes[limits.MAX_ASSET_DATA],
):
    """
    @notice The outcome of a chain's leaving is proved: after a failure the chain is on L1 as before. Works
            while migrations are paused, because an upgrade waits for it.
    @param data What bridgeBurn was given.
    @dev Role: asset router, which has checked the proof.
    @custom:errors NonEmptyMsgValue; NotAssetRouter; ZKChainNotRegistered; CTMNotRegistered;
                   MigrationNumberMismatch; what chain type manager and chain raise
    """
    self._check_router()
    burn: BridgehubBurnCTMAssetData = abi_decode(data, BridgehubBurnCTMAssetData)
    zk_chain: address = empty(address)
    ctm: address = empty(address)
    zk_chain, ctm = extcall IBridgehub(BRIDGEHUB).forwardedBridgeConfirmTransferResult(
        burn.chainId, tx_status
    )
    if zk_chain == empty(address):
        errors.ZKChainNotRegistered()
    if ctm == empty(address):
        registry_errors.CTMNotRegistered()
    extcall MovingCTM(ctm).forwardedBridgeConfirmTransferResult(
        burn.chainId, tx_status, asset_id, deposit_sender, burn.ctmData
    )
    if tx_status == constants.TX_FAILURE:
        migration_log._undo_leaving(burn.chainId)
    self.isMigrationInProgress[burn.chainId] = False
    extcall MovingChain(zk_chain).forwardedBridgeConfirmTransferResult(
        burn.chainId, tx_status, asset_id, deposit_sender, burn.chainData
    )


# --- views ---


@external
@view
def isReadyForMigration(chain_id: uint256) -> bool:
    """
    @notice Whether the chain's base token can follow it to a settlement layer.
    @custom:errors ZKChainNotRegistered
    """
    return self._is_ready(chain_id)


# --- inside ---


@internal
@payable
def _check_router():
    if msg.value != 0:
        errors.NonEmptyMsgValue()
    if msg.sender != self.ASSET_ROUTER:
        registry_errors.NotAssetRouter(msg.sender, self.ASSET_ROUTER)


@internal
@payable
def _check_move():
    self._check_router()
    pausable._when_not_paused()
    if self.migrationPaused:
        registry_errors.MigrationPaused()


@internal
def _release(
    chain_id: uint256, settlement_chain_id: uint256, asset_id: bytes32, original_caller: address
) -> (address, address):
    """
    @dev Have the bridgehub record the chain's new settlement layer, at its admin's wish. Returns its
         diamond and its chain type manager.
    """
    expected: bytes32 = staticcall IBridgehub(BRIDGEHUB).ctmAssetIdFromChainId(chain_id)
    if asset_id != expected:
        registry_errors.IncorrectChainAssetId(asset_id, expected)
    zk_chain: address = empty(address)
    ctm: address = empty(address)
    zk_chain, ctm = extcall IBridgehub(BRIDGEHUB).forwardedBridgeBurnSetSettlementLayer(
        chain_id, settlement_chain_id
    )
    chain_admin: address = staticcall IZKChain(zk_chain).getAdmin()
    if original_caller != chain_admin:
        registry_errors.IncorrectSender(original_caller, chain_admin)
    return zk_chain, ctm


@internal
@view
def _check_layer(settlement_chain_id: uint256, ctm: address) -> address:
    """
    @dev The settlement layer's own diamond on L1, by which the chain knows it.
    """
    if settlement_chain_id == L1_CHAIN_ID:
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
