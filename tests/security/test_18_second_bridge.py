"""Attack 18 (Poly): have the bridgehub call, in its own name, what it should not."""

from __future__ import annotations

import pytest
from eth_abi.abi import encode

from garter.chain import Contract
from garter.protocol.hashing import selector
from tests.support import Mock, reverts
from tests.unit.registry.facts import CHAIN, DEPOSIT_BASE_TOKEN, ETH_ASSET, REQUEST, ZERO, address
from tests.unit.registry.migration import CHAIN_BURN

ETHER = 10**18
LOWEST = address(0xFFFF)
BRIDGEHUB_DEPOSIT = "bridgehubDeposit(uint256,address,uint256,bytes)"
CONFIRM = "bridgehubConfirmL2Transaction(uint256,bytes32,bytes32)"
INNER = "(bytes32,address,bytes,bytes[],bytes32)"
MAGIC = bytes.fromhex("a175e001c0e5684bc26302c2f9a55aec9f3936fe2aef558034003ef4da7fc77d")


@pytest.fixture
def hub(registry):
    """A bridgehub whose chain takes any request."""
    registry.router.returns(DEPOSIT_BASE_TOKEN, [], [])
    registry.chain.returns(REQUEST, ["bytes32"], [b"\x5e" * 32])
    return registry.hub


def request(second_bridge, value=0, data=b"\1"):
    bridge = getattr(second_bridge, "address", second_bridge)
    return (CHAIN, ETHER, 0, 1_000_000, 800, ZERO, bridge, value, data)


def ask(hub, sender, second_bridge, data=b"\1"):
    return hub.requestL2TransactionTwoBridges(
        request(second_bridge, data=data), sender=sender, value=ETHER
    )


# --- precompiles and predeployed contracts ---


@pytest.mark.parametrize("number", [0, 1, 2, 4, 5, 9, 10, 0x11, 0x8008, 0x800F, 0xFFFE, 0xFFFF])
def test_low_address(hub, registry, depositor, number):
    with reverts("SecondBridgeAddressTooLow", address(number), LOWEST):
        ask(hub, depositor, address(number))
    assert registry.router.calls(DEPOSIT_BASE_TOKEN) == 0


def test_lowest_address_above__is_called(hub, depositor):
    """It has no code, so that nothing could answer."""
    with reverts(""):
        ask(hub, depositor, address(0x10000))


# --- contracts of the ecosystem, which trust the bridgehub ---


def test_ecosystem_contracts__have_no_such_function(hub, registry, depositor):
    for target in (hub, registry.handler, registry.message_root):
        with reverts(""):
            ask(hub, depositor, target)


def test_functions_for_the_bridgehub__cannot_be_chosen(hub, registry, depositor, stranger):
    """The selector is fixed: data that spells another call stays an argument."""
    spelled = selector("addNewChain(uint256,uint256)") + bytes(31) + b"\7" + bytes(32)
    with reverts(""):
        ask(hub, depositor, registry.message_root, data=spelled)
    assert not registry.message_root.chainRegistered(7)


def test_a_chain_as_second_bridge__is_not_asked_as_a_chain(hub, registry, depositor):
    """A diamond trusts the bridgehub; it is asked `bridgehubDeposit`, which it does not have."""
    with reverts("Error", "MockCallee: no answer set for this selector"):
        ask(hub, depositor, registry.chain)
    assert registry.chain.calls(REQUEST) == 0
    assert registry.chain.calls(CHAIN_BURN) == 0


def test_account_without_code(hub, depositor, stranger):
    with reverts(""):
        ask(hub, depositor, stranger)


# --- answers that are none ---


@pytest.fixture
def bridge(rpc, governor):
    return Mock(rpc, governor)


@pytest.mark.parametrize("magic", [bytes(32), MAGIC[:-1] + b"\x7e", b"\xff" * 32])
def test_wrong_magic(rpc, hub, registry, bridge, depositor, magic):
    inner = (magic, address(0xA11A), b"", [], bytes(32))
    bridge.returns(BRIDGEHUB_DEPOSIT, [INNER], [inner])
    before = int(rpc.call("eth_getBalance", hub.address, "latest"), 16)
    numbers = [int.from_bytes(m, "big") for m in (MAGIC, magic)]
    with reverts("WrongMagicValue", *numbers):
        hub.requestL2TransactionTwoBridges(
            request(bridge, value=2 * ETHER), sender=depositor, value=3 * ETHER
        )
    assert registry.chain.calls(REQUEST) == 0
    assert int(rpc.call("eth_getBalance", hub.address, "latest"), 16) == before


@pytest.mark.parametrize("size", [0, 31, 32, 64, 160])
def test_short_answer(rpc, hub, governor, depositor, size):
    """Missing words are not read as zeros."""
    bridge = Mock(rpc, governor)
    bridge.returns(BRIDGEHUB_DEPOSIT, ["uint256"] * (size // 32), [32] * (size // 32))
    with reverts(""):
        ask(hub, depositor, bridge)


def test_refused_confirmation__undoes_the_request(hub, registry, bridge, depositor):
    bridge.returns(BRIDGEHUB_DEPOSIT, [INNER], [(MAGIC, address(0xA11A), b"", [], bytes(32))])
    bridge.fails(CONFIRM, selector("NoEthAllowed()"))
    with reverts("NoEthAllowed"):
        ask(hub, depositor, bridge)
    assert registry.chain.calls(REQUEST) == 0


# --- calling back ---


@pytest.fixture
def reentering(rpc, governor):
    bridge = Contract.deploy(rpc, "MockReenteringBridge", sender=governor)
    rpc.call("anvil_setBalance", bridge.address, hex(10 * ETHER))
    return bridge


INNER_ANSWER = (MAGIC, address(0xA11A), b"", [], bytes(32))


def test_second_bridge_calls_back(hub, registry, reentering, bridge, depositor, governor):
    """Each of these calls works by itself, and none from within a request."""
    bridge.returns(BRIDGEHUB_DEPOSIT, [INNER], [INNER_ANSWER])
    bridge.returns(CONFIRM, [], [])
    accept = hub.calldata("acceptAdmin")
    hub.setPendingAdmin(reentering, sender=governor)
    reentering.prepare(hub.address, accept, 0, b"", sender=governor)
    reentering.send_raw(b"", sender=governor)
    answer = encode([INNER], [INNER_ANSWER])
    direct = (CHAIN, ETHER, address(0xA11A), 0, b"", 1_000_000, 800, [], ZERO)
    harmless = hub.calldata("getZKChain", CHAIN)
    reentering.prepare(hub.address, harmless, 0, answer, sender=governor)
    ask(hub, depositor, reentering)  # it is a second bridge like any other
    for function, arguments, value in (
        ("requestL2TransactionDirect", (direct,), ETHER),
        ("requestL2TransactionTwoBridges", (request(bridge),), ETHER),
        ("createNewChain", (99, registry.ctm, ETH_ASSET, 0, governor, b"", []), 0),
    ):
        call = hub.calldata(function, *arguments)
        reentering.prepare(hub.address, call, value, answer, sender=governor)
        with reverts(""):
            ask(hub, depositor, reentering)
        reentering.send_raw(b"", sender=governor)
    assert hub.getZKChain(99) != ZERO
