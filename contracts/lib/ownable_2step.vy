# pragma version 0.4.3
"""
@title Two-step ownership
@license MIT
@notice One owner, replaced by an offer that the successor must accept. snekmate's module of this
        name exports snake_case functions; the protocol's ABI has these.
"""

event OwnershipTransferStarted:
    previousOwner: indexed(address)
    newOwner: indexed(address)

event OwnershipTransferred:
    previousOwner: indexed(address)
    newOwner: indexed(address)


owner: public(address)
pendingOwner: public(address)


@external
def transferOwnership(newOwner: address):
    """
    @notice Offer ownership to `newOwner`; a further offer replaces it, address 0 withdraws it.
    @dev Role: owner.
    """
    self._check_owner()
    self.pendingOwner = newOwner
    log OwnershipTransferStarted(previousOwner=self.owner, newOwner=newOwner)


@external
def acceptOwnership():
    """
    @notice Become the owner.
    @dev Role: the pending owner.
    """
    assert msg.sender == self.pendingOwner, "Ownable2Step: caller is not the new owner"
    self._set_owner(msg.sender)


@external
def renounceOwnership():
    """
    @notice Leave the contract without an owner, for ever.
    @dev Role: owner.
    """
    self._check_owner()
    self._set_owner(empty(address))


@internal
@view
def _check_owner():
    assert msg.sender == self.owner, "Ownable: caller is not the owner"


@internal
def _set_owner(new_owner: address):
    previous: address = self.owner
    self.pendingOwner = empty(address)
    self.owner = new_owner
    log OwnershipTransferred(previousOwner=previous, newOwner=new_owner)
