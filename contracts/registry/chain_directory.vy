# pragma version 0.4.3
"""
@title Chains, by asking the bridgehub
@license MIT
@notice Chain type managers keep no list of their own.
"""
from contracts.lib import errors
from interfaces import IBridgehub
from interfaces import IZKChain

BRIDGE_HUB: public(immutable(address))


@deploy
def __init__(bridgehub: address):
    BRIDGE_HUB = bridgehub


@external
@view
def getZKChain(chain_id: uint256) -> address:
    """
    @notice The chain's diamond on this layer, or 0.
    """
    return staticcall IBridgehub(BRIDGE_HUB).getZKChain(chain_id)


@external
@view
def getHyperchain(chain_id: uint256) -> address:
    """
    @notice Former name of `getZKChain`.
    """
    return staticcall IBridgehub(BRIDGE_HUB).getZKChain(chain_id)


@external
@view
def getChainAdmin(chain_id: uint256) -> address:
    """
    @notice Admin of the chain.
    @custom:errors ChainIdNotRegistered
    """
    return staticcall self._zk_chain(chain_id).getAdmin()


@external
@view
def getProtocolVersion(chain_id: uint256) -> uint256:
    """
    @notice Packed protocol version that the chain runs.
    @custom:errors ChainIdNotRegistered
    """
    return staticcall self._zk_chain(chain_id).getProtocolVersion()


@internal
@view
def _zk_chain(chain_id: uint256) -> IZKChain:
    """
    @dev The diamond of a chain that has to exist.
    """
    zk_chain: address = staticcall IBridgehub(BRIDGE_HUB).getZKChain(chain_id)
    if zk_chain == empty(address):
        errors.ChainIdNotRegistered(chain_id)
    return IZKChain(zk_chain)
