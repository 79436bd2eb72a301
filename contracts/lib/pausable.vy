# pragma version 0.4.3
"""
@title Pause switch
@license MIT
@notice State and checks of a pause. Who may throw it is the importing contract's matter.
"""

event Paused:
    account: address

event Unpaused:
    account: address


paused: public(bool)


@internal
@view
def _when_not_paused():
    assert not self.paused, "Pausable: paused"


@internal
def _pause():
    self._when_not_paused()
    self.paused = True
    log Paused(account=msg.sender)


@internal
def _unpause():
    assert self.paused, "Pausable: not paused"
    self.paused = False
    log Unpaused(account=msg.sender)
