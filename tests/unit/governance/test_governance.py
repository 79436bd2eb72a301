"""Governance: the timelock's states, who may move an operation between them, and its calls."""

from __future__ import annotations

import json

import pytest

from garter import paths
from garter.chain import Contract, Receipt
from garter.exceptions import ContractReverted
from tests.support import reverts
from tests.support.clock import next_block_at, now, travel
from tests.unit.governance.operations import AbiForm, EncodedForm, Operation

DAY = 86_400
ZERO = "0x" + "00" * 20
UNSET, WAITING, READY, DONE = range(4)


@pytest.fixture
def operation(actor):
    """Two calls, the second with data that does not fill a word."""
    return Operation(
        (
            (actor.address, 0, actor.calldata("poke_in_order", 1)),
            (actor.address, 0, actor.calldata("poke_in_order", 2)),
        ),
        salt=b"\x05" * 32,
    )


@pytest.fixture
def ready(rpc, form, operation, governor):
    """The operation, scheduled and past its delay."""
    form.send(form.schedule, operation, DAY, sender=governor)
    travel(rpc, now(rpc) + DAY)
    return operation


# --- construction ---


def test_constructor__state_and_events(rpc, governor, council, stranger):
    governance = Contract.deploy(
        rpc, "Governance", governor.address, council.address, DAY, sender=stranger
    )
    assert governance.owner() == governor.address
    assert governance.pendingOwner() == ZERO
    assert governance.securityCouncil() == council.address
    assert governance.minDelay() == DAY
    block = rpc.call("eth_getBlockByNumber", "latest", False)
    receipt = Receipt.parse(rpc.call("eth_getTransactionReceipt", block["transactions"][0]))
    owner, changed_council, delay = governance.events(receipt)
    assert (owner.name, owner.newOwner) == ("OwnershipTransferred", governor.address)
    assert (changed_council.name, *changed_council.inputs.values()) == (
        "ChangeSecurityCouncil",
        ZERO,
        council.address,
    )
    assert (delay.name, *delay.inputs.values()) == ("ChangeMinDelay", 0, DAY)


def test_constructor__zero_owner__reverts(rpc, council, stranger):
    with reverts("ZeroAddress"):
        Contract.deploy(rpc, "Governance", ZERO, council.address, DAY, sender=stranger)


def test_constructor__no_council__is_allowed(rpc, governor, stranger):
    governance = Contract.deploy(rpc, "Governance", governor.address, ZERO, 0, sender=stranger)
    assert governance.securityCouncil() == ZERO


# --- ids ---

VECTORS = json.loads((paths.ROOT / "tests/reference/vectors/governance.json").read_text())["cases"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda v: v["id"][:10])
def test_hash_operation__is_the_references(governance, governor, vector):
    calls = tuple(
        (c["target"], int(c["value"]), bytes.fromhex(c["data"][2:])) for c in vector["calls"]
    )
    operation = Operation(
        calls, bytes.fromhex(vector["predecessor"][2:]), bytes.fromhex(vector["salt"][2:])
    )
    expected = bytes.fromhex(vector["id"][2:])
    assert governance.hashOperation(operation.as_tuple) == expected
    for form in (AbiForm(governance), EncodedForm(governance)):
        form.send(form.schedule, operation, DAY, sender=governor)
        assert governance.isOperationPending(expected)
        governance.cancel(expected, sender=governor)


# --- scheduling ---


def test_schedule_transparent__state_and_event(rpc, governance, form, operation, governor):
    receipt = form.send(form.schedule, operation, DAY + 7, sender=governor)
    assert governance.timestamps(operation.id) == now(rpc) + DAY + 7
    [event] = governance.events(receipt)
    assert event.name == "TransparentOperationScheduled"
    assert tuple(event.inputs.values()) == (operation.id, DAY + 7, operation.as_tuple)


def test_schedule_transparent__both_forms_log_the_same(governance, operation, governor):
    logs = []
    for form in (AbiForm(governance), EncodedForm(governance)):
        receipt = form.send(form.schedule, operation, DAY, sender=governor)
        logs.append((receipt.logs[0]["topics"], receipt.logs[0]["data"]))
        governance.cancel(operation.id, sender=governor)
    assert logs[0] == logs[1]


