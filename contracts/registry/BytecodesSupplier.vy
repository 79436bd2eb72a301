# pragma version 0.4.3
"""
@title Bytecodes supplier
@license MIT
@notice Publishes EVM bytecode as an event on L1, so that a chain can install it in an upgrade
        without carrying it in the upgrade's calldata.
@dev Roles: none; anybody publishes. Behind a proxy.
@custom:source era-contracts draft-v31, BytecodesSupplier (the EVM half)
"""
from contracts.lib import initializable
from contracts.lib import limits
from contracts.registry import registry_errors

initializes: initializable

event EVMBytecodePublished:
    bytecodeHash: indexed(bytes32)
    bytecode: Bytes[limits.MAX_BYTECODE]


evmPublishingBlock: public(HashMap[bytes32, uint256])  # keccak256 of the code => L1 block


@deploy
def __init__():
    initializable._disable()


@external
def initialize():
    """
    @notice Take note that the proxy is in use; there is nothing to set.
    """
    initializable._start(1)


@external
def publishEVMBytecode(bytecode: Bytes[limits.MAX_BYTECODE]):
    """
    @notice Publish `bytecode`, at most one contract's size (EIP-170).
    @custom:errors EVMBytecodeAlreadyPublished when this code was published before.
    """
    self._publish(bytecode)


@external
def publishEVMBytecodes(bytecodes: DynArray[Bytes[limits.MAX_BYTECODE], limits.MAX_BYTECODES]):
    """
    @notice Publish several bytecodes at once.
    @custom:errors EVMBytecodeAlreadyPublished when one of them was published before.
    """
    for bytecode: Bytes[limits.MAX_BYTECODE] in bytecodes:
        self._publish(bytecode)


@internal
def _publish(bytecode: Bytes[limits.MAX_BYTECODE]):
    bytecode_hash: bytes32 = keccak256(bytecode)
    if self.evmPublishingBlock[bytecode_hash] != 0:
        registry_errors.EVMBytecodeAlreadyPublished(bytecode_hash)
    self.evmPublishingBlock[bytecode_hash] = block.number
    log EVMBytecodePublished(bytecodeHash=bytecode_hash, bytecode=bytecode)
