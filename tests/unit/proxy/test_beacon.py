"""UpgradeableBeacon and BeaconProxy: one call upgrades all proxies of a beacon."""

from __future__ import annotations

import pytest
from eth_utils.address import to_checksum_address

from garter.chain import Contract, Receipt
from garter.exceptions import ContractReverted
from garter.protocol.hashing import keccak256
from tests.support import Mock, reverts

ZERO = "0x" + "00" * 20
MAX_RETURN = 2_048  # limits.MAX_BEACON_PROXY_RETURN
BEACON_SLOT = int.from_bytes(keccak256(b"eip1967.proxy.beacon")) - 1


@pytest.fixture
def proxy(rpc, beacon, initialiser, stranger):
    return Contract.deploy(rpc, "BeaconProxy", beacon.address, initialiser, sender=stranger)


# --- the beacon ---


def test_beacon_constructor(beacon, implementation, governor):
    assert beacon.implementation() == implementation.address
    assert beacon.owner() == governor.address


def test_beacon_constructor__zero_owner__reverts(rpc, implementation, stranger):
    with reverts("ZeroAddress"):
        Contract.deploy(rpc, "UpgradeableBeacon", implementation.address, ZERO, sender=stranger)


def test_beacon_constructor__no_code__reverts(rpc, governor, stranger):
    with reverts("Error", "UpgradeableBeacon: implementation is not a contract"):
        Contract.deploy(
            rpc, "UpgradeableBeacon", stranger.address, governor.address, sender=stranger
        )


def test_upgrade_to(beacon, successor, governor):
    receipt = beacon.upgradeTo(successor.address, sender=governor)
    [event] = beacon.events(receipt)
    assert (event.name, event.implementation) == ("Upgraded", successor.address)
    assert beacon.implementation() == successor.address


def test_upgrade_to__not_owner__reverts(beacon, successor, stranger):
    with reverts("Error", "Ownable: caller is not the owner"):
        beacon.upgradeTo(successor.address, sender=stranger)


def test_upgrade_to__no_code__reverts(beacon, governor, stranger):
    with reverts("Error", "UpgradeableBeacon: implementation is not a contract"):
        beacon.upgradeTo(stranger.address, sender=governor)


def test_beacon_ownership__one_step(beacon, governor, admin):
    beacon.transferOwnership(admin.address, sender=governor)
    assert beacon.owner() == admin.address
    beacon.renounceOwnership(sender=admin)
    assert beacon.owner() == ZERO


# --- its proxies ---


def test_constructor__beacon_slot_and_state(rpc, proxy, behind, beacon):
    assert (
        to_checksum_address(f"0x{rpc.storage(proxy.address, BEACON_SLOT):040x}") == beacon.address
    )
    assert behind.number() == 42


def test_constructor__event(rpc, proxy, beacon):
    block = rpc.call("eth_getBlockByNumber", "latest", False)
    receipt = Receipt.parse(rpc.call("eth_getTransactionReceipt", block["transactions"][0]))
    [event] = proxy.events(receipt)
    assert (event.name, event.beacon) == ("BeaconUpgraded", beacon.address)


def test_constructor__beacon_without_code__reverts(rpc, stranger):
    with reverts("Error", "ERC1967: new beacon is not a contract"):
        Contract.deploy(rpc, "BeaconProxy", stranger.address, b"", sender=stranger)


def test_constructor__beacon_of_nothing__reverts(rpc, stranger):
    false_beacon = Mock(rpc, stranger)
    false_beacon.returns("implementation()", ["address"], [stranger.address])
    with reverts("Error", "ERC1967: beacon implementation is not a contract"):
        Contract.deploy(rpc, "BeaconProxy", false_beacon.address, b"", sender=stranger)


def test_constructor__failing_initialiser__reverts_with_its_error(
    rpc, beacon, implementation, stranger
):
    with reverts("Unauthorized", stranger):
        Contract.deploy(
            rpc, "BeaconProxy", beacon.address, implementation.calldata("fail"), sender=stranger
        )


def test_upgrade__reaches_every_proxy_and_keeps_state(
    rpc, beacon, behind, successor, governor, stranger
):
    other = Contract.deploy(rpc, "BeaconProxy", beacon.address, b"", sender=stranger)
    beacon.upgradeTo(successor.address, sender=governor)
    assert (behind.VERSION(), behind.number()) == (2, 42)
    assert Contract.at(rpc, other.address, "MockImplementation").VERSION() == 2


def test_forwarding__no_selector_is_the_proxys_own(behind, governor, stranger):
    for caller in (governor, stranger):
        assert behind.call("admin", caller=caller).lower().endswith("ad")
        assert behind.call("implementation", caller=caller).lower().endswith("ee")


def test_forwarding__sender_value_and_errors(rpc, proxy, behind, stranger):
    assert behind.call("sender", caller=stranger) == stranger.address
    proxy.send_raw(b"", sender=stranger, value=7)
    assert (behind.received(), rpc.balance(proxy.address)) == (7, 7)
    with reverts("Unauthorized", stranger):
        behind.call("fail", caller=stranger)
    data = b"\xab" * 5_000
    with pytest.raises(ContractReverted) as caught:
        behind.fail_with(data)
    assert caught.value.data == data


def test_forwarding__answer_of_the_bound__arrives_whole_and_a_longer_one_reverts(behind):
    text = bytes(range(256)) * 7 + b"\x01" * (MAX_RETURN - 64 - 256 * 7)
    assert behind.echo(text) == text
    with reverts(""):
        behind.echo(text + b"\x01")


def test_forwarding__gas_overhead(behind, implementation, stranger):
    """Two cold accounts and a cold slot, and at most 800 of our own."""
    direct = implementation.number(sender=stranger).gas_used
    through = behind.number(sender=stranger).gas_used
    assert through - direct - 2_100 - 2 * 2_600 < 800
