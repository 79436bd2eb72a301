"""Plans in tests: quiet progress, a recorder of what was sent, deployments into a scratch folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from garter.chain.signer import LocalSigner
from garter.ecosystem.config import ChainConfig, EcosystemConfig, parse_config
from garter.ecosystem.operations import ChainRegistration, EcosystemDeployment

if TYPE_CHECKING:
    from pathlib import Path

    from garter.chain import Receipt, Rpc
    from garter.ecosystem.operations import Deployed
    from garter.ecosystem.plan import Outlook, Plan, Step

WETH = "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2"
USDC = "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48"
DAI = "0x6B175474E89094C44Da98b954EedeAC495271d0F"
LOCAL_CHAIN_ID = 31337


class Killed(BaseException):
    """Stands for the process dying: not an Exception, so that nobody may handle it."""


class Journal:
    """A Progress that remembers, and dies after ``lives`` sent transactions."""

    def __init__(self, lives: int | None = None):
        self.sent_steps: list[str] = []
        self._lives = lives

    def started(self, plan: Plan, outlook: Outlook) -> None: ...

    def sent(self, step: Step, tx_hash: str) -> None:
        self.sent_steps.append(step.name)
        if self._lives is not None and len(self.sent_steps) >= self._lives:
            raise Killed

    def done(self, step: Step, receipt: Receipt) -> None: ...


def deployer(index: int = 0) -> LocalSigner:
    """One of the published test accounts."""
    return LocalSigner(f"TEST::{index}", LOCAL_CHAIN_ID)


def ecosystem_config(**changes: Any) -> EcosystemConfig:
    account = deployer().address
    values = {"governance_owner": account, "admin_owner": account, "weth": WETH, **changes}
    config: EcosystemConfig = parse_config(EcosystemConfig, values)
    return config


def chain_config(name: str, chain_id: int, **changes: Any) -> ChainConfig:
    account = deployer().address
    values = {
        "name": name,
        "chain_id": chain_id,
        "admin": account,
        "validators": {"committer": account, "prover": account, "executor": account},
        **changes,
    }
    config: ChainConfig = parse_config(ChainConfig, values)
    return config


def deploy_ecosystem(
    rpc: Rpc, manifest: Path, journal: Journal | None = None, **changes: Any
) -> Deployed:
    deployment = EcosystemDeployment(rpc, deployer(), ecosystem_config(**changes), manifest)
    return deployment.run(journal or Journal())


def deploy_chain(
    rpc: Rpc,
    manifest: Path,
    name: str,
    chain_id: int,
    journal: Journal | None = None,
    **changes: Any,
) -> Deployed:
    config = chain_config(name, chain_id, **changes)
    return ChainRegistration(rpc, deployer(), config, manifest).run(journal or Journal())
