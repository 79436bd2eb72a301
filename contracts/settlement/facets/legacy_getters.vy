# pragma version 0.4.3
"""
@title Getters facet: what older clients still read
@license MIT
@notice Old names, and answers about notions that chains here do not have.
"""
from contracts.settlement import chain_storage

uses: chain_storage


struct VerifierParams:
    recursionNodeLevelVkHash: bytes32
    recursionLeafLevelVkHash: bytes32
    recursionCircuitsSetVksHash: bytes32


# --- old names ---


@external
@view
def getTotalBlocksCommitted() -> uint256:
    """
    @notice Old name of `getTotalBatchesCommitted`.
    """
    return chain_storage._batches().committed


@external
@view
def getTotalBlocksVerified() -> uint256:
    """
    @notice Old name of `getTotalBatchesVerified`.
    """
    return chain_storage._batches().verified


@external
@view
def getTotalBlocksExecuted() -> uint256:
    """
    @notice Old name of `getTotalBatchesExecuted`.
    """
    return chain_storage._batches().executed


@external
@view
def storedBlockHash(batch_number: uint256) -> bytes32:
    """
    @notice Old name of `storedBatchHash`.
    """
    return chain_storage.batch_hashes[batch_number]


@external
@view
def getL2SystemContractsUpgradeBlockNumber() -> uint256:
    """
    @notice Old name of `getL2SystemContractsUpgradeBatchNumber`.
    """
    return chain_storage._batches().upgradeBatch


# --- constant ---


@external
@view
def getPriorityTreeStartIndex() -> uint256:
    """
    @notice Zero: no queue came before the tree.
    """
    return 0


@external
@view
def isPriorityQueueActive() -> bool:
    """
    @notice False: the queue that came before the tree does not exist here.
    """
    return False


@external
@view
def isEthWithdrawalFinalized(batch_number: uint256, message_index: uint256) -> bool:
    """
    @notice False: withdrawals are finalised by the L1 nullifier.
    """
    return False


@external
@view
def getVerifierParams() -> VerifierParams:
    """
    @notice Zeros.
    """
    return empty(VerifierParams)


@external
@view
def getL2BootloaderBytecodeHash() -> bytes32:
    """
    @notice Zero.
    """
    return empty(bytes32)


@external
@view
def getL2DefaultAccountBytecodeHash() -> bytes32:
    """
    @notice Zero.
    """
    return empty(bytes32)


@external
@view
def getL2EvmEmulatorBytecodeHash() -> bytes32:
    """
    @notice Zero.
    """
    return empty(bytes32)
