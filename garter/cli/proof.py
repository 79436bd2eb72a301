"""``proof verify|keys|generate``: SNARK proofs, their keys and the contracts made from keys."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from garter.cli.errors import friendly
from garter.cli.session import local_l1_url

if TYPE_CHECKING:
    from garter.verifiers.keys import KeyFile
    from garter.verifiers.proofs import ProofFile


@click.group()
def proof() -> None:
    """Verify PLONK and FFLONK proofs; list keys; generate their contracts."""


@proof.command("verify")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--key", help="Verify against this key instead of the file's. See `proof keys`.")
@click.option("--onchain", is_flag=True, help="Ask the contract in the node's EVM as well.")
@click.option(
    "--rpc", default=local_l1_url, show_default="the local network's", help="Node for --onchain."
)
@friendly
def verify_command(file: Path, key: str | None, onchain: bool, rpc: str) -> None:
    """Verify the proof in FILE and print the verdict and all challenges. Exits 1 if refused.

    FILE is JSON: key (a name), public_inputs and proof (numbers as 0x and hex digits).
    """
    from garter.verifiers.keys import load_key
    from garter.verifiers.proofs import read_proof, verify_proof

    given = read_proof(file)
    key_file = load_key(key or given.key)
    click.echo(f"key       {key_file.name} ({key_file.system}, 0x{key_file.hash.hex()})")
    if onchain:
        _ask_node(rpc, key_file, given)
    verification = verify_proof(key_file, given)
    for name, challenge in asdict(verification.challenges).items():
        click.echo(f"{name:13} {challenge:#066x}")
    verification.require_accepted()
    click.echo("verdict   accepted")


@proof.command("keys")
@friendly
def keys_command() -> None:
    """List the verification keys that ship: name, system, hash, contract."""
    from garter.verifiers.keys import key_names, load_key

    for name in key_names():
        found = load_key(name)
        contract = found.contract or "-"
        click.echo(f"{name:42} {found.system:7} 0x{found.hash.hex()}  {contract}")


@proof.command("generate")
@click.argument("name")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if the contract differs.")
@friendly
def generate_command(name: str, check: bool) -> None:
    """Write the contract of the key NAME; print it if the key is not one in production."""
    from garter.exceptions import InvalidKey
    from garter.verifiers.contract import contract_path, render
    from garter.verifiers.keys import load_key

    found = load_key(name)
    target, source = contract_path(found), render(found)
    if target is None:
        click.echo(source, nl=False)
    elif not check:
        target.write_text(source)
        click.echo(f"Wrote {target}.")
    elif not target.is_file() or target.read_text() != source:
        raise InvalidKey(
            name, f"{target} is not made from it", f"Run `garter proof generate {name}`"
        )
    else:
        click.echo(f"{target} is made from the key.")


def _ask_node(rpc: str, key: KeyFile, given: ProofFile) -> None:
    from garter.chain.rpc import Rpc
    from garter.settings import settings
    from garter.verifiers.onchain import ask

    answer = ask(Rpc(rpc, timeout=settings().rpc_timeout), key, given)
    verdict = "accepted" if answer.accepted else f"reverts: {answer.reason}"
    click.echo(f"contract  {verdict}")
    if answer.gas is not None:
        click.echo(f"gas       {answer.gas} (a transaction of its own, estimated)")
