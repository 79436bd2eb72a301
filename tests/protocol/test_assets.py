"""Asset ids and bridge data: the reference's vectors in both languages, every error by name."""

from __future__ import annotations

from dataclasses import astuple

import pytest
from eth_utils.address import to_checksum_address

from garter import exceptions
from garter.protocol import assets, constants
from garter.protocol.codec import abi_encode
from garter.protocol.words import word
from tests.support import reverts
from tests.support.vectors import vectors

# `encodeAssetTrackerData` of the vectors is implemented nowhere: no contract of the reference calls
# it or its decoder (balances migrate by the messages tested below).
NOT_IMPLEMENTED = {"assetTrackerData"}

TOKEN = "0x5A7d6b2F92C77FAD6CCaBd7EE0624E64907Eaf3E"
ALICE = "0x" + "a1" * 20
NOBODY = "0x" + "00" * 20


def test_data_encoding__vectors(encoding_harness):
    vyper = encoding_harness
    for case in vectors("dataEncoding"):
        chain, token, sender = case["chainId"], case["token"], case["sender"]
        data, amount, name = case["assetData"], case["amount"], case["name"]
        decimals = word(18)
        checked = NOT_IMPLEMENTED | {"chainId", "token", "sender", "assetData", "amount", "name"}

        def both(field, python, contract, case=case, checked=checked):
            assert python == contract == case[field], field
            checked.add(field)

        token_word = bytes(12) + token
        vault = constants.L2_NATIVE_TOKEN_VAULT
        both("ntvAssetId", assets.ntv_asset_id(chain, token), vyper.ntv_asset_id(chain, token))
        both(
            "ntvAssetIdFromData",
            assets.asset_id(chain, data, vault),
            vyper.asset_id(chain, data, vault),
        )
        both(
            "assetId",
            assets.asset_id(chain, token_word, sender),
            vyper.asset_id(chain, token_word, sender),
        )
        both(
            "assetIdFromData",
            assets.asset_id(chain, data, sender),
            vyper.asset_id(chain, data, sender),
        )
        both(
            "bridgeBurnData",
            assets.BurnData(amount, sender, token).encode(),
            vyper.encode_bridge_burn_data(amount, sender, token),
        )
        mint = (sender, token, sender, amount, name)
        both(
            "bridgeMintData",
            assets.MintData(*mint).encode(),
            vyper.encode_bridge_mint_data(*mint),
        )
        token_data = (chain, name, name, decimals)
        both(
            "tokenData",
            assets.TokenData(*token_data).encode(),
            vyper.encode_token_data(*token_data),
        )
        both(
            "assetRouterDepositData",
            assets.encode_deposit_data(data, name),
            vyper.encode_deposit_data(data, name),
        )
        both(
            "txDataHash_new",
            assets.tx_data_hash(sender, data, name),
            vyper.tx_data_hash(sender, data, name),
        )
        both(
            "finalizeDepositMessage",
            assets.RouterMessage(assets.FINALIZE_DEPOSIT, chain, data, name).encode(),
            vyper.encode_router_message(chain, data, name),
        )
        assert checked == set(case)


def test_selectors__are_the_protocols():
    assert assets.FINALIZE_DEPOSIT.hex() == "9c884fd1"
    assert assets.FINALIZE_TOKEN_DEPOSIT.hex() == "cfe7af7c"
    assert assets.FINALIZE_ETH_WITHDRAWAL.hex() == "6c0960f9"


def test_known_asset_ids():
    """ETH of mainnet, and the ZK token of ZKsync Era, as their bridges list them."""
    eth = assets.ntv_asset_id(1, assets.ETH_ASSET_TOKEN)
    assert eth == assets.asset_id(1, word(1), constants.L2_NATIVE_TOKEN_VAULT)
    zk = assets.ntv_asset_id(constants.ZK_TOKEN_CHAIN_ID, constants.ZK_TOKEN)
    assert zk.hex() == "83e2fbc0a739b3c765de4c2b4bf8072a71ea8fbb09c8cf579c71425d8bc8804a"


def test_ctm_asset_id__is_over_the_l1_address():
    tracker = "0x" + "77" * 20
    assert assets.ctm_asset_id(1, tracker, TOKEN) == assets.asset_id(
        1, bytes(12) + bytes.fromhex(TOKEN[2:]), tracker
    )


# --- asset id check ---


def test_check_asset_id__right__passes(encoding_harness):
    assets.check_asset_id(9, assets.ntv_asset_id(9, TOKEN), TOKEN)
    encoding_harness.check_asset_id(9, assets.ntv_asset_id(9, TOKEN), TOKEN)


def test_check_asset_id__other_token__mismatch(encoding_harness):
    expected, supplied = assets.ntv_asset_id(9, TOKEN), assets.ntv_asset_id(9, ALICE)
    with pytest.raises(exceptions.AssetIdMismatch) as caught:
        assets.check_asset_id(9, supplied, TOKEN)
    assert (caught.value.expected, caught.value.supplied) == (expected, supplied)
    with reverts("AssetIdMismatch", expected, supplied):
        encoding_harness.check_asset_id(9, supplied, TOKEN)


