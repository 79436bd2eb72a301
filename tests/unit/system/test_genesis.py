"""A chain's first transaction, as L1 made it, on the chain's own contracts."""

import pytest

from garter.chain import Contract
from garter.chain.abi import abi_of
from garter.chain.contract import decode_event
from garter.genesis.placement import IMPLEMENTATION_SLOT
from garter.protocol import constants
from garter.protocol.messages import chain_id_leaf
from tests.support import reverts
from tests.support.l2 import BASE_TOKEN_SUPPLY
from tests.support.requests import canonical_hash
from tests.unit.registry.facts import CHAIN, ETH_ASSET, L1, ZERO

ETH = "0x" + "00" * 19 + "01"


def test_transaction__is_what_the_diamond_demands(registry, genesis_transaction):
    getters = registry.facet(CHAIN, "GettersFacet")
    assert getters.getL2SystemContractsUpgradeTxHash() == canonical_hash(genesis_transaction)
    tx_type, sender, to, gas = genesis_transaction[:4]
    assert (tx_type, sender, to, gas) == (126, 0x8007, 0x800F, 72_000_000)


def test_genesis__initialises_the_bridgehub(chain, registry, governor):
    hub = chain["L2Bridgehub"]
    assert (hub.L1_CHAIN_ID(), hub.owner()) == (L1, governor.address)
    assert hub.MAX_NUMBER_OF_ZK_CHAINS() == 100
    assert hub.ETH_TOKEN_ASSET_ID() == ETH_ASSET
    assert hub.assetIdIsRegistered(ETH_ASSET)
    assert hub.whitelistedSettlementLayers(L1)
    assert not hub.whitelistedSettlementLayers(CHAIN)
    assert hub.assetRouter() == hub.sharedBridge() == constants.L2_ASSET_ROUTER
    assert hub.messageRoot() == constants.L2_MESSAGE_ROOT
    assert hub.chainAssetHandler() == constants.L2_CHAIN_ASSET_HANDLER
    assert hub.l1CtmDeployer() == registry.hub.l1CtmDeployer() == governor.address
    assert hub.chainRegistrationSender() == ZERO
    assert (hub.admin(), hub.paused(), hub.getAllZKChainChainIDs()) == (ZERO, False, ())


def test_genesis__initialises_the_message_root(chain):
    root = chain["L2MessageRoot"]
    assert (root.L1_CHAIN_ID(), root.ERA_GATEWAY_CHAIN_ID()) == (L1, 0)
    assert (root.chainCount(), root.chainIndexToId(0), root.chainRegistered(CHAIN)) == (
        1,
        CHAIN,
        True,
    )
    empty = chain_id_leaf(bytes(32), CHAIN)
    assert root.getAggregatedRoot() == root.getEmptyMultichainBatchRoot(CHAIN) == empty
    assert root.getChainRoot(CHAIN) == bytes(32)


def test_genesis__initialises_the_bridge(chain, registry, governor):
    router, vault = chain["L2AssetRouter"], chain["L2NativeTokenVault"]
    assert (router.L1_CHAIN_ID(), router.owner()) == (L1, governor.address)
    assert router.L1_ASSET_ROUTER() == registry.router.address
    assert router.assetHandlerAddress(ETH_ASSET) == constants.L2_NATIVE_TOKEN_VAULT
    assert (vault.L1_CHAIN_ID(), vault.owner()) == (L1, governor.address)
    assert vault.BASE_TOKEN_ASSET_ID() == ETH_ASSET
    assert vault.originChainId(ETH_ASSET) == L1
    tracker = chain["L2AssetTracker"]
    assert (tracker.L1_CHAIN_ID(), tracker.BASE_TOKEN_ASSET_ID()) == (L1, ETH_ASSET)
    assert tracker.isAssetRegistered(ETH_ASSET)
    handler = chain["L2ChainAssetHandler"]
    assert (handler.L1_CHAIN_ID(), handler.owner()) == (L1, governor.address)
    assert handler.ETH_TOKEN_ASSET_ID() == ETH_ASSET


def test_genesis__deploys_the_beacon(chain, governor):
    beacon = chain["L2NativeTokenVault"].bridgedTokenBeacon()
    beacon = Contract.at(chain.rpc, beacon, "UpgradeableBeacon")
    assert beacon.owner() == governor.address
    token = Contract.at(chain.rpc, beacon.implementation(), "BridgedStandardERC20")
    with reverts("Error", "Initializable: contract is already initialized"):
        token.bridgeInitialize(ETH_ASSET, ETH, b"", caller=governor)


