# pragma version 0.4.3
"""
@title Reverting a chain's batches
@license MIT
@notice Takes back batches that are not executed. Who may is the importing facet's matter.
"""
from contracts.settlement import chain_errors
from contracts.settlement import chain_storage

uses: chain_storage

event BlocksRevert:
    totalBatchesCommitted: uint256
    totalBatchesVerified: uint256
    totalBatchesExecuted: uint256


@internal
def _revert_batches(new_last_batch: uint256):
    """
    @dev Batches after `new_last_batch` may be committed anew, with the upgrade transaction if one
         of them had it. Their stored hashes stay until then.
    """
    batches: chain_storage.Batches = chain_storage._batches()
    if batches.committed < new_last_batch:
        chain_errors.RevertedBatchNotAfterNewLastBatch()
    if new_last_batch < batches.executed:
        chain_errors.CantRevertExecutedBatch()
    batches.committed = new_last_batch
    batches.verified = min(batches.verified, new_last_batch)
    if batches.upgradeBatch > new_last_batch:
        batches.upgradeBatch = 0
    chain_storage._set_batches(batches)
    log BlocksRevert(
        totalBatchesCommitted=batches.committed,
        totalBatchesVerified=batches.verified,
        totalBatchesExecuted=batches.executed,
    )
