# pragma version 0.4.3
"""
@title Size limits
@license MIT
@notice Vyper lays memory out statically, so every byte string and list needs a bound, and gas is paid
        for the highest word touched (3w + w*w/512). Each bound here says what has to fit.
"""

# L2 calldata of a priority or upgrade transaction. A deposit carries about 1 KiB; the largest
# protocol message, a migrating chain with its diamond cut, stays below 9 KiB.
MAX_L2_CALLDATA: constant(uint256) = 10_240

# Factory dependencies are an EraVM notion that ZKsync OS ignores. One slot, so that a request
# that carries any is refused by name.
MAX_FACTORY_DEPS: constant(uint256) = 1
MAX_FACTORY_DEP: constant(uint256) = 32

# Data for a second bridge: asset id and burn data; the largest is a chain's migration with its cut.
MAX_SECOND_BRIDGE_DATA: constant(uint256) = 10_240

# Words of a Merkle proof. A path of 256 levels is refused by name, so one more than the longest
# legal path must be readable.
MAX_PROOF: constant(uint256) = 256

# Levels of a tree kept in storage, and of a range proof (a path of 64 levels is refused by name).
# A chain's priority operations or batches do not reach 2**63.
MAX_TREE_HEIGHT: constant(uint256) = 64
# Priority operations of one batch.
MAX_PRIORITY_OPS: constant(uint256) = 256

# An L2 to L1 message whose inclusion is proved.
MAX_MESSAGE: constant(uint256) = 10_240

# Diamond cuts: six facets added and their predecessors' selectors removed, with room.
MAX_FACET_CUTS: constant(uint256) = 10
MAX_SELECTORS: constant(uint256) = 64
# A diamond: six facets with 120 functions, twice as many facets while an upgrade adds before it
# removes. Its longest answer is the loupe's list of all of them.
MAX_FACETS: constant(uint256) = 16
MAX_DIAMOND_SELECTORS: constant(uint256) = 256
MAX_FACET_ANSWER: constant(uint256) = 12_288
# Initial calldata of a cut: an upgrade with its L2 transaction.
MAX_CUT_CALLDATA: constant(uint256) = 12_288
# A whole encoded cut (about 7 KiB at creation).
MAX_CUT: constant(uint256) = 14_336

# Force deployments of a new chain (fixed part) and the init data that carries them beside the cut.
MAX_FORCE_DEPLOYMENTS: constant(uint256) = 4_096
MAX_CHAIN_INIT_DATA: constant(uint256) = 18_688
# What the genesis of one chain is told besides: 12 words and two texts.
MAX_CHAIN_SPECIFIC_DATA: constant(uint256) = 768

# Fields of a canonical transaction that must be empty, and the payload of an upgrade's L1 part.
MAX_EMPTY_FIELD: constant(uint256) = 32
MAX_UPGRADE_PAYLOAD: constant(uint256) = 1_024

# Burn and mint data of any asset handler: the largest is a migrating chain's. It arrives in a second
# bridge's data and leaves as L2 calldata, with four words around it and the selector.
MAX_ASSET_DATA: constant(uint256) = MAX_L2_CALLDATA - 160

# The native token vault's own data is smaller. Burn data is three words, with room to refuse more by
# name. A token's name() and symbol() are bridged as returned: two words and the text; an answer of
# this size or more counts as none.
MAX_BURN_DATA: constant(uint256) = 128
MAX_TOKEN_TEXT: constant(uint256) = 512
MAX_TOKEN_STRING: constant(uint256) = MAX_TOKEN_TEXT - 64
# Version byte, chain id and three such answers, the last of one word; mint data around them.
MAX_TOKEN_METADATA: constant(uint256) = 1_312
MAX_MINT_DATA: constant(uint256) = MAX_TOKEN_METADATA + 192
MAX_TOKEN_DEPOSIT_CALLDATA: constant(uint256) = MAX_MINT_DATA + 132

