"""ZKsyncOSChainTypeManager: versions, deadlines, verifiers and the cuts between versions."""

import pytest
from eth_abi.abi import decode

from garter.protocol.hashing import keccak256, selector
from tests.support import reverts
from tests.unit.registry.facts import ZERO, address
from tests.unit.registry.manager import (
    VERIFIER,
    VERSION,
    a_cut,
    all_events,
    encode_cut,
)

NOT_OWNER = "Ownable: caller is not the owner"
FOREVER = 2**256 - 1
NEXT = 32 << 32
DEADLINE = 4_000_000_000
NEW_VERIFIER = address(0xE1)
UPGRADER = address(0xDEF)
PROPOSED_UPGRADE = (
    "((uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256[4],"
    "bytes,bytes,uint256[],bytes,bytes),bytes32,bytes32,bytes32,address,(bytes32,bytes32,bytes32),"
    "bytes,bytes,uint256,uint256)"
)


def upgrade(manager, sender, cut, old=VERSION, new=NEXT, verifier=NEW_VERIFIER):
    return manager.setNewVersionUpgrade(cut, old, DEADLINE, new, verifier, sender=sender)


# --- setNewVersionUpgrade ---


def test_set_new_version__effects(manager, governor):
    cut = a_cut(UPGRADER, UPGRADER, b"\x05" * 77)
    receipt = upgrade(manager, governor, cut)
    assert manager.protocolVersion() == NEXT
    assert manager.getSemverProtocolVersion() == (0, 32, 0)
    assert manager.protocolVersionDeadline(VERSION) == DEADLINE
    assert manager.protocolVersionDeadline(NEXT) == FOREVER
    assert manager.protocolVersionVerifier(NEXT) == NEW_VERIFIER
    assert manager.protocolVersionVerifier(VERSION) == VERIFIER
    assert manager.upgradeCutHash(VERSION) == keccak256(encode_cut(cut))
    assert manager.upgradeCutDataBlock(VERSION) == receipt.block_number
    assert manager.upgradeCutHash(NEXT) == bytes(32)


def test_set_new_version__events_in_order(manager, governor):
    cut = a_cut(UPGRADER, ZERO, b"")
    receipt = upgrade(manager, governor, cut)
    events = all_events(manager, receipt)
    published = events[4][2]
    assert encode_cut(published) == encode_cut(cut)
    assert events == [
        ("UpdateProtocolVersionDeadline", VERSION, DEADLINE),
        ("UpdateProtocolVersionDeadline", NEXT, FOREVER),
        ("NewProtocolVersion", VERSION, NEXT),
        ("NewUpgradeCutHash", VERSION, keccak256(encode_cut(cut))),
        ("NewUpgradeCutData", VERSION, published),
        ("NewProtocolVersionVerifier", NEXT, NEW_VERIFIER),
        ("NewUpgradeCutData", NEXT, published),
    ]


def test_set_new_version__checks_in_order(manager, surroundings, governor, admin):
    with reverts("Error", NOT_OWNER):
        upgrade(manager, admin, a_cut())
    surroundings.handler.returns("migrationPaused()", ["bool"], [False])
    with reverts("MigrationsNotPaused"):
        upgrade(manager, governor, a_cut(), old=NEXT, verifier=ZERO)
    surroundings.handler.returns("migrationPaused()", ["bool"], [True])
    with reverts("OutdatedProtocolVersion", VERSION, NEXT):
        upgrade(manager, governor, a_cut(), old=NEXT, verifier=ZERO)
    with reverts("ZeroAddress"):
        upgrade(manager, governor, a_cut(), verifier=ZERO)


def test_set_new_version__the_largest_cut(manager, governor):
    facets = [
        (address(n), 0, True, [n.to_bytes(2, "big") + i.to_bytes(2, "big") for i in range(64)])
        for n in range(1, 11)
    ]
    cut = (facets, UPGRADER, b"\x0a" * 12_288)
    upgrade(manager, governor, cut)
    assert manager.upgradeCutHash(VERSION) == keccak256(encode_cut(cut))


# --- createNewPatchUpgrade ---


def patch(manager, sender, old=VERSION, new=VERSION + 1, verifier=NEW_VERIFIER, contract=UPGRADER):
    return manager.createNewPatchUpgrade(old, DEADLINE, new, verifier, contract, sender=sender)


@pytest.mark.parametrize("new", [VERSION + 1, VERSION + 4, VERSION + 2**32 - 1])
def test_patch__makes_the_cut(manager, governor, new):
    receipt = patch(manager, governor, new=new)
    assert manager.protocolVersion() == new
    assert manager.newChainCreationParamsBlock(new) == manager.newChainCreationParamsBlock(VERSION)
    assert manager.newChainCreationParamsBlock(new) != 0

    [first, _] = manager.events(receipt, "NewUpgradeCutData")
    facets, init, calldata = first.diamondCutData
    assert (facets, init) == ((), UPGRADER)
    assert manager.upgradeCutHash(VERSION) == keccak256(encode_cut(first.diamondCutData))
    assert calldata[:4] == selector(f"upgrade({PROPOSED_UPGRADE})")
    [proposed] = decode([PROPOSED_UPGRADE], calldata[4:])
    transaction, *rest = proposed
    assert transaction == (*[0] * 10, (0, 0, 0, 0), b"", b"", (), b"", b"")
    nothing = bytes(32)
    assert rest == [nothing] * 3 + [ZERO, (nothing,) * 3, b"", b"", 0, new]


