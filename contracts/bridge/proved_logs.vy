# pragma version 0.4.3
"""
@title Logs proved to the nullifier
@license MIT
@notice Asks the message root whether a batch contains a log, and keeps for the rest of the transaction
        which settlement layer answers for that batch.
@dev Handlers have one interface for all assets, so the asset tracker, which alone needs to know, asks
     for the layer instead of having it passed through them.
"""
from contracts.lib import limits
from contracts.lib import message_hashing
from contracts.lib import proof_errors
from interfaces import IMessageRoot

event TransientSettlementLayerSet:
    settlementLayerChainId: indexed(uint256)


MESSAGE_ROOT: public(immutable(address))

_settlement_layer: transient(uint256)
_batch_number: transient(uint256)


@deploy
def __init__(message_root: address):
    MESSAGE_ROOT = message_root


@external
@view
def getTransientSettlementLayer() -> (uint256, uint256):
    """
    @notice Where the last proof of this transaction went through: id of the settlement layer, or 0 for a
            batch that was settled on L1, and the batch's number.
    """
    return self._settlement_layer, self._batch_number


@internal
def _demand(
    chain_id: uint256,
    batch_number: uint256,
    index: uint256,
    leaf: bytes32,
    proof: DynArray[bytes32, limits.MAX_PROOF],
):
    """
    @dev The batch must contain `leaf`. Reverts InvalidProof, or what the message root raises of a
         malformed proof.
    """
    if not staticcall IMessageRoot(MESSAGE_ROOT).proveL2LeafInclusionShared(
        chain_id, batch_number, index, leaf, proof
    ):
        proof_errors.InvalidProof()
    part: message_hashing.Part = message_hashing._parse_part(
        convert(proof[0], uint256), 0, len(proof)
    )
    layer: uint256 = 0
    if not part.is_final:
        # Behind both paths stand the batch's index, the layer's batch and the layer.
        layer = convert(proof[part.first + part.leaf_path + part.batch_path + 2], uint256)
    self._settlement_layer = layer
    self._batch_number = batch_number
    log TransientSettlementLayerSet(settlementLayerChainId=layer)
