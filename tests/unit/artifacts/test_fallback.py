"""Functions that `__default__` serves stand in the ABI, and only if it serves them."""

import pytest

from garter import paths
from garter.build import fallback, load_artifact
from garter.exceptions import FallbackMismatch
from garter.protocol.abi import selector, signature

DEFAULT = {"type": "fallback", "stateMutability": "view"}
EVENT = {"type": "event", "name": "Happened", "inputs": [], "anonymous": False}


def function(name: str, *types: str) -> dict:
    inputs = [{"name": f"a{n}", "type": t} for n, t in enumerate(types)]
    return {
        "type": "function",
        "name": name,
        "inputs": inputs,
        "outputs": [],
        "stateMutability": "nonpayable",
    }


CHECK, OTHER = function("check", "bytes"), function("other", "uint256")
CODE = b"\x60\x01" + b"\x63" + selector(CHECK)


def test_serve__puts_the_functions_in_place_of_the_fallback():
    abi = fallback.serve([OTHER, DEFAULT], [EVENT, CHECK], CODE)
    assert [e["name"] for e in abi] == ["other", "check"]


def test_serve__functions_are_what_the_default_function_is():
    [check] = fallback.serve([DEFAULT], [CHECK], CODE)
    assert check == CHECK | {"stateMutability": "view"}
    assert CHECK["stateMutability"] == "nonpayable"


def test_serve__behind_a_payable_default_function__they_stay_what_they_are():
    payable = OTHER | {"stateMutability": "payable"}
    code = CODE + selector(OTHER)
    served = fallback.serve([DEFAULT | {"stateMutability": "payable"}], [CHECK, payable], code)
    assert served == [CHECK, payable]


def test_serve__no_default_function__raises():
    with pytest.raises(FallbackMismatch, match="no __default__"):
        fallback.serve([OTHER], [CHECK], CODE)


def test_serve__function_not_dispatched__raises():
    with pytest.raises(FallbackMismatch, match=r"other\(uint256\) is not dispatched"):
        fallback.serve([DEFAULT], [CHECK, OTHER], CODE)


def test_serve__function_declared_as_well__raises():
    with pytest.raises(FallbackMismatch, match=r"check\(bytes\) is declared"):
        fallback.serve([CHECK, DEFAULT], [CHECK], CODE)


def test_interface_of__names_an_imported_interface(tmp_path):
    source = tmp_path / "Served.vy"
    source.write_text("from interfaces import IL1DAValidator\n")
    found = fallback.interface_of(source, {"custom:fallback": "IL1DAValidator"})
    assert found == paths.INTERFACES / "IL1DAValidator.vyi"


def test_interface_of__nothing_named__is_none(tmp_path):
    assert fallback.interface_of(tmp_path / "Served.vy", {"title": "Served"}) is None


def test_interface_of__not_imported__raises(tmp_path):
    source = tmp_path / "Lonely.vy"
    source.write_text("# nothing imported\n")
    with pytest.raises(FallbackMismatch, match="from interfaces import IL1DAValidator"):
        fallback.interface_of(source, {"custom:fallback": "IL1DAValidator"})


@pytest.mark.parametrize(
    ("contract", "function", "mutability"),
    [
        ("ValidiumL1DAValidator", "checkDA(uint256,uint256,bytes32,bytes,uint256)", "view"),
        (
            "ValidatorTimelock",
            "commitBatchesSharedBridge(address,uint256,uint256,bytes)",
            "nonpayable",
        ),
    ],
)
def test_build__a_contract_that_names_an_interface__has_its_functions(
    contract, function, mutability
):
    abi = load_artifact(contract).abi
    found = [e for e in abi if e["type"] == "function" and signature(e) == function]
    assert [e["stateMutability"] for e in found] == [mutability]
    assert not [e for e in abi if e["type"] == "fallback"]
