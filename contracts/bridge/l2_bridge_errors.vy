# pragma version 0.4.3
"""
@title Errors of a chain's own bridge
@license MIT
@notice See `contracts/lib/errors.vy`. What both sides raise is in `bridge_errors.vy`.
"""

# --- initialisers ---

@internal
@pure
def InvalidCaller(caller: address):
    raw_revert(abi_encode(caller, method_id=method_id("InvalidCaller(address)")))


@internal
@pure
def EmptyAddress():
    raw_revert(method_id("EmptyAddress()"))


@internal
@pure
def EmptyBytes32():
    raw_revert(method_id("EmptyBytes32()"))


@internal
@pure
def AddressMismatch(expected: address, supplied: address):
    raw_revert(
        abi_encode(expected, supplied, method_id=method_id("AddressMismatch(address,address)"))
    )


# --- asset router ---

@internal
@pure
def TokenNotLegacy():
    raw_revert(method_id("TokenNotLegacy()"))


# --- native token vault ---

@internal
@pure
def TokenNotSupported(token: address):
    raw_revert(abi_encode(token, method_id=method_id("TokenNotSupported(address)")))


# --- asset tracker ---

@internal
@pure
def MissingBaseTokenAssetId():
    raw_revert(method_id("MissingBaseTokenAssetId()"))
