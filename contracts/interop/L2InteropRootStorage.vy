# pragma version 0.4.3
"""
@title Interop roots (0x10008)
@license MIT
@notice What this chain knows of others: roots of the settlement layer's tree of chains. The settlement
        layer checks that they are its own when it executes the batch that imported them.
@dev Roles: the bootloader (0x8001) adds, docs/stf.md, section 5. A root is written once and never 0.
@custom:source era-contracts draft-v31, L2InteropRootStorage
"""
from contracts.interop import l2_errors
from contracts.lib import constants
from contracts.lib import errors
from contracts.lib import limits

event InteropRootAdded:
    chainId: indexed(uint256)
    blockNumber: indexed(uint256)
    sides: DynArray[bytes32, MAX_SIDES]


struct InteropRoot:
    chainId: uint256
    blockOrBatchNumber: uint256
    sides: DynArray[bytes32, MAX_SIDES]  # exactly one: the root


# One more than may be, so that it is refused by name.
MAX_SIDES: constant(uint256) = 2

interopRoots: public(
    HashMap[uint256, HashMap[uint256, bytes32]]
)  # settlement layer => its block => root, 0 for one that was not imported


@external
def addInteropRoot(
    chain_id: uint256, block_or_batch_number: uint256, sides: DynArray[bytes32, MAX_SIDES]
):
    """
    @notice Import a root.
    @dev Role: bootloader.
    @custom:errors Unauthorized; SidesLengthNotOne; MessageRootIsZero; InteropRootAlreadyExists
    """
    self._check_bootloader()
    self._add(chain_id, block_or_batch_number, sides)


@external
def addSingleInteropRoot(interop_root: InteropRoot):
    """
    @notice Import a root.
    @dev Role: bootloader.
    @custom:errors As addInteropRoot
    """
    self._check_bootloader()
    self._add(interop_root.chainId, interop_root.blockOrBatchNumber, interop_root.sides)


@external
def addInteropRootsInBatch(
    interop_roots: DynArray[InteropRoot, limits.MAX_INTEROP_ROOTS]
):
    """
    @notice Import roots, all or none.
    @dev Role: bootloader.
    @custom:errors As addInteropRoot
    """
    self._check_bootloader()
    for root: InteropRoot in interop_roots:
        self._add(root.chainId, root.blockOrBatchNumber, root.sides)


@internal
@view
def _check_bootloader():
    if msg.sender != constants.L2_BOOTLOADER:
        errors.Unauthorized(msg.sender)


@internal
def _add(
    chain_id: uint256, block_or_batch_number: uint256, sides: DynArray[bytes32, MAX_SIDES]
):
    if len(sides) != 1:
        l2_errors.SidesLengthNotOne()
    if sides[0] == empty(bytes32):
        l2_errors.MessageRootIsZero()
    if self.interopRoots[chain_id][block_or_batch_number] != empty(bytes32):
        l2_errors.InteropRootAlreadyExists()
    self.interopRoots[chain_id][block_or_batch_number] = sides[0]
    log InteropRootAdded(chainId=chain_id, blockNumber=block_or_batch_number, sides=sides)
