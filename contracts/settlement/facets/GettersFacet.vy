# pragma version 0.4.3
"""
@title Getters facet
@license MIT
@notice Everything about a chain that contracts and tools read, and the diamond's loupe (EIP-2535).
@dev Roles: none.
@custom:source era-contracts draft-v31, GettersFacet
"""
from contracts.lib import versions
from contracts.proxy import diamond
from contracts.proxy import diamond_loupe
from contracts.settlement import chain_storage
from contracts.settlement.facets import legacy_getters
from interfaces import IBridgehub
from interfaces import IZKChain

initializes: diamond
initializes: chain_storage
initializes: diamond_loupe[diamond := diamond]
initializes: legacy_getters[chain_storage := chain_storage]

exports: (
    diamond_loupe.facetAddress,
    diamond_loupe.facetAddresses,
    diamond_loupe.facetFunctionSelectors,
    diamond_loupe.facets,
    diamond_loupe.isDiamondStorageFrozen,
    diamond_loupe.isFacetFreezable,
    diamond_loupe.isFunctionFreezable,
    legacy_getters.getL2BootloaderBytecodeHash,
    legacy_getters.getL2DefaultAccountBytecodeHash,
    legacy_getters.getL2EvmEmulatorBytecodeHash,
    legacy_getters.getL2SystemContractsUpgradeBlockNumber,
    legacy_getters.getPriorityTreeStartIndex,
    legacy_getters.getTotalBlocksCommitted,
    legacy_getters.getTotalBlocksExecuted,
    legacy_getters.getTotalBlocksVerified,
    legacy_getters.getVerifierParams,
    legacy_getters.isEthWithdrawalFinalized,
    legacy_getters.isPriorityQueueActive,
    legacy_getters.storedBlockHash,
)


getName: public(constant(String[12])) = "GettersFacet"


# --- who and what ---


@external
@view
def getChainId() -> uint256:
    return chain_storage._identity().chainId


@external
@view
def getBridgehub() -> address:
    return chain_storage._identity().bridgehub


@external
@view
def getChainTypeManager() -> address:
    return chain_storage._protocol().chainTypeManager


@external
@view
def getAdmin() -> address:
    return chain_storage.admin


@external
@view
def getPendingAdmin() -> address:
    return chain_storage.pending_admin


@external
@view
def isValidator(account: address) -> bool:
    """
    @notice Whether `account` may settle the chain's batches.
    """
    return chain_storage.validators[account]


@external
@view
def getVerifier() -> address:
    return chain_storage.verifier


@external
@view
def getNativeTokenVault() -> address:
    return chain_storage.native_token_vault


@external
@view
def getAssetTracker() -> address:
    return chain_storage.asset_tracker


@external
@view
def getZKsyncOS() -> bool:
    """
    @notice True: no chain here is an EraVM one.
    """
    return True


# --- base token ---


@external
@view
def getBaseToken() -> address:
    """
    @notice L1 address of the base token, as the bridgehub knows it.
    """
    identity: chain_storage.Identity = chain_storage._identity()
    return staticcall IBridgehub(identity.bridgehub).baseToken(identity.chainId)


@external
@view
def getBaseTokenAssetId() -> bytes32:
    return chain_storage.base_token_asset_id


@external
@view
def baseTokenSupportsTotalSupply() -> bool:
    return chain_storage._settlement().baseTokenHasTotalSupply


@external
@view
def baseTokenGasPriceMultiplierNominator() -> uint128:
    return chain_storage._token_multiplier().nominator


@external
@view
def baseTokenGasPriceMultiplierDenominator() -> uint128:
    return chain_storage._token_multiplier().denominator


# --- protocol version ---


@external
@view
def getProtocolVersion() -> uint256:
    """
    @notice Packed: patch | minor << 32 | major << 64.
    """
    return chain_storage._protocol().version


@external
@view
def getSemverProtocolVersion() -> (uint32, uint32, uint32):
    """
    @notice (major, minor, patch).
    """
    return versions._unpack(chain_storage._protocol().version)


@external
@view
def getL2SystemContractsUpgradeTxHash() -> bytes32:
    """
    @notice Hash of the upgrade transaction that no executed batch contains yet, or 0.
    """
    return chain_storage.upgrade_tx_hash


