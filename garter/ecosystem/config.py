"""What the user chooses, validated before anything is sent."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal, Self

import yaml
from eth_utils.address import is_address, to_checksum_address
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from garter.exceptions import InvalidInput
from garter.protocol.constants import ETH_TOKEN

MAX_CHAIN_ID = 2**48 - 1
ZERO_ADDRESS = "0x" + "00" * 20
UINT128_MAX = 2**128 - 1
ETH_DECIMALS = 18
ETH_MINIMAL_L2_GAS_PRICE = 250_000_000  # wei: the protocol's default

DaMode = Literal["rollup", "rollup-blobs", "validium"]
DA_MODES: tuple[DaMode, ...] = ("rollup", "rollup-blobs", "validium")


def checksummed(text: str) -> str:
    """An address in any case, checksummed. Raises ValueError (pydantic names the field)."""
    if not is_address(text):
        raise ValueError("not an address (0x and 40 hexadecimal digits)")
    return to_checksum_address(text)


def _non_zero(text: str) -> str:
    address = checksummed(text)
    if address == ZERO_ADDRESS:
        raise ValueError("the zero address would lock everybody out")
    return address


@dataclass(frozen=True, slots=True)
class Pricing:
    """A base token's price as the chain takes it."""

    nominator: int
    denominator: int
    """Base-token units per wei of ETH, as a fraction."""
    minimal_l2_gas_price: int
    """Base-token units per L2 gas."""


