# pragma version 0.4.3
"""
@title Diamond: which facet serves which function
@license MIT
@notice State, cuts and look-ups of a diamond (EIP-2535). Generic: whoever imports it decides who
        may cut and freeze.
@dev One word per function, so that a call reads one slot. Why not fewer words, and what each layout
     costs: docs/adr/0001-diamond-selector-table.md.
"""
from contracts.lib import constants
from contracts.lib import errors
from contracts.lib import limits
from contracts.proxy import diamond_errors
from interfaces import IDiamond

event DiamondCut:
    facetCuts: DynArray[IDiamond.FacetCut, limits.MAX_FACET_CUTS]
    initAddress: address
    initCalldata: Bytes[limits.MAX_CUT_CALLDATA]


# An entry: the facet's address, two flags, the facet's number and the selector's place in the list.
ADDRESS: constant(uint256) = 2**160 - 1
FREEZABLE: constant(uint256) = 2**160
CLOSED: constant(uint256) = 2**161  # freezable, and the diamond is frozen
_NUMBER_SHIFT: constant(uint256) = 168  # 8 bits
_PLACE_SHIFT: constant(uint256) = 176  # 16 bits
_PLACE: constant(uint256) = (2**16 - 1) << 176

# A facet: its address, whether it is freezable, and how many selectors it serves.
_COUNT_SHIFT: constant(uint256) = 168

_SELECTOR: constant(uint256) = 2**32 - 1

# The longest part of an initialiser's answer or revert data that is looked at or passed on.
_MAX_INIT_ANSWER: constant(uint256) = 1_024

