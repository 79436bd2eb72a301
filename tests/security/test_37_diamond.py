"""Row 37: clashing selectors, facets that escape a freeze, and delegate calls into nothing."""

import pytest

from garter.chain import Contract
from garter.chain.abi import Abi
from garter.exceptions import ContractReverted
from tests.support import reverts
from tests.support.chain import FACETS, deploy_facets
from tests.support.diamond import (
    ZERO_ADDRESS,
    add,
    diamond_cut,
    remove,
    replace,
    selectors_of,
)
from tests.support.requests import request

NEW = b"\xde\xad\xbe\xef"
NOBODY = "0x00000000000000000000000000000000000000AA"
USER = "0x7777777777777777777777777777777777777777"


@pytest.fixture
def evil(rpc, governor):
    return Contract.deploy(rpc, "MockFacet", 666, 32, False, sender=governor)


@pytest.mark.parametrize("facet", FACETS)
def test_attack__selector_clash(chain, evil, manager, facet):
    """Poly Network: a function that has the selector of a privileged one."""
    for selector in selectors_of(facet):
        with reverts("FacetExists", selector, chain.facets[facet]):
            chain.admin.call("executeUpgrade", [diamond_cut(add(evil, [selector]))], caller=manager)


def test_attack__same_function_twice_in_one_cut(chain, evil, manager):
    with reverts("FacetExists", NEW, evil):
        chain.admin.executeUpgrade(diamond_cut(add(evil, [NEW, NEW])), sender=manager)
    with reverts("RemoveFunctionFacetAddressZero"):
        chain.admin.executeUpgrade(
            diamond_cut(add(evil, [NEW]), remove([NEW, NEW])), sender=manager
        )


@pytest.mark.parametrize("account", [ZERO_ADDRESS, NOBODY])
def test_attack__facet_without_code(chain, manager, account):
    """A delegate call there would succeed, and the function would silently do nothing."""
    for cut in (add(account, [NEW]), replace(account, [selectors_of("MailboxFacet")[0]])):
        with reverts("AddressHasNoCode", account):
            chain.admin.executeUpgrade(diamond_cut(cut), sender=manager)


def test_attack__initialiser_without_code(chain, manager):
    with reverts("DelegateCallFailed", b""):
        chain.admin.executeUpgrade(diamond_cut(init=NOBODY, data=b"\x01"), sender=manager)


def test_attack__plain_transfer(rpc, chain, depositor):
    """Ether sent by mistake is refused; nothing serves selector zero."""
    bare = Contract(rpc, chain.address, Abi([]), "diamond")
    for data in (b"", bytes(4)):
        with reverts("Error", "F"):
            bare.send_raw(data, sender=depositor, value=1)
    assert rpc.balance(chain.address) == 0


def test_attack__while_frozen__every_freezable_function_is_shut(rpc, chain, manager):
    chain.admin.freezeDiamond(sender=manager)
    bare = Contract(rpc, chain.address, Abi([]), "diamond")
    for facet, freezable in FACETS.items():
        for selector in selectors_of(facet):
            call = {"to": chain.address, "data": "0x" + selector.hex()}
            try:
                bare._eth_call("raw", call, "latest")
            except ContractReverted as reverted:
                shut = reverted.arguments == ("q1",)
            else:
                shut = False
            assert shut is freezable, selector.hex()


def test_attack__escapes_the_freeze_by_a_cut(rpc, chain, evil, manager, governor):
    """Cuts stay possible, so that governance can repair; what they touch stays frozen."""
    mailbox = selectors_of("MailboxFacet")
    chain.admin.freezeDiamond(sender=manager)
    fresh = deploy_facets(rpc, chain.ecosystem, governor)["MailboxFacet"]
    chain.admin.executeUpgrade(
        diamond_cut(replace(fresh, mailbox, freezable=True), add(evil, [NEW], freezable=True)),
        sender=manager,
    )
    bare = Contract(rpc, chain.address, Abi([]), "diamond")
    with reverts("Error", "q1"):
        chain.mailbox.depositsPaused()
    with reverts("Error", "q1"):
        bare._eth_call("raw", {"to": chain.address, "data": "0x" + NEW.hex()}, "latest")
    chain.admin.unfreezeDiamond(sender=manager)
    assert not chain.mailbox.depositsPaused()


def test_attack__freeze_is_undone_only_once(chain, manager):
    chain.admin.freezeDiamond(sender=manager)
    with reverts("DiamondAlreadyFrozen"):
        chain.admin.freezeDiamond(sender=manager)
    chain.admin.unfreezeDiamond(sender=manager)
    with reverts("DiamondNotFrozen"):
        chain.admin.unfreezeDiamond(sender=manager)


def test_attack__half_of_a_facet_freezable(chain, evil, manager):
    with reverts("SelectorsMustAllHaveSameFreezability"):
        chain.admin.executeUpgrade(
            diamond_cut(add(evil, [NEW], freezable=True), add(evil, [b"\xde\xad\xbe\xee"])),
            sender=manager,
        )


def test_attack__facets_called_directly__are_nobodys_chain(chain, chain_admin, manager, bridgehub):
    """Facets keep no state of their own: whoever is someone in a chain is nobody there."""
    admin, mailbox = chain.facets["AdminFacet"], chain.facets["MailboxFacet"]
    for account in (chain_admin, manager):
        with reverts("Unauthorized", account):
            admin.executeUpgrade(diamond_cut(), sender=account)
        with reverts("Unauthorized", account):
            admin.setPendingAdmin(account.address, sender=account)
    with reverts("Unauthorized", bridgehub):
        mailbox.bridgehubRequestL2Transaction(request(USER), sender=bridgehub)
    with reverts("PriorityModeIsNotAllowed"):
        admin.activatePriorityMode(sender=manager)
