"""L1ChainAssetHandler: a chain leaves, arrives or does not, and returns."""

import pytest
from eth_abi.abi import decode, encode

from garter.chain import Contract
from garter.protocol.hashing import selector
from tests.support import reverts
from tests.unit.registry.conftest import deploy_bridgehub
from tests.unit.registry.facts import CHAIN, ETH_ASSET, GATEWAY, L1, ZERO
from tests.unit.registry.manager import all_events
from tests.unit.registry.migration import (
    CHAIN_BATCH,
    CHAIN_BURN,
    CHAIN_CONFIRM,
    CHAIN_DATA,
    CHAIN_MINT,
    COMMITMENT,
    CTM_BURN,
    CTM_CONFIRM,
    CTM_DATA,
    CTM_MINT_DATA,
    ETH,
    FAILURE,
    GATEWAY_BATCH,
    SUCCESS,
    decoded_mint_data,
    deploy,
    impersonate,
)

CONFIRM_TYPES = ["uint256", "uint8", "bytes32", "address", "bytes"]


@pytest.fixture(scope="module")
def registry(rpc, governor, admin, chain_admin):
    made = deploy(rpc, governor, admin, chain_admin, deploy_bridgehub(rpc, governor))
    made.execute(rpc, made.chain, CHAIN, CHAIN_BATCH)
    made.execute(rpc, made.gateway, GATEWAY, GATEWAY_BATCH)
    return made


@pytest.fixture(scope="module")
def handler(registry) -> Contract:
    return registry.handler


@pytest.fixture
def left(registry, chain_admin):
    registry.burn(chain_admin)


# --- leaving ---


def test_burn__effects_and_event(registry, handler, chain_admin):
    receipt = registry.burn(chain_admin)
    assert registry.hub.settlementLayer(CHAIN) == GATEWAY
    assert handler.isMigrationInProgress(CHAIN)
    assert handler.migrationNumber(CHAIN) == 1
    assert handler.migrationInterval(CHAIN, 1) == (CHAIN_BATCH, 0, GATEWAY_BATCH, 0, GATEWAY, True)
    started = ("MigrationStarted", CHAIN, 1, registry.ctm_asset, GATEWAY)
    assert all_events(handler, receipt) == [started]

    layer, caller, data = decode(
        ["address", "address", "bytes"], registry.chain.last_calldata(CHAIN_BURN)[4:]
    )
    assert (layer, caller) == (registry.gateway.address.lower(), chain_admin.address.lower())
    assert data == CHAIN_DATA


def test_burn__what_the_other_layer_gets(registry, handler, chain_admin):
    arguments = (GATEWAY, 0, registry.ctm_asset, chain_admin, registry.burn_data())
    answer = handler.call("bridgeBurn", arguments, caller=registry.router_sender)
    assert decoded_mint_data(answer) == (
        CHAIN,
        (ETH_ASSET, L1, ETH),
        CHAIN_BATCH,
        CTM_MINT_DATA,
        COMMITMENT,
        1,
    )


def test_burn__largest_data(registry, handler, chain_admin):
    """A cut near the bound, and a commitment of a deep priority tree."""
    registry.ctm.returns(CTM_BURN, ["bytes"], [b"\x0c" * 1_900])
    registry.chain.returns(CHAIN_BURN, ["bytes"], [b"\x0d" * 1_632])
    data = encode(["(uint256,bytes,bytes)"], [(CHAIN, b"\x0a" * 8_032, b"\x0b" * 1_024)])
    arguments = (GATEWAY, 0, registry.ctm_asset, chain_admin, data)
    answer = handler.call("bridgeBurn", arguments, caller=registry.router_sender)
    assert decoded_mint_data(answer)[3:5] == (b"\x0c" * 1_900, b"\x0d" * 1_632)


def test_burn__checks_in_order(rpc, registry, handler, governor, chain_admin, stranger):
    handler.pause(sender=governor)
    handler.pauseMigration(sender=governor)
    rpc.call("anvil_setBalance", stranger.address, hex(10**20))
    for values in ({"value": 1}, {"l2_value": 1}, {"value": 1, "l2_value": 2**256 - 1}):
        with reverts("NonEmptyMsgValue"):
            registry.burn(stranger, sender=stranger, **values)
    with reverts("NotAssetRouter", stranger, registry.router):
        registry.burn(stranger, sender=stranger)
    with reverts("Error", "Pausable: paused"):
        registry.burn(stranger)
    handler.unpause(sender=governor)
    with reverts("MigrationPaused"):
        registry.burn(stranger)
    handler.unpauseMigration(sender=governor)
    with reverts("ChainIdNotRegistered", 404):
        registry.burn(stranger, data=registry.burn_data(404))
    with reverts("IncorrectChainAssetId", ETH_ASSET, registry.ctm_asset):
        registry.burn(stranger, asset=ETH_ASSET, layer=404)
    with reverts("SLNotWhitelisted"):
        registry.burn(stranger, layer=404)
    with reverts("IncorrectSender", stranger, chain_admin):
        registry.burn(stranger)


