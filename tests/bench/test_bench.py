"""The bench runs and compares. What it measures is not judged here."""

from __future__ import annotations

import json

import pytest

from tests.bench import report
from tests.bench.harness import Bench, Row, UnknownOperation, load_module, module_names

DOCUMENT = "# Measured\n\nBefore.\n\n<!-- bench a -->\nold\n<!-- end a -->\n\nAfter.\n"
ROW = Row("Governance.cancel", 12882)


def test_modules__all_load():
    modules = [load_module(name) for name in module_names()]
    assert len({module.TITLE for module in modules}) == len(modules) > 0


def test_measure__governance__rows_have_gas_and_a_reference(rpc, tmp_path):
    rows = list(load_module("governance").measure(Bench(rpc, tmp_path)))
    assert rows
    assert all(row.ours > 21_000 and row.reference for row in rows)


def test_reference__unknown_operation__raises():
    with pytest.raises(UnknownOperation, match=r"gas\.tsv"):
        _ = Row("Bridgehub.fly", 1).reference


def test_reference__later_entry_of_a_name__is_found():
    name = "L1Nullifier.finalizeDeposit ETH"
    assert [Row(name, 1, nth=n).reference for n in (0, 1)] == [230509, 213409]
    with pytest.raises(UnknownOperation):
        _ = Row(name, 1, nth=2).reference


def test_reference__goal_of_our_own__is_compared_with():
    row = Row("deploy", 5, unit="s", compared=False, against=20)
    assert (row.reference, row.ratio) == (20, 0.25)
    assert Row("deploy", 5, compared=False).ratio is None


def test_with_section__known_module__replaces_its_table_only():
    document = report.with_section(DOCUMENT, "a", "A", [ROW])
    assert "old" not in document
    assert document.startswith("# Measured\n\nBefore.\n")
    assert document.endswith("\n\nAfter.\n")
    assert "| Governance.cancel | 12,882 | 25,764 | 0.500 |  |" in document
    assert report.with_section(document, "a", "A", [ROW]) == document


def test_with_section__new_module__is_appended():
    document = report.with_section(DOCUMENT, "b", "Title of B", [ROW])
    assert document.startswith(DOCUMENT)
    assert "\n## Title of B\n\n<!-- bench b -->\n| operation |" in document


def test_write_json__has_the_comparison(tmp_path, monkeypatch):
    monkeypatch.setattr(report, "RESULTS", tmp_path)
    [entry] = json.loads(report.write_json("a", [ROW]).read_text())
    assert (entry["ours"], entry["reference"], entry["ratio"]) == (12882, 25764, 0.5)
