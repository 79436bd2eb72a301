"""Imported roots and proofs against them; the chain's own message root and bridgehub."""

import pytest

from garter.protocol import constants, messages
from garter.protocol.aliasing import apply_l1_to_l2_alias
from garter.protocol.hashing import keccak256
from tests.protocol.network import BATCH, CHAIN, GATEWAY, SENDER, World
from tests.support import reverts
from tests.unit.registry.facts import ETH_ASSET, L1

BLOCK = 77
MESSAGE = 2
ROOT = b"\x07" * 32


@pytest.fixture(scope="module")
def world():
    return World()


@pytest.fixture
def storage(chain):
    return chain["L2InteropRootStorage"]


@pytest.fixture
def bootloader(chain):
    return chain.sender(constants.L2_BOOTLOADER)


def message(index=MESSAGE):
    return (index, SENDER, b"message %d" % index)


# --- roots ---


def test_roots__are_stored_once(storage, bootloader):
    receipt = storage.addInteropRootsInBatch(
        [(GATEWAY, 1, [ROOT]), (GATEWAY, 2, [ROOT])], sender=bootloader
    )
    found = [tuple(e.inputs.values()) for e in storage.events(receipt, "InteropRootAdded")]
    assert found == [(GATEWAY, 1, (ROOT,)), (GATEWAY, 2, (ROOT,))]
    storage.addInteropRoot(GATEWAY, 3, [ROOT], sender=bootloader)
    storage.addSingleInteropRoot((GATEWAY, 4, [ROOT]), sender=bootloader)
    assert [storage.interopRoots(GATEWAY, n) for n in range(6)] == [
        bytes(32), ROOT, ROOT, ROOT, ROOT, bytes(32),
    ]  # fmt: skip
    with reverts("InteropRootAlreadyExists"):
        storage.addInteropRoot(GATEWAY, 1, [b"\x08" * 32], sender=bootloader)


@pytest.mark.parametrize(
    ("sides", "error"),
    [([], "SidesLengthNotOne"), ([ROOT] * 2, "SidesLengthNotOne"),
     ([bytes(32)], "MessageRootIsZero")],
)  # fmt: skip
def test_roots__malformed__revert(storage, bootloader, sides, error):
    with reverts(error):
        storage.addInteropRoot(GATEWAY, 1, sides, sender=bootloader)
    with reverts(error):
        storage.addInteropRootsInBatch([(GATEWAY, 1, sides)], sender=bootloader)


def test_roots__of_others__revert(storage, user):
    for call in (
        ("addInteropRoot", (1, 1, [ROOT])),
        ("addSingleInteropRoot", ((1, 1, [ROOT]),)),
        ("addInteropRootsInBatch", ([],)),
    ):
        with reverts("Unauthorized", user):
            storage.transact(*call, sender=user)


# --- proofs ---


@pytest.fixture
def verification(chain, storage, bootloader, world):
    """The root of the world's batch is imported."""
    storage.addInteropRoot(CHAIN, BATCH, [world.batch_root], sender=bootloader)
    return chain["L2MessageVerification"]


def test_message__is_proved(verification, world):
    asked = (CHAIN, BATCH, MESSAGE)
    proof = world.direct_proof(MESSAGE)
    assert verification.proveL2MessageInclusionShared(*asked, message(), proof)
    assert verification.proveL2LeafInclusionShared(*asked, world.logs[MESSAGE].leaf, proof)
    params = (*asked, SENDER, MESSAGE, message()[2], proof)
    assert verification.proveL1DepositParamsInclusion(params)
    assert not verification.proveL2MessageInclusionShared(*asked, message(1), proof)
    assert not verification.proveL2LeafInclusionShared(*asked, b"\x01" * 32, proof)


def test_message__root_not_imported__false(verification, world):
    proof = world.direct_proof(MESSAGE)
    for chain_id, batch in ((CHAIN, BATCH + 1), (CHAIN, 0), (404, BATCH)):
        asked = (chain_id, batch, MESSAGE, message())
        assert not verification.proveL2MessageInclusionShared(*asked, proof)


def test_message__malformed_proofs__revert(verification, world):
    asked = (CHAIN, BATCH, MESSAGE, message())
    with reverts("MerklePathEmpty"):
        verification.proveL2MessageInclusionShared(*asked, [])
    unknown_version = [b"\x02" + world.direct_proof(MESSAGE)[0][1:]]
    with reverts("UnsupportedProofMetadataVersion", 2):
        verification.proveL2MessageInclusionShared(*asked, unknown_version)
    with reverts("HashedLogIsDefault"):
        verification.proveL2LeafInclusionShared(
            CHAIN, BATCH, 0, keccak256(bytes(88)), world.direct_proof(0)
        )


