"""Contracts made from keys: the constants of one key around the verifier's module."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from garter import paths
from garter.build.compiler import EVM_VERSION
from garter.verifiers.fflonk_contract import render_fflonk

if TYPE_CHECKING:
    from garter.protocol.bn254 import Point
    from garter.verifiers.keys import KeyFile, PlonkKeyFile

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
    if file.system == "fflonk":
        return render_fflonk(file)
    return _render_plonk(file)


def contract_path(file: KeyFile) -> Path | None:
    """Where the contract of a key in production is checked in."""
    if file.contract is None:
        return None
    return paths.CONTRACTS / "settlement" / "verifiers" / f"{file.contract}.vy"


def compile_verifier(file: KeyFile) -> bytes:
    """Creation code of the verifier for any key, production or not, as the build compiles it."""
    from vyper.compiler import compile_code
    from vyper.compiler.input_bundle import FilesystemInputBundle
    from vyper.compiler.settings import Settings

    compiled = compile_code(
        render(file),
        input_bundle=FilesystemInputBundle([paths.ROOT]),
        settings=Settings(evm_version=EVM_VERSION),
        output_formats=["bytecode"],
    )
    return bytes.fromhex(compiled["bytecode"][2:])


def _render_plonk(file: PlonkKeyFile) -> str:
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
