# pragma version 0.4.3
"""
@title Diamond loupe (EIP-2535)
@license MIT
@notice Which facets a diamond has and what they serve. Lists are made when asked for, from the one
        list of selectors: they cost calls nothing.
"""
from contracts.lib import limits
from contracts.proxy import diamond

uses: diamond


struct Facet:
    addr: address
    selectors: DynArray[bytes4, limits.MAX_SELECTORS]


@external
@view
def facets() -> DynArray[Facet, limits.MAX_FACETS]:
    """
    @notice All facets with their selectors.
    """
    found: DynArray[Facet, limits.MAX_FACETS] = []
    index: uint256[limits.MAX_FACETS] = empty(uint256[limits.MAX_FACETS])  # number => in `found`
    for number: uint256 in range(limits.MAX_FACETS):
        addr: address = diamond._facet_address(number)
        if addr != empty(address):
            index[number] = len(found)
            found.append(Facet(addr=addr, selectors=[]))
    for place: uint256 in range(
        diamond._number_of_selectors(), bound=limits.MAX_DIAMOND_SELECTORS
    ):
        selector: bytes4 = diamond._selector_at(place)
        number: uint256 = diamond._number_in(diamond._entries[selector])
        found[index[number]].selectors.append(selector)
    return found


@external
@view
def facetFunctionSelectors(facet: address) -> DynArray[bytes4, limits.MAX_SELECTORS]:
    """
    @notice What `facet` serves; nothing if it is not a facet.
    """
    found: DynArray[bytes4, limits.MAX_SELECTORS] = []
    for place: uint256 in range(
        diamond._number_of_selectors(), bound=limits.MAX_DIAMOND_SELECTORS
    ):
        selector: bytes4 = diamond._selector_at(place)
        if convert(diamond._entries[selector] & diamond.ADDRESS, address) == facet:
            found.append(selector)
    return found


@external
@view
def facetAddresses() -> DynArray[address, limits.MAX_FACETS]:
    """
    @notice All facets.
    """
    found: DynArray[address, limits.MAX_FACETS] = []
    for number: uint256 in range(limits.MAX_FACETS):
        addr: address = diamond._facet_address(number)
        if addr != empty(address):
            found.append(addr)
    return found


@external
@view
def facetAddress(selector: bytes4) -> address:
    """
    @notice Who serves `selector`; 0 if nobody.
    """
    return convert(diamond._entries[selector] & diamond.ADDRESS, address)


@external
@view
def isDiamondStorageFrozen() -> bool:
    """
    @notice Whether freezable facets are stopped.
    """
    return diamond._frozen


@external
@view
def isFunctionFreezable(selector: bytes4) -> bool:
    """
    @notice False for an unknown one.
    """
    return diamond._entries[selector] & diamond.FREEZABLE != 0


@external
@view
def isFacetFreezable(facet: address) -> bool:
    """
    @notice False for an unknown one.
    """
    if facet != empty(address):
        for number: uint256 in range(limits.MAX_FACETS):
            if diamond._facet_address(number) == facet:
                return diamond._facets[number] & diamond.FREEZABLE != 0
    return False
