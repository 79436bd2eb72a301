"""Proofs as files: a key's name, the public input, the words; and their verification in Python."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from garter.exceptions import InvalidInput
from garter.protocol import fflonk, plonk
from garter.verifiers.keys import Number  # noqa: TC001  pydantic reads it

if TYPE_CHECKING:
    from garter.verifiers.keys import KeyFile

PROOFS = Path(__file__).parent / "proofs"


class ProofFile(BaseModel):
    """A proof as the prover or a block explorer gives it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str
    """Name of the verification key."""
    source: str = ""
    public_inputs: tuple[Number, ...]
    proof: tuple[Number, ...]


def proof_names() -> list[str]:
    """The recorded proofs that ship."""
    return sorted(path.stem for path in PROOFS.glob("*.json"))


def read_proof(path: Path) -> ProofFile:
    """The proof in a file. Raises InvalidInput."""
    try:
        return ProofFile.model_validate_json(path.read_bytes())
    except ValidationError as err:
        first = err.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "content"
        problem = f"{field}: {first['msg']}"
    except OSError as err:
        problem = err.strerror or str(err)
    shape = "It holds `key`, `public_inputs` and `proof`, numbers as 0x and hex digits"
    raise InvalidInput("proof file", str(path), problem, shape)


def verify_proof(file: KeyFile, proof: ProofFile) -> plonk.Verification | fflonk.Verification:
    """Verify in Python. Raises SnarkMalformed; the verdict is in the result."""
    if file.system == "plonk":
        return plonk.verify(file.key(), proof.public_inputs, proof.proof)
    return fflonk.verify(file.key(), proof.public_inputs, proof.proof)
