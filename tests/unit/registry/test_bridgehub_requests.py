"""L1Bridgehub: the two entries of L1 to L2 requests."""

import pytest
from eth_abi.abi import decode, encode

from garter.protocol.hashing import selector
from tests.support import reverts
from tests.unit.registry.facts import (
    CHAIN,
    DEPOSIT_BASE_TOKEN,
    ETH_ASSET,
    REQUEST,
    REQUEST_TYPES,
    TOKEN_ASSET,
    ZERO,
)

ETHER = 10**18
TX_HASH = b"\x5e" * 32
DATA_HASH = b"\xda" * 32
L2_TARGET = "0x000000000000000000000000000000000000a11a"
MAGIC = bytes.fromhex("a175e001c0e5684bc26302c2f9a55aec9f3936fe2aef558034003ef4da7fc77d")
BRIDGEHUB_DEPOSIT = "bridgehubDeposit(uint256,address,uint256,bytes)"
CONFIRM = "bridgehubConfirmL2Transaction(uint256,bytes32,bytes32)"
INNER = "(bytes32,address,bytes,bytes[],bytes32)"
UNKNOWN_CHAIN = "EnumerableMap: nonexistent key"
TOKEN_CHAIN = CHAIN + 1


@pytest.fixture(scope="module")
def chains(bridgehub, ecosystem, create_chain, admin):
    """An ETH-based chain and one with a token, both answering requests with `TX_HASH`."""
    bridgehub.addTokenAssetId(TOKEN_ASSET, sender=admin)
    create_chain(CHAIN)
    create_chain(TOKEN_CHAIN, asset=TOKEN_ASSET)
    ecosystem.chain.returns(REQUEST, ["bytes32"], [TX_HASH])
    return ecosystem.chain


@pytest.fixture(scope="module")
def second_bridge(mock):
    bridge = mock()
    inner = (MAGIC, L2_TARGET, b"\x09" * 300, [], DATA_HASH)
    bridge.returns(BRIDGEHUB_DEPOSIT, [INNER], [inner])
    bridge.returns(CONFIRM, [], [])
    return bridge


@pytest.fixture
def direct(depositor):
    """Fields of a direct request; any can be replaced."""

    def request(**changes):
        fields = {
            "chainId": CHAIN,
            "mintValue": 2 * ETHER,
            "l2Contract": L2_TARGET,
            "l2Value": ETHER,
            "l2Calldata": b"\x11" * 37,
            "l2GasLimit": 1_000_000,
            "l2GasPerPubdataByteLimit": 800,
            "factoryDeps": [],
            "refundRecipient": ZERO,
        }
        return tuple((fields | changes).values())

    return request


@pytest.fixture
def two_bridges(second_bridge):
    """Fields of a two-bridges request; any can be replaced."""

    def request(**changes):
        fields = {
            "chainId": CHAIN,
            "mintValue": 2 * ETHER,
            "l2Value": ETHER,
            "l2GasLimit": 1_000_000,
            "l2GasPerPubdataByteLimit": 800,
            "refundRecipient": ZERO,
            "secondBridgeAddress": second_bridge.address,
            "secondBridgeValue": 0,
            "secondBridgeCalldata": b"\x22" * 65,
        }
        return tuple((fields | changes).values())

    return request


def sent_to(chain) -> tuple:
    """The request that the chain's mailbox got; its calldata must be exact."""
    data = chain.last_calldata(REQUEST)
    [request] = decode([REQUEST_TYPES], data[4:])
    assert data == selector(REQUEST) + encode([REQUEST_TYPES], [request])
    return request


# --- requestL2TransactionDirect ---


def test_direct__eth_chain(bridgehub, ecosystem, chains, direct, depositor, stranger):
    request = direct(refundRecipient=stranger.address)
    bridgehub.requestL2TransactionDirect(request, sender=depositor, value=2 * ETHER)

    deposit = ecosystem.router.last_calldata(DEPOSIT_BASE_TOKEN)[4:]
    assert decode(["uint256", "bytes32", "address", "uint256"], deposit) == (
        CHAIN,
        ETH_ASSET,
        depositor.address.lower(),
        2 * ETHER,
    )
    assert ecosystem.router.last_value(DEPOSIT_BASE_TOKEN) == 2 * ETHER
    assert sent_to(chains) == (
        depositor.address.lower(),
        L2_TARGET,
        2 * ETHER,
        ETHER,
        b"\x11" * 37,
        1_000_000,
        800,
        (),
        stranger.address.lower(),
    )
    assert chains.last_value(REQUEST) == 0


