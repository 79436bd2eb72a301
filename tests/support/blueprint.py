"""ERC-5202 blueprints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eth_utils.address import to_checksum_address

from garter.chain.sender import DEFAULT_GAS, wait_for_receipt
from garter.ecosystem.create2 import blueprint

if TYPE_CHECKING:
    from garter.chain import Rpc, Sender


def deploy_blueprint(rpc: Rpc, artifact: str, *, sender: Sender) -> str:
    """Address of a fresh blueprint of ``artifact``."""
    code = blueprint(artifact, artifact, b"").init_code
    tx_hash = sender.send(rpc, to=None, data=code, value=0, gas=DEFAULT_GAS)
    receipt = wait_for_receipt(rpc, tx_hash)
    assert receipt.ok and receipt.contract_address is not None
    return to_checksum_address(receipt.contract_address)
