# pragma version 0.4.3
# pragma nonreentrancy off
"""
@title Transparent upgradeable proxy
@license MIT
@notice Runs its implementation's code on its own storage. Its admin, a ProxyAdmin, replaces that
        code. Five selectors mean the proxy itself when the admin calls them: upgradeTo(address),
        upgradeToAndCall(address,bytes), changeAdmin(address), admin() and implementation().
        Whatever else is called, or by whom else, is the implementation's.
@dev Roles: the admin upgrades and names its successor.
     The selector is looked at before the admin's slot is read, which saves ordinary calls that
     read; see docs/adr/0002. No reentrancy lock: the implementation has its own, in the same slot.
@custom:source OpenZeppelin 4.9, TransparentUpgradeableProxy
"""
from contracts.lib import limits
from contracts.proxy import erc1967
from contracts.proxy import proxy_admin_calls

initializes: erc1967
initializes: proxy_admin_calls[erc1967 := erc1967]

IDENTITY: constant(address) = 0x0000000000000000000000000000000000000004


@deploy
@payable
def __init__(logic: address, admin: address, data: Bytes[limits.MAX_INITIALIZER]):
    """
    @notice Start with the code of `logic`, run `data` on it unless empty, then install `admin`.
    """
    erc1967._set_implementation(logic)
    if len(data) > 0:
        raw_call(logic, data, is_delegate_call=True)
    erc1967._set_admin(admin)


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