def test_burn__counterparts_have_a_say(registry, chain_admin):
    registry.ctm.fails(CTM_BURN, selector("AdminZero()"))
    with reverts("AdminZero"):
        registry.burn(chain_admin)
    registry.ctm.returns(CTM_BURN, ["bytes"], [CTM_MINT_DATA])
    registry.tracker.returns("isAssetRegistered(bytes32)", ["bool"], [False])
    with reverts("ChainNotReadyForMigration", CHAIN):
        registry.burn(chain_admin)
    registry.tracker.returns("isAssetRegistered(bytes32)", ["bool"], [True])
    registry.chain.fails(CHAIN_BURN, selector("NotAllBatchesExecuted()"))
    with reverts("NotAllBatchesExecuted"):
        registry.burn(chain_admin)


def test_burn__base_token_of_unknown_origin__reverts(registry, chain_admin):
    registry.vault.returns("originToken(bytes32)", ["address"], [ZERO])
    registry.vault.returns("originChainId(bytes32)", ["uint256"], [0])
    with reverts("BaseTokenOriginTokenNotRegistered"):
        registry.burn(chain_admin)
    registry.vault.returns("originToken(bytes32)", ["address"], [ETH])
    with reverts("BaseTokenOriginChainIdNotRegistered"):
        registry.burn(chain_admin)


def test_burn__layer_with_another_manager__reverts(rpc, registry, governor, chain_admin, mock):
    """A settlement layer of another chain type manager, whitelisted all the same."""
    other_ctm, other_gateway = mock(), mock()
    other_ctm.returns(
        "createNewChain(uint256,bytes32,address,bytes,bytes[])", ["address"], [other_gateway]
    )
    registry.hub.addChainTypeManager(other_ctm, sender=governor)
    registry.hub.createNewChain(507, other_ctm, ETH_ASSET, 0, governor, b"", [], sender=governor)
    registry.hub.setSettlementLayerStatus(507, True, sender=governor)
    with reverts("SLHasDifferentCTM"):
        registry.burn(chain_admin, layer=507)


def test_burn__to_l1__reverts(registry, chain_admin):
    """L1 is a settlement layer, so only the record of migrations refuses it."""
    with reverts("SettlementLayerMustNotBeL1"):
        registry.burn(chain_admin, layer=L1)


def test_burn__while_away__reverts(registry, chain_admin, left):
    with reverts("NotCurrentSettlementLayer"):
        registry.burn(chain_admin)


# --- the outcome of leaving ---


def test_confirm__success(registry, handler, chain_admin, left):
    registry.confirm(SUCCESS, chain_admin)
    assert not handler.isMigrationInProgress(CHAIN)
    assert registry.hub.settlementLayer(CHAIN) == GATEWAY
    assert handler.migrationNumber(CHAIN) == 1
    assert handler.migrationInterval(CHAIN, 1)[-1]
    told = [chain_admin.address.lower()]
    manager = decode(CONFIRM_TYPES, registry.ctm.last_calldata(CTM_CONFIRM)[4:])
    assert manager == (CHAIN, SUCCESS, registry.ctm_asset, *told, CTM_DATA)
    chain = decode(CONFIRM_TYPES, registry.chain.last_calldata(CHAIN_CONFIRM)[4:])
    assert chain == (CHAIN, SUCCESS, registry.ctm_asset, *told, CHAIN_DATA)


def test_confirm__failure__is_as_if_it_never_left(registry, handler, chain_admin, left):
    registry.confirm(FAILURE, chain_admin)
    assert not handler.isMigrationInProgress(CHAIN)
    assert registry.hub.settlementLayer(CHAIN) == L1
    assert handler.migrationNumber(CHAIN) == 0
    assert handler.migrationInterval(CHAIN, 1) == (0, 0, 0, 0, 0, False)
    assert handler.isValidSettlementLayer(CHAIN, CHAIN_BATCH + 1, L1, 0)
    registry.burn(chain_admin)  # and may leave again
    assert handler.migrationNumber(CHAIN) == 1


def test_confirm__works_while_paused(registry, handler, governor, chain_admin, left):
    handler.pause(sender=governor)
    handler.pauseMigration(sender=governor)
    registry.confirm(SUCCESS, chain_admin)
    assert not handler.isMigrationInProgress(CHAIN)


