# pragma version 0.4.3
"""
@title Words of calldata
@license MIT
@notice Reads a word where it stands. A decoded `bytes` argument is copied again for every function
        and every layer it passes; following its offsets in calldata costs nothing of that.
"""
from contracts.lib import errors


@internal
@view
def _word(position: uint256) -> uint256:
    """
    @dev The word that starts at byte `position` of calldata, selector included.
    """
    if position + 32 > len(msg.data):
        errors.NonCanonicalRepresentation()
    return convert(slice(msg.data, position, 32), uint256)


@internal
@view
def _bytes_at(tuple_start: uint256, head: uint256) -> uint256:
    """
    @dev Where the content of a dynamic member starts, behind its length, when its offset stands in
         the word `head` bytes into the tuple at `tuple_start`.
    """
    return tuple_start + self._word(tuple_start + head) + 32
