# pragma version 0.4.3
"""
@title Access control of a chain admin
@license MIT
@notice A restriction that says which role may make which call through a ChainAdmin. Without a rule,
        a call needs the default admin. One instance serves one ChainAdmin.
@dev Roles: the default admin grants roles and sets the rules.
     ETH sent along is not restricted: trust the role holders with the ChainAdmin's balance, or
     leave none there.
@custom:source era-contracts draft-v31, AccessControlRestriction
"""
from contracts.governance import default_admin_rules
from contracts.governance import governance_errors
from contracts.governance import restriction
from contracts.lib import errors
from interfaces import IGovernance
from interfaces import IRestriction

implements: IRestriction
initializes: default_admin_rules
exports: (
    restriction.getSupportsRestrictionMagic,
    # roles
    default_admin_rules.DEFAULT_ADMIN_ROLE,
    default_admin_rules.hasRole,
    default_admin_rules.getRoleAdmin,
    default_admin_rules.grantRole,
    default_admin_rules.revokeRole,
    default_admin_rules.renounceRole,
    # the default admin
    default_admin_rules.owner,
    default_admin_rules.defaultAdmin,
    default_admin_rules.pendingDefaultAdmin,
    default_admin_rules.beginDefaultAdminTransfer,
    default_admin_rules.cancelDefaultAdminTransfer,
    default_admin_rules.acceptDefaultAdminTransfer,
    # its delay
    default_admin_rules.defaultAdminDelay,
    default_admin_rules.pendingDefaultAdminDelay,
    default_admin_rules.defaultAdminDelayIncreaseWait,
    default_admin_rules.changeDefaultAdminDelay,
    default_admin_rules.rollbackDefaultAdminDelay,
    default_admin_rules.supportsInterface,
)

event RoleSet:
    target: indexed(address)
    selector: indexed(bytes4)
    requiredRole: bytes32

event FallbackRoleSet:
    target: indexed(address)
    requiredRole: bytes32


requiredRoles: public(HashMap[address, HashMap[bytes4, bytes32]])  # target => selector => role
requiredRolesForFallback: public(HashMap[address, bytes32])  # target => role


@deploy
def __init__(initial_delay: uint48, initial_default_admin: address):
    default_admin_rules.__init__(initial_delay, initial_default_admin)


@external
def setRequiredRoleForCall(target: address, selector: bytes4, required_role: bytes32):
    """
    @notice Let holders of `required_role` call `selector` of `target`; role 0 is the default
            admin's.
    @dev Role: default admin.
    @custom:errors ZeroAddress for target 0
    """
    default_admin_rules._check_default_admin()
    if target == empty(address):
        errors.ZeroAddress()
    self.requiredRoles[target][selector] = required_role
    log RoleSet(target=target, selector=selector, requiredRole=required_role)


@external
def setRequiredRoleForFallback(target: address, required_role: bytes32):
    """
    @notice Let holders of `required_role` call `target` with less than a selector, or just send
            ETH.
    @dev Role: default admin.
    @custom:errors ZeroAddress for target 0
    """
    default_admin_rules._check_default_admin()
    if target == empty(address):
        errors.ZeroAddress()
    self.requiredRolesForFallback[target] = required_role
    log FallbackRoleSet(target=target, requiredRole=required_role)


@external
@view
def validateCall(call: IGovernance.Call, invoker: address):
    """
    @notice Revert unless `invoker` holds the role that `call` needs.
    @custom:errors AccessToFallbackDenied; AccessToFunctionDenied
    """
    if len(call.data) < 4:
        if not default_admin_rules.hasRole[self.requiredRolesForFallback[call.target]][invoker]:
            governance_errors.AccessToFallbackDenied(call.target, invoker)
        return
    selector: bytes4 = convert(slice(call.data, 0, 4), bytes4)
    if not default_admin_rules.hasRole[self.requiredRoles[call.target][selector]][invoker]:
        governance_errors.AccessToFunctionDenied(call.target, selector, invoker)
