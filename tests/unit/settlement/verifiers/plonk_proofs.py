"""The recorded PLONK proofs, and what changes of them look like."""

from __future__ import annotations

from dataclasses import dataclass, replace

from garter.protocol.bn254 import Q, R
from garter.verifiers.keys import load_key
from garter.verifiers.proofs import PROOFS, proof_names, read_proof

MUTATED = "PlonkVerifierTest"  # the proof whose mutations the reference's outcomes are recorded of
SCALARS = range(22, 40)
WORDS = range(44)
NAMES = [
    n for n in proof_names() if load_key(read_proof(PROOFS / f"{n}.json").key).system == "plonk"
]


@dataclass(frozen=True, slots=True)
class Statement:
    """A public input and a proof."""

    inputs: tuple[int, ...]
    words: tuple[int, ...]

    def with_word(self, index: int, word: int) -> Statement:
        """Another word in the proof."""
        return replace(self, words=(*self.words[:index], word, *self.words[index + 1 :]))


def recorded(name: str) -> Statement:
    """A real proof."""
    file = read_proof(PROOFS / f"{name}.json")
    return Statement(file.public_inputs, file.proof)


def key_argument(name: str) -> tuple[object, ...]:
    """A key as the harness takes it."""
    k = load_key(name).key()
    return (
        *(list(k.gate_setup), list(k.gate_selectors), list(k.permutation), k.lookup_selector),
        *(list(k.lookup_table), k.lookup_table_type, k.g2_tau),
    )


def modulus(index: int) -> int:
    """What word ``index`` of a proof has to be below."""
    return R if index in SCALARS else Q


def mutated(statement: Statement, mutation: str, word: int) -> Statement:
    """What the reference's recordings call ``mutation``."""
    changes = {
        "xor1": lambda s: s.with_word(word, s.words[word] ^ 1),
        "addModulus": lambda s: s.with_word(word, s.words[word] + modulus(word)),
        "zero": lambda s: s.with_word(word, 0),
        "inputAddR": lambda s: replace(s, inputs=(s.inputs[0] + R,)),
        "short": lambda s: replace(s, words=s.words[:-1]),
        "long": lambda s: replace(s, words=(*s.words, 0)),
    }
    return changes[mutation](statement)
