# pragma version 0.4.3
"""
@title EIP-7702 checker
@license MIT
@notice Tells an account that delegates its code (EIP-7702) from a contract, so that its owner is
        not treated like a contract when an L1 to L2 message names it.
@dev Roles: none.
@custom:source era-contracts draft-v31, EIP7702Checker
"""
from interfaces import IEIP7702Checker

implements: IEIP7702Checker

# A delegated account's code is the prefix 0xef0100 and the 20 bytes of its delegate. No contract
# can begin like that: EIP-3541 forbids deploying code that starts with 0xef.
DELEGATION_SIZE: constant(uint256) = 23
DELEGATION_PREFIX: constant(Bytes[3]) = x"ef0100"


@external
@view
def isEIP7702Account(account: address) -> bool:
    """
    @notice Whether `account` delegates to a contract's code while its owner's key still signs for
            it.
    """
    if account.codesize != DELEGATION_SIZE:
        return False
    return slice(account.code, 0, 3) == DELEGATION_PREFIX
