# pragma version 0.4.3
"""
@title L1 asset tracker
@license MIT
@notice Books what each chain holds of each asset, so that a chain, or a settlement layer for the
        chains on it, can never withdraw more than was brought to it.
@dev Roles: the native token vault books what comes and goes and registers assets; diamonds of whitelisted
     settlement layers fetch what was just deposited; the owner (governance) connects addresses.
@custom:source era-contracts draft-v31, L1AssetTracker
"""
from contracts.bridge import asset_ledger
from contracts.bridge import bridge_errors
from contracts.lib import errors
from contracts.lib import initializable
from contracts.lib import ownable_2step
from interfaces import IBridgehub
from interfaces import IL1AssetTracker
from interfaces import IL1ChainAssetHandler
from interfaces import IL1NativeTokenVault
from interfaces import IL1Nullifier

initializes: asset_ledger
initializes: initializable
initializes: ownable_2step
exports: (
    asset_ledger.chainBalance,
    asset_ledger.assetMigrationNumber,
    asset_ledger.isAssetRegistered,
    ownable_2step.owner,
    ownable_2step.pendingOwner,
    ownable_2step.transferOwnership,
    ownable_2step.acceptOwnership,
    ownable_2step.renounceOwnership,
)


struct BalanceChange:
    asset_id: bytes32
    amount: uint256


BRIDGE_HUB: public(immutable(address))
NATIVE_TOKEN_VAULT: public(immutable(address))
MESSAGE_ROOT: public(immutable(address))
L1_NULLIFIER: public(immutable(address))

chainAssetHandler: public(address)
# Deposit of this transaction to a chain that settles elsewhere, for that layer's mailbox to pass
# on.
_balance_changes: transient(HashMap[uint256, BalanceChange])  # chain id => deposit


@deploy
def __init__(bridgehub: address, native_token_vault: address, message_root: address):
    initializable._disable()
    BRIDGE_HUB = bridgehub
    NATIVE_TOKEN_VAULT = native_token_vault
    MESSAGE_ROOT = message_root
    L1_NULLIFIER = staticcall IL1NativeTokenVault(native_token_vault).L1_NULLIFIER()


@external
def initialize(owner: address):
    """
    @notice Take `owner` for the owner, once.
    @custom:errors ZeroAddress for owner 0
    """
    initializable._start(1)
    if owner == empty(address):
        errors.ZeroAddress()
    ownable_2step._set_owner(owner)


# --- owner ---

@external
def setAddresses():
    """
    @notice Learn the chain asset handler from the bridgehub.
    @dev Role: owner.
    """
    ownable_2step._check_owner()
    self.chainAssetHandler = staticcall IBridgehub(BRIDGE_HUB).chainAssetHandler()


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
    if not asset_ledger.isAssetRegistered[asset_id]:
        asset_ledger._register(asset_id, origin_chain_id)


@external
def handleChainBalanceIncreaseOnL1(
    chain_id: uint256, asset_id: bytes32, amount: uint256, token_origin_chain_id: uint256
):
    """
    @notice Book a deposit: from L1 to the chain, or to the settlement layer that answers for it.
    @dev Role: native token vault. `token_origin_chain_id` is unused.
    @custom:errors Unauthorized for other callers; AssetIdNotRegistered; InsufficientChainBalance if
                   L1 does not hold as much; TransientBalanceChangeAlreadySet if an earlier deposit
                   of this transaction to the chain was not passed on to its settlement layer
    """
    self._check_vault()
    settlement_layer: uint256 = staticcall IBridgehub(BRIDGE_HUB).settlementLayer(chain_id)
    if asset_ledger._never_held(chain_id, asset_id):
        self._skip_migration(chain_id, asset_id)
    if settlement_layer == chain.id:
        asset_ledger._move(chain.id, chain_id, asset_id, amount)
        return
    asset_ledger._move(chain.id, settlement_layer, asset_id, amount)
    # The mailbox knows of the base token without being told.
    if staticcall IBridgehub(BRIDGE_HUB).baseTokenAssetId(chain_id) != asset_id:
        self._announce(chain_id, asset_id, amount)


@external
def handleChainBalanceDecreaseOnL1(chain_id: uint256, asset_id: bytes32, amount: uint256):
    """
    @notice Book a withdrawal, or a deposit that failed: from the chain back to L1. If the proof went
            through a settlement layer, that layer answers for it, as it did when the deposit came.
    @dev Role: native token vault, before it pays anybody.
    @custom:errors Unauthorized for other callers; AssetIdNotRegistered; InsufficientChainBalance if
                   the chain or the layer does not hold as much
    """
    self._check_vault()
    layer: uint256 = (staticcall IL1Nullifier(L1_NULLIFIER).getTransientSettlementLayer())[0]
    asset_ledger._move(chain_id if layer == 0 else layer, chain.id, asset_id, amount)


# --- diamonds of settlement layers ---

@external
def consumeBalanceChange(caller_chain_id: uint256, chain_id: uint256) -> (bytes32, uint256):
    """
    @notice What was deposited to `chain_id` in this transaction, once: asset id and amount.
    @dev Role: diamond of the whitelisted settlement layer `caller_chain_id`.
    @custom:errors OnlyWhitelistedSettlementLayer for other callers
    """
    diamond: address = staticcall IBridgehub(BRIDGE_HUB).getZKChain(caller_chain_id)
    if (
        msg.sender != diamond
        or not staticcall IBridgehub(BRIDGE_HUB).whitelistedSettlementLayers(caller_chain_id)
    ):
        bridge_errors.OnlyWhitelistedSettlementLayer(diamond, msg.sender)
    change: BalanceChange = self._balance_changes[chain_id]
    self._balance_changes[chain_id] = empty(BalanceChange)
    return change.asset_id, change.amount


# --- views ---

@external
@view
def tokenMigrated(chain_id: uint256, asset_id: bytes32) -> bool:
    """
    @notice Whether the chain's balance is booked where the chain settles now.
    """
    return self._token_migrated(chain_id, asset_id)


@external
@view
def tokenMigratedThisChain(asset_id: bytes32) -> bool:
    """
    @notice The same of L1.
    """
    return self._token_migrated(chain.id, asset_id)


# --- internals ---

@internal
@view
def _check_vault():
    if msg.sender != NATIVE_TOKEN_VAULT:
        errors.Unauthorized(msg.sender)


@internal
@view
def _token_migrated(chain_id: uint256, asset_id: bytes32) -> bool:
    return asset_ledger.assetMigrationNumber[chain_id][asset_id] == self._migration_number(chain_id)


@internal
@view
def _migration_number(chain_id: uint256) -> uint256:
    return staticcall IL1ChainAssetHandler(self.chainAssetHandler).migrationNumber(chain_id)


@internal
def _skip_migration(chain_id: uint256, asset_id: bytes32):
    """
    @dev An asset that comes to a chain for the first time has nothing to migrate.
    """
    number: uint256 = self._migration_number(chain_id)
    if number != 0:
        asset_ledger.assetMigrationNumber[chain_id][asset_id] = number


@internal
def _announce(chain_id: uint256, asset_id: bytes32, amount: uint256):
    earlier: BalanceChange = self._balance_changes[chain_id]
    if earlier.asset_id != empty(bytes32) or earlier.amount != 0:
        bridge_errors.TransientBalanceChangeAlreadySet(
            convert(earlier.asset_id, uint256), earlier.amount
        )
    self._balance_changes[chain_id] = BalanceChange(asset_id=asset_id, amount=amount)
