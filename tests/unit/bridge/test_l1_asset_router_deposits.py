"""L1AssetRouter: what the bridgehub's deposits become."""

from __future__ import annotations

import pytest
from eth_abi.abi import decode, encode

from garter.build import load_artifact
from garter.build.artifacts import flatten_layout
from garter.chain import Contract
from garter.protocol.hashing import keccak256, selector
from tests.support import Mock, reverts
from tests.support.bridge import (
    CHAIN_ID,
    ETH,
    NOBODY,
    burn_data,
    legacy_request,
    request,
)

MAGIC = (int.from_bytes(keccak256(b"TWO_BRIDGES_MAGIC_VALUE"), "big") - 1).to_bytes(32, "big")
L2_ROUTER = "0x0000000000000000000000000000000000010003"
L2_VAULT = "0x0000000000000000000000000000000000010004"
L1_TOKEN_DEPOSIT = selector("finalizeDeposit(address,address,address,uint256,bytes)")
ASSET_DEPOSIT = selector("finalizeDeposit(uint256,bytes32,bytes)")
SET_HANDLER = selector("setAssetHandlerAddress(uint256,bytes32,address)")
BRIDGE_BURN = "bridgeBurn(uint256,uint256,bytes32,address,bytes)"


def asset_id_of(chain_id: int, token: str) -> bytes:
    return keccak256(encode(["uint256", "address", "address"], [chain_id, L2_VAULT, token]))


def new_hash(caller, asset_id, transfer_data):
    encoded = encode(["address", "bytes32", "bytes"], [caller.address, asset_id, transfer_data])
    return keccak256(b"\x01" + encoded)


def legacy_hash(caller, token, amount):
    return keccak256(encode(["address", "address", "uint256"], [caller.address, token, amount]))


def l1_token_message(bridge, sender, receiver, token, amount) -> bytes:
    metadata = bridge.vault.getERC20Getters(token, bridge.l1)
    fields = [sender.address, receiver.address, token, amount, metadata]
    return L1_TOKEN_DEPOSIT + encode(["address", "address", "address", "uint256", "bytes"], fields)


# --- base token ---


def test_base_token__eth(bridge, rpc, eth, depositor):
    receipt = bridge.deposit_base(depositor, eth, 5, value=5)
    assert rpc.balance(bridge.vault.address) == 5
    [event] = bridge.router.events(receipt)
    assert event.name == "BridgehubDepositBaseTokenInitiated"
    assert tuple(event.inputs.values()) == (CHAIN_ID, depositor.address, eth, 5)
    [burnt] = bridge.vault.events(receipt, "BridgeBurn")
    assert burnt.receiver == NOBODY


def test_base_token__erc20(bridge, token, asset, depositor):
    token.approve(bridge.router, 5, sender=depositor)
    bridge.deposit_base(depositor, asset, 5)
    assert token.balanceOf(bridge.vault) == 5
    assert bridge.tracker.chainBalance(CHAIN_ID, asset) == 5


def test_base_token__erc20_with_ether__reverts(bridge, token, asset, depositor):
    token.approve(bridge.router, 5, sender=depositor)
    with reverts("NonEmptyMsgValue"):
        bridge.deposit_base(depositor, asset, 5, value=1)


def test_base_token__no_handler__reverts(bridge, depositor):
    with reverts("AssetHandlerDoesNotExist", b"\x01" * 32):
        bridge.deposit_base(depositor, b"\x01" * 32, 5, value=5)


@pytest.fixture
def handler(rpc, governor):
    """A handler of an asset that is no token."""
    return Mock(rpc, governor)


@pytest.fixture
def odd_asset(bridge, governor, council, handler):
    """That asset, of the council as its tracker."""
    bridge.router.setAssetDeploymentTracker(bytes(32), council, sender=governor)
    bridge.router.setAssetHandlerAddressThisChain(bytes(32), handler, sender=council)
    return keccak256(
        encode(["uint256", "address", "bytes32"], [bridge.l1, council.address, bytes(32)])
    )


def test_base_token__of_another_handler__gets_value_and_burn_data(
    bridge, odd_asset, handler, depositor
):
    handler.returns(BRIDGE_BURN, ["bytes"], [b"of no interest"])
    bridge.deposit_base(depositor, odd_asset, 5, value=7)
    assert handler.last_value(BRIDGE_BURN) == 7
    sent = decode(
        ["uint256", "uint256", "bytes32", "address", "bytes"],
        handler.last_calldata(BRIDGE_BURN)[4:],
    )
    assert sent == (CHAIN_ID, 0, odd_asset, depositor.address.lower(), burn_data(5, NOBODY))


# --- tokens, version 1 ---


