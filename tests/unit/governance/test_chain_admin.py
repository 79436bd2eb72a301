"""ChainAdmin: every call goes past every restriction in force at that moment."""

from __future__ import annotations

import pytest

from garter.chain import Contract, Receipt
from garter.protocol.hashing import keccak256, selector
from tests.support import Mock, reverts

MAGIC = keccak256(b"Restriction")
VALIDATE = "validateCall((address,uint256,bytes),address)"


def restriction(rpc, sender) -> Mock:
    """A restriction that allows everything."""
    mock = Mock(rpc, sender)
    mock.returns("getSupportsRestrictionMagic()", ["bytes32"], [MAGIC])
    mock.returns(VALIDATE, [], [])
    return mock


@pytest.fixture
def first(rpc, stranger):
    return restriction(rpc, stranger)


@pytest.fixture
def second(rpc, stranger):
    return restriction(rpc, stranger)


@pytest.fixture
def contract(rpc, first, second, stranger):
    return Contract.deploy(rpc, "ChainAdmin", [first.address, second.address], sender=stranger)


def through_itself(contract, function: str, *arguments, sender):
    call = (contract.address, 0, contract.calldata(function, *arguments))
    return contract.multicall([call], True, sender=sender)


# --- construction ---


def test_constructor__restrictions_and_events(rpc, contract, first, second):
    assert contract.getRestrictions() == (first.address, second.address)
    assert contract.isRestrictionActive(first.address)
    block = rpc.call("eth_getBlockByNumber", "latest", False)
    receipt = Receipt.parse(rpc.call("eth_getTransactionReceipt", block["transactions"][0]))
    events = contract.events(receipt)
    assert [(e.name, e.restriction) for e in events] == [
        ("RestrictionAdded", first.address),
        ("RestrictionAdded", second.address),
    ]


def test_constructor__not_a_restriction__reverts(rpc, stranger):
    impostor = Mock(rpc, stranger)
    impostor.returns("getSupportsRestrictionMagic()", ["bytes32"], [keccak256(b"restriction")])
    with reverts("NotARestriction", impostor):
        Contract.deploy(rpc, "ChainAdmin", [impostor.address], sender=stranger)


def test_constructor__twice_the_same__reverts(rpc, first, stranger):
    with reverts("RestrictionWasAlreadyPresent", first):
        Contract.deploy(rpc, "ChainAdmin", [first.address] * 2, sender=stranger)


def test_constructor__none__leaves_it_to_everybody(rpc, actor, stranger):
    """As in the reference, and said in capitals in the contract."""
    contract = Contract.deploy(rpc, "ChainAdmin", [], sender=stranger)
    contract.multicall(
        [(actor.address, 0, actor.calldata("poke_in_order", 1))], True, sender=stranger
    )
    assert actor.pokes(0) == 1


# --- calls ---


def test_multicall__every_restriction_may_veto(contract, first, second, actor, stranger):
    calls = [(actor.address, 0, actor.calldata("poke_in_order", 1))]
    contract.multicall(calls, True, sender=stranger)
    for veto in (first, second):
        veto.fails(VALIDATE, selector("RemovingPermanentRestriction()"))
        for require_success in (True, False):
            with reverts("RemovingPermanentRestriction"):
                contract.multicall(calls, require_success, sender=stranger)
        veto.returns(VALIDATE, [], [])
    assert actor.number_of_pokes() == 1


def test_multicall__restriction_is_told_call_and_invoker(
    rpc, contract, actor, chain_admin, stranger
):
    rules = Contract.deploy(
        rpc, "AccessControlRestriction", 0, chain_admin.address, sender=stranger
    )
    guarded = Contract.deploy(rpc, "ChainAdmin", [rules.address], sender=stranger)
    call = (actor.address, 3, actor.calldata("poke", 1))
    guarded.multicall([call], True, sender=chain_admin, value=3)
    with reverts("AccessToFunctionDenied", actor, selector("poke(uint256)"), stranger):
        guarded.multicall([call], True, sender=stranger, value=3)
    with reverts("AccessToFallbackDenied", actor, stranger):
        guarded.multicall([(actor.address, 3, b"")], True, sender=stranger, value=3)


def test_multicall__events_and_answers(contract, rpc, stranger):
    target = Contract.deploy(rpc, "MockImplementation", 1, sender=stranger)
    calls = [
        (target.address, 0, target.calldata("set_number", 5)),
        (target.address, 0, target.calldata("fail")),
    ]
    receipt = contract.multicall(calls, False, sender=stranger)
    done, failed = contract.events(receipt, "CallExecuted")
    assert tuple(done.inputs.values()) == (calls[0], True, b"\x00" * 32)
    assert (failed.call, failed.success) == (calls[1], False)
    assert failed.returnData[:4] == selector("Unauthorized(address)")
    with reverts("Unauthorized", contract):
        contract.multicall(calls, True, sender=stranger)


def test_multicall__no_calls__reverts(contract, stranger):
    with reverts("NoCallsProvided"):
        contract.multicall([], True, sender=stranger)


def test_multicall__eth(rpc, contract, actor, stranger):
    contract.send_raw(b"", sender=stranger, value=10)
    contract.multicall([(actor.address, 12, b"")], True, sender=stranger, value=3)
    assert rpc.balance(actor.address) == 12
    assert rpc.balance(contract.address) == 1


