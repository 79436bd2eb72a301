# pragma version 0.4.3
"""
@title What governance may do to a chain
@license MIT
@notice Each function here is one of the chain's diamond that only its chain type manager may call.
        All: role owner; ChainIdNotRegistered for an unknown chain; then what the diamond raises.
"""
from contracts.lib import ownable_2step
from contracts.registry import chain_directory
from interfaces import IDiamond
from interfaces import IZKChain

uses: ownable_2step
uses: chain_directory


@external
def freezeChain(chain_id: uint256):
    """
    @notice Disable the chain's freezable facets.
    @dev Role: owner.
    """
    extcall self._controlled(chain_id).freezeDiamond()


@external
def unfreezeChain(chain_id: uint256):
    """
    @notice End a freeze.
    @dev Role: owner.
    """
    extcall self._controlled(chain_id).unfreezeDiamond()


@external
def revertBatches(chain_id: uint256, new_last_batch: uint256):
    """
    @notice Drop the batches after `new_last_batch` that are not executed yet.
    @dev Role: owner.
    """
    zk_chain: IZKChain = self._controlled(chain_id)
    extcall zk_chain.revertBatchesSharedBridge(zk_chain.address, new_last_batch)


@external
def upgradeChainFromVersion(
    chain_id: uint256, old_protocol_version: uint256, diamond_cut: IDiamond.DiamondCutData
):
    """
    @notice Upgrade the chain with the cut published for its version.
    @dev Role: owner.
    """
    zk_chain: IZKChain = self._controlled(chain_id)
    extcall zk_chain.upgradeChainFromVersion(zk_chain.address, old_protocol_version, diamond_cut)


@external
def executeUpgrade(chain_id: uint256, diamond_cut: IDiamond.DiamondCutData):
    """
    @notice Apply any cut to the chain.
    @dev Role: owner.
    """
    extcall self._controlled(chain_id).executeUpgrade(diamond_cut)


@external
def setPriorityTxMaxGasLimit(chain_id: uint256, max_gas_limit: uint256):
    """
    @notice Bound the L2 gas of a priority transaction.
    @dev Role: owner.
    """
    extcall self._controlled(chain_id).setPriorityTxMaxGasLimit(max_gas_limit)


@external
def setTokenMultiplier(chain_id: uint256, nominator: uint128, denominator: uint128):
    """
    @notice Set the price of ETH in base token, as a fraction.
    @dev Role: owner.
    """
    extcall self._controlled(chain_id).setTokenMultiplier(nominator, denominator)


@external
def changeFeeParams(chain_id: uint256, new_fee_params: IZKChain.FeeParams):
    """
    @notice Set what L1 to L2 transactions are priced by.
    @dev Role: owner.
    """
    extcall self._controlled(chain_id).changeFeeParams(new_fee_params)


@external
def setValidator(chain_id: uint256, validator: address, active: bool):
    """
    @notice Admit or dismiss a validator of the chain.
    @dev Role: owner.
    """
    extcall self._controlled(chain_id).setValidator(validator, active)


@external
def deactivatePriorityMode(chain_id: uint256):
    """
    @notice Return the chain from priority mode to its validators.
    @dev Role: owner.
    """
    extcall self._controlled(chain_id).deactivatePriorityMode()


@external
def setPriorityModeTransactionFilterer(chain_id: uint256, transaction_filterer: address):
    """
    @notice Set the filterer that replaces the chain's own once priority mode is allowed.
    @dev Role: owner.
    """
    extcall self._controlled(chain_id).setPriorityModeTransactionFilterer(transaction_filterer)


@internal
@view
def _controlled(chain_id: uint256) -> IZKChain:
    ownable_2step._check_owner()
    return chain_directory._zk_chain(chain_id)
