"""Re-derive a manifest from the chain alone, starting at the bridgehub.

Nothing is taken from a manifest but what no chain knows: the names of networks and chains, and RPC
addresses. Contracts are found by asking the contracts that use them; those that nothing points to
(stateless helpers) stand at addresses that CREATE2 fixes for everybody.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from eth_utils.address import to_checksum_address

from garter.build import load_artifact
from garter.chain import Contract
from garter.chain.abi import abi_of
from garter.chain.contract import decode_event
from garter.ecosystem.chain_plan import DA_PAIRS, ROLE_NAMES, role_id
from garter.ecosystem.create2 import SINGLETONS, singleton
from garter.ecosystem.exceptions import HistoryMissing
from garter.ecosystem.manifest import (
    ChainEntry,
    ContractEntry,
    L1Entry,
    Manifest,
)
from garter.exceptions import RpcResponseError
from garter.protocol.hashing import keccak256
from garter.protocol.versions import unpack_version

if TYPE_CHECKING:
    from garter.chain import Event, Rpc
    from garter.ecosystem.genesis import DiamondCut

IMPLEMENTATION_SLOT = 0x360894A13BA1A3210667C828492DB98DCA3E2076CC3735A920A3CA505D382BBC
ADMIN_SLOT = 0xB53127684A568B3173AE13B9F8A6016E243E63B6E8EE1178D6A717850B5D6103
ZERO = "0x" + "00" * 20
UNKNOWN = "unknown"

# What privileged roles can set on a contract, by getter; shown in the manifest under that name.
SETTINGS: dict[str, tuple[str, ...]] = {
    "Governance": ("securityCouncil", "minDelay"),
    "ChainAdminOwnable": ("tokenMultiplierSetter",),
    "L1Bridgehub": (
        "admin",
        "assetRouter",
        "chainAssetHandler",
        "chainRegistrationSender",
        "l1CtmDeployer",
        "messageRoot",
        "paused",
    ),
    "L1ChainAssetHandler": ("MESSAGE_ROOT", "ASSET_ROUTER", "migrationPaused", "paused"),
    "L1Nullifier": ("l1AssetRouter", "l1NativeTokenVault", "paused"),
    "L1AssetRouter": ("nativeTokenVault", "paused"),
    "L1NativeTokenVault": ("bridgedTokenBeacon", "l1AssetTracker", "paused"),
    "UpgradeableBeacon": ("implementation",),
    "L1AssetTracker": ("chainAssetHandler",),
    "ValidatorTimelock": ("executionDelay",),
    "ServerNotifier": ("chainTypeManager",),
    "ZKsyncOSChainTypeManager": (
        "admin",
        "initialCutHash",
        "initialForceDeploymentHash",
        "l1GenesisUpgrade",
        "protocolVersion",
        "serverNotifierAddress",
        "storedBatchZero",
        "validatorTimelockPostV29",
    ),
}


@dataclass(frozen=True, slots=True)
class CreationParams:
    """What the chain type manager makes chains with, from its latest event."""

    cut: DiamondCut
    force_deployments: bytes


@dataclass(slots=True)
class _Finder:
    rpc: Rpc
    first_block: int
    entries: dict[str, ContractEntry] = field(default_factory=dict)

    def add(self, name: str, artifact: str, address: str) -> str:
        """Record what stands at ``address``; for a proxy, also its implementation."""
        code = self.rpc.code(address)
        proxy = load_artifact("TransparentUpgradeableProxy").runtime_bytes
        if code.startswith(proxy):
            implementation = _slot_address(self.rpc, address, IMPLEMENTATION_SLOT)
            self.add(f"{name} implementation", artifact, implementation)
            self.entries[name] = self._entry(
                address,
                code,
                "TransparentUpgradeableProxy",
                artifact,
                implementation=implementation,
                admin=_slot_address(self.rpc, address, ADMIN_SLOT),
            )
        else:
            self.entries[name] = self._entry(address, code, artifact, artifact)
        return address

    def _entry(
        self, address: str, code: bytes, artifact: str, interface: str, **proxy: str
    ) -> ContractEntry:
        is_implementation = artifact == interface and "initialize" in abi_of(interface).functions
        owners = {} if is_implementation else _owners(self.rpc, address, interface)
        runtime = load_artifact(artifact).runtime_bytes
        known = code.startswith(runtime) and bool(code)
        return ContractEntry(
            address=address,
            codehash="0x" + keccak256(code).hex(),
            artifact=artifact if known else UNKNOWN,
            immutables=_immutables(artifact, code) if known else {},
            settings={} if is_implementation else _settings(self.rpc, address, interface),
            **owners,
            **proxy,
        )

    def at(self, name: str, artifact: str) -> Contract:
        return Contract.at(self.rpc, self.entries[name].address, artifact)

    def logs(
        self, artifact: str, address: str, event: str, since: int | None = None
    ) -> list[Event]:
        """Every ``event`` that the contract at ``address`` emitted since ``since``."""
        abi = abi_of(artifact)
        topic = next(t for t, e in abi.events.items() if e["name"] == event)
        raw = self.rpc.call(
            "eth_getLogs",
            {
                "address": address,
                "topics": ["0x" + topic.hex()],
                "fromBlock": hex(self.first_block if since is None else since),
                "toBlock": "latest",
            },
        )
        decoded = [decode_event(abi, log) for log in raw]
        return [e for e in decoded if e is not None]


def derive_manifest(
    rpc: Rpc,
    bridgehub: str,
    *,
    network: str,
    rpc_url: str,
    first_block: int = 0,
    names: dict[int, str] | None = None,
    chain_rpcs: dict[int, str] | None = None,
    with_chains: bool = True,
    contracts: dict[str, ContractEntry] | None = None,
) -> Manifest:
    """The manifest of the ecosystem whose bridgehub is given, read at the latest block.

    ``names`` and ``chain_rpcs`` (by chain id) supply what the chain does not know. ``contracts``
    are the ecosystem's, if they were read a moment ago: then only chains are.
    """
    finder = _Finder(rpc, first_block, dict(contracts or {}))
    if contracts is None:
        _ecosystem(finder, bridgehub)
    chains: dict[str, ChainEntry] = {}
    hub = Contract.at(rpc, bridgehub, "L1Bridgehub")
    for chain_id in hub.getAllZKChainChainIDs() if with_chains else ():
        name = (names or {}).get(chain_id, f"chain-{chain_id}")
        chains[name] = _chain(finder, hub, chain_id, (chain_rpcs or {}).get(chain_id))
    manager = finder.entries["ChainTypeManager"].settings
    return Manifest(
        network=network,
        protocol_version=version_text(manager["protocolVersion"]),
        l1=L1Entry(chain_id=rpc.chain_id(), rpc=rpc_url, first_block=first_block),
        contracts=dict(sorted(finder.entries.items())),
        chains=chains,
    )


def _ecosystem(f: _Finder, bridgehub: str) -> None:
    f.add("Bridgehub", "L1Bridgehub", bridgehub)
    hub = f.at("Bridgehub", "L1Bridgehub")
    f.add("Governance", "Governance", hub.owner())
    f.add("ChainAdmin", "ChainAdminOwnable", hub.admin())
    f.add("ProxyAdmin", "ProxyAdmin", _slot_address(f.rpc, bridgehub, ADMIN_SLOT))
    f.add("L1ChainAssetHandler", "L1ChainAssetHandler", hub.chainAssetHandler())
    f.add("L1MessageRoot", "L1MessageRoot", hub.messageRoot())
    f.add("L1AssetRouter", "L1AssetRouter", hub.assetRouter())
    f.add("CTMDeploymentTracker", "CTMDeploymentTracker", hub.l1CtmDeployer())
    f.add("ChainRegistrationSender", "ChainRegistrationSender", hub.chainRegistrationSender())
    router = f.at("L1AssetRouter", "L1AssetRouter")
    f.add("L1Nullifier", "L1Nullifier", router.L1_NULLIFIER())
    f.add("L1NativeTokenVault", "L1NativeTokenVault", router.nativeTokenVault())
    vault = f.at("L1NativeTokenVault", "L1NativeTokenVault")
    f.add("L1AssetTracker", "L1AssetTracker", vault.l1AssetTracker())
    f.add("BridgedTokenBeacon", "UpgradeableBeacon", vault.bridgedTokenBeacon())
    beacon = f.at("BridgedTokenBeacon", "UpgradeableBeacon")
    f.add("BridgedStandardERC20", "BridgedStandardERC20", beacon.implementation())
    for event in f.logs("L1Bridgehub", bridgehub, "ChainTypeManagerAdded"):
        if hub.chainTypeManagerIsRegistered(event.chainTypeManager):
            _manager(f, event.chainTypeManager)
    for artifact in SINGLETONS:
        f.add(artifact, artifact, singleton(artifact).address)


def _manager(f: _Finder, address: str) -> None:
    f.add("ChainTypeManager", "ZKsyncOSChainTypeManager", address)
    manager = f.at("ChainTypeManager", "ZKsyncOSChainTypeManager")
    f.add("ValidatorTimelock", "ValidatorTimelock", manager.validatorTimelockPostV29())
    f.add("ServerNotifier", "ServerNotifier", manager.serverNotifierAddress())
    notifier_admin = f.entries["ServerNotifier"].admin
    assert notifier_admin is not None, "the notifier stands behind a proxy"
    f.add("ServerNotifierProxyAdmin", "ProxyAdmin", notifier_admin)
    f.add("BytecodesSupplier", "BytecodesSupplier", manager.L1_BYTECODES_SUPPLIER())
    f.add("PermissionlessValidator", "PermissionlessValidator", manager.PERMISSIONLESS_VALIDATOR())
    f.add("L1GenesisUpgrade", "L1GenesisUpgrade", manager.l1GenesisUpgrade())
    verifier = manager.protocolVersionVerifier(manager.protocolVersion())
    f.add("Verifier", _verifier_artifact(f.rpc, verifier), verifier)
    cut = creation_params(f.rpc, address).cut
    for facet, _, _, selectors in cut[0]:
        artifact = _facet_artifact(selectors)
        f.add(artifact, artifact, facet)
    f.add("DiamondInit", "DiamondInit", cut[1])
    da_manager = f.at("AdminFacet", "AdminFacet").ROLLUP_DA_MANAGER()
    f.add("RollupDAManager", "RollupDAManager", da_manager)
    _da_pairs(f, da_manager)


def _da_pairs(f: _Finder, manager: str) -> None:
    """The pairs that the DA manager allows now, into its entry's settings."""
    allowed = {}
    for event in f.logs("RollupDAManager", manager, "DAPairUpdated"):
        pair = f"{event.l1DAValidator}/{event.l2DACommitmentScheme}"
        allowed[pair] = event.status
    entry = f.entries["RollupDAManager"]
    pairs = sorted(pair for pair, status in allowed.items() if status)
    f.entries["RollupDAManager"] = entry.model_copy(update={"settings": {"allowedPairs": pairs}})


