"""``deploy_chain``: register a chain and hand it to its admin, ready for its first deposit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from garter.ecosystem.builder import PlanBuilder, encoded, reads
from garter.ecosystem.checks import AllOf, AnyOf
from garter.ecosystem.genesis import encode_cut, predict_diamond
from garter.protocol.constants import ETH_TOKEN, L2_INTEROP_CENTER
from garter.protocol.hashing import keccak256

if TYPE_CHECKING:
    from garter.ecosystem.config import ChainConfig, Pricing
    from garter.ecosystem.genesis import DiamondCut
    from garter.ecosystem.manifest import Manifest
    from garter.ecosystem.plan import Plan

CREATE_STEP = "bridgehub: create the chain"
PRICING_MODES = {"rollup": 0, "validium": 1}
# FeeParams that a chain is created with.
NEW_CHAIN_FEES = (0, 1_000_000, 120_000, 80_000_000, 99_000, 250_000_000)
# DA mode => (validator in the manifest, commitment scheme)
DA_PAIRS = {
    "rollup": ("RollupL1DAValidator", 3),
    "rollup-blobs": ("BlobsL1DAValidatorZKsyncOS", 4),
    "validium": ("ValidiumL1DAValidator", 1),
}
Rotation = tuple[bool, bool, bool, bool, bool, bool]
"""ValidatorRotationParams: precommitter, committer, reverter, prover, executor, upgrader."""


@dataclass(frozen=True, slots=True)
class ChainDeployment:
    """A plan and what it will have made."""

    plan: Plan
    diamond: str
    admin: str
    """Final admin of the chain: the configured account, or its ChainAdmin."""


@dataclass(frozen=True, slots=True)
class BaseToken:
    """The token that pays for gas, as read from L1."""

    address: str
    asset_id: bytes
    symbol: str
    decimals: int
    pricing: Pricing


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the plan of a chain needs to know of its ecosystem."""

    manifest: Manifest
    cut: DiamondCut
    force_deployments: bytes
    protocol_version: int
    stored_batch_zero: bytes
    bridgehub_admin_owner: str
    """Account that owns the ecosystem's ChainAdmin."""


def plan_chain(
    config: ChainConfig, around: Surroundings, token: BaseToken, account: str
) -> ChainDeployment:
    """Every transaction of registering ``config``'s chain, sent by ``account``."""
    at = around.manifest.address
    seed = keccak256(f"chain {config.chain_id} {at('Bridgehub')}".encode())
    b = PlanBuilder(f"deploy_chain {config.name}", account, seed)
    diamond = predict(config, around, token.asset_id, account)
    _register_base_token(b, config, around, token.asset_id)
    _create(b, config, around, token.asset_id, account, diamond)
    _set_validators(b, config, at("ValidatorTimelock"), diamond)
    _set_prices(b, config, token.pricing, diamond)
    _set_da(b, config, around, diamond)
    b.call(
        "unpause deposits",
        "MigratorFacet",
        diamond,
        "unpauseDeposits",
        (),
        reads("MailboxFacet", diamond, "depositsPaused", expected=False),
    )
    admin = _hand_over(b, config, diamond, account)
    return ChainDeployment(b.plan(), diamond, admin)


def predict(config: ChainConfig, around: Surroundings, asset_id: bytes, account: str) -> str:
    """Address of the chain's diamond, if ``account`` creates it."""
    at = around.manifest.address
    init: tuple[Any, ...] = (
        config.chain_id,
        at("Bridgehub"),
        L2_INTEROP_CENTER,
        at("ChainTypeManager"),
        around.protocol_version,
        account,
        at("ValidatorTimelock"),
        asset_id,
        around.stored_batch_zero,
    )
    return predict_diamond(at("ChainTypeManager"), around.manifest.l1.chain_id, around.cut, init)


def _register_base_token(
    b: PlanBuilder, config: ChainConfig, around: Surroundings, asset_id: bytes
) -> None:
    at = around.manifest.address
    vault, bridgehub = at("L1NativeTokenVault"), at("Bridgehub")
    if config.base_token != ETH_TOKEN:
        b.call(
            "vault: register the base token",
            "L1NativeTokenVault",
            vault,
            "registerToken",
            (config.base_token,),
            reads("L1NativeTokenVault", vault, "assetId", config.base_token, expected=asset_id),
        )
    b.chain_admin_call(
        "bridgehub: allow the base token",
        at("ChainAdmin"),
        encoded("L1Bridgehub", bridgehub, "addTokenAssetId", asset_id),
        reads("L1Bridgehub", bridgehub, "assetIdIsRegistered", asset_id, expected=True),
        sender=around.bridgehub_admin_owner,
    )


def _create(
    b: PlanBuilder,
    config: ChainConfig,
    around: Surroundings,
    asset_id: bytes,
    account: str,
    diamond: str,
) -> None:
    from eth_abi.abi import encode

    at = around.manifest.address
    bridgehub = at("Bridgehub")
    init_data = encode(["bytes", "bytes"], [encode_cut(around.cut), around.force_deployments])
    b.chain_admin_call(
        CREATE_STEP,
        at("ChainAdmin"),
        encoded(
            "L1Bridgehub",
            bridgehub,
            "createNewChain",
            config.chain_id,
            at("ChainTypeManager"),
            asset_id,
            0,
            account,
            init_data,
            [],
        ),
        reads("L1Bridgehub", bridgehub, "getZKChain", config.chain_id, expected=diamond),
        sender=around.bridgehub_admin_owner,
    )


