# pragma version 0.4.3
"""
@title Chain admin with restrictions
@license MIT
@notice Holds the admin role of a chain. It has no owner: anybody may ask it to make calls, and each
        of its restrictions may veto each call. The restrictions decide who may do what, and what
        nobody may.
@dev Roles: the contract itself, through a call that its restrictions let pass, changes the list of
     restrictions and upgrade times. **With an empty list everybody is its master.**
@custom:source era-contracts draft-v31, ChainAdmin
"""
from contracts.governance import governance_errors
from contracts.governance import restriction
from contracts.governance import upgrade_timestamps
from contracts.lib import limits
from interfaces import IChainAdmin
from interfaces import IGovernance
from interfaces import IRestriction

implements: IChainAdmin
initializes: upgrade_timestamps
exports: upgrade_timestamps.protocolVersionToUpgradeTimestamp

event CallExecuted:
    call: IGovernance.Call
    success: bool
    returnData: Bytes[limits.MAX_CALL_RETURN]  # cut there

event RestrictionAdded:
    restriction: indexed(address)

event RestrictionRemoved:
    restriction: indexed(address)


# Without a result, it cannot be called through IRestriction.
VALIDATE_CALL: constant(Bytes[4]) = method_id("validateCall((address,uint256,bytes),address)")

_restrictions: DynArray[address, limits.MAX_RESTRICTIONS]
_places: HashMap[address, uint256]  # restriction => its index in the list + 1


@deploy
def __init__(restrictions: DynArray[address, limits.MAX_RESTRICTIONS]):
    for added: address in restrictions:
        self._add_restriction(added)


@external
@payable
def __default__():
    """
    @notice Take ETH, which calls may spend.
    """
    assert len(msg.data) == 0  # dev: no such function


@external
@payable
@nonreentrant
def multicall(
    calls: DynArray[IGovernance.Call, limits.MAX_ADMIN_CALLS], require_success: bool
):
    """
    @notice Make `calls` in order, each if all restrictions in force at that moment allow it. With
            `require_success` one that fails reverts them all, with its own error.
    @dev Role: whom the restrictions let.
    @custom:errors NoCallsProvided; whatever a restriction raises
    """
    if len(calls) == 0:
        governance_errors.NoCallsProvided()
    for i: uint256 in range(len(calls), bound=limits.MAX_ADMIN_CALLS):
        for enforced: address in self._restrictions:
            assert enforced.is_contract  # dev: without code it could not veto
            raw_call(
                enforced,
                abi_encode(calls[i], msg.sender, method_id=VALIDATE_CALL),
                is_static_call=True,
            )
        success: bool = True
        answer: Bytes[limits.MAX_CALL_RETURN] = b""
        if require_success:
            answer = raw_call(
                calls[i].target,
                calls[i].data,
                value=calls[i].value,
                max_outsize=limits.MAX_CALL_RETURN,
            )
        else:
            success, answer = raw_call(
                calls[i].target,
                calls[i].data,
                value=calls[i].value,
                max_outsize=limits.MAX_CALL_RETURN,
                revert_on_failure=False,
            )
        log CallExecuted(call=calls[i], success=success, returnData=answer)


@external
def addRestriction(added: address):
    """
    @notice Put `added` on the list, so that it must allow every later call.
    @dev Role: this contract.
    @custom:errors OnlySelfAllowed; NotARestriction; RestrictionWasAlreadyPresent
    """
    self._check_self()
    self._add_restriction(added)


@external
def removeRestriction(removed: address):
    """
    @notice Take `removed` off the list; the last one moves into its place.
    @dev Role: this contract.
    @custom:errors OnlySelfAllowed; RestrictionWasNotPresent
    """
    self._check_self()
    place: uint256 = self._places[removed]
    if place == 0:
        governance_errors.RestrictionWasNotPresent(removed)
    last: address = self._restrictions.pop()
    if last != removed:
        self._restrictions[place - 1] = last
        self._places[last] = place
    self._places[removed] = 0
    log RestrictionRemoved(restriction=removed)


@external
def setUpgradeTimestamp(protocol_version: uint256, upgrade_timestamp: uint256):
    """
    @notice Tell the chain's servers when, in seconds, to upgrade from `protocol_version`; 1 is at
            once.
    @dev Role: this contract.
    @custom:errors OnlySelfAllowed; ZeroUpgradeTimestamp
    """
    self._check_self()
    upgrade_timestamps._set(protocol_version, upgrade_timestamp)


@external
@view
def getRestrictions() -> DynArray[address, limits.MAX_RESTRICTIONS]:
    """
    @notice The restrictions in force.
    """
    return self._restrictions


@external
@view
def isRestrictionActive(wanted: address) -> bool:
    """
    @notice Whether `wanted` is in force.
    """
    return self._places[wanted] != 0


@internal
def _add_restriction(added: address):
    magic: bytes32 = staticcall IRestriction(added).getSupportsRestrictionMagic()
    if magic != restriction.RESTRICTION_MAGIC:
        governance_errors.NotARestriction(added)
    if self._places[added] != 0:
        governance_errors.RestrictionWasAlreadyPresent(added)
    assert len(self._restrictions) < limits.MAX_RESTRICTIONS  # dev: too many restrictions
    self._restrictions.append(added)
    self._places[added] = len(self._restrictions)
    log RestrictionAdded(restriction=added)


@internal
@view
def _check_self():
    if msg.sender != self:
        governance_errors.OnlySelfAllowed()