def creation_block(rpc: Rpc, address: str) -> int:
    """The block in which the contract at ``address`` came to be.

    Raises HistoryMissing when the node has forgotten the states of that time.
    """
    first, last = 0, rpc.block_number()
    while first < last:
        middle = (first + last) // 2
        try:
            code = rpc.call("eth_getCode", address, hex(middle))
        except RpcResponseError as err:
            raise HistoryMissing(rpc.url, middle, err.message) from None
        first, last = (middle + 1, last) if code == "0x" else (first, middle)
    return first


def creation_params(rpc: Rpc, manager_address: str) -> CreationParams:
    """Cut and force deployments that new chains are created with.

    Read from the event at the block that the chain type manager names, and checked against the
    hashes that it keeps.
    """
    manager = Contract.at(rpc, manager_address, "ZKsyncOSChainTypeManager")
    block = manager.newChainCreationParamsBlock(manager.protocolVersion())
    finder = _Finder(rpc, block)
    events = finder.logs(
        "ZKsyncOSChainTypeManager", manager_address, "NewChainCreationParams", block
    )
    wanted = manager.initialCutHash()
    event = next(e for e in reversed(events) if e.newInitialCutHash == wanted)
    facet_cuts, init_address, init_calldata = event.newInitialCut
    cuts = [(facet, action, freezable, list(sel)) for facet, action, freezable, sel in facet_cuts]
    return CreationParams((cuts, init_address, init_calldata), event.forceDeploymentsData)


