"""The plan engine: what is open, what it costs, what can go wrong."""

from __future__ import annotations

import json
import threading
import time
from contextlib import suppress
from dataclasses import replace

import pytest

from garter.chain import Impersonated, Rpc
from garter.chain.sender import wait_for_pending, wait_for_receipt
from garter.ecosystem.checks import AllOf, AnyOf, HasCode, Reads, StorageIs, evaluate
from garter.ecosystem.exceptions import (
    NonceTaken,
    NotReady,
    SimulationUnsupported,
    StepFailed,
    StepHadNoEffect,
    Underfunded,
    WrongSender,
)
from garter.ecosystem.plan import Plan, Runner
from garter.exceptions import AccountBusy
from tests.support.deploying import Journal, Killed, deployer
from tests.support.flaky_node import flaky_node
from tests.unit.ecosystem.conftest import allow

NEVER = HasCode("0x00000000000000000000000000000000000dEaD0")


def runner(rpc, journal=None, index=0):
    return Runner(rpc, deployer(index), journal or Journal())


def test_run__sends_each_step_once_in_order(rpc, plan, manager):
    journal = Journal()
    outcome = runner(rpc, journal).run(plan)
    assert journal.sent_steps == ["allow 1", "allow 2", "allow 3"]
    assert [step.name for step, _ in outcome.sent] == journal.sent_steps
    assert all(receipt.ok for _, receipt in outcome.sent)
    assert outcome.gas_used == sum(receipt.gas_used for _, receipt in outcome.sent)
    again = runner(rpc).run(plan)
    assert again.sent == [] and len(again.skipped) == 3


def test_run__continues_behind_steps_done_by_others(rpc, plan, manager):
    runner(rpc).run(Plan("the second", (plan.steps[1],)))
    journal = Journal()
    runner(rpc, journal).run(plan)
    assert journal.sent_steps == ["allow 1", "allow 3"]


def test_outlook__prices_without_sending(rpc, plan):
    before = rpc.nonce(deployer().address)
    outlook = runner(rpc).outlook(plan)
    assert rpc.nonce(deployer().address) == before
    used = [receipt.gas_used for _, receipt in runner(rpc).run(plan).sent]
    assert list(outlook.gas) == used
    assert outlook.expected_cost == sum(used) * outlook.fees.expected
    assert outlook.required_balance == sum(used) * outlook.fees.max_fee
    assert outlook.waiting is None


def test_run__too_little_money__says_how_much_is_missing_and_sends_nothing(rpc, plan):
    outlook = runner(rpc).outlook(plan)
    rpc.call("anvil_setBalance", deployer().address, hex(outlook.required_balance - 10**12))
    before = rpc.nonce(deployer().address)
    with pytest.raises(Underfunded, match=r"send it 0\.000001 ETH more") as caught:
        runner(rpc).run(plan)
    assert caught.value.missing == 10**12
    assert rpc.nonce(deployer().address) == before


def test_run__a_step_would_revert__is_named_before_anything_is_sent(rpc, plan, manager):
    broken = Plan("broken", (*plan.steps, allow(manager, "0x" + "00" * 19 + "04", scheme=9)))
    before = rpc.nonce(deployer().address)
    with pytest.raises(StepFailed, match=r"'allow 4' reverts with InvalidL2DACommitmentScheme\("):
        runner(rpc).run(broken)
    assert rpc.nonce(deployer().address) == before


def test_run__reverts_only_on_the_chain__names_step_transaction_and_reason(rpc, plan, manager):
    """Somebody changes the chain between simulation and sending."""

    heir = Impersonated(deployer(1).address)
    manager.transferOwnership(heir.address, sender=Impersonated(deployer().address))

    class Saboteur(Journal):
        def done(self, step, receipt):
            manager.acceptOwnership(sender=heir)

    journal = Saboteur()
    with pytest.raises(StepFailed, match=r"'allow 2' reverts with .* \(in transaction 0x"):
        runner(rpc, journal).run(plan)
    assert journal.sent_steps == ["allow 1", "allow 2"]


def test_run__transaction_is_replaced_in_the_pool__is_named_and_the_next_run_continues(rpc, plan):
    """The node took ours, then mined another one with the same nonce and forgot ours."""
    account = deployer().address
    with flaky_node(rpc.url) as node:

        def swap(body):
            if not isinstance(body, dict) or body["method"] != "eth_sendRawTransaction":
                return None
            rpc.call("eth_sendTransaction", {"from": account, "to": account, "value": "0x1"})
            return 200, {}, json.dumps({"id": body["id"], "result": "0x" + "00" * 32}).encode()

        node.misbehave = swap
        with pytest.raises(NonceTaken, match=r"Nonce \d+ of 0x.* before step 'allow 1'"):
            runner(Rpc(node.url)).run(plan)
    journal = Journal()
    runner(rpc, journal).run(plan)
    assert journal.sent_steps == ["allow 1", "allow 2", "allow 3"]


def test_run__foreign_transaction_takes_the_nonce__is_named_and_the_next_run_continues(rpc, plan):
    class Intruder(Journal):
        def done(self, step, receipt):
            account = deployer().address
            request = {"from": account, "to": account, "value": "0x1"}
            assert wait_for_receipt(rpc, rpc.call("eth_sendTransaction", request)).ok

    with pytest.raises(NonceTaken, match=r"Nonce \d+ of 0x.* before step 'allow 2'"):
        runner(rpc, Intruder()).run(plan)
    journal = Journal()
    runner(rpc, journal).run(plan)
    assert journal.sent_steps == ["allow 2", "allow 3"]


