"""ZKsyncOSChainTypeManager: initialisation, roles, parameters of new chains."""

import pytest
from eth_abi.abi import encode

from garter.chain import Contract
from garter.protocol.hashing import keccak256
from tests.support import behind_proxy, reverts
from tests.support.vectors import vectors
from tests.unit.registry.facts import CHAIN, ZERO, address
from tests.unit.registry.manager import (
    FORCE_DEPLOYMENTS,
    GENESIS_HASH,
    GENESIS_UPGRADE,
    INTEROP_CENTER,
    NOTIFIER,
    ONE,
    PERMISSIONLESS,
    SUPPLIER,
    TIMELOCK,
    VERIFIER,
    VERSION,
    a_cut,
    all_events,
    encode_cut,
    initialize_data,
    params,
    stored_batch_zero,
)

NOT_OWNER = "Ownable: caller is not the owner"
FOREVER = 2**256 - 1
OTHER = address(0xA1)


@pytest.fixture
def blank(rpc, governor, manager_arguments):
    """Behind a proxy, not initialised."""
    return behind_proxy(rpc, "ZKsyncOSChainTypeManager", manager_arguments, None, sender=governor)


# --- initialize ---


def test_initialize__sets_all(manager, surroundings, diamond_blueprint, governor, creation_cut):
    found = {
        getter: getattr(manager, getter)()
        for getter in (
            "owner",
            "BRIDGE_HUB",
            "INTEROP_CENTER",
            "L1_BYTECODES_SUPPLIER",
            "PERMISSIONLESS_VALIDATOR",
            "DIAMOND_PROXY_BLUEPRINT",
            "protocolVersion",
            "validatorTimelockPostV29",
            "serverNotifierAddress",
            "l1GenesisUpgrade",
            "storedBatchZero",
            "initialCutHash",
            "initialForceDeploymentHash",
            "isZKsyncOS",
            "validatorTimelock",
        )
    }
    assert found == {
        "owner": governor.address,
        "BRIDGE_HUB": surroundings.hub.address,
        "INTEROP_CENTER": INTEROP_CENTER,
        "L1_BYTECODES_SUPPLIER": SUPPLIER,
        "PERMISSIONLESS_VALIDATOR": PERMISSIONLESS,
        "DIAMOND_PROXY_BLUEPRINT": diamond_blueprint,
        "protocolVersion": VERSION,
        "validatorTimelockPostV29": TIMELOCK,
        "serverNotifierAddress": NOTIFIER,
        "l1GenesisUpgrade": GENESIS_UPGRADE,
        "storedBatchZero": stored_batch_zero(GENESIS_HASH),
        "initialCutHash": keccak256(encode_cut(creation_cut)),
        "initialForceDeploymentHash": keccak256(encode(["bytes"], [FORCE_DEPLOYMENTS])),
        "isZKsyncOS": True,
        "validatorTimelock": ZERO,
    }
    assert manager.protocolVersionVerifier(VERSION) == VERIFIER
    assert manager.protocolVersionDeadline(VERSION) == FOREVER
    assert manager.protocolVersionIsActive(VERSION)
    assert manager.getSemverProtocolVersion() == (0, 31, 0)


def test_initialize__events(blank, governor):
    receipt = blank.initialize(initialize_data(governor, a_cut()), sender=governor)
    assert blank.admin() == ZERO
    names = [e.name for e in blank.events(receipt)]
    assert names == [
        "Initialized",
        "OwnershipTransferred",
        "UpdateProtocolVersionDeadline",
        "NewProtocolVersionVerifier",
        "NewChainCreationParams",
    ]


def test_initialize__twice__reverts(manager, stranger, creation_cut):
    with reverts("SlotOccupied"):
        manager.initialize(initialize_data(stranger, creation_cut), sender=stranger)


def test_initialize__implementation__reverts(rpc, governor, manager_arguments, creation_cut):
    logic = Contract.deploy(rpc, "ZKsyncOSChainTypeManager", *manager_arguments, sender=governor)
    with reverts("SlotOccupied"):
        logic.initialize(initialize_data(governor, creation_cut), sender=governor)


@pytest.mark.parametrize("field", ["owner", "validatorTimelock", "serverNotifier", "verifier"])
def test_initialize__zero__reverts(blank, governor, field):
    data = initialize_data(governor, a_cut(), **{field: ZERO})
    with reverts("ZeroAddress"):
        blank.initialize(data, sender=governor)


# --- setChainCreationParams ---


def test_set_chain_creation_params__hashes_and_tells(rpc, manager, governor):
    cut = a_cut(OTHER, NOTIFIER, b"\x01" * 33)
    given = params(
        cut,
        genesisUpgrade=OTHER,
        genesisBatchHash=b"\x77" * 32,
        genesisIndexRepeatedStorageChanges=2**64 - 1,
        forceDeploymentsData=b"",
    )
    receipt = manager.setChainCreationParams(given, sender=governor)
    cut_hash, deployments_hash = keccak256(encode_cut(cut)), keccak256(encode(["bytes"], [b""]))
    assert manager.l1GenesisUpgrade() == OTHER
    assert manager.storedBatchZero() == stored_batch_zero(b"\x77" * 32, 2**64 - 1)
    assert manager.initialCutHash() == cut_hash
    assert manager.initialForceDeploymentHash() == deployments_hash
    assert manager.newChainCreationParamsBlock(VERSION) == receipt.block_number

    [event] = manager.events(receipt, "NewChainCreationParams")
    assert event.genesisUpgrade == OTHER
    assert event.genesisBatchHash == b"\x77" * 32
    assert event.genesisIndexRepeatedStorageChanges == 2**64 - 1
    assert event.genesisBatchCommitment == ONE
    assert encode_cut(event.newInitialCut) == encode_cut(cut)
    assert (event.newInitialCutHash, event.forceDeploymentHash) == (cut_hash, deployments_hash)
    assert event.forceDeploymentsData == b""


