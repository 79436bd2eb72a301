# pragma version 0.4.3
"""
@title Errors of the registry
@license MIT
@notice See `contracts/lib/errors.vy` for the convention.
"""


@internal
@pure
def EVMBytecodeAlreadyPublished(bytecode_hash: bytes32):
    raw_revert(
        abi_encode(bytecode_hash, method_id=method_id("EVMBytecodeAlreadyPublished(bytes32)"))
    )
