# pragma version 0.4.3
"""
@title Errors that several domains raise
@license MIT
@notice Vyper 0.4.3 has no custom errors; `raw_revert` with the selector is one to every client.
        A function here has the name and arguments of its error, reverts and never returns. Errors
        of one domain live beside it (`registry_errors.vy`, ...). All are declared in
        `interfaces/errors.json`, from where the build adds them to a contract's ABI.
"""


@internal
@pure
def Unauthorized(caller: address):
    raw_revert(abi_encode(caller, method_id=method_id("Unauthorized(address)")))


@internal
@pure
def ZeroAddress():
    raw_revert(method_id("ZeroAddress()"))


@internal
@pure
def EmptyData():
    raw_revert(method_id("EmptyData()"))


@internal
@pure
def UnsupportedEncodingVersion():
    raw_revert(method_id("UnsupportedEncodingVersion()"))


@internal
@pure
def SlotOccupied():
    raw_revert(method_id("SlotOccupied()"))


@internal
@pure
def HashMismatch(expected: bytes32, actual: bytes32):
    raw_revert(abi_encode(expected, actual, method_id=method_id("HashMismatch(bytes32,bytes32)")))


@internal
@pure
def InvalidChainId():
    raw_revert(method_id("InvalidChainId()"))


@internal
@pure
def NotAZKChain(chain_address: address):
    raw_revert(abi_encode(chain_address, method_id=method_id("NotAZKChain(address)")))


@internal
@pure
def ZKChainNotRegistered():
    raw_revert(method_id("ZKChainNotRegistered()"))


@internal
@pure
def ChainIdNotRegistered(chain_id: uint256):
    raw_revert(abi_encode(chain_id, method_id=method_id("ChainIdNotRegistered(uint256)")))


@internal
@pure
def OutdatedProtocolVersion(expected: uint256, actual: uint256):
    raw_revert(
        abi_encode(expected, actual, method_id=method_id("OutdatedProtocolVersion(uint256,uint256)"))
    )


@internal
@pure
def AddressHasNoCode(target: address):
    raw_revert(abi_encode(target, method_id=method_id("AddressHasNoCode(address)")))


@internal
@pure
def NoEthAllowed():
    raw_revert(method_id("NoEthAllowed()"))


@internal
@pure
def NonEmptyMsgValue():
    raw_revert(method_id("NonEmptyMsgValue()"))


@internal
@pure
def AssetIdMismatch(expected: bytes32, supplied: bytes32):
    raw_revert(
        abi_encode(expected, supplied, method_id=method_id("AssetIdMismatch(bytes32,bytes32)"))
    )


@internal
@pure
def NonCanonicalRepresentation():
    raw_revert(method_id("NonCanonicalRepresentation()"))