def test_schedule_shadow__state_and_event(rpc, governance, operation, governor):
    receipt = governance.scheduleShadow(operation.id, DAY, sender=governor)
    [event] = governance.events(receipt)
    assert (event.name, *event.inputs.values()) == ("ShadowOperationScheduled", operation.id, DAY)
    assert governance.timestamps(operation.id) == now(rpc) + DAY


def test_schedule__not_owner__reverts(governance, form, operation, council, stranger):
    for caller in (council, stranger):
        with reverts("Error", "Ownable: caller is not the owner"):
            form.send(form.schedule, operation, DAY, sender=caller)
        with reverts("Error", "Ownable: caller is not the owner"):
            governance.scheduleShadow(operation.id, DAY, sender=caller)


def test_schedule__delay_below_the_least__reverts(governance, form, operation, governor):
    with reverts("InvalidDelay"):
        form.send(form.schedule, operation, DAY - 1, sender=governor)
    with reverts("InvalidDelay"):
        governance.scheduleShadow(operation.id, DAY - 1, sender=governor)


def test_schedule__twice__reverts(rpc, governance, form, operation, governor):
    form.send(form.schedule, operation, DAY, sender=governor)
    for _ in range(2):  # while it waits, and when it is ready
        with reverts("OperationExists"):
            form.send(form.schedule, operation, DAY, sender=governor)
        with reverts("OperationExists"):
            governance.scheduleShadow(operation.id, DAY, sender=governor)
        travel(rpc, now(rpc) + DAY)


def test_schedule__existing_with_a_short_delay__exists_comes_first(form, operation, governor):
    form.send(form.schedule, operation, DAY, sender=governor)
    with reverts("OperationExists"):
        form.send(form.schedule, operation, 0, sender=governor)


def test_schedule__done__reverts_for_ever(rpc, governance, form, ready, governor):
    form.send(form.execute, ready, sender=governor)
    travel(rpc, now(rpc) + 1_000 * DAY)
    with reverts("OperationExists"):
        form.send(form.schedule, ready, DAY, sender=governor)
    with reverts("OperationExists"):
        governance.scheduleShadow(ready.id, DAY, sender=governor)


# --- cancelling ---


@pytest.mark.parametrize("wait", [0, DAY], ids=["waiting", "ready"])
def test_cancel__pending__may_be_scheduled_anew(rpc, governance, form, operation, governor, wait):
    form.send(form.schedule, operation, DAY, sender=governor)
    travel(rpc, now(rpc) + wait + 1)
    receipt = governance.cancel(operation.id, sender=governor)
    [event] = governance.events(receipt)
    assert (event.name, event._id) == ("OperationCancelled", operation.id)
    assert governance.getOperationState(operation.id) == UNSET
    with reverts("OperationMustBeReady"):
        form.send(form.execute, operation, sender=governor)
    form.send(form.schedule, operation, DAY, sender=governor)


def test_cancel__not_owner__reverts(governance, form, operation, governor, council, stranger):
    form.send(form.schedule, operation, DAY, sender=governor)
    for caller in (council, stranger):
        with reverts("Error", "Ownable: caller is not the owner"):
            governance.cancel(operation.id, sender=caller)


def test_cancel__unset_or_done__reverts(governance, form, ready, governor):
    with reverts("OperationMustBePending"):
        governance.cancel(b"\x01" * 32, sender=governor)
    form.send(form.execute, ready, sender=governor)
    with reverts("OperationMustBePending"):
        governance.cancel(ready.id, sender=governor)


# --- states ---


def test_states__follow_time(rpc, governance, form, operation, governor):
    def seen():
        state = governance.getOperationState(operation.id)
        assert governance.isOperation(operation.id) == (state != UNSET)
        assert governance.isOperationPending(operation.id) == (state in (WAITING, READY))
        assert governance.isOperationReady(operation.id) == (state == READY)
        assert governance.isOperationDone(operation.id) == (state == DONE)
        return state

    assert seen() == UNSET
    form.send(form.schedule, operation, DAY, sender=governor)
    start = now(rpc)
    assert seen() == WAITING
    travel(rpc, start + DAY - 1)
    assert seen() == WAITING
    travel(rpc, start + DAY)
    assert seen() == READY
    form.send(form.execute, operation, sender=governor)
    assert seen() == DONE
    assert governance.timestamps(operation.id) == 1


