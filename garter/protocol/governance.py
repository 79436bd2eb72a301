"""Operations of governance. Source: Governance, Operation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from garter.protocol.codec import abi_encode
from garter.protocol.hashing import keccak256
from garter.protocol.words import Address, address_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence

Call = tuple[Address, int, bytes]
"""Target, value in wei, data."""
OPERATION_TYPE = "((address,uint256,bytes)[],bytes32,bytes32)"


def encode_operation(calls: Sequence[Call], predecessor: bytes, salt: bytes) -> bytes:
    """ABI encoding of the operation as one argument. Raises EncodingError."""
    plain = [(address_bytes(target), value, data) for target, value, data in calls]
    return abi_encode([OPERATION_TYPE], [(plain, predecessor, salt)])


def operation_id(calls: Sequence[Call], predecessor: bytes, salt: bytes) -> bytes:
    """Id under which governance schedules and executes ``calls``.

    ``predecessor`` must have been executed before; 0 for none. ``salt`` tells equal operations
    apart.
    """
    return keccak256(encode_operation(calls, predecessor, salt))
