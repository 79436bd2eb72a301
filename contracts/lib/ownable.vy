# pragma version 0.4.3
"""
@title One-step ownership
@license MIT
@notice One owner, who names the successor. Where the reference offers two steps, `ownable_2step`
        does.
"""

event OwnershipTransferred:
    previousOwner: indexed(address)
    newOwner: indexed(address)


owner: public(address)


@external
def transferOwnership(newOwner: address):
    """
    @notice Make `newOwner` the owner, at once and without its consent.
    @dev Role: owner.
    """
    self._check_owner()
    assert newOwner != empty(address), "Ownable: new owner is the zero address"
    self._set_owner(newOwner)


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
    log OwnershipTransferred(previousOwner=self.owner, newOwner=new_owner)
    self.owner = new_owner
