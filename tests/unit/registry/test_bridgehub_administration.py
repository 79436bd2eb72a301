"""L1Bridgehub: its owner, its admin, and what they name and admit."""

import pytest

from garter.chain import Contract
from tests.support import behind_proxy, reverts
from tests.unit.registry.conftest import impersonated
from tests.unit.registry.facts import CHAIN, ETH_ASSET, L1, TOKEN_ASSET, ZERO, asset_id, word

ADDRESSES = [f"0x{n:040x}" for n in range(0xA1, 0xA6)]
ADDRESS_GETTERS = (
    "assetRouter",
    "l1CtmDeployer",
    "messageRoot",
    "chainAssetHandler",
    "chainRegistrationSender",
)
NOT_OWNER = "Ownable: caller is not the owner"


# --- deployment ---


def test_constructor__implementation_is_locked(rpc, governor, stranger):
    implementation = Contract.deploy(rpc, "L1Bridgehub", governor.address, 12, sender=governor)
    assert implementation.owner() == governor.address
    assert implementation.MAX_NUMBER_OF_ZK_CHAINS() == 12
    assert implementation.L1_CHAIN_ID() == L1
    with reverts("SlotOccupied"):
        implementation.initialize(stranger.address, sender=stranger)


def test_initialize__admits_eth_and_l1(bare_bridgehub, governor):
    assert bare_bridgehub.owner() == governor.address
    assert bare_bridgehub.admin() == ZERO
    assert bare_bridgehub.assetIdIsRegistered(ETH_ASSET)
    assert not bare_bridgehub.assetIdIsRegistered(TOKEN_ASSET)
    assert bare_bridgehub.whitelistedSettlementLayers(L1)
    assert bare_bridgehub.L1_CHAIN_ID() == L1
    assert bare_bridgehub.MAX_NUMBER_OF_ZK_CHAINS() == 100


def test_initialize__twice__reverts(bridgehub, stranger):
    with reverts("SlotOccupied"):
        bridgehub.initialize(stranger.address, sender=stranger)


def test_initialize__events(rpc, governor, admin):
    proxy = behind_proxy(rpc, "L1Bridgehub", (governor.address, 1), None, sender=governor)
    receipt = proxy.initialize(admin.address, sender=governor)
    [transferred] = proxy.events(receipt, "OwnershipTransferred")
    assert (transferred.previousOwner, transferred.newOwner) == (ZERO, admin.address)


# --- owner ---


def test_set_addresses__assigns_all(bridgehub, governor):
    bridgehub.setAddresses(*ADDRESSES, sender=governor)
    found = [getattr(bridgehub, getter)() for getter in ADDRESS_GETTERS]
    assert [a.lower() for a in found] == ADDRESSES
    assert bridgehub.sharedBridge() == bridgehub.assetRouter()


def test_set_addresses__takes_zero(bridgehub, ecosystem, governor):
    bridgehub.setAddresses(*[ZERO] * 5, sender=governor)
    assert [getattr(bridgehub, getter)() for getter in ADDRESS_GETTERS] == [ZERO] * 5


def test_set_addresses_v31__only_the_registration_sender(bridgehub, ecosystem, governor):
    bridgehub.setAddressesV31(ADDRESSES[0], sender=governor)
    assert bridgehub.chainRegistrationSender().lower() == ADDRESSES[0]
    assert bridgehub.assetRouter() == ecosystem.router.address


def test_set_addresses__not_owner__reverts(bridgehub, ecosystem, admin):
    with reverts("Unauthorized", admin):
        bridgehub.setAddresses(*ADDRESSES, sender=admin)
    with reverts("Unauthorized", admin):
        bridgehub.setAddressesV31(ADDRESSES[0], sender=admin)


def test_ownership__two_steps(bridgehub, governor, admin, stranger):
    bridgehub.transferOwnership(admin.address, sender=governor)
    assert (bridgehub.owner(), bridgehub.pendingOwner()) == (governor.address, admin.address)
    with reverts("Error", "Ownable2Step: caller is not the new owner"):
        bridgehub.acceptOwnership(sender=stranger)
    bridgehub.acceptOwnership(sender=admin)
    assert bridgehub.owner() == admin.address


def test_pause__and_unpause(bridgehub, governor):
    receipt = bridgehub.pause(sender=governor)
    assert bridgehub.events(receipt, "Paused")[0].account == governor.address
    assert bridgehub.paused()
    with reverts("Error", "Pausable: paused"):
        bridgehub.pause(sender=governor)
    receipt = bridgehub.unpause(sender=governor)
    assert bridgehub.events(receipt, "Unpaused")[0].account == governor.address
    with reverts("Error", "Pausable: not paused"):
        bridgehub.unpause(sender=governor)


@pytest.mark.parametrize("function", ["pause", "unpause"])
def test_pause__not_owner__reverts(bridgehub, ecosystem, admin, function):
    with reverts("Error", NOT_OWNER):
        getattr(bridgehub, function)(sender=admin)


# --- admin ---


