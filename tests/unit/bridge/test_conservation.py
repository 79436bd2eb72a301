"""Two chains and everybody's moves, in any order: what L1 holds is what the chains may take out.

Hypothesis plays users (deposit, finalise, claim, again and again), the chains' operators (execute
with either outcome, settle) and chains that lie (withdraw whatever they like, report any outcome).
Contracts are those of a deployed ecosystem, callers have no rights, proofs are real.

I1  the vault holds, asset by asset, what the chains' balances add up to
I2  every message pays once, every failed deposit is paid back once
I5  a chain's operations leave the other's balances and roots alone
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from garter.chain import Contract
from garter.exceptions import ContractReverted
from tests.security.withdrawals import ENTRIES
from tests.support.bridge import ETH, MAX
from tests.support.two_chains import (
    ALPHA,
    BETA,
    MINT,
    Deposit,
    Message,
    TwoChains,
    deploy_two_chains,
)

CHAINS = (ALPHA, BETA)
chains = st.sampled_from(CHAINS)
names = st.sampled_from(["eth", "base", "plain"])
MOVES = ("deposit", "say", "report", "settle", "finalise", "claim")
affordable = st.integers(1, 10**9)
outcomes = st.sampled_from([False, False, True])
entries = st.sampled_from(sorted(ENTRIES))


@dataclass
class Stage:
    """What every run starts from."""

    net: TwoChains
    depositor: Any
    receiver: Any
    plain: Contract


@dataclass
class Withdrawal:
    message: Message
    chain_id: int
    asset: str
    amount: int
    settled: bool = False
    paid: bool = False


@dataclass
class Tried:
    """A deposit and its story."""

    deposit: Deposit
    asset: str
    outcomes: dict[bool, Any]
    settled: bool = False
    paid: bool = False


@pytest.fixture(scope="module")
def stage(rpc, governor, depositor, stranger, tmp_path_factory) -> Stage:
    net = deploy_two_chains(rpc, tmp_path_factory.mktemp("conservation"), governor)
    plain = Contract.deploy(rpc, "PlainToken", governor, "Plain", "PLN", 9, sender=governor)
    for token in (plain, net.base_token):
        token.mint(depositor, 10**40, sender=governor)
        token.approve(net.router, MAX, sender=depositor)
    return Stage(net, depositor, stranger, plain)


class Bridge(RuleBasedStateMachine):
    stage: Stage

    def __init__(self) -> None:
        super().__init__()
        self.net = self.stage.net
        self.snapshot = self.net.rpc.call("evm_snapshot")
        self.net.forget()
        self.tokens = {
            "eth": (self.net.eth, None),
            "base": (self.net.asset_of(self.net.base_token), self.net.base_token),
            "plain": (self.net.asset_of(self.stage.plain), self.stage.plain),
        }
        self.held = {(c, name): 0 for c in CHAINS for name in self.tokens}
        self.withdrawals: list[Withdrawal] = []
        self.tried: list[Tried] = []
        self.received = dict.fromkeys(self.tokens, 0)
        self.at_first = {name: self._balance(name, self.stage.receiver) for name in self.tokens}
        self.roots = {c: self._roots(c) for c in CHAINS}

    def teardown(self) -> None:
        self.net.rpc.call("evm_revert", self.snapshot)

    @rule(data=st.data(), move=st.sampled_from(MOVES))
    def move(self, data: st.DataObject, move: str) -> None:
        """One rule for all: with a rule each, Hypothesis leaves whole kinds of moves out.

        What cannot be done yet gives way to what comes before it.
        """
        chain_id, name = data.draw(chains), data.draw(names)
        paying = [w for w in self.withdrawals if w.settled]
        claimable = [t for t in self.tried if t.settled]
        if move == "settle":
            self.settle(chain_id)
        elif move == "finalise" and paying:
            self.finalise(data.draw(st.sampled_from(paying)), data.draw(entries))
        elif move == "claim" and claimable:
            drawn = data.draw(st.sampled_from(claimable))
            self.claim(drawn, data.draw(st.booleans()), data.draw(st.booleans()))
        elif move in ("report", "claim") and self.tried:
            self.report(data.draw(st.sampled_from(self.tried)), data.draw(outcomes))
        elif move in ("say", "finalise"):
            self.say_that_somebody_withdrew(data, chain_id, name)
        else:
            self.deposit(chain_id, name, data.draw(affordable), data.draw(st.booleans()))

    # --- users ---

    @initialize()
    def something_is_there(self) -> None:
        self.net.vault.ensureTokenIsRegistered(self.stage.plain, sender=self.stage.receiver)
        for chain_id in CHAINS:
            self.deposit(chain_id, base_of(chain_id), 1, False)

    def deposit(self, chain_id: int, name: str, amount: int, legacy: bool) -> None:
        asset, token = self.tokens[name]
        if name == base_of(chain_id):
            self.net.deposit_base_token(chain_id, self.stage.depositor, MINT + amount)
            self.held[chain_id, name] += MINT + amount
            return
        made = self.net.deposit(
            chain_id,
            self.stage.depositor,
            token or ETH,
            amount,
            legacy=legacy,
            value=0 if token else amount,
        )
        assert made.asset_id == asset
        self.held[chain_id, base_of(chain_id)] += MINT
        self.held[chain_id, name] += amount
        self.tried.append(Tried(made, name, {}))

    def finalise(self, drawn: Withdrawal, entry: str) -> None:
        expected = self._verdict(drawn)
        got = attempt(ENTRIES[entry], self.net, drawn.message, self.stage.depositor)
        assert got == expected, (entry, drawn)
        if expected == "paid":
            drawn.paid = True
            self.held[drawn.chain_id, drawn.asset] -= drawn.amount
            self.received[drawn.asset] += drawn.amount

    def _verdict(self, drawn: Withdrawal) -> str:
        if drawn.paid:
            return "WithdrawalAlreadyFinalized"
        enough = drawn.amount <= self.held[drawn.chain_id, drawn.asset]
        return "paid" if enough else "InsufficientChainBalance"

    def claim(self, drawn: Tried, reported: bool, by_stranger: bool) -> None:
        place = drawn.outcomes.get(reported) or next(iter(drawn.outcomes.values()))
        failed = drawn.outcomes.get(False) is place
        drawn.deposit.outcome = place
        caller = self.stage.receiver if by_stranger else self.stage.depositor
        before = self._balance(drawn.asset, self.stage.depositor)
        got = attempt(self.net.recover, drawn.deposit, caller)
        deposit = drawn.deposit
        if not place.proof:
            assert got == "MerklePathEmpty"
        elif not failed:
            assert got == "InvalidProof"
        elif drawn.paid:
            assert got == "DepositDoesNotExist"
        elif self.held[deposit.chain_id, drawn.asset] < deposit.amount:
            assert got == "InsufficientChainBalance"
        else:
            assert got == "paid"
            drawn.paid = True
            self.held[deposit.chain_id, drawn.asset] -= deposit.amount
            gained = self._balance(drawn.asset, self.stage.depositor) - before
            # The caller pays gas in ETH.
            assert gained == deposit.amount or (drawn.asset == "eth" and not by_stranger)

    # --- chains, honest or not ---

    def report(self, tried: Tried, success: bool) -> None:
        """Also of a deposit that was reported before, and otherwise."""
        self.net.chain(tried.deposit.chain_id).execute(tried.deposit, success)
        tried.outcomes[success] = tried.deposit.outcome

    def say_that_somebody_withdrew(self, data: st.DataObject, chain_id: int, name: str) -> None:
        """All of it, some, too much by one, or everything there is."""
        if not self.held[chain_id, name]:
            name = base_of(chain_id)
        held = self.held[chain_id, name]
        amount = data.draw(st.sampled_from([held // 3 + 1, held, 1, held + 1, MAX]))
        asset, token = self.tokens[name]
        chain = self.net.chain(chain_id)
        if name == base_of(chain_id):
            message = chain.withdraw_base_token(self.stage.receiver, amount)
        else:
            message = chain.withdraw(asset, self.stage.receiver, amount, token or ETH)
        self.withdrawals.append(Withdrawal(message, chain_id, name, amount))

    def settle(self, chain_id: int) -> None:
        other = self._other(chain_id)
        untouched = self._roots(other)
        self._refuse_unsettled(chain_id)
        self.net.chain(chain_id).settle()
        assert self._roots(other) == untouched == self.roots[other]
        self.roots[chain_id] = self._roots(chain_id)
        for drawn in self.withdrawals:
            drawn.settled |= drawn.chain_id == chain_id
        for tried in self.tried:
            tried.settled |= any(place.proof for place in tried.outcomes.values())

    def _refuse_unsettled(self, chain_id: int) -> None:
        early = [w for w in self.withdrawals if w.chain_id == chain_id and not w.settled]
        if early:
            got = attempt(self.net.finalize, early[-1].message, self.stage.depositor)
            assert got == "MerklePathEmpty"

    # --- what never changes ---

    @invariant()
    def vault_holds_what_the_chains_may_take_out(self) -> None:
        for name, (asset, token) in self.tokens.items():
            booked = {c: self.net.tracker.chainBalance(c, asset) for c in CHAINS}
            assert booked == {c: self.held[c, name] for c in CHAINS}
            assert self._balance(name, self.net.vault) == sum(booked.values())
            if token is None or self.net.tracker.isAssetRegistered(asset):
                l1 = self.net.tracker.chainBalance(self.net.rpc.chain_id(), asset)
                assert l1 + sum(booked.values()) == MAX

    @invariant()
    def everybody_was_paid_what_is_marked(self) -> None:
        for name, received in self.received.items():
            gained = self._balance(name, self.stage.receiver) - self.at_first[name]
            # The receiver registers the token and claims for others, which costs it gas.
            assert gained == received or (name == "eth" and gained <= received)
        for drawn in self.withdrawals:
            place = drawn.message.withdrawal_params()[:3]
            assert self.net.nullifier.isWithdrawalFinalized(*place) == drawn.paid

    # --- helpers ---

    def _balance(self, name: str, account: Any) -> int:
        token = self.tokens[name][1]
        if token is None:
            return int(self.net.rpc.balance(account.address))
        return int(token.balanceOf(account))

    def _roots(self, chain_id: int) -> list[bytes]:
        root = self.net.message_root
        newest = root.currentChainBatchNumber(chain_id)
        return [root.chainBatchRoots(chain_id, n) for n in range(1, newest + 1)]

    @staticmethod
    def _other(chain_id: int) -> int:
        return BETA if chain_id == ALPHA else ALPHA


def base_of(chain_id: int) -> str:
    return "eth" if chain_id == ALPHA else "base"


def attempt(function: Any, *arguments: Any) -> str:
    """ "paid", or the error's name."""
    try:
        function(*arguments)
    except ContractReverted as err:
        return err.name
    return "paid"


def test_conservation__whatever_happens(stage):
    machine = type("Bridge", (Bridge,), {"stage": stage})
    run_state_machine_as_test(
        machine, settings=settings(max_examples=25, stateful_step_count=40, deadline=None)
    )
