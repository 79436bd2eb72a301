"""What gas costs now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from garter.exceptions import RpcResponseError

if TYPE_CHECKING:
    from garter.chain.rpc import Rpc

GWEI = 10**9


@dataclass(frozen=True, slots=True)
class Fees:
    """EIP-1559 fees of a transaction, wei per gas."""

    max_fee: int
    priority_fee: int
    base_fee: int

    @property
    def expected(self) -> int:
        """Wei per gas if the base fee stays where it is."""
        return self.base_fee + self.priority_fee


def current_fees(rpc: Rpc) -> Fees:
    """Twice the base fee plus the node's suggested tip: survives six full blocks."""
    base_fee = int(
        rpc.call("eth_getBlockByNumber", "latest", False).get("baseFeePerGas", "0x0"), 16
    )
    try:
        priority_fee = int(rpc.call("eth_maxPriorityFeePerGas"), 16)
    except RpcResponseError:
        priority_fee = GWEI
    return Fees(2 * base_fee + priority_fee, priority_fee, base_fee)
