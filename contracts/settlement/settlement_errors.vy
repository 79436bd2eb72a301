# pragma version 0.4.3
"""
@title Errors of settlement
@license MIT
@notice See `contracts/lib/errors.vy` for the convention.
"""


@internal
@pure
def InvalidL2DACommitmentScheme(scheme: uint8):
    raw_revert(abi_encode(scheme, method_id=method_id("InvalidL2DACommitmentScheme(uint8)")))


@internal
@pure
def RoleAccessDenied(chain_address: address, role: bytes32, account: address):
    raw_revert(
        abi_encode(
            chain_address,
            role,
            account,
            method_id=method_id("RoleAccessDenied(address,bytes32,address)"),
        )
    )


@internal
@pure
def DefaultAdminTransferNotAllowed():
    raw_revert(method_id("DefaultAdminTransferNotAllowed()"))


@internal
@pure
def TimeNotReached(expected: uint256, actual: uint256):
    raw_revert(
        abi_encode(expected, actual, method_id=method_id("TimeNotReached(uint256,uint256)"))
    )


# --- data availability ---


@internal
@pure
def ValL1DAWrongInputLength(length: uint256, expected: uint256):
    raw_revert(
        abi_encode(
            length, expected, method_id=method_id("ValL1DAWrongInputLength(uint256,uint256)")
        )
    )


@internal
@pure
def OperatorDAInputTooSmall(length: uint256, minimum: uint256):
    raw_revert(
        abi_encode(length, minimum, method_id=method_id("OperatorDAInputTooSmall(uint256,uint256)"))
    )


@internal
@pure
def InvalidNumberOfBlobs(provided: uint256, supported: uint256):
    raw_revert(
        abi_encode(
            provided, supported, method_id=method_id("InvalidNumberOfBlobs(uint256,uint256)")
        )
    )


@internal
@pure
def InvalidL2DAOutputHash(output_hash: bytes32):
    raw_revert(abi_encode(output_hash, method_id=method_id("InvalidL2DAOutputHash(bytes32)")))


@internal
@pure
def InvalidPubdataSource(source: uint8):
    raw_revert(abi_encode(source, method_id=method_id("InvalidPubdataSource(uint8)")))


@internal
@pure
def OnlyOneBlobWithCalldataAllowed():
    raw_revert(method_id("OnlyOneBlobWithCalldataAllowed()"))


@internal
@pure
def PubdataInputTooSmall(length: uint256, minimum: uint256):
    raw_revert(
        abi_encode(length, minimum, method_id=method_id("PubdataInputTooSmall(uint256,uint256)"))
    )


@internal
@pure
def PubdataLengthTooBig(length: uint256, maximum: uint256):
    raw_revert(
        abi_encode(length, maximum, method_id=method_id("PubdataLengthTooBig(uint256,uint256)"))
    )


@internal
@pure
def InvalidPubdataHash(expected: bytes32, actual: bytes32):
    raw_revert(
        abi_encode(expected, actual, method_id=method_id("InvalidPubdataHash(bytes32,bytes32)"))
    )


@internal
@pure
def BlobHashCommitmentError(index: uint256, hash_empty: bool, commitment_empty: bool):
    raw_revert(
        abi_encode(
            index,
            hash_empty,
            commitment_empty,
            method_id=method_id("BlobHashCommitmentError(uint256,bool,bool)"),
        )
    )


@internal
@pure
def InvalidBlobsDAInputLength(length: uint256):
    raw_revert(abi_encode(length, method_id=method_id("InvalidBlobsDAInputLength(uint256)")))


@internal
@pure
def BlobNotPublished():
    raw_revert(method_id("BlobNotPublished()"))


@internal
@pure
def EmptyBlobVersionHash(index: uint256):
    raw_revert(abi_encode(index, method_id=method_id("EmptyBlobVersionHash(uint256)")))


@internal
@pure
def NonEmptyBlobVersionHash(index: uint256):
    raw_revert(abi_encode(index, method_id=method_id("NonEmptyBlobVersionHash(uint256)")))


@internal
@pure
def InvalidBlobsPublished(published: bytes32, expected: bytes32):
    raw_revert(
        abi_encode(
            published, expected, method_id=method_id("InvalidBlobsPublished(bytes32,bytes32)")
        )
    )


# --- verifiers ---


@internal
@pure
def AddressAlreadySet(current: address):
    raw_revert(abi_encode(current, method_id=method_id("AddressAlreadySet(address)")))


@internal
@pure
def EmptyProofLength():
    raw_revert(method_id("EmptyProofLength()"))


@internal
@pure
def EmptyPublicInputsLength():
    raw_revert(method_id("EmptyPublicInputsLength()"))


@internal
@pure
def InvalidProofFormat():
    raw_revert(method_id("InvalidProofFormat()"))


@internal
@pure
def UnknownVerifierVersion():
    raw_revert(method_id("UnknownVerifierVersion()"))


@internal
@pure
def UnknownVerifierType():
    raw_revert(method_id("UnknownVerifierType()"))


@internal
@pure
def MockVerifierNotSupported():
    raw_revert(method_id("MockVerifierNotSupported()"))


@internal
@pure
def InvalidMockProofLength():
    raw_revert(method_id("InvalidMockProofLength()"))


@internal
@pure
def InvalidProof():
    raw_revert(method_id("InvalidProof()"))
