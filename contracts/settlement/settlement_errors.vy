# pragma version 0.4.3
"""
@title Errors of settlement
@license MIT
@notice See `contracts/lib/errors.vy` for the convention.
"""


@internal
@pure
def InvalidL2DACommitmentScheme(scheme: uint8):
    raw_revert(abi_encode(scheme, method_id=method_id("InvalidL2DACommitmentScheme(uint8)")))
