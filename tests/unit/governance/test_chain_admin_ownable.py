"""ChainAdminOwnable: the owner's calls, and the one call of the token multiplier setter."""

from __future__ import annotations

import pytest
from eth_abi.abi import encode

from garter.chain import Contract, Receipt
from garter.exceptions import ContractReverted
from garter.protocol.hashing import selector
from tests.support import Mock, reverts

ZERO = "0x" + "00" * 20
MAX_CALL_RETURN = 1_024


@pytest.fixture
def setter(validator):
    """The server's key that may adjust the base token's price."""
    return validator


@pytest.fixture
def chain_admin_contract(rpc, chain_admin, setter, stranger):
    return Contract.deploy(
        rpc, "ChainAdminOwnable", chain_admin.address, setter.address, sender=stranger
    )


@pytest.fixture
def target(rpc, stranger):
    return Contract.deploy(rpc, "MockImplementation", 1, sender=stranger)


def test_constructor__state_and_events(rpc, chain_admin_contract, chain_admin, setter):
    assert chain_admin_contract.owner() == chain_admin.address
    assert chain_admin_contract.tokenMultiplierSetter() == setter.address
    block = rpc.call("eth_getBlockByNumber", "latest", False)
    receipt = Receipt.parse(rpc.call("eth_getTransactionReceipt", block["transactions"][0]))
    owner, multiplier_setter = chain_admin_contract.events(receipt)
    assert (owner.name, owner.newOwner) == ("OwnershipTransferred", chain_admin.address)
    assert multiplier_setter.name == "NewTokenMultiplierSetter"
    assert tuple(multiplier_setter.inputs.values()) == (ZERO, setter.address)


def test_constructor__zero_owner__reverts(rpc, setter, stranger):
    with reverts("ZeroAddress"):
        Contract.deploy(rpc, "ChainAdminOwnable", ZERO, setter.address, sender=stranger)


def test_constructor__no_setter__is_allowed(rpc, chain_admin, stranger):
    contract = Contract.deploy(rpc, "ChainAdminOwnable", chain_admin.address, ZERO, sender=stranger)
    assert contract.tokenMultiplierSetter() == ZERO


# --- multicall ---


def test_multicall__calls_in_order_with_events(chain_admin_contract, actor, target, chain_admin):
    calls = [
        (actor.address, 0, actor.calldata("poke_in_order", 1)),
        (target.address, 0, target.calldata("set_number", 9)),
        (actor.address, 0, actor.calldata("poke_in_order", 2)),
    ]
    receipt = chain_admin_contract.multicall(calls, True, sender=chain_admin)
    assert [actor.pokes(0), actor.pokes(1)] == [1, 2]
    events = chain_admin_contract.events(receipt)
    assert [tuple(e.inputs.values()) for e in events] == [
        (calls[0], True, b""),
        (calls[1], True, b"\x00" * 32),  # the number before
        (calls[2], True, b""),
    ]
    assert {e.name for e in events} == {"CallExecuted"}


def test_multicall__the_contract_is_the_caller(chain_admin_contract, actor, rpc, chain_admin):
    mock = Mock(rpc, chain_admin)
    mock.returns("whatever()", [], [])
    chain_admin_contract.multicall(
        [(mock.address, 0, selector("whatever()"))], True, sender=chain_admin
    )
    assert mock.calls("whatever()") == 1


def test_multicall__not_owner__reverts(chain_admin_contract, actor, setter, stranger):
    for caller in (setter, stranger):
        with reverts("Error", "Ownable: caller is not the owner"):
            chain_admin_contract.multicall(
                [(actor.address, 0, actor.calldata("poke", 1))], True, sender=caller
            )


def test_multicall__no_calls__reverts(chain_admin_contract, chain_admin):
    with reverts("NoCallsProvided"):
        chain_admin_contract.multicall([], True, sender=chain_admin)


