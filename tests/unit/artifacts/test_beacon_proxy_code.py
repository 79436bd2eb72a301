"""The creation code that vaults deploy bridged tokens with is BeaconProxy's."""

from __future__ import annotations

import re
import warnings

from vyper.compiler import compile_from_file_input
from vyper.compiler.input_bundle import FilesystemInputBundle
from vyper.compiler.settings import Settings

from garter import paths
from garter.build.compiler import EVM_VERSION

EMBEDDED = paths.CONTRACTS / "proxy" / "beacon_proxy_code.vy"


def test_embedded_code__is_what_the_compiler_makes():
    warnings.filterwarnings("ignore", message="Use of large arrays can be unsafe")
    bundle = FilesystemInputBundle([paths.ROOT])
    compiled = compile_from_file_input(
        bundle.load_file(paths.CONTRACTS / "proxy" / "BeaconProxy.vy"),
        input_bundle=bundle,
        settings=Settings(evm_version=EVM_VERSION),
        output_formats=["bytecode"],
        no_bytecode_metadata=True,
    )
    [embedded] = re.findall(r'x"([0-9a-f]+)"', EMBEDDED.read_text())
    assert "0x" + embedded == compiled["bytecode"]
