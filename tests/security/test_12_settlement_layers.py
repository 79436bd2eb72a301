"""Attack 12 through a settlement layer: the layer answers for the chains on it, and only it does.

Bridge, bridgehub, chain asset handler and message root are real; the diamonds of the chain and of
the Gateway are stand-ins, because no chain can move for real yet.
"""

from __future__ import annotations

import pytest

from garter.build import load_artifact
from garter.build.artifacts import flatten_layout
from garter.chain import Contract
from garter.protocol.assets import (
    FINALIZE_DEPOSIT,
    FINALIZE_ETH_WITHDRAWAL,
    BaseTokenWithdrawal,
    MintData,
    RouterMessage,
)
from garter.protocol.constants import L2_ASSET_ROUTER, L2_BASE_TOKEN
from garter.protocol.hashing import keccak256
from garter.protocol.messages import message_log
from tests.protocol.network import BATCH, CHAIN, GATEWAY, World
from tests.security.l1 import settle
from tests.support import behind_proxy, reverts
from tests.support.bridge import NOBODY, deploy_beacon

AMOUNT = 5_000
TOKEN, ETHER = 0, 1  # logs of the batch


@pytest.fixture
def bridge(rpc, registry, governor):
    """A bridge before that registry: nullifier, router, vault, tracker."""
    hub, root = registry.hub, registry.message_root

    def proxied(name, *arguments, settings=()):
        return behind_proxy(rpc, name, arguments, (governor, *settings), sender=governor)

    nullifier = proxied("L1Nullifier", hub, root)
    router = proxied("L1AssetRouter", NOBODY, hub, nullifier)
    beacon = deploy_beacon(rpc, governor)
    vault = proxied("L1NativeTokenVault", NOBODY, router, nullifier, settings=(beacon.address,))
    router.setNativeTokenVault(vault, sender=governor)
    nullifier.setL1NativeTokenVault(vault, sender=governor)
    nullifier.setL1AssetRouter(router, sender=governor)
    tracker = proxied("L1AssetTracker", hub, vault, root)
    vault.setAssetTracker(tracker, sender=governor)
    vault.registerEthToken(sender=governor)
    tracker.setAddresses(sender=governor)
    return nullifier, router, vault, tracker


@pytest.fixture
def settled(rpc, registry, bridge, governor, depositor, stranger, chain_admin, request):
    """A token and ETH leave the chain, in a batch that was settled by the route."""
    _, _, vault, _ = bridge
    token = Contract.deploy(rpc, "PlainToken", governor, "T", "T", 9, sender=governor)
    token.mint(vault, AMOUNT, sender=governor)  # what earlier deposits left
    vault.registerToken(token, sender=stranger)
    rpc.call("anvil_setBalance", vault.address, hex(AMOUNT))
    mint = MintData(NOBODY, stranger.address, NOBODY, AMOUNT, b"")
    messages = (
        RouterMessage(FINALIZE_DEPOSIT, CHAIN, vault.assetId(token), mint.encode()).encode(),
        BaseTokenWithdrawal(FINALIZE_ETH_WITHDRAWAL, "0x" + "ab" * 20, AMOUNT).encode(),
    )
    senders = (L2_ASSET_ROUTER, L2_BASE_TOKEN)
    logs = [message_log(n, senders[n], messages[n]) for n in (TOKEN, ETHER)]
    l1 = settle(rpc, registry, World(logs), request.param, chain_admin)
    params = [(CHAIN, BATCH, n, senders[n], n, messages[n], l1.proof(n)) for n in (TOKEN, ETHER)]
    return params, (vault.assetId(token), vault.BASE_TOKEN_ASSET_ID()), token


def book(rpc, tracker, chain_id, asset):
    """Enter AMOUNT on a chain, as a deposit would have."""
    slot = mapping_slot(chain_id, asset)
    rpc.call("anvil_setStorageAt", tracker.address, slot, f"0x{AMOUNT:064x}")
    assert tracker.chainBalance(chain_id, asset) == AMOUNT


def mapping_slot(chain_id, asset):
    layout = flatten_layout(load_artifact("L1AssetTracker").layout["storage_layout"])
    slot = layout["asset_ledger.chainBalance"]["slot"]
    outer = keccak256(slot.to_bytes(32, "big") + chain_id.to_bytes(32, "big"))
    return "0x" + keccak256(outer + asset).hex()


@pytest.mark.parametrize(
    ("settled", "answers", "does_not"),
    [("gateway", GATEWAY, CHAIN), ("direct", CHAIN, GATEWAY)],
    indirect=["settled"],
)
@pytest.mark.parametrize("what", [TOKEN, ETHER])
def test_withdrawal__is_debited_where_the_batch_was_settled(
    rpc, bridge, settled, stranger, what, answers, does_not
):
    nullifier, _, _, tracker = bridge
    params, assets, _ = settled
    book(rpc, tracker, does_not, assets[what])
    with reverts("InsufficientChainBalance", answers, assets[what], AMOUNT):
        nullifier.finalizeDeposit(params[what], sender=stranger)
    book(rpc, tracker, answers, assets[what])
    receipt = nullifier.finalizeDeposit(params[what], sender=stranger)
    assert tracker.chainBalance(answers, assets[what]) == 0
    assert tracker.chainBalance(does_not, assets[what]) == AMOUNT
    [event] = nullifier.events(receipt, "TransientSettlementLayerSet")
    assert event.settlementLayerChainId == (GATEWAY if answers == GATEWAY else 0)


@pytest.mark.parametrize("settled", ["gateway"], indirect=True)
def test_layer__is_forgotten_with_the_transaction(rpc, bridge, settled, stranger):
    nullifier, _, _, tracker = bridge
    params, assets, _ = settled
    book(rpc, tracker, GATEWAY, assets[TOKEN])
    nullifier.finalizeDeposit(params[TOKEN], sender=stranger)
    assert nullifier.getTransientSettlementLayer() == (0, 0)


@pytest.mark.parametrize("settled", ["gateway"], indirect=True)
def test_layer__another_one_in_the_proof__reverts(rpc, bridge, settled, stranger):
    """The chain's own books cannot be chosen by naming them in the proof."""
    nullifier, _, _, tracker = bridge
    params, assets, _ = settled
    book(rpc, tracker, CHAIN, assets[TOKEN])
    *place, proof = params[TOKEN]
    at = next(i for i, w in enumerate(proof) if int.from_bytes(w, "big") == GATEWAY)
    forged = [*proof[:at], CHAIN.to_bytes(32, "big"), *proof[at + 1 :]]
    with reverts("InvalidSettlementLayerForBatch"):
        nullifier.finalizeDeposit((*place, forged), sender=stranger)
