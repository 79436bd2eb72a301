# pragma version 0.4.3
"""
@title Roles under one default admin
@license MIT
@notice Accounts hold roles; the default admin, who holds role 0, grants and revokes all the others.
        There is never more than one default admin, and it changes only in two steps with a delay
        between.
@dev A schedule is a time in seconds, 0 when there is none; it has passed when the block is later.
     Role admins cannot be changed here, so that role 0 administers every role.
@custom:source OpenZeppelin 4.9.5, AccessControlDefaultAdminRules
"""

event RoleGranted:
    role: indexed(bytes32)
    account: indexed(address)
    sender: indexed(address)

event RoleRevoked:
    role: indexed(bytes32)
    account: indexed(address)
    sender: indexed(address)

event DefaultAdminTransferScheduled:
    newAdmin: indexed(address)
    acceptSchedule: uint48

event DefaultAdminTransferCanceled:
    pass

event DefaultAdminDelayChangeScheduled:
    newDelay: uint48
    effectSchedule: uint48

event DefaultAdminDelayChangeCanceled:
    pass


DEFAULT_ADMIN_ROLE: public(constant(bytes32)) = empty(bytes32)
# A longer delay takes effect after itself or this many seconds, whichever is less.
INCREASE_WAIT: constant(uint48) = 5 * 86_400

ERC165_ID: constant(bytes4) = 0x01ffc9a7
ACCESS_CONTROL_ID: constant(bytes4) = 0x7965db0b
DEFAULT_ADMIN_RULES_ID: constant(bytes4) = 0x31498786

hasRole: public(HashMap[bytes32, HashMap[address, bool]])  # role => account => held
defaultAdmin: public(address)
_pending_admin: address
_pending_admin_schedule: uint48
_current_delay: uint48  # seconds
_pending_delay: uint48  # seconds
_pending_delay_schedule: uint48


@deploy
def __init__(initial_delay: uint48, initial_default_admin: address):
    assert initial_default_admin != empty(address), "AccessControl: 0 default admin"
    self._current_delay = initial_delay
    self.defaultAdmin = initial_default_admin
    self._grant(DEFAULT_ADMIN_ROLE, initial_default_admin)


# --- roles ---


@external
def grantRole(role: bytes32, account: address):
    """
    @notice Give `role` to `account`; nothing happens if it has it.
    @dev Role: default admin.
    """
    assert role != DEFAULT_ADMIN_ROLE, "AccessControl: can't directly grant default admin role"
    self._check_default_admin()
    self._grant(role, account)


@external
def revokeRole(role: bytes32, account: address):
    """
    @notice Take `role` from `account`; nothing happens if it does not have it.
    @dev Role: default admin.
    """
    assert role != DEFAULT_ADMIN_ROLE, "AccessControl: can't directly revoke default admin role"
    self._check_default_admin()
    self._revoke(role, account)


@external
def renounceRole(role: bytes32, account: address):
    """
    @notice Give up a role of one's own. The default admin must have scheduled a transfer to address
            0 and waited; there is no admin after that.
    @dev Role: `account` itself.
    """
    if role == DEFAULT_ADMIN_ROLE and account == self.defaultAdmin:
        assert (
            self._pending_admin == empty(address)
            and self._has_passed(self._pending_admin_schedule)
        ), "AccessControl: only can renounce in two delayed steps"
        self._pending_admin_schedule = 0
    assert account == msg.sender, "AccessControl: can only renounce roles for self"
    if role == DEFAULT_ADMIN_ROLE and account == self.defaultAdmin:
        self.defaultAdmin = empty(address)
    self._revoke(role, account)


# --- the default admin ---


@external
def beginDefaultAdminTransfer(new_admin: address):
    """
    @notice Name the next default admin, who may accept after the delay; replaces an earlier choice.
            Address 0 prepares `renounceRole`.
    @dev Role: default admin.
    """
    self._check_default_admin()
    schedule: uint48 = convert(block.timestamp, uint48) + self._delay()
    self._set_pending_admin(new_admin, schedule)
    log DefaultAdminTransferScheduled(newAdmin=new_admin, acceptSchedule=schedule)


@external
def cancelDefaultAdminTransfer():
    """
    @notice Withdraw the choice of a next default admin.
    @dev Role: default admin.
    """
    self._check_default_admin()
    self._set_pending_admin(empty(address), 0)


@external
def acceptDefaultAdminTransfer():
    """
    @notice Become the default admin, once the delay has passed.
    @dev Role: the pending default admin.
    """
    assert msg.sender == self._pending_admin, "AccessControl: pending admin must accept"
    assert self._has_passed(
        self._pending_admin_schedule
    ), "AccessControl: transfer delay not passed"
    self._revoke(DEFAULT_ADMIN_ROLE, self.defaultAdmin)
    self.defaultAdmin = msg.sender
    self._pending_admin = empty(address)
    self._pending_admin_schedule = 0
    self._grant(DEFAULT_ADMIN_ROLE, msg.sender)