def test_deposit__token(bridge, token, asset, depositor, stranger):
    token.approve(bridge.router, 5, sender=depositor)
    transfer = burn_data(5, stranger, token)
    answer = bridge.request_of(depositor, request(asset, transfer))
    assert answer == (
        MAGIC,
        L2_ROUTER,
        l1_token_message(bridge, depositor, stranger, token.address, 5),
        (),
        new_hash(depositor, asset, transfer),
    )
    receipt = bridge.deposit(depositor, request(asset, transfer))
    assert token.balanceOf(bridge.vault) == 5
    [event] = bridge.router.events(receipt)
    assert event.name == "BridgehubDepositInitiated"
    assert tuple(event.inputs.values()) == (
        CHAIN_ID,
        answer[4],
        depositor.address,
        asset,
        answer[2][4:],
    )


def test_deposit__the_message_is_what_the_view_says(bridge, token, asset, depositor, stranger):
    token.approve(bridge.router, 5, sender=depositor)
    message = bridge.request_of(depositor, request(asset, burn_data(5, stranger)))[2]
    assert bridge.router.getDepositCalldata(depositor, asset, message[4:]) == message


def test_deposit__unregistered_token__is_registered_on_the_way(bridge, token, depositor, stranger):
    token.approve(bridge.router, 5, sender=depositor)
    asset = asset_id_of(bridge.l1, token.address)
    bridge.deposit(depositor, request(asset, burn_data(5, stranger, token)))
    assert bridge.vault.assetId(token) == asset
    assert bridge.tracker.chainBalance(CHAIN_ID, asset) == 5


def test_deposit__unregistered_and_unnamed_token__reverts(bridge, token, depositor, stranger):
    asset = asset_id_of(bridge.l1, token.address)
    with reverts("ZeroAddress"):
        bridge.deposit(depositor, request(asset, burn_data(5, stranger)))


def test_deposit__eth_to_a_chain_with_another_base_token(bridge, rpc, eth, depositor, stranger):
    transfer = burn_data(5, stranger, ETH)
    answer = bridge.request_of(depositor, request(eth, transfer), value=5)
    assert answer[2] == l1_token_message(bridge, depositor, stranger, ETH, 5)
    bridge.deposit(depositor, request(eth, transfer), value=5)
    assert rpc.balance(bridge.vault.address) == 5


def test_deposit__base_token__reverts(bridge, token, asset, depositor, stranger):
    bridge.use_base_token(asset)
    with reverts("AssetIdNotSupported", asset):
        bridge.deposit(depositor, request(asset, burn_data(5, stranger)))
    with reverts("AssetIdNotSupported", asset):
        bridge.deposit(depositor, legacy_request(token, 5, stranger))


def test_deposit__l2_value_with_a_token__reverts(bridge, asset, depositor, stranger):
    data = request(asset, burn_data(5, stranger))
    with reverts("NonEmptyMsgValue"):
        bridge.router.bridgehubDeposit(CHAIN_ID, depositor, 1, data, sender=bridge.bridgehub)


@pytest.mark.parametrize("length", [0, 64, 95, 97, 160])
def test_deposit__burn_data_of_wrong_length__reverts(bridge, asset, depositor, length):
    with reverts("InvalidNTVBurnData"):
        bridge.deposit(depositor, request(asset, bytes(length)))


@pytest.mark.parametrize("length", [1, 32])
def test_deposit__shorter_than_an_asset_id__reverts(bridge, depositor, length):
    with reverts("BadTransferDataLength"):
        bridge.deposit(depositor, b"\x01" + bytes(length - 1))


@pytest.mark.parametrize("cut", [1, 32, 96, 128])
def test_deposit__truncated__reverts(bridge, asset, depositor, stranger, cut):
    with reverts(""):
        bridge.deposit(depositor, request(asset, burn_data(5, stranger))[:-cut])


@pytest.mark.parametrize("offset", [2**256 - 1, 2**256 - 2, 2**255, 193])
def test_deposit__offset_outside__reverts(bridge, asset, depositor, stranger, offset):
    data = bytearray(request(asset, burn_data(5, stranger)))
    data[33:65] = offset.to_bytes(32, "big")
    with reverts(""):
        bridge.deposit(depositor, bytes(data))


def test_deposit__unusual_but_valid_offset__is_understood(
    bridge, token, asset, depositor, stranger
):
    """Any ABI decoder accepts a gap before the tail."""
    token.approve(bridge.router, 5, sender=depositor)
    transfer = burn_data(5, stranger)
    word = (96).to_bytes(32, "big")
    bridge.deposit(depositor, b"\x01" + asset + word + bytes(32) + word + transfer)
    assert token.balanceOf(bridge.vault) == 5


@pytest.mark.parametrize("data", [b"", b"\x03", b"\xff" + bytes(160)])
def test_deposit__unknown_version__reverts(bridge, depositor, data):
    with reverts("UnsupportedEncodingVersion"):
        bridge.deposit(depositor, data)


