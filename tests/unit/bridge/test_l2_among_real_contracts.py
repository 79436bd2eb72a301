"""The chain's bridge with the real messenger and system context: there and back."""

from __future__ import annotations

import pytest

from garter.chain import Contract, Impersonated
from garter.protocol import constants
from tests.support.bridge import burn_data
from tests.support.chain_bridge import L1_CHAIN_ID, ChainBridge, fund, place_behind_proxy
from tests.unit.bridge.test_l2_deposits import (
    ASSET,
    GAS_FOR_KNOWN_TOKEN,
    GAS_FOR_NEW_TOKEN,
    L1_TOKEN,
    USDC,
)
from tests.unit.bridge.test_l2_withdrawals import message


@pytest.fixture
def real(rpc, chain, governor) -> ChainBridge:
    place_behind_proxy(rpc, constants.L2_MESSENGER, "L1MessengerZKOS", governor)
    context = place_behind_proxy(rpc, constants.L2_SYSTEM_CONTEXT, "SystemContext", governor)
    # Stands for the chain asset handler, which comes with the gateway: it is only told.
    rpc.call("anvil_setCode", constants.L2_CHAIN_ASSET_HANDLER, "0x00")
    bootloader = Impersonated(constants.L2_BOOTLOADER)
    fund(rpc, bootloader)
    rpc.call("anvil_setStorageAt", context.address, "0x0", "0x" + "00" * 32)
    context.setSettlementLayerChainId(L1_CHAIN_ID, sender=bootloader)
    return chain


def messages(real: ChainBridge, receipt) -> list:
    messenger = Contract.at(real.router.rpc, constants.L2_MESSENGER, "L1MessengerZKOS")
    return messenger.events(receipt, "L1MessageSent")


def test_round_trip__real_messenger(rpc, real, depositor, stranger):
    assert real.arrive(L1_TOKEN, depositor, 100, USDC, gas=GAS_FOR_NEW_TOKEN).ok
    assert real.arrive(L1_TOKEN, stranger, 1, USDC, gas=GAS_FOR_KNOWN_TOKEN).ok
    token = real.token(L1_TOKEN)
    for receipt in (
        real.router.withdraw(ASSET, burn_data(40, stranger), sender=depositor),
        real.router.withdraw(stranger, token, 40, sender=depositor),
    ):
        [sent] = messages(real, receipt)
        assert sent._sender == real.router.address
        assert sent._message == message(rpc, ASSET, depositor, stranger, L1_TOKEN, 40, USDC)
    assert (token.balanceOf(depositor), token.totalSupply()) == (20, 21)
    assert real.tracker.interopInfo(ASSET) == (80, 101)
