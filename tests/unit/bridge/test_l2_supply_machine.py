"""A token's supply is what came less what left, and every message is of a burn."""

from __future__ import annotations

from typing import Any

import hypothesis.strategies as st
from eth_utils.address import to_checksum_address
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from garter.chain import Impersonated
from garter.exceptions import ContractReverted
from garter.protocol.assets import MintData, RouterMessage, TokenData, ntv_asset_id
from garter.protocol.hashing import keccak256
from tests.support.bridge import burn_data
from tests.support.chain_bridge import L1_CHAIN_ID, NOBODY, fund

TOKENS = [to_checksum_address("0x" + byte * 20) for byte in ("a1", "b2", "c3")]
USERS = [to_checksum_address(keccak256(name)[-20:]) for name in (b"ann", b"bob", b"cem")]
token_numbers, users = st.integers(0, len(TOKENS) - 1), st.integers(0, len(USERS) - 1)
amounts = st.one_of(st.integers(0, 1_000), st.integers(0, 2**255))


def machine_of(chain: Any, accounts: list[Any]) -> type[RuleBasedStateMachine]:
    class Supply(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.snapshot = chain.router.rpc.call("evm_snapshot")
            self.held: dict[tuple[int, int], int] = {}
            self.arrived = [0] * len(TOKENS)
            self.left = [0] * len(TOKENS)

        def teardown(self) -> None:
            chain.router.rpc.call("evm_revert", self.snapshot)

        def asset(self, number: int) -> bytes:
            return ntv_asset_id(L1_CHAIN_ID, TOKENS[number])

        @rule(number=token_numbers, user=users, amount=amounts, old=st.booleans())
        def deposit(self, number: int, user: int, amount: int, old: bool) -> None:
            data = TokenData.of(L1_CHAIN_ID, f"T{number}", f"T{number}", number)
            fits = self.arrived[number] + amount < 2**256
            mint = MintData(NOBODY, USERS[user], TOKENS[number], amount, data.encode()).encode()
            try:
                if old:
                    chain.arrive(TOKENS[number], USERS[user], amount, data)
                else:
                    chain.router.finalizeDeposit(
                        L1_CHAIN_ID, self.asset(number), mint, sender=chain.l1_router
                    )
            except ContractReverted:
                assert not fits
                return
            assert fits
            self.arrived[number] += amount
            self.held[number, user] = self.held.get((number, user), 0) + amount

        @rule(number=token_numbers, user=users, to=users, amount=amounts)
        def transfer(self, number: int, user: int, to: int, amount: int) -> None:
            if self.held.get((number, user), 0) < amount or not self.arrived[number]:
                return
            chain.token(TOKENS[number]).transfer(USERS[to], amount, sender=accounts[user])
            self.held[number, user] = self.held.get((number, user), 0) - amount
            self.held[number, to] = self.held.get((number, to), 0) + amount

        @rule(number=token_numbers, user=users, share=st.integers(0, 4), old=st.booleans())
        def withdraw(self, number: int, user: int, share: int, old: bool) -> None:
            """0 to 3 thirds of what the user has, or one more than that."""
            held = self.held.get((number, user), 0)
            amount = held + 1 if share == 4 else held * share // 3
            token = chain.vault.l2TokenAddress(TOKENS[number])
            try:
                if old:
                    receipt = chain.router.withdraw(
                        USERS[user], token, amount, sender=accounts[user]
                    )
                else:
                    receipt = chain.router.withdraw(
                        self.asset(number), burn_data(amount, USERS[user]), sender=accounts[user]
                    )
            except ContractReverted:
                assert amount in (0, held + 1) or token == NOBODY
                return
            assert 0 < amount <= held
            [sent] = chain.messages(receipt)
            mint = MintData.decode(RouterMessage.decode(sent.message).transfer_data)
            assert (mint.amount, mint.origin_token) == (amount, TOKENS[number])
            self.left[number] += amount
            self.held[number, user] = held - amount

        @invariant()
        def supply_is_what_came_less_what_left(self) -> None:
            for number, l1_token in enumerate(TOKENS):
                asset = self.asset(number)
                counted = (self.left[number], self.arrived[number])
                assert chain.tracker.interopInfo(asset) == counted
                address = chain.vault.l2TokenAddress(l1_token)
                if address == NOBODY:
                    assert counted == (0, 0)
                    continue
                token = chain.token(l1_token)
                balances = [token.balanceOf(user) for user in USERS]
                assert balances == [self.held.get((number, u), 0) for u in range(len(USERS))]
                assert token.totalSupply() == sum(balances)
                assert token.totalSupply() == self.arrived[number] - self.left[number]

    return Supply


def test_supply__any_sequence__is_what_came_less_what_left(rpc, chain):
    accounts = [Impersonated(user) for user in USERS]
    fund(rpc, *accounts)
    run_state_machine_as_test(
        lambda: machine_of(chain, accounts)(),
        settings=settings(
            max_examples=12,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
