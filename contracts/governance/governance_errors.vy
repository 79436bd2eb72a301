# pragma version 0.4.3
"""
@title Errors of governance
@license MIT
@notice See `contracts/lib/errors.vy` for the convention.
"""
from contracts.lib import limits


@internal
@pure
def OperationExists():
    raw_revert(method_id("OperationExists()"))


@internal
@pure
def OperationMustBePending():
    raw_revert(method_id("OperationMustBePending()"))


@internal
@pure
def OperationMustBeReady():
    raw_revert(method_id("OperationMustBeReady()"))


@internal
@pure
def PreviousOperationNotExecuted():
    raw_revert(method_id("PreviousOperationNotExecuted()"))


@internal
@pure
def InvalidDelay():
    raw_revert(method_id("InvalidDelay()"))


@internal
@pure
def NoCallsProvided():
    raw_revert(method_id("NoCallsProvided()"))


@internal
@pure
def ZeroUpgradeTimestamp():
    raw_revert(method_id("ZeroUpgradeTimestamp()"))


@internal
@pure
def OnlySelfAllowed():
    raw_revert(method_id("OnlySelfAllowed()"))


@internal
@pure
def NotARestriction(addr: address):
    raw_revert(abi_encode(addr, method_id=method_id("NotARestriction(address)")))


@internal
@pure
def RestrictionWasAlreadyPresent(restriction: address):
    raw_revert(
        abi_encode(restriction, method_id=method_id("RestrictionWasAlreadyPresent(address)"))
    )


@internal
@pure
def RestrictionWasNotPresent(restriction: address):
    raw_revert(abi_encode(restriction, method_id=method_id("RestrictionWasNotPresent(address)")))


@internal
@pure
def AccessToFallbackDenied(target: address, invoker: address):
    raw_revert(
        abi_encode(target, invoker, method_id=method_id("AccessToFallbackDenied(address,address)"))
    )


@internal
@pure
def AccessToFunctionDenied(target: address, selector: bytes4, invoker: address):
    raw_revert(
        abi_encode(
            target,
            selector,
            invoker,
            method_id=method_id("AccessToFunctionDenied(address,bytes4,address)"),
        )
    )


@internal
@pure
def AlreadyWhitelisted(addr: address):
    raw_revert(abi_encode(addr, method_id=method_id("AlreadyWhitelisted(address)")))


@internal
@pure
def CallNotAllowed(call: Bytes[limits.MAX_CALL_DATA]):
    raw_revert(abi_encode(call, method_id=method_id("CallNotAllowed(bytes)")))


@internal
@pure
def NotAllowed(addr: address):
    raw_revert(abi_encode(addr, method_id=method_id("NotAllowed(address)")))


@internal
@pure
def RemovingPermanentRestriction():
    raw_revert(method_id("RemovingPermanentRestriction()"))


@internal
@pure
def TooHighDeploymentNonce():
    raw_revert(method_id("TooHighDeploymentNonce()"))


@internal
@pure
def UnallowedImplementation(implementation_hash: bytes32):
    raw_revert(
        abi_encode(implementation_hash, method_id=method_id("UnallowedImplementation(bytes32)"))
    )
