# pragma version 0.4.3
"""
@title Diamond proxy
@license MIT
@notice A chain's contract: hands every call to the facet that serves its selector.
@dev Roles: none. State changes only in facets and in initialisers of cuts.
@custom:source era-contracts draft-v31, DiamondProxy
"""
from contracts.lib import limits
from contracts.proxy import diamond
from interfaces import IDiamond

initializes: diamond


@deploy
def __init__(chain_id: uint256, diamond_cut: IDiamond.DiamondCutData):
    """
    @param chain_id This layer's, so that the same CREATE2 deployment has another address elsewhere.
    """
    assert chain_id == chain.id, "pr"
    diamond._cut(diamond_cut)


@external
@payable
@raw_return
def __default__() -> Bytes[limits.MAX_FACET_ANSWER]:
    """
    @notice Delegate to the facet that serves the call. No calldata counts as selector 0x00000000.
    @dev Functions that can be frozen are the hot path and answer with a word at most, the others
         with MAX_FACET_ANSWER bytes, because memory is paid for by the bound. What is beyond the
         bound would be cut off: a word is checked here, and a test holds the other facets against
         it.
    """
    selector: bytes4 = empty(bytes4)
    if len(msg.data) != 0:
        assert len(msg.data) >= 4, "Ut"
        selector = convert(slice(msg.data, 0, 4), bytes4)
    entry: uint256 = diamond._entries[selector]
    assert entry != 0, "F"
    facet: address = convert(entry & diamond.ADDRESS, address)
    if entry & diamond.FREEZABLE == 0:
        return raw_call(facet, msg.data, max_outsize=limits.MAX_FACET_ANSWER, is_delegate_call=True)
    assert entry & diamond.CLOSED == 0, "q1"
    answer: Bytes[64] = raw_call(facet, msg.data, max_outsize=64, is_delegate_call=True)
    assert len(answer) <= 32  # dev: freezable functions answer with a word
    return answer
