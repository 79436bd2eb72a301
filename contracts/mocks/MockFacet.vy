# pragma version 0.4.3
# pragma nonreentrancy off
"""
@title A facet that answers every selector with its number
@license MIT
@notice Test only. `size` bytes of answer, to try what a proxy passes on; with `fails` it reverts
        with them instead.
"""
NUMBER: immutable(uint256)
_SIZE: immutable(uint256)
_FAILS: immutable(bool)


@deploy
def __init__(number: uint256, size: uint256, fails: bool):
    NUMBER = number
    _SIZE = size
    _FAILS = fails


@external
@payable
@raw_return
def __default__() -> Bytes[16_384]:
    answer: Bytes[16_384] = b""
    for _: uint256 in range(_SIZE // 32, bound=512):
        answer = convert(concat(slice(answer, 0, len(answer)), abi_encode(NUMBER)), Bytes[16_384])
    if _FAILS:
        raw_revert(answer)
    return answer
