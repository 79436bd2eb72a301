"""What PLONK verifiers cost, in rows of the reference's table."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from garter.chain import Contract
from garter.verifiers.contract import compile_verifier
from garter.verifiers.keys import load_key
from garter.verifiers.proofs import PROOFS, read_proof

if TYPE_CHECKING:
    from garter.chain import Rpc
    from garter.chain.sender import Sender

CASES = {
    "EraVerifierPlonk/ZKsyncOSVerifierPlonk.verify, real proof (PlonkVerifierTest key)": (
        "PlonkVerifierTest"
    ),
    "EraVerifierPlonk/ZKsyncOSVerifierPlonk.verify, real proof (airbender key)": "airbender",
}
DEPLOY = "deploy PLONK verifier"


@cache
def creation_code(name: str) -> bytes:
    """Of the verifier of a key; compiling takes seconds, and many tests deploy the same."""
    return compile_verifier(load_key(name))


def deploy_generated(rpc: Rpc, sender: Sender, name: str) -> tuple[Contract, int]:
    """The contract of any key, made as those in production are, and the gas of its creation."""
    like = Contract.at(rpc, "0x" + "00" * 20, "ZKsyncOSVerifierPlonk")
    receipt = like._send(name, None, creation_code(name), sender, 0, 10_000_000)
    assert receipt.contract_address is not None
    return Contract.at(rpc, receipt.contract_address, like.name), receipt.gas_used


def measure_plonk(rpc: Rpc, sender: Sender) -> dict[str, int]:
    """Operation of ``tests/reference/gas.tsv`` => gas of the whole transaction."""
    rows = {}
    for operation, name in CASES.items():
        verifier, rows[DEPLOY] = deploy_generated(rpc, sender, name)
        given = read_proof(PROOFS / f"{name}.json")
        words = [list(given.public_inputs), list(given.proof)]
        rows[operation] = verifier.transact("verify", words, sender=sender).gas_used
    return rows