def test_run__killed_after_each_transaction__sends_none_twice(rpc, plan):
    sent = []
    for _ in range(4):
        journal = Journal(lives=1)
        with suppress(Killed):
            runner(rpc, journal).run(plan)
        sent += journal.sent_steps
    assert sent == ["allow 1", "allow 2", "allow 3"]


def test_run__killed_before_its_transaction_is_mined__waits_for_it(rpc, plan):
    """Else the next run would send the same step again, at the nonce that is taken."""
    rpc.call("evm_setAutomine", False)
    with suppress(Killed):
        runner(rpc, Journal(lives=1)).run(plan)

    def mine_later():
        time.sleep(0.3)
        mining = Rpc(rpc.url)
        mining.call("evm_mine")
        mining.call("evm_setAutomine", True)

    miner = threading.Thread(target=mine_later)
    miner.start()
    journal = Journal()
    try:
        runner(rpc, journal).run(plan)
    finally:
        miner.join()
    assert journal.sent_steps == ["allow 2", "allow 3"]


def test_wait_for_pending__never_mined__says_what_waits(rpc):
    account = deployer().address
    rpc.call("evm_setAutomine", False)
    try:
        rpc.call("eth_sendTransaction", {"from": account, "to": account, "value": "0x1"})
        with pytest.raises(AccountBusy, match=f"1 transactions of {account} have waited"):
            wait_for_pending(rpc, account, timeout=0.05)
    finally:
        rpc.call("anvil_dropAllTransactions")
        rpc.call("evm_setAutomine", True)


def test_run__anothers_step__does_ours_first_and_says_whose_turn_it_is(rpc, plan, manager):
    other = deployer(1).address
    mixed = Plan("mixed", (plan.steps[0], replace(plan.steps[1], sender=other), plan.steps[2]))
    journal = Journal()
    with pytest.raises(WrongSender, match=f"'allow 2' must be sent by {other}"):
        runner(rpc, journal).run(mixed)
    assert journal.sent_steps == ["allow 1"]


def test_run__not_ready__stops_before_the_gate(rpc, plan):
    gated = Plan("gated", (plan.steps[0], replace(plan.steps[1], ready=NEVER)))
    journal = Journal()
    with pytest.raises(NotReady, match="'allow 2' has to wait"):
        runner(rpc, journal).run(gated)
    assert journal.sent_steps == ["allow 1"]


def test_run__mined_without_effect__is_an_error(rpc, plan):
    futile = Plan("futile", (replace(plan.steps[0], done=NEVER),))
    with pytest.raises(StepHadNoEffect, match="'allow 1' was mined"):
        runner(rpc).run(futile)


def test_outlook__node_without_simulation__is_refused_by_name(rpc, plan):
    def unknown(body):
        if isinstance(body, dict) and body["method"] == "eth_simulateV1":
            error = {"code": -32601, "message": "the method does not exist"}
            return 200, {}, json.dumps({"id": body["id"], "error": error}).encode()
        return None

    with flaky_node(rpc.url) as node:
        node.misbehave = unknown
        with pytest.raises(SimulationUnsupported, match="does not know eth_simulateV1"):
            runner(Rpc(node.url)).outlook(plan)


def test_run__429_storm__sends_everything_once(rpc, plan):
    """Every other request is refused; the plan notices nothing but the time."""
    with flaky_node(rpc.url) as node:
        turn = [0]

        def every_other(body):
            turn[0] += 1
            return (429, {}, b"") if turn[0] % 2 else None

        node.misbehave = every_other
        patient = Rpc(node.url, sleep=lambda seconds: None)
        before = rpc.nonce(deployer().address)
        runner(patient).run(plan)
        assert rpc.nonce(deployer().address) - before == 3


def test_run__answer_to_the_sending_is_lost__does_not_send_again(rpc, plan):
    """The node took the transaction, but the connection broke: the retry is "already known"."""
    with flaky_node(rpc.url) as node:
        lost = [False]

        def lose_one(body):
            sending = isinstance(body, dict) and body["method"] == "eth_sendRawTransaction"
            if sending and not lost[0]:
                lost[0] = True
                rpc.call("eth_sendRawTransaction", *body["params"])
                return 429, {}, b""
            return None

        node.misbehave = lose_one
        before = rpc.nonce(deployer().address)
        runner(Rpc(node.url, sleep=lambda seconds: None)).run(plan)
        assert rpc.nonce(deployer().address) - before == 3


def test_checks__combine_and_tolerate_what_is_not_there(rpc, manager):
    owner = deployer().address
    nothing = "0x00000000000000000000000000000000000dEaD1"
    owned = Reads("RollupDAManager", manager.address, "owner", (), owner)
    absent = Reads("RollupDAManager", nothing, "owner", (), owner)
    slot = StorageIs(manager.address, 0, int(owner, 16))
    answers = evaluate(
        rpc,
        [
            owned,
            absent,
            slot,
            HasCode(manager.address),
            HasCode(nothing),
            AnyOf((absent, owned)),
            AllOf((absent, owned)),
            AllOf((slot, owned)),
            AnyOf((absent, HasCode(nothing))),
        ],
        chunk=2,
    )
    assert answers == [True, False, True, True, False, True, False, True, False]
