# pragma version 0.4.3
"""
@title Admin of the system contracts' proxies (0x1000c)
@license MIT
@notice The one door through which a chain's system contracts are replaced.
@dev Roles: the owner upgrades; it is the complex upgrader (0x800f), which can make itself that.
     No constructor: the genesis has its code and its owner.
@custom:source era-contracts draft-v31, SystemContractProxyAdmin
"""
from contracts.lib import constants
from contracts.lib import errors
from contracts.lib import ownable
from contracts.proxy import proxy_administration

initializes: ownable
initializes: proxy_administration[ownable := ownable]
exports: (
    ownable.owner,
    ownable.transferOwnership,
    ownable.renounceOwnership,
    proxy_administration.upgrade,
    proxy_administration.upgradeAndCall,
    proxy_administration.changeProxyAdmin,
    proxy_administration.getProxyAdmin,
    proxy_administration.getProxyImplementation,
)


@external
def forceSetOwner(owner: address):
    """
    @notice Make `owner` the owner, whoever it is now.
    @dev Role: complex upgrader.
    @custom:errors Unauthorized
    """
    if msg.sender != constants.L2_COMPLEX_UPGRADER:
        errors.Unauthorized(msg.sender)
    ownable._set_owner(owner)
