"""Calls of `checkDA`, and what operators put into them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from garter.chain.contract import is_revert
from garter.exceptions import ContractReverted, RpcResponseError
from garter.protocol.hashing import keccak256

if TYPE_CHECKING:
    from collections.abc import Sequence

    from garter.chain import Contract

CHAIN_ID, BATCH = 271, 5
SENDER = "0x00000000000000000000000000000000000000C0"
SUPPORTED = 16  # blobs, as chains say
ZERO = b"\0" * 32


class Output(NamedTuple):
    """L1DAValidatorOutput."""

    state_diff_hash: bytes
    linear_hashes: tuple[bytes, ...]
    opening_commitments: tuple[bytes, ...]


def check_da(
    validator: Contract,
    output_hash: bytes,
    operator_input: bytes,
    *,
    supported: int = SUPPORTED,
    blobs: Sequence[bytes] = (),
    block: int | None = None,
) -> Output:
    """Simulate `checkDA` in ``block``, in a transaction that carries ``blobs`` (their hashes)."""
    arguments = (CHAIN_ID, BATCH, output_hash, operator_input, supported)
    calldata = validator.calldata("checkDA", *arguments)
    return check_da_raw(validator, calldata, blobs=blobs, block=block)


def check_da_raw(
    validator: Contract,
    calldata: bytes,
    *,
    blobs: Sequence[bytes] = (),
    value: int = 0,
    block: int | None = None,
) -> Output:
    """The same with calldata of one's own."""
    request = {
        "from": SENDER,
        "to": validator.address,
        "data": "0x" + calldata.hex(),
        "value": hex(value),
    }
    if blobs:
        request["blobVersionedHashes"] = ["0x" + b.hex() for b in blobs]
        request["maxFeePerBlobGas"] = hex(10**9)
    try:
        rich = {SENDER: {"balance": hex(10**18)}}
        later = {} if block is None else {"number": hex(block)}
        answer = validator.rpc.call("eth_call", request, "latest", rich, later)
    except RpcResponseError as err:
        if not is_revert(err):
            raise
        data = bytes.fromhex((err.data or "0x")[2:])
        decoded = validator.abi.decode_error(data)
        if decoded is None:
            raise ContractReverted("checkDA", "", data=data) from None
        raise ContractReverted("checkDA", decoded.name, tuple(decoded.inputs.values())) from None
    result = validator.abi.decode_result("checkDA", [0] * 5, bytes.fromhex(answer[2:]))
    return Output(*result)


def rollup_header(
    pubdata: bytes, *, state_diff_hash: bytes = ZERO, linear_hashes: Sequence[bytes] = (ZERO,)
) -> bytes:
    """What the L2 commits to with scheme 3."""
    count = len(linear_hashes).to_bytes(1, "big")
    return state_diff_hash + keccak256(pubdata) + count + b"".join(linear_hashes)
