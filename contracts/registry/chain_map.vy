# pragma version 0.4.3
"""
@title The chains of this layer
@license MIT
@notice Chain id to diamond, and a list of the ids in the order of their registration. A chain is never
        taken out.
"""
from contracts.lib import errors
from contracts.lib import limits
from contracts.registry import registry_errors

_zk_chain: HashMap[uint256, address]  # chain id => diamond, 0 for an unknown chain
_chain_ids: DynArray[uint256, limits.MAX_CHAINS]


@external
@view
def getZKChain(chain_id: uint256) -> address:
    """
    @notice The chain's diamond on this layer, or 0.
    """
    return self._zk_chain[chain_id]


@external
@view
def getHyperchain(chain_id: uint256) -> address:
    """
    @notice Former name of `getZKChain`.
    """
    return self._zk_chain[chain_id]


@external
@view
def getAllZKChainChainIDs() -> DynArray[uint256, limits.MAX_CHAINS]:
    """
    @notice Ids of all chains, oldest first.
    """
    return self._chain_ids


@external
@view
def getAllZKChains() -> DynArray[address, limits.MAX_CHAINS]:
    """
    @notice Diamonds of all chains, in the order of `getAllZKChainChainIDs`.
    """
    diamonds: DynArray[address, limits.MAX_CHAINS] = []
    for chain_id: uint256 in self._chain_ids:
        diamonds.append(self._zk_chain[chain_id])
    return diamonds


@internal
@view
def _known(chain_id: uint256) -> address:
    """
    @dev The diamond of a chain that has to exist.
    """
    zk_chain: address = self._zk_chain[chain_id]
    assert zk_chain != empty(address), "EnumerableMap: nonexistent key"
    return zk_chain


@internal
def _set(chain_id: uint256, zk_chain: address, limit: uint256):
    """
    @dev Add a chain or replace its diamond; afterwards there may be `limit` chains.
    """
    # An entry of 0 would be a chain that is listed and does not exist.
    if zk_chain == empty(address):
        errors.ZeroAddress()
    if self._zk_chain[chain_id] == empty(address):
        if len(self._chain_ids) == limits.MAX_CHAINS:
            registry_errors.ZKChainLimitReached()
        self._chain_ids.append(chain_id)
    self._zk_chain[chain_id] = zk_chain
    if len(self._chain_ids) > limit:
        registry_errors.ZKChainLimitReached()
