"""AccessControlRestriction: who may make which call, and OpenZeppelin's default admin rules."""

from __future__ import annotations

import pytest

from garter.chain import Contract, Receipt
from garter.protocol.hashing import keccak256, selector
from tests.support import reverts
from tests.support.clock import next_block_at, now, travel

ZERO = "0x" + "00" * 20
DEFAULT_ADMIN = b"\x00" * 32
OPERATOR = keccak256(b"OPERATOR")
TARGET = "0x00000000000000000000000000000000000000AA"
SELECTOR = selector("setTokenMultiplier(uint128,uint128)")
DAY = 86_400
DELAY = 2 * DAY


@pytest.fixture
def rules(rpc, chain_admin, stranger):
    return Contract.deploy(
        rpc, "AccessControlRestriction", DELAY, chain_admin.address, sender=stranger
    )


def missing(account, role: bytes = DEFAULT_ADMIN) -> str:
    """OpenZeppelin's message."""
    return f"AccessControl: account {account.address.lower()} is missing role 0x{role.hex()}"


def validate(rules, data: bytes, invoker, target: str = TARGET) -> None:
    rules.validateCall((target, 0, data), invoker.address)


# --- construction ---


def test_constructor(rpc, rules, chain_admin, stranger):
    assert rules.DEFAULT_ADMIN_ROLE() == DEFAULT_ADMIN
    assert rules.defaultAdmin() == rules.owner() == chain_admin.address
    assert rules.hasRole(DEFAULT_ADMIN, chain_admin.address)
    assert not rules.hasRole(DEFAULT_ADMIN, stranger.address)
    assert rules.defaultAdminDelay() == DELAY
    assert rules.pendingDefaultAdmin() == (ZERO, 0)
    assert rules.pendingDefaultAdminDelay() == (0, 0)
    assert rules.defaultAdminDelayIncreaseWait() == 5 * DAY
    assert rules.getRoleAdmin(OPERATOR) == rules.getRoleAdmin(DEFAULT_ADMIN) == DEFAULT_ADMIN
    block = rpc.call("eth_getBlockByNumber", "latest", False)
    receipt = Receipt.parse(rpc.call("eth_getTransactionReceipt", block["transactions"][0]))
    [event] = rules.events(receipt)
    assert (event.name, event.role, event.account) == (
        "RoleGranted",
        DEFAULT_ADMIN,
        chain_admin.address,
    )


def test_constructor__no_admin__reverts(rpc, stranger):
    with reverts("Error", "AccessControl: 0 default admin"):
        Contract.deploy(rpc, "AccessControlRestriction", DELAY, ZERO, sender=stranger)


def test_restriction_magic(rules):
    assert rules.getSupportsRestrictionMagic() == keccak256(b"Restriction")


def xor_of(*signatures: str) -> bytes:
    number = 0
    for signature in signatures:
        number ^= int.from_bytes(selector(signature))
    return number.to_bytes(4)


def test_supports_interface(rules):
    default_admin_rules = xor_of(
        "defaultAdmin()",
        "pendingDefaultAdmin()",
        "defaultAdminDelay()",
        "pendingDefaultAdminDelay()",
        "beginDefaultAdminTransfer(address)",
        "cancelDefaultAdminTransfer()",
        "acceptDefaultAdminTransfer()",
        "changeDefaultAdminDelay(uint48)",
        "rollbackDefaultAdminDelay()",
        "defaultAdminDelayIncreaseWait()",
    )
    access_control = xor_of(
        "hasRole(bytes32,address)",
        "getRoleAdmin(bytes32)",
        "grantRole(bytes32,address)",
        "revokeRole(bytes32,address)",
        "renounceRole(bytes32,address)",
    )
    for supported in (default_admin_rules, access_control, selector("supportsInterface(bytes4)")):
        assert rules.supportsInterface(supported)
    assert not rules.supportsInterface(b"\xff" * 4)


# --- calls ---


def test_validate_call__without_a_rule__default_admin_only(rules, chain_admin, stranger):
    validate(rules, SELECTOR + b"\x00" * 64, chain_admin)
    with reverts("AccessToFunctionDenied", TARGET, SELECTOR, stranger):
        validate(rules, SELECTOR, stranger)
    for short in (b"", b"\x01\x02\x03"):
        validate(rules, short, chain_admin)
        with reverts("AccessToFallbackDenied", TARGET, stranger):
            validate(rules, short, stranger)


