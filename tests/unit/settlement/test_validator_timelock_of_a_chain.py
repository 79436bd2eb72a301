"""ValidatorTimelock, behind its proxy, between an operator and a chain with real facets."""

import pytest
from eth_abi.abi import encode

from garter.chain import Contract
from garter.protocol.hashing import keccak256
from tests.support import Mock, behind_proxy, reverts
from tests.support.chain import VERSION, caller
from tests.support.clock import next_block_at, now
from tests.support.diamond import diamond_cut

CUT = "((address,uint8,bool,bytes4[])[],address,bytes)"
DATE = "protocolVersionToUpgradeTimestamp(uint256)"


@pytest.fixture(scope="module")
def admin_contract(rpc, governor, chain, chain_admin):
    """The chain's admin is a contract that knows when the chain may upgrade."""
    contract = Mock(rpc, governor)
    chain.admin.setPendingAdmin(contract.address, sender=chain_admin)
    chain.admin.acceptAdmin(sender=caller(rpc, contract.address))
    return contract


@pytest.fixture(scope="module")
def timelock(rpc, governor, validator, chain, world, admin_contract):
    """The chain's validator, with an operator that has every role."""
    world.bridgehub.returns("getZKChain(uint256)", ["address"], [chain])
    arguments = (world.bridgehub.address,)
    timelock = behind_proxy(
        rpc, "ValidatorTimelock", arguments, (governor.address, 0), sender=governor
    )
    chain.admin.setValidator(timelock, True, sender=chain.manager)
    timelock.addValidator(chain, validator, sender=caller(rpc, admin_contract.address))
    return timelock


@pytest.fixture
def upgrade(rpc, governor, world):
    """A published cut to the next version."""
    initialiser = Contract.deploy(rpc, "MockUpgrade", sender=governor)
    calldata = initialiser.calldata("set_version", VERSION + 1)
    cut = diamond_cut(init=initialiser.address, data=calldata)
    world.manager.returns("upgradeCutHash(uint256)", ["bytes32"], [keccak256(encode([CUT], [cut]))])
    return cut


def test_roles__are_the_chain_admins_to_give(timelock, chain, admin_contract, chain_admin):
    assert timelock.getRoleMember(chain, b"\0" * 32, 0) == admin_contract.address
    with reverts("RoleAccessDenied", chain, b"\0" * 32, chain_admin):
        timelock.addValidator(chain, chain_admin, sender=chain_admin)


def test_upgrade__after_the_date__runs(timelock, rpc, chain, admin_contract, upgrade, validator):
    admin_contract.returns(DATE, ["uint256"], [date := now(rpc) + 100])
    next_block_at(rpc, date)
    timelock.upgradeChainFromVersion(chain, VERSION, upgrade, sender=validator)
    assert chain.getters.getProtocolVersion() == VERSION + 1


def test_upgrade__before_the_date__the_chains_error_comes_back(
    timelock, rpc, chain, admin_contract, upgrade, validator
):
    admin_contract.returns(DATE, ["uint256"], [date := now(rpc) + 1_000])
    with reverts("UpgradeTimestampNotReached", date, now(rpc)):
        timelock.call("upgradeChainFromVersion", (chain, VERSION, upgrade), caller=validator)


def test_settling__a_timelock_that_is_not_the_chains__is_refused_by_the_chain(
    timelock, chain, upgrade, validator
):
    chain.admin.setValidator(timelock, False, sender=chain.manager)
    with reverts("Unauthorized", timelock):
        timelock.upgradeChainFromVersion(chain, VERSION, upgrade, sender=validator)