def test_direct__returns_the_canonical_hash(bridgehub, chains, direct, depositor):
    found = bridgehub.call(
        "requestL2TransactionDirect", (direct(),), caller=depositor, value=2 * ETHER
    )
    assert found == TX_HASH


def test_direct__no_refund_recipient__is_the_sender(bridgehub, chains, direct, depositor):
    bridgehub.requestL2TransactionDirect(direct(), sender=depositor, value=2 * ETHER)
    assert sent_to(chains)[-1] == depositor.address.lower()


@pytest.mark.parametrize("size", [0, 31, 32, 33, 1_000, 10_240])
def test_direct__calldata_of_any_length(bridgehub, chains, direct, depositor, size):
    data = bytes(range(256)) * 40
    request = direct(l2Calldata=data[:size], factoryDeps=[b"\xde" * 32])
    bridgehub.requestL2TransactionDirect(request, sender=depositor, value=2 * ETHER)
    assert (sent_to(chains)[4], sent_to(chains)[7]) == (data[:size], (b"\xde" * 32,))


def test_direct__token_chain(bridgehub, ecosystem, chains, direct, depositor):
    request = direct(chainId=TOKEN_CHAIN)
    bridgehub.requestL2TransactionDirect(request, sender=depositor)
    deposit = ecosystem.router.last_calldata(DEPOSIT_BASE_TOKEN)[4:]
    assert decode(["uint256", "bytes32"], deposit) == (TOKEN_CHAIN, TOKEN_ASSET)
    assert ecosystem.router.last_value(DEPOSIT_BASE_TOKEN) == 0


@pytest.mark.parametrize("value", [0, 2 * ETHER - 1, 2 * ETHER + 1])
def test_direct__eth_chain_with_another_value__reverts(bridgehub, chains, direct, depositor, value):
    with reverts("MsgValueMismatch", 2 * ETHER, value):
        bridgehub.requestL2TransactionDirect(direct(), sender=depositor, value=value)


def test_direct__token_chain_with_value__reverts(bridgehub, chains, direct, depositor):
    request = direct(chainId=TOKEN_CHAIN)
    with reverts("MsgValueMismatch", 0, 1):
        bridgehub.requestL2TransactionDirect(request, sender=depositor, value=1)


def test_direct__unknown_chain__reverts(bridgehub, chains, direct, depositor):
    request = direct(chainId=404)
    with reverts("MsgValueMismatch", 0, 1):  # nobody's base token is not ETH
        bridgehub.requestL2TransactionDirect(request, sender=depositor, value=1)
    with reverts("Error", UNKNOWN_CHAIN):
        bridgehub.requestL2TransactionDirect(request, sender=depositor)


def test_direct__paused__reverts(bridgehub, chains, direct, depositor, governor):
    bridgehub.pause(sender=governor)
    with reverts("Error", "Pausable: paused"):
        bridgehub.requestL2TransactionDirect(direct(), sender=depositor, value=2 * ETHER)
    bridgehub.unpause(sender=governor)
    bridgehub.requestL2TransactionDirect(direct(), sender=depositor, value=2 * ETHER)


def test_direct__bubbles_the_routers_and_the_mailboxes_errors(
    bridgehub, ecosystem, chains, direct, depositor
):
    chains.fails(
        REQUEST, selector("MsgValueTooLow(uint256,uint256)") + encode(["uint256"] * 2, [9, 8])
    )
    with reverts("MsgValueTooLow", 9, 8):
        bridgehub.requestL2TransactionDirect(direct(), sender=depositor, value=2 * ETHER)
    ecosystem.router.fails(DEPOSIT_BASE_TOKEN, selector("EmptyDeposit()"))
    with reverts("EmptyDeposit"):
        bridgehub.requestL2TransactionDirect(direct(), sender=depositor, value=2 * ETHER)


# --- requestL2TransactionTwoBridges ---


