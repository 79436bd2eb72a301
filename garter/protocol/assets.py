"""Asset ids, and what deposits, withdrawals and balance migrations carry.

Mirrors ``contracts/lib/data_encoding.vy`` and ``bridge_messages.vy``; source: DataEncoding.
Addresses are given as strings or bytes, and come out of decoding as checksummed strings.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import Any, ClassVar

from garter.exceptions import (
    AssetIdMismatch,
    BadTransferDataLength,
    EmptyData,
    IncorrectTokenAddressFromNTV,
    InvalidFunctionSignature,
    InvalidNTVBurnData,
    L2WithdrawalMessageWrongLength,
    UnsupportedEncodingVersion,
    WrongMsgLength,
)
from garter.protocol import constants
from garter.protocol.codec import abi_decode, abi_encode
from garter.protocol.hashing import keccak256, selector
from garter.protocol.words import Address, address_bytes, address_word, fixed_bytes, word

ETH_ASSET_TOKEN = constants.ETH_TOKEN
"""ETH in asset ids."""

LEGACY_ENCODING, NEW_ENCODING, SET_COUNTERPART_ENCODING = b"\0", b"\1", b"\2"
"""First byte of second bridge calldata."""

FINALIZE_DEPOSIT = selector("finalizeDeposit(uint256,bytes32,bytes)")
FINALIZE_TOKEN_DEPOSIT = selector("finalizeDeposit(address,address,address,uint256,bytes)")
"""For tokens that are native to L1."""
FINALIZE_ETH_WITHDRAWAL = selector("finalizeEthWithdrawal(uint256,uint256,uint16,bytes,bytes32[])")


# --- asset ids ------------------------------------------------------------------------------------


def asset_id(chain_id: int, asset_data: bytes, tracker: Address) -> bytes:
    """Id of the asset that ``tracker`` knows by ``asset_data`` (32 bytes) on its home chain."""
    return keccak256(word(chain_id) + address_word(tracker) + fixed_bytes(asset_data, 32))


def ntv_asset_id(chain_id: int, token: Address) -> bytes:
    """Id of the token at ``token`` on ``chain_id``."""
    return asset_id(chain_id, address_word(token), constants.L2_NATIVE_TOKEN_VAULT)


def ctm_asset_id(l1_chain_id: int, deployment_tracker: Address, l1_ctm: Address) -> bytes:
    """Id of a chain type manager, by its L1 address on every layer."""
    return asset_id(l1_chain_id, address_word(l1_ctm), deployment_tracker)


def check_asset_id(origin_chain_id: int, supplied: bytes, origin_token: Address) -> None:
    """Raises AssetIdMismatch when ``supplied`` is another token's id."""
    expected = ntv_asset_id(origin_chain_id, origin_token)
    if supplied != expected:
        raise AssetIdMismatch(expected, supplied)


# --- what the native token vault burns and mints by -----------------------------------------------


@dataclass(frozen=True, slots=True)
class BurnData:
    """What leaves a chain."""

    TYPES: ClassVar = ("uint256", "address", "address")

    amount: int
    receiver: Address
    """On the other chain."""
    token: Address
    """On this chain, or 0 if it is registered."""

    def encode(self) -> bytes:
        return word(self.amount) + address_word(self.receiver) + address_word(self.token)

    @classmethod
    def decode(cls, data: bytes) -> BurnData:
        """Raises InvalidNTVBurnData unless ``data`` has 96 bytes."""
        if len(data) != 96:
            raise InvalidNTVBurnData(len(data))
        return cls(*abi_decode(cls.TYPES, data))


@dataclass(frozen=True, slots=True)
class MintData:
    """What arrives on a chain."""

    TYPES: ClassVar = ("address", "address", "address", "uint256", "bytes")

    original_caller: Address
    receiver: Address
    origin_token: Address
    amount: int
    metadata: bytes

    def encode(self) -> bytes:
        return abi_encode(self.TYPES, astuple(self))

    @classmethod
    def decode(cls, data: bytes) -> MintData:
        return cls(*abi_decode(cls.TYPES, data))


