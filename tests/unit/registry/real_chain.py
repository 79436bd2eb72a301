"""Real bridgehub, chain type manager, message root, chain asset handler and facets.

Only the bridge (router, vault, tracker) is programmable.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from eth_abi.abi import encode

from garter.chain import Contract
from garter.ecosystem.genesis import (
    DiamondCut,
    ForceDeployments,
    creation_cut,
    creation_params,
    encode_cut,
)
from tests.support import Mock, behind_proxy, deploy_blueprint
from tests.unit.registry.facts import (
    DEPOSIT_BASE_TOKEN,
    ETH_ASSET,
    L1,
    TOKEN_ASSET,
    ZERO,
    address,
    word,
)
from tests.unit.registry.manager import INTEROP_CENTER, NOTIFIER, PERMISSIONLESS, SUPPLIER, VERSION

ETH = address(1)
VERIFIER, TIMELOCK = address(0xEC), address(0x7111)


@dataclass
class RealRegistry:
    """What one ecosystem's registry consists of."""

    rpc: Any
    hub: Contract
    handler: Contract
    message_root: Contract
    manager: Contract
    router: Mock
    vault: Mock
    cut: DiamondCut
    force_deployments: bytes

    def init_data(self) -> bytes:
        return encode(["bytes", "bytes"], [encode_cut(self.cut), self.force_deployments])

    def create(self, chain_id: int, admin: Any, *, sender: Any, asset: bytes = ETH_ASSET) -> Any:
        arguments = (chain_id, self.manager, asset, 0, admin, self.init_data(), [])
        return self.hub.createNewChain(*arguments, sender=sender)

    def facet(self, chain_id: int, artifact: str) -> Contract:
        """The chain's diamond under the ABI of one of its facets."""
        return Contract.at(self.rpc, self.hub.getZKChain(chain_id), artifact)


def deploy_bridge(rpc: Any, governor: Any) -> tuple[Mock, Mock]:
    """A router and a vault that know ETH."""
    router, vault, tracker = (Mock(rpc, governor) for _ in range(3))
    router.returns("nativeTokenVault()", ["address"], [vault])
    router.returns("assetHandlerAddress(bytes32)", ["address"], [vault])
    router.returns("l2BridgeAddress(uint256)", ["address"], [ZERO])
    router.returns(DEPOSIT_BASE_TOKEN, [], [])
    vault.returns("l1AssetTracker()", ["address"], [tracker])
    vault.returns("tokenAddress(bytes32)", ["address"], [ETH])
    vault.returns("originToken(bytes32)", ["address"], [ETH])
    vault.returns("originChainId(bytes32)", ["uint256"], [L1])
    tracker.returns("isAssetRegistered(bytes32)", ["bool"], [True])
    return router, vault


def deploy_facets(rpc: Any, governor: Any, handler: Contract) -> DiamondCut:
    def deploy(artifact: str, *arguments: Any) -> str:
        return Contract.deploy(rpc, artifact, *arguments, sender=governor).address

    checker = Mock(rpc, governor)
    checker.returns("isEIP7702Account(address)", ["bool"], [False])
    facets = {
        "AdminFacet": deploy("AdminFacet", L1, deploy("RollupDAManager", governor.address)),
        "GettersFacet": deploy("GettersFacet"),
        "MailboxFacet": deploy("MailboxFacet", L1, handler.address, checker.address),
        "MigratorFacet": deploy("MigratorFacet", L1),
    }
    return creation_cut(facets, deploy("DiamondInit"))


def deploy_registry(rpc: Any, governor: Any, hub: Contract) -> RealRegistry:
    """Everything around ``hub``, which is initialised and nothing else; ``governor`` owns all."""
    router, vault = deploy_bridge(rpc, governor)
    owner = (governor.address,)
    handler = behind_proxy(
        rpc, "L1ChainAssetHandler", (*owner, hub.address), owner, sender=governor
    )
    root_arguments = (hub.address, 0, handler.address)
    message_root = behind_proxy(rpc, "L1MessageRoot", root_arguments, (), sender=governor)
    cut = deploy_facets(rpc, governor, handler)
    force_deployments = ForceDeployments(
        l1_chain_id=L1,
        l1_asset_router=router.address,
        aliased_governance=governor.address,
        max_chains=100,
        aliased_chain_registration_sender=ZERO,
        token_proxy_code_hash=b"\x01" * 32,
        zk_token_asset_id=b"\x02" * 32,
    ).encode()
    genesis = Contract.deploy(rpc, "L1GenesisUpgrade", sender=governor).address
    blueprint = deploy_blueprint(rpc, "DiamondProxy", sender=governor)
    manager = behind_proxy(
        rpc,
        "ZKsyncOSChainTypeManager",
        (hub.address, INTEROP_CENTER, SUPPLIER, PERMISSIONLESS, blueprint),
        (
            (
                governor.address,
                TIMELOCK,
                creation_params(genesis, cut, force_deployments),
                VERSION,
                VERIFIER,
                NOTIFIER,
            ),
        ),
        sender=governor,
    )
    hub.setAddresses(router, governor, message_root, handler, ZERO, sender=governor)
    hub.addChainTypeManager(manager, sender=governor)
    hub.addTokenAssetId(TOKEN_ASSET, sender=governor)
    hub.setCTMAssetAddress(word(manager.address), manager, sender=governor)
    handler.setAddresses(sender=governor)
    return RealRegistry(
        rpc, hub, handler, message_root, manager, router, vault, cut, force_deployments
    )
