"""Whatever is deposited, wherever: the books balance and the vault holds what they say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garter.chain import Contract
from tests.support.bridge import GATEWAY_ID, MAX, burn_data, request

CHAINS = {271: None, 272: None, 273: GATEWAY_ID}  # chain => where it settles unless on L1

deposits = st.lists(
    st.tuples(
        st.sampled_from(["eth", "plain", "odd"]),
        st.sampled_from(sorted(CHAINS)),
        st.integers(1, 10**9),
    ),
    max_size=8,
)


@pytest.fixture(scope="module")
def assets(rpc, bridge, governor, depositor):
    """Name => (asset id, token or None)."""
    found = {"eth": (bridge.vault.BASE_TOKEN_ASSET_ID(), None)}
    plain = Contract.deploy(rpc, "PlainToken", governor, "T", "T", 0, sender=governor)
    plain.mint(depositor, 10**18, sender=governor)
    odd = Contract.deploy(rpc, "TetherToken", depositor, sender=governor)
    odd.issue(10**18, sender=depositor)
    for name, token, spender in (("plain", plain, bridge.vault), ("odd", odd, bridge.router)):
        token.approve(spender, MAX, sender=depositor)
        bridge.vault.registerToken(token, sender=governor)
        found[name] = (bridge.vault.assetId(token), token)
    return found


@settings(max_examples=25, deadline=None)
@given(deposits)
def test_deposits__books_balance(rpc, bridge, assets, depositor, made):
    snapshot = rpc.call("evm_snapshot")
    try:
        expected: dict[tuple[str, int], int] = {}
        for name, chain, amount in made:
            asset, token = assets[name]
            layer = CHAINS[chain]
            bridge.settle_on(layer or bridge.l1)
            bridge.router.bridgehubDeposit(
                chain,
                depositor,
                0,
                request(asset, burn_data(amount, depositor)),
                sender=bridge.bridgehub,
                value=0 if token else amount,
            )
            key = (name, layer or chain)
            expected[key] = expected.get(key, 0) + amount
        for name, (asset, token) in assets.items():
            booked = {
                chain: bridge.tracker.chainBalance(chain, asset) for chain in (*CHAINS, GATEWAY_ID)
            }
            assert booked == {c: expected.get((name, c), 0) for c in booked}
            assert sum(booked.values()) + bridge.tracker.chainBalance(bridge.l1, asset) == MAX
            held = token.balanceOf(bridge.vault) if token else rpc.balance(bridge.vault.address)
            assert held == sum(booked.values())
    finally:
        rpc.call("evm_revert", snapshot)
