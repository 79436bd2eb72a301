"""Registering a chain with real facets, from the bridgehub to its first deposit and its upgrade."""

import pytest

from garter.chain import Contract
from garter.ecosystem.genesis import predict_diamond
from tests.support import reverts
from tests.unit.registry.conftest import deploy_bridgehub
from tests.unit.registry.facts import CHAIN, ETH_ASSET, L1, TOKEN_ASSET, ZERO, address
from tests.unit.registry.manager import INTEROP_CENTER, VERSION
from tests.unit.registry.real_chain import TIMELOCK, VERIFIER, deploy_registry

ETHER = 10**18
CREATION_GAS = 5_040_233  # the reference's


@pytest.fixture(scope="module")
def registry(rpc, governor):
    return deploy_registry(rpc, governor, deploy_bridgehub(rpc, governor))


@pytest.fixture(scope="module")
def chain(registry, governor, chain_admin):
    """A chain's receipt of creation."""
    return registry.create(CHAIN, chain_admin, sender=governor)


def test_created__state_of_the_diamond(registry, chain, chain_admin):
    getters = registry.facet(CHAIN, "GettersFacet")
    assert getters.getChainId() == CHAIN
    assert getters.getAdmin() == chain_admin.address
    assert getters.getBridgehub() == registry.hub.address
    assert getters.getChainTypeManager() == registry.manager.address
    assert getters.getProtocolVersion() == VERSION
    assert getters.getVerifier() == VERIFIER
    assert getters.getBaseTokenAssetId() == ETH_ASSET
    assert getters.isValidator(TIMELOCK)
    assert getters.storedBatchHash(0) == registry.manager.storedBatchZero()
    assert getters.getL2SystemContractsUpgradeTxHash() != bytes(32)
    assert registry.facet(CHAIN, "MailboxFacet").depositsPaused()


def test_created__known_everywhere(registry, chain, chain_admin):
    diamond = registry.hub.getZKChain(CHAIN)
    assert registry.manager.getZKChain(CHAIN) == diamond
    assert registry.manager.getChainAdmin(CHAIN) == chain_admin.address
    assert registry.manager.getProtocolVersion(CHAIN) == VERSION
    assert registry.message_root.chainRegistered(CHAIN)
    assert registry.message_root.currentChainBatchNumber(CHAIN) == 0
    assert registry.handler.isReadyForMigration(CHAIN)
    facets = registry.facet(CHAIN, "GettersFacet").facets()
    assert [f[0] for f in facets] == [cut[0] for cut in registry.cut[0]]
    own = (
        CHAIN,
        registry.hub.address,
        INTEROP_CENTER,
        registry.manager.address,
        VERSION,
        chain_admin.address,
        TIMELOCK,
        ETH_ASSET,
        registry.manager.storedBatchZero(),
    )
    assert diamond == predict_diamond(registry.manager.address, L1, registry.cut, own)


def test_created__gas(registry, chain, governor, chain_admin):
    """Less than the reference with all six facets; two of them are not here yet."""
    for chain_id in range(CHAIN + 1, CHAIN + 5):
        receipt = registry.create(chain_id, chain_admin, sender=governor)
    print("createNewChain", receipt.gas_used)
    assert receipt.gas_used < CREATION_GAS


def test_first_deposit(registry, chain, chain_admin, depositor):
    """What a chain's admin has to do first, and then a user's request."""
    registry.facet(CHAIN, "AdminFacet").setTokenMultiplier(1, 1, sender=chain_admin)
    request = (CHAIN, 10 * ETHER, address(0xA11A), ETHER, b"", 1_000_000, 800, [], ZERO)
    ask = registry.hub.requestL2TransactionDirect
    with reverts("DepositsPaused"):
        ask(request, sender=depositor, value=10 * ETHER)
    registry.facet(CHAIN, "MigratorFacet").unpauseDeposits(sender=chain_admin)
    receipt = ask(request, sender=depositor, value=10 * ETHER)

    mailbox = registry.facet(CHAIN, "MailboxFacet")
    [event] = mailbox.events(receipt, "NewPriorityRequest")
    transaction = event.transaction
    assert transaction[0] == 127
    assert transaction[1] == int(depositor.address, 16)  # an account's own, not aliased
    assert transaction[2] == int(address(0xA11A), 16)
    assert transaction[9] == ETHER
    assert transaction[10] == (10 * ETHER, int(depositor.address, 16), 0, 0)
    assert registry.hub.l2TransactionBaseCost(CHAIN, 10**9, 1_000_000, 800) > 0


def test_created__with_a_token(registry, governor, chain_admin):
    registry.create(CHAIN + 9, chain_admin, sender=governor, asset=TOKEN_ASSET)
    getters = registry.facet(CHAIN + 9, "GettersFacet")
    assert getters.getBaseTokenAssetId() == TOKEN_ASSET


def test_owners_controls__reach_a_real_diamond(registry, chain, governor):
    getters = registry.facet(CHAIN, "GettersFacet")
    registry.manager.freezeChain(CHAIN, sender=governor)
    assert getters.isDiamondStorageFrozen()
    with reverts("DiamondAlreadyFrozen"):
        registry.manager.freezeChain(CHAIN, sender=governor)
    registry.manager.unfreezeChain(CHAIN, sender=governor)
    registry.manager.setValidator(CHAIN, address(0x5A), True, sender=governor)
    assert getters.isValidator(address(0x5A))
    registry.manager.setPriorityTxMaxGasLimit(CHAIN, 71_000_000, sender=governor)
    assert getters.getPriorityTxMaxGasLimit() == 71_000_000
    registry.manager.setTokenMultiplier(CHAIN, 3, 2, sender=governor)
    assert getters.baseTokenGasPriceMultiplierNominator() == 3
    registry.manager.setPriorityModeTransactionFilterer(CHAIN, address(0xF1), sender=governor)


def test_patch_upgrade__of_a_real_chain(rpc, registry, chain, governor, chain_admin):
    """Verifier only: the cut is made on chain, published as an event, and applied from there."""
    upgrader = Contract.deploy(rpc, "DefaultUpgrade", sender=governor)
    registry.handler.pauseMigration(sender=governor)
    receipt = registry.manager.createNewPatchUpgrade(
        VERSION, 2**256 - 1, VERSION + 1, address(0xEE), upgrader, sender=governor
    )
    [published, _] = registry.manager.events(receipt, "NewUpgradeCutData")
    cut = published.diamondCutData
    admin = registry.facet(CHAIN, "AdminFacet")
    diamond = admin.address
    admin.upgradeChainFromVersion(diamond, VERSION, cut, sender=chain_admin)
    getters = registry.facet(CHAIN, "GettersFacet")
    assert getters.getProtocolVersion() == VERSION + 1
    assert getters.getVerifier() == address(0xEE)

    registry.create(CHAIN + 1, chain_admin, sender=governor)
    assert registry.facet(CHAIN + 1, "GettersFacet").getProtocolVersion() == VERSION + 1
    with reverts("ProtocolIdMismatch", VERSION + 1, VERSION):
        registry.manager.upgradeChainFromVersion(CHAIN + 1, VERSION, cut, sender=governor)