# --- executing ---


def test_execute__makes_the_calls_in_order(governance, form, ready, actor, governor):
    receipt = form.send(form.execute, ready, sender=governor)
    assert [actor.pokes(0), actor.pokes(1)] == [1, 2]
    [event] = governance.events(receipt)
    assert (event.name, event._id) == ("OperationExecuted", ready.id)


def test_execute__council__may_too(form, ready, actor, council):
    form.send(form.execute, ready, sender=council)
    assert actor.number_of_pokes() == 2


def test_execute__stranger__reverts(form, ready, stranger):
    with reverts("Unauthorized", stranger):
        form.send(form.execute, ready, sender=stranger)


def test_execute__at_the_very_second(rpc, form, operation, governor):
    form.send(form.schedule, operation, DAY, sender=governor)
    start = now(rpc)
    next_block_at(rpc, start + DAY - 1)
    with reverts("OperationMustBeReady"):
        form.send(form.execute, operation, sender=governor)
    next_block_at(rpc, start + DAY)
    form.send(form.execute, operation, sender=governor)


def test_execute__never_scheduled_or_done__reverts(form, ready, actor, governor):
    unknown = Operation(ready.calls, salt=b"\x06" * 32)
    with reverts("OperationMustBeReady"):
        form.send(form.execute, unknown, sender=governor)
    form.send(form.execute, ready, sender=governor)
    with reverts("OperationMustBeReady"):
        form.send(form.execute, ready, sender=governor)
    assert actor.number_of_pokes() == 2


def test_execute__shadow_operation(rpc, governance, form, operation, actor, governor):
    governance.scheduleShadow(operation.id, DAY, sender=governor)
    travel(rpc, now(rpc) + DAY)
    form.send(form.execute, operation, sender=governor)
    assert actor.number_of_pokes() == 2


def test_execute__scheduled_in_the_other_form(rpc, governance, operation, governor):
    abi, encoded = AbiForm(governance), EncodedForm(governance)
    abi.send(abi.schedule, operation, DAY, sender=governor)
    travel(rpc, now(rpc) + DAY)
    encoded.send(encoded.execute, operation, sender=governor)
    with reverts("OperationMustBeReady"):
        abi.send(abi.execute, operation, sender=governor)


def test_execute__no_calls(rpc, governance, form, governor):
    nothing = Operation(())
    form.send(form.schedule, nothing, DAY, sender=governor)
    travel(rpc, now(rpc) + DAY)
    form.send(form.execute, nothing, sender=governor)
    assert governance.isOperationDone(nothing.id)


@pytest.mark.parametrize("instant", [False, True])
def test_execute__failing_call__reverts_all_with_its_error(
    rpc, governance, form, actor, governor, council, instant
):
    failing = Operation(
        (
            (actor.address, 0, actor.calldata("poke_in_order", 1)),
            (governance.address, 0, governance.calldata("cancel", b"\x01" * 32)),
        )
    )
    form.send(form.schedule, failing, DAY, sender=governor)
    travel(rpc, now(rpc) + DAY)
    with reverts("Error", "Ownable: caller is not the owner"):  # the owner is not itself
        form.send(form.instant if instant else form.execute, failing, sender=council)
    assert actor.number_of_pokes() == 0
    assert governance.isOperationReady(failing.id)


def test_execute__failing_call__bubbles_revert_data_of_any_length(
    rpc, governance, form, governor, stranger
):
    target = Contract.deploy(rpc, "MockImplementation", 1, sender=stranger)
    encoded = EncodedForm(governance)
    data = b"\xab" * 20_000
    failing = Operation(((target.address, 0, target.calldata("fail_with", data)),))
    encoded.send(encoded.schedule, failing, DAY, sender=governor)
    travel(rpc, now(rpc) + DAY)
    with pytest.raises(ContractReverted) as caught:
        encoded.send(encoded.execute, failing, sender=governor)
    assert caught.value.data == data


