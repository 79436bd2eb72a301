"""Addresses and numbers of the protocol, as on the wire. Source: PROTOCOL of ZKsync OS v31.

Addresses are checksummed strings, as Ape and JSON-RPC have them; the functions of this package take
strings and 20 bytes alike. ``contracts/lib/constants.vy`` holds those that contracts need.
"""

from __future__ import annotations

from eth_utils.address import to_checksum_address


def _built_in(number: int) -> str:
    return to_checksum_address(number.to_bytes(20, "big"))


# --- predeployed on every chain -------------------------------------------------------------------

L1_MESSENGER_HOOK = _built_in(0x7001)
"""Hooks are implemented by the state transition; there is no code."""
SET_BYTECODE_HOOK = _built_in(0x7002)
MINT_BASE_TOKEN_HOOK = _built_in(0x7100)

L2_BOOTLOADER = _built_in(0x8001)
"""Pseudo sender of system transactions and of status logs."""
L2_CONTRACT_DEPLOYER = _built_in(0x8006)
L2_FORCE_DEPLOYER = _built_in(0x8007)
"""Pseudo sender of upgrade transactions."""
L2_MESSENGER = _built_in(0x8008)
L2_BASE_TOKEN = _built_in(0x800A)
L2_SYSTEM_CONTEXT = _built_in(0x800B)
L2_COMPLEX_UPGRADER = _built_in(0x800F)

L2_GENESIS_UPGRADE = _built_in(0x10001)
L2_BRIDGEHUB = _built_in(0x10002)
L2_ASSET_ROUTER = _built_in(0x10003)
L2_NATIVE_TOKEN_VAULT = _built_in(0x10004)
L2_MESSAGE_ROOT = _built_in(0x10005)
L2_WRAPPED_BASE_TOKEN_IMPLEMENTATION = _built_in(0x10007)
L2_INTEROP_ROOT_STORAGE = _built_in(0x10008)
L2_MESSAGE_VERIFICATION = _built_in(0x10009)
L2_CHAIN_ASSET_HANDLER = _built_in(0x1000A)
L2_BEACON_DEPLOYER = _built_in(0x1000B)
L2_PROXY_ADMIN = _built_in(0x1000C)
L2_INTEROP_CENTER = _built_in(0x1000D)
L2_INTEROP_HANDLER = _built_in(0x1000E)
L2_ASSET_TRACKER = _built_in(0x1000F)
GW_ASSET_TRACKER = _built_in(0x10010)
L2_BASE_TOKEN_HOLDER = _built_in(0x10011)
MAX_BUILT_IN_ADDRESS = _built_in(0x2FFFF)
"""Addresses up to here are the protocol's."""

CREATE2_FACTORY = to_checksum_address("0x4e59b44847b379578588920ca78fbf26c0b4956c")
"""Deployed by a keyless transaction on every chain."""

# --- pseudo addresses: no key controls them -------------------------------------------------------

SETTLEMENT_LAYER_RELAY_SENDER = to_checksum_address("0x" + "11" * 20)
SERVICE_TRANSACTION_SENDER = to_checksum_address("0x" + "ff" * 20)
L1_SETTLEMENT_LAYER_VIRTUAL_ADDRESS = to_checksum_address(
    "0xb80046dd00c532db52d172866ebaf0e74c0f5891"
)
"""Settlement layer of a chain that returned from a Gateway, in the Gateway's books."""
ETH_TOKEN = _built_in(1)
"""ETH as a token."""

ZK_TOKEN = to_checksum_address("0x5a7d6b2f92c77fad6ccabd7ee0624e64907eaf3e")
"""The ZK token, native to ZKsync Era."""
ZK_TOKEN_CHAIN_ID = 324

# --- transactions ---------------------------------------------------------------------------------

PRIORITY_TX_TYPE = 127
UPGRADE_TX_TYPE = 126
REQUIRED_GAS_PER_PUBDATA = 800
"""The only value that a priority transaction may name."""
PRIORITY_TX_MAX_GAS_LIMIT = 72_000_000
"""Gas limit of upgrade and service transactions."""
MAX_GAS_PER_TRANSACTION = 80_000_000
"""Upper bound of a chain's own limit."""
MAX_NEW_FACTORY_DEPS = 64
L1_GAS_PER_PUBDATA_BYTE = 17

