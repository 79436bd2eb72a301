# pragma version 0.4.3
"""
@title Storage slots of ERC-1967
@license MIT
@notice Where explorers look for a proxy's implementation, admin and beacon. The only state is all
        of storage as one array, so that element i is slot i; a contract that uses this module must
        not declare a variable of its own.
"""

event Upgraded:
    implementation: indexed(address)

event AdminChanged:
    previousAdmin: address
    newAdmin: address

event BeaconUpgraded:
    beacon: indexed(address)


interface IBeacon:
    def implementation() -> address: view


# keccak256("eip1967.proxy.implementation") - 1, and the same of ".admin" and ".beacon".
IMPLEMENTATION_SLOT: constant(bytes32) = 0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc
ADMIN_SLOT: constant(bytes32) = 0xb53127684a568b3173ae13b9f8a6016e243e63b6e8ee1178d6a717850b5d6103
BEACON_SLOT: constant(bytes32) = 0xa3f0ad74e5423aebfd80d3ef4346578335a9a72aeaee59ff6cb3582b35133d50

_slot: address[2**256 - 1]  # slot number => the address in it


@internal
@view
def _implementation() -> address:
    return self._slot[convert(IMPLEMENTATION_SLOT, uint256)]


@internal
def _set_implementation(implementation: address):
    assert implementation.is_contract, "ERC1967: new implementation is not a contract"
    self._slot[convert(IMPLEMENTATION_SLOT, uint256)] = implementation
    log Upgraded(implementation=implementation)


@internal
@view
def _admin() -> address:
    return self._slot[convert(ADMIN_SLOT, uint256)]


@internal
def _set_admin(admin: address):
    assert admin != empty(address), "ERC1967: new admin is the zero address"
    log AdminChanged(previousAdmin=self._admin(), newAdmin=admin)
    self._slot[convert(ADMIN_SLOT, uint256)] = admin


@internal
def _set_beacon(beacon: address):
    assert beacon.is_contract, "ERC1967: new beacon is not a contract"
    implementation: address = staticcall IBeacon(beacon).implementation()
    assert implementation.is_contract, "ERC1967: beacon implementation is not a contract"
    self._slot[convert(BEACON_SLOT, uint256)] = beacon
    log BeaconUpgraded(beacon=beacon)
