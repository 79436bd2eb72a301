# pragma version 0.4.3
"""
@title What a transparent proxy does for its admin
@license MIT
@notice The selectors that mean the proxy itself, and all of their functions but upgradeToAndCall, whose
        buffers have to stay in the proxy's own fallback.
"""
from contracts.proxy import erc1967

uses: erc1967

UPGRADE_TO: constant(bytes4) = method_id("upgradeTo(address)", output_type=bytes4)
UPGRADE_TO_AND_CALL: constant(bytes4) = method_id(
    "upgradeToAndCall(address,bytes)", output_type=bytes4
)
CHANGE_ADMIN: constant(bytes4) = method_id("changeAdmin(address)", output_type=bytes4)
ADMIN: constant(bytes4) = method_id("admin()", output_type=bytes4)
IMPLEMENTATION: constant(bytes4) = method_id("implementation()", output_type=bytes4)
SELECTORS: constant(bytes4[5]) = [UPGRADE_TO, UPGRADE_TO_AND_CALL, CHANGE_ADMIN, ADMIN, IMPLEMENTATION]


@internal
@payable
def _administer(selector: bytes4) -> Bytes[32]:
    """
    @dev The admin's calls that are not payable.
    """
    assert msg.value == 0  # dev: only upgradeToAndCall takes ETH
    if selector == ADMIN:
        return abi_encode(erc1967._admin())
    if selector == IMPLEMENTATION:
        return abi_encode(erc1967._implementation())
    argument: address = abi_decode(slice(msg.data, 4, 32), address)
    if selector == CHANGE_ADMIN:
        erc1967._set_admin(argument)
    else:
        erc1967._set_implementation(argument)
    return b""
