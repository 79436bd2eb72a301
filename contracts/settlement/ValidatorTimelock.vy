# pragma version 0.4.3
"""
@title Validator timelock
@license MIT
@notice Stands between operators and their chains. It checks the operator's role on that chain,
        passes the call on word for word, and lets a batch be executed only some time after its
        commitment, in which a chain can be frozen. It holds no power of its own: a chain names it
        as validator.
@dev Roles: the owner (governance) sets the delay; a chain's admin appoints the chain's operators;
     operators settle.
@custom:source era-contracts draft-v31, ValidatorTimelock
"""
from contracts.lib import initializable
from contracts.lib import ownable_2step
from contracts.settlement import per_chain_access_control as roles
from contracts.settlement import settlement_errors
from interfaces import IBridgehub
from interfaces import IDiamond

initializes: initializable
initializes: ownable_2step
initializes: roles
exports: (
    ownable_2step.owner,
    ownable_2step.pendingOwner,
    ownable_2step.transferOwnership,
    ownable_2step.acceptOwnership,
    ownable_2step.renounceOwnership,
    roles.BRIDGE_HUB,
    roles.DEFAULT_ADMIN_ROLE,
    roles.grantRole,
    roles.revokeRole,
    roles.renounceRole,
    roles.setRoleAdmin,
    roles.hasRole,
    roles.getRoleAdmin,
    roles.getRoleMember,
    roles.getRoleMemberCount,
)

event NewExecutionDelay:
    _newExecutionDelay: uint256  # seconds


struct ValidatorRotationParams:
    rotatePrecommitterRole: bool
    rotateCommitterRole: bool
    rotateReverterRole: bool
    rotateProverRole: bool
    rotateExecutorRole: bool
    rotateUpgraderRole: bool


getName: public(constant(String[17])) = "ValidatorTimelock"

PRECOMMITTER_ROLE: public(constant(bytes32)) = keccak256("PRECOMMITTER_ROLE")
COMMITTER_ROLE: public(constant(bytes32)) = keccak256("COMMITTER_ROLE")
REVERTER_ROLE: public(constant(bytes32)) = keccak256("REVERTER_ROLE")
PROVER_ROLE: public(constant(bytes32)) = keccak256("PROVER_ROLE")
EXECUTOR_ROLE: public(constant(bytes32)) = keccak256("EXECUTOR_ROLE")
UPGRADER_ROLE: public(constant(bytes32)) = keccak256("UPGRADER_ROLE")
OPERATOR_ROLES: constant(bytes32[6]) = [
    PRECOMMITTER_ROLE, COMMITTER_ROLE, REVERTER_ROLE, PROVER_ROLE, EXECUTOR_ROLE, UPGRADER_ROLE
]
ALL_ROLES: constant(bool[6]) = [True, True, True, True, True, True]
# Names for roles that a chain's admin may put in charge of the roles above (`setRoleAdmin`).
OPTIONAL_PRECOMMITTER_ADMIN_ROLE: public(constant(bytes32)) = keccak256(
    "OPTIONAL_PRECOMMITTER_ADMIN_ROLE"
)
OPTIONAL_COMMITTER_ADMIN_ROLE: public(constant(bytes32)) = keccak256(
    "OPTIONAL_COMMITTER_ADMIN_ROLE"
)
OPTIONAL_REVERTER_ADMIN_ROLE: public(constant(bytes32)) = keccak256("OPTIONAL_REVERTER_ADMIN_ROLE")
OPTIONAL_PROVER_ADMIN_ROLE: public(constant(bytes32)) = keccak256("OPTIONAL_PROVER_ADMIN_ROLE")
OPTIONAL_EXECUTOR_ADMIN_ROLE: public(constant(bytes32)) = keccak256("OPTIONAL_EXECUTOR_ADMIN_ROLE")
OPTIONAL_UPGRADER_ADMIN_ROLE: public(constant(bytes32)) = keccak256("OPTIONAL_UPGRADER_ADMIN_ROLE")

# Data of one call, in bytes; nodes relay transactions of 128 KiB. The bound costs nothing: the
# argument is the last thing in memory, so only its actual length is paid for.
MAX_DATA: constant(uint256) = 1_048_576

# Of loops over batches; gas ends them long before.
MAX_BATCHES: constant(uint256) = 2**32 - 1
TIME_MASK: constant(uint256) = 2**32 - 1

