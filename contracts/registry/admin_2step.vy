# pragma version 0.4.3
"""
@title An admin beside the owner
@license MIT
@notice A second, lesser role for everyday matters. Owner or admin offers it, the successor accepts. It
        is vacant until then.
@dev An owner who replaces a hostile admin has to offer and have it accepted in one transaction:
     until then the admin may offer the role to somebody else.
"""
from contracts.lib import errors
from contracts.lib import ownable_2step

uses: ownable_2step

event NewPendingAdmin:
    oldPendingAdmin: indexed(address)
    newPendingAdmin: indexed(address)

event NewAdmin:
    oldAdmin: indexed(address)
    newAdmin: indexed(address)


admin: public(address)
pending_admin: address


@external
def acceptAdmin():
    """
    @notice Become the admin.
    @dev Role: the pending admin.
    @custom:errors Unauthorized for anybody else
    """
    if msg.sender != self.pending_admin:
        errors.Unauthorized(msg.sender)
    previous: address = self.admin
    self.admin = msg.sender
    self.pending_admin = empty(address)
    log NewPendingAdmin(oldPendingAdmin=msg.sender, newPendingAdmin=empty(address))
    log NewAdmin(oldAdmin=previous, newAdmin=msg.sender)


@internal
@view
def _check_owner_or_admin():
    if msg.sender != self.admin and msg.sender != ownable_2step.owner:
        errors.Unauthorized(msg.sender)


@internal
def _offer_admin(new_pending_admin: address):
    previous: address = self.pending_admin
    self.pending_admin = new_pending_admin
    log NewPendingAdmin(oldPendingAdmin=previous, newPendingAdmin=new_pending_admin)
