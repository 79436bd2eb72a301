"""ValidatorTimelock: roles of operators, the delay of execution, word-for-word forwarding."""

import pytest

from garter.chain import Contract
from garter.protocol.hashing import keccak256, selector
from tests.support import Mock, Recorder, behind_proxy, reverts
from tests.support.clock import next_block_at, now, travel

CHAIN_ID = 271
DELAY = 3_600  # seconds
ZERO_ROLE = b"\0" * 32
NAMES = ("PRECOMMITTER", "COMMITTER", "REVERTER", "PROVER", "EXECUTOR", "UPGRADER")
ALL = (True,) * 6
CUT = ([("0x" + "11" * 20, 0, True, [b"abcd", b"efgh"])], "0x" + "22" * 20, b"init")
# What an operator may do: role, function, arguments after the chain.
DUTIES = {
    "precommit": ("PRECOMMITTER", "precommitSharedBridge", (5, b"block")),
    "commit": ("COMMITTER", "commitBatchesSharedBridge", (7, 7, b"batch")),
    "revert": ("REVERTER", "revertBatchesSharedBridge", (6,)),
    "prove": ("PROVER", "proveBatchesSharedBridge", (7, 7, b"proof")),
    "execute": ("EXECUTOR", "executeBatchesSharedBridge", (7, 7, b"execute")),
    "upgrade": ("UPGRADER", "upgradeChainFromVersion", (29, CUT)),
}
SIGNATURES = {
    "precommit": "precommitSharedBridge(address,uint256,bytes)",
    "commit": "commitBatchesSharedBridge(address,uint256,uint256,bytes)",
    "revert": "revertBatchesSharedBridge(address,uint256)",
    "prove": "proveBatchesSharedBridge(address,uint256,uint256,bytes)",
    "execute": "executeBatchesSharedBridge(address,uint256,uint256,bytes)",
    "upgrade": "upgradeChainFromVersion(address,uint256,"
    "((address,uint8,bool,bytes4[])[],address,bytes))",
}


def role_id(name: str) -> bytes:
    return keccak256(f"{name}_ROLE".encode())


def only(name: str) -> tuple[bool, ...]:
    return tuple(name == n for n in NAMES)


@pytest.fixture(scope="module")
def chain(rpc, governor, chain_admin):
    """A chain whose settlement functions succeed."""
    chain = Mock(rpc, governor)
    chain.returns("getChainId()", ["uint256"], [CHAIN_ID])
    chain.returns("getAdmin()", ["address"], [chain_admin])
    for signature in SIGNATURES.values():
        chain.returns(signature, [], [])
    return chain


@pytest.fixture(scope="module")
def bridgehub(rpc, governor, chain):
    """Knows `chain` under every id."""
    hub = Mock(rpc, governor)
    hub.returns("getZKChain(uint256)", ["address"], [chain])
    return hub


@pytest.fixture(scope="module")
def implementation(rpc, governor, bridgehub):
    return Contract.deploy(rpc, "ValidatorTimelock", bridgehub.address, sender=governor)


@pytest.fixture(scope="module")
def timelock(rpc, governor, bridgehub):
    arguments = (bridgehub.address,)
    return behind_proxy(
        rpc, "ValidatorTimelock", arguments, (governor.address, DELAY), sender=governor
    )


@pytest.fixture
def operator(timelock, chain, chain_admin, validator):
    """`validator` with every role on `chain`."""
    timelock.addValidator(chain, validator, sender=chain_admin)
    return validator


# --- initialisation and ownership ---


def test_initialize__sets_owner_and_delay(timelock, bridgehub, governor):
    assert timelock.owner() == governor.address
    assert timelock.executionDelay() == DELAY
    assert timelock.BRIDGE_HUB() == bridgehub.address
    assert timelock.getName() == "ValidatorTimelock"


def test_initialize__twice__reverts(timelock, governor):
    with reverts("Error", "Initializable: contract is already initialized"):
        timelock.initialize(governor, DELAY, sender=governor)


