"""Everything from nothing: the shared L1 contracts, the local chains, their operators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from garter.chain.signer import LocalSigner
from garter.ecosystem.config import ChainConfig, EcosystemConfig, parse_config
from garter.ecosystem.exceptions import ReadBackDiffers
from garter.ecosystem.manifest import load_manifest, save_manifest
from garter.ecosystem.operations import ChainRegistration, EcosystemDeployment
from garter.local import network
from garter.local.origin import USDC, WETH

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from garter.chain.rpc import Rpc
    from garter.ecosystem.operations import Deployed
    from garter.ecosystem.plan import Progress
    from garter.local.chains import RunningChain

ACCOUNT = "TEST::0"


@dataclass(frozen=True, slots=True)
class LocalChain:
    """A chain of the local network."""

    choice: dict[str, Any]
    """What ``deploy_chain`` is told."""
    port: int | None = None
    """Public JSON-RPC; None for a chain that is registered only."""

    @property
    def name(self) -> str:
        name: str = self.choice["name"]
        return name


# Chain ids and ports are those of ZKsync's own documentation, so that existing scripts find us.
ALPHA = LocalChain({"name": "alpha", "chain_id": 6565}, 3050)
BETA = LocalChain({"name": "beta", "chain_id": 6566, "da": "rollup-blobs"}, 3051)
GAMMA = LocalChain(
    {
        "name": "gamma",
        "chain_id": 6567,
        "base_token": USDC,
        "base_token_price": "3000",
        "da": "validium",
        "fees": {"pubdata_pricing_mode": "validium"},
    }
)
RUNNING_CHAINS = (ALPHA, BETA)


class Audience(Protocol):
    """Who watches."""

    def step(self, title: str) -> None:
        """A part of the work begins."""

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
    parameters: int
    """How many parameters were read back and found as asked for."""


def deploy(
    rpc: Rpc, path: Path, chains: Sequence[LocalChain], audience: Audience
) -> tuple[list[PlanSummary], list[ChainSummary]]:
    """Deploy the ecosystem and register ``chains``, or continue; read every parameter back.

    Raises ReadBackDiffers, or what the plans raise.
    """
    signer = LocalSigner(ACCOUNT, rpc.chain_id())
    account = signer.address
    audience.step("Deploying the shared L1 contracts")
    config = {"governance_owner": account, "admin_owner": account, "weth": WETH}
    ecosystem = EcosystemDeployment(rpc, signer, parse_config(EcosystemConfig, config), path)
    with audience.plan() as progress:
        deployed = ecosystem.run(progress)
    plans = [_summary_of(deployed)]
    summaries = []
    for chain in chains:
        audience.step(f"Registering chain {chain.name}")
        keys = dict.fromkeys(("committer", "prover", "executor"), account)
        chosen = parse_config(ChainConfig, {"admin": account, "validators": keys, **chain.choice})
        registration = ChainRegistration(rpc, signer, chosen, path)
        with audience.plan() as progress:
            deployed = registration.run(progress)
        plans.append(_summary_of(deployed))
        summaries.append(_read_back(registration, deployed, chosen))
    return plans, summaries


def start_operators(
    path: Path,
    chains: Sequence[LocalChain],
    audience: Audience,
    *,
    port_offset: int = 0,
    strict: bool = False,
) -> list[RunningChain]:
    """Start the operators that do not run, and write where they serve into the manifest.

    ``strict``: a taken port is an error, not a reason to use another.
    """
    running = []
    for chain in chains:
        if chain.port is None:
            continue
        audience.step(f"Starting the operator of chain {chain.name}")
        manifest = load_manifest(path)
        port = chain.port + port_offset
        started = network.ensure_chain(manifest, chain.name, port, strict=strict)
        running.append(started)
        entry = manifest.chains[chain.name].model_copy(update={"rpc": started.url})
        entries = {**manifest.chains, chain.name: entry}
        save_manifest(manifest.model_copy(update={"chains": entries}), path)
    return running


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
        parameters=len(parameters),
    )


def _summary_of(deployed: Deployed) -> PlanSummary:
    outcome = deployed.outcome
    return PlanSummary(
        deployed.plan.name,
        len(outcome.sent),
        len(outcome.skipped),
        outcome.gas_used,
        deployed.seconds,
    )
