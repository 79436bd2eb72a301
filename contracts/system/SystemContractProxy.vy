# pragma version 0.4.3
# pragma nonreentrancy off
"""
@title Proxy of a system contract
@license MIT
@notice Runs its implementation's code on its own storage. As a transparent proxy (`contracts/proxy`), but
        for the constructor: a chain's genesis or the state transition places its code, and the slots are
        written by the former or, through forceInitAdmin(address) and the proxy admin, by an upgrade.
@dev Roles: the admin (0x1000c) upgrades. The complex upgrader (0x800f) names the admin, once.
     For everybody else all selectors are the implementation's. An answer may have as many bytes as that
     of a transparent proxy.
@custom:source era-contracts draft-v31, SystemContractProxy
"""
from contracts.lib import constants
from contracts.lib import errors
from contracts.lib import limits
from contracts.proxy import erc1967
from contracts.proxy import proxy_admin_calls
from contracts.system import system_errors

initializes: erc1967
initializes: proxy_admin_calls[erc1967 := erc1967]

IDENTITY: constant(address) = 0x0000000000000000000000000000000000000004
FORCE_INIT_ADMIN: constant(bytes4) = method_id("forceInitAdmin(address)", output_type=bytes4)


@external
@payable
@raw_return
def __default__() -> Bytes[limits.MAX_PROXY_RETURN]:
    if len(msg.data) >= 4:
        selector: bytes4 = convert(slice(msg.data, 0, 4), bytes4)
        if selector in proxy_admin_calls.SELECTORS:
            if msg.sender == erc1967._admin():
                if selector != proxy_admin_calls.UPGRADE_TO_AND_CALL:
                    return proxy_admin_calls._administer(selector)
                # Here and not in a function: buffers of this block end with it, those of a callee
                # would lie below the answer's and make every call pay for them.
                calldata: Bytes[limits.MAX_INITIALIZER + 100] = raw_call(
                    IDENTITY,
                    msg.data,
                    max_outsize=limits.MAX_INITIALIZER + 100,
                    is_static_call=True,
                )
                logic: address = empty(address)
                data: Bytes[limits.MAX_INITIALIZER] = b""
                logic, data = abi_decode(
                    slice(calldata, 4, len(calldata) - 4), (address, Bytes[limits.MAX_INITIALIZER])
                )
                erc1967._set_implementation(logic)
                raw_call(logic, data, is_delegate_call=True)
                return b""
        elif selector == FORCE_INIT_ADMIN and msg.sender == constants.L2_COMPLEX_UPGRADER:
            self._init_admin(abi_decode(slice(msg.data, 4, 32), address))
            return b""
    # A longer answer reverts in `convert`: it must not arrive cut short.
    return convert(
        raw_call(
            erc1967._implementation(),
            msg.data,
            max_outsize=limits.MAX_PROXY_RETURN + 32,
            is_delegate_call=True,
        ),
        Bytes[limits.MAX_PROXY_RETURN],
    )


@internal
@payable
def _init_admin(new_admin: address):
    if erc1967._admin() != empty(address):
        system_errors.SystemContractProxyInitialized()
    if msg.value != 0:
        errors.NonEmptyMsgValue()
    erc1967._set_admin(new_admin)
