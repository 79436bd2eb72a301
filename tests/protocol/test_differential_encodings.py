"""Bridge data, addresses and versions of any content: Python against Vyper, there and back."""

from __future__ import annotations

from dataclasses import astuple

from eth_utils.address import to_checksum_address
from hypothesis import given
from hypothesis import strategies as st

from garter.protocol import aliasing, assets, interop_address
from garter.protocol.words import word
from tests.protocol.outcomes import outcome
from tests.protocol.sizes import sizes, uint256, words

addresses = st.binary(min_size=20, max_size=20).map(to_checksum_address)
ZERO = "0x" + "00" * 20
MAX_TEXT, MAX_ASSET_DATA = 512, 10_080  # contracts/lib/limits.vy


def data_of(largest: int) -> st.SearchStrategy[bytes]:
    """Up to ``largest`` bytes, of a pattern that shows where something is cut or moved."""
    return sizes(largest).map(lambda size: bytes((7 * n + 1) % 251 for n in range(size)))


@given(chain=uint256, data=words, tracker=addresses)
def test_asset_ids(encoding_harness, chain, data, tracker):
    assert encoding_harness.asset_id(chain, data, tracker) == assets.asset_id(chain, data, tracker)
    assert encoding_harness.ntv_asset_id(chain, tracker) == assets.ntv_asset_id(chain, tracker)


@given(amount=uint256, receiver=addresses, token=addresses)
def test_burn_data(encoding_harness, amount, receiver, token):
    burn = assets.BurnData(amount, receiver, token)
    encoded = encoding_harness.encode_bridge_burn_data(amount, receiver, token)
    assert encoded == burn.encode()
    assert assets.BurnData.decode(encoded) == burn
    assert encoding_harness.decode_bridge_burn_data(encoded) == astuple(burn)


@given(caller=addresses, token=addresses, amount=uint256, metadata=data_of(1_312))
def test_mint_data(encoding_harness, caller, token, amount, metadata):
    mint = assets.MintData(caller, token, token, amount, metadata)
    encoded = encoding_harness.encode_bridge_mint_data(*astuple(mint))
    assert encoded == mint.encode()
    assert assets.MintData.decode(encoded) == mint
    assert encoding_harness.decode_bridge_mint_data(encoded) == astuple(mint)


@given(chain=uint256, name=data_of(MAX_TEXT), symbol=data_of(MAX_TEXT), decimals=data_of(32))
def test_token_data(encoding_harness, chain, name, symbol, decimals):
    token = assets.TokenData(chain, name, symbol, decimals)
    encoded = encoding_harness.encode_token_data(*astuple(token))
    assert encoded == token.encode()
    assert assets.TokenData.decode(encoded) == token
    assert encoding_harness.decode_token_data(encoded) == astuple(token)


offsets_and_sizes = st.integers(0, 15).map(lambda n: 16 * n)


@given(
    head=st.sampled_from([b"", b"\0", b"\1", b"\2"]),
    body=st.lists(offsets_and_sizes.map(word), max_size=12),
)
def test_decode_token_data__any_offsets(encoding_harness, head, body):
    """Vyper, like Solidity, follows overlapping offsets; Python wants the canonical encoding."""
    data = head + b"".join(body)
    python = outcome(assets.TokenData.decode, data)
    vyper = outcome(encoding_harness.decode_token_data, data)
    if vyper[0] == "raised":
        assert python[0] == "returned" or python == vyper
    elif python[0] == "returned":
        assert vyper[1] == astuple(python[1])
    else:
        assert assets.TokenData(*vyper[1]).encode() != data


@given(asset=words, data=data_of(MAX_ASSET_DATA))
def test_deposit_data(encoding_harness, asset, data):
    encoded = encoding_harness.encode_deposit_data(asset, data)
    assert encoded == assets.encode_deposit_data(asset, data)
    assert assets.decode_deposit_data(encoded) == (asset, data)
    assert encoding_harness.decode_deposit_data(encoded) == (asset, data)