# --- predecessors ---


@pytest.mark.parametrize("instant", [False, True])
def test_predecessor__must_be_done_first(rpc, governance, form, actor, governor, council, instant):
    function = form.instant if instant else form.execute
    first = Operation(((actor.address, 0, actor.calldata("poke_in_order", 1)),))
    second = Operation(
        ((actor.address, 0, actor.calldata("poke_in_order", 2)),), predecessor=first.id
    )
    third = Operation(
        ((actor.address, 0, actor.calldata("poke_in_order", 3)),), predecessor=second.id
    )
    for operation in (third, second):
        form.send(form.schedule, operation, DAY, sender=governor)
    travel(rpc, now(rpc) + DAY)
    for operation in (third, second):  # `first` was never scheduled
        with reverts("PreviousOperationNotExecuted"):
            form.send(function, operation, sender=council)
    form.send(form.schedule, first, DAY, sender=governor)
    travel(rpc, now(rpc) + DAY)
    with reverts("PreviousOperationNotExecuted"):  # ready is not enough
        form.send(function, second, sender=council)
    for operation in (first, second, third):
        form.send(function, operation, sender=council)
    assert [actor.pokes(i) for i in range(3)] == [1, 2, 3]


def test_predecessor__is_checked_before_the_state(form, actor, governor):
    orphan = Operation((), predecessor=b"\x01" * 32)  # not even scheduled
    with reverts("PreviousOperationNotExecuted"):
        form.send(form.execute, orphan, sender=governor)


# --- executing at once ---


def test_execute_instant__waiting(governance, form, operation, actor, governor, council):
    form.send(form.schedule, operation, 30 * DAY, sender=governor)
    with reverts("OperationMustBeReady"):
        form.send(form.execute, operation, sender=council)
    receipt = form.send(form.instant, operation, sender=council)
    assert [e.name for e in governance.events(receipt)] == ["OperationExecuted"]
    assert [actor.pokes(0), actor.pokes(1)] == [1, 2]
    assert governance.isOperationDone(operation.id)


def test_execute_instant__ready(form, ready, council):
    form.send(form.instant, ready, sender=council)


def test_execute_instant__not_council__reverts(form, ready, governor, stranger):
    for caller in (governor, stranger):
        with reverts("Unauthorized", caller):
            form.send(form.instant, ready, sender=caller)


def test_execute_instant__never_scheduled_or_done__reverts(form, ready, council):
    with reverts("OperationMustBePending"):
        form.send(form.instant, Operation(()), sender=council)
    form.send(form.instant, ready, sender=council)
    with reverts("OperationMustBePending"):
        form.send(form.instant, ready, sender=council)


# --- ETH ---


def test_eth__from_the_caller_and_from_the_balance(rpc, governance, form, actor, governor):
    governance.send_raw(b"", sender=governor, value=100)
    paying = Operation(((actor.address, 130, b""), (actor.address, 7, actor.calldata("poke", 1))))
    form.send(form.schedule, paying, DAY, sender=governor)
    travel(rpc, now(rpc) + DAY)
    with reverts(""):  # more than there is
        form.send(form.execute, paying, sender=governor, value=36)
    form.send(form.execute, paying, sender=governor, value=40)
    assert actor.received() == 130
    assert rpc.balance(actor.address) == 137
    assert rpc.balance(governance.address) == 3


def test_eth__instant(rpc, form, actor, governor, council):
    paying = Operation(((actor.address, 5, b""),))
    form.send(form.schedule, paying, DAY, sender=governor)
    form.send(form.instant, paying, sender=council, value=5)
    assert rpc.balance(actor.address) == 5


def test_receive__with_an_unknown_function__reverts(governance, stranger):
    with reverts(""):
        governance.send_raw(b"\x12\x34\x56\x78", sender=stranger, value=1)


# --- by an operation of its own ---