# --- burn data ---


@pytest.mark.parametrize("length", [0, 1, 95, 97, 128])
def test_decode_burn_data__not_96_bytes__invalid(encoding_harness, length):
    with pytest.raises(exceptions.InvalidNTVBurnData):
        assets.BurnData.decode(bytes(length))
    with reverts("InvalidNTVBurnData"):
        encoding_harness.decode_bridge_burn_data(bytes(length))


def test_decode_burn_data__dirty_address__refused(encoding_harness):
    dirty = word(1) + b"\1" + bytes(31) + bytes(32)
    with pytest.raises(exceptions.EncodingError):
        assets.BurnData.decode(dirty)
    with reverts(""):
        encoding_harness.decode_bridge_burn_data(dirty)


# --- token metadata ---


def test_decode_token_data__empty__empty_data(encoding_harness):
    with pytest.raises(exceptions.EmptyData):
        assets.TokenData.decode(b"")
    with reverts("EmptyData"):
        encoding_harness.decode_token_data(b"")


@pytest.mark.parametrize("version", [2, 3, 255])
def test_decode_token_data__unknown_version__unsupported(encoding_harness, version):
    data = bytes([version]) + assets.TokenData.of(1, "Dai", "DAI", 18).encode()[1:]
    with pytest.raises(exceptions.UnsupportedEncodingVersion):
        assets.TokenData.decode(data)
    with reverts("UnsupportedEncodingVersion"):
        encoding_harness.decode_token_data(data)


def test_decode_token_data__old_encoding__has_no_chain(encoding_harness):
    fields = (b"name", b"symbol", word(6))
    data = abi_encode(("bytes", "bytes", "bytes"), fields)
    assert data[0] == 0
    assert astuple(assets.TokenData.decode(data)) == (0, *fields)
    assert encoding_harness.decode_token_data(data) == (0, *fields)


def test_token_data_of__is_what_getters_return():
    token = assets.TokenData.of(5, "Ether", "ETH", 18)
    assert token.name == word(32) + word(5) + b"Ether".ljust(32, b"\0")
    assert token.decimals == word(18)


# --- deposits ---


@pytest.mark.parametrize("length", [0, 1, 32])
def test_decode_deposit_data__short__bad_length(encoding_harness, length):
    data = b"\1" * length
    with pytest.raises(exceptions.BadTransferDataLength):
        assets.decode_deposit_data(data)
    with reverts("BadTransferDataLength"):
        encoding_harness.decode_deposit_data(data)


@pytest.mark.parametrize("version", [0, 2, 255])
def test_decode_deposit_data__other_version__unsupported(encoding_harness, version):
    data = bytes([version]) + assets.encode_deposit_data(bytes(32), b"x")[1:]
    with pytest.raises(exceptions.UnsupportedEncodingVersion):
        assets.decode_deposit_data(data)
    with reverts("UnsupportedEncodingVersion"):
        encoding_harness.decode_deposit_data(data)


def test_legacy_deposit_data__begins_with_the_legacy_version():
    data = assets.encode_legacy_deposit_data(TOKEN, 5, ALICE)
    assert data[:1] == assets.LEGACY_ENCODING
    assert data == abi_encode(("address", "uint256", "address"), (TOKEN, 5, ALICE))


def test_set_counterpart__begins_with_its_version():
    data = assets.encode_set_counterpart(b"\7" * 32, ALICE)
    assert data == b"\2" + abi_encode(("bytes32", "address"), (b"\7" * 32, ALICE))


def test_legacy_tx_data_hash__ignores_receiver_and_token_field(encoding_harness):
    asset = assets.ntv_asset_id(1, TOKEN)
    for receiver, field in ((ALICE, TOKEN), (NOBODY, NOBODY)):
        burn = assets.BurnData(7, receiver, field).encode()
        call = 1, ALICE, asset, TOKEN, burn
        expected = assets.keccak256(
            abi_encode(("address", "address", "uint256"), (ALICE, TOKEN, 7))
        )
        assert assets.legacy_tx_data_hash(*call) == expected
        assert encoding_harness.legacy_tx_data_hash(*call) == expected


def test_legacy_tx_data_hash__other_token__incorrect(encoding_harness):
    asset = assets.ntv_asset_id(1, TOKEN)
    burn = assets.BurnData(7, ALICE, TOKEN).encode()
    for chain_id, token in ((1, ALICE), (2, TOKEN)):
        with pytest.raises(exceptions.IncorrectTokenAddressFromNTV):
            assets.legacy_tx_data_hash(chain_id, ALICE, asset, token, burn)
        with reverts("IncorrectTokenAddressFromNTV", asset, to_checksum_address(token)):
            encoding_harness.legacy_tx_data_hash(chain_id, ALICE, asset, token, burn)


