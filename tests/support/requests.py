"""L1 to L2 requests as the mailbox takes them, and what they become."""

from __future__ import annotations

from typing import Any

from eth_abi.abi import encode

from garter.protocol.hashing import keccak256

TRANSACTION_TYPE = (
    "(uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,"
    "uint256[4],bytes,bytes,uint256[],bytes,bytes)"
)
TARGET = "0x8888888888888888888888888888888888888888"
MAX_GAS = 72_000_000


def request(sender: Any, **changes: Any) -> tuple[Any, ...]:
    """A plain deposit; ``BridgehubL2TransactionRequest``."""
    fields: dict[str, Any] = {
        "sender": sender,
        "contract_l2": TARGET,
        "mint_value": 10**18,
        "l2_value": 5 * 10**17,
        "l2_calldata": b"",
        "l2_gas_limit": 1_000_000,
        "l2_gas_per_pubdata_byte_limit": 800,
        "factory_deps": [],
        "refund_recipient": sender,
    }
    return tuple((fields | changes).values())


def alias(address: str) -> str:
    """The L2 sender of an L1 contract."""
    offset = 0x1111000000000000000000000000000000001111
    return f"0x{(int(address, 16) + offset) % 2**160:040x}"


def canonical(
    sender: str,
    refund_recipient: str,
    *,
    nonce: int,
    price: int,
    to: str = TARGET,
    gas: int = 1_000_000,
    value: int = 5 * 10**17,
    mint: int = 10**18,
    data: bytes = b"",
) -> tuple[Any, ...]:
    """The priority transaction, field by field."""
    return (
        127,
        int(sender, 16),
        int(to, 16),
        gas,
        800,
        price,
        0,
        0,
        nonce,
        value,
        (mint, int(refund_recipient, 16), 0, 0),
        data,
        b"",
        (),
        b"",
        b"",
    )


def canonical_hash(transaction: tuple[Any, ...]) -> bytes:
    """keccak256 of its ABI encoding."""
    return keccak256(encode([TRANSACTION_TYPE], [transaction]))
