"""The kinds of blocks and of what they carry (docs/stf.md, section 2)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from garter.node.execution import Call
from garter.protocol import constants
from garter.protocol.codec import abi_decode, abi_encode
from garter.protocol.hashing import selector
from garter.protocol.transactions import L2CanonicalTransaction

SYSTEM_TX_TYPE = 125
_CALL_TYPES = ("address", "address", "bytes")


class Kind(StrEnum):
    """What a block carries."""

    UPGRADE = "upgrade"
    SYSTEM = "system"
    PRIORITY = "priority"
    USER = "user"


TX_TYPES = {
    Kind.UPGRADE: constants.UPGRADE_TX_TYPE,
    Kind.PRIORITY: constants.PRIORITY_TX_TYPE,
    Kind.SYSTEM: SYSTEM_TX_TYPE,
}


@dataclass(frozen=True, slots=True)
class BlockTx:
    """One transaction of a block, as the store has it."""

    hash: str
    """Under which clients know it: canonical for L1's, else the execution client's."""
    node_hash: str
    """The execution client's."""
    body: bytes
    """Signed transaction, canonical encoding, or an encoded system call."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the chain: what is needed to make it again, and what came out."""

    number: int
    kind: Kind
    timestamp: int
    base_fee: int
    hash: str
    transactions: tuple[BlockTx, ...]


def system_call(sender: str, to: str, signature: str, *words: int) -> Call:
    """A system transaction whose arguments are all words."""
    data = selector(signature) + b"".join(word.to_bytes(32, "big") for word in words)
    return Call(sender, to, data, 0, constants.PRIORITY_TX_MAX_GAS_LIMIT, 0)


def set_settlement_layer(chain_id: int) -> Call:
    """Second block of a chain: where it settles."""
    return system_call(
        constants.L2_BOOTLOADER,
        constants.L2_SYSTEM_CONTEXT,
        "setSettlementLayerChainId(uint256)",
        chain_id,
    )


def announce_base_token(l1_chain_id: int, amount: int) -> Call:
    """Tells the asset tracker what base token the next block's transactions bring."""
    return system_call(
        constants.L2_BASE_TOKEN_HOLDER,
        constants.L2_ASSET_TRACKER,
        "handleFinalizeBaseTokenBridgingOnL2(uint256,uint256)",
        l1_chain_id,
        amount,
    )


def encode_call(call: Call) -> bytes:
    """A system call for the store."""
    assert call.to is not None
    return abi_encode(_CALL_TYPES, [call.sender, call.to, call.data])


def decode_call(body: bytes) -> Call:
    """A system call from the store."""
    sender, to, data = abi_decode(_CALL_TYPES, body)
    return Call(sender, to, data, 0, constants.PRIORITY_TX_MAX_GAS_LIMIT, 0)


def canonical(body: bytes) -> L2CanonicalTransaction:
    """A priority or upgrade transaction from the store."""
    return L2CanonicalTransaction.decode(body)