def test_legacy_tx_data_hash__not_96_bytes__invalid(encoding_harness):
    asset = assets.ntv_asset_id(1, TOKEN)
    with pytest.raises(exceptions.InvalidNTVBurnData):
        assets.legacy_tx_data_hash(1, ALICE, asset, TOKEN, bytes(95))
    with reverts("InvalidNTVBurnData"):
        encoding_harness.legacy_tx_data_hash(1, ALICE, asset, TOKEN, bytes(95))


def test_finalize_calldata__is_abi_encoded():
    asset = b"\7" * 32
    assert assets.finalize_deposit_calldata(1, asset, b"mint") == bytes.fromhex(
        "9c884fd1"
    ) + abi_encode(("uint256", "bytes32", "bytes"), (1, asset, b"mint"))
    token = assets.finalize_token_deposit_calldata(ALICE, ALICE, TOKEN, 4, b"meta")
    assert token == bytes.fromhex("cfe7af7c") + abi_encode(
        ("address", "address", "address", "uint256", "bytes"), (ALICE, ALICE, TOKEN, 4, b"meta")
    )


# --- messages to L1 ---


@pytest.mark.parametrize("length", [0, 4, 67])
def test_decode_router_message__short__wrong_length(encoding_harness, length):
    with pytest.raises(exceptions.WrongMsgLength):
        assets.RouterMessage.decode(bytes(length))
    with reverts("WrongMsgLength", 68, length):
        encoding_harness.decode_router_message(bytes(length))


def test_decode_router_message__without_transfer_data(encoding_harness):
    message = assets.RouterMessage(assets.FINALIZE_DEPOSIT, 2**256 - 1, b"\7" * 32, b"")
    assert len(message.encode()) == 68
    assert assets.RouterMessage.decode(message.encode()) == message
    assert encoding_harness.decode_router_message(message.encode()) == astuple(message)


@pytest.mark.parametrize("length", [0, 3, 55])
def test_decode_base_token_withdrawal__short__wrong_length(encoding_harness, length):
    with pytest.raises(exceptions.L2WithdrawalMessageWrongLength):
        assets.BaseTokenWithdrawal.decode(bytes(length))
    with reverts("L2WithdrawalMessageWrongLength", length):
        encoding_harness.decode_base_token_withdrawal(bytes(length))


def test_base_token_withdrawal__with_message__tail_does_not_count(encoding_harness):
    receiver = to_checksum_address(ALICE)
    plain = assets.BaseTokenWithdrawal(assets.FINALIZE_ETH_WITHDRAWAL, receiver, 10**18)
    assert len(plain.encode()) == 56
    assert encoding_harness.encode_base_token_withdrawal(ALICE, 10**18) == plain.encode()
    long = plain.encode(TOKEN, b"hello")
    assert len(long) == 56 + 20 + 5
    for message in (plain.encode(), long):
        assert assets.BaseTokenWithdrawal.decode(message) == plain
        assert encoding_harness.decode_base_token_withdrawal(message) == astuple(plain)


MIGRATIONS = [
    (
        assets.L1ToGatewayMigration(
            b"\1", to_checksum_address(TOKEN), 271, b"\7" * 32, 1, 1, 0, 5, 9, 2**255
        ),
        "decode_l1_to_gateway_migration",
    ),
    (
        assets.GatewayToL1Migration(
            b"\1", to_checksum_address(TOKEN), 271, b"\7" * 32, 1, 77, 2, 1
        ),
        "decode_gateway_to_l1_migration",
    ),
]


@pytest.mark.parametrize(("migration", "function"), MIGRATIONS)
def test_balance_migration__decodes(encoding_harness, migration, function):
    message = migration.encode()
    assert type(migration).decode(message) == migration
    assert getattr(encoding_harness, function)(message) == astuple(migration)


@pytest.mark.parametrize(("migration", "function"), MIGRATIONS)
def test_balance_migration__other_selector__invalid(encoding_harness, migration, function):
    other = next(m for m, _ in MIGRATIONS if type(m) is not type(migration))
    for head in (other.SELECTOR, assets.FINALIZE_DEPOSIT):
        message = head + migration.encode()[4:]
        with pytest.raises(exceptions.InvalidFunctionSignature):
            type(migration).decode(message)
        with reverts("InvalidFunctionSignature", head):
            getattr(encoding_harness, function)(message)
    with reverts("InvalidFunctionSignature", bytes(4)):
        getattr(encoding_harness, function)(b"\1\2")


@pytest.mark.parametrize(("migration", "function"), MIGRATIONS)
def test_balance_migration__cut_off__refused(encoding_harness, migration, function):
    message = migration.encode()[:-1]
    with pytest.raises(exceptions.EncodingError):
        type(migration).decode(message)
    with reverts(""):
        getattr(encoding_harness, function)(message)
