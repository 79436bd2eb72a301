# pragma version 0.4.3
"""
@title Proxy admin
@license MIT
@notice Admin of transparent proxies: the one door through which their code is replaced.
@dev Roles: the owner (governance) upgrades every proxy whose admin this contract is.
@custom:source OpenZeppelin 4.9, ProxyAdmin
"""
from contracts.lib import errors
from contracts.lib import limits
from contracts.lib import ownable

initializes: ownable
exports: (ownable.owner, ownable.transferOwnership, ownable.renounceOwnership)


interface ITransparentUpgradeableProxy:
    def admin() -> address: view
    def implementation() -> address: view
    def changeAdmin(new_admin: address): nonpayable
    def upgradeTo(implementation: address): nonpayable
    def upgradeToAndCall(
        implementation: address, data: Bytes[limits.MAX_INITIALIZER]
    ): payable


@deploy
def __init__(owner: address):
    if owner == empty(address):
        errors.ZeroAddress()
    ownable._set_owner(owner)


@external
def upgrade(proxy: address, implementation: address):
    """
    @notice Let `proxy` run the code of `implementation`.
    @dev Role: owner.
    """
    ownable._check_owner()
    extcall ITransparentUpgradeableProxy(proxy).upgradeTo(implementation)


@external
@payable
def upgradeAndCall(
    proxy: address, implementation: address, data: Bytes[limits.MAX_INITIALIZER]
):
    """
    @notice Upgrade `proxy` and in the same step call `data` on the new code, with the ETH sent
            along.
    @dev Role: owner.
    """
    ownable._check_owner()
    extcall ITransparentUpgradeableProxy(proxy).upgradeToAndCall(
        implementation, data, value=msg.value
    )


@external
def changeProxyAdmin(proxy: address, new_admin: address):
    """
    @notice Hand `proxy` over to another admin, for good.
    @dev Role: owner.
    """
    ownable._check_owner()
    extcall ITransparentUpgradeableProxy(proxy).changeAdmin(new_admin)


@external
@view
def getProxyAdmin(proxy: address) -> address:
    """
    @notice The admin of `proxy`, if that is this contract; else what its implementation answers.
    """
    return staticcall ITransparentUpgradeableProxy(proxy).admin()


@external
@view
def getProxyImplementation(proxy: address) -> address:
    """
    @notice The code that `proxy` runs, if this contract is its admin; else what its implementation
            answers.
    """
    return staticcall ITransparentUpgradeableProxy(proxy).implementation()
