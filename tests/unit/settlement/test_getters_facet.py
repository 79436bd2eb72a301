"""GettersFacet: everything that is read of a chain, and that packed words keep to themselves."""

import pytest

from tests.support.chain import (
    ASSET_ID,
    BATCH_ZERO,
    CHAIN_ID,
    FACETS,
    MAX_GAS,
    VERSION,
)
from tests.support.diamond import ZERO_ADDRESS, selectors_of

ZERO_WORD = bytes(32)
GATEWAY = "0x00000000000000000000000000000000000000eE"


@pytest.fixture
def getters(chain):
    return chain.getters


def test_getters__new_chain(getters, chain, world, chain_admin):
    assert chain.facets["GettersFacet"].getName() == "GettersFacet"
    assert getters.getChainId() == CHAIN_ID
    assert getters.getBridgehub() == world.bridgehub.address
    assert getters.getChainTypeManager() == world.manager.address
    assert getters.getAdmin() == chain_admin.address
    assert getters.getPendingAdmin() == ZERO_ADDRESS
    assert getters.isValidator(world.timelock.address)
    assert not getters.isValidator(chain_admin.address)
    assert getters.getVerifier() == world.verifier.address
    assert getters.getNativeTokenVault() == world.vault.address
    assert getters.getAssetTracker() == world.tracker.address
    assert getters.getBaseTokenAssetId() == ASSET_ID
    assert getters.getBaseToken() == "0x" + "00" * 19 + "01"
    assert getters.baseTokenSupportsTotalSupply()
    assert getters.getProtocolVersion() == VERSION
    assert getters.getSemverProtocolVersion() == (0, 31, 0)
    assert getters.getFeeParams() == (0, 1_000_000, 120_000, 80_000_000, 99_000, 250_000_000)
    assert getters.getPriorityTxMaxGasLimit() == MAX_GAS
    assert getters.getLastPriceUpdates() == (0, 0)
    assert getters.getPausedDepositsTimestamp() == 0
    assert getters.getSettlementLayer() == ZERO_ADDRESS
    assert getters.getTransactionFilterer() == ZERO_ADDRESS
    assert getters.getPriorityModeInfo() == (
        False,
        False,
        world.permissionless_validator.address,
        ZERO_ADDRESS,
    )
    assert not getters.isPermanentRollup()
    assert getters.getDAValidatorPair() == (ZERO_ADDRESS, 0)


def test_getters__what_is_constant_on_zksync_os(getters):
    assert getters.getZKsyncOS() is True
    assert getters.isPriorityQueueActive() is False
    assert getters.isEthWithdrawalFinalized(1, 2) is False
    assert getters.getVerifierParams() == (ZERO_WORD,) * 3
    assert getters.getL2BootloaderBytecodeHash() == ZERO_WORD
    assert getters.getL2DefaultAccountBytecodeHash() == ZERO_WORD
    assert getters.getL2EvmEmulatorBytecodeHash() == ZERO_WORD


def test_getters__batches(getters, chain):
    assert getters.storedBatchHash(0) == getters.storedBlockHash(0) == BATCH_ZERO
    assert getters.storedBatchHash(1) == ZERO_WORD
    assert getters.l2LogsRootHash(0) == ZERO_WORD
    # 48 bits each, at their limits and all different.
    executed, verified, committed, upgrade = 2**48 - 4, 2**48 - 3, 2**48 - 2, 2**48 - 1
    chain.store(
        chain.slot("_batches_word"),
        executed | verified << 48 | committed << 96 | upgrade << 144 | 1 << 192,
    )
    assert getters.getTotalBatchesExecuted() == getters.getTotalBlocksExecuted() == executed
    assert getters.getTotalBatchesVerified() == getters.getTotalBlocksVerified() == verified
    assert getters.getTotalBatchesCommitted() == getters.getTotalBlocksCommitted() == committed
    assert (
        getters.getL2SystemContractsUpgradeBatchNumber()
        == getters.getL2SystemContractsUpgradeBlockNumber()
        == upgrade
    )
    chain.store(chain.slot("upgrade_tx_hash"), 77)
    assert int.from_bytes(getters.getL2SystemContractsUpgradeTxHash(), "big") == 77


