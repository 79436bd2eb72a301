"""Verification keys as files: ``keys/NAME.json`` holds numbers, where they are from and their hash.

The next protocol version's key is a new file, and `garter proof generate NAME` writes its contract.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from garter.exceptions import InvalidKey
from garter.protocol.bn254 import G2Point, Point, R, is_in_g2, is_on_curve
from garter.protocol.fflonk_key import FflonkKey
from garter.protocol.plonk_key import (
    GATE_SELECTORS,
    GATE_SETUPS,
    LOOKUP_TABLES,
    PERMUTATIONS,
    PlonkKey,
)

KEYS = Path(__file__).parent / "keys"


def _number(text: Any) -> int:
    if not isinstance(text, str) or not text.startswith("0x"):
        raise ValueError("a number is written 0x and hex digits")
    return int(text, 16)


def _hash(text: Any) -> bytes:
    if not isinstance(text, str) or not text.startswith("0x"):
        raise ValueError("a hash is written 0x and 64 hex digits")
    return bytes.fromhex(text[2:])


Number = Annotated[int, BeforeValidator(_number)]
Hash = Annotated[bytes, BeforeValidator(_hash), Field(min_length=32, max_length=32)]
Pair = tuple[Number, Number]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _KeyFile(_Strict):
    """What the files of all proof systems have."""

    name: str = Field(pattern=r"^[A-Za-z0-9-]+$")
    source: str = Field(min_length=1)
    """Where the numbers were taken from."""
    hash: Hash
    """``verificationKeyHash`` of the reference's contract for this key."""
    contract: str | None = Field(default=None, pattern=r"^[A-Z][A-Za-z0-9]+$")
    """The checked-in contract, for keys in production."""
    g2_tau: tuple[Number, Number, Number, Number]
    """[x]₂ of the trusted setup, imaginary parts first."""


class PlonkCommitments(_Strict):
    """The circuit: see PlonkKey."""

    gate_setup: Annotated[tuple[Pair, ...], Field(min_length=GATE_SETUPS, max_length=GATE_SETUPS)]
    gate_selectors: Annotated[
        tuple[Pair, ...], Field(min_length=GATE_SELECTORS, max_length=GATE_SELECTORS)
    ]
    permutation: Annotated[
        tuple[Pair, ...], Field(min_length=PERMUTATIONS, max_length=PERMUTATIONS)
    ]
    lookup_selector: Pair
    lookup_table: Annotated[
        tuple[Pair, ...], Field(min_length=LOOKUP_TABLES, max_length=LOOKUP_TABLES)
    ]
    lookup_table_type: Pair


class PlonkKeyFile(_KeyFile):
    """A key of ZKsync's PLONK."""

    system: Literal["plonk"]
    commitments: PlonkCommitments

    def key(self) -> PlonkKey:
        """The numbers as the verifier takes them."""
        c = self.commitments
        return PlonkKey(
            gate_setup=_points(c.gate_setup),
            gate_selectors=_points(c.gate_selectors),
            permutation=_points(c.permutation),
            lookup_selector=Point(*c.lookup_selector),
            lookup_table=_points(c.lookup_table),
            lookup_table_type=Point(*c.lookup_table_type),
            g2_tau=G2Point(*self.g2_tau),
        )


class FflonkCommitments(_Strict):
    """The circuit: see FflonkKey."""

    c0: Pair


class FflonkDomain(_Strict):
    """Where the circuit's rows and cells are: see FflonkKey."""

    size: Number
    omega: Number
    non_residues: Pair


class FflonkKeyFile(_KeyFile):
    """A key of ZKsync's FFLONK."""

    system: Literal["fflonk"]
    commitments: FflonkCommitments
    domain: FflonkDomain

    @model_validator(mode="after")
    def _omega_generates(self) -> FflonkKeyFile:
        size, omega = self.domain.size, self.domain.omega
        if size < 2 or size & (size - 1) or pow(omega, size // 2, R) != R - 1:
            raise ValueError("omega does not generate a domain whose size is a power of two")
        return self

    def key(self) -> FflonkKey:
        """The numbers as the verifier takes them."""
        return FflonkKey(
            c0=Point(*self.commitments.c0),
            non_residues=self.domain.non_residues,
            domain_size=self.domain.size,
            omega=self.domain.omega,
            g2_tau=G2Point(*self.g2_tau),
        )


KeyFile = Annotated[PlonkKeyFile | FflonkKeyFile, Field(discriminator="system")]
_SCHEMA: TypeAdapter[PlonkKeyFile | FflonkKeyFile] = TypeAdapter(KeyFile)


def key_names() -> list[str]:
    """The keys that ship, by name."""
    return sorted(path.stem for path in KEYS.glob("*.json"))


def load_key(name: str) -> KeyFile:
    """The key ``name``, checked. Raises InvalidKey."""
    path = KEYS / f"{name}.json"
    if not path.is_file():
        known = ", ".join(key_names())
        raise InvalidKey(name, "there is no such key", f"The keys are {known}")
    return read_key(path)


def read_key(path: Path) -> KeyFile:
    """The key in a file; its points, its trusted setup and its hash are checked.

    Raises InvalidKey.
    """
    try:
        found = _SCHEMA.validate_json(path.read_bytes())
    except ValidationError as err:
        first = err.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "the file"
        raise InvalidKey(path.name, f"{field}: {first['msg']}", "Take the key anew") from None
    except OSError as err:
        raise InvalidKey(path.name, err.strerror or str(err), "Check the path") from None
    if found.name != path.stem:
        raise InvalidKey(
            path.name, f"its name is {found.name}", f"Rename the file to {found.name}.json"
        )
    _check(path.name, found)
    return found


def _check(source: str, found: KeyFile) -> None:
    key = found.key()
    for number, point in enumerate(key.points()):
        if not is_on_curve(point):
            raise InvalidKey(
                source,
                f"commitment {number} ({point.x:#x}, {point.y:#x}) is not on the curve",
                "Take the key anew",
            )
    if not is_in_g2(key.g2_tau):
        raise InvalidKey(source, "g2_tau is no element of G2", "Take the trusted setup anew")
    if key.hash() != found.hash:
        raise InvalidKey(
            source,
            f"the numbers hash to 0x{key.hash().hex()}, the file says 0x{found.hash.hex()}",
            "Take the key anew from its source",
        )


def _points(pairs: tuple[tuple[int, int], ...]) -> tuple[Point, ...]:
    return tuple(Point(*pair) for pair in pairs)