@given(data=st.binary(max_size=140))
def test_decode_deposit_data__arbitrary(encoding_harness, data):
    assert outcome(encoding_harness.decode_deposit_data, data) == outcome(
        assets.decode_deposit_data, data
    )


@given(caller=addresses, asset=words, data=data_of(MAX_ASSET_DATA))
def test_tx_data_hash(encoding_harness, caller, asset, data):
    assert encoding_harness.tx_data_hash(caller, asset, data) == assets.tx_data_hash(
        caller, asset, data
    )


@given(chain=st.integers(0, 2**64), caller=addresses, token=addresses, amount=uint256)
def test_legacy_tx_data_hash(encoding_harness, chain, caller, token, amount):
    burn = assets.BurnData(amount, caller, token).encode()
    call = chain, caller, assets.ntv_asset_id(chain, token), token, burn
    assert encoding_harness.legacy_tx_data_hash(*call) == assets.legacy_tx_data_hash(*call)


@given(chain=uint256, asset=words, data=data_of(MAX_ASSET_DATA))
def test_router_message(encoding_harness, chain, asset, data):
    message = assets.RouterMessage(assets.FINALIZE_DEPOSIT, chain, asset, data)
    encoded = encoding_harness.encode_router_message(chain, asset, data)
    assert encoded == message.encode()
    assert assets.RouterMessage.decode(encoded) == message
    assert encoding_harness.decode_router_message(encoded) == astuple(message)


@given(message=st.binary(max_size=120))
def test_decode_messages__arbitrary(encoding_harness, message):
    for python, vyper in (
        (assets.RouterMessage.decode, encoding_harness.decode_router_message),
        (assets.BaseTokenWithdrawal.decode, encoding_harness.decode_base_token_withdrawal),
    ):
        kind, result = outcome(python, message)
        expected = astuple(result) if kind == "returned" else result
        assert outcome(vyper, message) == (kind, expected)


@given(receiver=addresses, amount=uint256)
def test_base_token_withdrawal(encoding_harness, receiver, amount):
    encoded = encoding_harness.encode_base_token_withdrawal(receiver, amount)
    withdrawal = assets.BaseTokenWithdrawal(assets.FINALIZE_ETH_WITHDRAWAL, receiver, amount)
    assert encoded == withdrawal.encode()


@given(address=addresses)
def test_alias(protocol_harness, address):
    aliased = aliasing.apply_l1_to_l2_alias(address)
    assert protocol_harness.apply_alias(address) == aliased
    assert aliasing.undo_l1_to_l2_alias(aliased) == address
    assert protocol_harness.undo_alias(aliased) == address
    assert protocol_harness.undo_alias(address) == aliasing.undo_l1_to_l2_alias(address)


@given(
    chain=st.one_of(uint256, st.integers(0, 31).map(lambda n: 256**n)),
    address=addresses,
    tail=st.binary(max_size=8),
)
def test_interop_address(protocol_harness, chain, address, tail):
    full = interop_address.format_interop_address(chain, address)
    assert protocol_harness.format_address(chain, address) == full
    assert protocol_harness.format_chain(chain) == interop_address.format_interop_address(chain)
    assert interop_address.parse_interop_address(full + tail) == (chain, address)
    assert protocol_harness.parse_address(full + tail) == (chain, address)


@given(
    head=st.sampled_from([b"\0\1\0\0", b"\0\1\0\1", b"\0\2\0\0"]),
    id_size=st.one_of(st.integers(0, 34), st.just(255)),
    account_size=st.sampled_from([0, 1, 19, 20, 21, 255]),
    body=st.binary(max_size=90),
)
def test_parse_interop_address__arbitrary(protocol_harness, head, id_size, account_size, body):
    data = head + bytes([id_size]) + body[:id_size] + bytes([account_size]) + body[id_size:]
    kind, result = outcome(interop_address.parse_interop_address, data)
    expected = (result[0] or 0, result[1] or ZERO) if kind == "returned" else result
    assert outcome(protocol_harness.parse_address, data) == (kind, expected)
