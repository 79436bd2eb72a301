# pragma version 0.4.3
"""
@title Complex upgrader (0x800f)
@license MIT
@notice Runs an upgrade's code in its own name, which every system contract obeys: the genesis upgrade of a
        new chain, and those of later versions after it has placed their code.
@dev Roles: the force deployer (0x8007), which sends upgrade transactions and nothing else.
     No storage: what it delegates to may use all of it.
@custom:source era-contracts draft-v31, L2ComplexUpgrader, L2GenesisForceDeploymentsHelper
"""
from contracts.lib import constants
from contracts.lib import errors
from contracts.lib import limits
from contracts.system import force_deployments


struct UniversalContractUpgradeInfo:
    upgradeType: uint8
    deployedBytecodeInfo: Bytes[limits.MAX_BYTECODE_INFO]
    newAddress: address


@external
@payable
def forceDeployAndUpgradeUniversal(
    deployments: DynArray[UniversalContractUpgradeInfo, limits.MAX_FORCE_DEPLOYED],
    delegate_to: address,
    data: Bytes[limits.MAX_UPGRADE_CALLDATA],
):
    """
    @notice Place or replace system contracts, then run `data` on the code of `delegate_to`.
    @dev Role: force deployer. The sequencer reads `deployments` too: docs/stf.md, section 4.
    @custom:errors Unauthorized; UnsupportedUpgradeType; NonCanonicalRepresentation; DeployFailed;
                   ZKsyncOSNotForceDeployForExistingContract; ZKsyncOSNotForceDeployToPrecompileAddress;
                   AddressHasNoCode; what the delegate raises
    """
    self._check_caller()
    for deployment: UniversalContractUpgradeInfo in deployments:
        force_deployments._conduct(
            deployment.upgradeType, deployment.deployedBytecodeInfo, deployment.newAddress
        )
    self._delegate(delegate_to, data)


@external
@payable
def upgrade(delegate_to: address, data: Bytes[limits.MAX_UPGRADE_CALLDATA]):
    """
    @notice Run `data` on the code of `delegate_to`.
    @dev Role: force deployer.
    @custom:errors Unauthorized; AddressHasNoCode; what the delegate raises
    """
    self._check_caller()
    self._delegate(delegate_to, data)


@internal
@view
def _check_caller():
    if msg.sender != constants.L2_FORCE_DEPLOYER:
        errors.Unauthorized(msg.sender)


@internal
@payable
def _delegate(delegate_to: address, data: Bytes[limits.MAX_UPGRADE_CALLDATA]):
    if not delegate_to.is_contract:
        errors.AddressHasNoCode(delegate_to)
    raw_call(delegate_to, data, is_delegate_call=True)
