"""The commands' work without their clothes: deploy, register, verify."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from garter.ecosystem.chain_plan import (
    CREATE_STEP,
    DA_PAIRS,
    PRICING_MODES,
    ROLE_NAMES,
    ChainDeployment,
    fee_params,
    plan_chain,
    rotations,
)
from garter.ecosystem.derive import creation_block, derive_manifest, plain
from garter.ecosystem.ecosystem_plan import plan_ecosystem
from garter.ecosystem.exceptions import ManifestConflict, ManifestMissing
from garter.ecosystem.manifest import (
    ContractEntry,
    L1Entry,
    Manifest,
    load_manifest,
    names_of,
    require_network,
    rpcs_of,
    save_manifest,
)
from garter.ecosystem.parameter import Parameter
from garter.ecosystem.plan import Outcome, Outlook, Plan, Progress, Runner
from garter.ecosystem.preflight import base_token, require_free, surroundings
from garter.ecosystem.verify import rederive, require_agreement
from garter.protocol.hashing import keccak256

if TYPE_CHECKING:
    from pathlib import Path

    from garter.chain import Receipt, Rpc
    from garter.chain.signer import Signer
    from garter.ecosystem.chain_plan import BaseToken
    from garter.ecosystem.config import ChainConfig, EcosystemConfig
    from garter.ecosystem.ecosystem_plan import Ecosystem
    from garter.ecosystem.manifest import ChainEntry
    from garter.ecosystem.plan import Step


@dataclass(frozen=True, slots=True)
class Deployed:
    """A finished plan."""

    plan: Plan
    outcome: Outcome
    manifest: Manifest
    seconds: float


class EcosystemDeployment:
    """``deploy_ecosystem`` on one chain for one account."""

    def __init__(self, rpc: Rpc, signer: Signer, config: EcosystemConfig, manifest_path: Path):
        self._rpc, self._signer, self._path = rpc, signer, manifest_path
        self._network = manifest_path.stem
        self.ecosystem: Ecosystem = plan_ecosystem(config, signer.address, rpc.chain_id())
        self._require_own_manifest()

    def outlook(self, progress: Progress) -> Outlook:
        """Dry run: what would be sent and what it costs."""
        return Runner(self._rpc, self._signer, progress).outlook(self.ecosystem.plan)

    def run(self, progress: Progress) -> Deployed:
        """Deploy or continue; the manifest grows with every contract and is complete at the end."""
        started = time.monotonic()
        save_manifest(self._starting_manifest(), self._path)  # keeps the first block
        recorder = _Recorder(progress, self._record)
        outcome = Runner(self._rpc, self._signer, recorder).run(self.ecosystem.plan)
        before = load_manifest(self._path)
        manifest = derive_manifest(
            self._rpc,
            self.ecosystem.addresses["Bridgehub"],
            network=self._network,
            rpc_url=self._rpc.url,
            first_block=before.l1.first_block,
            names=names_of(before),
            chain_rpcs=rpcs_of(before),
        )
        save_manifest(manifest, self._path)
        return Deployed(self.ecosystem.plan, outcome, manifest, time.monotonic() - started)

    def _require_own_manifest(self) -> None:
        """An existing manifest must be this ecosystem's on this chain: never overwrite another."""
        try:
            found = load_manifest(self._path)
        except ManifestMissing:
            return
        ours = self.ecosystem.addresses
        others = [
            name
            for name, entry in found.contracts.items()
            if name in ours and entry.address != ours[name]
        ]
        if others:
            raise ManifestConflict(self._path, others[0], found.contracts[others[0]].address)
        require_network(found, self._path, self._rpc)

    def _starting_manifest(self) -> Manifest:
        """What earlier runs wrote, unless it speaks of a chain that has been started anew."""
        first_contract = self.ecosystem.addresses["Governance"]
        if not self._rpc.code(first_contract):
            return self._empty_manifest(self._rpc.block_number())
        try:
            return load_manifest(self._path)
        except ManifestMissing:  # lost on the way
            return self._empty_manifest(creation_block(self._rpc, first_contract))

    def _empty_manifest(self, first_block: int) -> Manifest:
        l1 = L1Entry(chain_id=self._rpc.chain_id(), rpc=self._rpc.url, first_block=first_block)
        return Manifest(network=self._network, l1=l1)

    def _record(self, step: Step) -> None:
        """Add what ``step`` deployed to the manifest."""
        names = {address: name for name, address in self.ecosystem.addresses.items()}
        manifest = load_manifest(self._path)
        if step.creates is not None:
            entry = ContractEntry(
                address=step.creates,
                codehash="0x" + keccak256(self._rpc.code(step.creates)).hex(),
                artifact=step.artifact or "unknown",
            )
            contracts = {**manifest.contracts, names[step.creates]: entry}
            manifest = manifest.model_copy(update={"contracts": contracts})
        save_manifest(manifest, self._path)


