# pragma version 0.4.3
"""
@title Roots of executed batches
@license MIT
@notice Which batches of a chain count as executed, one after the other, and the root of each. Written
        once; never the zero word, which stands for none.
"""
from contracts.interop import message_errors

currentChainBatchNumber: public(HashMap[uint256, uint256])  # chain id => its last executed batch
chainBatchRoots: public(
    HashMap[uint256, HashMap[uint256, bytes32]]
)  # chain id => batch => root, 0 for one that was not executed here


@internal
def _append(chain_id: uint256, batch_number: uint256, root: bytes32):
    """
    @dev Record the next batch of a chain.
    """
    if root == empty(bytes32):
        message_errors.ChainBatchRootZero()
    if self.chainBatchRoots[chain_id][batch_number] != empty(bytes32):
        message_errors.ChainBatchRootAlreadyExists(chain_id, batch_number)
    if batch_number != self.currentChainBatchNumber[chain_id] + 1:
        message_errors.NonConsecutiveBatchNumber(chain_id, batch_number)
    self.chainBatchRoots[chain_id][batch_number] = root
    self.currentChainBatchNumber[chain_id] = batch_number


@internal
def _move(chain_id: uint256, batch_number: uint256):
    """
    @dev A chain comes with the batches that it executed elsewhere.
    """
    if self.currentChainBatchNumber[chain_id] > batch_number:
        message_errors.ChainBatchRootAlreadyExists(chain_id, batch_number)
    self.currentChainBatchNumber[chain_id] = batch_number


@internal
@view
def _is_root(chain_id: uint256, batch_number: uint256, root: bytes32) -> bool:
    """
    @dev Whether the chain executed that batch here, with that root. Unknown batches have none.
    """
    if batch_number == 0:
        # Genesis sent no messages.
        message_errors.BatchZeroNotAllowed()
    expected: bytes32 = self.chainBatchRoots[chain_id][batch_number]
    return expected != empty(bytes32) and expected == root
