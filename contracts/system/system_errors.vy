# pragma version 0.4.3
"""
@title Errors of a chain's own system contracts
@license MIT
@notice See `contracts/lib/errors.vy` for the convention.
"""


@internal
@pure
def InvalidCaller(caller: address):
    raw_revert(abi_encode(caller, method_id=method_id("InvalidCaller(address)")))


# --- messenger and base token ---


@internal
@pure
def NotEnoughGasSupplied():
    raw_revert(method_id("NotEnoughGasSupplied()"))


@internal
@pure
def NotSelfCall():
    raw_revert(method_id("NotSelfCall()"))


@internal
@pure
def L1MessengerHookFailed():
    raw_revert(method_id("L1MessengerHookFailed()"))


@internal
@pure
def BaseTokenHolderAlreadyInitialized():
    raw_revert(method_id("BaseTokenHolderAlreadyInitialized()"))


@internal
@pure
def BaseTokenHolderMintFailed():
    raw_revert(method_id("BaseTokenHolderMintFailed()"))


@internal
@pure
def BridgeMintNotImplemented():
    raw_revert(method_id("BridgeMintNotImplemented()"))


@internal
@pure
def WithdrawFailed():
    raw_revert(method_id("WithdrawFailed()"))


# --- upgrades ---


@internal
@pure
def SetBytecodeOnAddressHookFailed():
    raw_revert(method_id("SetBytecodeOnAddressHookFailed()"))


@internal
@pure
def DeployFailed():
    raw_revert(method_id("DeployFailed()"))


@internal
@pure
def UnsupportedUpgradeType():
    raw_revert(method_id("UnsupportedUpgradeType()"))


@internal
@pure
def ZKsyncOSNotForceDeployForExistingContract(target: address):
    raw_revert(
        abi_encode(
            target, method_id=method_id("ZKsyncOSNotForceDeployForExistingContract(address)")
        )
    )


@internal
@pure
def ZKsyncOSNotForceDeployToPrecompileAddress(target: address):
    raw_revert(
        abi_encode(
            target, method_id=method_id("ZKsyncOSNotForceDeployToPrecompileAddress(address)")
        )
    )


@internal
@pure
def SystemContractProxyInitialized():
    raw_revert(method_id("SystemContractProxyInitialized()"))
