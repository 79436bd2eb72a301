# pragma version 0.4.3
"""
@title Roles per chain
@license MIT
@notice A separate set of roles for each chain, keyed by the address of its diamond. Role 0
        governs all others and has one holder: the chain's current admin. Any other role may be
        governed by a role of the chain admin's choice.
@dev Roles: the admin of a role grants and revokes it.
@custom:source era-contracts draft-v31, AccessControlEnumerablePerChainAddressUpgradeable
"""
from contracts.lib import errors
from contracts.settlement import settlement_errors
from interfaces import IBridgehub
from interfaces import IZKChain

event RoleGranted:
    chainAddress: indexed(address)
    role: indexed(bytes32)
    account: indexed(address)

event RoleRevoked:
    chainAddress: indexed(address)
    role: indexed(bytes32)
    account: indexed(address)

event RoleAdminChanged:
    chainAddress: indexed(address)
    role: indexed(bytes32)
    previousAdminRole: bytes32
    newAdminRole: bytes32


DEFAULT_ADMIN_ROLE: public(constant(bytes32)) = empty(bytes32)

BRIDGE_HUB: public(immutable(address))

_members: HashMap[
    address, HashMap[bytes32, DynArray[address, max_value(uint32)]]
]  # chain => role => holders
_positions: HashMap[
    address, HashMap[bytes32, HashMap[address, uint256]]
]  # chain => role => account => index in `_members` plus 1, or 0
_admin_roles: HashMap[address, HashMap[bytes32, bytes32]]  # chain => role => role that governs it


@deploy
def __init__(bridgehub: address):
    BRIDGE_HUB = bridgehub


@external
def grantRole(chain_address: address, role: bytes32, account: address):
    """
    @notice Give `account` a role on a chain; nothing happens if it has it.
    @dev Role: the role's admin on that chain.
    @custom:errors RoleAccessDenied; DefaultAdminTransferNotAllowed for role 0; NotAZKChain when the
                   chain admin has to be known of an address that is no chain
    """
    self._grant_role(chain_address, role, account)


@external
def revokeRole(chain_address: address, role: bytes32, account: address):
    """
    @notice Take a role on a chain from `account`; nothing happens if it lacks it.
    @dev Role: the role's admin on that chain.
    @custom:errors RoleAccessDenied; DefaultAdminTransferNotAllowed for role 0; NotAZKChain as above
    """
    self._revoke_role(chain_address, role, account)


@external
def renounceRole(chain_address: address, role: bytes32):
    """
    @notice Give up one's own role.
    @dev Role: holders of the role on that chain.
    @custom:errors RoleAccessDenied; DefaultAdminTransferNotAllowed for role 0; NotAZKChain as above
    """
    self._check_role(chain_address, role, msg.sender)
    self._remove(chain_address, role, msg.sender)


@external
def setRoleAdmin(chain_address: address, role: bytes32, admin_role: bytes32):
    """
    @notice Let the holders of `admin_role` grant and revoke `role` on a chain.
    @dev Role: the role's present admin on that chain.
    @custom:errors RoleAccessDenied; DefaultAdminTransferNotAllowed for role 0; NotAZKChain as above
    """
    previous: bytes32 = self._admin_roles[chain_address][role]
    self._check_role(chain_address, previous, msg.sender)
    if role == DEFAULT_ADMIN_ROLE:
        settlement_errors.DefaultAdminTransferNotAllowed()
    self._admin_roles[chain_address][role] = admin_role
    log RoleAdminChanged(
        chainAddress=chain_address,
        role=role,
        previousAdminRole=previous,
        newAdminRole=admin_role,
    )


@external
@view
def hasRole(chain_address: address, role: bytes32, account: address) -> bool:
    """
    @notice Whether `account` has `role` on a chain.
    @custom:errors NotAZKChain for role 0 of an address that is no chain
    """
    return self._has_role(chain_address, role, account)


@external
@view
def getRoleAdmin(chain_address: address, role: bytes32) -> bytes32:
    """
    @notice The role whose holders grant and revoke `role` on a chain; 0, the chain admin's, at
            first.
    """
    return self._admin_roles[chain_address][role]


@external
@view
def getRoleMember(chain_address: address, role: bytes32, index: uint256) -> address:
    """
    @notice A holder of `role` on a chain, 0 <= index < getRoleMemberCount. Order changes with
            revocations.
    @custom:errors NotAZKChain for role 0 of an address that is no chain
    """
    if role == DEFAULT_ADMIN_ROLE and index == 0:
        return self._chain_admin(chain_address)
    return self._members[chain_address][role][index]


@external
@view
def getRoleMemberCount(chain_address: address, role: bytes32) -> uint256:
    """
    @notice How many accounts hold `role` on a chain; 1 for role 0.
    """
    if role == DEFAULT_ADMIN_ROLE:
        return 1
    return len(self._members[chain_address][role])


@internal
@view
def _check_role(chain_address: address, role: bytes32, account: address):
    if self._positions[chain_address][role][account] == 0:
        if role != DEFAULT_ADMIN_ROLE or account != self._chain_admin(chain_address):
            settlement_errors.RoleAccessDenied(chain_address, role, account)


@internal
@view
def _has_role(chain_address: address, role: bytes32, account: address) -> bool:
    if role == DEFAULT_ADMIN_ROLE:
        return account == self._chain_admin(chain_address)
    return self._positions[chain_address][role][account] != 0


@internal
@view
def _chain_admin(chain_address: address) -> address:
    """
    @dev Only the admin of a chain that the bridgehub knows counts, so that every other role can
         exist only for such chains.
    """
    if chain_address.codesize == 0:
        errors.NotAZKChain(chain_address)
    chain_id: uint256 = staticcall IZKChain(chain_address).getChainId()
    if staticcall IBridgehub(BRIDGE_HUB).getZKChain(chain_id) != chain_address:
        errors.NotAZKChain(chain_address)
    return staticcall IZKChain(chain_address).getAdmin()


@internal
def _grant_role(chain_address: address, role: bytes32, account: address):
    self._check_role(chain_address, self._admin_roles[chain_address][role], msg.sender)
    if role == DEFAULT_ADMIN_ROLE:
        settlement_errors.DefaultAdminTransferNotAllowed()
    if self._positions[chain_address][role][account] == 0:
        self._members[chain_address][role].append(account)
        self._positions[chain_address][role][account] = len(self._members[chain_address][role])
        log RoleGranted(chainAddress=chain_address, role=role, account=account)


@internal
def _revoke_role(chain_address: address, role: bytes32, account: address):
    self._check_role(chain_address, self._admin_roles[chain_address][role], msg.sender)
    self._remove(chain_address, role, account)


@internal
def _remove(chain_address: address, role: bytes32, account: address):
    if role == DEFAULT_ADMIN_ROLE:
        settlement_errors.DefaultAdminTransferNotAllowed()
    position: uint256 = self._positions[chain_address][role][account]
    if position != 0:
        # The last holder takes the place of the one who leaves.
        last: address = self._members[chain_address][role].pop()
        if last != account:
            self._members[chain_address][role][position - 1] = last
            self._positions[chain_address][role][last] = position
        self._positions[chain_address][role][account] = 0
        log RoleRevoked(chainAddress=chain_address, role=role, account=account)