def test_initialize__implementation__reverts(implementation, stranger):
    with reverts("Error", "Initializable: contract is already initialized"):
        implementation.initialize(stranger, 0, sender=stranger)


def test_set_execution_delay__changes_it(timelock, governor):
    receipt = timelock.setExecutionDelay(10, sender=governor)
    assert timelock.executionDelay() == 10
    [event] = timelock.events(receipt, "NewExecutionDelay")
    assert event._newExecutionDelay == 10


def test_set_execution_delay__not_owner__reverts(timelock, chain_admin):
    with reverts("Error", "Ownable: caller is not the owner"):
        timelock.setExecutionDelay(10, sender=chain_admin)


def test_role_ids__are_hashes_of_their_names(timelock):
    for name in NAMES:
        assert getattr(timelock, f"{name}_ROLE")() == role_id(name)
        optional = f"OPTIONAL_{name}_ADMIN"
        assert getattr(timelock, f"{optional}_ROLE")() == role_id(optional)
    assert timelock.DEFAULT_ADMIN_ROLE() == ZERO_ROLE


# --- appointing operators ---


def test_add_validator__gives_all_roles(timelock, chain, chain_admin, validator):
    receipt = timelock.addValidator(chain, validator, sender=chain_admin)
    assert all(timelock.hasRole(chain, role_id(name), validator) for name in NAMES)
    granted = timelock.events(receipt, "RoleGranted")
    assert [(e.chainAddress, e.role, e.account) for e in granted] == [
        (chain.address, role_id(name), validator.address) for name in NAMES
    ]


def test_remove_validator__takes_all_roles(timelock, chain, chain_admin, operator):
    receipt = timelock.removeValidator(chain, operator, sender=chain_admin)
    assert not any(timelock.hasRole(chain, role_id(name), operator) for name in NAMES)
    assert [e.role for e in timelock.events(receipt, "RoleRevoked")] == [
        role_id(name) for name in NAMES
    ]


@pytest.mark.parametrize("name", NAMES)
def test_add_and_remove_validator_roles__only_the_chosen(
    timelock, chain, chain_admin, validator, name
):
    timelock.addValidatorRoles(chain, validator, only(name), sender=chain_admin)
    assert [timelock.hasRole(chain, role_id(n), validator) for n in NAMES] == list(only(name))
    timelock.addValidator(chain, validator, sender=chain_admin)
    timelock.removeValidatorRoles(chain, validator, only(name), sender=chain_admin)
    assert [timelock.hasRole(chain, role_id(n), validator) for n in NAMES] == [
        not chosen for chosen in only(name)
    ]


def test_for_chain_id__acts_on_the_chain_of_that_id(timelock, chain, chain_admin, validator):
    timelock.addValidatorForChainId(CHAIN_ID, validator, sender=chain_admin)
    assert timelock.hasRole(chain, role_id("PROVER"), validator)
    assert timelock.hasRoleForChainId(CHAIN_ID, role_id("PROVER"), validator)
    timelock.removeValidatorForChainId(CHAIN_ID, validator, sender=chain_admin)
    assert not timelock.hasRoleForChainId(CHAIN_ID, role_id("PROVER"), validator)


@pytest.mark.parametrize(
    ("function", "extra"),
    [
        ("addValidator", ()),
        ("removeValidator", ()),
        ("addValidatorRoles", (ALL,)),
        ("removeValidatorRoles", (ALL,)),
    ],
)
def test_appointing__not_chain_admin__reverts(
    timelock, chain, governor, validator, function, extra
):
    """Not even the timelock's owner."""
    with reverts("RoleAccessDenied", chain, ZERO_ROLE, governor):
        getattr(timelock, function)(chain, validator, *extra, sender=governor)


@pytest.mark.parametrize("function", ["addValidatorForChainId", "removeValidatorForChainId"])
def test_appointing_for_chain_id__not_chain_admin__reverts(
    timelock, chain, stranger, validator, function
):
    with reverts("RoleAccessDenied", chain, ZERO_ROLE, stranger):
        getattr(timelock, function)(CHAIN_ID, validator, sender=stranger)