@external
@view
def getL2SystemContractsUpgradeBatchNumber() -> uint256:
    """
    @notice The committed batch with the upgrade transaction, or 0.
    """
    return chain_storage._batches().upgradeBatch


# --- batches ---


@external
@view
def getTotalBatchesCommitted() -> uint256:
    return chain_storage._batches().committed


@external
@view
def getTotalBatchesVerified() -> uint256:
    return chain_storage._batches().verified


@external
@view
def getTotalBatchesExecuted() -> uint256:
    return chain_storage._batches().executed


@external
@view
def storedBatchHash(batch_number: uint256) -> bytes32:
    """
    @notice Hash of the batch's StoredBatchInfo; of a reverted batch too.
    """
    return chain_storage.batch_hashes[batch_number]


@external
@view
def l2LogsRootHash(batch_number: uint256) -> bytes32:
    """
    @notice Root of the executed batch's L2 to L1 logs; 0 until then.
    """
    return chain_storage.logs_roots[batch_number]


# --- priority operations ---


@external
@view
def getTotalPriorityTxs() -> uint256:
    """
    @notice Operations ever requested.
    """
    return chain_storage.priority_tree._total()


@external
@view
def getFirstUnprocessedPriorityTx() -> uint256:
    """
    @notice Number of the oldest operation that no executed batch contains.
    """
    return chain_storage.priority_tree._first_unprocessed()


@external
@view
def getPriorityQueueSize() -> uint256:
    """
    @notice Operations that wait.
    """
    return chain_storage.priority_tree._size()


@external
@view
def getPriorityTreeRoot() -> bytes32:
    return chain_storage.priority_tree._root()


@external
@view
def getPriorityOpRequestTimestamp(operation: uint256) -> uint256:
    """
    @notice When the operation was requested here, or 0.
    """
    return chain_storage._request_timestamp(operation)


# --- fees and requests ---


@external
@view
def getFeeParams() -> IZKChain.FeeParams:
    """
    @notice What the price of L2 gas is made of.
    """
    return chain_storage._fee_params()


@external
@view
def getPubdataPricingMode() -> uint8:
    """
    @notice 0 rollup, 1 validium.
    """
    return chain_storage._fee_params().pubdataPricingMode


@external
@view
def getPriorityTxMaxGasLimit() -> uint256:
    return chain_storage._priority_tx_max_gas_limit()


@external
@view
def getLastPriceUpdates() -> (uint256, uint256):
    """
    @notice Timestamps of the last change of the fee parameters and of the token multiplier.
    """
    updates: chain_storage.PriceUpdates = chain_storage._price_updates()
    return updates.feeParams, updates.tokenMultiplier


@external
@view
def getTransactionFilterer() -> address:
    """
    @notice Who decides which requests are taken; 0 when all are.
    """
    return chain_storage.transaction_filterer


# --- settlement and modes ---


@external
@view
def getSettlementLayer() -> address:
    """
    @notice 0 when the chain settles here, else the diamond of the Gateway (or the stand-in for L1).
    """
    return chain_storage._settlement().layer


@external
@view
def getDAValidatorPair() -> (address, uint8):
    """
    @notice L1 DA validator and L2 commitment scheme.
    """
    pair: chain_storage.DAPair = chain_storage._da_pair()
    return pair.l1Validator, pair.l2Scheme


@external
@view
def isPermanentRollup() -> bool:
    return chain_storage._settlement().isPermanentRollup


@external
@view
def getPausedDepositsTimestamp() -> uint256:
    """
    @notice Since when deposits are paused, or 0.
    """
    return chain_storage._settlement().depositsPausedAt


@external
@view
def getPriorityModeInfo() -> (bool, bool, address, address):
    """
    @notice (allowed, active, permissionless validator, filterer under priority mode).
    """
    settlement: chain_storage.Settlement = chain_storage._settlement()
    return (
        settlement.priorityModeAllowed,
        settlement.priorityModeActive,
        chain_storage.permissionless_validator,
        chain_storage.priority_mode_filterer,
    )
