# pragma version 0.4.3
"""
@title Errors of interop on a chain
@license MIT
@notice See `contracts/lib/errors.vy` for the convention.
"""


@internal
@pure
def SidesLengthNotOne():
    raw_revert(method_id("SidesLengthNotOne()"))


@internal
@pure
def MessageRootIsZero():
    raw_revert(method_id("MessageRootIsZero()"))


@internal
@pure
def InteropRootAlreadyExists():
    raw_revert(method_id("InteropRootAlreadyExists()"))


@internal
@pure
def OnlyAssetTracker(caller: address, asset_tracker: address):
    raw_revert(
        abi_encode(
            caller, asset_tracker, method_id=method_id("OnlyAssetTracker(address,address)")
        )
    )


@internal
@pure
def OnlyL1():
    raw_revert(method_id("OnlyL1()"))
