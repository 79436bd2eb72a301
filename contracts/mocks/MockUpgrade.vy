# pragma version 0.4.3
"""
@title An initialiser of cuts that sets a chain's protocol version
@license MIT
@notice Test only.
"""
from contracts.lib import constants
from contracts.proxy import diamond
from contracts.settlement import chain_storage

initializes: diamond
initializes: chain_storage


@external
def set_version(version: uint256) -> bytes32:
    protocol: chain_storage.Protocol = chain_storage._protocol()
    protocol.version = version
    chain_storage._set_protocol(protocol)
    return constants.DIAMOND_INIT_SUCCESS
