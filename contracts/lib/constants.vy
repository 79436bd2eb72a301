# pragma version 0.4.3
"""
@title Protocol constants
@license MIT
@notice Addresses and numbers that several contracts share. Source: PROTOCOL of ZKsync OS v31.
"""

# Predeployed contracts of every chain.
L2_BRIDGEHUB: constant(address) = 0x0000000000000000000000000000000000010002
L2_ASSET_ROUTER: constant(address) = 0x0000000000000000000000000000000000010003
L2_NATIVE_TOKEN_VAULT: constant(address) = 0x0000000000000000000000000000000000010004
L2_CHAIN_ASSET_HANDLER: constant(address) = 0x000000000000000000000000000000000001000a
L2_INTEROP_CENTER: constant(address) = 0x000000000000000000000000000000000001000d
L2_INTEROP_HANDLER: constant(address) = 0x000000000000000000000000000000000001000E
L2_ASSET_TRACKER: constant(address) = 0x000000000000000000000000000000000001000f
GW_ASSET_TRACKER: constant(address) = 0x0000000000000000000000000000000000010010
L2_BASE_TOKEN_HOLDER: constant(address) = 0x0000000000000000000000000000000000010011
L2_MESSAGE_ROOT: constant(address) = 0x0000000000000000000000000000000000010005
L2_WRAPPED_BASE_TOKEN: constant(address) = 0x0000000000000000000000000000000000010007
L2_INTEROP_ROOT_STORAGE: constant(address) = 0x0000000000000000000000000000000000010008
L2_BEACON_DEPLOYER: constant(address) = 0x000000000000000000000000000000000001000b
L2_PROXY_ADMIN: constant(address) = 0x000000000000000000000000000000000001000c
L2_GENESIS_UPGRADE: constant(address) = 0x0000000000000000000000000000000000010001
L2_BOOTLOADER: constant(address) = 0x0000000000000000000000000000000000008001
L2_CONTRACT_DEPLOYER: constant(address) = 0x0000000000000000000000000000000000008006
L2_FORCE_DEPLOYER: constant(address) = 0x0000000000000000000000000000000000008007
L2_MESSENGER: constant(address) = 0x0000000000000000000000000000000000008008
L2_BASE_TOKEN: constant(address) = 0x000000000000000000000000000000000000800A
L2_SYSTEM_CONTEXT: constant(address) = 0x000000000000000000000000000000000000800B
L2_COMPLEX_UPGRADER: constant(address) = 0x000000000000000000000000000000000000800f

# Hooks of the state transition (docs/stf.md). They have no code.
L1_MESSENGER_HOOK: constant(address) = 0x0000000000000000000000000000000000007001
SET_BYTECODE_HOOK: constant(address) = 0x0000000000000000000000000000000000007002
MINT_BASE_TOKEN_HOOK: constant(address) = 0x0000000000000000000000000000000000007100

# Pseudo senders, which no key controls.
SETTLEMENT_LAYER_RELAY_SENDER: constant(address) = 0x1111111111111111111111111111111111111111
SERVICE_TRANSACTION_SENDER: constant(address) = 0xFFfFfFffFFfffFFfFFfFFFFFffFFFffffFfFFFfF
# Value of `settlementLayer` on a Gateway for a chain that left to L1.
L1_SETTLEMENT_LAYER_VIRTUAL_ADDRESS: constant(address) = 0xb80046dd00c532DB52d172866EbAf0E74C0F5891

# All base token of a chain: minted once, to the holder. What the holder does not hold circulates.
BASE_TOKEN_SUPPLY: constant(uint256) = 2**127 - 1

# ETH as a token.
ETH_TOKEN: constant(address) = 0x0000000000000000000000000000000000000001

# What a second bridge must answer with: keccak256("TWO_BRIDGES_MAGIC_VALUE") - 1.
TWO_BRIDGES_MAGIC_VALUE: constant(bytes32) = 0xa175e001c0e5684bc26302c2f9a55aec9f3936fe2aef558034003ef4da7fc77d

# Transaction types of ZKsync OS.
PRIORITY_TX_TYPE: constant(uint256) = 127
UPGRADE_TX_TYPE: constant(uint256) = 126
# The only gas per pubdata byte that a priority transaction may name.
REQUIRED_GAS_PER_PUBDATA: constant(uint256) = 800
# Gas limit of upgrade and service transactions.
PRIORITY_TX_MAX_GAS_LIMIT: constant(uint256) = 72_000_000

# keccak256(""), the zero leaf of the priority tree and the seed of its rolling hash.
EMPTY_STRING_KECCAK: constant(bytes32) = 0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470
# What an initialiser called by a diamond cut must return.
DIAMOND_INIT_SUCCESS: constant(bytes32) = 0x33774e659306e47509050e97cb651e731180a42d458212294d30751925c551a2

# --- enumerations: uint8 on the wire, so not Vyper flags ---

# Action of a facet cut.
CUT_ADD: constant(uint8) = 0
CUT_REPLACE: constant(uint8) = 1
CUT_REMOVE: constant(uint8) = 2

# Status of an L1 to L2 transaction.
TX_FAILURE: constant(uint8) = 0
TX_SUCCESS: constant(uint8) = 1

# How pubdata is priced into L1 to L2 transactions.
PRICING_ROLLUP: constant(uint8) = 0
PRICING_VALIDIUM: constant(uint8) = 1

# How a batch commits to its data.
DA_NONE: constant(uint8) = 0
DA_EMPTY: constant(uint8) = 1
DA_PUBDATA_KECCAK256: constant(uint8) = 2
DA_BLOBS_AND_PUBDATA_KECCAK256: constant(uint8) = 3
DA_BLOBS_ZKSYNC_OS: constant(uint8) = 4
