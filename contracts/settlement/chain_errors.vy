# pragma version 0.4.3
"""
@title Errors of a chain's facets
@license MIT
@notice See `contracts/lib/errors.vy` for the convention.
"""


# --- roles, layers and modes ---


@internal
@pure
def NotL1(chain_id: uint256):
    raw_revert(abi_encode(chain_id, method_id=method_id("NotL1(uint256)")))


@internal
@pure
def OnlyGateway():
    raw_revert(method_id("OnlyGateway()"))


@internal
@pure
def NotSettlementLayer():
    raw_revert(method_id("NotSettlementLayer()"))


@internal
@pure
def NotHyperchain():
    raw_revert(method_id("NotHyperchain()"))


@internal
@pure
def OnlyNormalMode():
    raw_revert(method_id("OnlyNormalMode()"))


@internal
@pure
def OnlyPriorityMode():
    raw_revert(method_id("OnlyPriorityMode()"))


@internal
@pure
def NotCompatibleWithPriorityMode():
    raw_revert(method_id("NotCompatibleWithPriorityMode()"))


# --- creation ---


@internal
@pure
def EmptyAssetId():
    raw_revert(method_id("EmptyAssetId()"))


@internal
@pure
def AddressNotZero():
    raw_revert(method_id("AddressNotZero()"))


# --- fees ---


@internal
@pure
def TokenMultiplierChangeTooFrequent(next_allowed: uint256):
    raw_revert(
        abi_encode(next_allowed, method_id=method_id("TokenMultiplierChangeTooFrequent(uint256)"))
    )


@internal
@pure
def PriorityTxPubdataExceedsMaxPubDataPerBatch():
    raw_revert(method_id("PriorityTxPubdataExceedsMaxPubDataPerBatch()"))


@internal
@pure
def InvalidPubdataPricingMode():
    raw_revert(method_id("InvalidPubdataPricingMode()"))


@internal
@pure
def FeeParamsChangeTooLarge(old_price: uint256, new_price: uint256, bound: uint256):
    raw_revert(
        abi_encode(
            old_price,
            new_price,
            bound,
            method_id=method_id("FeeParamsChangeTooLarge(uint256,uint256,uint256)"),
        )
    )


@internal
@pure
def BaseTokenGasPriceDenominatorNotSet():
    raw_revert(method_id("BaseTokenGasPriceDenominatorNotSet()"))


@internal
@pure
def DenominatorIsZero():
    raw_revert(method_id("DenominatorIsZero()"))


# --- data availability ---


@internal
@pure
def L1DAValidatorAddressIsZero():
    raw_revert(method_id("L1DAValidatorAddressIsZero()"))


@internal
@pure
def InvalidDAForPermanentRollup():
    raw_revert(method_id("InvalidDAForPermanentRollup()"))


@internal
@pure
def AlreadyPermanentRollup():
    raw_revert(method_id("AlreadyPermanentRollup()"))


# --- priority mode ---


@internal
@pure
def PriorityModeAlreadyAllowed():
    raw_revert(method_id("PriorityModeAlreadyAllowed()"))


@internal
@pure
def PriorityModeIsNotAllowed():
    raw_revert(method_id("PriorityModeIsNotAllowed()"))


@internal
@pure
def PriorityModeRequiresPermanentRollup():
    raw_revert(method_id("PriorityModeRequiresPermanentRollup()"))


@internal
@pure
def PriorityOpsRequestTimestampMissing(operation: uint256):
    raw_revert(
        abi_encode(operation, method_id=method_id("PriorityOpsRequestTimestampMissing(uint256)"))
    )


@internal
@pure
def PriorityModeActivationTooEarly(earliest: uint256, current: uint256):
    raw_revert(
        abi_encode(
            earliest,
            current,
            method_id=method_id("PriorityModeActivationTooEarly(uint256,uint256)"),
        )
    )


# --- upgrades ---


@internal
@pure
def ProtocolIdMismatch(expected: uint256, actual: uint256):
    raw_revert(
        abi_encode(expected, actual, method_id=method_id("ProtocolIdMismatch(uint256,uint256)"))
    )


@internal
@pure
def ProtocolIdNotGreater():
    raw_revert(method_id("ProtocolIdNotGreater()"))


@internal
@pure
def UpgradeTimestampNotReached(expected: uint256, current: uint256):
    raw_revert(
        abi_encode(
            expected,
            current,
            method_id=method_id("UpgradeTimestampNotReached(uint256,uint256)"),
        )
    )


# --- batches ---


@internal
@pure
def RevertedBatchNotAfterNewLastBatch():
    raw_revert(method_id("RevertedBatchNotAfterNewLastBatch()"))


@internal
@pure
def CantRevertExecutedBatch():
    raw_revert(method_id("CantRevertExecutedBatch()"))


# --- requests ---


@internal
@pure
def TransactionNotAllowed():
    raw_revert(method_id("TransactionNotAllowed()"))


@internal
@pure
def GasPerPubdataMismatch():
    raw_revert(method_id("GasPerPubdataMismatch()"))


@internal
@pure
def MsgValueTooLow(required: uint256, provided: uint256):
    raw_revert(
        abi_encode(required, provided, method_id=method_id("MsgValueTooLow(uint256,uint256)"))
    )


@internal
@pure
def TooManyFactoryDeps():
    raw_revert(method_id("TooManyFactoryDeps()"))


@internal
@pure
def DepositsPaused():
    raw_revert(method_id("DepositsPaused()"))


# --- migration ---


@internal
@pure
def DepositsAlreadyPaused():
    raw_revert(method_id("DepositsAlreadyPaused()"))


@internal
@pure
def DepositsNotPaused():
    raw_revert(method_id("DepositsNotPaused()"))


@internal
@pure
def MigrationInProgress():
    raw_revert(method_id("MigrationInProgress()"))


@internal
@pure
def TotalPriorityTxsIsZero():
    raw_revert(method_id("TotalPriorityTxsIsZero()"))
