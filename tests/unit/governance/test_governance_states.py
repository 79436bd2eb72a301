"""Random walks through the timelock's states, against a model of a few lines."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from garter.chain import Contract, Impersonated
from garter.exceptions import ContractReverted
from tests.support.clock import now, travel
from tests.unit.governance.operations import NOTHING, AbiForm, EncodedForm, Operation

COUNT = 4
DELAYS = st.integers(0, 40)
OPERATIONS = st.integers(0, COUNT - 1)
FORMS = st.sampled_from([AbiForm, EncodedForm])
CALLERS = st.sampled_from(["owner", "council", "stranger"])
UNSET, WAITING, READY, DONE = range(4)


class Timelock(RuleBasedStateMachine):
    """``due`` maps an operation to when it is ready; ``done`` lists the executed ones in order."""

    rpc = None
    callers: dict[str, Impersonated]

    def __init__(self):
        super().__init__()
        self.snapshot = self.rpc.call("evm_snapshot")
        callers = self.callers
        self.governance = Contract.deploy(
            self.rpc,
            "Governance",
            callers["owner"].address,
            callers["council"].address,
            10,
            sender=callers["stranger"],
        )
        self.actor = Contract.deploy(self.rpc, "MockActor", sender=callers["stranger"])
        self.operations: list[Operation] = []
        for i in range(COUNT):  # 1 follows 0, 3 follows 2
            before = self.operations[i - 1].id if i % 2 else NOTHING
            call = (self.actor.address, 0, self.actor.calldata("poke_in_order", i))
            self.operations.append(Operation((call,), predecessor=before))
        self.due: dict[int, int] = {}
        self.done: list[int] = []
        self.min_delay = 10

    def teardown(self):
        self.rpc.call("evm_revert", self.snapshot)

    def state(self, index: int, time: int) -> int:
        if index in self.done:
            return DONE
        if index not in self.due:
            return UNSET
        return WAITING if self.due[index] > time else READY

    def attempt(self, allowed: bool, send) -> bool:
        """Send; the contract must agree with the model."""
        try:
            send()
        except ContractReverted:
            assert not allowed
            return False
        assert allowed
        return True

    @rule(index=OPERATIONS, delay=DELAYS, form=FORMS, caller=CALLERS, shadow=st.booleans())
    def schedule(self, index, delay, form, caller, shadow):
        operation = self.operations[index]
        doors, sender = form(self.governance), self.callers[caller]
        free = index not in self.due and index not in self.done
        allowed = caller == "owner" and free and delay >= self.min_delay

        def send():
            if shadow:
                self.governance.scheduleShadow(operation.id, delay, sender=sender)
            else:
                doors.send(doors.schedule, operation, delay, sender=sender)

        if self.attempt(allowed, send):
            self.due[index] = now(self.rpc) + delay

    @rule(index=OPERATIONS, caller=CALLERS)
    def cancel(self, index, caller):
        pending = self.state(index, now(self.rpc)) in (WAITING, READY)
        operation, sender = self.operations[index], self.callers[caller]
        if self.attempt(
            caller == "owner" and pending,
            lambda: self.governance.cancel(operation.id, sender=sender),
        ):
            del self.due[index]

    @rule(index=OPERATIONS, form=FORMS, caller=CALLERS, instant=st.booleans())
    def execute(self, index, form, caller, instant):
        doors, sender = form(self.governance), self.callers[caller]
        time = now(self.rpc) + 1
        travel(self.rpc, time)
        self.rpc.call("evm_setNextBlockTimestamp", time + 1)
        state = self.state(index, time + 1)
        in_order = index % 2 == 0 or index - 1 in self.done
        if instant:
            allowed = caller == "council" and state in (WAITING, READY)
        else:
            allowed = caller in ("owner", "council") and state == READY
        function = doors.instant if instant else doors.execute
        if self.attempt(
            allowed and in_order,
            lambda: doors.send(function, self.operations[index], sender=sender),
        ):
            del self.due[index]
            self.done.append(index)

    @rule(seconds=st.integers(1, 60))
    def wait(self, seconds):
        travel(self.rpc, now(self.rpc) + seconds)

    @invariant()
    def contract_agrees(self):
        time = now(self.rpc)
        for index, operation in enumerate(self.operations):
            assert self.governance.getOperationState(operation.id) == self.state(index, time)
        # Each operation was executed once at most, after its predecessor, and nothing else was.
        poked = [self.actor.pokes(i) for i in range(self.actor.number_of_pokes())]
        assert poked == self.done


def test_timelock_states(rpc, governor, council, stranger):
    callers = {"owner": governor, "council": council, "stranger": stranger}
    machine = type("Machine", (Timelock,), {"rpc": rpc, "callers": callers})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=15,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.parametrize("state", ["UNSET", "WAITING", "READY", "DONE"])
def test_state_numbers__are_the_references(rpc, governance, governor, council, state):
    operation = Operation(())
    form = AbiForm(governance)
    if state != "UNSET":
        form.send(form.schedule, operation, 86_400, sender=governor)
    if state == "READY":
        travel(rpc, now(rpc) + 86_400)
    if state == "DONE":
        form.send(form.instant, operation, sender=council)
    assert governance.getOperationState(operation.id) == globals()[state]
