"""Numbers, ids and signatures that the registry's tests share."""

from __future__ import annotations

from eth_abi.abi import encode
from eth_utils.address import to_checksum_address

from garter.local.l1 import LOCAL_CHAIN_ID as L1
from garter.protocol.hashing import keccak256

ZERO = "0x" + "00" * 20
CHAIN = 271
GATEWAY = 506
TOKEN_ASSET = b"\xa5" * 32

CREATE_NEW_CHAIN = "createNewChain(uint256,bytes32,address,bytes,bytes[])"
ADD_NEW_CHAIN = "addNewChain(uint256,uint256)"
DEPOSIT_BASE_TOKEN = "bridgehubDepositBaseToken(uint256,bytes32,address,uint256)"
REQUEST_TYPES = "(address,address,uint256,uint256,bytes,uint256,uint256,bytes[],address)"
REQUEST = f"bridgehubRequestL2Transaction({REQUEST_TYPES})"


def address(number: int) -> str:
    """A made-up or predeployed address."""
    return to_checksum_address(f"0x{number:040x}")


def word(address: str) -> bytes:
    """An address as a 32-byte word."""
    return bytes(12) + bytes.fromhex(address[2:])


def asset_id(tracker: str, data: bytes) -> bytes:
    """Id of an asset of L1."""
    return keccak256(encode(["uint256", "address", "bytes32"], [L1, tracker, data]))


ETH_ASSET = asset_id("0x" + "00" * 17 + "010004", bytes(31) + b"\x01")