def test_multicall__failure_required_to_succeed__reverts_all_with_its_error(
    chain_admin_contract, actor, target, chain_admin
):
    calls = [
        (actor.address, 0, actor.calldata("poke_in_order", 1)),
        (target.address, 0, target.calldata("fail")),
    ]
    with reverts("Unauthorized", chain_admin_contract):
        chain_admin_contract.multicall(calls, True, sender=chain_admin)
    assert actor.number_of_pokes() == 0
    data = b"\xab" * 5_000
    with pytest.raises(ContractReverted) as caught:
        chain_admin_contract.multicall(
            [(target.address, 0, target.calldata("fail_with", data))], True, sender=chain_admin
        )
    assert caught.value.data == data


def test_multicall__failure_not_required__is_recorded_and_the_rest_made(
    chain_admin_contract, actor, target, chain_admin
):
    calls = [
        (target.address, 0, target.calldata("fail")),
        (actor.address, 0, actor.calldata("poke_in_order", 2)),
    ]
    receipt = chain_admin_contract.multicall(calls, False, sender=chain_admin)
    first, second = chain_admin_contract.events(receipt, "CallExecuted")
    error = selector("Unauthorized(address)") + encode(["address"], [chain_admin_contract.address])
    assert tuple(first.inputs.values()) == (calls[0], False, error)
    assert tuple(second.inputs.values()) == (calls[1], True, b"")
    assert actor.pokes(0) == 2


def test_multicall__long_answers__are_cut_in_the_event_only(
    chain_admin_contract, target, chain_admin
):
    data = bytes(range(256)) * 8
    call = (target.address, 0, target.calldata("fail_with", data))
    receipt = chain_admin_contract.multicall([call], False, sender=chain_admin)
    [event] = chain_admin_contract.events(receipt)
    assert event._returnData == data[:MAX_CALL_RETURN]


def test_multicall__eth(rpc, chain_admin_contract, actor, chain_admin):
    chain_admin_contract.send_raw(b"", sender=chain_admin, value=10)
    calls = [(actor.address, 12, b""), (actor.address, 1, actor.calldata("poke", 1))]
    with reverts(""):  # more than there is
        chain_admin_contract.multicall(calls, True, sender=chain_admin, value=2)
    chain_admin_contract.multicall(calls, True, sender=chain_admin, value=5)
    assert rpc.balance(actor.address) == 13
    assert rpc.balance(chain_admin_contract.address) == 2


def test_multicall__largest(chain_admin_contract, target, chain_admin):
    """Four calls of 10 KiB."""
    data = target.calldata("set_number", 3) + b"\x01" * (10_240 - 36)
    receipt = chain_admin_contract.multicall(
        [(target.address, 0, data)] * 4, True, sender=chain_admin
    )
    assert [e._call[2] for e in chain_admin_contract.events(receipt)] == [data] * 4
    assert target.number() == 3


def test_receive__with_an_unknown_function__reverts(chain_admin_contract, stranger):
    with reverts(""):
        chain_admin_contract.send_raw(b"\x12\x34\x56\x78", sender=stranger)


# --- one large call ---


def test_execute_large_call__creates_a_chain(rpc, chain_admin_contract, actor, chain_admin):
    """Init data of a new chain, with the ETH sent along."""
    data = actor.calldata("poke", 1) + b"\x07" * 19_000
    receipt = chain_admin_contract.execute_large_call(
        actor.address, data, sender=chain_admin, value=4
    )
    assert rpc.balance(actor.address) == 4
    [event] = chain_admin_contract.events(receipt)
    assert event.name == "CallExecuted"
    assert tuple(event.inputs.values()) == ((actor.address, 4, data), True, b"")


def test_execute_large_call__same_event_as_multicall(chain_admin_contract, target, chain_admin):
    data = target.calldata("set_number", 0)
    one = chain_admin_contract.execute_large_call(target.address, data, sender=chain_admin)
    other = chain_admin_contract.multicall([(target.address, 0, data)], True, sender=chain_admin)
    logs = [(r.logs[0]["topics"], r.logs[0]["data"]) for r in (one, other)]
    assert logs[0] == logs[1]