# --- tokens, legacy ---


def test_legacy__token(bridge, token, asset, depositor, stranger):
    token.approve(bridge.router, 5, sender=depositor)
    data = legacy_request(token, 5, stranger)
    answer = bridge.request_of(depositor, data)
    assert answer[2] == l1_token_message(bridge, depositor, stranger, token.address, 5)
    assert answer[4] == legacy_hash(depositor, token.address, 5)
    bridge.deposit(depositor, data)
    assert token.balanceOf(bridge.vault) == 5


def test_legacy__unregistered_token__is_registered_on_the_way(bridge, token, depositor, stranger):
    token.approve(bridge.vault, 5, sender=depositor)
    bridge.deposit(depositor, legacy_request(token, 5, stranger))
    assert bridge.vault.assetId(token) == asset_id_of(bridge.l1, token.address)


@pytest.mark.parametrize("amount", [0, 5])
def test_legacy__eth__amount_may_be_left_to_the_value(bridge, eth, depositor, stranger, amount):
    answer = bridge.request_of(depositor, legacy_request(ETH, amount, stranger), value=5)
    assert answer[2] == l1_token_message(bridge, depositor, stranger, ETH, 5)
    assert answer[4] == legacy_hash(depositor, ETH, 5)
    with reverts("ValueMismatch", 4, 5):
        bridge.deposit(depositor, legacy_request(ETH, 4, stranger), value=5)


def test_legacy__amount_0_of_a_token__reverts(bridge, token, asset, depositor, stranger):
    with reverts("EmptyDeposit"):
        bridge.deposit(depositor, legacy_request(token, 0, stranger))


def test_legacy__no_token__reverts(bridge, depositor, stranger):
    with reverts("EmptyToken"):
        bridge.deposit(depositor, legacy_request("0x00" + "77" * 19, 5, stranger))


def test_legacy__token_that_is_not_of_l1__reverts(bridge, rpc, governor, token, stranger):
    """Only the vault can say so; one that does is put in its place."""
    strange_vault = Mock(rpc, governor)
    strange_vault.returns("ensureTokenIsRegistered(address)", ["bytes32"], [b"\x09" * 32])
    router = Contract.deploy(
        rpc, "L1AssetRouter", bridge.weth, bridge.bridgehub, bridge.nullifier, sender=governor
    )
    layout_slot = storage_slot("L1AssetRouter", "token_deposits.nativeTokenVault")
    rpc.call(
        "anvil_setStorageAt",
        router.address,
        hex(layout_slot),
        "0x" + bytes(12).hex() + strange_vault.address[2:],
    )
    with reverts("LegacyEncodingUsedForNonL1Token"):
        router.bridgehubDeposit(
            CHAIN_ID, stranger, 0, legacy_request(token, 5, stranger), sender=bridge.bridgehub
        )


def storage_slot(artifact: str, variable: str) -> int:
    layout = flatten_layout(load_artifact(artifact).layout["storage_layout"])
    return int(layout[variable]["slot"])


@pytest.mark.parametrize("length", [1, 64, 95])
def test_legacy__truncated__reverts(bridge, depositor, length):
    with reverts(""):
        bridge.deposit(depositor, bytes(length))


# --- other handlers ---


@pytest.mark.parametrize("size", [0, 1, 96, 5_000, 9_984])
def test_deposit__other_handler__is_passed_through(bridge, odd_asset, handler, depositor, size):
    transfer, mint = b"\x07" * size, b"\x08" * min(size + 3, 1_900)
    handler.returns(BRIDGE_BURN, ["bytes"], [mint])
    data = request(odd_asset, transfer)
    answer = bridge.request_of(depositor, data, value=3)
    message = ASSET_DEPOSIT + encode(["uint256", "bytes32", "bytes"], [bridge.l1, odd_asset, mint])
    assert answer == (MAGIC, L2_ROUTER, message, (), new_hash(depositor, odd_asset, transfer))
    assert bridge.router.getDepositCalldata(depositor, odd_asset, mint) == message

    receipt = bridge.router.bridgehubDeposit(
        CHAIN_ID, depositor, 2, data, sender=bridge.bridgehub, value=3
    )
    assert handler.last_value(BRIDGE_BURN) == 3
    sent = decode(
        ["uint256", "uint256", "bytes32", "address", "bytes"],
        handler.last_calldata(BRIDGE_BURN)[4:],
    )
    assert sent == (CHAIN_ID, 2, odd_asset, depositor.address.lower(), transfer)
    [event] = bridge.router.events(receipt, "BridgehubDepositInitiated")
    assert (event.assetId, event.bridgeMintCalldata) == (odd_asset, mint)