executionDelay: public(uint32)  # seconds from commitment to execution
_commit_times: HashMap[
    address, HashMap[uint256, uint256]
]  # chain => batch >> 3 => eight times in seconds, uint32 each, lowest batch in the lowest bits


@deploy
def __init__(bridgehub: address):
    roles.__init__(bridgehub)
    initializable._disable()


@external
def initialize(owner: address, execution_delay: uint32):
    """
    @notice Set the owner and the delay (seconds), once.
    """
    initializable._start(1)
    ownable_2step._set_owner(owner)
    self.executionDelay = execution_delay


@external
def precommitSharedBridge(
    chain_address: address, l2_block_number: uint256, l2_block: Bytes[MAX_DATA]
):
    """
    @notice Pass a precommitment on to the chain. (Chains of ZKsync OS refuse it.)
    @dev Role: PRECOMMITTER_ROLE on the chain.
    @custom:errors RoleAccessDenied; those of the chain
    """
    roles._check_role(chain_address, PRECOMMITTER_ROLE, msg.sender)
    raw_call(chain_address, msg.data)


@external
def commitBatchesSharedBridge(
    chain_address: address,
    process_from: uint256,
    process_to: uint256,
    commit_data: Bytes[MAX_DATA],
):
    """
    @notice Note the time of the batches from `process_from` to `process_to` and commit them.
    @dev Role: COMMITTER_ROLE on the chain.
    @custom:errors RoleAccessDenied; those of the chain
    """
    roles._check_role(chain_address, COMMITTER_ROLE, msg.sender)
    self._record_commitments(chain_address, process_from, process_to)
    raw_call(chain_address, msg.data)


@external
def revertBatchesSharedBridge(chain_address: address, new_last_batch: uint256):
    """
    @notice Revert the chain's batches after `new_last_batch`. Their times stay until they are
            committed anew.
    @dev Role: REVERTER_ROLE on the chain.
    @custom:errors RoleAccessDenied; those of the chain
    """
    roles._check_role(chain_address, REVERTER_ROLE, msg.sender)
    raw_call(chain_address, msg.data)


@external
def proveBatchesSharedBridge(
    chain_address: address,
    process_from: uint256,
    process_to: uint256,
    proof_data: Bytes[MAX_DATA],
):
    """
    @notice Prove committed batches.
    @dev Role: PROVER_ROLE on the chain.
    @custom:errors RoleAccessDenied; those of the chain
    """
    roles._check_role(chain_address, PROVER_ROLE, msg.sender)
    raw_call(chain_address, msg.data)


@external
def executeBatchesSharedBridge(
    chain_address: address,
    process_from: uint256,
    process_to: uint256,
    execute_data: Bytes[MAX_DATA],
):
    """
    @notice Execute proved batches, each at least `executionDelay` after its commitment.
    @dev Role: EXECUTOR_ROLE on the chain.
    @custom:errors RoleAccessDenied; TimeNotReached(ready at, now); those of the chain
    """
    roles._check_role(chain_address, EXECUTOR_ROLE, msg.sender)
    self._check_delay(chain_address, process_from, process_to)
    raw_call(chain_address, msg.data)


@external
def upgradeChainFromVersion(
    chain_address: address,
    old_protocol_version: uint256,
    diamond_cut: IDiamond.DiamondCutData,
):
    """
    @notice Upgrade the chain, at the time its admin set.
    @dev Role: UPGRADER_ROLE on the chain.
    @custom:errors RoleAccessDenied; those of the chain
    """
    roles._check_role(chain_address, UPGRADER_ROLE, msg.sender)
    raw_call(chain_address, msg.data)


@external
def setExecutionDelay(execution_delay: uint32):
    """
    @notice Set the time (seconds) between commitment and execution, for batches committed before
            too.
    @dev Role: owner.
    """
    ownable_2step._check_owner()
    self.executionDelay = execution_delay
    log NewExecutionDelay(_newExecutionDelay=convert(execution_delay, uint256))


@external
def addValidator(chain_address: address, validator: address):
    """
    @notice Give `validator` every operator role on a chain.
    @dev Role: the chain's admin, or the holders of the roles that it put in charge of each.
    @custom:errors RoleAccessDenied; NotAZKChain
    """
    self._grant(chain_address, validator, ALL_ROLES)


