"""``deploy_ecosystem``: the shared L1 contracts, wired, owned by governance.

The order is the dependency order: an address is known before its contract exists, but calls need
the contracts that they call. The deployer owns everything until the ownerships are handed over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from garter.ecosystem.builder import Call, PlanBuilder, encoded, pending_is, reads
from garter.ecosystem.checks import AnyOf
from garter.ecosystem.create2 import SINGLETONS
from garter.ecosystem.genesis import (
    FACETS,
    DiamondCut,
    ForceDeployments,
    code_hash,
    creation_cut,
    creation_params,
)
from garter.protocol.aliasing import apply_l1_to_l2_alias
from garter.protocol.assets import ntv_asset_id
from garter.protocol.constants import ETH_TOKEN, L2_INTEROP_CENTER, ZK_TOKEN, ZK_TOKEN_CHAIN_ID
from garter.protocol.governance import encode_operation, operation_id
from garter.protocol.hashing import keccak256
from garter.protocol.versions import pack_version

if TYPE_CHECKING:
    from garter.ecosystem.config import EcosystemConfig
    from garter.ecosystem.plan import Plan

ZERO = "0x" + "00" * 20
MAINNET = 1
NO_PREDECESSOR = bytes(32)
PROTOCOL = pack_version(0, 31, 0)
VERIFIER_VERSION = 6  # what the proof header of a v31 prover names
DA_CALLDATA, DA_BLOBS = 3, 4


@dataclass(frozen=True, slots=True)
class Ecosystem:
    """A plan and what it will have made."""

    plan: Plan
    addresses: dict[str, str]
    """Manifest name => address."""
    cut: DiamondCut
    force_deployments: bytes


def plan_ecosystem(config: EcosystemConfig, deployer: str, l1_chain_id: int) -> Ecosystem:
    """Every transaction of an ecosystem on ``l1_chain_id``, sent by ``deployer``."""
    seed = keccak256(f"{config.salt} {deployer}".encode())
    b = PlanBuilder("deploy_ecosystem", deployer, seed)
    _authorities(b, config)
    _registry_and_bridge(b, config, deployer, l1_chain_id)
    _settlement(b, config, deployer, l1_chain_id)
    cut, force_deployments = _chain_type_manager(b, config, deployer, l1_chain_id)
    _hand_over(b, config, deployer)
    _governance_takes_over(b, config, l1_chain_id)
    addresses = {name: contract.address for name, contract in b.deployed.items()}
    return Ecosystem(b.plan(), addresses, cut, force_deployments)


def _authorities(b: PlanBuilder, config: EcosystemConfig) -> None:
    governance = b.deploy(
        "Governance",
        "Governance",
        config.governance_owner,
        config.security_council,
        config.min_delay,
    )
    chain_admin = b.deploy("ChainAdmin", "ChainAdminOwnable", config.admin_owner, ZERO)
    b.deploy("ProxyAdmin", "ProxyAdmin", governance)
    b.deploy("ServerNotifierProxyAdmin", "ProxyAdmin", chain_admin)


def _registry_and_bridge(
    b: PlanBuilder, config: EcosystemConfig, deployer: str, l1_chain_id: int
) -> None:
    bridgehub = b.proxy("Bridgehub", "L1Bridgehub", (deployer, config.max_chains), (deployer,))
    handler = b.proxy(
        "L1ChainAssetHandler", "L1ChainAssetHandler", (deployer, bridgehub), (deployer,)
    )
    message_root = b.proxy("L1MessageRoot", "L1MessageRoot", (bridgehub, 0, handler), ())
    nullifier = b.proxy("L1Nullifier", "L1Nullifier", (bridgehub, message_root), (deployer,))
    router = b.proxy(
        "L1AssetRouter", "L1AssetRouter", (config.weth, bridgehub, nullifier), (deployer,)
    )
    token = b.deploy("BridgedStandardERC20", "BridgedStandardERC20")
    # Governance's from the start: the beacon has no second step to wait for.
    beacon = b.deploy("BridgedTokenBeacon", "UpgradeableBeacon", token, b.address("Governance"))
    vault = b.proxy(
        "L1NativeTokenVault",
        "L1NativeTokenVault",
        (config.weth, router, nullifier),
        (deployer, beacon),
    )
    b.call(
        "asset router: set the native token vault",
        "L1AssetRouter",
        router,
        "setNativeTokenVault",
        (vault,),
        reads("L1AssetRouter", router, "nativeTokenVault", expected=vault),
    )
    b.call(
        "nullifier: set the native token vault",
        "L1Nullifier",
        nullifier,
        "setL1NativeTokenVault",
        (vault,),
        reads("L1Nullifier", nullifier, "l1NativeTokenVault", expected=vault),
    )
    b.call(
        "nullifier: set the asset router",
        "L1Nullifier",
        nullifier,
        "setL1AssetRouter",
        (router,),
        reads("L1Nullifier", nullifier, "l1AssetRouter", expected=router),
    )
    tracker = b.proxy(
        "L1AssetTracker", "L1AssetTracker", (bridgehub, vault, message_root), (deployer,)
    )
    b.call(
        "vault: set the asset tracker",
        "L1NativeTokenVault",
        vault,
        "setAssetTracker",
        (tracker,),
        reads("L1NativeTokenVault", vault, "l1AssetTracker", expected=tracker),
    )
    eth = ntv_asset_id(l1_chain_id, ETH_TOKEN)
    b.call(
        "vault: register ETH",
        "L1NativeTokenVault",
        vault,
        "registerEthToken",
        (),
        reads("L1NativeTokenVault", vault, "assetId", ETH_TOKEN, expected=eth),
    )
    ctm_tracker = b.proxy(
        "CTMDeploymentTracker", "CTMDeploymentTracker", (bridgehub, router), (deployer,)
    )
    registration_sender = b.proxy(
        "ChainRegistrationSender", "ChainRegistrationSender", (bridgehub,), (deployer,)
    )
    b.call(
        "bridgehub: set the ecosystem's addresses",
        "L1Bridgehub",
        bridgehub,
        "setAddresses",
        (router, ctm_tracker, message_root, handler, registration_sender),
        reads("L1Bridgehub", bridgehub, "chainRegistrationSender", expected=registration_sender),
    )
    b.call(
        "asset tracker: read the addresses",
        "L1AssetTracker",
        tracker,
        "setAddresses",
        (),
        reads("L1AssetTracker", tracker, "chainAssetHandler", expected=handler),
    )
    b.call(
        "chain asset handler: read the addresses",
        "L1ChainAssetHandler",
        handler,
        "setAddresses",
        (),
        reads("L1ChainAssetHandler", handler, "ASSET_ROUTER", expected=router),
    )


def _settlement(b: PlanBuilder, config: EcosystemConfig, deployer: str, l1_chain_id: int) -> None:
    bridgehub = b.address("Bridgehub")
    for artifact in SINGLETONS:
        b.singleton(artifact)
    da_manager = b.deploy("RollupDAManager", "RollupDAManager", deployer)
    for label, validator, scheme in (
        ("calldata", b.address("RollupL1DAValidator"), DA_CALLDATA),
        ("blobs", b.address("BlobsL1DAValidatorZKsyncOS"), DA_BLOBS),
    ):
        b.call(
            f"DA manager: {label} makes a rollup",
            "RollupDAManager",
            da_manager,
            "updateDAPair",
            (validator, scheme, True),
            reads("RollupDAManager", da_manager, "isPairAllowed", validator, scheme, expected=True),
        )
    _verifier(b, deployer, l1_chain_id)
    b.proxy("BytecodesSupplier", "BytecodesSupplier", (), ())
    b.proxy(
        "ValidatorTimelock", "ValidatorTimelock", (bridgehub,), (deployer, config.execution_delay)
    )
    b.proxy("PermissionlessValidator", "PermissionlessValidator", (), ())
    b.proxy("ServerNotifier", "ServerNotifier", (), (deployer,), admin="ServerNotifierProxyAdmin")
    b.deploy("AdminFacet", "AdminFacet", l1_chain_id, da_manager)
    b.deploy("GettersFacet", "GettersFacet")
    b.deploy(
        "MailboxFacet",
        "MailboxFacet",
        l1_chain_id,
        b.address("L1ChainAssetHandler"),
        b.address("EIP7702Checker"),
    )
    b.deploy("MigratorFacet", "MigratorFacet", l1_chain_id)
    b.deploy("DiamondInit", "DiamondInit")
    b.deploy("L1GenesisUpgrade", "L1GenesisUpgrade")
    b.blueprint("DiamondProxyBlueprint", "DiamondProxy")


def _verifier(b: PlanBuilder, deployer: str, l1_chain_id: int) -> None:
    """The dual verifier on mainnet; elsewhere the testnet one, which takes mock proofs too.

    No PLONK verifier exists yet, so neither accepts any proof.
    """
    artifact = "ZKsyncOSDualVerifier" if l1_chain_id == MAINNET else "ZKsyncOSTestnetVerifier"
    b.deploy("Verifier", artifact, ZERO, ZERO, deployer)


def _chain_type_manager(
    b: PlanBuilder, config: EcosystemConfig, deployer: str, l1_chain_id: int
) -> tuple[DiamondCut, bytes]:
    facets = {artifact: b.address(artifact) for artifact, _ in FACETS}
    cut = creation_cut(facets, b.address("DiamondInit"))
    zk_token = config.zk_token_asset_id
    force_deployments = ForceDeployments(
        l1_chain_id=l1_chain_id,
        l1_asset_router=b.address("L1AssetRouter"),
        aliased_governance=apply_l1_to_l2_alias(b.address("Governance")),
        max_chains=config.max_chains,
        aliased_chain_registration_sender=apply_l1_to_l2_alias(
            b.address("ChainRegistrationSender")
        ),
        token_proxy_code_hash=code_hash("BeaconProxy"),
        zk_token_asset_id=(
            bytes.fromhex(zk_token[2:]) if zk_token else ntv_asset_id(ZK_TOKEN_CHAIN_ID, ZK_TOKEN)
        ),
    ).encode()
    manager = b.proxy(
        "ChainTypeManager",
        "ZKsyncOSChainTypeManager",
        (
            b.address("Bridgehub"),
            L2_INTEROP_CENTER,
            b.address("BytecodesSupplier"),
            b.address("PermissionlessValidator"),
            b.address("DiamondProxyBlueprint"),
        ),
        (
            (
                deployer,
                b.address("ValidatorTimelock"),
                creation_params(b.address("L1GenesisUpgrade"), cut, force_deployments),
                PROTOCOL,
                b.address("Verifier"),
                b.address("ServerNotifier"),
            ),
        ),
    )
    notifier = b.address("ServerNotifier")
    b.call(
        "server notifier: set the chain type manager",
        "ServerNotifier",
        notifier,
        "setChainTypeManager",
        (manager,),
        reads("ServerNotifier", notifier, "chainTypeManager", expected=manager),
    )
    return cut, force_deployments


# Contracts that governance owns, and the artefact that says how to ask them.
GOVERNED = (
    ("Bridgehub", "L1Bridgehub"),
    ("L1ChainAssetHandler", "L1ChainAssetHandler"),
    ("L1Nullifier", "L1Nullifier"),
    ("L1AssetRouter", "L1AssetRouter"),
    ("L1NativeTokenVault", "L1NativeTokenVault"),
    ("L1AssetTracker", "L1AssetTracker"),
    ("CTMDeploymentTracker", "CTMDeploymentTracker"),
    ("ChainRegistrationSender", "ChainRegistrationSender"),
    ("RollupDAManager", "RollupDAManager"),
    ("Verifier", "ZKsyncOSTestnetVerifier"),
    ("ValidatorTimelock", "ValidatorTimelock"),
    ("ChainTypeManager", "ZKsyncOSChainTypeManager"),
)


def _hand_over(b: PlanBuilder, config: EcosystemConfig, deployer: str) -> None:
    """Offer every ownership to governance, and the admin roles to the ecosystem's ChainAdmin."""
    governance, chain_admin = b.address("Governance"), b.address("ChainAdmin")
    for name, artifact in GOVERNED:
        address = b.address(name)
        b.call(
            f"{name}: offer ownership to governance",
            artifact,
            address,
            "transferOwnership",
            (governance,),
            AnyOf(
                (
                    reads(artifact, address, "pendingOwner", expected=governance),
                    reads(artifact, address, "owner", expected=governance),
                )
            ),
        )
    notifier = b.address("ServerNotifier")
    b.call(
        "ServerNotifier: offer ownership to the chain admin",
        "ServerNotifier",
        notifier,
        "transferOwnership",
        (chain_admin,),
        AnyOf(
            (
                reads("ServerNotifier", notifier, "pendingOwner", expected=chain_admin),
                reads("ServerNotifier", notifier, "owner", expected=chain_admin),
            )
        ),
    )
    admin_of = (("Bridgehub", "L1Bridgehub"), ("ChainTypeManager", "ZKsyncOSChainTypeManager"))
    for name, artifact in admin_of:
        address = b.address(name)
        accepted = reads(artifact, address, "admin", expected=chain_admin)
        b.call(
            f"{name}: offer the admin role to the chain admin",
            artifact,
            address,
            "setPendingAdmin",
            (chain_admin,),
            AnyOf((pending_is(artifact, address, PENDING_ADMIN, chain_admin), accepted)),
        )
    accepting: list[Call] = [
        encoded("ServerNotifier", notifier, "acceptOwnership"),
        *(encoded(artifact, b.address(name), "acceptAdmin") for name, artifact in admin_of),
    ]
    b.call(
        "chain admin: accept its roles",
        "ChainAdminOwnable",
        chain_admin,
        "multicall",
        (accepting, True),
        reads(
            "ZKsyncOSChainTypeManager", b.address("ChainTypeManager"), "admin", expected=chain_admin
        ),
        sender=config.admin_owner,
    )


