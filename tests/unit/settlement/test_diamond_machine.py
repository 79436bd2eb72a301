"""Any sequence of cuts and freezes, against a model of what a diamond is."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from garter.chain import Contract
from garter.chain.abi import Abi
from garter.exceptions import ContractReverted
from tests.support.chain import L1_CHAIN_ID
from tests.support.diamond import ADD, REMOVE, REPLACE, ZERO_ADDRESS, diamond_cut, selectors_of

# Few enough that rules meet, more than a word of the list holds; the zero selector among them.
SELECTORS = [bytes(4)] + [(0x01020300 + 37 * n).to_bytes(4, "big") for n in range(19)]
OWN = selectors_of("MockDiamondAdmin")


class Refused(Exception):
    """The model's word for a revert."""


class Model:
    """Selector => facet, and each facet's freezability."""

    def __init__(self, owner):
        self.serves = dict.fromkeys(OWN, owner)
        self.freezable = {owner: False}
        self.frozen = False

    def facets(self):
        return set(self.serves.values())

    def cut(self, facet, action, freezable, selectors, has_code):
        """What the reference does with one facet cut, or Refused with its error."""
        if not selectors:
            raise Refused("NoFunctionsForDiamondCut")
        if action == REMOVE:
            if facet != ZERO_ADDRESS:
                raise Refused("RemoveFunctionFacetAddressNotZero")
        elif not has_code:
            raise Refused("AddressHasNoCode")
        for selector in selectors:
            known = selector in self.serves
            if action == ADD and known:
                raise Refused("FacetExists")
            if action == REPLACE and not known:
                raise Refused("ReplaceFunctionFacetAddressZero")
            if action == REMOVE and not known:
                raise Refused("RemoveFunctionFacetAddressZero")
            self.serves.pop(selector, None)
            if action == REMOVE:
                continue
            if facet in self.facets() and self.freezable[facet] != freezable:
                raise Refused("SelectorsMustAllHaveSameFreezability")
            self.freezable[facet] = freezable
            self.serves[selector] = facet

    def copy(self):
        other = Model.__new__(Model)
        other.serves, other.freezable = dict(self.serves), dict(self.freezable)
        other.frozen = self.frozen
        return other


