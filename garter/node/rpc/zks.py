"""The ``zks_*`` methods that need no settlement.

Proofs (``zks_getL2ToL1LogProof``) answer null, which clients read as "not yet": a batch has to be
executed on the settlement layer first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from garter.node.rpc.errors import InvalidParams, MethodNotFound
from garter.protocol import constants
from garter.protocol.transactions import encoded_length, minimal_gas

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from garter.node.surroundings import Surroundings

ZERO_ADDRESS = "0x" + "00" * 20
ESTIMATE_BALANCE = 2**127
"""A deposit brings its own base token: the sender of a simulated one is never short of it."""
MARGIN = (13, 10)
"""Clients use an estimate as it is, but state may change before the transaction runs."""
_CALL_FIELDS = {"from": "from", "to": "to", "data": "data", "input": "data", "value": "value"}


class Zks:
    """Answers from what the chain is, and by simulation."""

    def __init__(self, surroundings: Surroundings, ask: Callable[[str, list[Any]], Awaitable[Any]]):
        """``ask`` calls the execution client."""
        self._around, self._ask = surroundings, ask
        around = surroundings
        self._constants: dict[str, Any] = {
            "zks_getBridgehubContract": around.bridgehub,
            "zks_getMainContract": around.diamond,
            "zks_L1ChainId": hex(around.l1_chain_id),
            "zks_getBaseTokenL1Address": around.base_token,
            "zks_gasPerPubdata": hex(constants.REQUIRED_GAS_PER_PUBDATA),
            "zks_getTestnetPaymaster": None,
            "zks_getL2ToL1LogProof": None,
            "zks_L1BatchNumber": "0x0",
            "zks_getBytecodeSupplierContract": around.bytecodes_supplier,
            "zks_getBridgeContracts": {
                "l1SharedDefaultBridge": around.asset_router,
                "l2SharedDefaultBridge": constants.L2_ASSET_ROUTER,
                "l1Erc20DefaultBridge": ZERO_ADDRESS,
                "l2Erc20DefaultBridge": ZERO_ADDRESS,
                "l1WethBridge": ZERO_ADDRESS,
                "l2WethBridge": ZERO_ADDRESS,
                "l1Nullifier": around.nullifier,
                "l1NativeTokenVault": around.native_token_vault,
            },
        }

    async def answer(self, method: str, params: list[Any]) -> Any:
        """Raises MethodNotFound, InvalidParams, or what the simulation raises."""
        if method in self._constants:
            return self._constants[method]
        if method == "zks_estimateGasL1ToL2":
            return hex(await self._estimate_l1_to_l2(_call(params)))
        if method == "zks_estimateFee":
            return await self._estimate_fee(_call(params))
        raise MethodNotFound(method)

    async def _estimate_l1_to_l2(self, call: dict[str, str]) -> int:
        """Never below what the mailbox demands of such a transaction."""
        sender = call.setdefault("from", ZERO_ADDRESS)
        override = {sender: {"balance": hex(ESTIMATE_BALANCE)}}
        estimate = int(await self._ask("eth_estimateGas", [call, "latest", override]), 16)
        length = (len(call.get("data", "0x")) - 2) // 2
        price = self._around.minimal_l2_gas_price
        floor = minimal_gas(
            encoded_length(length), length, constants.REQUIRED_GAS_PER_PUBDATA, price
        )
        return max(estimate * MARGIN[0] // MARGIN[1], floor)

    async def _estimate_fee(self, call: dict[str, str]) -> dict[str, str]:
        gas = await self._ask("eth_estimateGas", [call])
        return {
            "gas_limit": gas,
            "gas_per_pubdata_limit": hex(constants.REQUIRED_GAS_PER_PUBDATA),
            "max_fee_per_gas": await self._ask("eth_gasPrice", []),
            "max_priority_fee_per_gas": "0x0",
        }


def _call(params: list[Any]) -> dict[str, str]:
    """The fields that count of a client's request; unknown and null ones are ignored."""
    if not params or not isinstance(params[0], dict):
        raise InvalidParams("The first parameter must be a transaction object.")
    given = params[0]
    return {name: given[key] for key, name in _CALL_FIELDS.items() if given.get(key) is not None}
