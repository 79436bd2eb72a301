# pragma version 0.4.3
"""
@title A plain ERC-20
@license AGPL-3.0-only
@notice snekmate's token with nothing added, for chains with a base token of their own and for
        tests.
@dev Roles: the owner, who also mints, appoints minters.
"""
from snekmate.auth import ownable
from snekmate.tokens import erc20

initializes: ownable
initializes: erc20[ownable := ownable]
exports: erc20.__interface__


@deploy
def __init__(owner: address, name: String[25], symbol: String[5], decimals: uint8):
    ownable.__init__()
    erc20.__init__(name, symbol, decimals, name, "1")
    # Both modules take the caller, which may be a factory, for the owner.
    erc20.is_minter[msg.sender] = False
    erc20.is_minter[owner] = True
    ownable._transfer_ownership(owner)
