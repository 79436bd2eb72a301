# pragma version 0.4.3
"""
@title Errors of L1 to L2 transactions
@license MIT
@notice See `contracts/lib/errors.vy` for the convention.
"""


@internal
@pure
def TooMuchGas():
    raw_revert(method_id("TooMuchGas()"))


@internal
@pure
def PubdataGreaterThanLimit(limit: uint256, length: uint256):
    raw_revert(
        abi_encode(limit, length, method_id=method_id("PubdataGreaterThanLimit(uint256,uint256)"))
    )


@internal
@pure
def ValidateTxnNotEnoughGas():
    raw_revert(method_id("ValidateTxnNotEnoughGas()"))


@internal
@pure
def InvalidUpgradeTxn(parameter: uint8):
    raw_revert(abi_encode(parameter, method_id=method_id("InvalidUpgradeTxn(uint8)")))
