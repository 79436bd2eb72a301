"""EIP-1167 clones: the smallest proxy there is, for contracts that are initialised behind one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from garter.chain import Contract
from garter.chain.sender import DEFAULT_GAS, wait_for_receipt

if TYPE_CHECKING:
    from garter.chain import Sender

_BEFORE = bytes.fromhex("3d602d80600a3d3981f3363d3d373d3d3d363d73")
_AFTER = bytes.fromhex("5af43d82803e903d91602b57fd5bf3")


def clone(implementation: Contract, *, sender: Sender) -> Contract:
    """A fresh clone of ``implementation``, under its ABI. Nothing is initialised yet."""
    code = _BEFORE + bytes.fromhex(implementation.address[2:]) + _AFTER
    tx_hash = sender.send(implementation.rpc, to=None, data=code, value=0, gas=DEFAULT_GAS)
    receipt = wait_for_receipt(implementation.rpc, tx_hash)
    assert receipt.ok and receipt.contract_address is not None
    return Contract.at(implementation.rpc, receipt.contract_address, implementation.name)