def test_appointing_for_chain_id__unknown_chain__reverts(
    timelock, bridgehub, chain_admin, validator
):
    bridgehub.returns("getZKChain(uint256)", ["address"], ["0x" + "00" * 20])
    with reverts("NotAZKChain", "0x" + "00" * 20):
        timelock.addValidatorForChainId(CHAIN_ID, validator, sender=chain_admin)


# --- settling ---


@pytest.mark.parametrize("duty", DUTIES)
def test_settling__passes_the_call_on_word_for_word(timelock, rpc, chain, operator, duty):
    rpc.call("evm_increaseTime", DELAY)
    _, function, arguments = DUTIES[duty]
    getattr(timelock, function)(chain, *arguments, sender=operator)
    assert chain.calls(SIGNATURES[duty]) == 1
    assert chain.last_calldata(SIGNATURES[duty]) == timelock.calldata(function, chain, *arguments)


@pytest.mark.parametrize("duty", DUTIES)
def test_settling__needs_its_role_and_no_other(timelock, chain, chain_admin, validator, duty):
    name, function, arguments = DUTIES[duty]
    others = tuple(n != name for n in NAMES)
    timelock.addValidatorRoles(chain, validator, others, sender=chain_admin)
    with reverts("RoleAccessDenied", chain, role_id(name), validator):
        getattr(timelock, function)(chain, *arguments, sender=validator)
    timelock.removeValidatorRoles(chain, validator, others, sender=chain_admin)
    timelock.addValidatorRoles(chain, validator, only(name), sender=chain_admin)
    getattr(timelock, function)(chain, *arguments, sender=validator)
    assert chain.calls(SIGNATURES[duty]) == 1


@pytest.mark.parametrize("duty", DUTIES)
def test_settling__the_chain_refuses__its_error_comes_back(timelock, chain, operator, duty):
    error = selector("TimeNotReached(uint256,uint256)") + (5).to_bytes(32, "big") * 2
    chain.fails(SIGNATURES[duty], error)
    _, function, arguments = DUTIES[duty]
    with reverts("TimeNotReached", 5, 5):
        getattr(timelock, function)(chain, *arguments, sender=operator)


@pytest.mark.parametrize("size", [0, 1, 31, 32, 1_000, 50_000, 127_000])
def test_commit__data_of_any_size__arrives_whole(timelock, rpc, chain, operator, size):
    arguments = (chain, 3, 3, b"\xab" * size)
    recorder = Recorder(rpc, address=chain.address)
    timelock.commitBatchesSharedBridge(*arguments, sender=operator)
    assert recorder.hashes() == [
        keccak256(timelock.calldata("commitBatchesSharedBridge", *arguments))
    ]


def test_commit__small_data__pays_nothing_for_the_bound(timelock, chain, operator):
    """Anything in memory behind the data would cost two million gas."""
    Recorder(timelock.rpc, address=chain.address)
    receipt = timelock.commitBatchesSharedBridge(chain, 3, 3, b"", sender=operator)
    assert receipt.gas_used < 150_000


def test_settling__ether__is_refused(timelock, chain, operator):
    with reverts(""):
        timelock.commitBatchesSharedBridge(chain, 1, 1, b"", sender=operator, value=1)


def test_unknown_function__reverts(timelock, operator):
    with reverts(""):
        timelock.send_raw(b"\x12\x34\x56\x78", sender=operator)


# --- commitment times and the delay ---


def test_commit__notes_the_time_of_every_batch(timelock, rpc, chain, operator):
    next_block_at(rpc, committed := now(rpc) + 100)
    timelock.commitBatchesSharedBridge(chain, 6, 17, b"", sender=operator)
    times = [timelock.getCommittedBatchTimestamp(chain, n) for n in range(5, 19)]
    assert times == [0] + [committed] * 12 + [0]


