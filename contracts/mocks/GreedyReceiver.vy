# pragma version 0.4.3
# pragma nonreentrancy off
"""
@title A receiver of ETH that asks for more
@license MIT
@notice Test only. When ETH arrives it makes the call that it learnt, and remembers how that ended.
"""

target: public(immutable(address))

attack: Bytes[8_192]
attempted: public(bool)
succeeded: public(bool)
refuses: public(bool)


@deploy
def __init__(victim: address):
    target = victim


@external
@payable
def __default__():
    assert not self.refuses, "GreedyReceiver: no thanks"
    if len(self.attack) > 0:
        self.attempted = True
        self.succeeded = raw_call(target, self.attack, revert_on_failure=False)


@external
def learn(attack: Bytes[8_192]):
    """
    @notice What to try when ETH arrives.
    """
    self.attack = attack


@external
def refuse(answer: bool):
    """
    @notice Whether to turn ETH away.
    """
    self.refuses = answer


@external
@payable
def forward(destination: address, data: Bytes[8_192]):
    """
    @notice Call somebody in this contract's name.
    """
    raw_call(destination, data, value=msg.value)
