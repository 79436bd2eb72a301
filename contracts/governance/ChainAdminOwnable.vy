# pragma version 0.4.3
"""
@title Chain admin with an owner
@license MIT
@notice Holds the admin role of a chain, or of the ecosystem (bridgehub, chain type manager), for
        one owner, who calls through it. A second key may adjust the base token's price.
@dev Roles: the owner makes any call and names the token multiplier setter; that one may only call
     setTokenMultiplier of chains, so its key can sit in a server.
@custom:source era-contracts draft-v31, ChainAdminOwnable
"""
from contracts.governance import governance_errors
from contracts.governance import upgrade_timestamps
from contracts.lib import errors
from contracts.lib import limits
from contracts.lib import ownable_2step
from interfaces import IChainAdmin
from interfaces import IGovernance
from interfaces import IZKChain

implements: IChainAdmin
initializes: ownable_2step
initializes: upgrade_timestamps
exports: (
    ownable_2step.owner,
    ownable_2step.pendingOwner,
    ownable_2step.transferOwnership,
    ownable_2step.acceptOwnership,
    ownable_2step.renounceOwnership,
    upgrade_timestamps.protocolVersionToUpgradeTimestamp,
)


struct LargeCall:
    target: address
    value: uint256  # wei
    data: Bytes[limits.MAX_LARGE_CALL]


event CallExecuted:
    _call: IGovernance.Call
    _success: bool
    _returnData: Bytes[limits.MAX_CALL_RETURN]  # cut there

event NewTokenMultiplierSetter:
    _oldTokenMultiplierSetter: address
    _newTokenMultiplierSetter: address


tokenMultiplierSetter: public(address)


@deploy
def __init__(owner: address, token_multiplier_setter: address):
    """
    @notice The setter may be 0: nobody but the owner then changes the price.
    """
    if owner == empty(address):
        errors.ZeroAddress()
    ownable_2step._set_owner(owner)
    self._set_token_multiplier_setter(token_multiplier_setter)


@external
@payable
def __default__():
    """
    @notice Take ETH, which calls may spend.
    """
    assert len(msg.data) == 0  # dev: no such function


@external
@payable
def multicall(
    calls: DynArray[IGovernance.Call, limits.MAX_ADMIN_CALLS], require_success: bool
):
    """
    @notice Make `calls` in order. With `require_success` one that fails reverts them all, with its
            own error.
    @dev Role: owner.
    @custom:errors NoCallsProvided
    """
    ownable_2step._check_owner()
    if len(calls) == 0:
        governance_errors.NoCallsProvided()
    for i: uint256 in range(len(calls), bound=limits.MAX_ADMIN_CALLS):
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
        log CallExecuted(_call=calls[i], _success=success, _returnData=answer)


@external
@payable
def execute_large_call(target: address, data: Bytes[limits.MAX_LARGE_CALL]):
    """
    @notice Make one call that is too big for `multicall`, such as the bridgehub's createNewChain,
            with the ETH sent along. Its failure reverts, with its own error.
    @dev Role: owner.
    """
    ownable_2step._check_owner()
    answer: Bytes[limits.MAX_CALL_RETURN] = raw_call(
        target, data, value=msg.value, max_outsize=limits.MAX_CALL_RETURN
    )
    # CallExecuted, whose declaration has the smaller bound of `multicall`.
    raw_log(
        [keccak256("CallExecuted((address,uint256,bytes),bool,bytes)")],
        abi_encode(LargeCall(target=target, value=msg.value, data=data), True, answer),
    )


@external
def setTokenMultiplierSetter(token_multiplier_setter: address):
    """
    @notice Replace the key that may adjust the base token's price; 0 leaves none.
    @dev Role: owner.
    """
    ownable_2step._check_owner()
    self._set_token_multiplier_setter(token_multiplier_setter)


@external
def setUpgradeTimestamp(protocol_version: uint256, upgrade_timestamp: uint256):
    """
    @notice Tell the chain's servers when, in seconds, to upgrade from `protocol_version`; 1 is at
            once.
    @dev Role: owner.
    @custom:errors ZeroUpgradeTimestamp
    """
    ownable_2step._check_owner()
    upgrade_timestamps._set(protocol_version, upgrade_timestamp)


@external
def setTokenMultiplier(chain_contract: address, nominator: uint128, denominator: uint128):
    """
    @notice Set the price of ETH in the base token of a chain whose admin this contract is.
    @dev Role: token multiplier setter.
    @custom:errors Unauthorized
    """
    if msg.sender != self.tokenMultiplierSetter:
        errors.Unauthorized(msg.sender)
    extcall IZKChain(chain_contract).setTokenMultiplier(nominator, denominator)


@internal
def _set_token_multiplier_setter(token_multiplier_setter: address):
    log NewTokenMultiplierSetter(
        _oldTokenMultiplierSetter=self.tokenMultiplierSetter,
        _newTokenMultiplierSetter=token_multiplier_setter,
    )
    self.tokenMultiplierSetter = token_multiplier_setter