def test_update_delay_and_council__only_by_an_operation(
    rpc, governance, form, governor, council, admin
):
    for caller in (governor, council):
        with reverts("Unauthorized", caller):
            governance.updateDelay(0, sender=caller)
        with reverts("Unauthorized", caller):
            governance.updateSecurityCouncil(admin.address, sender=caller)
    reform = Operation(
        (
            (governance.address, 0, governance.calldata("updateDelay", 5)),
            (governance.address, 0, governance.calldata("updateSecurityCouncil", admin.address)),
        )
    )
    form.send(form.schedule, reform, DAY, sender=governor)
    receipt = form.send(form.instant, reform, sender=council)
    assert governance.minDelay() == 5
    assert governance.securityCouncil() == admin.address
    delay, changed_council, _ = governance.events(receipt)
    assert (delay.name, *delay.inputs.values()) == ("ChangeMinDelay", DAY, 5)
    assert (changed_council.name, *changed_council.inputs.values()) == (
        "ChangeSecurityCouncil",
        council.address,
        admin.address,
    )
    form.send(form.schedule, Operation(()), 5, sender=governor)
    form.send(form.instant, Operation(()), sender=admin)


# --- ownership ---


def test_ownership__two_steps(governance, form, operation, governor, admin, stranger):
    with reverts("Error", "Ownable: caller is not the owner"):
        governance.transferOwnership(stranger.address, sender=stranger)
    governance.transferOwnership(admin.address, sender=governor)
    with reverts("Error", "Ownable2Step: caller is not the new owner"):
        governance.acceptOwnership(sender=stranger)
    governance.acceptOwnership(sender=admin)
    with reverts("Error", "Ownable: caller is not the owner"):
        form.send(form.schedule, operation, DAY, sender=governor)
    form.send(form.schedule, operation, DAY, sender=admin)


def test_renounce_ownership__leaves_the_council_only(governance, form, ready, governor, council):
    governance.renounceOwnership(sender=governor)
    with reverts("Unauthorized", governor):
        form.send(form.execute, ready, sender=governor)
    form.send(form.execute, ready, sender=council)


# --- coming back in the middle ---


@pytest.mark.parametrize("instant", [False, True])
def test_reentrancy__same_operation_again__reverts_all(
    rpc, governance, form, actor, governor, council, instant
):
    """A council with code executes the operation whose call it is in the middle of."""
    function = form.instant if instant else form.execute
    operation = Operation(
        (
            (actor.address, 0, actor.calldata("poke_in_order", 1)),
            (actor.address, 0, actor.calldata("react")),
        )
    )
    become_council(governance, actor, governor, council)
    inner = form.calldata(function, operation)
    actor.learn(governance.address, inner, sender=governor)
    form.send(form.schedule, operation, DAY, sender=governor)
    travel(rpc, now(rpc) + DAY)
    with reverts("OperationMustBePending" if instant else "OperationMustBeReady"):
        actor.forward(governance.address, inner, sender=governor)
    assert actor.number_of_pokes() == 0
    assert governance.isOperationReady(operation.id)


def test_reentrancy__cancelled_meanwhile__reverts_all(rpc, governance, form, actor, governor):
    """The owner, a contract, cancels the operation from inside."""
    operation = Operation(((actor.address, 0, actor.calldata("react")),))
    form.send(form.schedule, operation, DAY, sender=governor)
    actor.learn(governance.address, governance.calldata("cancel", operation.id), sender=governor)
    become_owner(governance, actor, governor)
    travel(rpc, now(rpc) + DAY)
    with reverts("OperationMustBeReady"):
        actor.forward(governance.address, form.calldata(form.execute, operation), sender=governor)
    assert governance.isOperationReady(operation.id)


def test_reentrancy__another_operation_inside__is_fine(rpc, governance, form, actor, governor):
    inner = Operation(((actor.address, 0, actor.calldata("poke_in_order", 1)),))
    outer = Operation(
        (
            (actor.address, 0, actor.calldata("react")),
            (actor.address, 0, actor.calldata("poke_in_order", 2)),
        )
    )
    for operation in (inner, outer):
        form.send(form.schedule, operation, DAY, sender=governor)
    actor.learn(governance.address, form.calldata(form.execute, inner), sender=governor)
    become_owner(governance, actor, governor)
    travel(rpc, now(rpc) + DAY)
    actor.forward(governance.address, form.calldata(form.execute, outer), sender=governor)
    assert [actor.pokes(0), actor.pokes(1)] == [1, 2]
    assert governance.isOperationDone(inner.id)
    assert governance.isOperationDone(outer.id)