def test_commit__again__notes_the_new_time_and_leaves_neighbours(timelock, rpc, chain, operator):
    next_block_at(rpc, first := now(rpc) + 100)
    timelock.commitBatchesSharedBridge(chain, 8, 15, b"", sender=operator)
    next_block_at(rpc, second := first + 100)
    timelock.commitBatchesSharedBridge(chain, 10, 10, b"", sender=operator)
    times = [timelock.getCommittedBatchTimestamp(chain, n) for n in range(8, 16)]
    assert times == [first, first, second, first, first, first, first, first]


def test_commit__empty_range__notes_nothing_and_is_passed_on(timelock, chain, operator):
    timelock.commitBatchesSharedBridge(chain, 5, 4, b"", sender=operator)
    assert timelock.getCommittedBatchTimestamp(chain, 4) == 0
    assert timelock.getCommittedBatchTimestamp(chain, 5) == 0
    assert chain.calls(SIGNATURES["commit"]) == 1


def test_commit__the_chain_refuses__no_time_is_noted(timelock, chain, operator):
    chain.fails(SIGNATURES["commit"])
    with reverts(""):
        timelock.commitBatchesSharedBridge(chain, 5, 5, b"", sender=operator)
    assert timelock.getCommittedBatchTimestamp(chain, 5) == 0


def test_revert__leaves_the_times(timelock, chain, operator):
    timelock.commitBatchesSharedBridge(chain, 5, 5, b"", sender=operator)
    noted = timelock.getCommittedBatchTimestamp(chain, 5)
    timelock.revertBatchesSharedBridge(chain, 4, sender=operator)
    assert timelock.getCommittedBatchTimestamp(chain, 5) == noted > 0


def test_execute__one_second_early__reverts(timelock, rpc, chain, operator):
    next_block_at(rpc, committed := now(rpc) + 100)
    timelock.commitBatchesSharedBridge(chain, 5, 5, b"", sender=operator)
    travel(rpc, committed + DELAY - 1)
    with reverts("TimeNotReached", committed + DELAY, committed + DELAY - 1):
        timelock.call("executeBatchesSharedBridge", (chain, 5, 5, b""), caller=operator)
    next_block_at(rpc, committed + DELAY)
    timelock.executeBatchesSharedBridge(chain, 5, 5, b"", sender=operator)
    assert chain.calls(SIGNATURES["execute"]) == 1


@pytest.mark.parametrize("late", [6, 8, 13])
def test_execute__one_batch_of_the_range_too_young__reverts(timelock, rpc, chain, operator, late):
    """In each of the storage words that the range 6..13 touches, and at both its ends."""
    next_block_at(rpc, committed := now(rpc) + 100)
    timelock.commitBatchesSharedBridge(chain, 6, 13, b"", sender=operator)
    next_block_at(rpc, committed + 1)
    timelock.commitBatchesSharedBridge(chain, late, late, b"", sender=operator)
    travel(rpc, committed + DELAY)
    with reverts("TimeNotReached", committed + DELAY + 1, committed + DELAY):
        timelock.call("executeBatchesSharedBridge", (chain, 6, 13, b""), caller=operator)
    next_block_at(rpc, committed + DELAY + 1)
    timelock.executeBatchesSharedBridge(chain, 6, 13, b"", sender=operator)


def test_execute__never_committed_here__is_passed_on(timelock, chain, operator):
    timelock.executeBatchesSharedBridge(chain, 99, 99, b"", sender=operator)
    assert chain.calls(SIGNATURES["execute"]) == 1


def test_execute__delay_changed_meanwhile__the_new_one_counts(
    timelock, rpc, chain, operator, governor
):
    timelock.commitBatchesSharedBridge(chain, 5, 5, b"", sender=operator)
    timelock.setExecutionDelay(0, sender=governor)
    timelock.executeBatchesSharedBridge(chain, 5, 5, b"", sender=operator)
    timelock.setExecutionDelay(2**32 - 1, sender=governor)
    with reverts("TimeNotReached"):
        timelock.executeBatchesSharedBridge(chain, 5, 5, b"", sender=operator)