def _chain(f: _Finder, hub: Contract, chain_id: int, chain_rpc: str | None) -> ChainEntry:
    diamond = hub.getZKChain(chain_id)
    getters = Contract.at(f.rpc, diamond, "GettersFacet")
    validator, scheme = getters.getDAValidatorPair()
    layer = hub.settlementLayer(chain_id)
    admin = getters.getAdmin()
    contracts = {}
    if f.rpc.code(admin):
        sub = _Finder(f.rpc, f.first_block)
        sub.add("ChainAdmin", "ChainAdminOwnable", admin)
        contracts = sub.entries
    return ChainEntry(
        chain_id=chain_id,
        rpc=chain_rpc,
        diamond=diamond,
        base_token=hub.baseToken(chain_id),
        base_token_asset_id="0x" + hub.baseTokenAssetId(chain_id).hex(),
        da=_da_mode(f, validator, scheme),
        settlement="l1" if layer == f.rpc.chain_id() else str(layer),
        admin=admin,
        protocol_version=version_text(getters.getProtocolVersion()),
        contracts=contracts,
        settings=_chain_settings(f, getters, diamond),
    )


def _chain_settings(f: _Finder, getters: Contract, diamond: str) -> dict[str, Any]:
    mailbox = Contract.at(f.rpc, diamond, "MailboxFacet")
    timelock = f.at("ValidatorTimelock", "ValidatorTimelock")
    roles = {}
    for name in ROLE_NAMES:
        role = role_id(name)
        count = timelock.getRoleMemberCount(diamond, role)
        roles[name] = sorted(timelock.getRoleMember(diamond, role, n) for n in range(count))
    settings = {
        "codehash": "0x" + keccak256(f.rpc.code(diamond)).hex(),
        "pendingAdmin": getters.getPendingAdmin(),
        "chainTypeManager": getters.getChainTypeManager(),
        "verifier": getters.getVerifier(),
        "facets": {facet: [s.hex() for s in sel] for facet, sel in getters.facets()},
        "frozen": getters.isDiamondStorageFrozen(),
        "feeParams": getters.getFeeParams(),
        "tokenMultiplier": (
            getters.baseTokenGasPriceMultiplierNominator(),
            getters.baseTokenGasPriceMultiplierDenominator(),
        ),
        "daValidatorPair": getters.getDAValidatorPair(),
        "permanentRollup": getters.isPermanentRollup(),
        "transactionFilterer": getters.getTransactionFilterer(),
        "priorityTxMaxGasLimit": getters.getPriorityTxMaxGasLimit(),
        "priorityMode": getters.getPriorityModeInfo(),
        "depositsPaused": mailbox.depositsPaused(),
        "roles": roles,
    }
    return {key: plain(value) for key, value in settings.items()}


