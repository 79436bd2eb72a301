"""How a built-in contract stands in block 0: directly, or as a proxy before its implementation."""

from __future__ import annotations

from garter.genesis.alloc import Account, Alloc
from garter.genesis.bytecode import derived_address
from garter.protocol import constants

# ERC-1967: keccak256("eip1967.proxy.implementation") - 1 and keccak256("eip1967.proxy.admin") - 1.
IMPLEMENTATION_SLOT = 0x360894A13BA1A3210667C828492DB98DCA3E2076CC3735A920A3CA505D382BBC
ADMIN_SLOT = 0xB53127684A568B3173AE13B9F8A6016E243E63B6E8EE1178D6A717850B5D6103


def proxied(address: str, implementation: bytes, proxy: bytes) -> Alloc:
    """The proxy at ``address`` and the implementation at the address that its code gives."""
    behind = derived_address(implementation)
    storage = {
        IMPLEMENTATION_SLOT: int(behind, 16),
        ADMIN_SLOT: int(constants.L2_PROXY_ADMIN, 16),
    }
    return {
        address: Account.contract(proxy, storage),
        behind: Account.contract(implementation),
    }