def become_owner(governance, actor, governor):
    governance.transferOwnership(actor.address, sender=governor)
    actor.forward(governance.address, governance.calldata("acceptOwnership"), sender=governor)
    assert governance.owner() == actor.address


def become_council(governance, actor, governor, council):
    change = Operation(
        ((governance.address, 0, governance.calldata("updateSecurityCouncil", actor.address)),),
        salt=b"\x0c" * 32,
    )
    governance.scheduleTransparent(change.as_tuple, DAY, sender=governor)
    governance.executeInstant(change.as_tuple, sender=council)


# --- size and gas ---


def test_abi_form__more_than_its_bounds__reverts(governance, actor, governor):
    form = AbiForm(governance)
    nine = Operation(tuple((actor.address, 0, actor.calldata("poke", i)) for i in range(9)))
    long = Operation(((actor.address, 0, b"\x01" * 513),))
    for operation in (nine, long):
        with reverts(""):
            form.send(form.schedule, operation, DAY, sender=governor)
        EncodedForm(governance).send(EncodedForm.schedule, operation, DAY, sender=governor)


def test_encoded_form__protocol_upgrade(rpc, governance, governor, stranger):
    """A diamond cut of 12 KiB, chain creation parameters of 16, and 30 small calls."""
    form = EncodedForm(governance)
    actor = Contract.deploy(rpc, "MockActor", sender=stranger)
    target = Contract.deploy(rpc, "MockImplementation", 1, sender=stranger)
    calls = [(actor.address, 0, actor.calldata("poke_in_order", i)) for i in range(30)]
    calls.insert(3, (target.address, 0, target.calldata("set_number", 7) + b"\x01" * 12_288))
    calls.insert(9, (actor.address, 0, actor.calldata("learn", target.address, b"\x02" * 14_000)))
    upgrade = Operation(tuple(calls))
    form.send(form.schedule, upgrade, DAY, sender=governor)
    travel(rpc, now(rpc) + DAY)
    form.send(form.execute, upgrade, sender=governor)
    assert [actor.pokes(i) for i in range(30)] == list(range(30))
    assert target.number() == 7


def test_encoded_form__sixty_four_calls(rpc, governance, actor, governor):
    form = EncodedForm(governance)
    calls = tuple((actor.address, 0, actor.calldata("poke_in_order", i)) for i in range(64))
    form.send(form.schedule, Operation(calls), DAY, sender=governor)
    travel(rpc, now(rpc) + DAY)
    form.send(form.execute, Operation(calls), sender=governor)
    assert actor.number_of_pokes() == 64
    with reverts("NonCanonicalRepresentation"):
        form.send(form.schedule, Operation((*calls, calls[0])), DAY, sender=governor)


def reference_gas() -> dict[str, int]:
    rows = (paths.ROOT / "tests/reference/gas.tsv").read_text().splitlines()
    return {r.split("\t")[0]: int(r.split("\t")[1]) for r in rows if r.startswith("Governance.")}


@pytest.mark.parametrize("count", [1, 5])
def test_gas__not_above_the_references(rpc, actor, governor, council, stranger, count):
    reference = reference_gas()
    governance = Contract.deploy(
        rpc, "Governance", governor.address, council.address, 0, sender=stranger
    )
    calls = tuple((actor.address, 0, actor.calldata("poke", i)) for i in range(count))
    operation = Operation(calls)
    label = "1 call" if count == 1 else f"{count} calls"
    scheduled = governance.scheduleTransparent(operation.as_tuple, 0, sender=governor)
    assert scheduled.gas_used <= reference[f"Governance.scheduleTransparent {label}"]
    executed = governance.execute(operation.as_tuple, sender=governor)
    assert executed.gas_used <= reference[f"Governance.execute {label}"]
    shadow = governance.scheduleShadow(b"\x07" * 32, 0, sender=governor)
    assert shadow.gas_used <= reference["Governance.scheduleShadow"]
    cancelled = governance.cancel(b"\x07" * 32, sender=governor)
    assert cancelled.gas_used <= reference["Governance.cancel"]
