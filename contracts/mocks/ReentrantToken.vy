# pragma version 0.4.3
"""
@title A token that calls somebody in the middle of a transfer
@license MIT
@notice Test only. Stands for ERC-777 hooks and for outright malicious tokens: before tokens move,
        it makes the call that it was armed with, and remembers how that ended.
"""
from contracts.mocks import bare_token

initializes: bare_token
exports: bare_token.__interface__

name: public(constant(String[9])) = "Reentrant"
symbol: public(constant(String[2])) = "RE"
decimals: public(constant(uint8)) = 18

target: public(address)
attack: public(Bytes[4_096])
attempted: public(bool)
succeeded: public(bool)
answer: public(Bytes[256])


@external
def arm(target: address, attack: Bytes[4_096]):
    """
    @notice Call `target` with `attack` at the next transfer.
    """
    self.target = target
    self.attack = attack
    self.attempted = False


@external
def transfer(to: address, amount: uint256) -> bool:
    """
    @notice Attack, then move the caller's tokens.
    """
    self._strike()
    bare_token._move(msg.sender, to, amount)
    return True


@external
def transferFrom(owner: address, to: address, amount: uint256) -> bool:
    """
    @notice Attack, then move tokens of `owner`.
    """
    self._strike()
    bare_token._spend_allowance(owner, amount)
    bare_token._move(owner, to, amount)
    return True


@internal
def _strike():
    if self.target == empty(address):
        return
    target: address = self.target
    self.target = empty(address)  # once
    self.attempted = True
    self.succeeded, self.answer = raw_call(
        target, self.attack, max_outsize=256, revert_on_failure=False
    )