def test_getters__settlement_word(getters, chain):
    """Layer, time of the pause and four flags share a word."""
    slot = chain.slot("_settlement_word")
    chain.store(slot, int(GATEWAY, 16) | (2**64 - 1) << 160)
    assert getters.getSettlementLayer() == GATEWAY
    assert getters.getPausedDepositsTimestamp() == 2**64 - 1
    assert not getters.isPermanentRollup()
    assert getters.getPriorityModeInfo()[:2] == (False, False)
    assert not getters.baseTokenSupportsTotalSupply()
    for bit, flags in enumerate(
        [
            (True, False, False, False),
            (False, True, False, False),
            (False, False, True, False),
            (False, False, False, True),
        ]
    ):
        chain.store(slot, 1 << (224 + bit))
        allowed, active = getters.getPriorityModeInfo()[:2]
        supply = getters.baseTokenSupportsTotalSupply()
        assert (getters.isPermanentRollup(), allowed, active, supply) == flags
        assert getters.getSettlementLayer() == ZERO_ADDRESS
        assert getters.getPausedDepositsTimestamp() == 0


def test_getters__version_word(getters, chain, world):
    slot = chain.slot("_protocol_word")
    chain.store(slot, int(world.manager.address, 16) | (2**96 - 1) << 160)
    assert getters.getChainTypeManager() == world.manager.address
    assert getters.getProtocolVersion() == 2**96 - 1
    assert getters.getSemverProtocolVersion() == (2**32 - 1,) * 3
    chain.store(slot, (1 << 64 | 2 << 32 | 3) << 160)
    assert getters.getSemverProtocolVersion() == (1, 2, 3)


def test_getters__priority_operations(getters, chain, bridgehub):
    assert getters.getPriorityTreeRoot() == ZERO_WORD
    assert getters.getPriorityTreeStartIndex() == 0
    times = []
    for n in range(14):  # six timestamps share a word
        assert getters.getTotalPriorityTxs() == getters.getPriorityQueueSize() == n
        leaf = bytes([n + 1]) * 32
        chain.mailbox.bridgehubRequestL2TransactionOnGateway(leaf, 0, sender=bridgehub)
        times.append(chain.now())
        chain.wait(1_000 + n)
    assert getters.getFirstUnprocessedPriorityTx() == 0
    assert [getters.getPriorityOpRequestTimestamp(n) for n in range(14)] == times
    assert getters.getPriorityOpRequestTimestamp(14) == 0
    chain.store(chain.slot("priority_tree", "unprocessed_index"), 5)
    assert getters.getFirstUnprocessedPriorityTx() == 5
    assert getters.getPriorityQueueSize() == 9


def test_getters__loupe_of_a_chain(getters, chain):
    facets = dict(getters.facets())
    assert list(facets) == [chain.facets[name].address for name in FACETS]
    for name, freezable in FACETS.items():
        facet = chain.facets[name]
        assert facets[facet.address] == tuple(selectors_of(name))
        assert getters.facetFunctionSelectors(facet) == facets[facet.address]
        assert getters.isFacetFreezable(facet) is freezable
        for selector in facets[facet.address]:
            assert getters.facetAddress(selector) == facet.address
            assert getters.isFunctionFreezable(selector) is freezable
    assert getters.facetAddresses() == tuple(facets)
    assert not getters.isDiamondStorageFrozen()
    assert getters.facetAddress(b"\xff\xff\xff\xff") == ZERO_ADDRESS
    assert getters.facetFunctionSelectors(ZERO_ADDRESS) == ()
    assert not getters.isFacetFreezable(ZERO_ADDRESS)
    assert not getters.isFunctionFreezable(b"\xff\xff\xff\xff")