NATIVE_PRICE = 10
"""Wei per unit of native resource."""
FREE_TX_NATIVE_PER_GAS = 10_000
"""Native resource that a gas unit of a free transaction buys."""
INTRINSIC_L2_GAS = 21_000
CALLDATA_L2_GAS = 16
"""Per byte."""
STATIC_NATIVE = 2_875_420
ENCODING_NATIVE = 17_500
"""Per 136 bytes of the encoded transaction: a round of Keccak."""
CALLDATA_NATIVE = 1
"""Per byte."""
INTRINSIC_PUBDATA = 351
"""Bytes."""

TWO_BRIDGES_MAGIC_VALUE = bytes.fromhex(
    "a175e001c0e5684bc26302c2f9a55aec9f3936fe2aef558034003ef4da7fc77d"
)
"""What a second bridge must answer with: keccak256("TWO_BRIDGES_MAGIC_VALUE") - 1."""
MIN_SECOND_BRIDGE_ADDRESS = 0xFFFF
"""A second bridge must have a higher address."""

# --- fees of a new chain --------------------------------------------------------------------------

PRICING_ROLLUP, PRICING_VALIDIUM = 0, 1
DEFAULT_BATCH_OVERHEAD_L1_GAS = 1_000_000
DEFAULT_MAX_PUBDATA_PER_BATCH = 120_000
"""Bytes."""
DEFAULT_MAX_L2_GAS_PER_BATCH = 80_000_000
DEFAULT_PRIORITY_TX_MAX_PUBDATA = 99_000
"""Bytes."""
DEFAULT_MINIMAL_L2_GAS_PRICE = 250_000_000
"""Wei."""
PRICE_UPDATE_INTERVAL = 86_400
"""Seconds between two changes of a chain's prices."""

# --- batches --------------------------------------------------------------------------------------

EMPTY_STRING_KECCAK = bytes.fromhex(
    "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"
)
"""keccak256(""): zero leaf of the priority tree, seed of its rolling hash."""
GENESIS_COMMITMENT = (1).to_bytes(32, "big")
PUBLIC_INPUT_SHIFT = 32
"""Bits cut off a hash to make it a public input."""
COMMIT_ENCODING_VERSION = 4
PROVE_ENCODING_VERSION = 1
EXECUTE_ENCODING_VERSION = 1
RELAYED_EXECUTOR_VERSION = 1
MAINNET_COMMIT_TIMESTAMP_NOT_OLDER = 259_200
"""Seconds that the first block of a batch may be old, on mainnet."""
TESTNET_COMMIT_TIMESTAMP_NOT_OLDER = 2_592_000
COMMIT_TIMESTAMP_APPROXIMATION_DELTA = 3_600
"""Seconds that the last block of a batch may be ahead."""
PRIORITY_EXPIRATION = 345_600
"""Seconds after which an unprocessed priority operation opens the escape hatch."""

DA_NONE = 0
DA_EMPTY = 1
DA_PUBDATA_KECCAK256 = 2
DA_BLOBS_AND_PUBDATA_KECCAK256 = 3
DA_BLOBS_ZKSYNC_OS = 4
BLOB_SIZE_BYTES = 126_976
"""Pubdata in one blob: 31 bytes in each of 4,096 field elements."""
BLOB_EXPIRATION_BLOCKS = 65_536
TOTAL_BLOBS_IN_COMMITMENT = 16

# --- the rest -------------------------------------------------------------------------------------

MAX_CHAIN_ID = 2**48 - 1
HARD_CODED_CHAIN_ID = 270
"""Reserved on mainnet and Sepolia."""
MAX_NUMBER_OF_CHAINS = 100
INITIAL_BASE_TOKEN_HOLDER_BALANCE = 2**127 - 1
DEFAULT_ZK_INTEROP_FEE = 10 * 10**18
"""ZK a call."""
TX_FAILURE, TX_SUCCESS = 0, 1
CUT_ADD, CUT_REPLACE, CUT_REMOVE = 0, 1, 2
DIAMOND_INIT_SUCCESS = bytes.fromhex(
    "33774e659306e47509050e97cb651e731180a42d458212294d30751925c551a2"
)
