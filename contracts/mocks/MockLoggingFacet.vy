# pragma version 0.4.3
# pragma nonreentrancy off
"""
@title A facet and initialiser that tells what it was called with
@license MIT
@notice Test only, never deployed by a plan. Delegate-called by a diamond, it emits the calldata of any
        function as an event of the diamond, and answers what an initialiser has to.
"""
from contracts.lib import constants

event FacetCalled:
    caller: address
    data: Bytes[8_192]


@external
@payable
@raw_return
def __default__() -> Bytes[32]:
    data: Bytes[8_192] = raw_call(
        0x0000000000000000000000000000000000000004, msg.data, max_outsize=8_192, is_static_call=True
    )
    log FacetCalled(caller=msg.sender, data=data)
    return abi_encode(constants.DIAMOND_INIT_SUCCESS)
