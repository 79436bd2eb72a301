"""CTMDeploymentTracker: chain type managers as assets, on L1 and beyond."""

import pytest
from eth_abi.abi import decode, encode

from garter.chain import Contract
from garter.protocol.hashing import selector
from tests.support import behind_proxy, reverts
from tests.unit.registry.conftest import impersonated
from tests.unit.registry.facts import GATEWAY, ZERO, address, asset_id, word

CTM, GATEWAY_CTM, HANDLER = address(0xC7), address(0xC8), address(0xCA)
L2_BRIDGEHUB, L2_CHAIN_ASSET_HANDLER = address(0x10002), address(0x1000A)
MAGIC = bytes.fromhex("a175e001c0e5684bc26302c2f9a55aec9f3936fe2aef558034003ef4da7fc77d")
SET_HANDLER = "setAssetHandlerAddressThisChain(bytes32,address)"
SET_CTM_ASSET = "setCTMAssetAddress(bytes32,address)"
NOT_OWNER = "Ownable: caller is not the owner"


@pytest.fixture(scope="module")
def hub(mock):
    """A programmable bridgehub that knows `CTM`."""
    hub = mock()
    hub.returns("chainTypeManagerIsRegistered(address)", ["bool"], [True])
    hub.returns("chainAssetHandler()", ["address"], [HANDLER])
    hub.returns(SET_CTM_ASSET, [], [])
    return hub


@pytest.fixture(scope="module")
def router(mock):
    router = mock()
    router.returns(SET_HANDLER, [], [])
    return router


@pytest.fixture(scope="module")
def tracker(rpc, hub, router, governor):
    arguments = (hub.address, router.address)
    return behind_proxy(
        rpc, "CTMDeploymentTracker", arguments, (governor.address,), sender=governor
    )


@pytest.fixture(scope="module")
def bridgehub_sender(rpc, hub):
    return impersonated(rpc, hub)


@pytest.fixture(scope="module")
def router_sender(rpc, router):
    return impersonated(rpc, router)


# --- deployment ---


def test_initialize__once(rpc, tracker, hub, router, governor, stranger):
    assert tracker.owner() == governor.address
    assert (tracker.BRIDGE_HUB(), tracker.L1_ASSET_ROUTER()) == (hub.address, router.address)
    with reverts("Error", "Initializable: contract is already initialized"):
        tracker.initialize(stranger.address, sender=stranger)
    logic = Contract.deploy(
        rpc, "CTMDeploymentTracker", hub.address, router.address, sender=governor
    )
    assert logic.owner() == ZERO
    with reverts("Error", "Initializable: contract is already initialized"):
        logic.initialize(stranger.address, sender=stranger)


# --- on L1 ---


def test_register__router_and_bridgehub(tracker, hub, router, governor):
    tracker.registerCTMAssetOnL1(CTM, sender=governor)
    types = ["bytes32", "address"]
    set_handler = router.last_calldata(SET_HANDLER)[4:]
    assert decode(types, set_handler) == (word(CTM), HANDLER.lower())
    set_asset = hub.last_calldata(SET_CTM_ASSET)[4:]
    assert decode(types, set_asset) == (word(CTM), CTM.lower())


def test_register__refused(tracker, hub, governor, stranger):
    hub.returns("chainTypeManagerIsRegistered(address)", ["bool"], [False])
    with reverts("CTMNotRegistered"):
        tracker.registerCTMAssetOnL1(CTM, sender=governor)
    with reverts("Error", NOT_OWNER):
        tracker.registerCTMAssetOnL1(CTM, sender=stranger)


def test_set_handler__router_only(tracker, hub, router, governor, stranger):
    hub.returns("chainTypeManagerIsRegistered(address)", ["bool"], [False])  # nobody asks
    tracker.setCtmAssetHandlerAddressOnL1(CTM, sender=governor)
    set_handler = router.last_calldata(SET_HANDLER)[4:]
    assert decode(["bytes32", "address"], set_handler) == (word(CTM), HANDLER.lower())
    assert hub.calls(SET_CTM_ASSET) == 0
    with reverts("Error", NOT_OWNER):
        tracker.setCtmAssetHandlerAddressOnL1(CTM, sender=stranger)


def test_calculate_asset_id(tracker):
    assert tracker.calculateAssetId(CTM) == asset_id(tracker.address, word(CTM))


# --- on other layers ---


def data(version=b"\x01", tail=b"") -> bytes:
    return version + encode(["address", "address"], [CTM, GATEWAY_CTM]) + tail


@pytest.mark.parametrize("tail", [b"", b"ignored"])
def test_deposit__words_the_registration(tracker, bridgehub_sender, governor, tail):
    arguments = (GATEWAY, governor, 0, data(tail=tail))
    answer = tracker.call("bridgehubDeposit", arguments, caller=bridgehub_sender)
    calldata = selector(SET_CTM_ASSET) + encode(["bytes32", "address"], [word(CTM), GATEWAY_CTM])
    assert answer == (MAGIC, L2_BRIDGEHUB, calldata, (), bytes(32))


def test_deposit__checks_in_order(tracker, hub, bridgehub_sender, governor, stranger):
    wrong = (GATEWAY, stranger, 0, data(b"\x02"))
    with reverts("OnlyBridgehub", stranger, hub):
        tracker.bridgehubDeposit(*wrong, sender=stranger, value=1)
    with reverts("NoEthAllowed"):
        tracker.bridgehubDeposit(*wrong, sender=bridgehub_sender, value=1)
    with reverts("NotOwner", stranger, governor):
        tracker.bridgehubDeposit(*wrong, sender=bridgehub_sender)
    for malformed in (data(b"\x02"), data(b"\x00"), data()[:64], b""):
        with reverts("UnsupportedEncodingVersion"):
            tracker.bridgehubDeposit(GATEWAY, governor, 0, malformed, sender=bridgehub_sender)


def test_deposit__dirty_address__reverts(tracker, bridgehub_sender, governor):
    malformed = b"\x01" + b"\xff" * 32 + word(GATEWAY_CTM)
    with reverts(""):
        tracker.bridgehubDeposit(GATEWAY, governor, 0, malformed, sender=bridgehub_sender)


def test_confirm__bridgehub_only(tracker, hub, bridgehub_sender, stranger):
    receipt = tracker.bridgehubConfirmL2Transaction(
        GATEWAY, bytes(32), bytes(32), sender=bridgehub_sender
    )
    assert not receipt.logs
    with reverts("OnlyBridgehub", stranger, hub):
        tracker.bridgehubConfirmL2Transaction(GATEWAY, bytes(32), bytes(32), sender=stranger)


# --- the router's question ---


def check(tracker, caller, original_caller, counterpart=L2_CHAIN_ASSET_HANDLER):
    arguments = (GATEWAY, bytes(32), original_caller, counterpart)
    return tracker.call("bridgeCheckCounterpartAddress", arguments, caller=caller)


def test_check_counterpart__owner_through_the_router(tracker, router_sender, governor):
    assert check(tracker, router_sender, governor) is None


def test_check_counterpart__refused(tracker, router_sender, governor, stranger):
    with reverts("NotOwnerViaRouter", governor, governor):
        check(tracker, governor, governor, ZERO)
    with reverts("NotOwnerViaRouter", router_sender, stranger):
        check(tracker, router_sender, stranger, ZERO)
    with reverts("WrongCounterPart", L2_BRIDGEHUB, L2_CHAIN_ASSET_HANDLER):
        check(tracker, router_sender, governor, L2_BRIDGEHUB)
