# pragma version 0.4.3
"""
@title Something to put behind a proxy
@license MIT
@notice Test only. Initialisable once a proxy and never itself; returns and reverts at any length.
"""
from contracts.lib import errors
from contracts.lib import initializable

initializes: initializable

VERSION: public(immutable(uint256))

number: public(uint256)
received: public(uint256)  # wei that came without a function


@deploy
def __init__(version: uint256):
    VERSION = version
    initializable._disable()


@external
@payable
def __default__():
    assert len(msg.data) < 4, "MockImplementation: no such function"
    self.received += msg.value


@external
@payable
def initialize(number: uint256):
    initializable._start(1)
    self.number = number


@external
def reinitialize(version: uint8, number: uint256):
    initializable._start(version)
    self.number = number


@external
def set_number(number: uint256) -> uint256:
    """
    @notice Answers with the number that was there.
    """
    before: uint256 = self.number
    self.number = number
    return before


@external
@view
def addresses(count: uint256) -> DynArray[address, 1_000]:
    """
    @notice A list such as the bridgehub's of all chains.
    """
    answer: DynArray[address, 1_000] = []
    for i: uint256 in range(count, bound=1_000):
        answer.append(convert(convert(i + 1, uint160), address))
    return answer


@external
@view
def echo(data: Bytes[12_288]) -> Bytes[12_288]:
    return data


@external
@view
def sender() -> address:
    return msg.sender


@external
@view
def fail():
    errors.Unauthorized(msg.sender)


@external
@view
def fail_with(data: Bytes[20_000]):
    raw_revert(data)


# What the proxy keeps for its admin, everybody else may find in an implementation.


@external
@view
def admin() -> address:
    return 0x00000000000000000000000000000000000000Ad


@external
@view
def implementation() -> address:
    return 0x00000000000000000000000000000000000000eE


@external
def upgradeTo(new_implementation: address):
    self.number = convert(convert(new_implementation, uint160), uint256)
