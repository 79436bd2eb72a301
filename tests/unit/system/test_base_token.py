"""Messenger, base token, its holder and its wrapped form, on a chain after genesis."""

import pytest
from eth_abi.packed import encode_packed
from eth_utils.address import to_checksum_address

from garter.chain import Impersonated
from garter.protocol import constants
from garter.protocol.hashing import keccak256
from tests.support import reverts
from tests.support.l2 import BASE_TOKEN_SUPPLY
from tests.unit.registry.facts import L1

RECEIVER = to_checksum_address("0x" + "8e" * 20)
SELECTOR = bytes.fromhex("6c0960f9")


@pytest.fixture
def deposited(chain, user):
    """The user's ether came from the holder."""
    balance = chain.rpc.balance(user.address)
    holder = chain.sender(constants.L2_BASE_TOKEN_HOLDER)
    chain.rpc.call("anvil_setBalance", holder.address, hex(BASE_TOKEN_SUPPLY - balance))
    return balance


# --- messenger ---


@pytest.mark.parametrize("message", [b"", b"\x01", b"m" * 32, bytes(range(256)) * 40])
def test_send_to_l1__logs_the_message(chain, user, message):
    messenger = chain["L1MessengerZKOS"]
    assert messenger.call("sendToL1", (message,), caller=user) == keccak256(message)
    receipt = messenger.sendToL1(message, sender=user)
    [event] = messenger.events(receipt, "L1MessageSent")
    assert (event.inputs["_sender"], event.inputs["_message"]) == (user.address, message)
    assert event.inputs["_hash"] == keccak256(message)


def test_send_to_l1__costs_what_the_state_transition_pays(chain, user):
    """A kilobyte more burns 6 gas a word and 8 a byte, besides what the EVM takes for it."""
    messenger = chain["L1MessengerZKOS"]
    used = [messenger.sendToL1(b"\0" * length, sender=user).gas_used for length in (1024, 2048)]
    calldata, event, burnt = 4 * 1024, 8 * 1024, (6 * 32 + 8 * 1024)
    assert used[1] - used[0] > calldata + event + burnt


def test_send_to_l1__little_gas__reverts(chain, user):
    messenger = chain["L1MessengerZKOS"]
    message = b"\0" * 10_240
    with pytest.raises(Exception, match="NotEnoughGasSupplied"):
        messenger.sendToL1(message, sender=user, gas=130_000)


def test_fallback__of_others__reverts(chain, user):
    with reverts("NotSelfCall"):
        chain["L1MessengerZKOS"].send_raw(b"", sender=user)


# --- withdrawals ---


@pytest.mark.parametrize("amount", [0, 1, 10**18])
def test_withdraw__burns_and_sends_the_message(chain, user, deposited, amount):
    token, holder = chain["L2BaseTokenZKOS"], chain["BaseTokenHolder"]
    receipt = token.withdraw(RECEIVER, sender=user, value=amount)
    message = encode_packed(["bytes4", "address", "uint256"], [SELECTOR, RECEIVER, amount])
    [sent] = chain["L1MessengerZKOS"].events(receipt, "L1MessageSent")
    assert (sent.inputs["_sender"], sent.inputs["_message"]) == (token.address, message)
    [burnt] = holder.events(receipt, "BaseTokenBurntInterop")
    assert tuple(burnt.inputs.values()) == (token.address, L1, amount)
    [event] = token.events(receipt, "Withdrawal")
    assert tuple(event.inputs.values()) == (user.address, RECEIVER, amount)
    assert token.totalSupply() == deposited - amount
    assert chain["L2AssetTracker"].interopInfo(chain["L2AssetTracker"].BASE_TOKEN_ASSET_ID()) == (
        amount,
        0,
    )


