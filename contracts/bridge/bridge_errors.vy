# pragma version 0.4.3
"""
@title Errors of the bridge
@license MIT
@notice See `contracts/lib/errors.vy`.
"""

# --- asset router ---

@internal
@pure
def AssetHandlerDoesNotExist(asset_id: bytes32):
    raw_revert(abi_encode(asset_id, method_id=method_id("AssetHandlerDoesNotExist(bytes32)")))


@internal
@pure
def AssetIdNotSupported(asset_id: bytes32):
    raw_revert(abi_encode(asset_id, method_id=method_id("AssetIdNotSupported(bytes32)")))


@internal
@pure
def LegacyEncodingUsedForNonL1Token():
    raw_revert(method_id("LegacyEncodingUsedForNonL1Token()"))


@internal
@pure
def NativeTokenVaultAlreadySet():
    raw_revert(method_id("NativeTokenVaultAlreadySet()"))


@internal
@pure
def AddressAlreadySet(addr: address):
    raw_revert(abi_encode(addr, method_id=method_id("AddressAlreadySet(address)")))


@internal
@pure
def TokensWithFeesNotSupported():
    raw_revert(method_id("TokensWithFeesNotSupported()"))


# --- nullifier ---

@internal
@pure
def DepositExists():
    raw_revert(method_id("DepositExists()"))


@internal
@pure
def DepositDoesNotExist(expected: bytes32, actual: bytes32):
    raw_revert(
        abi_encode(expected, actual, method_id=method_id("DepositDoesNotExist(bytes32,bytes32)"))
    )


@internal
@pure
def InvalidSelector(selector: bytes4):
    raw_revert(abi_encode(selector, method_id=method_id("InvalidSelector(bytes4)")))


@internal
@pure
def LegacyMethodForNonL1Token():
    raw_revert(method_id("LegacyMethodForNonL1Token()"))


@internal
@pure
def WithdrawalAlreadyFinalized():
    raw_revert(method_id("WithdrawalAlreadyFinalized()"))


@internal
@pure
def WrongL2Sender(l2_sender: address):
    raw_revert(abi_encode(l2_sender, method_id=method_id("WrongL2Sender(address)")))


# --- native token vault ---

@internal
@pure
def AssetIdAlreadyRegistered():
    raw_revert(method_id("AssetIdAlreadyRegistered()"))


@internal
@pure
def EmptyToken():
    raw_revert(method_id("EmptyToken()"))


@internal
@pure
def BurningNativeWETHNotSupported():
    raw_revert(method_id("BurningNativeWETHNotSupported()"))


@internal
@pure
def EmptyDeposit():
    raw_revert(method_id("EmptyDeposit()"))


@internal
@pure
def ValueMismatch(expected: uint256, actual: uint256):
    raw_revert(abi_encode(expected, actual, method_id=method_id("ValueMismatch(uint256,uint256)")))


@internal
@pure
def WrongCounterpart():
    raw_revert(method_id("WrongCounterpart()"))


@internal
@pure
def AmountMustBeGreaterThanZero():
    raw_revert(method_id("AmountMustBeGreaterThanZero()"))


@internal
@pure
def ClaimFailedDepositFailed():
    raw_revert(method_id("ClaimFailedDepositFailed()"))


@internal
@pure
def NoFundsTransferred():
    raw_revert(method_id("NoFundsTransferred()"))


@internal
@pure
def OnlyFailureStatusAllowed():
    raw_revert(method_id("OnlyFailureStatusAllowed()"))


@internal
@pure
def WithdrawFailed():
    raw_revert(method_id("WithdrawFailed()"))


# --- asset tracker ---

@internal
@pure
def AssetIdNotRegistered(asset_id: bytes32):
    raw_revert(abi_encode(asset_id, method_id=method_id("AssetIdNotRegistered(bytes32)")))


@internal
@pure
def InsufficientChainBalance(chain_id: uint256, asset_id: bytes32, amount: uint256):
    raw_revert(
        abi_encode(
            chain_id,
            asset_id,
            amount,
            method_id=method_id("InsufficientChainBalance(uint256,bytes32,uint256)"),
        )
    )


@internal
@pure
def TransientBalanceChangeAlreadySet(stored_asset_id: uint256, stored_amount: uint256):
    raw_revert(
        abi_encode(
            stored_asset_id,
            stored_amount,
            method_id=method_id("TransientBalanceChangeAlreadySet(uint256,uint256)"),
        )
    )


@internal
@pure
def OnlyWhitelistedSettlementLayer(expected: address, caller: address):
    raw_revert(
        abi_encode(
            expected,
            caller,
            method_id=method_id("OnlyWhitelistedSettlementLayer(address,address)"),
        )
    )


# --- bridged tokens ---

@internal
@pure
def NonSequentialVersion():
    raw_revert(method_id("NonSequentialVersion()"))


@internal
@pure
def DeployingBridgedTokenForNativeToken():
    raw_revert(method_id("DeployingBridgedTokenForNativeToken()"))