def test_multicall__from_inside__reverts(contract, actor, stranger):
    inner = contract.calldata("multicall", [(actor.address, 0, actor.calldata("poke", 1))], True)
    actor.learn(contract.address, inner, sender=stranger)
    with reverts(""):
        contract.multicall([(actor.address, 0, actor.calldata("react"))], True, sender=stranger)
    contract.multicall([(actor.address, 0, actor.calldata("poke", 1))], True, sender=stranger)


def test_multicall__restriction_added_on_the_way__guards_the_next_call(
    rpc, contract, actor, stranger
):
    strict = restriction(rpc, stranger)
    strict.fails(VALIDATE, selector("RemovingPermanentRestriction()"))
    calls = [
        (contract.address, 0, contract.calldata("addRestriction", strict.address)),
        (actor.address, 0, actor.calldata("poke", 1)),
    ]
    with reverts("RemovingPermanentRestriction"):
        contract.multicall(calls, True, sender=stranger)
    assert not contract.isRestrictionActive(strict.address)


def test_multicall__restriction_without_code__vetoes(rpc, contract, first, actor, stranger):
    """A call to an empty address succeeds in the EVM; here it must not count as consent."""
    rpc.call("anvil_setCode", first.address, "0x")
    with reverts(""):
        contract.multicall([(actor.address, 0, actor.calldata("poke", 1))], True, sender=stranger)


# --- its own functions ---


@pytest.mark.parametrize("function", ["addRestriction", "removeRestriction", "setUpgradeTimestamp"])
def test_own_functions__directly__revert(contract, first, stranger, function):
    arguments = (31, 1) if function == "setUpgradeTimestamp" else (first.address,)
    with reverts("OnlySelfAllowed"):
        contract.transact(function, arguments, sender=stranger)


def test_add_restriction(rpc, contract, first, second, stranger):
    third = restriction(rpc, stranger)
    receipt = through_itself(contract, "addRestriction", third.address, sender=stranger)
    [event] = contract.events(receipt, "RestrictionAdded")
    assert event.restriction == third.address
    assert contract.getRestrictions() == (first.address, second.address, third.address)
    with reverts("RestrictionWasAlreadyPresent", third):
        through_itself(contract, "addRestriction", third.address, sender=stranger)


def test_add_restriction__not_a_restriction__reverts(rpc, contract, actor, stranger):
    impostor = Mock(rpc, stranger)
    impostor.returns("getSupportsRestrictionMagic()", ["bytes32"], [b"\x00" * 32])
    with reverts("NotARestriction", impostor):
        through_itself(contract, "addRestriction", impostor.address, sender=stranger)
    with reverts("Error", "MockActor: no such function"):
        through_itself(contract, "addRestriction", actor.address, sender=stranger)


def test_add_restriction__beyond_the_bound__reverts(rpc, contract, stranger):
    for _ in range(14):  # two are there
        mock = restriction(rpc, stranger)
        through_itself(contract, "addRestriction", mock.address, sender=stranger)
    assert len(contract.getRestrictions()) == 16
    with reverts(""):
        through_itself(
            contract, "addRestriction", restriction(rpc, stranger).address, sender=stranger
        )


@pytest.mark.parametrize("order", [[0, 1, 2], [2, 1, 0], [1, 0, 2], [0, 2, 1]])
def test_remove_restriction__any_order(rpc, contract, first, second, stranger, order):
    third = restriction(rpc, stranger)
    through_itself(contract, "addRestriction", third.address, sender=stranger)
    present = [first.address, second.address, third.address]
    for removed in [present[i] for i in order]:
        receipt = through_itself(contract, "removeRestriction", removed, sender=stranger)
        [event] = contract.events(receipt, "RestrictionRemoved")
        assert event.restriction == removed
        present.remove(removed)
        assert set(contract.getRestrictions()) == set(present)
        assert not contract.isRestrictionActive(removed)
        assert all(contract.isRestrictionActive(r) for r in present)
    through_itself(contract, "addRestriction", first.address, sender=stranger)
    assert contract.getRestrictions() == (first.address,)


def test_remove_restriction__the_last_takes_the_place(rpc, contract, first, second, stranger):
    """The order of OpenZeppelin's EnumerableSet."""
    third = restriction(rpc, stranger)
    through_itself(contract, "addRestriction", third.address, sender=stranger)
    through_itself(contract, "removeRestriction", first.address, sender=stranger)
    assert contract.getRestrictions() == (third.address, second.address)


def test_remove_restriction__absent__reverts(contract, first, actor, stranger):
    with reverts("RestrictionWasNotPresent", actor):
        through_itself(contract, "removeRestriction", actor.address, sender=stranger)
    through_itself(contract, "removeRestriction", first.address, sender=stranger)
    with reverts("RestrictionWasNotPresent", first):
        through_itself(contract, "removeRestriction", first.address, sender=stranger)


def test_set_upgrade_timestamp(contract, stranger):
    receipt = through_itself(contract, "setUpgradeTimestamp", 31 << 32, 1, sender=stranger)
    [event] = contract.events(receipt, "UpdateUpgradeTimestamp")
    assert tuple(event.inputs.values()) == (31 << 32, 1)
    assert contract.protocolVersionToUpgradeTimestamp(31 << 32) == 1
    with reverts("ZeroUpgradeTimestamp"):
        through_itself(contract, "setUpgradeTimestamp", 31 << 32, 0, sender=stranger)


def test_receive__with_an_unknown_function__reverts(contract, stranger):
    with reverts(""):
        contract.send_raw(b"\x12\x34\x56\x78", sender=stranger)