def test_message__through_a_settlement_layer(chain, storage, bootloader, world):
    """What the proof leads to is compared with the root imported of that layer."""
    verification = chain["L2MessageVerification"]
    proof = world.gateway_proof(MESSAGE)
    asked = (CHAIN, BATCH, MESSAGE, message())
    assert not verification.proveL2MessageInclusionShared(*asked, proof)
    end = messages.follow_proof(CHAIN, BATCH, MESSAGE, world.logs[MESSAGE].leaf, proof, 1)
    root = end.data.batch_root
    storage.addInteropRoot(GATEWAY, end.batch_number, [root], sender=bootloader)
    assert verification.proveL2MessageInclusionShared(*asked, proof)
    with reverts("DepthMoreThanOneForRecursiveMerkleProof"):
        verification.proveL2LeafInclusionSharedRecursive(
            CHAIN, BATCH, MESSAGE, world.logs[MESSAGE].leaf, proof, 1
        )


# --- message root ---


def test_message_root__appends_batches_of_the_asset_tracker(chain, user):
    root = chain["L2MessageRoot"]
    handler = chain.sender(constants.L2_CHAIN_ASSET_HANDLER)
    tracker = chain.sender(constants.GW_ASSET_TRACKER)
    root.addNewChain(9, 4, sender=handler)
    with reverts("OnlyAssetTracker", user, constants.GW_ASSET_TRACKER):
        root.addChainBatchRoot(9, 5, ROOT, sender=user)
    receipt = root.addChainBatchRoot(9, 5, ROOT, sender=tracker)
    leaf = messages.batch_leaf(ROOT, 5)  # the root of a tree of one leaf
    names = [e.name for e in root.events(receipt)]
    assert names == ["AppendedChainBatchRoot", "NewChainRoot", "NewInteropRoot"]
    chain_leaf = messages.chain_id_leaf(leaf, 9)
    changed = root.events(receipt, "NewChainRoot")[0]
    assert tuple(changed.inputs.values()) == (9, leaf, chain_leaf)
    own_leaf = messages.chain_id_leaf(bytes(32), 271)
    assert root.getAggregatedRoot() == keccak256(own_leaf + chain_leaf)
    assert root.getChainRoot(9) == leaf
    assert root.getMerklePathForChain(9) == (own_leaf,)
    with reverts("NonConsecutiveBatchNumber", 9, 7):
        root.addChainBatchRoot(9, 7, ROOT, sender=tracker)


def test_message_root__proof_through_a_settlement_layer__reverts(chain, world):
    with reverts("OnlyL1"):
        chain["L2MessageRoot"].proveL2MessageInclusionShared(
            CHAIN, BATCH, MESSAGE, message(), world.gateway_proof(MESSAGE)
        )


def test_message_root__of_others__reverts(chain, user):
    root = chain["L2MessageRoot"]
    for call in (("addNewChain", (9, 0)), ("setMigratingChainBatchNumber", (9, 0))):
        with reverts("OnlyBridgehubOrChainAssetHandler"):
            root.transact(*call, sender=user)
    with reverts("InvalidCaller", user):
        root.updateL2(1, 0, sender=user)


# --- bridgehub ---


def test_register_chain_for_interop(chain, user):
    hub = chain["L2Bridgehub"]
    with reverts("Unauthorized", user):
        hub.registerChainForInterop(9, ETH_ASSET, sender=user)
    service = chain.sender(constants.SERVICE_TRANSACTION_SENDER)
    hub.registerChainForInterop(9, ETH_ASSET, sender=service)
    assert hub.baseTokenAssetId(9) == ETH_ASSET


def test_set_addresses__of_others__reverts(chain, user):
    hub = chain["L2Bridgehub"]
    with reverts("Unauthorized", user):
        hub.setAddresses(*[user.address] * 5, sender=user)
    with reverts("Unauthorized", user):
        hub.setAddressesV31(user, sender=user)
    with reverts("Unauthorized", user):
        hub.updateL2(L1, user, 1, sender=user)


def test_set_ctm_asset_address__by_the_trackers_alias(chain, user, governor):
    hub = chain["L2Bridgehub"]
    with reverts("Unauthorized"):
        hub.setCTMAssetAddress(bytes(32), user, sender=user)
    alias = chain.sender(apply_l1_to_l2_alias(hub.l1CtmDeployer()))
    with reverts("CTMNotRegistered"):
        hub.setCTMAssetAddress(bytes(32), user, sender=alias)
    hub.addChainTypeManager(user, sender=chain.sender(governor.address))
    hub.setCTMAssetAddress(bytes(32), user, sender=alias)
    assert hub.ctmAssetIdToAddress(hub.ctmAssetIdFromAddress(user)) == user.address