def test_validate_call__function_rule(rules, chain_admin, validator, stranger):
    receipt = rules.setRequiredRoleForCall(TARGET, SELECTOR, OPERATOR, sender=chain_admin)
    [event] = rules.events(receipt)
    assert (event.name, *event.inputs.values()) == ("RoleSet", TARGET, SELECTOR, OPERATOR)
    assert rules.requiredRoles(TARGET, SELECTOR) == OPERATOR
    rules.grantRole(OPERATOR, validator.address, sender=chain_admin)
    validate(rules, SELECTOR, validator)
    for refused in (chain_admin, stranger):  # the rule replaces the default
        with reverts("AccessToFunctionDenied", TARGET, SELECTOR, refused):
            validate(rules, SELECTOR, refused)
    # For that function of that contract only.
    other = selector("other()")
    with reverts("AccessToFunctionDenied", TARGET, other, validator):
        validate(rules, other, validator)
    elsewhere = "0x00000000000000000000000000000000000000bb"
    with reverts("AccessToFunctionDenied"):
        validate(rules, SELECTOR, validator, elsewhere)
    with reverts("AccessToFallbackDenied", TARGET, validator):
        validate(rules, SELECTOR[:3], validator)


def test_validate_call__fallback_rule(rules, chain_admin, validator):
    receipt = rules.setRequiredRoleForFallback(TARGET, OPERATOR, sender=chain_admin)
    [event] = rules.events(receipt)
    assert (event.name, *event.inputs.values()) == ("FallbackRoleSet", TARGET, OPERATOR)
    assert rules.requiredRolesForFallback(TARGET) == OPERATOR
    rules.grantRole(OPERATOR, validator.address, sender=chain_admin)
    validate(rules, b"", validator)
    with reverts("AccessToFallbackDenied", TARGET, chain_admin):
        validate(rules, b"", chain_admin)
    with reverts("AccessToFunctionDenied", TARGET, b"\x00" * 4, validator):
        validate(rules, b"\x00" * 4, validator)


def test_rules__zero_target__revert(rules, chain_admin):
    with reverts("ZeroAddress"):
        rules.setRequiredRoleForCall(ZERO, SELECTOR, OPERATOR, sender=chain_admin)
    with reverts("ZeroAddress"):
        rules.setRequiredRoleForFallback(ZERO, OPERATOR, sender=chain_admin)


# --- roles ---


def test_privileged__not_default_admin__revert(rules, stranger):
    attempts = [
        ("setRequiredRoleForCall", (TARGET, SELECTOR, OPERATOR)),
        ("setRequiredRoleForFallback", (TARGET, OPERATOR)),
        ("grantRole", (OPERATOR, stranger.address)),
        ("revokeRole", (OPERATOR, stranger.address)),
        ("beginDefaultAdminTransfer", (stranger.address,)),
        ("cancelDefaultAdminTransfer", ()),
        ("changeDefaultAdminDelay", (0,)),
        ("rollbackDefaultAdminDelay", ()),
    ]
    for function, arguments in attempts:
        with reverts("Error", missing(stranger)):
            rules.transact(function, arguments, sender=stranger)


def test_missing_role__the_message_spells_any_address(rules, rpc):
    for number in (1, 0x0123456789ABCDEF0123456789ABCDEF01234567, 2**160 - 1):
        account = f"0x{number:040x}"
        with reverts("Error", f"AccessControl: account {account} is missing role 0x{'00' * 32}"):
            rules.call("cancelDefaultAdminTransfer", caller=account)


def test_grant_and_revoke__events_only_on_change(rules, chain_admin, validator):
    receipt = rules.grantRole(OPERATOR, validator.address, sender=chain_admin)
    [event] = rules.events(receipt)
    assert (event.name, *event.inputs.values()) == (
        "RoleGranted",
        OPERATOR,
        validator.address,
        chain_admin.address,
    )
    assert rules.hasRole(OPERATOR, validator.address)
    assert not rules.grantRole(OPERATOR, validator.address, sender=chain_admin).logs
    receipt = rules.revokeRole(OPERATOR, validator.address, sender=chain_admin)
    [event] = rules.events(receipt)
    assert (event.name, *event.inputs.values()) == (
        "RoleRevoked",
        OPERATOR,
        validator.address,
        chain_admin.address,
    )
    assert not rules.hasRole(OPERATOR, validator.address)
    assert not rules.revokeRole(OPERATOR, validator.address, sender=chain_admin).logs


def test_default_admin_role__not_granted_or_revoked_directly(rules, chain_admin, stranger):
    for caller in (chain_admin, stranger):
        with reverts("Error", "AccessControl: can't directly grant default admin role"):
            rules.grantRole(DEFAULT_ADMIN, stranger.address, sender=caller)
        with reverts("Error", "AccessControl: can't directly revoke default admin role"):
            rules.revokeRole(DEFAULT_ADMIN, chain_admin.address, sender=caller)


