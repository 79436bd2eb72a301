"""Contracts made from keys: the constants of one key around the verifier's module."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from garter.protocol.bn254 import Point
    from garter.verifiers.keys import KeyFile

_PLONK = '''\
# pragma version 0.4.3
"""
@title {title}
@license MIT
@notice Verifies the proofs of one circuit. Everything but the key is in `plonk.vy`.
@dev Generated from garter/verifiers/keys/{name}.json by `garter proof generate {name}`: change
     that, not this.
@custom:source {source}
"""
from contracts.lib import limits
from contracts.settlement.verifiers import bn254
from contracts.settlement.verifiers import plonk

KEY_HASH: constant(bytes32) = 0x{hash}
KEY: constant(plonk.Key) = plonk.Key(
    gate_setup=[
{gate_setup}
    ],
    gate_selectors=[
{gate_selectors}
    ],
    permutation=[
{permutation}
    ],
    lookup_selector={lookup_selector},
    lookup_table=[
{lookup_table}
    ],
    lookup_table_type={lookup_table_type},
    g2_tau=bn254.G2Point(
        x_imaginary={tau.x_imaginary},
        x_real={tau.x_real},
        y_imaginary={tau.y_imaginary},
        y_real={tau.y_real},
    ),
)


@external
@view
def verify(
    public_inputs: DynArray[uint256, limits.MAX_PUBLIC_INPUTS],
    proof: DynArray[uint256, limits.MAX_PROOF_WORDS],
) -> bool:
    """
    @notice True for a proof of the one public input, which has 253 bits; anything else reverts.
    @param proof 44 words, each canonical: one proof cannot be written in two ways.
    @custom:errors Error("loadProof: Proof is invalid"); Error("invalid quotient evaluation");
                   Error("invalid vanishing polynomial"); Error("finalPairing: pairing failure")
    """
    return plonk._verify(KEY, public_inputs, proof)


@external
@pure
def verificationKeyHash() -> bytes32:
    """
    @notice Hash of the key: keccak256 of its commitments in the order above, and a zero word.
    """
    return KEY_HASH
'''


def render(file: KeyFile) -> str:
    """The Vyper source of the verifier for a key."""
    key = file.key()
    return _PLONK.format(
        title=file.contract or f"PLONK verifier of {file.name}",
        name=file.name,
        source=file.source,
        hash=file.hash.hex(),
        gate_setup=_list(key.gate_setup),
        gate_selectors=_list(key.gate_selectors),
        permutation=_list(key.permutation),
        lookup_selector=_point(key.lookup_selector),
        lookup_table=_list(key.lookup_table),
        lookup_table_type=_point(key.lookup_table_type),
        tau=key.g2_tau,
    )


def _list(points: tuple[Point, ...]) -> str:
    return "\n".join(f"        {_point(point, 12)}," for point in points)


def _point(point: Point, indent: int = 8) -> str:
    margin = " " * indent
    end = " " * (indent - 4)
    return f"bn254.Point(\n{margin}x={point.x},\n{margin}y={point.y},\n{end})"
