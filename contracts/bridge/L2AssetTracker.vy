# pragma version 0.4.3
"""
@title L2 asset tracker
@license MIT
@notice Books what leaves a chain and what comes. Of a token that is native to the chain, no more can
        come back than left. Of every asset it counts what went to L1 and what came from there while
        the chain settled on L1: if the chain moves to a gateway, L1 keeps that share.
@dev Roles: the native token vault books tokens and registers assets; the base token and its holder
     book base token; the complex upgrader initialises. Everything is told before it happens.
@custom:source era-contracts draft-v31, L2AssetTracker
"""
from contracts.bridge import asset_ledger
from contracts.bridge import l2_bridge_errors
from contracts.lib import constants
from contracts.lib import errors
from contracts.lib import initializable
from interfaces import IL2AssetTracker

implements: IL2AssetTracker
initializes: asset_ledger
initializes: initializable
exports: (asset_ledger.chainBalance, asset_ledger.isAssetRegistered)


interface ISystemContext:
    def currentSettlementLayerChainId() -> uint256: view


struct InteropInfo:
    totalWithdrawalsToL1: uint256
    totalSuccessfulDepositsFromL1: uint256


L1_CHAIN_ID: public(uint256)
BASE_TOKEN_ASSET_ID: public(bytes32)
_info: HashMap[bytes32, InteropInfo]  # asset id => counts


@external
def initL2(l1_chain_id: uint256, base_token_asset_id: bytes32, need_backfill: bool):
    """
    @notice Learn L1 and the base token, once.
    @dev Role: complex upgrader. `need_backfill` is for chains that are older than this contract;
         there are none.
    @custom:errors SlotOccupied the second time; Unauthorized for other callers
    """
    if initializable._initialized != 0:
        errors.SlotOccupied()
    if msg.sender != constants.L2_COMPLEX_UPGRADER:
        errors.Unauthorized(msg.sender)
    initializable._disable()
    self.L1_CHAIN_ID = l1_chain_id
    self.BASE_TOKEN_ASSET_ID = base_token_asset_id


# --- native token vault ---

@external
def registerNewTokenIfNeeded(asset_id: bytes32, origin_chain_id: uint256):
    """
    @notice Open the books of an asset that comes from `origin_chain_id`. Nothing happens if they
            are.
    @dev Role: native token vault.
    @custom:errors Unauthorized for other callers
    """
    self._check_vault()
    if asset_ledger.isAssetRegistered[asset_id]:
        return
    if origin_chain_id == chain.id:
        asset_ledger._register(asset_id, chain.id)
    else:
        # What this chain holds of a foreign asset is in the books of L1.
        asset_ledger.isAssetRegistered[asset_id] = True


@external
def handleInitiateBridgingOnL2(
    to_chain_id: uint256, asset_id: bytes32, amount: uint256, token_origin_chain_id: uint256
):
    """
    @notice Book a token that is about to leave for `to_chain_id`.
    @dev Role: native token vault.
    @custom:errors Unauthorized for other callers; AssetIdNotRegistered; InsufficientChainBalance
    """
    self._check_vault()
    self._book_departure(to_chain_id, asset_id, amount, token_origin_chain_id)


@external
def handleFinalizeBridgingOnL2(
    from_chain_id: uint256,
    asset_id: bytes32,
    amount: uint256,
    token_origin_chain_id: uint256,
    token: address,
):
    """
    @notice Book a token that is about to arrive from `from_chain_id`.
    @dev Role: native token vault. `token` is unused.
    @custom:errors Unauthorized for other callers
    """
    self._check_vault()
    if token_origin_chain_id == chain.id:
        # Checked, because what comes back is L1's word: it cannot be more than left.
        asset_ledger.chainBalance[chain.id][asset_id] += amount
    self._count_arrival(from_chain_id, asset_id, amount)


# --- base token and its holder ---

@external
def handleInitiateBaseTokenBridgingOnL2(to_chain_id: uint256, amount: uint256):
    """
    @notice Book base token that is about to leave for `to_chain_id`.
    @dev Role: holder of the base token.
    @custom:errors Unauthorized for other callers; AssetIdNotRegistered
    """
    if msg.sender != constants.L2_BASE_TOKEN_HOLDER:
        errors.Unauthorized(msg.sender)
    # Never native: base token comes from L1, or from another chain through L1.
    self._book_departure(to_chain_id, self.BASE_TOKEN_ASSET_ID, amount, self.L1_CHAIN_ID)


@external
def handleFinalizeBaseTokenBridgingOnL2(from_chain_id: uint256, amount: uint256):
    """
    @notice Book base token that is about to arrive from `from_chain_id`.
    @dev Role: base token, its holder.
    @custom:errors Unauthorized for other callers; MissingBaseTokenAssetId before `initL2`
    """
    if msg.sender not in [constants.L2_BASE_TOKEN_HOLDER, constants.L2_BASE_TOKEN]:
        errors.Unauthorized(msg.sender)
    if amount == 0:
        return
    asset_id: bytes32 = self.BASE_TOKEN_ASSET_ID
    if asset_id == empty(bytes32):
        l2_bridge_errors.MissingBaseTokenAssetId()
    self._count_arrival(from_chain_id, asset_id, amount)


# --- views ---

@external
@view
def interopInfo(asset_id: bytes32) -> (uint256, uint256):
    """
    @notice What went to L1 and what came from L1 while the chain settled there.
    """
    info: InteropInfo = self._info[asset_id]
    return info.totalWithdrawalsToL1, info.totalSuccessfulDepositsFromL1


# --- internals ---

@internal
@view
def _check_vault():
    if msg.sender != constants.L2_NATIVE_TOKEN_VAULT:
        errors.Unauthorized(msg.sender)


@internal
def _book_departure(
    to_chain_id: uint256, asset_id: bytes32, amount: uint256, origin_chain_id: uint256
):
    if origin_chain_id == chain.id:
        asset_ledger._debit(chain.id, asset_id, amount)
    else:
        asset_ledger._check_registered(asset_id)
    if self._counts(to_chain_id):
        self._info[asset_id].totalWithdrawalsToL1 += amount


@internal
def _count_arrival(from_chain_id: uint256, asset_id: bytes32, amount: uint256):
    if self._counts(from_chain_id):
        self._info[asset_id].totalSuccessfulDepositsFromL1 += amount


@internal
@view
def _counts(counterpart: uint256) -> bool:
    """
    @dev A gateway keeps its own books of what passes while a chain settles there.
    """
    l1_chain_id: uint256 = self.L1_CHAIN_ID
    return (
        counterpart == l1_chain_id
        and staticcall ISystemContext(
            constants.L2_SYSTEM_CONTEXT
        ).currentSettlementLayerChainId() == l1_chain_id
    )
