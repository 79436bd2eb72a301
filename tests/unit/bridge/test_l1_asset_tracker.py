"""L1AssetTracker: the books of what each chain holds."""

from __future__ import annotations

import pytest

from garter.build import load_artifact
from garter.chain import Contract, Impersonated
from tests.support import reverts
from tests.support.bridge import CHAIN_ID, GATEWAY_ID, MAX, NOBODY

ASSET = b"\xaa" * 32
OTHER = b"\xbb" * 32


@pytest.fixture
def tracker(bridge):
    return bridge.tracker


@pytest.fixture
def vault(bridge, rpc):
    """The vault as a sender."""
    rpc.call("anvil_setBalance", bridge.vault.address, hex(10**20))
    return Impersonated(bridge.vault.address)


@pytest.fixture
def registered(bridge, tracker, vault):
    """An asset native to L1."""
    tracker.registerNewTokenIfNeeded(ASSET, bridge.l1, sender=vault)
    return ASSET


def test_connections(bridge, tracker, governor):
    assert tracker.BRIDGE_HUB() == tracker.MESSAGE_ROOT() == bridge.registry.address
    assert tracker.NATIVE_TOKEN_VAULT() == bridge.vault.address
    assert tracker.L1_NULLIFIER() == bridge.nullifier.address
    assert tracker.owner() == governor.address


def test_set_addresses__reads_the_bridgehub(bridge, tracker, governor, stranger):
    assert tracker.chainAssetHandler() == bridge.registry.address
    bridge.registry.returns("chainAssetHandler()", ["address"], [stranger])
    tracker.setAddresses(sender=governor)
    assert tracker.chainAssetHandler() == stranger.address


def test_set_addresses__not_owner__reverts(tracker, stranger):
    with reverts("Error", "Ownable: caller is not the owner"):
        tracker.setAddresses(sender=stranger)


def test_register__origin_chain_holds_everything(bridge, tracker, registered):
    assert tracker.isAssetRegistered(registered)
    assert tracker.chainBalance(bridge.l1, registered) == MAX
    assert not tracker.isAssetRegistered(OTHER)


def test_register__again__changes_nothing(bridge, tracker, vault, registered):
    tracker.handleChainBalanceIncreaseOnL1(CHAIN_ID, registered, 5, bridge.l1, sender=vault)
    tracker.registerNewTokenIfNeeded(registered, CHAIN_ID, sender=vault)
    assert tracker.chainBalance(bridge.l1, registered) == MAX - 5
    assert tracker.chainBalance(CHAIN_ID, registered) == 5


def test_register__asset_of_a_chain__that_chain_holds_everything(tracker, vault):
    tracker.registerNewTokenIfNeeded(OTHER, CHAIN_ID, sender=vault)
    assert tracker.chainBalance(CHAIN_ID, OTHER) == MAX


def test_increase__moves_from_l1_to_the_chain(bridge, tracker, vault, registered):
    for amount in (5, 7):
        tracker.handleChainBalanceIncreaseOnL1(CHAIN_ID, registered, amount, 0, sender=vault)
    assert tracker.chainBalance(CHAIN_ID, registered) == 12
    assert tracker.chainBalance(bridge.l1, registered) == MAX - 12


@pytest.mark.parametrize("amount", [0, 1])
def test_increase__unregistered__reverts(tracker, vault, amount):
    with reverts("AssetIdNotRegistered", OTHER):
        tracker.handleChainBalanceIncreaseOnL1(CHAIN_ID, OTHER, amount, 0, sender=vault)


def test_increase__more_than_l1_holds__reverts(bridge, tracker, vault, registered):
    tracker.handleChainBalanceIncreaseOnL1(CHAIN_ID, registered, MAX, 0, sender=vault)
    with reverts("InsufficientChainBalance", bridge.l1, registered, 1):
        tracker.handleChainBalanceIncreaseOnL1(CHAIN_ID, registered, 1, 0, sender=vault)


