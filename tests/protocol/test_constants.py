"""Constants in both languages, versions, and errors by selector."""

from __future__ import annotations

import re

import pytest

from garter import exceptions, paths
from garter.protocol import constants, errors, messages
from garter.protocol.hashing import keccak256
from garter.protocol.versions import Version, pack_version, unpack_version

CONSTANT = re.compile(r"^([A-Z0-9_]+): constant\((\w+)\) = (\S+)$", re.MULTILINE)


def vyper_constants(module: str) -> dict[str, object]:
    text = (paths.CONTRACTS / "lib" / f"{module}.vy").read_text()
    found: dict[str, object] = {}
    for name, kind, literal in CONSTANT.findall(text):
        match kind:
            case "address":
                found[name] = literal
            case "bytes32":
                found[name] = bytes.fromhex(literal[2:])
            case _:
                found[name] = int(literal.replace("_", ""), 0)
    return found


def test_constants__are_the_same_in_both_languages():
    vyper = vyper_constants("constants")
    shared = [name for name in vyper if hasattr(constants, name)]
    assert len(shared) > 30
    for name in shared:
        assert getattr(constants, name) == vyper[name], name


@pytest.mark.parametrize(
    ("vyper", "python"),
    [
        ("DEFAULT_LOG_LEAF", messages.DEFAULT_LOG_LEAF),
        ("BATCH_LEAF_PADDING", messages.BATCH_LEAF_PADDING),
        ("CHAIN_ID_LEAF_PADDING", messages.CHAIN_ID_LEAF_PADDING),
        ("EMPTY_TREE_LEAF", messages.EMPTY_TREE_LEAF),
    ],
)
def test_message_constants__are_the_same_in_both_languages(vyper, python):
    assert vyper_constants("message_hashing")[vyper] == python


def test_constants__are_the_hashes_they_are_named_after():
    magic = int.from_bytes(keccak256(b"TWO_BRIDGES_MAGIC_VALUE"), "big") - 1
    assert int.from_bytes(constants.TWO_BRIDGES_MAGIC_VALUE, "big") == magic
    assert keccak256(b"") == constants.EMPTY_STRING_KECCAK
    assert constants.L2_INTEROP_CENTER == "0x000000000000000000000000000000000001000d"
    assert int(constants.L2_NATIVE_TOKEN_VAULT, 16) == 0x10004


@pytest.mark.parametrize(
    ("version", "packed"),
    [
        ((0, 31, 0), 0x1F00000000),
        ((0, 31, 2), 0x1F00000002),
        ((0, 0, 0), 0),
        ((2**32 - 1, 2**32 - 1, 2**32 - 1), 2**96 - 1),
        ((1, 2, 3), 1 << 64 | 2 << 32 | 3),
    ],
)
def test_version(protocol_harness, version, packed):
    assert pack_version(*version) == packed
    assert unpack_version(packed) == version
    assert protocol_harness.pack_version(*version) == packed
    assert protocol_harness.unpack_version(packed) == version
    # Bits above the version's 96 do not count.
    assert unpack_version(packed | 1 << 96) == version
    assert protocol_harness.unpack_version(packed | 1 << 96) == version


def test_version__reads_like_one():
    assert str(unpack_version(0x1F00000000)) == "0.31.0"
    assert Version(0, 31, 0) < Version(0, 31, 1)


@pytest.mark.parametrize("version", [(0, 2**32, 0), (0, 0, -1)])
def test_pack_version__part_too_big__encoding_error(version):
    with pytest.raises(exceptions.EncodingError):
        pack_version(*version)


def test_errors__by_selector_and_name():
    unauthorized = errors.errors_by_selector()[keccak256(b"Unauthorized(address)")[:4]]
    assert (unauthorized.name, unauthorized.signature) == ("Unauthorized", "Unauthorized(address)")
    assert errors.error_selectors("Unauthorized") == [unauthorized.selector]
    assert errors.error_selectors("NoSuchError") == []


def test_exceptions__named_like_an_error__are_errors_of_the_protocol():
    own = {"EncodingError", "ProofError", "TransactionRefused", "FeeParametersUnusable"}
    for base in (
        exceptions.EncodingError,
        exceptions.ProofError,
        exceptions.TransactionRefused,
    ):
        for kind in base.__subclasses__():
            assert kind.__name__ in own or errors.error_selectors(kind.__name__), kind
