"""Interop bundles: the reference's vectors. (Vyper follows with the interop contracts.)"""

from __future__ import annotations

import pytest
from eth_utils.address import to_checksum_address

from garter import exceptions
from garter.protocol import interop
from garter.protocol.hashing import keccak256
from garter.protocol.interop import BundleAttributes, InteropBundle, InteropCall
from garter.protocol.words import word
from tests.support.vectors import vectors


def from_vector(case) -> InteropBundle:
    return InteropBundle(
        source_chain_id=case["sourceChainId"],
        destination_chain_id=case["destinationChainId"],
        destination_base_token_asset_id=case["destinationBaseTokenAssetId"],
        salt=case["interopBundleSalt"],
        calls=tuple(
            InteropCall(
                to=to_checksum_address(call["to"]).lower(),
                sender=to_checksum_address(call["from"]).lower(),
                value=call["value"],
                data=call["data"],
                shadow_account=call["shadowAccount"],
                version=bytes([call["version"]]),
            )
            for call in case["calls"]
        ),
        attributes=BundleAttributes(
            case["executionAddress"], case["unbundlerAddress"], case["useFixedFee"]
        ),
        version=bytes([case["version"]]),
    )


def test_bundle__vectors():
    for case in vectors("interopBundle"):
        bundle = from_vector(case)
        assert bundle.encode() == case["abiEncoded"]
        assert bundle.hash == case["bundleHash"]
        assert bundle.message == case["l2ToL1Message"]
        assert keccak256(bundle.message) == case["l2ToL1MessageHash"]
        assert InteropBundle.decode(case["abiEncoded"]) == bundle
        assert interop.decode_bundle_message(case["l2ToL1Message"]) == bundle


def test_decode_bundle_message__other_identifier__encoding_error():
    with pytest.raises(exceptions.EncodingError):
        interop.decode_bundle_message(b"\2" + bytes(64))
    with pytest.raises(exceptions.EncodingError):
        interop.decode_bundle_message(b"")


def test_bundle_salt__differs_by_sender_and_nonce():
    sender = "0x" + "ab" * 20
    assert interop.bundle_salt(sender, 0) == keccak256(b"\xab" * 20 + bytes(32))
    assert interop.bundle_salt(sender, 1) != interop.bundle_salt(sender, 0)


def test_call_id__is_over_hash_and_index():
    assert interop.call_id(b"\7" * 32, 3) == keccak256(b"\7" * 32 + word(3))


def test_attributes__have_the_protocols_selectors():
    assert interop.interop_call_value(5) == bytes.fromhex("54b16529") + word(5)
    assert interop.indirect_call(6)[:4].hex() == "c8496ea7"
    assert interop.execution_address(b"x")[:4].hex() == "054c031b"
    assert interop.unbundler_address(b"x")[:4].hex() == "b9c86698"
    assert interop.use_fixed_fee(True) == bytes.fromhex("fb809189") + word(1)
    assert interop.execution_address(b"abc")[4:] == word(32) + word(3) + b"abc".ljust(32, b"\0")
