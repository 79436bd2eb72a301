# pragma version 0.4.3
"""
@title Errors of diamond cuts
@license MIT
@notice See `contracts/lib/errors.vy` for the convention.
"""


@internal
@pure
def NoFunctionsForDiamondCut():
    raw_revert(method_id("NoFunctionsForDiamondCut()"))


@internal
@pure
def UndefinedDiamondCutAction():
    raw_revert(method_id("UndefinedDiamondCutAction()"))


@internal
@pure
def FacetExists(selector: bytes4, facet: address):
    raw_revert(abi_encode(selector, facet, method_id=method_id("FacetExists(bytes4,address)")))


@internal
@pure
def ReplaceFunctionFacetAddressZero():
    raw_revert(method_id("ReplaceFunctionFacetAddressZero()"))


@internal
@pure
def RemoveFunctionFacetAddressNotZero(facet: address):
    raw_revert(
        abi_encode(facet, method_id=method_id("RemoveFunctionFacetAddressNotZero(address)"))
    )


@internal
@pure
def RemoveFunctionFacetAddressZero():
    raw_revert(method_id("RemoveFunctionFacetAddressZero()"))


@internal
@pure
def SelectorsMustAllHaveSameFreezability():
    raw_revert(method_id("SelectorsMustAllHaveSameFreezability()"))


@internal
@pure
def NonEmptyCalldata():
    raw_revert(method_id("NonEmptyCalldata()"))


@internal
@pure
def DelegateCallFailed(data: Bytes[1_024]):
    raw_revert(abi_encode(data, method_id=method_id("DelegateCallFailed(bytes)")))


@internal
@pure
def DiamondAlreadyFrozen():
    raw_revert(method_id("DiamondAlreadyFrozen()"))


@internal
@pure
def DiamondNotFrozen():
    raw_revert(method_id("DiamondNotFrozen()"))
