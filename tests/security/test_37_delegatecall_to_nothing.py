"""Attack 37, for proxies: a delegatecall to an address without code succeeds and does nothing.

A proxy of nothing would take every call, and ETH, in silence. So code is demanded wherever an
implementation or a beacon is named.
"""

from __future__ import annotations

import pytest
from eth_abi.abi import encode

from garter.chain import Contract
from garter.protocol.hashing import selector
from tests.support import reverts

NO_CONTRACT = "ERC1967: new implementation is not a contract"
WITHOUT_CODE = {
    "zero": "0x" + "00" * 20,
    "an account": "0x00000000000000000000000000000000c0DE1e55",
    "a precompile": "0x0000000000000000000000000000000000000004",
}


@pytest.fixture(params=WITHOUT_CODE.values(), ids=WITHOUT_CODE.keys())
def nothing(request):
    return request.param


@pytest.fixture
def implementation(rpc, stranger):
    return Contract.deploy(rpc, "MockImplementation", 1, sender=stranger)


@pytest.fixture
def proxy(rpc, implementation, admin, stranger):
    return Contract.deploy(
        rpc,
        "TransparentUpgradeableProxy",
        implementation.address,
        admin.address,
        b"",
        sender=stranger,
    )


def test_transparent_proxy__of_nothing__cannot_be_created(rpc, nothing, admin, stranger):
    for data in (b"", selector("initialize()")):
        with reverts("Error", NO_CONTRACT):
            Contract.deploy(
                rpc, "TransparentUpgradeableProxy", nothing, admin.address, data, sender=stranger
            )


def test_transparent_proxy__cannot_be_upgraded_to_nothing(rpc, proxy, nothing, admin):
    with reverts("Error", NO_CONTRACT):
        proxy.send_raw(
            selector("upgradeTo(address)") + encode(["address"], [nothing]), sender=admin
        )
    for data in (b"", b"\x01\x02\x03\x04"):
        with reverts("Error", NO_CONTRACT):
            proxy.send_raw(
                selector("upgradeToAndCall(address,bytes)")
                + encode(["address", "bytes"], [nothing, data]),
                sender=admin,
            )
    assert Contract.at(rpc, proxy.address, "MockImplementation").VERSION() == 1


def test_beacon__cannot_name_nothing(rpc, implementation, nothing, governor, stranger):
    message = "UpgradeableBeacon: implementation is not a contract"
    with reverts("Error", message):
        Contract.deploy(rpc, "UpgradeableBeacon", nothing, governor.address, sender=stranger)
    beacon = Contract.deploy(
        rpc, "UpgradeableBeacon", implementation.address, governor.address, sender=stranger
    )
    with reverts("Error", message):
        beacon.upgradeTo(nothing, sender=governor)


def test_beacon_proxy__of_nothing__cannot_be_created(rpc, nothing, stranger):
    with reverts("Error", "ERC1967: new beacon is not a contract"):
        Contract.deploy(rpc, "BeaconProxy", nothing, b"", sender=stranger)
