# pragma version 0.4.3
# pragma nonreentrancy off
"""
@title A second bridge, or chain type manager, that calls back
@license MIT
@notice Test only, never deployed by a plan. Whatever it is called with, it makes one prepared call, and
        reverts with what that reverts with.
"""

_target: address
_data: Bytes[4_096]
_amount: uint256


@external
@payable
def prepare(target: address, data: Bytes[4_096], amount: uint256):
    """
    @notice Call `target` with `data` and `amount` wei when called next.
    """
    self._target = target
    self._data = data
    self._amount = amount


@external
@payable
def __default__():
    raw_call(self._target, self._data, value=self._amount)
