"""What all facets of a chain have in common, read from the code itself."""

from __future__ import annotations

import itertools

import pytest
from vyper.compiler.input_bundle import FilesystemInputBundle
from vyper.compiler.phases import CompilerData

from garter import paths
from garter.build import load_artifact
from garter.build.artifacts import flatten_layout
from garter.build.sources import deployable_sources
from tests.support.diamond import selectors_of

WORD = 32
MAX_FACET_ANSWER = 12_288  # limits.vy
FREEZABLE = {"MailboxFacet", "ExecutorFacet", "CommitterFacet"}

SOURCES = {p.stem: p for p in deployable_sources()}
FACETS = sorted(n for n, p in SOURCES.items() if "facets" in p.parts and n.endswith("Facet"))
# Code that runs in a chain's storage without being a facet.
INITIALISERS = ["DiamondInit", *sorted(n for n, p in SOURCES.items() if "upgrades" in p.parts)]


def in_chain_storage(name: str) -> bool:
    return "chain_storage" in load_artifact(name).layout.get("storage_layout", {})


RUN_IN_A_CHAIN = FACETS + [n for n in INITIALISERS if in_chain_storage(n)]


def test_there_is_something_to_compare():
    assert {"AdminFacet", "GettersFacet", "MailboxFacet", "MigratorFacet"} <= set(FACETS)
    assert {"DiamondInit", "L1GenesisUpgrade", "DefaultUpgrade"} <= set(RUN_IN_A_CHAIN)


@pytest.mark.parametrize("name", RUN_IN_A_CHAIN)
def test_layout__is_the_same_everywhere(name):
    """A variable at another slot in one facet would be another variable."""
    layout = load_artifact(name).layout
    assert layout["storage_layout"] == load_artifact("AdminFacet").layout["storage_layout"]
    transient = flatten_layout(layout.get("transient_storage_layout", {}))
    assert {slot["slot"] for slot in transient.values()} <= {0}, "only the lock may be transient"


def test_layout__proxy_has_the_diamonds_part():
    proxy = load_artifact("DiamondProxy").layout["storage_layout"]
    facet = load_artifact("AdminFacet").layout["storage_layout"]
    assert proxy == {"diamond": facet["diamond"]}
    ends = max(slot["slot"] + slot["n_slots"] for slot in flatten_layout(proxy).values())
    chain = flatten_layout({"chain_storage": facet["chain_storage"]})
    assert min(slot["slot"] for slot in chain.values()) == ends


def test_selectors__of_facets__do_not_meet():
    for one, other in itertools.combinations(FACETS, 2):
        assert not set(selectors_of(one)) & set(selectors_of(other)), (one, other)


@pytest.mark.parametrize("name", sorted(FREEZABLE & set(FACETS)))
def test_answers__of_freezable_facets__are_a_word(name):
    """The proxy has room for one: see DiamondProxy."""
    for entry in load_artifact(name).abi:
        if entry["type"] == "function" and entry["name"] != "getName":
            assert len(entry["outputs"]) <= 1, entry["name"]
            for output in entry["outputs"]:
                assert output["type"] not in ("string", "bytes", "tuple"), entry["name"]
                assert not output["type"].endswith("]"), entry["name"]


@pytest.mark.parametrize("name", sorted(set(FACETS) - FREEZABLE))
def test_answers__of_other_facets__fit_the_proxys_room(name):
    """By the bounds of their types. The loupe's list is bounded by the diamond as a whole."""
    bundle = FilesystemInputBundle([paths.ROOT])
    with bundle.search_path(paths.ROOT):
        data = CompilerData(bundle.load_file(SOURCES[name]), input_bundle=bundle)
        functions = data.global_ctx.exposed_functions
    assert len(functions) > len(selectors_of(name)) - 1
    for function in functions:
        if function.return_type is None or function.name == "facets":
            continue
        bound = function.return_type.abi_type.size_bound()
        assert bound <= MAX_FACET_ANSWER, function.name


def test_answers__of_the_loupe__fit_the_proxys_room():
    """facets(): two words, four for each of 16 facets, and one for each of 256 functions."""
    assert WORD * (2 + 16 * 4 + 256) <= MAX_FACET_ANSWER
