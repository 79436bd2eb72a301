# pragma version 0.4.3
"""
@title L1 chain asset handler
@license MIT
@notice Moves chains between L1 and settlement layers. To the asset router a chain is a unit of its chain
        type manager's asset: leaving L1 burns it, returning mints it.
@dev Roles: the owner (governance) pauses; the asset router moves. Behind a proxy. A pause stops leaving
     and arriving, as a pause of migrations does; the latter is part of every protocol upgrade.
@custom:source era-contracts draft-v31, L1ChainAssetHandler, ChainAssetHandlerBase
"""
from contracts.lib import constants
from contracts.lib import data_encoding
from contracts.lib import errors
from contracts.lib import initializable
from contracts.lib import limits
from contracts.lib import ownable_2step
from contracts.lib import owner_pausable
from contracts.lib import pausable
from contracts.registry import migration_log
from contracts.registry import registry_errors
from contracts.registry import surroundings
from interfaces import IBridgehub
from interfaces import IChainMigration
from interfaces import IL1ChainAssetHandler
from interfaces import IMessageRoot
from interfaces import IMessaging
from interfaces import IZKChain

implements: IL1ChainAssetHandler
initializes: ownable_2step
initializes: pausable
initializes: owner_pausable[ownable_2step := ownable_2step, pausable := pausable]
initializes: initializable
initializes: migration_log
initializes: surroundings[ownable_2step := ownable_2step]
exports: (
    ownable_2step.owner,
    ownable_2step.pendingOwner,
    ownable_2step.transferOwnership,
    ownable_2step.acceptOwnership,
    ownable_2step.renounceOwnership,
    pausable.paused,
    owner_pausable.pause,
    owner_pausable.unpause,
    migration_log.migrationNumber,
    migration_log.migrationInterval,
    migration_log.isValidSettlementLayer,
    surroundings.BRIDGEHUB,
    surroundings.MESSAGE_ROOT,
    surroundings.ASSET_ROUTER,
    surroundings.setAddresses,
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


# The same functions as in `interfaces/`, with bounds that fit beside each other into mint data.
interface MovingCTM:
    def forwardedBridgeBurn(
        chain_id: uint256, data: Bytes[limits.MAX_BURN_CTM_DATA]
    ) -> Bytes[limits.MAX_MINT_CTM_DATA]: view
    def forwardedBridgeConfirmTransferResult(
        chain_id: uint256,
        tx_status: uint8,
        asset_info: bytes32,
        deposit_sender: address,
        ctm_data: Bytes[limits.MAX_BURN_CTM_DATA],
    ): nonpayable

interface MovingChain:
    def forwardedBridgeBurn(
        settlement_layer: address, original_caller: address, data: Bytes[limits.MAX_BURN_CHAIN_DATA]
    ) -> Bytes[limits.MAX_MINT_CHAIN_DATA]: payable
    def forwardedBridgeMint(
        data: Bytes[limits.MAX_MINT_CHAIN_DATA], contract_already_deployed: bool
    ): payable
    def forwardedBridgeConfirmTransferResult(
        chain_id: uint256,
        tx_status: uint8,
        asset_info: bytes32,
        original_caller: address,
        chain_data: Bytes[limits.MAX_BURN_CHAIN_DATA],
    ): payable


L1_CHAIN_ID: public(immutable(uint256))
ETH_TOKEN_ASSET_ID: public(immutable(bytes32))

migrationPaused: public(bool)
isMigrationInProgress: public(
    HashMap[uint256, bool]
)  # chain id => it left, and whether it arrived is not proved yet


@deploy
def __init__(owner: address, bridgehub: address):
    surroundings.__init__(bridgehub)
    L1_CHAIN_ID = chain.id
    ETH_TOKEN_ASSET_ID = data_encoding._ntv_asset_id(chain.id, constants.ETH_TOKEN)
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
    burn: IChainMigration.BridgehubBurnCTMAssetData = abi_decode(
        data, IChainMigration.BridgehubBurnCTMAssetData
    )
    zk_chain: address = empty(address)
    ctm: address = empty(address)
    zk_chain, ctm = self._release(burn.chainId, settlement_chain_id, asset_id, original_caller)
    ctm_data: Bytes[limits.MAX_MINT_CTM_DATA] = staticcall MovingCTM(ctm).forwardedBridgeBurn(
        burn.chainId, burn.ctmData
    )
    layer: address = surroundings._check_layer(settlement_chain_id, ctm)
    if not surroundings._is_ready(burn.chainId):
        registry_errors.ChainNotReadyForMigration(burn.chainId)
    self.isMigrationInProgress[burn.chainId] = True
    chain_data: Bytes[limits.MAX_MINT_CHAIN_DATA] = extcall MovingChain(zk_chain).forwardedBridgeBurn(
        layer, original_caller, burn.chainData
    )
    batch_number: uint256 = surroundings._batch_number(burn.chainId)
    migration_log._leave(
        burn.chainId, settlement_chain_id, batch_number, surroundings._batch_number(settlement_chain_id)
    )
    log MigrationStarted(
        chainId=burn.chainId,
        migrationNumber=migration_log.ON_SETTLEMENT_LAYER,
        assetId=asset_id,
        settlementLayerChainId=settlement_chain_id,
    )
    return abi_encode(
        IChainMigration.BridgehubMintCTMAssetData(
            chainId=burn.chainId,
            baseTokenBridgingData=surroundings._base_token(burn.chainId),
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
    mint: IChainMigration.BridgehubMintCTMAssetData = abi_decode(
        data, IChainMigration.BridgehubMintCTMAssetData
    )
    layer: uint256 = migration_log._check_return(mint.chainId, mint.migrationNumber)
    migration_log._return(mint.chainId, mint.batchNumber, surroundings._batch_number(layer))
    zk_chain: address = (
        extcall IBridgehub(surroundings.BRIDGEHUB).forwardedBridgeMint(
            asset_id, mint.chainId, mint.baseTokenBridgingData
        )
    )[0]
    # It left from here, so its diamond is here.
    if zk_chain == empty(address):
        errors.ZKChainNotRegistered()
    extcall IMessageRoot(surroundings.MESSAGE_ROOT).setMigratingChainBatchNumber(
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
    burn: IChainMigration.BridgehubBurnCTMAssetData = abi_decode(
        data, IChainMigration.BridgehubBurnCTMAssetData
    )
    zk_chain: address = empty(address)
    ctm: address = empty(address)
    zk_chain, ctm = extcall IBridgehub(surroundings.BRIDGEHUB).forwardedBridgeConfirmTransferResult(
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
    return surroundings._is_ready(chain_id)


# --- inside ---


@internal
@payable
def _check_router():
    if msg.value != 0:
        errors.NonEmptyMsgValue()
    if msg.sender != surroundings.ASSET_ROUTER:
        registry_errors.NotAssetRouter(msg.sender, surroundings.ASSET_ROUTER)


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
    expected: bytes32 = staticcall IBridgehub(surroundings.BRIDGEHUB).ctmAssetIdFromChainId(chain_id)
    if asset_id != expected:
        registry_errors.IncorrectChainAssetId(asset_id, expected)
    zk_chain: address = empty(address)
    ctm: address = empty(address)
    zk_chain, ctm = extcall IBridgehub(surroundings.BRIDGEHUB).forwardedBridgeBurnSetSettlementLayer(
        chain_id, settlement_chain_id
    )
    chain_admin: address = staticcall IZKChain(zk_chain).getAdmin()
    if original_caller != chain_admin:
        registry_errors.IncorrectSender(original_caller, chain_admin)
    return zk_chain, ctm
