"""Deposits of any content: what the router makes of them against garter.protocol."""

from __future__ import annotations

import pytest
from eth_utils.address import to_checksum_address
from hypothesis import given, settings
from hypothesis import strategies as st

from garter.chain import Contract
from garter.protocol import assets
from tests.support import Mock
from tests.support.bridge import CHAIN_ID, ETH, MAX, NOBODY

addresses = st.binary(min_size=20, max_size=20).map(to_checksum_address)
amounts = st.one_of(st.integers(1, MAX), st.integers(1, 2**16))
words = st.binary(min_size=32, max_size=32)


@pytest.fixture(scope="module")
def registered(rpc, bridge, governor):
    """A token of L1."""
    token = Contract.deploy(rpc, "BytesNameToken", sender=governor)
    bridge.vault.registerToken(token, sender=governor)
    return token


@pytest.fixture(scope="module")
def eth_asset(bridge):
    return bridge.vault.BASE_TOKEN_ASSET_ID()


def answer(bridge, caller, data, value):
    return bridge.router.call(
        "bridgehubDeposit", (CHAIN_ID, caller, 0, data), caller=bridge.bridgehub, value=value
    )


@settings(max_examples=50, deadline=None)
@given(
    sender=addresses,
    caller=addresses,
    receiver=addresses,
    amount=amounts,
    metadata=st.binary(max_size=1_312),
)
def test_deposit_calldata__token_of_l1(
    bridge, registered, sender, caller, receiver, amount, metadata
):
    asset = assets.ntv_asset_id(bridge.l1, registered.address)
    mint = assets.MintData(caller, receiver, registered.address, amount, metadata).encode()
    expected = assets.finalize_token_deposit_calldata(
        sender, receiver, registered.address, amount, metadata
    )
    assert bridge.router.getDepositCalldata(sender, asset, mint) == expected


@settings(max_examples=50, deadline=None)
@given(sender=addresses, asset=words, data=st.binary(max_size=10_080))
def test_deposit_calldata__any_other_asset(bridge, sender, asset, data):
    expected = assets.finalize_deposit_calldata(bridge.l1, asset, data)
    assert bridge.router.getDepositCalldata(sender, asset, data) == expected


@settings(max_examples=30, deadline=None)
@given(caller=addresses, receiver=addresses, amount=st.integers(1, 10**20), named=st.booleans())
def test_deposit__of_ether__both_encodings(bridge, eth_asset, caller, receiver, amount, named):
    metadata = assets.TokenData.of(bridge.l1, "Ether", "ETH", 18).encode()
    message = assets.finalize_token_deposit_calldata(caller, receiver, ETH, amount, metadata)
    transfer = assets.BurnData(amount, receiver, ETH if named else NOBODY).encode()
    new = answer(bridge, caller, assets.encode_deposit_data(eth_asset, transfer), amount)
    assert new[2] == message
    assert new[4] == assets.tx_data_hash(caller, eth_asset, transfer)

    legacy = assets.encode_legacy_deposit_data(ETH, amount, receiver)
    old = answer(bridge, caller, legacy, amount)
    assert old[2] == message
    assert old[4] == assets.legacy_tx_data_hash(bridge.l1, caller, eth_asset, ETH, transfer)


@pytest.fixture(scope="module")
def handled(rpc, bridge, governor):
    """An asset whose handler answers with a fixed message, and that message."""
    handler = Mock(rpc, governor)
    mint = bytes(range(200))
    handler.returns("bridgeBurn(uint256,uint256,bytes32,address,bytes)", ["bytes"], [mint])
    bridge.router.setAssetDeploymentTracker(b"\x05" * 32, governor, sender=governor)
    bridge.router.setAssetHandlerAddressThisChain(b"\x05" * 32, handler, sender=governor)
    return assets.asset_id(bridge.l1, b"\x05" * 32, governor.address), mint


@settings(max_examples=30, deadline=None)
@given(caller=addresses, transfer=st.binary(max_size=10_080))
def test_deposit__of_another_handlers_asset(bridge, handled, caller, transfer):
    asset, mint = handled
    got = answer(bridge, caller, assets.encode_deposit_data(asset, transfer), 0)
    assert got[2] == assets.finalize_deposit_calldata(bridge.l1, asset, mint)
    assert got[4] == assets.tx_data_hash(caller, asset, transfer)
