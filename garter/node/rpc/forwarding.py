"""``eth_*`` and its like: which go to the execution client, and what changes on the way.

Only what is listed passes. The client would take transactions of anybody (``eth_sendTransaction``)
and be moved about (``anvil_*``), and new versions may bring more of the kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from garter.node.rpc.errors import InvalidParams

if TYPE_CHECKING:
    from collections.abc import Callable

    from garter.node.rpc.views import Index

READS = frozenset(
    f"eth_{name}"
    for name in (
        "blobBaseFee", "blockNumber", "call", "chainId", "createAccessList", "estimateGas",
        "feeHistory", "fillTransaction", "gasPrice", "getBalance", "getBlockByHash",
        "getBlockByNumber", "getBlockReceipts", "getBlockTransactionCountByHash",
        "getBlockTransactionCountByNumber", "getCode", "getLogs", "getProof",
        "getRawTransactionByHash", "getStorageAt", "getTransactionByBlockHashAndIndex",
        "getTransactionByBlockNumberAndIndex", "getTransactionByHash", "getTransactionCount",
        "getTransactionReceipt", "getUncleCountByBlockHash", "getUncleCountByBlockNumber",
        "maxPriorityFeePerGas", "protocolVersion", "syncing",
    )
) | {"net_listening", "net_version", "web3_clientVersion", "web3_sha3"}  # fmt: skip
TRACES = frozenset(
    (
        "debug_traceBlockByHash", "debug_traceBlockByNumber", "debug_traceCall",
        "debug_traceTransaction", "trace_block", "trace_filter", "trace_transaction",
    )
)  # fmt: skip
BY_HASH = frozenset(
    (
        "eth_getTransactionByHash", "eth_getTransactionReceipt", "eth_getRawTransactionByHash",
        "debug_traceTransaction", "trace_transaction",
    )
)  # fmt: skip
# Only what the settlement layer has executed is final, and nothing settles before the operator
# sends batches: until then genesis is.
TAGS = {"committed": "latest", "l1_committed": "latest", "finalized": "0x0", "safe": "0x0"}


def is_forwarded(method: str) -> bool:
    return method in READS or method in TRACES


def to_client(params: Any) -> Any:
    """Block tags that only ZKsync chains have, in every position."""
    if isinstance(params, str):
        return TAGS.get(params, params)
    if isinstance(params, list):
        return [to_client(p) for p in params]
    if isinstance(params, dict):
        return {key: to_client(p) for key, p in params.items()}
    return params


def hash_param(params: list[Any]) -> str:
    """The transaction hash that a method is asked about. Raises InvalidParams."""
    if not params or not isinstance(params[0], str):
        raise InvalidParams("The first parameter must be a transaction hash.")
    return params[0]


def to_public(index: Index, method: str, result: Any) -> Any:
    """The client's answer as the public sees it."""
    if result is None:
        return None
    if (one := _one(index).get(method)) is not None:
        return one(result)
    if (each := _each(index).get(method)) is not None:
        return [each(entry) for entry in result]
    return result


def _one(index: Index) -> dict[str, Callable[[Any], Any]]:
    return {
        "eth_getTransactionReceipt": index.receipt,
        "eth_getTransactionByHash": index.transaction,
        "eth_getTransactionByBlockHashAndIndex": index.transaction,
        "eth_getTransactionByBlockNumberAndIndex": index.transaction,
        "eth_getBlockByHash": index.block,
        "eth_getBlockByNumber": index.block,
    }


def _each(index: Index) -> dict[str, Callable[[Any], Any]]:
    def trace(entry: dict[str, Any]) -> dict[str, Any]:
        if entry.get("transactionHash"):
            return {**entry, "transactionHash": index.to_public(entry["transactionHash"])}
        return entry

    return {
        "eth_getLogs": index.log,
        "eth_getBlockReceipts": index.receipt,
        "trace_block": trace,
        "trace_filter": trace,
        "trace_transaction": trace,
        "debug_traceBlockByHash": lambda e: _traced(index, e),
        "debug_traceBlockByNumber": lambda e: _traced(index, e),
    }


def _traced(index: Index, entry: dict[str, Any]) -> dict[str, Any]:
    return {**entry, "txHash": index.to_public(entry["txHash"])} if "txHash" in entry else entry
