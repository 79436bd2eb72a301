# pragma version 0.4.3
"""
@title Errors of upgrades
@license MIT
@notice See `contracts/lib/errors.vy` for the convention.
"""


@internal
@pure
def TimeNotReached(expected: uint256, actual: uint256):
    raw_revert(abi_encode(expected, actual, method_id=method_id("TimeNotReached(uint256,uint256)")))


@internal
@pure
def SettlementLayerUpgradeMustPrecedeChainUpgrade():
    raw_revert(method_id("SettlementLayerUpgradeMustPrecedeChainUpgrade()"))


@internal
@pure
def ProtocolVersionTooSmall(current: uint256, proposed: uint256):
    raw_revert(
        abi_encode(
            current,
            proposed,
            method_id=method_id("ProtocolVersionTooSmall(uint256,uint256)"),
        )
    )


@internal
@pure
def PreviousProtocolMajorVersionNotZero():
    raw_revert(method_id("PreviousProtocolMajorVersionNotZero()"))


@internal
@pure
def NewProtocolMajorVersionNotZero():
    raw_revert(method_id("NewProtocolMajorVersionNotZero()"))


@internal
@pure
def ProtocolVersionMinorDeltaTooBig(limit: uint256, delta: uint256):
    raw_revert(
        abi_encode(
            limit,
            delta,
            method_id=method_id("ProtocolVersionMinorDeltaTooBig(uint256,uint256)"),
        )
    )


@internal
@pure
def PreviousUpgradeNotFinalized(upgrade_tx_hash: bytes32):
    raw_revert(
        abi_encode(upgrade_tx_hash, method_id=method_id("PreviousUpgradeNotFinalized(bytes32)"))
    )


@internal
@pure
def PreviousUpgradeNotCleaned():
    raw_revert(method_id("PreviousUpgradeNotCleaned()"))


@internal
@pure
def MustBeEraChain():
    raw_revert(method_id("MustBeEraChain()"))


@internal
@pure
def InvalidTxType(tx_type: uint256):
    raw_revert(abi_encode(tx_type, method_id=method_id("InvalidTxType(uint256)")))


@internal
@pure
def PatchCantSetUpgradeTxn():
    raw_revert(method_id("PatchCantSetUpgradeTxn()"))


@internal
@pure
def L2UpgradeNonceNotEqualToNewProtocolVersion(nonce: uint256, minor_version: uint256):
    raw_revert(
        abi_encode(
            nonce,
            minor_version,
            method_id=method_id("L2UpgradeNonceNotEqualToNewProtocolVersion(uint256,uint256)"),
        )
    )


@internal
@pure
def ProtocolMajorVersionNotZero():
    raw_revert(method_id("ProtocolMajorVersionNotZero()"))


@internal
@pure
def ProtocolVersionDeltaTooLarge(delta: uint256, limit: uint256):
    raw_revert(
        abi_encode(
            delta,
            limit,
            method_id=method_id("ProtocolVersionDeltaTooLarge(uint256,uint256)"),
        )
    )


@internal
@pure
def GenesisUpgradeExpectedOnSettlementLayer():
    raw_revert(method_id("GenesisUpgradeExpectedOnSettlementLayer()"))


@internal
@pure
def PreviousUpgradeBatchNotCleared():
    raw_revert(method_id("PreviousUpgradeBatchNotCleared()"))
