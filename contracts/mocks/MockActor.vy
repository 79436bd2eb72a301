# pragma version 0.4.3
# pragma nonreentrancy off
"""
@title Somebody with code
@license MIT
@notice Test only. Makes the calls it is told to, also in the middle of being called.
"""

pokes: public(DynArray[uint256, 64])  # keys, in the order in which they came
received: public(uint256)  # wei that came without a function
_poked: HashMap[uint256, bool]
_target: address
_script: Bytes[16_384]
_reacting: bool


@external
@payable
def __default__():
    assert len(msg.data) == 0, "MockActor: no such function"
    self.received += msg.value


@external
@payable
def poke(key: uint256):
    """
    @notice Write a fresh slot.
    """
    self._poked[key] = True


@external
def poke_in_order(key: uint256):
    self.pokes.append(key)


@external
@view
def number_of_pokes() -> uint256:
    return len(self.pokes)


@external
@payable
def forward(target: address, data: Bytes[16_384]) -> Bytes[1_024]:
    """
    @notice Call `target`, with the ETH sent along.
    """
    return raw_call(target, data, value=msg.value, max_outsize=1_024)


@external
def learn(target: address, data: Bytes[16_384]):
    """
    @notice What `react` is to call.
    """
    self._target = target
    self._script = data


@external
@payable
def react():
    """
    @notice Make the call that was learnt; nothing while that call is under way.
    """
    if not self._reacting:
        self._reacting = True
        raw_call(self._target, self._script)
        self._reacting = False