def test_increase__of_a_chains_own_asset_before_any_came_to_l1__reverts(bridge, tracker, vault):
    tracker.registerNewTokenIfNeeded(OTHER, CHAIN_ID, sender=vault)
    with reverts("InsufficientChainBalance", bridge.l1, OTHER, 1):
        tracker.handleChainBalanceIncreaseOnL1(CHAIN_ID, OTHER, 1, 0, sender=vault)


def test_increase__first_deposit_takes_the_chains_migration_number(
    bridge, tracker, vault, registered
):
    bridge.registry.returns("migrationNumber(uint256)", ["uint256"], [2])
    assert not tracker.tokenMigrated(CHAIN_ID, registered)
    tracker.handleChainBalanceIncreaseOnL1(CHAIN_ID, registered, 5, 0, sender=vault)
    assert tracker.assetMigrationNumber(CHAIN_ID, registered) == 2
    assert tracker.tokenMigrated(CHAIN_ID, registered)


def test_increase__held_before_the_migration__keeps_its_number(bridge, tracker, vault, registered):
    tracker.handleChainBalanceIncreaseOnL1(CHAIN_ID, registered, 5, 0, sender=vault)
    assert tracker.assetMigrationNumber(CHAIN_ID, registered) == 0
    bridge.registry.returns("migrationNumber(uint256)", ["uint256"], [1])
    tracker.handleChainBalanceIncreaseOnL1(CHAIN_ID, registered, 5, 0, sender=vault)
    assert tracker.assetMigrationNumber(CHAIN_ID, registered) == 0
    assert not tracker.tokenMigrated(CHAIN_ID, registered)


def test_increase__on_a_gateway__credits_the_gateway(bridge, tracker, vault, registered):
    bridge.settle_on(GATEWAY_ID)
    bridge.registry.returns("migrationNumber(uint256)", ["uint256"], [1])
    tracker.handleChainBalanceIncreaseOnL1(CHAIN_ID, registered, 5, 0, sender=vault)
    assert tracker.chainBalance(GATEWAY_ID, registered) == 5
    assert tracker.chainBalance(CHAIN_ID, registered) == 0
    assert tracker.chainBalance(bridge.l1, registered) == MAX - 5
    assert tracker.assetMigrationNumber(CHAIN_ID, registered) == 1


def test_increase__back_from_a_gateway_with_nothing_held__keeps_its_number(
    bridge, tracker, vault, registered
):
    """What was deposited meanwhile is booked on the gateway and has to migrate first."""
    bridge.settle_on(GATEWAY_ID)
    bridge.registry.returns("migrationNumber(uint256)", ["uint256"], [1])
    tracker.handleChainBalanceIncreaseOnL1(CHAIN_ID, registered, 5, 0, sender=vault)
    bridge.settle_on(bridge.l1)
    bridge.registry.returns("migrationNumber(uint256)", ["uint256"], [2])
    tracker.handleChainBalanceIncreaseOnL1(CHAIN_ID, registered, 5, 0, sender=vault)
    assert tracker.assetMigrationNumber(CHAIN_ID, registered) == 1
    assert not tracker.tokenMigrated(CHAIN_ID, registered)


def test_vault_functions__other_callers__revert(tracker, stranger):
    with reverts("Unauthorized", stranger):
        tracker.registerNewTokenIfNeeded(OTHER, CHAIN_ID, sender=stranger)
    with reverts("Unauthorized", stranger):
        tracker.handleChainBalanceIncreaseOnL1(CHAIN_ID, ASSET, 5, 0, sender=stranger)


@pytest.fixture
def batching_vault(bridge, rpc, governor):
    """The vault's address, able to make several calls in one transaction."""
    rpc.call("anvil_setCode", bridge.vault.address, load_artifact("Batcher").runtime_code)
    return Contract.at(rpc, bridge.vault.address, "Batcher")


