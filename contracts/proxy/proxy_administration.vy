# pragma version 0.4.3
"""
@title What an admin of proxies does
@license MIT
@notice The functions of a proxy admin; how its owner is made is the importing contract's matter.
"""
from contracts.lib import limits
from contracts.lib import ownable

uses: ownable


interface ITransparentUpgradeableProxy:
    def admin() -> address: view
    def implementation() -> address: view
    def changeAdmin(new_admin: address): nonpayable
    def upgradeTo(implementation: address): nonpayable
    def upgradeToAndCall(
        implementation: address, data: Bytes[limits.MAX_INITIALIZER]
    ): payable


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
