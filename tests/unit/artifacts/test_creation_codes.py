"""Creation codes that contracts carry are those of the contracts they name."""

from __future__ import annotations

import os
import re
import warnings

import pytest
from vyper.compiler import compile_from_file_input
from vyper.compiler.input_bundle import FilesystemInputBundle
from vyper.compiler.settings import Settings

from garter import paths
from garter.build.compiler import EVM_VERSION

EMBEDDED = {
    "proxy/transparent_proxy_code.vy": "proxy/TransparentUpgradeableProxy.vy",
    "proxy/upgradeable_beacon_code.vy": "proxy/UpgradeableBeacon.vy",
    "bridge/bridged_token_code.vy": "bridge/BridgedStandardERC20.vy",
}


def creation_code(source: str) -> str:
    warnings.filterwarnings("ignore", message="Use of large arrays can be unsafe")
    bundle = FilesystemInputBundle([paths.ROOT])
    compiled = compile_from_file_input(
        bundle.load_file(paths.CONTRACTS / source),
        input_bundle=bundle,
        settings=Settings(evm_version=EVM_VERSION),
        output_formats=["bytecode"],
        no_bytecode_metadata=True,
    )
    return str(compiled["bytecode"]).removeprefix("0x")


@pytest.mark.parametrize(("module", "source"), EMBEDDED.items())
def test_creation_code__is_what_the_compiler_makes(module, source):
    path = paths.CONTRACTS / module
    code = creation_code(source)
    if os.environ.get("UPDATE_GOLDEN"):
        text = re.sub(r'x"[0-9a-f]+"', f'x"{code}"', path.read_text())
        path.write_text(re.sub(r"(SIZE: .* = )\d+", rf"\g<1>{len(code) // 2}", text))
    [embedded] = re.findall(r'x"([0-9a-f]+)"', path.read_text())
    assert embedded == code
    assert f"= {len(code) // 2}\n" in path.read_text()