def test_renounce_role__own_only(rules, chain_admin, validator):
    rules.grantRole(OPERATOR, validator.address, sender=chain_admin)
    with reverts("Error", "AccessControl: can only renounce roles for self"):
        rules.renounceRole(OPERATOR, validator.address, sender=chain_admin)
    receipt = rules.renounceRole(OPERATOR, validator.address, sender=validator)
    [event] = rules.events(receipt)
    assert (event.name, event.sender) == ("RoleRevoked", validator.address)
    assert not rules.hasRole(OPERATOR, validator.address)


# --- another default admin ---


def test_transfer__after_the_delay(rpc, rules, chain_admin, governor, stranger):
    receipt = rules.beginDefaultAdminTransfer(governor.address, sender=chain_admin)
    schedule = now(rpc) + DELAY
    [event] = rules.events(receipt)
    assert (event.name, *event.inputs.values()) == (
        "DefaultAdminTransferScheduled",
        governor.address,
        schedule,
    )
    assert rules.pendingDefaultAdmin() == (governor.address, schedule)
    for caller in (stranger, chain_admin):
        with reverts("Error", "AccessControl: pending admin must accept"):
            rules.acceptDefaultAdminTransfer(sender=caller)
    next_block_at(rpc, schedule)  # the very second is too early
    with reverts("Error", "AccessControl: transfer delay not passed"):
        rules.acceptDefaultAdminTransfer(sender=governor)
    next_block_at(rpc, schedule + 1)
    receipt = rules.acceptDefaultAdminTransfer(sender=governor)
    assert [(e.name, e.account) for e in rules.events(receipt)] == [
        ("RoleRevoked", chain_admin.address),
        ("RoleGranted", governor.address),
    ]
    assert rules.defaultAdmin() == rules.owner() == governor.address
    assert rules.pendingDefaultAdmin() == (ZERO, 0)
    assert rules.hasRole(DEFAULT_ADMIN, governor.address)
    assert not rules.hasRole(DEFAULT_ADMIN, chain_admin.address)
    with reverts("Error", missing(chain_admin)):
        rules.grantRole(OPERATOR, stranger.address, sender=chain_admin)
    rules.grantRole(OPERATOR, stranger.address, sender=governor)


def test_transfer__to_oneself(rpc, rules, chain_admin):
    rules.beginDefaultAdminTransfer(chain_admin.address, sender=chain_admin)
    travel(rpc, now(rpc) + DELAY + 1)
    rules.acceptDefaultAdminTransfer(sender=chain_admin)
    assert rules.defaultAdmin() == chain_admin.address
    assert rules.hasRole(DEFAULT_ADMIN, chain_admin.address)


def test_transfer__cancelled(rpc, rules, chain_admin, governor):
    rules.beginDefaultAdminTransfer(governor.address, sender=chain_admin)
    receipt = rules.cancelDefaultAdminTransfer(sender=chain_admin)
    assert [e.name for e in rules.events(receipt)] == ["DefaultAdminTransferCanceled"]
    assert rules.pendingDefaultAdmin() == (ZERO, 0)
    travel(rpc, now(rpc) + DELAY + 1)
    with reverts("Error", "AccessControl: pending admin must accept"):
        rules.acceptDefaultAdminTransfer(sender=governor)
    assert not rules.cancelDefaultAdminTransfer(sender=chain_admin).logs  # nothing to cancel


def test_transfer__replaced__says_so_and_starts_the_delay_anew(
    rpc, rules, chain_admin, governor, stranger
):
    rules.beginDefaultAdminTransfer(governor.address, sender=chain_admin)
    travel(rpc, now(rpc) + DELAY)
    receipt = rules.beginDefaultAdminTransfer(stranger.address, sender=chain_admin)
    assert [e.name for e in rules.events(receipt)] == [
        "DefaultAdminTransferCanceled",
        "DefaultAdminTransferScheduled",
    ]
    travel(rpc, now(rpc) + 2)
    with reverts("Error", "AccessControl: pending admin must accept"):
        rules.acceptDefaultAdminTransfer(sender=governor)
    with reverts("Error", "AccessControl: transfer delay not passed"):
        rules.acceptDefaultAdminTransfer(sender=stranger)


