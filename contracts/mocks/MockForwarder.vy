# pragma version 0.4.3
# pragma nonreentrancy off
"""
@title A contract that calls what it is told to
@license MIT
@notice Test only: makes `msg.sender` a contract while `tx.origin` stays the account that signed.
"""


@external
@payable
@raw_return
def forward(target: address, data: Bytes[16_384]) -> Bytes[1_024]:
    return raw_call(target, data, max_outsize=1_024, value=msg.value)