@dataclass(frozen=True, slots=True)
class TokenData:
    """Metadata of a token: the raw answers of its getters, empty where one reverted."""

    origin_chain_id: int
    """0 in the old encoding, which only L1 tokens had."""
    name: bytes
    symbol: bytes
    decimals: bytes

    def encode(self) -> bytes:
        return NEW_ENCODING + abi_encode(("uint256", "bytes", "bytes", "bytes"), astuple(self))

    @classmethod
    def decode(cls, data: bytes) -> TokenData:
        """Raises EmptyData or UnsupportedEncodingVersion."""
        if not data:
            raise EmptyData("token metadata")
        if data[:1] == LEGACY_ENCODING:
            return cls(0, *abi_decode(("bytes", "bytes", "bytes"), data))
        if data[:1] == NEW_ENCODING:
            return cls(*abi_decode(("uint256", "bytes", "bytes", "bytes"), data[1:]))
        raise UnsupportedEncodingVersion(data[0])

    @classmethod
    def of(cls, origin_chain_id: int, name: str, symbol: str, decimals: int) -> TokenData:
        """Metadata of a token with ordinary getters."""
        return cls(
            origin_chain_id,
            abi_encode(["string"], [name]),
            abi_encode(["string"], [symbol]),
            word(decimals),
        )


# --- deposits -------------------------------------------------------------------------------------


def encode_deposit_data(asset: bytes, transfer_data: bytes) -> bytes:
    """Second bridge calldata for the asset router."""
    return NEW_ENCODING + abi_encode(("bytes32", "bytes"), (asset, transfer_data))


def decode_deposit_data(data: bytes) -> tuple[bytes, bytes]:
    """Asset id and transfer data. Raises BadTransferDataLength or UnsupportedEncodingVersion."""
    if len(data) < 33:
        raise BadTransferDataLength(len(data))
    if data[:1] != NEW_ENCODING:
        raise UnsupportedEncodingVersion(data[0])
    asset, transfer_data = abi_decode(("bytes32", "bytes"), data[1:])
    return asset, transfer_data


def encode_legacy_deposit_data(l1_token: Address, amount: int, receiver: Address) -> bytes:
    """The same in the old encoding, for tokens of L1; its first byte is 0 by construction."""
    return address_word(l1_token) + word(amount) + address_word(receiver)


def encode_set_counterpart(asset: bytes, handler: Address) -> bytes:
    """Second bridge calldata that tells a chain the handler of an asset."""
    return SET_COUNTERPART_ENCODING + fixed_bytes(asset, 32) + address_word(handler)


def tx_data_hash(original_caller: Address, asset: bytes, transfer_data: bytes) -> bytes:
    """What L1 keeps of a deposit until it is known to have succeeded or failed."""
    body = abi_encode(
        ("address", "bytes32", "bytes"), (address_bytes(original_caller), asset, transfer_data)
    )
    return keccak256(NEW_ENCODING + body)


def legacy_tx_data_hash(
    chain_id: int, original_caller: Address, asset: bytes, token: str, transfer_data: bytes
) -> bytes:
    """The same for a deposit that was requested in the old encoding.

    ``token`` is what the vault of chain ``chain_id`` holds for the asset. Raises
    IncorrectTokenAddressFromNTV when that is not the asset's token, and InvalidNTVBurnData.
    """
    if asset != ntv_asset_id(chain_id, token):
        raise IncorrectTokenAddressFromNTV(asset, token)
    amount = BurnData.decode(transfer_data).amount
    return keccak256(address_word(original_caller) + address_word(token) + word(amount))


def finalize_deposit_calldata(source_chain_id: int, asset: bytes, mint_data: bytes) -> bytes:
    """L2 calldata of a deposit, and of any message between asset routers."""
    types = ("uint256", "bytes32", "bytes")
    return FINALIZE_DEPOSIT + abi_encode(types, (source_chain_id, asset, mint_data))