def machine(rpc, sender, facets, deploy):
    """A machine class over one node; each run has a diamond of its own."""
    numbers = {facet.address: number for number, facet in enumerate(facets)}
    addresses = [*numbers, ZERO_ADDRESS, "0x00000000000000000000000000000000000000AA"]
    one_cut = st.tuples(
        st.sampled_from(addresses),
        st.sampled_from([ADD, ADD, REPLACE, REMOVE]),
        st.booleans(),
        st.lists(st.sampled_from(SELECTORS), max_size=12),
    )

    class Diamond(RuleBasedStateMachine):
        def __init__(self):
            super().__init__()
            self.diamond, owner = deploy()
            self.raw = Contract(rpc, self.diamond.address, Abi([]), "diamond")
            self.model = Model(owner)

        @rule(cuts=st.lists(one_cut, min_size=1, max_size=3))
        def cut(self, cuts):
            # Removals name no facet, but for those that shall be refused.
            cuts = [
                (ZERO_ADDRESS if a == REMOVE and f in numbers and len(s) % 4 else f, a, z, s)
                for f, a, z, s in cuts
            ]
            expected = self.model.copy()
            error = None
            try:
                for facet, action, freezable, selectors in cuts:
                    expected.cut(facet, action, freezable, selectors, facet in numbers)
            except Refused as refusal:
                error = str(refusal)
            try:
                self.diamond.cut(diamond_cut(*cuts), sender=sender)
            except ContractReverted as reverted:
                assert error is not None, reverted
                # Which of two reasons is named first is not part of the model.
                assert reverted.name == error or error in (
                    "SelectorsMustAllHaveSameFreezability",
                    "FacetExists",
                ), (reverted, error)
            else:
                assert error is None, error
                self.model = expected

        # Rules above mostly meet refusals; these never do.

        def do(self, facet, action, freezable, selectors):
            self.model.cut(facet, action, freezable, selectors, True)
            self.diamond.cut(diamond_cut((facet, action, freezable, selectors)), sender=sender)

        def freezability(self, facet, wished):
            return self.model.freezable[facet] if facet in self.model.facets() else wished

        @precondition(lambda self: len(self.model.serves) < len(OWN) + len(SELECTORS))
        @rule(data=st.data(), facet=st.sampled_from(list(numbers)), wished=st.booleans())
        def add_some(self, data, facet, wished):
            unknown = [s for s in SELECTORS if s not in self.model.serves]
            chosen = data.draw(st.lists(st.sampled_from(unknown), min_size=1, unique=True))
            self.do(facet, ADD, self.freezability(facet, wished), chosen)

        @precondition(lambda self: len(self.model.serves) > len(OWN))
        @rule(data=st.data(), facet=st.sampled_from(list(numbers)), wished=st.booleans())
        def replace_some(self, data, facet, wished):
            chosen = data.draw(self.some_known())
            self.do(facet, REPLACE, self.freezability(facet, wished), chosen)

        @precondition(lambda self: len(self.model.serves) > len(OWN))
        @rule(data=st.data())
        def remove_some(self, data):
            self.do(ZERO_ADDRESS, REMOVE, False, data.draw(self.some_known()))

        def some_known(self):
            known = sorted(set(self.model.serves) - set(OWN))
            return st.lists(st.sampled_from(known), min_size=1, max_size=6, unique=True)

        @rule()
        def freeze_or_unfreeze(self):
            wrong = self.diamond.freeze if self.model.frozen else self.diamond.unfreeze
            right = self.diamond.unfreeze if self.model.frozen else self.diamond.freeze
            with pytest.raises(ContractReverted):
                wrong(sender=sender)
            right(sender=sender)
            self.model.frozen = not self.model.frozen

        @invariant()
        def loupe_agrees(self):
            loupe = self.diamond.facets()
            listed = [(s, facet) for facet, selectors in loupe for s in selectors]
            assert len(listed) == len(self.model.serves)
            assert dict(listed) == self.model.serves
            assert len({facet for facet, _ in loupe}) == len(loupe)
            assert all(selectors for _, selectors in loupe)
            assert self.diamond.facetAddresses() == tuple(facet for facet, _ in loupe)
            assert self.diamond.isDiamondStorageFrozen() is self.model.frozen
            for facet, selectors in loupe:
                assert self.diamond.facetFunctionSelectors(facet) == selectors
                assert self.diamond.isFacetFreezable(facet) is self.model.freezable[facet]

        @invariant()
        def calls_reach_their_facet(self):
            for selector in random.Random(len(self.model.serves)).sample(SELECTORS, 6):
                facet = self.model.serves.get(selector)
                freezable = facet is not None and self.model.freezable[facet]
                assert self.diamond.facetAddress(selector) == (facet or ZERO_ADDRESS)
                assert self.diamond.isFunctionFreezable(selector) is freezable
                assert self.call(selector) == self.expected_answer(facet, freezable)

        def expected_answer(self, facet, freezable):
            if facet is None:
                return "F"
            return "q1" if freezable and self.model.frozen else numbers[facet]

        def call(self, selector):
            request = {"to": self.diamond.address, "data": "0x" + selector.hex()}
            try:
                return int.from_bytes(self.raw._eth_call("raw", request, "latest"), "big")
            except ContractReverted as reverted:
                return reverted.arguments[0]

    return Diamond


@pytest.mark.slow
def test_diamond__any_sequence__agrees_with_the_model(rpc, governor):
    facets = [
        Contract.deploy(rpc, "MockFacet", number, 32, False, sender=governor) for number in range(4)
    ]
    owner = Contract.deploy(rpc, "MockDiamondAdmin", sender=governor)

    def deploy():
        cut = diamond_cut((owner, ADD, False, OWN))
        proxy = Contract.deploy(rpc, "DiamondProxy", L1_CHAIN_ID, cut, sender=governor)
        return Contract.at(rpc, proxy.address, "MockDiamondAdmin"), owner.address

    run_state_machine_as_test(
        machine(rpc, governor, facets, deploy),
        settings=settings(
            max_examples=12,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
