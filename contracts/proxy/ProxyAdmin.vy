# pragma version 0.4.3
"""
@title Proxy admin
@license MIT
@notice Admin of transparent proxies: the one door through which their code is replaced.
@dev Roles: the owner (governance) upgrades every proxy whose admin this contract is.
@custom:source OpenZeppelin 4.9, ProxyAdmin
"""
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


@deploy
def __init__(owner: address):
    if owner == empty(address):
        errors.ZeroAddress()
    ownable._set_owner(owner)
