# pragma version 0.4.3
"""
@title Errors of encodings
@license MIT
@notice See `contracts/lib/errors.vy` for the convention.
"""


@internal
@pure
def BadTransferDataLength():
    raw_revert(method_id("BadTransferDataLength()"))


@internal
@pure
def InvalidNTVBurnData():
    raw_revert(method_id("InvalidNTVBurnData()"))


@internal
@pure
def IncorrectTokenAddressFromNTV(asset_id: bytes32, token_address: address):
    raw_revert(
        abi_encode(
            asset_id,
            token_address,
            method_id=method_id("IncorrectTokenAddressFromNTV(bytes32,address)"),
        )
    )


@internal
@pure
def L2WithdrawalMessageWrongLength(message_length: uint256):
    raw_revert(
        abi_encode(message_length, method_id=method_id("L2WithdrawalMessageWrongLength(uint256)"))
    )


@internal
@pure
def WrongMsgLength(expected: uint256, length: uint256):
    raw_revert(
        abi_encode(expected, length, method_id=method_id("WrongMsgLength(uint256,uint256)"))
    )


@internal
@pure
def InvalidFunctionSignature(function_signature: bytes4):
    raw_revert(
        abi_encode(function_signature, method_id=method_id("InvalidFunctionSignature(bytes4)"))
    )


@internal
@pure
def InteroperableAddressParsingError(data: Bytes[256]):
    raw_revert(abi_encode(data, method_id=method_id("InteroperableAddressParsingError(bytes)")))