def _da_mode(f: _Finder, validator: str, scheme: int) -> Any:
    for mode, (name, mode_scheme) in DA_PAIRS.items():
        if (f.entries[name].address, mode_scheme) == (validator, scheme):
            return mode
    return None


def _slot_address(rpc: Rpc, contract: str, slot: int) -> str:
    return to_checksum_address(rpc.storage(contract, slot).to_bytes(32, "big")[-20:])


def _owners(rpc: Rpc, address: str, artifact: str) -> dict[str, str]:
    contract = Contract.at(rpc, address, artifact)
    found = {}
    for key, getter in (("owner", "owner"), ("pending_owner", "pendingOwner")):
        if getter in contract.abi.functions:
            holder = getattr(contract, getter)()
            if key == "owner" or holder != ZERO:
                found[key] = holder
    return found


def _settings(rpc: Rpc, address: str, artifact: str) -> dict[str, Any]:
    contract = Contract.at(rpc, address, artifact)
    return {getter: plain(getattr(contract, getter)()) for getter in SETTINGS.get(artifact, ())}


def _immutables(artifact: str, code: bytes) -> dict[str, Any]:
    """Constructor values, which Vyper appends to the code in declaration order."""
    loaded = load_artifact(artifact)
    start = len(loaded.runtime_bytes)
    return {
        name: _immutable(code[start + offset : start + offset + size], kind)
        for name, (offset, size, kind) in sorted(loaded.immutables.items())
    }


def _immutable(word: bytes, kind: str) -> Any:
    if kind == "address":
        return to_checksum_address(word[-20:])
    if kind.startswith("uint"):
        return int.from_bytes(word, "big")
    if kind == "bool":
        return bool(word[-1])
    return "0x" + word.hex()


def _verifier_artifact(rpc: Rpc, address: str) -> str:
    code = rpc.code(address)
    for artifact in ("ZKsyncOSDualVerifier", "ZKsyncOSTestnetVerifier"):
        if code.startswith(load_artifact(artifact).runtime_bytes):
            return artifact
    return "ZKsyncOSDualVerifier"


def _facet_artifact(selectors: list[bytes]) -> str:
    """Which of our facets offers these functions."""
    from garter.ecosystem.genesis import FACETS, facet_selectors

    best = max(FACETS, key=lambda f: len(set(facet_selectors(f[0])) & set(selectors)))
    return best[0]


def version_text(packed: int) -> str:
    """``0.31.0`` of a packed version."""
    return ".".join(str(part) for part in unpack_version(packed))


def plain(value: Any) -> Any:
    """A decoded value as JSON has it: bytes as hex, tuples as lists."""
    if isinstance(value, bytes):
        return "0x" + value.hex()
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    return value