# One call of a chain admin: the largest is an upgrade with its cut.
MAX_CALL_DATA: constant(uint256) = 10_240

# Data availability: a calldata batch is at most one blob of pubdata (126,976 bytes) and a header.
MAX_DA_INPUT: constant(uint256) = 127_104
MAX_BLOBS: constant(uint256) = 16
# Blobs of one batch in raw-blob mode. A transaction carries 6; more must be published before.
MAX_BATCH_BLOBS: constant(uint256) = 64

# Proofs: a SNARK-wrapped proof is 44 words and two of header; batches proved at once.
MAX_PROOF_WORDS: constant(uint256) = 64
MAX_PUBLIC_INPUTS: constant(uint256) = 32

# Chains of one bridgehub, as many as its proxy can list (MAX_PROXY_RETURN). Its constructor argument
# sets a lower limit (100 in production).
MAX_CHAINS: constant(uint256) = 320

# Bytecode published for upgrades: one contract (EIP-170), a few a transaction.
MAX_BYTECODE: constant(uint256) = 24_576
MAX_BYTECODES: constant(uint256) = 4

# What a transparent proxy can return: the asset router's answer to a deposit, which is an L2
# calldata in a struct of fixed size, and the addresses of 334 chains.
MAX_PROXY_RETURN: constant(uint256) = MAX_L2_CALLDATA + 512
# What a bridged token can return: name and symbol, or all of eip712Domain().
MAX_BEACON_PROXY_RETURN: constant(uint256) = 2_048
# Initialiser of a proxy: the chain type manager's carries a cut and force deployments.
MAX_INITIALIZER: constant(uint256) = MAX_CUT + MAX_FORCE_DEPLOYMENTS + 1_024

# Operations of governance in their ABI form: setters, upgrades of proxies, transfers.
MAX_SMALL_CALLS: constant(uint256) = 8
MAX_SMALL_CALL: constant(uint256) = 512
# Bigger ones are passed encoded. A protocol upgrade holds a cut, the parameters of new chains (a
# cut and force deployments) and some thirty small calls of 200 bytes or so.
MAX_OPERATION_CALLS: constant(uint256) = 64
MAX_OPERATION: constant(uint256) = 40_960

# Calls of a chain admin at once: each may be as long as MAX_CALL_DATA, so their number is small.
MAX_ADMIN_CALLS: constant(uint256) = 4
# What an event keeps of a call's answer.
MAX_CALL_RETURN: constant(uint256) = 1_024
# A single call of the ecosystem's admin: a chain is created with a cut and force deployments.
MAX_LARGE_CALL: constant(uint256) = MAX_CHAIN_INIT_DATA + 1_024
MAX_RESTRICTIONS: constant(uint256) = 16

# Data of a chain that moves, which together are asset data. To leave: an address and a diamond cut
# (5 KiB today) for the chain type manager, and a protocol version. To arrive: two words more, and the
# chain's commitment, 17 words and a priority tree of 34 levels.
MAX_BURN_CTM_DATA: constant(uint256) = 8_032
MAX_BURN_CHAIN_DATA: constant(uint256) = 1_024
MAX_MINT_CTM_DATA: constant(uint256) = MAX_BURN_CTM_DATA + 64
MAX_MINT_CHAIN_DATA: constant(uint256) = 1_632

# Force deployments of one upgrade transaction: what its calldata has room for. Information about a
# system contract's code is two words and two byte strings of three words each; a longer one is refused
# by name.
MAX_FORCE_DEPLOYED: constant(uint256) = 20
MAX_BYTECODE_INFO: constant(uint256) = 352
# Calldata that an upgrade transaction hands on, with selector and three words around it.
MAX_UPGRADE_CALLDATA: constant(uint256) = MAX_L2_CALLDATA - 100

# Interop roots imported in one transaction.
MAX_INTEROP_ROOTS: constant(uint256) = 64