def test_execute_large_call__not_owner__reverts(chain_admin_contract, actor, stranger):
    with reverts("Error", "Ownable: caller is not the owner"):
        chain_admin_contract.execute_large_call(actor.address, b"", sender=stranger)


def test_execute_large_call__failure__reverts_with_its_error(
    chain_admin_contract, target, chain_admin
):
    with reverts("Unauthorized", chain_admin_contract):
        chain_admin_contract.execute_large_call(
            target.address, target.calldata("fail"), sender=chain_admin
        )


# --- upgrade times ---


def test_set_upgrade_timestamp(chain_admin_contract, chain_admin):
    receipt = chain_admin_contract.setUpgradeTimestamp(31 << 32, 1_900_000_000, sender=chain_admin)
    assert chain_admin_contract.protocolVersionToUpgradeTimestamp(31 << 32) == 1_900_000_000
    [event] = chain_admin_contract.events(receipt)
    assert event.name == "UpdateUpgradeTimestamp"
    assert tuple(event.inputs.values()) == (31 << 32, 1_900_000_000)


def test_set_upgrade_timestamp__zero__reverts(chain_admin_contract, chain_admin):
    with reverts("ZeroUpgradeTimestamp"):
        chain_admin_contract.setUpgradeTimestamp(31 << 32, 0, sender=chain_admin)


def test_set_upgrade_timestamp__not_owner__reverts(chain_admin_contract, setter):
    with reverts("Error", "Ownable: caller is not the owner"):
        chain_admin_contract.setUpgradeTimestamp(31 << 32, 1, sender=setter)


# --- the token multiplier ---


def test_set_token_multiplier__setter_only(rpc, chain_admin_contract, setter, chain_admin):
    chain = Mock(rpc, chain_admin)
    chain.returns("setTokenMultiplier(uint128,uint128)", [], [])
    chain_admin_contract.setTokenMultiplier(chain.address, 3, 2, sender=setter)
    assert chain.last_calldata("setTokenMultiplier(uint128,uint128)")[4:] == encode(
        ["uint128", "uint128"], [3, 2]
    )
    with reverts("Unauthorized", chain_admin):
        chain_admin_contract.setTokenMultiplier(chain.address, 3, 2, sender=chain_admin)


def test_set_token_multiplier__the_chains_refusal_bubbles(
    rpc, chain_admin_contract, setter, chain_admin
):
    chain = Mock(rpc, chain_admin)
    chain.fails("setTokenMultiplier(uint128,uint128)", selector("DenominatorIsZero()"))
    with reverts("DenominatorIsZero"):
        chain_admin_contract.setTokenMultiplier(chain.address, 3, 0, sender=setter)


def test_set_token_multiplier_setter(chain_admin_contract, chain_admin, setter, stranger):
    with reverts("Error", "Ownable: caller is not the owner"):
        chain_admin_contract.setTokenMultiplierSetter(stranger.address, sender=setter)
    receipt = chain_admin_contract.setTokenMultiplierSetter(stranger.address, sender=chain_admin)
    [event] = chain_admin_contract.events(receipt)
    assert tuple(event.inputs.values()) == (setter.address, stranger.address)
    assert chain_admin_contract.tokenMultiplierSetter() == stranger.address


# --- ownership ---


def test_ownership__two_steps(chain_admin_contract, chain_admin, governor, stranger):
    with reverts("Error", "Ownable: caller is not the owner"):
        chain_admin_contract.transferOwnership(stranger.address, sender=stranger)
    chain_admin_contract.transferOwnership(governor.address, sender=chain_admin)
    assert chain_admin_contract.pendingOwner() == governor.address
    with reverts("Error", "Ownable2Step: caller is not the new owner"):
        chain_admin_contract.acceptOwnership(sender=stranger)
    chain_admin_contract.acceptOwnership(sender=governor)
    chain_admin_contract.renounceOwnership(sender=governor)
    assert chain_admin_contract.owner() == ZERO