PENDING_ADMIN = "admin_2step.pending_admin"


def _governance_takes_over(b: PlanBuilder, config: EcosystemConfig, l1_chain_id: int) -> None:
    """One governance operation: accept the ownerships and register the chain type manager."""
    manager = b.address("ChainTypeManager")
    tracker = b.address("CTMDeploymentTracker")
    calls: list[Call] = [
        encoded(artifact, b.address(name), "acceptOwnership") for name, artifact in GOVERNED
    ]
    calls += [
        encoded("L1Bridgehub", b.address("Bridgehub"), "addChainTypeManager", manager),
        encoded(
            "L1AssetRouter",
            b.address("L1AssetRouter"),
            "setAssetDeploymentTracker",
            bytes.fromhex(manager[2:]).rjust(32, b"\0"),
            tracker,
        ),
        encoded("CTMDeploymentTracker", tracker, "registerCTMAssetOnL1", manager),
    ]
    governance_operation(
        b, "take over the ecosystem", calls, config.min_delay, config.governance_owner
    )


def governance_operation(
    b: PlanBuilder, name: str, calls: list[Call], delay: int, owner: str
) -> None:
    """Schedule and execute ``calls`` through governance."""
    governance = b.address("Governance")
    salt = keccak256(f"garter: {name}".encode())
    operation = encode_operation(calls, NO_PREDECESSOR, salt)
    digest = operation_id(calls, NO_PREDECESSOR, salt)
    b.call(
        f"governance: schedule to {name}",
        "Governance",
        governance,
        "schedule_transparent_encoded",
        (operation, delay),
        reads("Governance", governance, "isOperation", digest, expected=True),
        sender=owner,
    )
    b.call(
        f"governance: execute to {name}",
        "Governance",
        governance,
        "execute_encoded",
        (operation,),
        reads("Governance", governance, "isOperationDone", digest, expected=True),
        sender=owner,
        # Without a delay the operation is ready as soon as it is scheduled, in the same run.
        ready=reads("Governance", governance, "isOperationReady", digest, expected=True)
        if delay
        else None,
    )