def test_stored_batch_zero__formula_is_the_references():
    """The formula above, against the reference's hash of any batch."""
    types = ["uint64", "bytes32", "uint64", "uint256", *["bytes32"] * 3, "uint256", "bytes32"]
    fields = (
        "batchNumber",
        "batchHash",
        "indexRepeatedStorageChanges",
        "numberOfLayer1Txs",
        "priorityOperationsHash",
        "dependencyRootsRollingHash",
        "l2LogsTreeRoot",
        "timestamp",
        "commitment",
    )
    for case in vectors("storedBatchInfo"):
        assert keccak256(encode(types, [case[f] for f in fields])) == case["hash"]


def test_set_chain_creation_params__checks_in_order(manager, governor, admin):
    wrong = {
        "genesisUpgrade": ZERO,
        "genesisBatchHash": bytes(32),
        "genesisBatchCommitment": bytes(32),
    }
    with reverts("Error", NOT_OWNER):
        manager.setChainCreationParams(params(a_cut(), **wrong), sender=admin)
    with reverts("GenesisUpgradeZero"):
        manager.setChainCreationParams(params(a_cut(), **wrong), sender=governor)
    del wrong["genesisUpgrade"]
    with reverts("GenesisBatchHashZero"):
        manager.setChainCreationParams(params(a_cut(), **wrong), sender=governor)
    for commitment in (bytes(32), bytes(31) + b"\x02"):
        with reverts("GenesisBatchCommitmentIncorrect"):
            manager.setChainCreationParams(
                params(a_cut(), genesisBatchCommitment=commitment), sender=governor
            )


# --- roles ---


def test_admin__zero_withdraws_the_offer(manager, governor, admin, stranger):
    """Unlike the bridgehub's."""
    manager.setPendingAdmin(stranger, sender=admin)
    receipt = manager.setPendingAdmin(ZERO, sender=admin)
    assert all_events(manager, receipt) == [("NewPendingAdmin", stranger.address, ZERO)]
    with reverts("Unauthorized", stranger):
        manager.acceptAdmin(sender=stranger)
    with reverts("Unauthorized", stranger):
        manager.setPendingAdmin(stranger, sender=stranger)


def test_accept_admin__replaces(manager, governor, admin, stranger):
    manager.setPendingAdmin(stranger, sender=governor)
    receipt = manager.acceptAdmin(sender=stranger)
    assert all_events(manager, receipt) == [
        ("NewPendingAdmin", stranger.address, ZERO),
        ("NewAdmin", admin.address, stranger.address),
    ]
    assert manager.admin() == stranger.address


def test_set_server_notifier__owner_and_admin(manager, governor, admin, stranger):
    receipt = manager.setServerNotifier(VERIFIER, sender=admin)
    assert all_events(manager, receipt) == [("NewServerNotifier", NOTIFIER, VERIFIER)]
    assert manager.serverNotifierAddress() == VERIFIER
    manager.setServerNotifier(NOTIFIER, sender=governor)
    with reverts("Unauthorized", stranger):
        manager.setServerNotifier(NOTIFIER, sender=stranger)


def test_set_validator_timelock__owner_only(manager, governor, admin):
    receipt = manager.setValidatorTimelockPostV29(VERIFIER, sender=governor)
    assert all_events(manager, receipt) == [("NewValidatorTimelockPostV29", TIMELOCK, VERIFIER)]
    assert manager.validatorTimelockPostV29() == VERIFIER
    with reverts("Error", NOT_OWNER):
        manager.setValidatorTimelockPostV29(TIMELOCK, sender=admin)


def test_ownership__two_steps(manager, governor, admin):
    manager.transferOwnership(admin.address, sender=governor)
    assert manager.owner() == governor.address
    manager.acceptOwnership(sender=admin)
    assert manager.owner() == admin.address


# --- chains, by the bridgehub ---


def test_get_zk_chain__is_the_bridgehubs(manager, surroundings):
    assert manager.getZKChain(CHAIN) == surroundings.chain.address
    assert manager.getHyperchain(CHAIN) == surroundings.chain.address
    assert manager.getZKChainLegacy(CHAIN) == ZERO


def test_chain_views__ask_the_chain(manager, surroundings, chain_admin):
    surroundings.chain.returns("getAdmin()", ["address"], [chain_admin])
    surroundings.chain.returns("getProtocolVersion()", ["uint256"], [VERSION + 3])
    assert manager.getChainAdmin(CHAIN) == chain_admin.address
    assert manager.getProtocolVersion(CHAIN) == VERSION + 3


def test_chain_views__unknown_chain__reverts(manager, surroundings):
    surroundings.hub.returns("getZKChain(uint256)", ["address"], [ZERO])
    assert manager.getZKChain(CHAIN) == ZERO
    with reverts("ChainIdNotRegistered", CHAIN):
        manager.getChainAdmin(CHAIN)
    with reverts("ChainIdNotRegistered", CHAIN):
        manager.getProtocolVersion(CHAIN)