def rotations(config: ChainConfig) -> dict[str, Rotation]:
    """Operator key => the roles it gets; the committer also reverts and upgrades."""
    keys = config.validators
    roles: dict[str, list[bool]] = {}
    for key, indexes in (
        (keys.committer, (0, 1, 2, 5)),
        (keys.prover, (3,)),
        (keys.executor, (4,)),
    ):
        flags = roles.setdefault(key, [False] * 6)
        for index in indexes:
            flags[index] = True
    return {key: (f[0], f[1], f[2], f[3], f[4], f[5]) for key, f in roles.items()}


ROLE_NAMES = (
    "PRECOMMITTER_ROLE",
    "COMMITTER_ROLE",
    "REVERTER_ROLE",
    "PROVER_ROLE",
    "EXECUTOR_ROLE",
    "UPGRADER_ROLE",
)


def role_id(name: str) -> bytes:
    """A role of the validator timelock: the hash of its full identifier."""
    return keccak256(name.encode())


def _set_validators(b: PlanBuilder, config: ChainConfig, timelock: str, diamond: str) -> None:
    for key, rotation in rotations(config).items():
        granted = tuple(
            reads(
                "ValidatorTimelock",
                timelock,
                "hasRole",
                diamond,
                role_id(name),
                key,
                expected=True,
            )
            for name, wanted in zip(ROLE_NAMES, rotation, strict=True)
            if wanted
        )
        b.call(
            f"timelock: roles of {key}",
            "ValidatorTimelock",
            timelock,
            "addValidatorRoles",
            (diamond, key, rotation),
            AllOf(granted),
        )


def fee_params(config: ChainConfig, pricing: Pricing) -> tuple[int, ...]:
    """FeeParams in ABI order."""
    fees = config.fees
    return (
        PRICING_MODES[fees.pubdata_pricing_mode],
        fees.batch_overhead_l1_gas,
        fees.max_pubdata_per_batch,
        fees.max_l2_gas_per_batch,
        fees.priority_tx_max_pubdata,
        pricing.minimal_l2_gas_price,
    )


def _set_prices(b: PlanBuilder, config: ChainConfig, pricing: Pricing, diamond: str) -> None:
    """Pricing mode first (fee params must repeat it), the multiplier last: it opens the chain.

    Each is set once: afterwards prices are the admin's to follow, and a second run leaves them.
    """
    priced = reads("GettersFacet", diamond, "baseTokenGasPriceMultiplierDenominator", expected=bool)
    mode = PRICING_MODES[config.fees.pubdata_pricing_mode]
    wanted = fee_params(config, pricing)
    if mode != NEW_CHAIN_FEES[0]:
        b.call(
            "set the pubdata pricing mode",
            "AdminFacet",
            diamond,
            "setPubdataPricingMode",
            (mode,),
            AnyOf((reads("GettersFacet", diamond, "getPubdataPricingMode", expected=mode), priced)),
        )
    if wanted[1:] != NEW_CHAIN_FEES[1:]:
        b.call(
            "set the fee parameters",
            "AdminFacet",
            diamond,
            "changeFeeParams",
            (wanted,),
            AnyOf((reads("GettersFacet", diamond, "getFeeParams", expected=wanted), priced)),
        )
    b.call(
        "set the base token's price",
        "AdminFacet",
        diamond,
        "setTokenMultiplier",
        (pricing.nominator, pricing.denominator),
        priced,
    )


def _set_da(b: PlanBuilder, config: ChainConfig, around: Surroundings, diamond: str) -> None:
    name, scheme = DA_PAIRS[config.da]
    validator = around.manifest.address(name)
    b.call(
        f"set the DA pair ({config.da})",
        "AdminFacet",
        diamond,
        "setDAValidatorPair",
        (validator, scheme),
        reads("GettersFacet", diamond, "getDAValidatorPair", expected=(validator, scheme)),
    )
    if config.permanent_rollup:
        b.call(
            "make it a permanent rollup",
            "AdminFacet",
            diamond,
            "makePermanentRollup",
            (),
            reads("GettersFacet", diamond, "isPermanentRollup", expected=True),
        )


def _hand_over(b: PlanBuilder, config: ChainConfig, diamond: str, account: str) -> str:
    """Give the chain to its admin; the final admin's address."""
    if config.admin_kind == "chain-admin":
        final = b.deploy(
            f"ChainAdmin of {config.name}",
            "ChainAdminOwnable",
            config.admin,
            config.token_multiplier_setter,
        )
    else:
        final = config.admin
    if final == account:
        return final
    is_admin = reads("GettersFacet", diamond, "getAdmin", expected=final)
    b.call(
        "offer the chain to its admin",
        "AdminFacet",
        diamond,
        "setPendingAdmin",
        (final,),
        AnyOf((reads("GettersFacet", diamond, "getPendingAdmin", expected=final), is_admin)),
    )
    if config.admin_kind == "chain-admin":
        b.chain_admin_call(
            "admin: accept the chain",
            final,
            encoded("AdminFacet", diamond, "acceptAdmin"),
            is_admin,
            sender=config.admin,
        )
    else:
        b.call(
            "admin: accept the chain",
            "AdminFacet",
            diamond,
            "acceptAdmin",
            (),
            is_admin,
            sender=config.admin,
        )
    return final
