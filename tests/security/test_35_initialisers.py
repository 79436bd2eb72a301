"""Attack 35 (Parity, Wormhole): initialise what is not yours, or for a second time.

An implementation must never run its initialiser; a proxy runs it once, in its own creation, so that
nobody can come first; an upgrade does not open it again; storage never meets the proxy's own slots.
"""

from __future__ import annotations

import pytest

from garter.build import load_artifact
from garter.build.artifacts import flatten_layout
from garter.build.sources import deployable_sources
from garter.chain import Contract
from garter.protocol.hashing import keccak256
from tests.support import reverts

ALREADY = "Initializable: contract is already initialized"
SOMEBODY = "0x00000000000000000000000000000000000000AA"

# Contract => arguments of its constructor and of `initialize`.
INITIALISABLE = {
    "MockImplementation": ((1,), (7,)),
    "PermanentRestriction": ((SOMEBODY, SOMEBODY), (SOMEBODY,)),
}


@pytest.fixture(params=INITIALISABLE.items(), ids=lambda item: item[0])
def case(request):
    return request.param


@pytest.fixture
def implementation(rpc, case, stranger):
    name, (constructor, _) = case
    return Contract.deploy(rpc, name, *constructor, sender=stranger)


@pytest.fixture
def proxy(rpc, case, implementation, admin, stranger):
    name, (_, arguments) = case
    created = Contract.deploy(
        rpc,
        "TransparentUpgradeableProxy",
        implementation.address,
        admin.address,
        implementation.calldata("initialize", *arguments),
        sender=stranger,
    )
    return Contract.at(rpc, created.address, name)


def test_implementation__cannot_be_initialised(case, implementation, stranger):
    with reverts("Error", ALREADY):
        implementation.initialize(*case[1][1], sender=stranger)


def test_proxy__cannot_be_initialised_again(case, proxy, governor, admin, stranger):
    for caller in (stranger, governor, admin):
        with reverts("Error", ALREADY):
            proxy.initialize(*case[1][1], sender=caller)


def test_proxy__an_upgrade_does_not_open_it_again(rpc, case, proxy, admin, stranger):
    name, (constructor, arguments) = case
    successor = Contract.deploy(rpc, name, *constructor, sender=stranger)
    upgrade = (
        keccak256(b"upgradeTo(address)")[:4] + bytes(12) + bytes.fromhex(successor.address[2:])
    )
    proxy.send_raw(upgrade, sender=admin)
    with reverts("Error", ALREADY):
        proxy.initialize(*arguments, sender=stranger)


def test_later_versions__are_closed_on_implementations_and_used_once_on_proxies(
    rpc, admin, stranger
):
    implementation = Contract.deploy(rpc, "MockImplementation", 1, sender=stranger)
    for version in (1, 2, 254, 255):
        with reverts("Error", ALREADY):
            implementation.reinitialize(version, 9, sender=stranger)
    created = Contract.deploy(
        rpc,
        "TransparentUpgradeableProxy",
        implementation.address,
        admin.address,
        implementation.calldata("initialize", 7),
        sender=stranger,
    )
    proxy = Contract.at(rpc, created.address, "MockImplementation")
    proxy.reinitialize(3, 8, sender=stranger)
    for version in (1, 2, 3):
        with reverts("Error", ALREADY):
            proxy.reinitialize(version, 9, sender=stranger)
    assert proxy.number() == 8


def test_storage__never_reaches_the_proxys_slots():
    """Variables are numbered from 0; maps and lists are hashed or counted from there."""
    names = ("implementation", "admin", "beacon")
    lowest = min(int.from_bytes(keccak256(f"eip1967.proxy.{n}".encode())) - 1 for n in names)
    for source in deployable_sources():
        if source.stem in ("TransparentUpgradeableProxy", "BeaconProxy", "SystemContractProxy"):
            continue  # the slots' owners
        layout = load_artifact(source.stem).layout.get("storage_layout", {})
        for variable, slot in flatten_layout(layout).items():
            assert slot["slot"] + slot["n_slots"] < lowest, (source.stem, variable)
