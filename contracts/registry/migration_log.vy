# pragma version 0.4.3
"""
@title Where each batch of a chain was settled
@license MIT
@notice A chain may leave L1 for a settlement layer once and come back once, so one interval a chain says
        it all. Proofs through a settlement layer are checked against it.
"""
from contracts.registry import registry_errors


struct MigrationInterval:
    migrateToGWBatchNumber: uint256  # last batch settled on L1 before the chain left
    migrateFromGWBatchNumber: uint256  # last batch settled on the settlement layer, 0 while there
    settlementLayerBatchLowerBound: uint256  # batch of the settlement layer when the chain left L1
    settlementLayerBatchUpperBound: uint256  # and when it was back, 0 before that
    settlementLayerChainId: uint256
    isActive: bool  # the chain is there


# Values of `migrationNumber`.
ON_SETTLEMENT_LAYER: constant(uint256) = 1
BACK_ON_L1: constant(uint256) = 2

migrationNumber: public(HashMap[uint256, uint256])  # chain id => migrations so far
_interval: HashMap[uint256, MigrationInterval]  # chain id => its stay on a settlement layer


@external
@view
def migrationInterval(chain_id: uint256, migration_number: uint256) -> MigrationInterval:
    """
    @notice The stay that migration `migration_number` began; only 1 begins one.
    """
    if migration_number != ON_SETTLEMENT_LAYER:
        return empty(MigrationInterval)
    return self._interval[chain_id]


@external
@view
def isValidSettlementLayer(
    chain_id: uint256,
    batch_number: uint256,
    claimed_settlement_layer: uint256,
    claimed_settlement_layer_batch_number: uint256,
) -> bool:
    """
    @notice Whether batch `batch_number` of the chain may have been settled in that batch of that layer.
    """
    layer: uint256 = self._interval[chain_id].settlementLayerChainId
    if layer == 0 or batch_number <= self._interval[chain_id].migrateToGWBatchNumber:
        return claimed_settlement_layer == chain.id
    active: bool = self._interval[chain_id].isActive
    if not active and batch_number > self._interval[chain_id].migrateFromGWBatchNumber:
        return claimed_settlement_layer == chain.id
    return (
        claimed_settlement_layer == layer
        and claimed_settlement_layer_batch_number
        >= self._interval[chain_id].settlementLayerBatchLowerBound
        and (
            active
            or claimed_settlement_layer_batch_number
            <= self._interval[chain_id].settlementLayerBatchUpperBound
        )
    )


@internal
def _leave(chain_id: uint256, layer: uint256, batch_number: uint256, layer_batch_number: uint256):
    """
    @dev The chain's batches after `batch_number` are settled on `layer`.
    """
    number: uint256 = self.migrationNumber[chain_id] + 1
    if number > BACK_ON_L1:
        registry_errors.IteratedMigrationsNotSupported()
    if layer == chain.id:
        registry_errors.SettlementLayerMustNotBeL1()
    if number != ON_SETTLEMENT_LAYER:
        registry_errors.MigrationNumberMismatch(ON_SETTLEMENT_LAYER, number)
    self.migrationNumber[chain_id] = number
    self._interval[chain_id] = MigrationInterval(
        migrateToGWBatchNumber=batch_number,
        migrateFromGWBatchNumber=0,
        settlementLayerBatchLowerBound=layer_batch_number,
        settlementLayerBatchUpperBound=0,
        settlementLayerChainId=layer,
        isActive=True,
    )


@internal
def _undo_leaving(chain_id: uint256):
    """
    @dev The settlement layer never took the chain.
    """
    number: uint256 = self.migrationNumber[chain_id]
    if number != ON_SETTLEMENT_LAYER:
        registry_errors.MigrationNumberMismatch(ON_SETTLEMENT_LAYER, number)
    self.migrationNumber[chain_id] = 0
    self._interval[chain_id] = empty(MigrationInterval)


@internal
@view
def _check_return(chain_id: uint256, claimed_number: uint256) -> uint256:
    """
    @dev The chain is on a settlement layer, whose id is returned, and its message says it comes back.
    """
    number: uint256 = self.migrationNumber[chain_id]
    if number != 0 and number != ON_SETTLEMENT_LAYER:
        registry_errors.MigrationNumberMismatch(ON_SETTLEMENT_LAYER, number)
    if claimed_number != BACK_ON_L1:
        registry_errors.MigrationNumberMismatch(BACK_ON_L1, claimed_number)
    if not self._interval[chain_id].isActive:
        registry_errors.MigrationIntervalNotSet()
    return self._interval[chain_id].settlementLayerChainId


@internal
def _return(chain_id: uint256, batch_number: uint256, layer_batch_number: uint256):
    """
    @dev The chain's batches after `batch_number` are settled here again. `layer_batch_number` is that of
         the settlement layer now, which may be later than the one that the chain left with.
    """
    self.migrationNumber[chain_id] = BACK_ON_L1
    self._interval[chain_id].migrateFromGWBatchNumber = batch_number
    self._interval[chain_id].settlementLayerBatchUpperBound = layer_batch_number
    self._interval[chain_id].isActive = False
