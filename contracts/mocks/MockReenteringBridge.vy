# pragma version 0.4.3
# pragma nonreentrancy off
"""
@title A second bridge, or chain type manager, that calls back
@license MIT
@notice Test only, never deployed by a plan. Whatever it is called with, it makes one prepared call,
        reverts with what that reverts with, and otherwise gives a prepared answer.
"""

_target: address
_data: Bytes[4_096]
_amount: uint256
_answer: Bytes[1_024]


@external
@payable
def prepare(target: address, data: Bytes[4_096], amount: uint256, answer: Bytes[1_024]):
    """
    @notice When called, call `target` with `data` and `amount` wei, and return `answer`.
    """
    self._answer = answer
    self._target = target
    self._data = data
    self._amount = amount


@external
@payable
@raw_return
def __default__() -> Bytes[1_024]:
    raw_call(self._target, self._data, value=self._amount)
    return self._answer
