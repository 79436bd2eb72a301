"""DiamondProxy: what it hands on, to whom, and what it answers."""

import pytest
from eth_abi import encode

from garter.chain import Contract
from garter.chain.abi import Abi
from garter.chain.contract import decode_event
from garter.exceptions import ContractReverted
from garter.protocol.hashing import keccak256
from tests.support import Mock, reverts
from tests.support.diamond import (
    ZERO_ADDRESS,
    add,
    diamond_cut,
    remove,
    replace,
    selectors_of,
)

CHAIN_ID = 31337
HOT, COLD, OTHER = b"\x11\x11\x11\x11", b"\x22\x22\x22\x22", b"\x33\x33\x33\x33"
MAGIC = bytes.fromhex("33774e659306e47509050e97cb651e731180a42d458212294d30751925c551a2")


@pytest.fixture(scope="module")
def facet(rpc, governor):
    """One answer word: 7."""
    return Contract.deploy(rpc, "MockFacet", 7, 32, False, sender=governor)


@pytest.fixture(scope="module")
def other_facet(rpc, governor):
    """One answer word: 8."""
    return Contract.deploy(rpc, "MockFacet", 8, 32, False, sender=governor)


@pytest.fixture(scope="module")
def owner_facet(rpc, governor):
    """Anybody may cut and freeze."""
    return Contract.deploy(rpc, "MockDiamondAdmin", sender=governor)


@pytest.fixture
def proxy(rpc, governor, owner_facet, facet):
    cut = diamond_cut(
        add(owner_facet, selectors_of("MockDiamondAdmin")),
        add(facet, [HOT], freezable=True),
    )
    return Contract.deploy(rpc, "DiamondProxy", CHAIN_ID, cut, sender=governor)


@pytest.fixture
def diamond(rpc, proxy):
    return Contract.at(rpc, proxy.address, "MockDiamondAdmin")


def answer(rpc, proxy, data: bytes) -> bytes:
    """What a raw call returns; a revert raises."""
    caller = Contract(rpc, proxy.address, Abi([]), "DiamondProxy")
    return caller._eth_call("raw", {"to": proxy.address, "data": "0x" + data.hex()}, "latest")


# --- construction ---


def test_constructor__other_chain_id__reverts(rpc, governor):
    with reverts("Error", "pr"):
        Contract.deploy(rpc, "DiamondProxy", CHAIN_ID + 1, diamond_cut(), sender=governor)


def test_constructor__emits_the_cut(rpc, governor, facet):
    cut = diamond_cut(add(facet, [HOT, COLD], freezable=True))
    proxy = Contract.deploy(rpc, "DiamondProxy", CHAIN_ID, cut, sender=governor)
    block = rpc.call("eth_getBlockByNumber", "latest", False)
    receipt = rpc.call("eth_getTransactionReceipt", block["transactions"][0])
    [event] = [decode_event(proxy.abi, log) for log in receipt["logs"]]
    assert event.name == "DiamondCut"
    assert event.facetCuts == ((facet.address, 0, True, (HOT, COLD)),)
    assert (event.initAddress, event.initCalldata) == (ZERO_ADDRESS, b"")


def test_constructor__initialiser__runs_in_the_diamonds_storage(rpc, governor, facet):
    init = Mock(rpc, governor)
    init.returns("go()", ["bytes32"], [MAGIC])
    cut = diamond_cut(add(facet, [HOT]), init=init, data=keccak256(b"go()")[:4])
    # The mock keeps its answers in its own storage, where a delegate call does not look.
    with reverts("Error", "MockCallee: no answer set for this selector"):
        Contract.deploy(rpc, "DiamondProxy", CHAIN_ID, cut, sender=governor)


# --- fallback ---


def test_fallback__known_selector__reaches_the_facet(rpc, proxy):
    assert answer(rpc, proxy, HOT + b"whatever follows") == encode(["uint256"], [7])


def test_fallback__unknown_selector__reverts(rpc, proxy):
    with reverts("Error", "F"):
        answer(rpc, proxy, COLD)


@pytest.mark.parametrize("length", [1, 2, 3])
def test_fallback__part_of_a_selector__reverts(rpc, proxy, length):
    with reverts("Error", "Ut"):
        answer(rpc, proxy, HOT[:length])