# --- the delay ---


@external
def changeDefaultAdminDelay(new_delay: uint48):
    """
    @notice Schedule another delay, in seconds: a shorter one after the difference, a longer one
            after itself, but at most five days.
    @dev Role: default admin.
    """
    self._check_default_admin()
    current: uint48 = self._delay()
    wait: uint48 = 0
    if new_delay > current:
        wait = min(new_delay, INCREASE_WAIT)
    else:
        wait = current - new_delay
    schedule: uint48 = convert(block.timestamp, uint48) + wait
    self._set_pending_delay(new_delay, schedule)
    log DefaultAdminDelayChangeScheduled(newDelay=new_delay, effectSchedule=schedule)


@external
def rollbackDefaultAdminDelay():
    """
    @notice Withdraw a delay that has not taken effect.
    @dev Role: default admin.
    """
    self._check_default_admin()
    self._set_pending_delay(0, 0)


# --- views ---


@external
@view
def owner() -> address:
    """
    @notice The default admin (ERC-5313).
    """
    return self.defaultAdmin


@external
@view
def pendingDefaultAdmin() -> (address, uint48):
    """
    @notice The next default admin and when it may accept; schedule 0 when there is none.
    """
    return self._pending_admin, self._pending_admin_schedule


@external
@view
def defaultAdminDelay() -> uint48:
    """
    @notice Seconds between naming a default admin and its acceptance.
    """
    return self._delay()


@external
@view
def pendingDefaultAdminDelay() -> (uint48, uint48):
    """
    @notice The next delay and when it takes effect; zeros when there is none, or it has.
    """
    schedule: uint48 = self._pending_delay_schedule
    if schedule == 0 or self._has_passed(schedule):
        return 0, 0
    return self._pending_delay, schedule


@external
@view
def defaultAdminDelayIncreaseWait() -> uint48:
    """
    @notice The longest wait, in seconds, before a longer delay takes effect.
    """
    return INCREASE_WAIT


@external
@view
def getRoleAdmin(role: bytes32) -> bytes32:
    """
    @notice The role that grants `role`: always the default admin's.
    """
    return DEFAULT_ADMIN_ROLE


@external
@view
def supportsInterface(interface_id: bytes4) -> bool:
    """
    @notice ERC-165.
    """
    return interface_id in [ERC165_ID, ACCESS_CONTROL_ID, DEFAULT_ADMIN_RULES_ID]


# --- internals ---


@internal
@view
def _check_default_admin():
    if not self.hasRole[DEFAULT_ADMIN_ROLE][msg.sender]:
        raise concat(
            "AccessControl: account ",
            self._hex_address(msg.sender),
            " is missing role ",
            self._hex(DEFAULT_ADMIN_ROLE),
        )


@internal
def _grant(role: bytes32, account: address):
    if not self.hasRole[role][account]:
        self.hasRole[role][account] = True
        log RoleGranted(role=role, account=account, sender=msg.sender)


@internal
def _revoke(role: bytes32, account: address):
    if self.hasRole[role][account]:
        self.hasRole[role][account] = False
        log RoleRevoked(role=role, account=account, sender=msg.sender)


@internal
@view
def _delay() -> uint48:
    return (
        self._pending_delay
        if self._has_passed(self._pending_delay_schedule)
        else self._current_delay
    )


@internal
def _set_pending_admin(new_admin: address, schedule: uint48):
    superseded: bool = self._pending_admin_schedule != 0
    self._pending_admin = new_admin
    self._pending_admin_schedule = schedule
    if superseded:
        log DefaultAdminTransferCanceled()


@internal
def _set_pending_delay(new_delay: uint48, schedule: uint48):
    old_schedule: uint48 = self._pending_delay_schedule
    if self._has_passed(old_schedule):
        self._current_delay = self._pending_delay
    elif old_schedule != 0:
        log DefaultAdminDelayChangeCanceled()
    self._pending_delay = new_delay
    self._pending_delay_schedule = schedule


@internal
@view
def _has_passed(schedule: uint48) -> bool:
    return schedule != 0 and convert(schedule, uint256) < block.timestamp


@internal
@pure
def _hex_address(account: address) -> String[42]:
    return slice(self._hex(convert(convert(account, bytes20), bytes32)), 0, 42)


@internal
@pure
def _hex(word: bytes32) -> String[66]:
    digits: uint256[2] = [0, 0]
    number: uint256 = convert(word, uint256)
    for i: uint256 in range(64):
        digit: uint256 = (number >> (252 - 4 * i)) & 15
        digits[i // 32] = digits[i // 32] << 8 | (digit + (48 if digit < 10 else 87))
    return convert(
        concat(b"0x", convert(digits[0], bytes32), convert(digits[1], bytes32)), String[66]
    )
