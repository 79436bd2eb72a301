"""Attack 21, the timelock's part: execution of a batch before its delay has passed.

Execution before proof, proof beyond commitment and reversion of executed batches are for the chain
to refuse, as are ranges that are not those of the data.
"""

import pytest

from garter.protocol.hashing import keccak256
from tests.support import Mock, behind_proxy, reverts
from tests.support.clock import next_block_at, travel

DELAY = 10_800  # seconds
EXECUTE = "executeBatchesSharedBridge(address,uint256,uint256,bytes)"
COMMIT = "commitBatchesSharedBridge(address,uint256,uint256,bytes)"
EXECUTOR_ROLE = keccak256(b"EXECUTOR_ROLE")


def chain_of(rpc, governor, admin):
    chain = Mock(rpc, governor)
    chain.returns("getChainId()", ["uint256"], [int(chain.address, 16)])
    chain.returns("getAdmin()", ["address"], [admin])
    chain.returns(COMMIT, [], [])
    chain.returns(EXECUTE, [], [])
    return chain


@pytest.fixture(scope="module")
def chain(rpc, governor, chain_admin):
    return chain_of(rpc, governor, chain_admin)


@pytest.fixture(scope="module")
def attackers_chain(rpc, governor, stranger):
    """A real chain of the ecosystem, whose admin is the attacker."""
    return chain_of(rpc, governor, stranger)


@pytest.fixture(scope="module")
def timelock(rpc, governor, chain, chain_admin, validator):
    hub = "0x0000000000000000000000000000000000000B0b"
    rpc.call("anvil_setCode", hub, "0x6004355f5260205ff3")  # chain ids are addresses
    timelock = behind_proxy(
        rpc, "ValidatorTimelock", (hub,), (governor.address, DELAY), sender=governor
    )
    timelock.addValidator(chain, validator, sender=chain_admin)
    return timelock


@pytest.fixture
def committed(timelock, rpc, chain, validator) -> int:
    """Time of commitment of batch 5."""
    timelock.commitBatchesSharedBridge(chain, 5, 5, b"", sender=validator)
    return timelock.getCommittedBatchTimestamp(chain, 5)


def execute(timelock, chain, first, last, caller):
    timelock.call("executeBatchesSharedBridge", (chain, first, last, b""), caller=caller)


def test_too_early(timelock, rpc, chain, validator, committed):
    travel(rpc, committed + DELAY - 1)
    with reverts("TimeNotReached", committed + DELAY, committed + DELAY - 1):
        execute(timelock, chain, 5, 5, validator)
    travel(rpc, committed + DELAY)
    execute(timelock, chain, 5, 5, validator)


@pytest.mark.parametrize(("first", "last"), [(1, 5), (5, 9), (4, 6)])
def test_too_early__hidden_in_a_range(timelock, chain, validator, committed, first, last):
    with reverts("TimeNotReached"):
        execute(timelock, chain, first, last, validator)


def test_a_new_commitment_starts_the_delay_anew(timelock, rpc, chain, validator, committed):
    """Commit an honest batch, wait, then replace it by another one."""
    next_block_at(rpc, committed + DELAY - 1)
    timelock.commitBatchesSharedBridge(chain, 5, 5, b"another", sender=validator)
    travel(rpc, committed + DELAY)
    with reverts("TimeNotReached", committed + 2 * DELAY - 1, committed + DELAY):
        execute(timelock, chain, 5, 5, validator)


def test_reverting_does_not_shorten_it(timelock, rpc, chain, validator, committed):
    chain.returns("revertBatchesSharedBridge(address,uint256)", [], [])
    timelock.revertBatchesSharedBridge(chain, 4, sender=validator)
    with reverts("TimeNotReached"):
        execute(timelock, chain, 5, 5, validator)


def test_operator_of_another_chain(timelock, chain, attackers_chain, stranger, committed):
    """The admin of one chain appoints operators there, and nowhere else."""
    timelock.addValidator(attackers_chain, stranger, sender=stranger)
    with reverts("RoleAccessDenied", chain, EXECUTOR_ROLE, stranger):
        execute(timelock, chain, 5, 5, stranger)
    with reverts("RoleAccessDenied", chain, b"\0" * 32, stranger):
        timelock.addValidator(chain, stranger, sender=stranger)


def test_commitments_of_another_chain_do_not_count(
    timelock, rpc, chain, attackers_chain, stranger, validator, committed
):
    """Times are kept by chain: nobody resets or ages those of another one."""
    timelock.addValidator(attackers_chain, stranger, sender=stranger)
    travel(rpc, committed + DELAY - 1)
    timelock.commitBatchesSharedBridge(attackers_chain, 5, 5, b"", sender=stranger)
    assert timelock.getCommittedBatchTimestamp(chain, 5) == committed
    travel(rpc, committed + DELAY + 5)
    execute(timelock, chain, 5, 5, validator)


def test_an_impostor_chain_gives_no_roles(timelock, rpc, governor, stranger):
    """Anybody's contract may call itself a chain; the bridgehub knows better."""
    impostor = Mock(rpc, governor)
    impostor.returns("getChainId()", ["uint256"], [1])
    impostor.returns("getAdmin()", ["address"], [stranger])
    with reverts("NotAZKChain", impostor):
        timelock.addValidator(impostor, stranger, sender=stranger)