def test_renounce__default_admin__two_delayed_steps(rpc, rules, chain_admin, governor, stranger):
    refusal = "AccessControl: only can renounce in two delayed steps"
    with reverts("Error", refusal):
        rules.renounceRole(DEFAULT_ADMIN, chain_admin.address, sender=chain_admin)
    rules.beginDefaultAdminTransfer(governor.address, sender=chain_admin)
    travel(rpc, now(rpc) + DELAY + 1)
    with reverts("Error", refusal):  # meant for somebody else
        rules.renounceRole(DEFAULT_ADMIN, chain_admin.address, sender=chain_admin)
    rules.beginDefaultAdminTransfer(ZERO, sender=chain_admin)
    with reverts("Error", refusal):  # too early
        rules.renounceRole(DEFAULT_ADMIN, chain_admin.address, sender=chain_admin)
    travel(rpc, now(rpc) + DELAY + 1)
    with reverts("Error", "AccessControl: can only renounce roles for self"):
        rules.renounceRole(DEFAULT_ADMIN, chain_admin.address, sender=stranger)
    receipt = rules.renounceRole(DEFAULT_ADMIN, chain_admin.address, sender=chain_admin)
    assert [e.name for e in rules.events(receipt)] == ["RoleRevoked"]
    assert rules.defaultAdmin() == ZERO
    assert rules.pendingDefaultAdmin() == (ZERO, 0)
    with reverts("Error", missing(chain_admin)):
        rules.grantRole(OPERATOR, stranger.address, sender=chain_admin)


def test_renounce__default_admin_role_by_a_stranger__changes_nothing(
    rpc, rules, chain_admin, stranger
):
    """The hole that OpenZeppelin closed in 4.9.2: it reset the admin."""
    rules.beginDefaultAdminTransfer(ZERO, sender=chain_admin)
    travel(rpc, now(rpc) + DELAY + 1)
    scheduled = rules.pendingDefaultAdmin()
    assert not rules.renounceRole(DEFAULT_ADMIN, stranger.address, sender=stranger).logs
    assert rules.defaultAdmin() == chain_admin.address
    assert rules.pendingDefaultAdmin() == scheduled != (ZERO, 0)


# --- another delay ---


def test_delay__longer__after_itself_or_five_days(rpc, rules, chain_admin):
    for new_delay, wait in ((DELAY + DAY, DELAY + DAY), (30 * DAY, 5 * DAY)):
        receipt = rules.changeDefaultAdminDelay(new_delay, sender=chain_admin)
        schedule = now(rpc) + wait
        event = rules.events(receipt, "DefaultAdminDelayChangeScheduled")[0]
        assert tuple(event.inputs.values()) == (new_delay, schedule)
        assert rules.pendingDefaultAdminDelay() == (new_delay, schedule)
    travel(rpc, schedule)
    assert rules.defaultAdminDelay() == DELAY
    travel(rpc, schedule + 1)
    assert rules.defaultAdminDelay() == 30 * DAY
    assert rules.pendingDefaultAdminDelay() == (0, 0)


def test_delay__shorter__after_the_difference(rpc, rules, chain_admin, governor):
    rules.changeDefaultAdminDelay(DAY, sender=chain_admin)
    schedule = now(rpc) + DELAY - DAY
    assert rules.pendingDefaultAdminDelay() == (DAY, schedule)
    rules.beginDefaultAdminTransfer(governor.address, sender=chain_admin)
    assert rules.pendingDefaultAdmin()[1] == now(rpc) + DELAY  # the old one still counts
    travel(rpc, schedule + 1)
    rules.beginDefaultAdminTransfer(governor.address, sender=chain_admin)
    assert rules.pendingDefaultAdmin()[1] == now(rpc) + DAY


def test_delay__rolled_back(rpc, rules, chain_admin):
    rules.changeDefaultAdminDelay(DAY, sender=chain_admin)
    receipt = rules.rollbackDefaultAdminDelay(sender=chain_admin)
    assert [e.name for e in rules.events(receipt)] == ["DefaultAdminDelayChangeCanceled"]
    assert rules.pendingDefaultAdminDelay() == (0, 0)
    travel(rpc, now(rpc) + 10 * DAY)
    assert rules.defaultAdminDelay() == DELAY


def test_delay__rollback_after_it_took_effect__keeps_it(rpc, rules, chain_admin):
    rules.changeDefaultAdminDelay(DAY, sender=chain_admin)
    travel(rpc, now(rpc) + DELAY)
    assert not rules.rollbackDefaultAdminDelay(sender=chain_admin).logs
    assert rules.defaultAdminDelay() == DAY


def test_delay__replaced_on_the_way__says_so(rpc, rules, chain_admin):
    rules.changeDefaultAdminDelay(DAY, sender=chain_admin)
    receipt = rules.changeDefaultAdminDelay(3 * DAY, sender=chain_admin)
    assert [e.name for e in rules.events(receipt)] == [
        "DefaultAdminDelayChangeCanceled",
        "DefaultAdminDelayChangeScheduled",
    ]
    travel(rpc, now(rpc) + 4 * DAY)
    assert rules.defaultAdminDelay() == 3 * DAY
