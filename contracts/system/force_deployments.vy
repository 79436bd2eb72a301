# pragma version 0.4.3
"""
@title Force deployments
@license MIT
@notice How an upgrade places code at a system address: behind the proxy that is there or will be, or
        straight at the address.
@dev Information about a code is abi.encode(blake2s256, length, keccak256), 96 bytes; about a system
     contract abi.encode(bytes implementation, bytes proxy), two of those, 320 bytes.
     Whether the state transition places code when the deployer is called or before the transaction
     begins makes no difference here: code that is there already is compared by hash.
"""
from contracts.lib import constants
from contracts.lib import errors
from contracts.lib import limits
from contracts.system import system_errors

event ContractUpgraded:
    upgradeType: indexed(uint8)
    targetAddress: indexed(address)


interface ProxyAdmin:
    def upgrade(proxy: address, implementation: address): nonpayable

interface Proxy:
    def forceInitAdmin(new_admin: address): nonpayable


# Type 0 is EraVM's.
SYSTEM_PROXY_UPGRADE: constant(uint8) = 1
UNSAFE_FORCE_DEPLOYMENT: constant(uint8) = 2

CODE_INFO: constant(uint256) = 96
SYSTEM_CONTRACT_INFO: constant(uint256) = 320


@internal
def _conduct(
    upgrade_type: uint8, info: Bytes[limits.MAX_BYTECODE_INFO], new_address: address
):
    if upgrade_type == UNSAFE_FORCE_DEPLOYMENT:
        if len(info) != CODE_INFO:
            errors.NonCanonicalRepresentation()
        self._deploy(slice(info, 0, CODE_INFO), new_address)
    elif upgrade_type == SYSTEM_PROXY_UPGRADE:
        self._upgrade_system_contract(info, new_address)
    else:
        system_errors.UnsupportedUpgradeType()
    log ContractUpgraded(upgradeType=upgrade_type, targetAddress=new_address)


@internal
def _upgrade_system_contract(info: Bytes[limits.MAX_BYTECODE_INFO], proxy: address):
    """
    @dev Code that did not change since the last upgrade stays where it is.
    """
    self._check_system_contract_info(info)
    implementation_info: Bytes[CODE_INFO] = slice(info, 96, CODE_INFO)
    implementation: address = self._derived_address(implementation_info)
    if not implementation.is_contract:
        self._deploy_fresh(implementation_info, implementation)
    elif implementation.codehash != extract32(implementation_info, 64):
        system_errors.ZKsyncOSNotForceDeployForExistingContract(implementation)
    if not proxy.is_contract:
        self._deploy_fresh(slice(info, 224, CODE_INFO), proxy)
    if not self._is_administered(proxy):
        extcall Proxy(proxy).forceInitAdmin(constants.L2_PROXY_ADMIN)
    extcall ProxyAdmin(constants.L2_PROXY_ADMIN).upgrade(proxy, implementation)


@internal
def _deploy_fresh(info: Bytes[CODE_INFO], target: address):
    if convert(target, uint256) <= 255:
        system_errors.ZKsyncOSNotForceDeployToPrecompileAddress(target)
    self._deploy(info, target)


@internal
def _deploy(info: Bytes[CODE_INFO], target: address):
    length: uint256 = extract32(info, 32, output_type=uint256)
    if length > convert(max_value(uint32), uint256):
        errors.NonCanonicalRepresentation()
    deployed: bool = raw_call(
        constants.L2_CONTRACT_DEPLOYER,
        abi_encode(
            target,
            extract32(info, 0),
            length,
            extract32(info, 64),
            method_id=method_id("setBytecodeDetailsEVM(address,bytes32,uint32,bytes32)"),
        ),
        revert_on_failure=False,
    )
    if not deployed:
        system_errors.DeployFailed()


@internal
@view
def _is_administered(proxy: address) -> bool:
    """
    @dev A new proxy has no admin and no implementation, and so no answer to the proxy admin.
    """
    answered: bool = False
    answer: Bytes[32] = b""
    answered, answer = raw_call(
        constants.L2_PROXY_ADMIN,
        abi_encode(proxy, method_id=method_id("getProxyAdmin(address)")),
        max_outsize=32,
        is_static_call=True,
        revert_on_failure=False,
    )
    return answered and len(answer) == 32 and extract32(answer, 0, output_type=address) == (
        constants.L2_PROXY_ADMIN
    )


@internal
@pure
def _check_system_contract_info(info: Bytes[limits.MAX_BYTECODE_INFO]):
    if (
        len(info) != SYSTEM_CONTRACT_INFO
        or extract32(info, 0, output_type=uint256) != 64
        or extract32(info, 32, output_type=uint256) != 192
        or extract32(info, 64, output_type=uint256) != CODE_INFO
        or extract32(info, 192, output_type=uint256) != CODE_INFO
    ):
        errors.NonCanonicalRepresentation()


@internal
@pure
def _derived_address(info: Bytes[CODE_INFO]) -> address:
    """
    @dev No CREATE or CREATE2 hash begins with a zero byte, so nobody else deploys there.
    """
    digest: bytes32 = keccak256(concat(empty(bytes32), info))
    return convert(convert(digest, uint256) & (2**160 - 1), address)