def test_two_bridges__eth_chain(
    bridgehub, ecosystem, chains, second_bridge, two_bridges, depositor, stranger
):
    request = two_bridges(secondBridgeValue=3 * ETHER, refundRecipient=stranger.address)
    bridgehub.requestL2TransactionTwoBridges(request, sender=depositor, value=5 * ETHER)

    assert ecosystem.router.last_value(DEPOSIT_BASE_TOKEN) == 2 * ETHER
    asked = second_bridge.last_calldata(BRIDGEHUB_DEPOSIT)[4:]
    assert decode(["uint256", "address", "uint256", "bytes"], asked) == (
        CHAIN,
        depositor.address.lower(),
        ETHER,
        b"\x22" * 65,
    )
    assert second_bridge.last_value(BRIDGEHUB_DEPOSIT) == 3 * ETHER
    assert sent_to(chains) == (
        second_bridge.address.lower(),
        L2_TARGET,
        2 * ETHER,
        ETHER,
        b"\x09" * 300,
        1_000_000,
        800,
        (),
        stranger.address.lower(),
    )
    confirmed = second_bridge.last_calldata(CONFIRM)[4:]
    assert decode(["uint256", "bytes32", "bytes32"], confirmed) == (CHAIN, DATA_HASH, TX_HASH)


def test_two_bridges__returns_the_canonical_hash(bridgehub, chains, two_bridges, depositor):
    found = bridgehub.call(
        "requestL2TransactionTwoBridges", (two_bridges(),), caller=depositor, value=2 * ETHER
    )
    assert found == TX_HASH


def test_two_bridges__no_refund_recipient__is_the_user(bridgehub, chains, two_bridges, depositor):
    bridgehub.requestL2TransactionTwoBridges(two_bridges(), sender=depositor, value=2 * ETHER)
    assert sent_to(chains)[-1] == depositor.address.lower()


def test_two_bridges__token_chain__only_the_second_bridges_value(
    bridgehub, ecosystem, chains, second_bridge, two_bridges, depositor
):
    request = two_bridges(chainId=TOKEN_CHAIN, secondBridgeValue=7)
    bridgehub.requestL2TransactionTwoBridges(request, sender=depositor, value=7)
    assert ecosystem.router.last_value(DEPOSIT_BASE_TOKEN) == 0
    assert second_bridge.last_value(BRIDGEHUB_DEPOSIT) == 7


def test_two_bridges__another_value__reverts(bridgehub, chains, two_bridges, depositor):
    with reverts("MsgValueMismatch", 2 * ETHER + 7, 2 * ETHER):
        bridgehub.requestL2TransactionTwoBridges(
            two_bridges(secondBridgeValue=7), sender=depositor, value=2 * ETHER
        )
    with reverts("MsgValueMismatch", 7, 2 * ETHER + 7):
        bridgehub.requestL2TransactionTwoBridges(
            two_bridges(chainId=TOKEN_CHAIN, secondBridgeValue=7),
            sender=depositor,
            value=2 * ETHER + 7,
        )


def test_two_bridges__unknown_chain__reverts(bridgehub, chains, two_bridges, depositor):
    with reverts("Error", UNKNOWN_CHAIN):
        bridgehub.requestL2TransactionTwoBridges(two_bridges(chainId=404), sender=depositor)


def test_two_bridges__paused__reverts(bridgehub, chains, two_bridges, depositor, governor):
    bridgehub.pause(sender=governor)
    with reverts("Error", "Pausable: paused"):
        bridgehub.requestL2TransactionTwoBridges(two_bridges(), sender=depositor, value=2 * ETHER)


def test_two_bridges__bubbles_the_second_bridges_error(
    bridgehub, chains, second_bridge, two_bridges, depositor
):
    second_bridge.fails(BRIDGEHUB_DEPOSIT, selector("UnsupportedEncodingVersion()"))
    with reverts("UnsupportedEncodingVersion"):
        bridgehub.requestL2TransactionTwoBridges(two_bridges(), sender=depositor, value=2 * ETHER)


# --- l2TransactionBaseCost ---


def test_base_cost__asks_the_chain(bridgehub, chains):
    chains.returns("l2TransactionBaseCost(uint256,uint256,uint256)", ["uint256"], [12_345])
    assert bridgehub.l2TransactionBaseCost(CHAIN, 1, 2, 3) == 12_345
    with reverts("Error", UNKNOWN_CHAIN):
        bridgehub.l2TransactionBaseCost(404, 1, 2, 3)