def finalize_token_deposit_calldata(
    sender: Address, receiver: Address, l1_token: Address, amount: int, metadata: bytes
) -> bytes:
    """L2 calldata of a deposit of a token that is native to L1."""
    types = ("address", "address", "address", "uint256", "bytes")
    values = (address_bytes(sender), address_bytes(receiver), address_bytes(l1_token))
    return FINALIZE_TOKEN_DEPOSIT + abi_encode(types, (*values, amount, metadata))


# --- messages to L1 -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RouterMessage:
    """What an asset router sends to the one of L1: packed, not ABI-encoded."""

    selector: bytes
    source_chain_id: int
    asset_id: bytes
    transfer_data: bytes

    def encode(self) -> bytes:
        return self.selector + word(self.source_chain_id) + self.asset_id + self.transfer_data

    @classmethod
    def decode(cls, message: bytes) -> RouterMessage:
        """Raises WrongMsgLength below 68 bytes."""
        if len(message) < 68:
            raise WrongMsgLength(68, len(message))
        source = int.from_bytes(message[4:36], "big")
        return cls(message[:4], source, message[36:68], message[68:])


@dataclass(frozen=True, slots=True)
class BaseTokenWithdrawal:
    """What a base token sends when it burns ``amount`` wei for a receiver on L1."""

    selector: bytes
    receiver: Address
    amount: int

    def encode(self, sender: Address | None = None, data: bytes = b"") -> bytes:
        """With ``sender``, the message of withdrawWithMessage."""
        tail = b"" if sender is None else address_bytes(sender) + data
        return self.selector + address_bytes(self.receiver) + word(self.amount) + tail

    @classmethod
    def decode(cls, message: bytes) -> BaseTokenWithdrawal:
        """What the sender appended does not count. Raises L2WithdrawalMessageWrongLength."""
        if len(message) < 56:
            raise L2WithdrawalMessageWrongLength(len(message))
        [receiver] = abi_decode(["address"], bytes(12) + message[4:24])
        return cls(message[:4], receiver, int.from_bytes(message[24:56], "big"))


@dataclass(frozen=True, slots=True)
class L1ToGatewayMigration:
    """A chain's balance of an asset moves from L1's books to a Gateway's."""

    SELECTOR: ClassVar = bytes.fromhex("e288a868")
    TYPES: ClassVar = (
        *("bytes1", "address", "uint256", "bytes32", "uint256"),
        *("uint256", "uint256", "uint256", "uint256", "uint256"),
    )

    version: bytes
    origin_token: Address
    chain_id: int
    asset_id: bytes
    token_origin_chain_id: int
    chain_migration_number: int
    asset_migration_number: int
    total_withdrawals_to_l1: int
    total_successful_deposits_from_l1: int
    total_pre_v31_total_supply: int

    def encode(self) -> bytes:
        return self.SELECTOR + abi_encode(self.TYPES, astuple(self))

    @classmethod
    def decode(cls, message: bytes) -> L1ToGatewayMigration:
        """Raises InvalidFunctionSignature."""
        return cls(*_decode_migration(cls.SELECTOR, cls.TYPES, message))


@dataclass(frozen=True, slots=True)
class GatewayToL1Migration:
    """A chain's balance of an asset moves from a Gateway's books to L1's."""

    SELECTOR: ClassVar = bytes.fromhex("e1f4af55")
    TYPES: ClassVar = (
        *("bytes1", "address", "uint256", "bytes32"),
        *("uint256", "uint256", "uint256", "uint256"),
    )

    version: bytes
    origin_token: Address
    chain_id: int
    asset_id: bytes
    token_origin_chain_id: int
    amount: int
    chain_migration_number: int
    asset_migration_number: int

    def encode(self) -> bytes:
        return self.SELECTOR + abi_encode(self.TYPES, astuple(self))

    @classmethod
    def decode(cls, message: bytes) -> GatewayToL1Migration:
        """Raises InvalidFunctionSignature."""
        return cls(*_decode_migration(cls.SELECTOR, cls.TYPES, message))


def _decode_migration(expected: bytes, types: tuple[str, ...], message: bytes) -> tuple[Any, ...]:
    if message[:4] != expected:
        raise InvalidFunctionSignature(message[:4])
    return abi_decode(types, message[4:])
