"""Transactions that are checked and priced first, then sent and waited for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from garter.chain.contract import Contract, is_revert
from garter.chain.fees import Fees, current_fees
from garter.chain.sender import Receipt, wait_for_receipt
from garter.chain.signer import Transaction
from garter.client.amounts import format_amount
from garter.client.exceptions import InsufficientFunds, SimulationUnsupported
from garter.exceptions import ContractReverted, RpcResponseError
from garter.protocol.hashing import keccak256

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from garter.chain.abi import Abi
    from garter.chain.rpc import Rpc
    from garter.chain.signer import Signer

GAS_CAP = 16_777_216  # EIP-7825: what one transaction may use
GAS_MARGIN = 1.2  # over an estimate, which holds for the latest block
METHOD_NOT_FOUND = -32601  # JSON-RPC


@dataclass(frozen=True, slots=True)
class Call:
    """A transaction that may be sent."""

    what: str
    """In words: ``approve 25 USDC to the asset router``."""
    to: str
    data: bytes = field(repr=False)
    value: int
    """Wei."""
    abi: Abi = field(repr=False)
    """Names the errors it may revert with."""

    @classmethod
    def of(
        cls, what: str, contract: Contract, function: str, *arguments: Any, value: int = 0
    ) -> Call:
        return cls(
            what, contract.address, contract.calldata(function, *arguments), value, contract.abi
        )

    def request(self, sender: str) -> dict[str, str]:
        """As JSON-RPC has it."""
        return {
            "from": sender,
            "to": self.to,
            "data": "0x" + self.data.hex(),
            "value": hex(self.value),
        }


def simulate(rpc: Rpc, sender: str, calls: Sequence[Call], fees: Fees) -> tuple[int, ...]:
    """Gas that each of ``calls`` uses, run one after the other on the latest block.

    The sender is lent ETH: whether it can pay is for the caller to ask. Raises ContractReverted for
    the first that would revert.
    """
    price = {
        "gas": hex(GAS_CAP),
        "maxFeePerGas": hex(fees.max_fee),
        "maxPriorityFeePerGas": hex(fees.priority_fee),
    }
    block = {
        "stateOverrides": {sender: {"balance": hex(2**128)}},
        "calls": [{**call.request(sender), **price} for call in calls],
    }
    try:
        [answer] = rpc.call(
            "eth_simulateV1", {"blockStateCalls": [block], "validation": False}, "latest"
        )
    except RpcResponseError as err:
        if err.code == METHOD_NOT_FOUND:
            raise SimulationUnsupported(rpc.url) from None
        raise
    for call, result in zip(calls, answer["calls"], strict=True):
        if int(result["status"], 16) != 1:
            raise _reverted(call, result.get("returnData"))
    return tuple(int(result["gasUsed"], 16) for result in answer["calls"])


def estimate(rpc: Rpc, sender: str, call: Call) -> int:
    """Gas that ``call`` needs now. Raises ContractReverted if it would revert."""
    try:
        return int(rpc.call("eth_estimateGas", call.request(sender)), 16)
    except RpcResponseError as err:
        if is_revert(err):
            raise _reverted(call, err.data) from None
        raise


def send(
    rpc: Rpc,
    signer: Signer,
    call: Call,
    *,
    gas: int,
    fees: Fees,
    on_sent: Callable[[Call, str], None],
) -> Receipt:
    """Sign, send, and wait until it is mined. ``on_sent`` gets the hash before the waiting.

    Raises ContractReverted when it reverts on the chain, and what ``wait_for_receipt`` raises.
    """
    nonce = rpc.nonce(signer.address, "pending")
    raw = signer.sign(Transaction(rpc.chain_id(), nonce, call.to, call.data, call.value, gas, fees))
    tx_hash = "0x" + keccak256(raw).hex()
    try:
        rpc.call("eth_sendRawTransaction", "0x" + raw.hex())
    except RpcResponseError:
        # The answer to an earlier attempt may have been lost: then the node has this very one.
        if rpc.call("eth_getTransactionByHash", tx_hash) is None:
            raise
    on_sent(call, tx_hash)
    receipt = wait_for_receipt(rpc, tx_hash, sender=signer.address, nonce=nonce)
    if not receipt.ok:
        raise _why(rpc, signer.address, call, receipt)
    return receipt


def send_estimated(
    rpc: Rpc, signer: Signer, call: Call, on_sent: Callable[[Call, str], None]
) -> Receipt:
    """Estimate on L1, make sure that the signer can pay, and send.

    Raises InsufficientFunds, or what ``estimate`` and ``send`` raise.
    """
    fees = current_fees(rpc)
    gas = int(estimate(rpc, signer.address, call) * GAS_MARGIN)
    holds, needs = rpc.balance(signer.address), call.value + gas * fees.max_fee
    if holds < needs:
        raise InsufficientFunds(signer.address, "L1", ether(holds), f"{ether(needs)} at most")
    return send(rpc, signer, call, gas=gas, fees=fees, on_sent=on_sent)


def ether(wei: int) -> str:
    """``0.1 ETH``."""
    return format_amount(wei, 18, "ETH")


def _why(rpc: Rpc, sender: str, call: Call, receipt: Receipt) -> ContractReverted:
    """Replayed on the parent block: exact while nothing else in the block touched the same."""
    try:
        rpc.call("eth_call", call.request(sender), hex(receipt.block_number - 1))
    except RpcResponseError as err:
        return _reverted(call, err.data, receipt.hash)
    return ContractReverted(f"{call.what} ({receipt.hash})", "OutOfGas")


def _reverted(call: Call, data: Any, tx_hash: str | None = None) -> ContractReverted:
    raw = bytes.fromhex(data[2:]) if isinstance(data, str) else b""
    what = f"{call.what} ({tx_hash})" if tx_hash else f"{call.what} (nothing was sent)"
    decoded = call.abi.decode_error(raw)
    if decoded is None:
        return ContractReverted(what, "", data=raw)
    inputs = decoded.inputs
    return ContractReverted(what, decoded.name, tuple(inputs.values()), raw, inputs)
