# pragma version 0.4.3
# pragma nonreentrancy off
"""
@title A view that is true for one calldata only
@license MIT
@notice Test only: static calls leave no trace, so this one compares. Vyper calls with as many bytes
        as the types allow, so what follows the first `length` does not count.
"""
_CALLDATA_HASH: immutable(bytes32)
_LENGTH: immutable(uint256)


@deploy
def __init__(calldata_hash: bytes32, length: uint256):
    _CALLDATA_HASH = calldata_hash
    _LENGTH = length


@external
@raw_return
def __default__() -> Bytes[32]:
    calldata: Bytes[24_576] = raw_call(
        0x0000000000000000000000000000000000000004,
        msg.data,
        max_outsize=24_576,
        is_static_call=True,
    )
    if len(calldata) < _LENGTH:
        return abi_encode(False)
    return abi_encode(keccak256(slice(calldata, 0, _LENGTH)) == _CALLDATA_HASH)