def answering_with(length: int) -> str:
    """Code that returns that many zero bytes as `bytes`, whatever it is asked."""
    words = [(0x20, 0), (length, 0x20)]
    stores = "".join(f"61{number:04x}60{place:02x}52" for number, place in words)
    return f"0x{stores}61{length + 0x40:04x}5ff3"


def test_deposit__other_handler__the_longest_answer_is_passed_on(
    bridge, rpc, odd_asset, handler, depositor
):
    longest = 10_080
    rpc.call("anvil_setCode", handler.address, answering_with(longest))
    message = bridge.request_of(depositor, request(odd_asset, b""))[2]
    assert len(message) == 4 + 4 * 32 + longest
    rpc.call("anvil_setCode", handler.address, answering_with(longest + 1))
    with reverts(""):
        bridge.deposit(depositor, request(odd_asset, b""))


def test_deposit__other_handler_refuses__its_reason_arrives(bridge, odd_asset, handler, depositor):
    handler.fails(BRIDGE_BURN, selector("MigrationPaused()"))
    with reverts("MigrationPaused"):
        bridge.deposit(depositor, request(odd_asset, b""))


# --- naming a handler on a chain ---


def set_counterpart(asset_id: bytes, handler: str) -> bytes:
    return b"\x02" + encode(["bytes32", "address"], [asset_id, handler])


def test_counterpart__of_a_token__is_the_vault_there(bridge, asset, depositor):
    answer = bridge.request_of(depositor, set_counterpart(asset, L2_VAULT))
    message = SET_HANDLER + encode(["uint256", "bytes32", "address"], [bridge.l1, asset, L2_VAULT])
    assert answer == (MAGIC, L2_ROUTER, message, (), bytes(32))
    assert not bridge.router.events(bridge.deposit(depositor, set_counterpart(asset, L2_VAULT)))
    with reverts("WrongCounterpart"):
        bridge.deposit(depositor, set_counterpart(asset, L2_ROUTER))


def test_counterpart__the_tracker_is_asked(bridge, rpc, governor, depositor):
    tracker = Mock(rpc, governor)
    question = "bridgeCheckCounterpartAddress(uint256,bytes32,address,address)"
    bridge.router.setAssetDeploymentTracker(bytes(32), tracker, sender=governor)
    asset = keccak256(
        encode(["uint256", "address", "bytes32"], [bridge.l1, tracker.address, bytes(32)])
    )
    tracker.fails(question, selector("NoEthAllowed()"))
    with reverts("NoEthAllowed"):
        bridge.deposit(depositor, set_counterpart(asset, L2_ROUTER))
    tracker.returns(question, [], [])
    assert bridge.request_of(depositor, set_counterpart(asset, L2_ROUTER))[2][36:68] == asset


def test_counterpart__with_value__reverts(bridge, asset, depositor):
    data = set_counterpart(asset, L2_VAULT)
    with reverts("NonEmptyMsgValue"):
        bridge.deposit(depositor, data, value=1)
    with reverts("NonEmptyMsgValue"):
        bridge.router.bridgehubDeposit(CHAIN_ID, depositor, 1, data, sender=bridge.bridgehub)


def test_counterpart__of_an_asset_without_tracker__reverts(bridge, depositor):
    with reverts("AssetHandlerDoesNotExist", b"\x01" * 32):
        bridge.deposit(depositor, set_counterpart(b"\x01" * 32, L2_VAULT))


def test_counterpart__of_a_tracker_without_code__reverts(bridge, odd_asset, depositor):
    """The council has no code, and a call to nothing succeeds."""
    with reverts("AssetHandlerDoesNotExist", odd_asset):
        bridge.deposit(depositor, set_counterpart(odd_asset, L2_VAULT))


@pytest.mark.parametrize("length", [1, 33, 64])
def test_counterpart__truncated__reverts(bridge, asset, depositor, length):
    with reverts(""):
        bridge.deposit(depositor, set_counterpart(asset, L2_VAULT)[:length])


# --- what a chain is told, as a view ---


def test_deposit_calldata__token_of_l1__names_the_sender_asked_for(
    bridge, asset, token, depositor, stranger
):
    metadata = bridge.vault.getERC20Getters(token, bridge.l1)
    types = ["address", "address", "address", "uint256", "bytes"]
    fields = [stranger.address, stranger.address, token.address, 5, metadata]
    message = bridge.router.getDepositCalldata(depositor, asset, encode(types, fields))
    assert message == L1_TOKEN_DEPOSIT + encode(types, [depositor.address, *fields[1:]])


def test_deposit_calldata__unknown_asset__is_generic(bridge, depositor):
    message = bridge.router.getDepositCalldata(depositor, b"\x01" * 32, b"anything")
    assert message == ASSET_DEPOSIT + encode(
        ["uint256", "bytes32", "bytes"], [bridge.l1, b"\x01" * 32, b"anything"]
    )
