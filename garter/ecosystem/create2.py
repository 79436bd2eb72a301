"""Addresses known before deployment, through the CREATE2 factory that every chain has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eth_utils.address import to_canonical_address, to_checksum_address

from garter.build import load_artifact
from garter.chain.abi import abi_of
from garter.ecosystem.checks import HasCode
from garter.ecosystem.plan import Step
from garter.protocol.hashing import keccak256

if TYPE_CHECKING:
    from collections.abc import Sequence

FACTORY = "0x4e59b44847b379578588920cA78FbF26c0B4956C"
"""Arachnid's deterministic deployment proxy: calldata is salt ‖ creation code."""


def create2_address(deployer: str, salt: bytes, init_code: bytes) -> str:
    """EIP-1014: last 20 bytes of keccak(0xff ‖ deployer ‖ salt ‖ keccak(init code))."""
    packed = b"\xff" + to_canonical_address(deployer) + salt + keccak256(init_code)
    return to_checksum_address(keccak256(packed)[-20:])


@dataclass(frozen=True, slots=True)
class Deployment:
    """A contract to be created by the factory."""

    name: str
    """Its name in the manifest."""
    artifact: str
    arguments: tuple[Any, ...]
    salt: bytes
    init_code: bytes

    @property
    def address(self) -> str:
        return create2_address(FACTORY, self.salt, self.init_code)

    def step(self, sender: str) -> Step:
        return Step(
            name=f"deploy {self.name}",
            to=FACTORY,
            data=self.salt + self.init_code,
            done=HasCode(self.address),
            sender=sender,
            artifact=self.artifact,
            creates=self.address,
        )


def deployment(name: str, artifact: str, arguments: Sequence[Any], seed: bytes) -> Deployment:
    """``artifact`` with constructor ``arguments``; ``seed`` tells one ecosystem from another."""
    init_code = load_artifact(artifact).init_code_bytes + abi_of(artifact).encode_constructor(
        arguments
    )
    return Deployment(name, artifact, tuple(arguments), keccak256(seed + name.encode()), init_code)


# Contracts without owner, state or constructor arguments: one instance serves every ecosystem of
# an L1, at an address that follows from the code alone.
SINGLETONS = (
    "BlobsL1DAValidatorZKsyncOS",
    "DefaultUpgrade",
    "EIP7702Checker",
    "RollupL1DAValidator",
    "ValidiumL1DAValidator",
)


def singleton(artifact: str) -> Deployment:
    """The one instance of a contract in ``SINGLETONS``."""
    return Deployment(artifact, artifact, (), bytes(32), load_artifact(artifact).init_code_bytes)


def blueprint(name: str, artifact: str, seed: bytes) -> Deployment:
    """An ERC-5202 blueprint of ``artifact``: its creation code, stored as data."""
    body = b"\xfe\x71\x00" + load_artifact(artifact).init_code_bytes
    # PUSH2 size, RETURNDATASIZE (0), DUP2, PUSH1 10, RETURNDATASIZE, CODECOPY, RETURN
    deploy = b"\x61" + len(body).to_bytes(2, "big") + bytes.fromhex("3d81600a3d39f3")
    return Deployment(name, artifact, (), keccak256(seed + name.encode()), deploy + body)