def test_admin__two_steps(bare_bridgehub, governor, admin, stranger):
    receipt = bare_bridgehub.setPendingAdmin(admin, sender=governor)
    [offered] = bare_bridgehub.events(receipt)
    assert (offered.name, *offered.inputs.values()) == ("NewPendingAdmin", ZERO, admin.address)
    assert bare_bridgehub.admin() == ZERO

    with reverts("Unauthorized", stranger):
        bare_bridgehub.acceptAdmin(sender=stranger)
    receipt = bare_bridgehub.acceptAdmin(sender=admin)
    pending, new = bare_bridgehub.events(receipt)
    assert (pending.name, *pending.inputs.values()) == ("NewPendingAdmin", admin.address, ZERO)
    assert (new.name, *new.inputs.values()) == ("NewAdmin", ZERO, admin.address)
    assert bare_bridgehub.admin() == admin.address
    with reverts("Unauthorized", admin):
        bare_bridgehub.acceptAdmin(sender=admin)  # an offer is used up


def test_set_pending_admin__admin_may_replace_an_offer(bridgehub, ecosystem, admin, stranger):
    bridgehub.setPendingAdmin(stranger, sender=admin)
    receipt = bridgehub.setPendingAdmin(admin, sender=admin)
    [event] = bridgehub.events(receipt, "NewPendingAdmin")
    assert event.oldPendingAdmin == stranger.address
    with reverts("Unauthorized", stranger):
        bridgehub.acceptAdmin(sender=stranger)


def test_set_pending_admin__zero__reverts(bridgehub, governor):
    with reverts("ZeroAddress"):
        bridgehub.setPendingAdmin(ZERO, sender=governor)


def test_set_pending_admin__stranger__reverts(bridgehub, stranger):
    with reverts("Unauthorized", stranger):
        bridgehub.setPendingAdmin(stranger, sender=stranger)


# --- chain type managers and base tokens ---


def test_chain_type_managers__added_and_removed(bridgehub, governor):
    manager = ADDRESSES[0]
    receipt = bridgehub.addChainTypeManager(manager, sender=governor)
    [event] = bridgehub.events(receipt, "ChainTypeManagerAdded")
    assert event.chainTypeManager.lower() == manager
    assert bridgehub.chainTypeManagerIsRegistered(manager)
    with reverts("CTMAlreadyRegistered"):
        bridgehub.addChainTypeManager(manager, sender=governor)

    receipt = bridgehub.removeChainTypeManager(manager, sender=governor)
    [event] = bridgehub.events(receipt, "ChainTypeManagerRemoved")
    assert event.chainTypeManager.lower() == manager
    assert not bridgehub.chainTypeManagerIsRegistered(manager)
    with reverts("CTMNotRegistered"):
        bridgehub.removeChainTypeManager(manager, sender=governor)


@pytest.mark.parametrize("function", ["addChainTypeManager", "removeChainTypeManager"])
def test_chain_type_managers__zero_or_not_owner__reverts(
    bridgehub, ecosystem, governor, admin, function
):
    with reverts("ZeroAddress"):
        getattr(bridgehub, function)(ZERO, sender=governor)
    with reverts("Error", NOT_OWNER):
        getattr(bridgehub, function)(ADDRESSES[0], sender=admin)


def test_add_token_asset_id__owner_and_admin(bridgehub, ecosystem, governor, admin, stranger):
    receipt = bridgehub.addTokenAssetId(TOKEN_ASSET, sender=admin)
    assert bridgehub.events(receipt, "BaseTokenAssetIdRegistered")[0].assetId == TOKEN_ASSET
    assert bridgehub.assetIdIsRegistered(TOKEN_ASSET)
    with reverts("AssetIdAlreadyRegistered"):
        bridgehub.addTokenAssetId(TOKEN_ASSET, sender=governor)
    with reverts("AssetIdAlreadyRegistered"):
        bridgehub.addTokenAssetId(ETH_ASSET, sender=governor)
    bridgehub.addTokenAssetId(b"\xa6" * 32, sender=governor)
    with reverts("Unauthorized", stranger):
        bridgehub.addTokenAssetId(b"\xa7" * 32, sender=stranger)


# --- CTM assets ---


def test_set_ctm_asset_address__maps_both_ways(bridgehub, ecosystem, rpc, create_chain):
    deployer = impersonated(rpc, ecosystem.ctm_deployer)
    data = word(ecosystem.ctm.address)
    expected = asset_id(deployer.address, data)
    create_chain()
    assert bridgehub.ctmAssetIdFromChainId(CHAIN) == bytes(32)

    receipt = bridgehub.setCTMAssetAddress(data, ecosystem.ctm, sender=deployer)
    [event] = bridgehub.events(receipt, "AssetRegistered")
    assert tuple(event.inputs.values()) == (
        expected,
        ecosystem.ctm.address,
        data,
        deployer.address,
    )
    assert bridgehub.ctmAssetIdToAddress(expected) == ecosystem.ctm.address
    assert bridgehub.ctmAssetIdFromAddress(ecosystem.ctm) == expected
    assert bridgehub.ctmAssetIdFromChainId(CHAIN) == expected


def test_set_ctm_asset_address__refused(bridgehub, ecosystem, rpc, governor):
    with reverts("Unauthorized", governor):
        bridgehub.setCTMAssetAddress(bytes(32), ecosystem.ctm, sender=governor)
    with reverts("CTMNotRegistered"):
        bridgehub.setCTMAssetAddress(
            bytes(32), ADDRESSES[0], sender=impersonated(rpc, ecosystem.ctm_deployer)
        )


def test_ctm_asset_id_from_chain_id__unknown__reverts(bridgehub):
    with reverts("ChainIdNotRegistered", CHAIN):
        bridgehub.ctmAssetIdFromChainId(CHAIN)
