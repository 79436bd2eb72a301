"""L1Nullifier: deposits on record."""

from __future__ import annotations

import pytest

from garter.chain import Contract, Impersonated
from garter.protocol import assets
from tests.support import behind_proxy, reverts
from tests.support.bridge import CHAIN_ID, NOBODY, burn_data

DATA_HASH, TX_HASH = b"\x01" * 32, b"\x02" * 32


@pytest.fixture
def router(bridge, rpc):
    """The asset router as a sender."""
    rpc.call("anvil_setBalance", bridge.router.address, hex(10**20))
    return Impersonated(bridge.router.address)


@pytest.fixture
def unconnected(rpc, governor, admin, bridge) -> Contract:
    registry = bridge.registry.address
    return behind_proxy(rpc, "L1Nullifier", (registry, registry), (governor,), sender=governor)


def test_connections(bridge, governor):
    nullifier = bridge.nullifier
    assert nullifier.BRIDGE_HUB() == nullifier.MESSAGE_ROOT() == bridge.registry.address
    assert nullifier.l1AssetRouter() == bridge.router.address
    assert nullifier.l1NativeTokenVault() == bridge.vault.address
    assert nullifier.legacyBridge() == nullifier.l2BridgeAddress(CHAIN_ID) == NOBODY
    assert nullifier.owner() == governor.address


def test_confirm__records_the_deposit(bridge, router):
    nullifier = bridge.nullifier
    receipt = nullifier.bridgehubConfirmL2TransactionForwarded(
        CHAIN_ID, DATA_HASH, TX_HASH, sender=router
    )
    assert nullifier.depositHappened(CHAIN_ID, TX_HASH) == DATA_HASH
    [event] = nullifier.events(receipt, "BridgehubDepositFinalized")
    assert (event.chainId, event.txDataHash, event.l2DepositTxHash) == (
        CHAIN_ID,
        DATA_HASH,
        TX_HASH,
    )
    assert nullifier.depositHappened(CHAIN_ID + 1, TX_HASH) == bytes(32)


def test_confirm__same_transaction_twice__reverts(bridge, router):
    confirm = bridge.nullifier.bridgehubConfirmL2TransactionForwarded
    confirm(CHAIN_ID, DATA_HASH, TX_HASH, sender=router)
    with reverts("DepositExists"):
        confirm(CHAIN_ID, b"\x03" * 32, TX_HASH, sender=router)
    confirm(CHAIN_ID + 1, DATA_HASH, TX_HASH, sender=router)


def test_confirm__not_the_router__reverts(bridge, stranger):
    with reverts("Unauthorized", stranger):
        bridge.nullifier.bridgehubConfirmL2TransactionForwarded(
            CHAIN_ID, DATA_HASH, TX_HASH, sender=stranger
        )


def test_confirm__paused__reverts_until_unpaused(bridge, router, governor):
    nullifier = bridge.nullifier
    nullifier.pause(sender=governor)
    assert nullifier.paused()
    with reverts("Error", "Pausable: paused"):
        nullifier.bridgehubConfirmL2TransactionForwarded(
            CHAIN_ID, DATA_HASH, TX_HASH, sender=router
        )
    nullifier.unpause(sender=governor)
    nullifier.bridgehubConfirmL2TransactionForwarded(CHAIN_ID, DATA_HASH, TX_HASH, sender=router)


def test_encode_tx_data_hash__both_encodings(bridge, token, asset, stranger):
    encode = bridge.nullifier.encodeTxDataHash
    for data in (b"", burn_data(5, stranger, token), b"\x07" * 10_080):
        assert encode(b"\x01", stranger, asset, data) == assets.tx_data_hash(
            stranger.address, asset, data
        )
    data = burn_data(5, stranger, token)
    assert encode(b"\x00", stranger, asset, data) == assets.legacy_tx_data_hash(
        bridge.l1, stranger.address, asset, token.address, data
    )


@pytest.mark.parametrize("length", [0, 95, 97, 128, 129, 10_080])
def test_encode_tx_data_hash__legacy_of_wrong_length__reverts(bridge, asset, stranger, length):
    with reverts("InvalidNTVBurnData"):
        bridge.nullifier.encodeTxDataHash(b"\x00", stranger, asset, bytes(length))


def test_encode_tx_data_hash__refusals(bridge, stranger):
    data = burn_data(5, stranger)
    with reverts("IncorrectTokenAddressFromNTV", b"\x01" * 32, NOBODY):
        bridge.nullifier.encodeTxDataHash(b"\x00", stranger, b"\x01" * 32, data)
    with reverts("UnsupportedEncodingVersion"):
        bridge.nullifier.encodeTxDataHash(b"\x02", stranger, b"\x01" * 32, data)


def test_setters__once_each(unconnected, governor, stranger, council):
    unconnected.setL1NativeTokenVault(stranger, sender=governor)
    unconnected.setL1AssetRouter(council, sender=governor)
    assert unconnected.l1NativeTokenVault() == stranger.address
    assert unconnected.l1AssetRouter() == council.address
    with reverts("NativeTokenVaultAlreadySet"):
        unconnected.setL1NativeTokenVault(stranger, sender=governor)
    with reverts("AddressAlreadySet", council):
        unconnected.setL1AssetRouter(stranger, sender=governor)


def test_setters__zero__reverts(unconnected, governor):
    with reverts("ZeroAddress"):
        unconnected.setL1NativeTokenVault(NOBODY, sender=governor)
    with reverts("ZeroAddress"):
        unconnected.setL1AssetRouter(NOBODY, sender=governor)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("setL1NativeTokenVault", (NOBODY,)),
        ("setL1AssetRouter", (NOBODY,)),
        ("pause", ()),
        ("unpause", ()),
    ],
)
def test_owner_functions__others__revert(unconnected, stranger, name, arguments):
    with reverts("Error", "Ownable: caller is not the owner"):
        unconnected.transact(name, arguments, sender=stranger)
