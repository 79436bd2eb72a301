# pragma version 0.4.3
"""
@title Upgradeable beacon
@license MIT
@notice Names the code that all proxies of this beacon run, so that one call upgrades them all.
@dev Roles: the owner replaces that code.
@custom:source OpenZeppelin 4.9, UpgradeableBeacon
"""
from contracts.lib import errors
from contracts.lib import ownable

initializes: ownable
exports: (ownable.owner, ownable.transferOwnership, ownable.renounceOwnership)

event Upgraded:
    implementation: indexed(address)


implementation: public(address)


@deploy
def __init__(implementation: address, owner: address):
    if owner == empty(address):
        errors.ZeroAddress()
    self._set_implementation(implementation)
    ownable._set_owner(owner)


@external
def upgradeTo(new_implementation: address):
    """
    @notice Let every proxy of this beacon run the code of `new_implementation`.
    @dev Role: owner.
    """
    ownable._check_owner()
    self._set_implementation(new_implementation)
    log Upgraded(implementation=new_implementation)


@internal
def _set_implementation(implementation: address):
    assert implementation.is_contract, "UpgradeableBeacon: implementation is not a contract"
    self.implementation = implementation