def test_confirm__refused(registry, chain_admin, stranger, left):
    with reverts("NonEmptyMsgValue"):
        registry.confirm(FAILURE, chain_admin, sender=stranger, value=1)
    with reverts("NotAssetRouter", stranger, registry.router):
        registry.confirm(FAILURE, chain_admin, sender=stranger)
    with reverts("ZKChainNotRegistered"):
        registry.confirm(FAILURE, chain_admin, data=registry.burn_data(404))
    with reverts(""):
        registry.confirm(SUCCESS + 1, chain_admin)


def test_confirm__failure_of_what_did_not_leave__reverts(registry, chain_admin, left):
    registry.confirm(FAILURE, chain_admin)
    with reverts("MigrationNumberMismatch", 1, 0):
        registry.confirm(FAILURE, chain_admin)


# --- returning ---


def test_mint__effects_and_event(rpc, registry, handler, chain_admin, left):
    registry.confirm(SUCCESS, chain_admin)
    registry.execute(rpc, registry.gateway, GATEWAY, GATEWAY_BATCH + 3)
    receipt = registry.mint(CHAIN_BATCH + 5)
    assert registry.hub.settlementLayer(CHAIN) == L1
    assert registry.hub.baseTokenAssetId(CHAIN) == ETH_ASSET
    assert registry.message_root.currentChainBatchNumber(CHAIN) == CHAIN_BATCH + 5
    assert handler.migrationNumber(CHAIN) == 2
    interval = (CHAIN_BATCH, CHAIN_BATCH + 5, GATEWAY_BATCH, GATEWAY_BATCH + 3, GATEWAY, False)
    assert handler.migrationInterval(CHAIN, 1) == interval
    finalised = ("MigrationFinalized", CHAIN, 2, registry.ctm_asset, registry.chain.address)
    assert all_events(handler, receipt) == [finalised]
    minted = decode(["bytes", "bool"], registry.chain.last_calldata(CHAIN_MINT)[4:])
    assert minted == (b"commitment from there", True)


def test_mint__without_a_batch_on_the_layer(registry, handler, left):
    """The chain came back without having settled anything there."""
    registry.mint(CHAIN_BATCH)
    assert handler.isValidSettlementLayer(CHAIN, CHAIN_BATCH + 1, L1, 0)


def test_mint__checks_in_order(rpc, registry, handler, governor, stranger, left):
    handler.pause(sender=governor)
    handler.pauseMigration(sender=governor)
    with reverts("NonEmptyMsgValue"):
        registry.mint(CHAIN_BATCH, 1, sender=stranger, value=1)
    with reverts("NotAssetRouter", stranger, registry.router):
        registry.mint(CHAIN_BATCH, 1, sender=stranger)
    with reverts("Error", "Pausable: paused"):
        registry.mint(CHAIN_BATCH, 1)
    handler.unpause(sender=governor)
    with reverts("MigrationPaused"):
        registry.mint(CHAIN_BATCH, 1)
    handler.unpauseMigration(sender=governor)
    for number in (0, 1, 3):
        with reverts("MigrationNumberMismatch", 2, number):
            registry.mint(CHAIN_BATCH, number)
    with reverts("NoCTMForAssetId", ETH_ASSET):
        registry.mint(CHAIN_BATCH, asset=ETH_ASSET)
    with reverts("ChainBatchRootAlreadyExists", CHAIN, CHAIN_BATCH - 1):
        registry.mint(CHAIN_BATCH - 1)


def test_mint__chain_that_never_left__reverts(registry):
    with reverts("MigrationNumberMismatch", 2, 1):
        registry.mint(CHAIN_BATCH, 1)
    with reverts("MigrationIntervalNotSet"):
        registry.mint(CHAIN_BATCH, 2)


def test_mint__twice__reverts(registry, left):
    registry.mint(CHAIN_BATCH)
    with reverts("MigrationNumberMismatch", 1, 2):
        registry.mint(CHAIN_BATCH)


def test_burn__second_round_trip__reverts(registry, chain_admin, left):
    registry.mint(CHAIN_BATCH)
    with reverts("IteratedMigrationsNotSupported"):
        registry.burn(chain_admin)


def test_executed_batches__continue_where_the_layer_stopped(rpc, registry, left):
    registry.mint(CHAIN_BATCH + 5)
    diamond = impersonate(rpc, registry.chain)
    add = registry.message_root.addChainBatchRoot
    with reverts("NonConsecutiveBatchNumber", CHAIN, CHAIN_BATCH + 1):
        add(CHAIN, CHAIN_BATCH + 1, b"\1" * 32, sender=diamond)
    add(CHAIN, CHAIN_BATCH + 6, b"\1" * 32, sender=diamond)
