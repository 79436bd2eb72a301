"""``make demo``: the main job from nothing, on an offline fork of mainnet.

Every step is what a user would run by hand (`network up`, `deploy_ecosystem`, `deploy_chain`,
`verify`), through the same code, and what it ends with was read from the chain.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from garter.chain.signer import LocalSigner
from garter.ecosystem.config import ChainConfig, EcosystemConfig, parse_config
from garter.ecosystem.derive import derive_manifest
from garter.ecosystem.exceptions import ReadBackDiffers
from garter.ecosystem.manifest import load_manifest, names_of, rpcs_of
from garter.ecosystem.operations import ChainRegistration, EcosystemDeployment
from garter.ecosystem.verify import require_agreement
from garter.local import network
from garter.local.origin import DAI, USDC, WETH

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from garter.chain.rpc import Rpc
    from garter.ecosystem.manifest import Manifest
    from garter.ecosystem.operations import Deployed
    from garter.ecosystem.plan import Progress
    from garter.local.l1 import LocalL1

ACCOUNT = "TEST::0"
CHAINS: tuple[dict[str, Any], ...] = (
    {"name": "alpha", "chain_id": 6565},
    {
        "name": "beta",
        "chain_id": 6566,
        "base_token": USDC,
        "base_token_price": "3000",
        "da": "rollup-blobs",
    },
    {
        "name": "gamma",
        "chain_id": 6567,
        "base_token": DAI,
        "base_token_price": "3000",
        "da": "validium",
        "fees": {"pubdata_pricing_mode": "validium"},
    },
)
"""ETH, a token of 6 decimals and one of 18 as base tokens; every kind of data availability."""


class Audience(Protocol):
    """Who watches."""

    def step(self, title: str) -> None:
        """A part of the demonstration begins."""

    def plan(self) -> AbstractContextManager[Progress]:
        """Somebody to watch one plan."""


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """One plan that was run."""

    name: str
    transactions: int
    done_before: int
    gas: int
    seconds: float


@dataclass(frozen=True, slots=True)
class ChainSummary:
    """One chain, as read from the bridgehub and its diamond."""

    name: str
    chain_id: int
    base_token: str
    da: str
    diamond: str
    admin: str
    parameters: int
    """How many parameters were read back and found as asked for."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What happened and where."""

    l1_url: str
    bridgehub: str
    manifest: Path
    logs: Path
    contracts: int
    plans: tuple[PlanSummary, ...]
    chains: tuple[ChainSummary, ...]


def run_demo(audience: Audience) -> Summary:
    """Start the local L1 if none runs, deploy an ecosystem, register three chains, read all back.

    Running it again sends nothing and reads again. Raises a GarterError where anything differs.
    """
    audience.step("Starting an offline stand-in for mainnet and a fork of it")
    l1 = network.ensure_up()
    rpc, path = l1.fork.rpc, network.manifest_path()
    signer = LocalSigner(ACCOUNT, rpc.chain_id())

    audience.step("Deploying the shared L1 contracts")
    account = signer.address
    config = {"governance_owner": account, "admin_owner": account, "weth": WETH}
    ecosystem = EcosystemDeployment(rpc, signer, parse_config(EcosystemConfig, config), path)
    with audience.plan() as progress:
        deployed = ecosystem.run(progress)
    plans = [_summary_of(deployed)]
    chains = []
    for choice in CHAINS:
        audience.step(f"Registering chain {choice['name']}")
        keys = dict.fromkeys(("committer", "prover", "executor"), account)
        chosen = parse_config(ChainConfig, {"admin": account, "validators": keys, **choice})
        registration = ChainRegistration(rpc, signer, chosen, path)
        with audience.plan() as progress:
            deployed = registration.run(progress)
        plans.append(_summary_of(deployed))
        chains.append(_read_back(registration, deployed, chosen))

    audience.step("Deriving the manifest from the bridgehub alone and comparing")
    _verify(rpc, load_manifest(path))
    return _summary(l1, path, deployed.manifest, plans, chains)


def _read_back(
    registration: ChainRegistration, deployed: Deployed, config: ChainConfig
) -> ChainSummary:
    entry = deployed.manifest.chains[config.name]
    parameters = registration.read_back(entry)
    if differing := [p for p in parameters if not p.agrees]:
        raise ReadBackDiffers(config.name, differing)
    return ChainSummary(
        name=config.name,
        chain_id=entry.chain_id,
        base_token=registration.token.symbol,
        da=str(entry.da),
        diamond=entry.diamond,
        admin=entry.admin,
        parameters=len(parameters),
    )


def _verify(rpc: Rpc, manifest: Manifest) -> None:
    """As `ape run verify --bridgehub`: only the address of the bridgehub is taken on trust."""
    actual = derive_manifest(
        rpc,
        manifest.address("Bridgehub"),
        network=manifest.network,
        rpc_url=manifest.l1.rpc,
        first_block=manifest.l1.first_block,
        names=names_of(manifest),
        chain_rpcs=rpcs_of(manifest),
    )
    require_agreement(manifest, actual)


def _summary_of(deployed: Deployed) -> PlanSummary:
    outcome = deployed.outcome
    return PlanSummary(
        deployed.plan.name,
        len(outcome.sent),
        len(outcome.skipped),
        outcome.gas_used,
        deployed.seconds,
    )


def _summary(
    l1: LocalL1,
    path: Path,
    manifest: Manifest,
    plans: list[PlanSummary],
    chains: list[ChainSummary],
) -> Summary:
    return Summary(
        l1_url=l1.fork.url,
        bridgehub=manifest.address("Bridgehub"),
        manifest=path,
        logs=network.logs_folder(),
        contracts=len(manifest.contracts) + sum(len(c.contracts) for c in manifest.chains.values()),
        plans=tuple(plans),
        chains=tuple(chains),
    )
