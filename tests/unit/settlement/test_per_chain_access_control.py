"""Roles per chain (`per_chain_access_control.vy`), as ValidatorTimelock exports them."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from garter.chain import Contract, Impersonated
from garter.exceptions import ContractReverted
from garter.protocol.hashing import keccak256
from tests.conftest import role as account_of
from tests.support import Mock, clone, reverts

ZERO_ROLE = b"\0" * 32
ROLE, OTHER_ROLE, KEEPER = (keccak256(name.encode()) for name in ("ROLE", "OTHER_ROLE", "KEEPER"))
# Answers any call with its first argument: a bridgehub for which a chain's id is its address.
ECHO = "0x6004355f5260205ff3"
HUB = "0x0000000000000000000000000000000000000B0b"


@pytest.fixture(scope="module")
def implementation(rpc, governor):
    rpc.call("anvil_setCode", HUB, ECHO)
    return Contract.deploy(rpc, "ValidatorTimelock", HUB, sender=governor)


@pytest.fixture(scope="module")
def roles(implementation, governor):
    timelock = clone(implementation, sender=governor)
    timelock.initialize(governor, 0, sender=governor)
    return timelock


def new_chain(rpc, governor, admin) -> Mock:
    chain = Mock(rpc, governor)
    chain.returns("getChainId()", ["uint256"], [int(chain.address, 16)])
    chain.returns("getAdmin()", ["address"], [admin])
    return chain


@pytest.fixture(scope="module")
def chain(rpc, governor, chain_admin):
    return new_chain(rpc, governor, chain_admin)


@pytest.fixture(scope="module")
def other_chain(rpc, governor, admin):
    return new_chain(rpc, governor, admin)


# --- the chain admin's role ---


def test_role_zero__is_the_chain_admins(roles, chain, chain_admin, stranger):
    assert roles.hasRole(chain, ZERO_ROLE, chain_admin)
    assert not roles.hasRole(chain, ZERO_ROLE, stranger)
    assert roles.getRoleMember(chain, ZERO_ROLE, 0) == chain_admin.address
    assert roles.getRoleMemberCount(chain, ZERO_ROLE) == 1
    assert roles.getRoleAdmin(chain, ZERO_ROLE) == ZERO_ROLE


def test_role_zero__follows_a_change_of_the_admin(roles, chain, chain_admin, admin, validator):
    chain.returns("getAdmin()", ["address"], [admin])
    with reverts("RoleAccessDenied", chain, ZERO_ROLE, chain_admin):
        roles.grantRole(chain, ROLE, validator, sender=chain_admin)
    roles.grantRole(chain, ROLE, validator, sender=admin)


def test_role_zero__cannot_be_granted_revoked_or_renounced(roles, chain, chain_admin, stranger):
    with reverts("DefaultAdminTransferNotAllowed"):
        roles.grantRole(chain, ZERO_ROLE, stranger, sender=chain_admin)
    with reverts("DefaultAdminTransferNotAllowed"):
        roles.revokeRole(chain, ZERO_ROLE, chain_admin, sender=chain_admin)
    with reverts("DefaultAdminTransferNotAllowed"):
        roles.renounceRole(chain, ZERO_ROLE, sender=chain_admin)
    with reverts("DefaultAdminTransferNotAllowed"):
        roles.setRoleAdmin(chain, ZERO_ROLE, ROLE, sender=chain_admin)


def test_role_zero__second_member__does_not_exist(roles, chain):
    with reverts(""):
        roles.getRoleMember(chain, ZERO_ROLE, 1)


def test_chain_admin__address_is_no_contract__reverts(roles, chain_admin):
    nobody = Impersonated("0x00000000000000000000000000000000000000AA")
    with reverts("NotAZKChain", nobody):
        roles.grantRole(nobody, ROLE, chain_admin, sender=chain_admin)


def test_chain_admin__bridgehub_knows_another_chain_by_its_id__reverts(
    roles, rpc, governor, stranger, chain
):
    """A contract that merely claims an id, and whoever it calls its admin."""
    impostor = new_chain(rpc, governor, stranger)
    impostor.returns("getChainId()", ["uint256"], [int(chain.address, 16)])
    with reverts("NotAZKChain", impostor):
        roles.grantRole(impostor, ROLE, stranger, sender=stranger)
    with reverts("NotAZKChain", impostor):
        roles.hasRole(impostor, ZERO_ROLE, stranger)


# --- other roles ---


def test_grant__gives_the_role_on_that_chain_only(
    roles, chain, other_chain, chain_admin, validator
):
    receipt = roles.grantRole(chain, ROLE, validator, sender=chain_admin)
    [event] = roles.events(receipt, "RoleGranted")
    assert (event.chainAddress, event.role, event.account) == (
        chain.address,
        ROLE,
        validator.address,
    )
    assert roles.hasRole(chain, ROLE, validator)
    assert not roles.hasRole(other_chain, ROLE, validator)
    assert not roles.hasRole(chain, OTHER_ROLE, validator)


def test_grant__again__changes_nothing(roles, chain, chain_admin, validator):
    roles.grantRole(chain, ROLE, validator, sender=chain_admin)
    receipt = roles.grantRole(chain, ROLE, validator, sender=chain_admin)
    assert not receipt.logs
    assert roles.getRoleMemberCount(chain, ROLE) == 1


def test_revoke__takes_the_role(roles, chain, chain_admin, validator):
    roles.grantRole(chain, ROLE, validator, sender=chain_admin)
    receipt = roles.revokeRole(chain, ROLE, validator, sender=chain_admin)
    [event] = roles.events(receipt, "RoleRevoked")
    assert (event.chainAddress, event.role, event.account) == (
        chain.address,
        ROLE,
        validator.address,
    )
    assert not roles.hasRole(chain, ROLE, validator)
    assert roles.getRoleMemberCount(chain, ROLE) == 0


def test_revoke__not_held__changes_nothing(roles, chain, chain_admin, validator):
    receipt = roles.revokeRole(chain, ROLE, validator, sender=chain_admin)
    assert not receipt.logs


@pytest.mark.parametrize("function", ["grantRole", "revokeRole"])
def test_grant_and_revoke__admin_of_another_chain__reverts(
    roles, chain, admin, validator, function
):
    with reverts("RoleAccessDenied", chain, ZERO_ROLE, admin):
        getattr(roles, function)(chain, ROLE, validator, sender=admin)


def test_revoke__the_last_holder_takes_the_freed_place(
    roles, chain, chain_admin, admin, validator, stranger
):
    holders = [admin, validator, stranger]
    for holder in holders:
        roles.grantRole(chain, ROLE, holder, sender=chain_admin)
    for leaving, staying in ((admin, [stranger, validator]), (stranger, [validator])):
        roles.revokeRole(chain, ROLE, leaving, sender=chain_admin)
        members = [roles.getRoleMember(chain, ROLE, i) for i in range(len(staying))]
        assert members == [holder.address for holder in staying]
        assert roles.getRoleMemberCount(chain, ROLE) == len(staying)
        assert [roles.hasRole(chain, ROLE, holder) for holder in holders] == [
            holder in staying for holder in holders
        ]


def test_renounce__gives_up_ones_own(roles, chain, chain_admin, validator):
    roles.grantRole(chain, ROLE, validator, sender=chain_admin)
    receipt = roles.renounceRole(chain, ROLE, sender=validator)
    assert [e.account for e in roles.events(receipt, "RoleRevoked")] == [validator.address]
    assert not roles.hasRole(chain, ROLE, validator)


def test_renounce__not_held__reverts(roles, chain, validator):
    with reverts("RoleAccessDenied", chain, ROLE, validator):
        roles.renounceRole(chain, ROLE, sender=validator)


def test_set_role_admin__hands_the_role_over(roles, chain, chain_admin, admin, validator):
    receipt = roles.setRoleAdmin(chain, ROLE, KEEPER, sender=chain_admin)
    [event] = roles.events(receipt, "RoleAdminChanged")
    assert (event.chainAddress, event.role, event.previousAdminRole, event.newAdminRole) == (
        chain.address,
        ROLE,
        ZERO_ROLE,
        KEEPER,
    )
    assert roles.getRoleAdmin(chain, ROLE) == KEEPER
    with reverts("RoleAccessDenied", chain, KEEPER, chain_admin):
        roles.grantRole(chain, ROLE, validator, sender=chain_admin)
    roles.grantRole(chain, KEEPER, admin, sender=chain_admin)
    roles.grantRole(chain, ROLE, validator, sender=admin)
    assert roles.hasRole(chain, ROLE, validator)


def test_set_role_admin__not_the_roles_admin__reverts(roles, chain, stranger):
    with reverts("RoleAccessDenied", chain, ZERO_ROLE, stranger):
        roles.setRoleAdmin(chain, ROLE, KEEPER, sender=stranger)


# --- against a model ---

ACCOUNTS = [account_of(name) for name in ("chain_admin", "admin", "validator", "stranger")]
ROLES = [ROLE, KEEPER]


class Model:
    """What the contract should hold: members in order, and who governs what."""

    def __init__(self, admins: dict[str, str]):
        self.admins = admins
        self.members: dict[tuple[str, bytes], list[str]] = {}
        self.governed_by: dict[tuple[str, bytes], bytes] = {}

    def holds(self, chain: str, role: bytes, account: str) -> bool:
        if role == ZERO_ROLE:
            return account == self.admins[chain]
        return account in self.members.get((chain, role), [])

    def governs(self, chain: str, role: bytes, account: str) -> bool:
        return self.holds(chain, self.governed_by.get((chain, role), ZERO_ROLE), account)

    def grant(self, chain: str, role: bytes, account: str) -> None:
        members = self.members.setdefault((chain, role), [])
        if account not in members:
            members.append(account)

    def remove(self, chain: str, role: bytes, account: str) -> None:
        members = self.members.setdefault((chain, role), [])
        if account in members:
            members[members.index(account)] = members[-1]
            members.pop()


def machine_for(new_contract, chains: dict[str, str]):
    """A state machine that does the same to the contract and to the model."""
    some_chain, some_role = st.sampled_from(sorted(chains)), st.sampled_from(ROLES)
    some_account = st.sampled_from(ACCOUNTS)

    class Roles(RuleBasedStateMachine):
        def __init__(self):
            super().__init__()
            self.contract = new_contract()
            self.model = Model(chains)

        def attempt(self, allowed, function, *arguments, sender) -> bool:
            """Whether it went through, which has to be what the model allows."""
            try:
                getattr(self.contract, function)(*arguments, sender=sender)
            except ContractReverted as err:
                assert not allowed and err.name == "RoleAccessDenied", err
                return False
            assert allowed
            return True

        @rule(chain=some_chain, role=some_role, account=some_account, caller=some_account)
        def grant(self, chain, role, account, caller):
            allowed = self.model.governs(chain, role, caller.address)
            if self.attempt(allowed, "grantRole", chain, role, account, sender=caller):
                self.model.grant(chain, role, account.address)

        @rule(chain=some_chain, role=some_role, accounts=st.permutations(ACCOUNTS))
        def grant_all_by_chain_admin(self, chain, role, accounts):
            for account in accounts:
                self.grant(chain, role, account, Impersonated(chains[chain]))

        @rule(chain=some_chain, role=some_role, accounts=st.permutations(ACCOUNTS))
        def revoke_some_by_chain_admin(self, chain, role, accounts):
            for account in accounts[:3]:
                self.revoke(chain, role, account, Impersonated(chains[chain]))

        @rule(chain=some_chain, role=some_role, account=some_account, caller=some_account)
        def revoke(self, chain, role, account, caller):
            allowed = self.model.governs(chain, role, caller.address)
            if self.attempt(allowed, "revokeRole", chain, role, account, sender=caller):
                self.model.remove(chain, role, account.address)

        @rule(chain=some_chain, role=some_role, caller=some_account)
        def renounce(self, chain, role, caller):
            allowed = self.model.holds(chain, role, caller.address)
            if self.attempt(allowed, "renounceRole", chain, role, sender=caller):
                self.model.remove(chain, role, caller.address)

        @rule(
            chain=some_chain,
            role=some_role,
            governing=st.sampled_from([ZERO_ROLE, *ROLES]),
            caller=some_account,
        )
        def set_admin(self, chain, role, governing, caller):
            allowed = self.model.governs(chain, role, caller.address)
            if self.attempt(allowed, "setRoleAdmin", chain, role, governing, sender=caller):
                self.model.governed_by[chain, role] = governing

        @invariant()
        def enumeration_is_the_models(self):
            for (chain, role), members in self.model.members.items():
                count = self.contract.getRoleMemberCount(chain, role)
                assert [
                    self.contract.getRoleMember(chain, role, i) for i in range(count)
                ] == members
                for account in ACCOUNTS:
                    assert self.contract.hasRole(chain, role, account) == (
                        account.address in members
                    )

    return Roles


def test_roles__any_sequence__is_what_the_model_says(
    implementation, governor, chain, other_chain, chain_admin, admin
):
    def new_contract():
        timelock = clone(implementation, sender=governor)
        timelock.initialize(governor, 0, sender=governor)
        return timelock

    chains = {chain.address: chain_admin.address, other_chain.address: admin.address}
    run_state_machine_as_test(
        machine_for(new_contract, chains),
        settings=settings(max_examples=8, stateful_step_count=15, deadline=None),
    )
