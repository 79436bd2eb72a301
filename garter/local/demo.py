"""``make demo``: the main job from nothing, on an offline fork of mainnet.

Every step is what a user would run by hand (`network up`, `deploy_chain`, `bridge deposit`,
`verify`), through the same code, and what it ends with was read from the chains.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from garter.chain.sender import wait_for_receipt
from garter.chain.signer import LocalSigner
from garter.client import Bridge, DepositPhase
from garter.ecosystem.derive import derive_manifest
from garter.ecosystem.manifest import load_manifest, names_of, rpcs_of
from garter.ecosystem.verify import require_agreement
from garter.exceptions import GarterError
from garter.local import bring_up, network
from garter.local.bring_up import ALPHA, BETA, GAMMA
from garter.local.origin import USDC

if TYPE_CHECKING:
    from pathlib import Path

    from garter.chain.rpc import Rpc
    from garter.ecosystem.manifest import Manifest
    from garter.local.bring_up import Audience, ChainSummary, PlanSummary
    from garter.local.chains import RunningChain

CHAINS = (ALPHA, BETA, GAMMA)
"""ETH and a token of 6 decimals as base tokens; every kind of data availability."""
DEPOSITS = (("eth", "1.5"), (USDC, "25"))
"""Token and whole amount, to each running chain."""
DEPOSITOR = "TEST::3"
L2_TIMEOUT = 60.0  # seconds; a deposit takes less than one


class DepositNotExecuted(GarterError):
    """A deposit of the demonstration did not arrive."""

    def __init__(self, chain: str, l1_hash: str, phase: DepositPhase):
        super().__init__(
            f"Deposit {l1_hash} to {chain} is {phase.name}."
            f" Look with `garter bridge status {l1_hash} --chain {chain}`."
        )


@dataclass(frozen=True, slots=True)
class DepositSummary:
    """One deposit, from L1 to what its receiver holds on the chain."""

    chain: str
    amount: str
    l1_gas: int
    l2_gas: int
    seconds: float
    """From L1's receipt to the chain's."""
    balance: str
    """Of the receiver on the chain, read through the public RPC."""


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
    running: tuple[RunningChain, ...]
    deposits: tuple[DepositSummary, ...]


def run_demo(audience: Audience) -> Summary:
    """Bring the local network up, deposit ETH and USDC to its chains, and read everything back.

    A second run deploys nothing and deposits once more. Raises a GarterError where anything
    differs from what it should be.
    """
    audience.step("Starting an offline stand-in for mainnet and a fork of it")
    l1 = network.ensure_up()
    rpc, path = l1.fork.rpc, network.manifest_path()
    plans, chains = bring_up.deploy(rpc, path, CHAINS, audience)
    running = bring_up.start_operators(path, CHAINS, audience)

    deposits = []
    for chain in running:
        audience.step(f"Depositing ETH and USDC to {chain.name}")
        bridge = Bridge.connect(rpc, chain.url, LocalSigner(DEPOSITOR, rpc.chain_id()))
        deposits += [_deposit(chain, bridge, token, amount) for token, amount in DEPOSITS]

    audience.step("Deriving the manifest from the bridgehub alone and comparing")
    manifest = load_manifest(path)
    _verify(rpc, manifest)
    return Summary(
        l1_url=l1.fork.url,
        bridgehub=manifest.address("Bridgehub"),
        manifest=path,
        logs=network.logs_folder(),
        contracts=len(manifest.contracts) + sum(len(c.contracts) for c in manifest.chains.values()),
        plans=tuple(plans),
        chains=tuple(chains),
        running=tuple(running),
        deposits=tuple(deposits),
    )


def _deposit(chain: RunningChain, bridge: Bridge, choice: str, amount: str) -> DepositSummary:
    token = bridge.token(choice)
    quote = bridge.quote_deposit(choice, token.parse(amount))
    deposit = bridge.deposit(quote)
    started = time.monotonic()
    status = bridge.wait_l2(deposit.l1_hash, L2_TIMEOUT)
    seconds = time.monotonic() - started
    if status.phase is not DepositPhase.L2_EXECUTED:
        raise DepositNotExecuted(chain.name, deposit.l1_hash, status.phase)
    return DepositSummary(
        chain=chain.name,
        amount=token.format(quote.amount),
        l1_gas=wait_for_receipt(bridge.network.l1, deposit.l1_hash).gas_used,
        l2_gas=status.l2_gas_used or 0,
        seconds=seconds,
        balance=token.format(bridge.balance(choice).l2 or 0),
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
