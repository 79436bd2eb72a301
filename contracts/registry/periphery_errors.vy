# pragma version 0.4.3
"""
@title Errors of server notifier and chain registration sender
@license MIT
@notice See `contracts/lib/errors.vy` for the convention.
"""


@internal
@pure
def ZeroUpgradeTimestamp():
    raw_revert(method_id("ZeroUpgradeTimestamp()"))


@internal
@pure
def InvalidProtocolVersion():
    raw_revert(method_id("InvalidProtocolVersion()"))


@internal
@pure
def ChainNotReadyForMigration(chain_id: uint256):
    raw_revert(abi_encode(chain_id, method_id=method_id("ChainNotReadyForMigration(uint256)")))


@internal
@pure
def ChainAlreadyRegistered():
    raw_revert(method_id("ChainAlreadyRegistered()"))


@internal
@pure
def ChainsSettlementLayerMismatch(of_chain_to_register: uint256, of_chain_registered_on: uint256):
    raw_revert(
        abi_encode(
            of_chain_to_register,
            of_chain_registered_on,
            method_id=method_id("ChainsSettlementLayerMismatch(uint256,uint256)"),
        )
    )


@internal
@pure
def ChainsSettlingOnL1():
    raw_revert(method_id("ChainsSettlingOnL1()"))
