"""The recorded FFLONK proof, and what changes of it look like."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

from garter.protocol.bn254 import Q, R
from garter.verifiers import keys

PROOFS = Path(keys.__file__).parent / "proofs"
NAME = "zksync-crypto-fflonk"
COORDINATES = range(8)
SCALARS = range(8, 24)


@dataclass(frozen=True, slots=True)
class Statement:
    """A public input and a proof."""

    inputs: tuple[int, ...]
    words: tuple[int, ...]

    def with_word(self, index: int, word: int) -> Statement:
        """Another word in the proof."""
        return replace(self, words=(*self.words[:index], word, *self.words[index + 1 :]))

    @property
    def arguments(self) -> tuple[list[int], list[int]]:
        """For ``verify``."""
        return list(self.inputs), list(self.words)


def modulus(index: int) -> int:
    """What word ``index`` of a proof has to be below."""
    return Q if index in COORDINATES else R


def recorded() -> Statement:
    """The real proof."""
    case = json.loads((PROOFS / f"{NAME}.json").read_text())
    return Statement(*(tuple(int(w, 16) for w in case[k]) for k in ("public_inputs", "proof")))


def mutated(statement: Statement, mutation: str, word: int) -> Statement:
    """What the reference's recordings call ``mutation``."""
    changes = {
        "none": lambda s: s,
        "xor1": lambda s: s.with_word(word, s.words[word] ^ 1),
        "addModulus": lambda s: s.with_word(word, s.words[word] + modulus(word)),
        "zero": lambda s: s.with_word(word, 0),
        "inputXor1": lambda s: replace(s, inputs=(s.inputs[0] ^ 1,)),
        "inputAddR": lambda s: replace(s, inputs=(s.inputs[0] + R,)),
        "noInputs": lambda s: replace(s, inputs=()),
        "twoInputs": lambda s: replace(s, inputs=s.inputs * 2),
        "emptyProof": lambda s: replace(s, words=()),
        "short": lambda s: replace(s, words=s.words[:-1]),
        "long": lambda s: replace(s, words=(*s.words, 0)),
    }
    return changes[mutation](statement)