@pytest.fixture
def on_gateway(bridge, batching_vault):
    """The vault's address also is the gateway's diamond: it deposits and fetches."""
    bridge.settle_on(GATEWAY_ID)
    bridge.registry.returns("getZKChain(uint256)", ["address"], [batching_vault.address])
    bridge.registry.returns("whitelistedSettlementLayers(uint256)", ["bool"], [True])


def increase(tracker, chain_id, asset_id, amount):
    return tracker.calldata("handleChainBalanceIncreaseOnL1", chain_id, asset_id, amount, 0)


def consume(tracker, chain_id):
    return tracker.calldata("consumeBalanceChange", GATEWAY_ID, chain_id)


def test_consume__once_per_deposit_and_chain(
    bridge, tracker, registered, batching_vault, on_gateway, stranger
):
    batching_vault.batch(
        tracker,
        [
            increase(tracker, CHAIN_ID, registered, 5),
            increase(tracker, 272, registered, 6),
            consume(tracker, CHAIN_ID),
            consume(tracker, CHAIN_ID),
            increase(tracker, CHAIN_ID, registered, 7),
            consume(tracker, CHAIN_ID),
            consume(tracker, 272),
        ],
        sender=stranger,
    )
    answers = [batching_vault.results(i) for i in range(7)]
    changes = [(a[:32], int.from_bytes(a[32:], "big")) for a in answers if a]
    assert changes == [
        (registered, 5),
        (bytes(32), 0),
        (registered, 7),
        (registered, 6),
    ]


def test_consume__nothing_is_left_for_the_next_transaction(
    bridge, tracker, registered, batching_vault, on_gateway, stranger
):
    batching_vault.batch(tracker, [increase(tracker, CHAIN_ID, registered, 5)], sender=stranger)
    batching_vault.batch(tracker, [consume(tracker, CHAIN_ID)], sender=stranger)
    assert batching_vault.results(0) == bytes(64)


def test_increase__twice_without_passing_on__reverts(
    bridge, tracker, registered, batching_vault, on_gateway, stranger
):
    calls = [increase(tracker, CHAIN_ID, registered, amount) for amount in (5, 6)]
    stored = int.from_bytes(registered, "big")
    with reverts("TransientBalanceChangeAlreadySet", stored, 5):
        Contract(batching_vault.rpc, batching_vault.address, batching_vault.abi).batch(
            tracker, calls, sender=stranger
        )


def test_increase__base_token_on_a_gateway__is_not_announced(
    bridge, tracker, registered, batching_vault, on_gateway, stranger
):
    bridge.use_base_token(registered)
    calls = [increase(tracker, CHAIN_ID, registered, amount) for amount in (5, 6)]
    batching_vault.batch(tracker, [*calls, consume(tracker, CHAIN_ID)], sender=stranger)
    assert batching_vault.results(2) == bytes(64)
    assert tracker.chainBalance(GATEWAY_ID, registered) == 11


@pytest.mark.parametrize(
    ("whitelisted", "is_diamond"), [(False, True), (True, False), (False, False)]
)
def test_consume__other_callers__revert(bridge, tracker, stranger, whitelisted, is_diamond):
    diamond = stranger.address if is_diamond else NOBODY
    bridge.registry.returns("getZKChain(uint256)", ["address"], [diamond])
    bridge.registry.returns("whitelistedSettlementLayers(uint256)", ["bool"], [whitelisted])
    with reverts("OnlyWhitelistedSettlementLayer", diamond, stranger):
        tracker.consumeBalanceChange(GATEWAY_ID, CHAIN_ID, sender=stranger)


def test_token_migrated_this_chain__compares_l1s_numbers(bridge, tracker, registered):
    assert tracker.tokenMigratedThisChain(registered)
    bridge.registry.returns("migrationNumber(uint256)", ["uint256"], [1])
    assert not tracker.tokenMigratedThisChain(registered)