def test_fallback__no_calldata__is_selector_zero(rpc, proxy, diamond, facet, stranger):
    with reverts("Error", "F"):
        answer(rpc, proxy, b"")
    zero = bytes(4)
    diamond.cut(diamond_cut(add(facet, [zero], freezable=True)), sender=stranger)
    assert answer(rpc, proxy, b"") == answer(rpc, proxy, zero) == encode(["uint256"], [7])
    receipt = proxy.send_raw(b"", sender=stranger, value=5)
    assert receipt.ok
    assert rpc.balance(proxy.address) == 5


def test_fallback__frozen__stops_only_freezable_facets(rpc, proxy, diamond, stranger):
    diamond.freeze(sender=stranger)
    with reverts("Error", "q1"):
        answer(rpc, proxy, HOT)
    assert diamond.isDiamondStorageFrozen()
    diamond.unfreeze(sender=stranger)
    assert answer(rpc, proxy, HOT) == encode(["uint256"], [7])


@pytest.mark.parametrize("size", [0, 32, 64, 4_096, 12_288])
def test_fallback__passes_long_answers_on(rpc, governor, diamond, proxy, stranger, size):
    wide = Contract.deploy(rpc, "MockFacet", 9, size, False, sender=governor)
    diamond.cut(diamond_cut(add(wide, [COLD])), sender=stranger)
    assert answer(rpc, proxy, COLD) == encode(["uint256"], [9]) * (size // 32)


@pytest.mark.parametrize("freezable", [False, True])
def test_fallback__passes_revert_data_on_in_full(
    rpc, governor, diamond, proxy, stranger, freezable
):
    failing = Contract.deploy(rpc, "MockFacet", 9, 640, True, sender=governor)
    diamond.cut(diamond_cut(add(failing, [COLD], freezable=freezable)), sender=stranger)
    with pytest.raises(ContractReverted) as caught:
        answer(rpc, proxy, COLD)
    assert caught.value.data == encode(["uint256"], [9]) * 20


# --- cuts ---


def test_cut__add__serves(rpc, proxy, diamond, other_facet, stranger):
    receipt = diamond.cut(
        diamond_cut(add(other_facet, [COLD, OTHER], freezable=True)), sender=stranger
    )
    [event] = diamond.events(receipt, "DiamondCut")
    assert event.facetCuts == ((other_facet.address, 0, True, (COLD, OTHER)),)
    assert answer(rpc, proxy, OTHER) == encode(["uint256"], [8])
    assert diamond.facetAddress(COLD) == other_facet.address
    assert diamond.facetFunctionSelectors(other_facet) == (COLD, OTHER)
    assert diamond.isFunctionFreezable(COLD)
    assert diamond.isFacetFreezable(other_facet)


def test_cut__replace__serves_and_drops_the_empty_facet(
    rpc, proxy, diamond, facet, other_facet, owner_facet, stranger
):
    diamond.cut(diamond_cut(replace(other_facet, [HOT])), sender=stranger)
    assert answer(rpc, proxy, HOT) == encode(["uint256"], [8])
    assert diamond.facetAddresses() == (owner_facet.address, other_facet.address)
    assert diamond.facetFunctionSelectors(facet) == ()
    assert not diamond.isFunctionFreezable(HOT)
    assert not diamond.isFacetFreezable(facet)


def test_cut__replace_by_itself__may_change_freezability_of_the_only_selector(
    diamond, facet, stranger
):
    diamond.cut(diamond_cut(replace(facet, [HOT], freezable=False)), sender=stranger)
    assert not diamond.isFunctionFreezable(HOT)
    assert not diamond.isFacetFreezable(facet)
    assert diamond.facetAddress(HOT) == facet.address


def test_cut__remove__serves_no_more(rpc, proxy, diamond, facet, owner_facet, stranger):
    diamond.cut(diamond_cut(add(facet, [COLD, OTHER], freezable=True)), sender=stranger)
    diamond.cut(diamond_cut(remove([HOT])), sender=stranger)
    with reverts("Error", "F"):
        answer(rpc, proxy, HOT)
    assert sorted(diamond.facetFunctionSelectors(facet)) == [COLD, OTHER]
    diamond.cut(diamond_cut(remove([OTHER, COLD])), sender=stranger)
    assert diamond.facetAddresses() == (owner_facet.address,)
    assert diamond.facetAddress(HOT) == ZERO_ADDRESS


def test_cut__remove_and_add_at_once__works_in_order(diamond, facet, other_facet, stranger):
    diamond.cut(
        diamond_cut(remove([HOT]), add(other_facet, [HOT]), add(facet, [COLD])), sender=stranger
    )
    assert diamond.facetAddress(HOT) == other_facet.address
    assert diamond.facetAddress(COLD) == facet.address


def test_cut__nothing__is_an_event(diamond, stranger):
    receipt = diamond.cut(diamond_cut(), sender=stranger)
    [event] = diamond.events(receipt, "DiamondCut")
    assert event.facetCuts == ()


def test_cut__no_selectors__reverts(diamond, facet, stranger):
    with reverts("NoFunctionsForDiamondCut"):
        diamond.cut(diamond_cut(add(facet, [])), sender=stranger)


@pytest.mark.parametrize("action", [3, 255])
def test_cut__unknown_action__reverts(diamond, facet, stranger, action):
    with reverts("UndefinedDiamondCutAction"):
        diamond.cut(diamond_cut((facet, action, False, [COLD])), sender=stranger)


def test_cut__add_what_is_served__reverts(diamond, facet, other_facet, stranger):
    with reverts("FacetExists", HOT, facet):
        diamond.cut(diamond_cut(add(other_facet, [COLD, HOT])), sender=stranger)
    with reverts("FacetExists", COLD, other_facet):
        diamond.cut(diamond_cut(add(other_facet, [COLD, COLD])), sender=stranger)


@pytest.mark.parametrize("make", [add, replace])
@pytest.mark.parametrize("account", [ZERO_ADDRESS, "0x00000000000000000000000000000000000000AA"])
def test_cut__facet_without_code__reverts(diamond, stranger, make, account):
    with reverts("AddressHasNoCode", account):
        diamond.cut(diamond_cut(make(account, [HOT])), sender=stranger)


def test_cut__replace_what_is_not_served__reverts(diamond, facet, stranger):
    with reverts("ReplaceFunctionFacetAddressZero"):
        diamond.cut(diamond_cut(replace(facet, [COLD], freezable=True)), sender=stranger)


def test_cut__remove_with_a_facet__reverts(diamond, facet, stranger):
    with reverts("RemoveFunctionFacetAddressNotZero", facet):
        diamond.cut(diamond_cut((facet, 2, False, [HOT])), sender=stranger)


def test_cut__remove_what_is_not_served__reverts(diamond, stranger):
    with reverts("RemoveFunctionFacetAddressZero"):
        diamond.cut(diamond_cut(remove([COLD])), sender=stranger)


def test_cut__other_freezability_of_a_facet__reverts(diamond, facet, stranger):
    with reverts("SelectorsMustAllHaveSameFreezability"):
        diamond.cut(diamond_cut(add(facet, [COLD], freezable=False)), sender=stranger)
    diamond.cut(diamond_cut(add(facet, [COLD], freezable=True)), sender=stranger)
    with reverts("SelectorsMustAllHaveSameFreezability"):
        diamond.cut(diamond_cut(replace(facet, [COLD], freezable=False)), sender=stranger)


def test_cut__more_selectors_than_a_facet_may_have__reverts(diamond, facet, stranger):
    many = [(0xAB000000 + i).to_bytes(4, "big") for i in range(64)]
    with reverts(""):
        diamond.cut(diamond_cut(add(facet, many, freezable=True)), sender=stranger)
    diamond.cut(diamond_cut(add(facet, many[:63], freezable=True)), sender=stranger)
    assert len(diamond.facetFunctionSelectors(facet)) == 64


def test_cut__more_facets_than_a_diamond_may_have__reverts(rpc, governor, diamond, stranger):
    facets = [
        Contract.deploy(rpc, "MockFacet", n, 32, False, sender=governor).address for n in range(15)
    ]
    cuts = [add(f, [bytes([0xAA, 0, 0, n])]) for n, f in enumerate(facets)]
    diamond.cut(diamond_cut(*cuts[:10]), sender=stranger)
    with reverts(""):
        diamond.cut(diamond_cut(*cuts[10:]), sender=stranger)
    diamond.cut(diamond_cut(*cuts[10:14]), sender=stranger)
    assert len(diamond.facets()) == 16
    # The number of a facet that left is given out again.
    diamond.cut(diamond_cut(remove([b"\xaa\0\0\x03"]), cuts[14]), sender=stranger)
    assert diamond.facetAddress(b"\xaa\0\0\x0e") == facets[14]


def test_loupe__largest_diamond__fits_the_answer(rpc, governor, diamond, owner_facet, stranger):
    """256 functions over four facets: the loupe still answers through the proxy, uncut."""
    own = selectors_of("MockDiamondAdmin")
    facets = [
        Contract.deploy(rpc, "MockFacet", n, 32, False, sender=governor).address for n in range(4)
    ]
    free = 256 - len(own) - 1
    numbers = [(0xC0000000 + i).to_bytes(4, "big") for i in range(free)]
    shares = [numbers[i * 64 : (i + 1) * 64] for i in range(4)]
    for target, share in zip(facets, shares, strict=True):
        diamond.cut(diamond_cut(add(target, share)), sender=stranger)
    loupe = dict(diamond.facets())
    assert sum(len(selectors) for selectors in loupe.values()) == 256
    assert loupe[owner_facet.address] == tuple(own)
    for target, share in zip(facets, shares, strict=True):
        assert loupe[target] == tuple(share)
    with reverts(""):
        diamond.cut(diamond_cut(add(facets[3], [b"\xff\xff\xff\xff"])), sender=stranger)


# --- initialisers ---


def test_init__calldata_without_target__reverts(diamond, stranger):
    with reverts("NonEmptyCalldata"):
        diamond.cut(diamond_cut(data=b"\x01"), sender=stranger)


def test_init__target_without_code__reverts(diamond, stranger):
    with reverts("DelegateCallFailed", b""):
        diamond.cut(diamond_cut(init="0x00000000000000000000000000000000000000AA"), sender=stranger)


@pytest.mark.parametrize(("number", "size"), [(7, 32), (int.from_bytes(MAGIC, "big"), 64), (0, 0)])
def test_init__other_answer_than_the_magic_word__reverts(
    rpc, governor, diamond, stranger, number, size
):
    target = Contract.deploy(rpc, "MockFacet", number, size, False, sender=governor)
    data = encode(["uint256"], [number]) * (size // 32)
    with reverts("DelegateCallFailed", data):
        diamond.cut(diamond_cut(init=target, data=b"\x01\x02\x03\x04"), sender=stranger)


def test_init__magic_word__succeeds(rpc, governor, diamond, stranger):
    target = Contract.deploy(
        rpc, "MockFacet", int.from_bytes(MAGIC, "big"), 32, False, sender=governor
    )
    receipt = diamond.cut(diamond_cut(init=target, data=b"\x01"), sender=stranger)
    [event] = diamond.events(receipt, "DiamondCut")
    assert (event.initAddress, event.initCalldata) == (target.address, b"\x01")


def test_init__revert__is_passed_on(rpc, governor, diamond, stranger):
    target = Contract.deploy(rpc, "MockFacet", 5, 96, True, sender=governor)
    with pytest.raises(ContractReverted) as caught:
        diamond.cut(diamond_cut(init=target, data=b"\x01"), sender=stranger)
    assert caught.value.data == encode(["uint256"], [5]) * 3


def test_init__revert_without_data__is_named(rpc, governor, diamond, stranger):
    target = Contract.deploy(rpc, "MockFacet", 5, 0, True, sender=governor)
    with reverts("DelegateCallFailed", b""):
        diamond.cut(diamond_cut(init=target, data=b"\x01"), sender=stranger)


# --- freezing ---


def test_freeze__twice__reverts(diamond, stranger):
    diamond.freeze(sender=stranger)
    with reverts("DiamondAlreadyFrozen"):
        diamond.freeze(sender=stranger)


def test_unfreeze__not_frozen__reverts(diamond, stranger):
    with reverts("DiamondNotFrozen"):
        diamond.unfreeze(sender=stranger)


def test_freeze__what_is_cut_meanwhile__follows(rpc, proxy, diamond, other_facet, stranger):
    diamond.freeze(sender=stranger)
    diamond.cut(diamond_cut(add(other_facet, [COLD], freezable=True)), sender=stranger)
    diamond.cut(diamond_cut(replace(other_facet, [HOT], freezable=True)), sender=stranger)
    for selector in (HOT, COLD):
        with reverts("Error", "q1"):
            answer(rpc, proxy, selector)
    diamond.unfreeze(sender=stranger)
    for selector in (HOT, COLD):
        assert answer(rpc, proxy, selector) == encode(["uint256"], [8])
