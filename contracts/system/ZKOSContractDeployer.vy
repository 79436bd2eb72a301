# pragma version 0.4.3
"""
@title Deployer of system contracts (0x8006)
@license MIT
@notice Has the state transition place code at an address, which no opcode can. For upgrades; everybody
        else deploys with CREATE and CREATE2.
@dev Roles: the complex upgrader (0x800f) deploys.
@custom:source era-contracts draft-v31, ZKOSContractDeployer
"""
from contracts.lib import constants
from contracts.lib import errors
from contracts.system import system_errors


@external
def setBytecodeDetailsEVM(
    target: address,
    bytecode_hash: bytes32,
    bytecode_length: uint32,
    observable_bytecode_hash: bytes32,
):
    """
    @notice Place code at `target`, whatever is there.
    @param bytecode_hash blake2s256 of the code.
    @param bytecode_length Bytes of the code.
    @param observable_bytecode_hash keccak256 of the code, which is what EXTCODEHASH answers afterwards:
           a state transition that did not do it is caught here.
    @dev Role: complex upgrader. The hook is docs/stf.md, section 4.
    @custom:errors Unauthorized; SetBytecodeOnAddressHookFailed
    """
    if msg.sender != constants.L2_COMPLEX_UPGRADER:
        errors.Unauthorized(msg.sender)
    hooked: bool = raw_call(
        constants.SET_BYTECODE_HOOK,
        abi_encode(target, bytecode_hash, bytecode_length, observable_bytecode_hash),
        revert_on_failure=False,
    )
    if not hooked or target.codehash != observable_bytecode_hash:
        system_errors.SetBytecodeOnAddressHookFailed()