def test_withdraw_with_message__appends_sender_and_data(chain, user, deposited):
    token = chain["L2BaseTokenZKOS"]
    receipt = token.withdrawWithMessage(RECEIVER, b"hello", sender=user, value=7)
    message = encode_packed(
        ["bytes4", "address", "uint256", "address", "bytes"],
        [SELECTOR, RECEIVER, 7, user.address, b"hello"],
    )
    [sent] = chain["L1MessengerZKOS"].events(receipt, "L1MessageSent")
    assert sent.inputs["_message"] == message
    [event] = token.events(receipt, "WithdrawalWithMessage")
    assert tuple(event.inputs.values()) == (user.address, RECEIVER, 7, b"hello")


def test_init__twice__reverts(chain):
    upgrader = chain.sender(constants.L2_COMPLEX_UPGRADER)
    with reverts("BaseTokenHolderAlreadyInitialized"):
        chain["L2BaseTokenZKOS"].initL2(L1, sender=upgrader)


# --- holder ---


def test_give__tells_the_tracker_and_pays(chain, deposited):
    holder = chain["BaseTokenHolder"]
    handler = chain.sender(constants.L2_INTEROP_HANDLER)
    receipt = holder.give(RECEIVER, 5, L1, sender=handler)
    [event] = holder.events(receipt, "BaseTokenMintedInterop")
    assert tuple(event.inputs.values()) == (RECEIVER, 5)
    assert chain.rpc.balance(RECEIVER) == 5
    tracker = chain["L2AssetTracker"]
    assert tracker.interopInfo(tracker.BASE_TOKEN_ASSET_ID()) == (0, 5)


def test_give__nothing__does_nothing(chain):
    handler = chain.sender(constants.L2_INTEROP_HANDLER)
    assert chain["BaseTokenHolder"].give(RECEIVER, 0, L1, sender=handler).logs == ()


def test_holder__of_others__reverts(chain, user):
    holder = chain["BaseTokenHolder"]
    with reverts("Unauthorized", user):
        holder.give(RECEIVER, 1, L1, sender=user)
    with reverts("Unauthorized", user):
        holder.burnAndStartBridging(L1, sender=user, value=1)
    with reverts("Unauthorized", user):
        holder.send_raw(b"", sender=user, value=1)


# --- wrapped ---


def test_wrapped__wraps_and_unwraps(chain, wrapped, user):
    wrapped.deposit(sender=user, value=10)
    wrapped.depositTo(RECEIVER, sender=user, value=3)
    wrapped.send_raw(b"", sender=user, value=2)
    assert (wrapped.balanceOf(user), wrapped.balanceOf(RECEIVER)) == (12, 3)
    assert wrapped.totalSupply() == chain.rpc.balance(wrapped.address) == 15
    wrapped.withdrawTo(RECEIVER, 4, sender=user)
    wrapped.withdraw(8, sender=user)
    assert (wrapped.balanceOf(user), chain.rpc.balance(RECEIVER)) == (0, 4)
    with reverts("Error", "ERC20: burn amount exceeds balance"):
        wrapped.withdraw(1, sender=user)


def test_wrapped__receiver_that_refuses__reverts(wrapped, user):
    wrapped.deposit(sender=user, value=1)
    with reverts("WithdrawFailed"):
        wrapped.withdrawTo(constants.L2_BASE_TOKEN_HOLDER, 1, sender=user)


def test_wrapped__bridge(chain, wrapped, user):
    wrapped.deposit(sender=user, value=1)
    for call in ("bridgeMint", "bridgeBurn"):
        with reverts("Unauthorized", user):
            wrapped.transact(call, (user.address, 1), sender=user)
    router = Impersonated(constants.L2_ASSET_ROUTER)
    with reverts("BridgeMintNotImplemented"):
        wrapped.call("bridgeMint", (user.address, 1), caller=router)


def test_wrapped__unknown_function__reverts(wrapped, user):
    with reverts(""):
        wrapped.send_raw(b"\x12\x34\x56\x78", sender=user, value=1)