class ChainRegistration:
    """``deploy_chain``: one chain of the ecosystem in a manifest."""

    def __init__(self, rpc: Rpc, signer: Signer, config: ChainConfig, manifest_path: Path):
        """Read the surroundings and refuse what cannot work. Sends nothing.

        Raises a ManifestError when the manifest is not this chain's truth, InvalidInput when a
        value is unusable.
        """
        manifest = load_manifest(manifest_path)
        require_network(manifest, manifest_path, rpc)
        # Chains' own settings may move (prices do); the ecosystem's contracts may not.
        ecosystem = manifest.model_copy(update={"chains": {}})
        require_agreement(ecosystem, rederive(rpc, ecosystem, with_chains=False))
        self._rpc, self._signer, self._path = rpc, signer, manifest_path
        self._manifest = manifest
        self.config = config
        around = surroundings(rpc, manifest)
        self.token: BaseToken = base_token(rpc, config)
        require_free(rpc, config, around, self.token, signer.address)
        self.deployment: ChainDeployment = plan_chain(config, around, self.token, signer.address)

    def outlook(self, progress: Progress) -> Outlook:
        """Dry run: what would be sent and what it costs."""
        return Runner(self._rpc, self._signer, progress).outlook(self.deployment.plan)

    def run(self, progress: Progress) -> Deployed:
        """Register or continue; the manifest has the chain as soon as the bridgehub has it."""
        started = time.monotonic()
        recorder = _Recorder(progress, self._record)
        outcome = Runner(self._rpc, self._signer, recorder).run(self.deployment.plan)
        manifest = self._save()
        return Deployed(self.deployment.plan, outcome, manifest, time.monotonic() - started)

    def read_back(self, chain: ChainEntry) -> list[Parameter]:
        """Every parameter that the user chose, as the chain has it now."""
        config, settings = self.config, chain.settings
        price = self.token.pricing
        validator, scheme = DA_PAIRS[config.da]
        parameters = [
            Parameter("chain id", config.chain_id, chain.chain_id),
            Parameter("diamond", self.deployment.diamond, chain.diamond),
            Parameter("base token", config.base_token, chain.base_token),
            Parameter(
                "base token asset id",
                "0x" + self.token.asset_id.hex(),
                chain.base_token_asset_id,
            ),
            Parameter(
                "token multiplier",
                [price.nominator, price.denominator],
                settings["tokenMultiplier"],
            ),
            Parameter("fee parameters", plain(fee_params(config, price)), settings["feeParams"]),
            Parameter(
                "pubdata pricing mode",
                PRICING_MODES[config.fees.pubdata_pricing_mode],
                settings["feeParams"][0],
            ),
            Parameter(
                "DA pair", [self._manifest.address(validator), scheme], settings["daValidatorPair"]
            ),
            Parameter("permanent rollup", config.permanent_rollup, settings["permanentRollup"]),
            Parameter("admin", self.deployment.admin, chain.admin),
            Parameter("deposits paused", False, settings["depositsPaused"]),
            Parameter("settlement layer", "l1", chain.settlement),
        ]
        for index, role in enumerate(ROLE_NAMES):
            wanted = sorted(key for key, flags in rotations(config).items() if flags[index])
            parameters.append(Parameter(role, wanted, settings["roles"][role]))
        if config.admin_kind == "chain-admin":
            entry = chain.contracts["ChainAdmin"]
            parameters += [
                Parameter("admin's owner", config.admin, entry.owner),
                Parameter(
                    "token multiplier setter",
                    config.token_multiplier_setter,
                    entry.settings["tokenMultiplierSetter"],
                ),
            ]
        return parameters

    def _record(self, step: Step) -> None:
        if step.name == CREATE_STEP:
            # The ecosystem's contracts were compared with the chain before the first step.
            self._save(self._manifest.contracts)

    def _save(self, contracts: dict[str, ContractEntry] | None = None) -> Manifest:
        manifest = derive_manifest(
            self._rpc,
            self._manifest.address("Bridgehub"),
            network=self._manifest.network,
            rpc_url=self._manifest.l1.rpc,
            first_block=self._manifest.l1.first_block,
            names=names_of(self._manifest) | {self.config.chain_id: self.config.name},
            chain_rpcs=rpcs_of(self._manifest),
            contracts=contracts,
        )
        save_manifest(manifest, self._path)
        return manifest


class _Recorder:
    """A Progress that also writes down each finished step."""

    def __init__(self, progress: Progress, record: Any):
        self._progress, self._record = progress, record

    def started(self, plan: Plan, outlook: Outlook) -> None:
        self._progress.started(plan, outlook)

    def sent(self, step: Step, tx_hash: str) -> None:
        self._progress.sent(step, tx_hash)

    def done(self, step: Step, receipt: Receipt) -> None:
        self._record(step)
        self._progress.done(step, receipt)
