# pragma version 0.4.3
"""
@title A pause switch in the owner's hand
@license MIT
@notice What a pause stops is the importing contract's matter.
"""
from contracts.lib import ownable_2step
from contracts.lib import pausable

uses: ownable_2step
uses: pausable


@external
def pause():
    """
    @notice Stop what a pause stops.
    @dev Role: owner.
    """
    ownable_2step._check_owner()
    pausable._pause()


@external
def unpause():
    """
    @notice Resume.
    @dev Role: owner.
    """
    ownable_2step._check_owner()
    pausable._unpause()
