"""What FFLONK verifiers cost, in rows of the reference's table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from garter.chain import Contract
from garter.verifiers.keys import load_key
from tests.unit.settlement.verifiers.fflonk_proofs import NAME, recorded

if TYPE_CHECKING:
    from garter.chain import Rpc
    from garter.chain.sender import Sender

VERIFY = "EraVerifierFflonk.verify, real proof"
DEPLOY = "deploy FFLONK verifier"


def key_argument(name: str) -> tuple[object, ...]:
    """A key as the constructors of harnesses take it."""
    key = load_key(name).key()
    return (key.c0, *key.non_residues, key.domain_size, key.omega, key.g2_tau)


def measure_fflonk(rpc: Rpc, sender: Sender) -> dict[str, int]:
    """Operation of ``tests/reference/gas.tsv`` => gas of the whole transaction.

    As in the reference's measurement, the production code verifies the one proof that is public,
    which is for another key; `FflonkVerifier` is that code with its key as an argument.
    """
    verifier = Contract.deploy(rpc, "FflonkVerifier", key_argument(NAME), sender=sender)
    verified = verifier.transact("verify", recorded().arguments, sender=sender)
    deployed = Contract.deploy(rpc, "EraVerifierFflonk", sender=sender)
    block = rpc.call("eth_getBlockByNumber", "latest", True)
    [creation] = [t["hash"] for t in block["transactions"] if t["to"] is None]
    receipt = rpc.call("eth_getTransactionReceipt", creation)
    assert receipt["contractAddress"].lower() == deployed.address.lower()
    return {VERIFY: verified.gas_used, DEPLOY: int(receipt["gasUsed"], 16)}
