"""A verifier asked on a chain without deploying it: its code is put there for one call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eth_abi.abi import encode

from garter.build.artifacts import error_abis
from garter.chain.abi import Abi
from garter.exceptions import RpcResponseError
from garter.protocol.hashing import keccak256, selector
from garter.verifiers.contract import compile_verifier

if TYPE_CHECKING:
    from garter.chain.rpc import Rpc
    from garter.verifiers.keys import KeyFile
    from garter.verifiers.proofs import ProofFile

# Nobody's address: only the override of a call gives it code.
PLACE = "0x" + keccak256(b"garter verifier").hex()[-40:]


@dataclass(frozen=True, slots=True)
class OnchainVerdict:
    """What a transaction with the proof would meet."""

    accepted: bool
    reason: str
    """Why it reverts."""
    gas: int | None
    """What the node estimates for the whole transaction."""


def ask(rpc: Rpc, file: KeyFile, proof: ProofFile) -> OnchainVerdict:
    """Run the contract of a key in the node's EVM."""
    creation = compile_verifier(file)
    runtime = rpc.call("eth_call", {"data": "0x" + creation.hex()}, "latest")
    words = encode(["uint256[]", "uint256[]"], [proof.public_inputs, proof.proof])
    data = selector("verify(uint256[],uint256[])") + words
    request = {"to": PLACE, "data": "0x" + data.hex()}
    override = {PLACE: {"code": runtime}}
    try:
        answer = rpc.call("eth_call", request, "latest", override)
    except RpcResponseError as err:
        return OnchainVerdict(False, revert_reason(err), None)
    gas = int(rpc.call("eth_estimateGas", request, "latest", override), 16)
    return OnchainVerdict(int(answer, 16) == 1, "", gas)


def revert_reason(err: RpcResponseError) -> str:
    """The string or the custom error of a revert, or the node's words."""
    data = bytes.fromhex(err.data[2:]) if isinstance(err.data, str) else b""
    decoded = Abi(error_abis()).decode_error(data)
    if decoded is None:
        return f"0x{data.hex()}" if data else err.message
    if decoded.name == "Error":
        return str(decoded.inputs["message"])
    return f"{decoded.name}({', '.join(map(str, decoded.inputs.values()))})"
