"""The custom errors: what the code raises is what the protocol defines."""

from __future__ import annotations

import re

from garter import paths
from garter.build.artifacts import error_abis
from garter.protocol.abi import selector, signature

RAISED = re.compile(r'method_id\("([^"]+)"\)')


def raised_in_sources() -> dict[str, str]:
    """Signature of each error => the file that raises it."""
    return {
        found: str(path.relative_to(paths.ROOT))
        for path in paths.CONTRACTS.rglob("*errors.vy")
        for found in RAISED.findall(path.read_text())
    }


def test_every_raised_error_is_declared():
    declared = {signature(e) for e in error_abis()}
    assert set(raised_in_sources()) <= declared


def test_every_declared_error_is_the_references():
    lines = (paths.ROOT / "tests/reference/errors.tsv").read_text().splitlines()
    reference = dict(line.split("\t") for line in lines)
    for entry in error_abis():
        assert reference["0x" + selector(entry).hex()] == signature(entry)


def test_an_error_function_has_the_name_and_types_of_its_error():
    function = re.compile(
        r"^def (\w+)\(([^)]*)\):\n(?:.*\n)*?.*?method_id\(\"(\w+)\(([^\"]*)\)\"\)", re.MULTILINE
    )
    for path in paths.CONTRACTS.rglob("*errors.vy"):
        for name, parameters, error, types in function.findall(path.read_text()):
            given = [p.split(":")[1].strip() for p in parameters.split(",") if p.strip()]
            vyper_types = [re.sub(r"Bytes\[.*\]", "bytes", t) for t in given]
            assert (name, ",".join(vyper_types)) == (error, types), path


def test_errors_are_raised_only_through_the_error_modules():
    """One place per error; proxies, which forward foreign reverts, are the exception."""
    for path in paths.CONTRACTS.rglob("*.vy"):
        if path.name.endswith("errors.vy") or "proxy" in path.parts or "mocks" in path.parts:
            continue
        assert (
            "method_id("
            not in re.sub(
                r"(abi_encode|_abi_encode)\([^)]*method_id", "", path.read_text(), flags=re.DOTALL
            )
            or "raw_revert" not in path.read_text()
        ), path