@external
def addValidatorForChainId(chain_id: uint256, validator: address):
    """
    @notice `addValidator` on the chain with that id.
    @dev Role: as for `addValidator`.
    @custom:errors RoleAccessDenied; NotAZKChain
    """
    self._grant(self._diamond(chain_id), validator, ALL_ROLES)


@external
def addValidatorRoles(
    chain_address: address, validator: address, params: ValidatorRotationParams
):
    """
    @notice Give `validator` the chosen operator roles on a chain.
    @dev Role: as for `addValidator`.
    @custom:errors RoleAccessDenied; NotAZKChain
    """
    self._grant(chain_address, validator, self._chosen(params))


@external
def removeValidator(chain_address: address, validator: address):
    """
    @notice Take every operator role on a chain from `validator`.
    @dev Role: as for `addValidator`.
    @custom:errors RoleAccessDenied; NotAZKChain
    """
    self._revoke(chain_address, validator, ALL_ROLES)


@external
def removeValidatorForChainId(chain_id: uint256, validator: address):
    """
    @notice `removeValidator` on the chain with that id.
    @dev Role: as for `addValidator`.
    @custom:errors RoleAccessDenied; NotAZKChain
    """
    self._revoke(self._diamond(chain_id), validator, ALL_ROLES)


@external
def removeValidatorRoles(
    chain_address: address, validator: address, params: ValidatorRotationParams
):
    """
    @notice Take the chosen operator roles on a chain from `validator`.
    @dev Role: as for `addValidator`.
    @custom:errors RoleAccessDenied; NotAZKChain
    """
    self._revoke(chain_address, validator, self._chosen(params))


@external
@view
def hasRoleForChainId(chain_id: uint256, role: bytes32, account: address) -> bool:
    """
    @notice Whether `account` has `role` on the chain with that id.
    @custom:errors NotAZKChain for role 0 and an unknown id
    """
    return roles._has_role(self._diamond(chain_id), role, account)


@external
@view
def getCommittedBatchTimestamp(chain_address: address, batch_number: uint256) -> uint256:
    """
    @notice When a batch was last committed through this contract (seconds); 0 if never.
    """
    word: uint256 = self._commit_times[chain_address][batch_number >> 3]
    return (word >> ((batch_number & 7) << 5)) & TIME_MASK


@internal
def _record_commitments(chain_address: address, first: uint256, last: uint256):
    if first > last:
        return
    for batch: uint256 in range(first, last + 1, bound=MAX_BATCHES):
        lane: uint256 = (batch & 7) << 5
        word: uint256 = self._commit_times[chain_address][batch >> 3] & ~(TIME_MASK << lane)
        time: uint256 = block.timestamp & TIME_MASK
        self._commit_times[chain_address][batch >> 3] = word | (time << lane)


@internal
@view
def _check_delay(chain_address: address, first: uint256, last: uint256):
    """
    @dev A batch without a time passes: it was committed past this contract, or not at all, which
         the chain refuses.
    """
    if first > last:
        return
    delay: uint256 = convert(self.executionDelay, uint256)
    word: uint256 = 0
    for batch: uint256 in range(first, last + 1, bound=MAX_BATCHES):
        if batch == first or batch & 7 == 0:
            word = self._commit_times[chain_address][batch >> 3]
        ready_at: uint256 = ((word >> ((batch & 7) << 5)) & TIME_MASK) + delay
        if block.timestamp < ready_at:
            settlement_errors.TimeNotReached(ready_at, block.timestamp)


@internal
def _grant(chain_address: address, validator: address, chosen: bool[6]):
    for i: uint256 in range(6):
        if chosen[i]:
            roles._grant_role(chain_address, OPERATOR_ROLES[i], validator)


@internal
def _revoke(chain_address: address, validator: address, chosen: bool[6]):
    for i: uint256 in range(6):
        if chosen[i]:
            roles._revoke_role(chain_address, OPERATOR_ROLES[i], validator)


@internal
@pure
def _chosen(params: ValidatorRotationParams) -> bool[6]:
    """
    @dev In the order of OPERATOR_ROLES.
    """
    return [
        params.rotatePrecommitterRole,
        params.rotateCommitterRole,
        params.rotateReverterRole,
        params.rotateProverRole,
        params.rotateExecutorRole,
        params.rotateUpgraderRole,
    ]


@internal
@view
def _diamond(chain_id: uint256) -> address:
    return staticcall IBridgehub(roles.BRIDGE_HUB).getZKChain(chain_id)