def test_patch__events_are_those_of_any_version(manager, governor):
    receipt = patch(manager, governor)
    assert [e.name for e in manager.events(receipt)] == [
        "UpdateProtocolVersionDeadline",
        "UpdateProtocolVersionDeadline",
        "NewProtocolVersion",
        "NewUpgradeCutHash",
        "NewUpgradeCutData",
        "NewProtocolVersionVerifier",
        "NewUpgradeCutData",
    ]


@pytest.mark.parametrize(
    "new",
    [VERSION, VERSION - 1, NEXT, NEXT + 1, VERSION + (1 << 64) + 1, 0],
    ids=["same", "older", "minor", "minor and patch", "major", "zero"],
)
def test_patch__no_patch__reverts(manager, governor, new):
    with reverts("NotAPatchUpgrade", VERSION, new):
        patch(manager, governor, new=new)


def test_patch__lower_patch__reverts(manager, governor):
    patch(manager, governor, new=VERSION + 4)
    with reverts("NotAPatchUpgrade", VERSION + 4, VERSION + 3):
        patch(manager, governor, old=VERSION + 4, new=VERSION + 3)


def test_patch__checks_in_order(manager, surroundings, governor, admin):
    surroundings.handler.returns("migrationPaused()", ["bool"], [False])
    with reverts("Error", NOT_OWNER):
        patch(manager, admin, contract=ZERO)
    with reverts("ZeroAddress"):
        patch(manager, governor, contract=ZERO, new=VERSION)
    with reverts("NotAPatchUpgrade", VERSION, VERSION):
        patch(manager, governor, new=VERSION)
    with reverts("MigrationsNotPaused"):
        patch(manager, governor)
    surroundings.handler.returns("migrationPaused()", ["bool"], [True])
    with reverts("OutdatedProtocolVersion", VERSION, VERSION + 1):
        patch(manager, governor, old=VERSION + 1, new=VERSION + 2)
    with reverts("ZeroAddress"):
        patch(manager, governor, verifier=ZERO)


# --- setUpgradeDiamondCut ---


def test_set_upgrade_diamond_cut__replaces(manager, governor, admin):
    upgrade(manager, governor, a_cut())
    cut = a_cut(UPGRADER, UPGRADER, b"mended")
    receipt = manager.setUpgradeDiamondCut(cut, VERSION, sender=governor)
    assert manager.upgradeCutHash(VERSION) == keccak256(encode_cut(cut))
    assert manager.upgradeCutDataBlock(VERSION) == receipt.block_number
    names = [e.name for e in manager.events(receipt)]
    assert names == ["NewUpgradeCutHash", "NewUpgradeCutData"]
    with reverts("Error", NOT_OWNER):
        manager.setUpgradeDiamondCut(cut, VERSION, sender=admin)


def test_cut_hash__is_solidity_s(manager, governor):
    """keccak256(abi.encode(cut)), dynamic parts of odd length included."""
    cut = (
        [
            (UPGRADER, 1, True, [b"\x01\x02\x03\x04"]),
            (ZERO, 2, False, [b"\x05\x06\x07\x08", b"\x09\x0a\x0b\x0c"]),
        ],
        ZERO,
        b"\x0d" * 5,
    )
    manager.setUpgradeDiamondCut(cut, VERSION, sender=governor)
    assert manager.upgradeCutHash(VERSION) == keccak256(encode_cut(cut))


# --- deadlines and verifiers ---


def test_deadline__active_up_to_its_second(rpc, manager, governor):
    now = int(rpc.call("eth_getBlockByNumber", "latest", False)["timestamp"], 16)
    receipt = manager.setProtocolVersionDeadline(VERSION, now + 100, sender=governor)
    assert all_events(manager, receipt) == [("UpdateProtocolVersionDeadline", VERSION, now + 100)]
    for second, active in ((now + 100, True), (now + 101, False)):
        rpc.call("evm_setNextBlockTimestamp", second)
        rpc.call("evm_mine")
        assert manager.protocolVersionIsActive(VERSION) is active


def test_deadline__unknown_version__inactive(manager):
    assert not manager.protocolVersionIsActive(NEXT)


def test_set_protocol_version_verifier__for_any_version(manager, governor):
    receipt = manager.setProtocolVersionVerifier(NEXT, NEW_VERIFIER, sender=governor)
    assert all_events(manager, receipt) == [("NewProtocolVersionVerifier", NEXT, NEW_VERIFIER)]
    assert manager.protocolVersionVerifier(NEXT) == NEW_VERIFIER
    with reverts("ZeroAddress"):
        manager.setProtocolVersionVerifier(NEXT, ZERO, sender=governor)


def test_deadline_and_verifier__not_owner__reverts(manager, admin):
    with reverts("Error", NOT_OWNER):
        manager.setProtocolVersionDeadline(VERSION, 0, sender=admin)
    with reverts("Error", NOT_OWNER):
        manager.setProtocolVersionVerifier(VERSION, NEW_VERIFIER, sender=admin)