class _Config(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class EcosystemConfig(_Config):
    """Choices of ``deploy_ecosystem``."""

    governance_owner: str
    """May schedule and execute governance operations."""
    security_council: str = ZERO_ADDRESS
    """May execute instantly; the zero address for none."""
    min_delay: int = Field(default=0, ge=0)
    """Seconds between scheduling and execution of a governance operation."""
    admin_owner: str
    """Owner of the ecosystem's ChainAdmin, which registers chains."""
    execution_delay: int = Field(default=0, ge=0, le=2**32 - 1)
    """Seconds between commit and execution of a batch."""
    max_chains: int = Field(default=100, ge=1, le=10_000)
    weth: str
    salt: str = "garter"
    """Tells one ecosystem of a deployer from another on the same L1."""
    zk_token_asset_id: str | None = Field(default=None, pattern=r"^0x[0-9a-f]{64}$")

    _owners = field_validator("governance_owner", "admin_owner", "weth")(_non_zero)
    _council = field_validator("security_council")(checksummed)


class FeeConfig(_Config):
    """Fee parameters of a chain: wei, gas and bytes as the names say."""

    pubdata_pricing_mode: Literal["rollup", "validium"] = "rollup"
    batch_overhead_l1_gas: int = Field(default=1_000_000, ge=0, le=2**32 - 1)
    max_pubdata_per_batch: int = Field(default=120_000, ge=1, le=2**32 - 1)
    max_l2_gas_per_batch: int = Field(default=80_000_000, ge=1, le=2**32 - 1)
    priority_tx_max_pubdata: int = Field(default=99_000, ge=0, le=2**32 - 1)
    minimal_l2_gas_price: int | None = Field(default=None, ge=0, le=2**64 - 1)
    """Smallest base-token units per L2 gas; by default what 0.25 gwei of ETH is worth."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.priority_tx_max_pubdata > self.max_pubdata_per_batch:
            raise ValueError("priority_tx_max_pubdata exceeds max_pubdata_per_batch")
        return self


class ValidatorConfig(_Config):
    """Operator keys of a chain; one key may serve all roles."""

    committer: str
    prover: str
    executor: str

    _keys = field_validator("committer", "prover", "executor")(_non_zero)


class ChainConfig(_Config):
    """Choices of ``deploy_chain``."""

    name: str = Field(pattern=r"^[a-z][a-z0-9-]{0,31}$")
    chain_id: int
    base_token: str = ETH_TOKEN
    """L1 address of the token that pays for gas; address 1 is ETH."""
    base_token_price: Decimal | None = Field(default=None, gt=0)
    """Base tokens that one ETH is worth. Needed for a base token other than ETH."""
    da: DaMode = "rollup"
    permanent_rollup: bool = False
    admin: str
    admin_kind: Literal["eoa", "chain-admin"] = "chain-admin"
    """``chain-admin``: deploy a ChainAdminOwnable owned by ``admin``; ``eoa``: ``admin`` itself."""
    token_multiplier_setter: str = ZERO_ADDRESS
    """Hot key that may keep the multiplier current; the zero address for none."""
    validators: ValidatorConfig
    fees: FeeConfig = FeeConfig()

    _admin = field_validator("admin")(_non_zero)
    _others = field_validator("base_token", "token_multiplier_setter")(checksummed)

    @field_validator("base_token", mode="before")
    @classmethod
    def _eth(cls, text: Any) -> Any:
        return ETH_TOKEN if isinstance(text, str) and text.lower() == "eth" else text

    @field_validator("chain_id")
    @classmethod
    def _chain_id(cls, number: int) -> int:
        if number <= 0:
            raise ValueError("a chain id is positive")
        if number > MAX_CHAIN_ID:
            raise ValueError(f"a chain id has at most 48 bits (at most {MAX_CHAIN_ID})")
        return number

    @model_validator(mode="after")
    def _roles(self) -> Self:
        if self.token_multiplier_setter != ZERO_ADDRESS and self.admin_kind == "eoa":
            raise ValueError("token_multiplier_setter needs admin_kind chain-admin")
        if self.permanent_rollup and self.da == "validium":
            raise ValueError("a validium cannot be a permanent rollup")
        return self


def pricing(config: ChainConfig, decimals: int) -> Pricing:
    """The multiplier and the least gas price of ``config``, whose base token has ``decimals``.

    Raises InvalidInput when a token other than ETH comes without a price, or with one that does
    not fit 128 bits.
    """
    price = config.base_token_price
    if price is None:
        if config.base_token != ETH_TOKEN:
            raise InvalidInput(
                "base_token_price",
                None,
                "a base token other than ETH needs a price",
                "Give the number of base tokens that one ETH is worth",
            )
        price = Decimal(1)
    ratio = Fraction(price) * Fraction(10**decimals, 10**ETH_DECIMALS)
    if max(ratio.numerator, ratio.denominator) > UINT128_MAX:
        raise InvalidInput(
            "base_token_price",
            str(price),
            "as a fraction of base-token units it does not fit 128 bits",
            "Round it to fewer digits",
        )
    least = config.fees.minimal_l2_gas_price
    if least is None:
        least = max(1, ETH_MINIMAL_L2_GAS_PRICE * ratio.numerator // ratio.denominator)
    return Pricing(ratio.numerator, ratio.denominator, least)


def parse_config(model: type[Any], values: dict[str, Any]) -> Any:
    """``values`` as a ``model``. Raises InvalidInput naming the first field that is wrong."""
    try:
        return model.model_validate(values)
    except ValidationError as err:
        first = err.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or model.__name__
        shown = first["input"] if first["loc"] else "the whole configuration"
        message = first["msg"].removeprefix("Value error, ")
        allowed = first.get("ctx", {}).get("expected")
        remedy = f"Choose {allowed}" if allowed else "Correct it and run the command again"
        raise InvalidInput(field, shown, message, remedy) from None


def read_yaml(path: Path) -> dict[str, Any]:
    """The mapping in a YAML file. Raises InvalidInput."""
    try:
        content = yaml.safe_load(path.read_text())
    except (OSError, yaml.YAMLError) as err:
        raise InvalidInput("--config", str(path), f"{err}", "Give a readable YAML file") from None
    if not isinstance(content, dict):
        raise InvalidInput("--config", str(path), "it holds no mapping", "See --help for its keys")
    return content