_entries: HashMap[bytes4, uint256]  # selector => packed entry, 0 if no facet serves it
_selectors: uint256[limits.MAX_DIAMOND_SELECTORS // 8]  # every selector, eight to a word
_facets: uint256[limits.MAX_FACETS]  # facet number => packed facet, 0 if the number is free
_counts: uint256  # number of selectors | (highest facet number in use + 1) << 16
_frozen: bool


# --- freezing ---


@internal
def _freeze():
    if self._frozen:
        diamond_errors.DiamondAlreadyFrozen()
    self._frozen = True
    self._flip_closed()


@internal
def _unfreeze():
    if not self._frozen:
        diamond_errors.DiamondNotFrozen()
    self._frozen = False
    self._flip_closed()


@internal
def _flip_closed():
    """
    @dev Freezing is rare and calls are not, so it marks every entry, and a call reads no flag.
    """
    for i: uint256 in range(self._number_of_selectors(), bound=limits.MAX_DIAMOND_SELECTORS):
        selector: bytes4 = self._selector_at(i)
        entry: uint256 = self._entries[selector]
        if entry & FREEZABLE != 0:
            self._entries[selector] = entry ^ CLOSED


# --- cuts ---


@internal
def _cut(cut: IDiamond.DiamondCutData):
    """
    @dev Change which facet serves what, then delegate-call the initialiser if there is one.
    """
    for facet_cut: IDiamond.FacetCut in cut.facetCuts:
        self._apply(facet_cut)
    self._initialize(cut.initAddress, cut.initCalldata)
    log DiamondCut(
        facetCuts=cut.facetCuts,
        initAddress=cut.initAddress,
        initCalldata=cut.initCalldata,
    )


@internal
def _cut_nothing(init_address: address, init_calldata: Bytes[limits.MAX_CUT_CALLDATA]):
    """
    @dev A cut without facets: only the initialiser runs.
    """
    self._initialize(init_address, init_calldata)
    log DiamondCut(facetCuts=[], initAddress=init_address, initCalldata=init_calldata)


@internal
def _apply(cut: IDiamond.FacetCut):
    if len(cut.selectors) == 0:
        diamond_errors.NoFunctionsForDiamondCut()
    if cut.action == constants.CUT_ADD:
        self._add(cut)
    elif cut.action == constants.CUT_REPLACE:
        self._replace(cut)
    elif cut.action == constants.CUT_REMOVE:
        self._remove(cut)
    else:
        diamond_errors.UndefinedDiamondCutAction()


@internal
def _add(cut: IDiamond.FacetCut):
    number: uint256 = self._number_for(cut.facet)
    entry: uint256 = self._new_entry(cut.facet, number, cut.isFreezable)
    counts: uint256 = self._counts
    for selector: bytes4 in cut.selectors:
        other: uint256 = self._entries[selector]
        if other != 0:
            diamond_errors.FacetExists(selector, convert(other & ADDRESS, address))
        place: uint256 = counts & 65535
        self._entries[selector] = entry | place << _PLACE_SHIFT
        self._set_selector(place, selector)
        counts += 1
    self._counts = counts
    self._link(cut.facet, number, cut.isFreezable, len(cut.selectors))


@internal
def _replace(cut: IDiamond.FacetCut):
    number: uint256 = self._number_for(cut.facet)
    entry: uint256 = self._new_entry(cut.facet, number, cut.isFreezable)
    for selector: bytes4 in cut.selectors:
        old: uint256 = self._entries[selector]
        if old == 0:
            diamond_errors.ReplaceFunctionFacetAddressZero()
        self._unlink(self._number_in(old))
        self._link(cut.facet, number, cut.isFreezable, 1)
        self._entries[selector] = entry | old & _PLACE


@internal
def _remove(cut: IDiamond.FacetCut):
    if cut.facet != empty(address):
        diamond_errors.RemoveFunctionFacetAddressNotZero(cut.facet)
    counts: uint256 = self._counts
    for selector: bytes4 in cut.selectors:
        old: uint256 = self._entries[selector]
        if old == 0:
            diamond_errors.RemoveFunctionFacetAddressZero()
        self._unlink(self._number_in(old))
        self._entries[selector] = 0
        counts -= 1
        # The last selector of the list takes the place of the removed one.
        last: bytes4 = self._selector_at(counts & 65535)
        if last != selector:
            place: uint256 = (old & _PLACE) >> _PLACE_SHIFT
            self._entries[last] = self._entries[last] & ~_PLACE | old & _PLACE
            self._set_selector(place, last)
        self._set_selector(counts & 65535, empty(bytes4))
    self._counts = counts


@internal
def _initialize(target: address, data: Bytes[limits.MAX_CUT_CALLDATA]):
    if target == empty(address):
        if len(data) != 0:
            diamond_errors.NonEmptyCalldata()
        return
    succeeded: bool = False
    answer: Bytes[_MAX_INIT_ANSWER] = b""
    succeeded, answer = raw_call(
        target, data, max_outsize=_MAX_INIT_ANSWER, is_delegate_call=True, revert_on_failure=False
    )
    if not succeeded and len(answer) >= 4:
        raw_revert(answer)
    # A target without code "succeeds" with an empty answer and fails here.
    if (
        not succeeded
        or len(answer) != 32
        or convert(slice(answer, 0, 32), bytes32) != constants.DIAMOND_INIT_SUCCESS
    ):
        diamond_errors.DelegateCallFailed(answer)


# --- facets ---


@internal
def _number_for(facet: address) -> uint256:
    """
    @dev The facet's number, or a free one. Only an account with code can be a facet: a delegate
         call to any other would succeed and do nothing.
    """
    if not facet.is_contract:
        errors.AddressHasNoCode(facet)
    numbers: uint256 = self._counts >> 16
    free: uint256 = numbers
    for i: uint256 in range(numbers, bound=limits.MAX_FACETS):
        packed: uint256 = self._facets[i]
        if packed & ADDRESS == convert(facet, uint256):
            return i
        if packed == 0 and free == numbers:
            free = i
    if free == numbers:
        assert numbers < limits.MAX_FACETS  # dev: too many facets
        self._counts += 1 << 16
    return free


@internal
@view
def _new_entry(facet: address, number: uint256, freezable: bool) -> uint256:
    entry: uint256 = convert(facet, uint256) | number << _NUMBER_SHIFT
    if freezable:
        entry |= FREEZABLE
        if self._frozen:
            entry |= CLOSED
    return entry


@internal
def _link(facet: address, number: uint256, freezable: bool, selectors: uint256):
    """
    @dev The facet serves `selectors` more. All of a facet are freezable, or none.
    """
    packed: uint256 = self._facets[number]
    if packed == 0:
        packed = convert(facet, uint256)
        if freezable:
            packed |= FREEZABLE
    elif (packed & FREEZABLE != 0) != freezable:
        diamond_errors.SelectorsMustAllHaveSameFreezability()
    packed += selectors << _COUNT_SHIFT
    assert packed >> _COUNT_SHIFT <= limits.MAX_SELECTORS  # dev: too many selectors of a facet
    self._facets[number] = packed


@internal
def _unlink(number: uint256):
    """
    @dev The facet serves one selector less; its number is free when none is left.
    """
    packed: uint256 = self._facets[number] - (1 << _COUNT_SHIFT)
    if packed >> _COUNT_SHIFT == 0:
        packed = 0
    self._facets[number] = packed


@internal
@view
def _facet_address(number: uint256) -> address:
    """
    @dev 0 when the number is free.
    """
    return convert(self._facets[number] & ADDRESS, address)


@internal
@pure
def _number_in(entry: uint256) -> uint256:
    return entry >> _NUMBER_SHIFT & 255


# --- the list of selectors ---


@internal
@view
def _number_of_selectors() -> uint256:
    return self._counts & 65535


@internal
@view
def _selector_at(place: uint256) -> bytes4:
    word: uint256 = self._selectors[place // 8] >> (place % 8 * 32)
    return convert(convert(word & _SELECTOR, uint32), bytes4)


@internal
def _set_selector(place: uint256, selector: bytes4):
    """
    @dev Fails at the list's end: a diamond has no more than MAX_DIAMOND_SELECTORS functions.
    """
    offset: uint256 = place % 8 * 32
    word: uint256 = self._selectors[place // 8] & ~(_SELECTOR << offset)
    self._selectors[place // 8] = word | convert(selector, uint256) << offset
