"""BytecodesSupplier: bytecode published on L1 for upgrades."""

import pytest

from garter.chain import Contract
from garter.protocol.hashing import keccak256
from tests.support import reverts

CODE = b"\x60\x00\x60\x00\xf3"


@pytest.fixture
def supplier(rpc, governor):
    return Contract.deploy(rpc, "BytecodesSupplier", sender=governor)


def test_publish_evm_bytecode__emits_the_code_and_keeps_the_block(supplier, stranger):
    receipt = supplier.publishEVMBytecode(CODE, sender=stranger)
    [event] = supplier.events(receipt, "EVMBytecodePublished")
    assert (event.bytecodeHash, event.bytecode) == (keccak256(CODE), CODE)
    assert supplier.evmPublishingBlock(keccak256(CODE)) == receipt.block_number


def test_publish_evm_bytecode__twice__reverts(supplier, stranger):
    supplier.publishEVMBytecode(CODE, sender=stranger)
    with reverts("EVMBytecodeAlreadyPublished", keccak256(CODE)):
        supplier.publishEVMBytecode(CODE, sender=stranger)


def test_publish_evm_bytecodes__publishes_each_once(supplier, stranger):
    codes = [CODE, CODE + b"\x00", b"", b"\xff" * 24_576]
    receipt = supplier.publishEVMBytecodes(codes, sender=stranger)
    published = supplier.events(receipt, "EVMBytecodePublished")
    assert [event.bytecode for event in published] == codes
    with reverts("EVMBytecodeAlreadyPublished", keccak256(CODE)):
        supplier.publishEVMBytecodes([b"\x01", CODE], sender=stranger)
    assert supplier.evmPublishingBlock(keccak256(b"\x01")) == 0


def test_initialize__implementation__is_locked(supplier, stranger):
    with reverts("Error", "Initializable: contract is already initialized"):
        supplier.initialize(sender=stranger)
