# pragma version 0.4.3
"""
@title Permissionless validator
@license MIT
@notice Commits, proves and executes in one call, for anyone. A chain lets it once its operators
        have ignored priority transactions for too long (priority mode); the chain itself decides
        that.
@dev Roles: none.
@custom:source era-contracts draft-v31, PermissionlessValidator
@custom:fallback IPermissionlessValidator
"""
from contracts.lib import errors
from contracts.lib import initializable
from interfaces import IPermissionlessValidator

initializes: initializable

COMMIT: constant(Bytes[4]) = method_id("commitBatchesSharedBridge(address,uint256,uint256,bytes)")
PROVE: constant(Bytes[4]) = method_id("proveBatchesSharedBridge(address,uint256,uint256,bytes)")
EXECUTE: constant(Bytes[4]) = method_id("executeBatchesSharedBridge(address,uint256,uint256,bytes)")

# A step's data is the fourth argument, after three words and its own offset.
DATA_OFFSET: constant(uint256) = 128

# Copying calldata costs what its buffer could hold, so there are buffers of four sizes. Nodes
# relay transactions of up to 128 KiB.
IDENTITY: constant(address) = 0x0000000000000000000000000000000000000004
KIB_4: constant(uint256) = 4_096
KIB_16: constant(uint256) = 16_384
KIB_64: constant(uint256) = 65_536
KIB_160: constant(uint256) = 163_840


@deploy
def __init__():
    initializable._disable()


@external
def initialize():
    """
    @notice Take the proxy's only initialisation, so that nobody else can. There is no state.
    """
    initializable._start(1)


@external
@nonreentrant
def __default__():
    """
    @notice settleBatchesSharedBridge: commit, prove and execute a range of batches of a chain, each
            step with its own data. Calldata may be 160 KiB long.
    @custom:errors AddressHasNoCode for a chain that is none; those of the chain
    """
    assert slice(msg.data, 0, 4) == method_id(
        "settleBatchesSharedBridge(address,uint256,uint256,bytes,bytes,bytes)"
    )  # dev: no such function
    chain_address: address = abi_decode(slice(msg.data, 4, 32), address)
    if chain_address.codesize == 0:
        errors.AddressHasNoCode(chain_address)
    # The branches share memory. In an internal function their buffers would lie below this
    # function's own variables, and every call would pay for the largest.
    if len(msg.data) <= KIB_4:
        calldata_4k: Bytes[KIB_4] = raw_call(
            IDENTITY, msg.data, max_outsize=KIB_4, is_static_call=True
        )
        for step: uint256 in range(3):
            data_4k: Bytes[KIB_4] = slice(calldata_4k, self._start(step), self._size(step))
            raw_call(chain_address, concat(self._head(step), data_4k, self._padding(step)))
    elif len(msg.data) <= KIB_16:
        calldata_16k: Bytes[KIB_16] = raw_call(
            IDENTITY, msg.data, max_outsize=KIB_16, is_static_call=True
        )
        for step: uint256 in range(3):
            data_16k: Bytes[KIB_16] = slice(calldata_16k, self._start(step), self._size(step))
            raw_call(chain_address, concat(self._head(step), data_16k, self._padding(step)))
    elif len(msg.data) <= KIB_64:
        calldata_64k: Bytes[KIB_64] = raw_call(
            IDENTITY, msg.data, max_outsize=KIB_64, is_static_call=True
        )
        for step: uint256 in range(3):
            data_64k: Bytes[KIB_64] = slice(calldata_64k, self._start(step), self._size(step))
            raw_call(chain_address, concat(self._head(step), data_64k, self._padding(step)))
    else:
        calldata_160k: Bytes[KIB_160] = raw_call(
            IDENTITY, msg.data, max_outsize=KIB_160, is_static_call=True
        )
        for step: uint256 in range(3):
            data_160k: Bytes[KIB_160] = slice(calldata_160k, self._start(step), self._size(step))
            raw_call(chain_address, concat(self._head(step), data_160k, self._padding(step)))


@internal
@view
def _head(step: uint256) -> Bytes[132]:
    """
    @dev Selector and first three arguments of a step (the chain and the range, as this call has
         them) and the offset of its data.
    """
    selector: Bytes[4] = COMMIT
    if step == 1:
        selector = PROVE
    elif step == 2:
        selector = EXECUTE
    return concat(selector, slice(msg.data, 4, 96), abi_encode(DATA_OFFSET))


@internal
@view
def _start(step: uint256) -> uint256:
    """
    @dev Where a step's data begins in calldata, with its length.
    """
    return 4 + self._word(100 + 32 * step)


@internal
@view
def _size(step: uint256) -> uint256:
    """
    @dev Bytes of a step's data, with the word of its length.
    """
    return 32 + self._word(self._start(step))


@internal
@view
def _padding(step: uint256) -> Bytes[32]:
    return slice(empty(bytes32), 0, (32 - self._size(step) % 32) % 32)


@internal
@view
def _word(at: uint256) -> uint256:
    return convert(slice(msg.data, at, 32), uint256)
