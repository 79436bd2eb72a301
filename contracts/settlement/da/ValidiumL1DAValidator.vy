# pragma version 0.4.3
"""
@title Validium L1 DA validator
@license MIT
@notice For chains whose data is published nowhere: checks nothing.
@dev Roles: none. Its only function is in `__default__`, see `da_input.vy`.
@custom:source era-contracts draft-v31, ValidiumL1DAValidator
@custom:fallback IL1DAValidator
"""
from contracts.settlement import settlement_errors
from contracts.settlement.da import da_input
from interfaces import IL1DAValidator


@external
@view
@raw_return
def __default__() -> Bytes[da_input.MAX_OUTPUT]:
    """
    @notice checkDA: hand back the 32 bytes given as the state diff hash, and zeros for blobs.
    @custom:errors ValL1DAWrongInputLength
    """
    start: uint256 = 0
    length: uint256 = 0
    start, length = da_input._operator_input()
    if length != 32:
        settlement_errors.ValL1DAWrongInputLength(length, 32)
    blobs: Bytes[da_input.MAX_LIST] = da_input._list(empty(bytes32), da_input._blobs_supported())
    return da_input._output(da_input._bytes32(start), blobs, blobs)