def test_genesis__deploys_the_wrapped_base_token(chain, wrapped, governor):
    texts = wrapped.call("name"), wrapped.symbol()
    assert (*texts, wrapped.decimals()) == ("Wrapped Ether", "WETH", 18)
    assert wrapped.l2Bridge() == constants.L2_ASSET_ROUTER
    assert wrapped.l1Address() == wrapped.originToken() == ETH
    assert wrapped.nativeTokenVault() == constants.L2_NATIVE_TOKEN_VAULT
    assert wrapped.assetId() == wrapped.baseTokenAssetId() == ETH_ASSET
    code = int(constants.L2_WRAPPED_BASE_TOKEN_IMPLEMENTATION, 16)
    assert chain.rpc.storage(wrapped.address, IMPLEMENTATION_SLOT) == code
    with reverts("Error", "Initializable: contract is already initialized"):
        wrapped.initializeV3("", "", ETH, ETH, ETH_ASSET, caller=governor)


def test_genesis__supply_is_with_the_holder(chain):
    token = chain["L2BaseTokenZKOS"]
    assert (token.L1_CHAIN_ID(), token.totalSupply()) == (L1, 0)
    assert chain.rpc.balance(constants.L2_BASE_TOKEN) == 0
    assert chain.rpc.balance(constants.L2_BASE_TOKEN_HOLDER) == BASE_TOKEN_SUPPLY


def test_genesis__says_that_it_is_done(placed, genesis_transaction):
    placed.mint_supply()
    receipt = placed.upgrade(genesis_transaction[11])
    abi = abi_of("L2GenesisUpgrade")
    own = [x for x in receipt.logs if int(x["address"], 16) == 0x800F]
    assert [(e.name, e.inputs) for e in (decode_event(abi, x) for x in own)] == [
        ("ForceDeployedContractsInitialized", {"isZKsyncOS": True, "isGenesisUpgrade": True}),
        ("UpgradeComplete", {"_chainId": CHAIN}),
    ]
    assert receipt.gas_used < 16_000_000


def test_genesis__without_the_supply__reverts(placed, genesis_transaction):
    with reverts("BaseTokenHolderMintFailed"):
        placed.upgrade(genesis_transaction[11])


def test_genesis__twice__reverts(chain, genesis_transaction):
    with reverts("SlotOccupied"):
        chain.upgrade(genesis_transaction[11])


@pytest.mark.parametrize(
    ("artifact", "arguments", "error"),
    [
        ("L2MessageRoot", (1, 0), "InvalidCaller"),
        ("L2Bridgehub", (1, ETH, 100), "Unauthorized"),
        ("L2ChainAssetHandler", (1, ETH), "InvalidCaller"),
        ("L2BaseTokenZKOS", (1,), "Unauthorized"),
    ],
)
def test_initialisers__of_others__revert(placed, user, artifact, arguments, error):
    with reverts(error, user):
        placed[artifact].initL2(*arguments, sender=user)


@pytest.mark.parametrize(
    ("artifact", "arguments"),
    [("L2MessageRoot", (1, 0)), ("L2Bridgehub", (1, ETH, 9)), ("L2ChainAssetHandler", (1, ETH))],
)
def test_initialisers__second_time__revert(chain, artifact, arguments):
    upgrader = chain.sender(constants.L2_COMPLEX_UPGRADER)
    with reverts("SlotOccupied"):
        chain[artifact].initL2(*arguments, sender=upgrader)


def test_complex_upgrader__of_others__reverts(chain, user, genesis_transaction):
    upgrader = chain["L2ComplexUpgrader"]
    with reverts("Unauthorized", user):
        upgrader.upgrade(constants.L2_GENESIS_UPGRADE, b"", sender=user)
    with reverts("Unauthorized", user):
        upgrader.forceDeployAndUpgradeUniversal([], constants.L2_GENESIS_UPGRADE, b"", sender=user)


def test_complex_upgrader__no_code__reverts(chain):
    deployer = chain.sender(constants.L2_FORCE_DEPLOYER)
    nowhere = "0x" + "12" * 20
    with reverts("AddressHasNoCode", nowhere):
        chain["L2ComplexUpgrader"].upgrade(nowhere, b"", sender=deployer)
