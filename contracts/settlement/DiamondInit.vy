# pragma version 0.4.3
"""
@title Diamond initialiser
@license MIT
@notice Gives a new chain's diamond its first state, as the last step of the cut that creates it.
@dev Roles: none; runs by a delegate call in the diamond's constructor, once.
@custom:source era-contracts draft-v31, DiamondInit
"""
from contracts.lib import constants
from contracts.lib import errors
from contracts.proxy import diamond
from contracts.settlement import chain_errors
from contracts.settlement import chain_storage
from interfaces import IBridgehub
from interfaces import IChainTypeManager
from interfaces import IL1AssetRouter
from interfaces import IL1NativeTokenVault
from interfaces import IZKChain

initializes: diamond
initializes: chain_storage


# Field order is the wire format.
struct InitializeData:
    chainId: uint256
    bridgehub: address
    interopCenter: address  # not read: it is the same on every chain
    chainTypeManager: address
    protocolVersion: uint256
    admin: address
    validatorTimelock: address
    baseTokenAssetId: bytes32
    storedBatchZero: bytes32
    l2BootloaderBytecodeHash: bytes32  # this and the next two are EraVM's and not read
    l2DefaultAccountBytecodeHash: bytes32
    l2EvmEmulatorBytecodeHash: bytes32


IS_ZKSYNC_OS: public(constant(bool)) = True

# What a chain starts with; its admin may change it.
_BATCH_OVERHEAD_L1_GAS: constant(uint32) = 1_000_000
_MAX_PUBDATA_PER_BATCH: constant(uint32) = 120_000  # bytes
_MAX_L2_GAS_PER_BATCH: constant(uint32) = 80_000_000
_PRIORITY_TX_MAX_PUBDATA: constant(uint32) = 99_000  # bytes
_MINIMAL_L2_GAS_PRICE: constant(uint64) = 250_000_000  # wei


@deploy
def __init__():
    # Nobody initialises this contract's own storage.
    chain_storage._set_identity(chain_storage.Identity(bridgehub=self, chainId=0))


@external
def initialize(data: InitializeData) -> bytes32:
    """
    @notice Set up a chain: its ecosystem, its roles, batch zero and default parameters. The price
            of its base token is not set, and its deposits, DA pair and validators are up to others.
    @dev Role: the constructor of a diamond, once.
    @custom:errors SlotOccupied when initialised already; ZeroAddress for admin, validator timelock,
                   bridgehub, chain type manager or the version's verifier; EmptyAssetId
    """
    if chain_storage._identity().bridgehub != empty(address):
        errors.SlotOccupied()
    self._check(data)
    self._set_ecosystem(data)
    self._set_roles(data)
    self._set_defaults()
    chain_storage.batch_hashes[0] = data.storedBatchZero
    return constants.DIAMOND_INIT_SUCCESS


# --- inside ---


@internal
@pure
def _check(data: InitializeData):
    if (
        data.admin == empty(address)
        or data.validatorTimelock == empty(address)
        or data.bridgehub == empty(address)
        or data.chainTypeManager == empty(address)
    ):
        errors.ZeroAddress()
    if data.baseTokenAssetId == empty(bytes32):
        chain_errors.EmptyAssetId()


@internal
def _set_ecosystem(data: InitializeData):
    chain_storage._set_identity(
        chain_storage.Identity(bridgehub=data.bridgehub, chainId=data.chainId)
    )
    chain_storage._set_protocol(
        chain_storage.Protocol(
            chainTypeManager=data.chainTypeManager, version=data.protocolVersion
        )
    )
    chain_storage.base_token_asset_id = data.baseTokenAssetId
    if data.bridgehub == constants.L2_BRIDGEHUB:
        chain_storage.native_token_vault = constants.L2_NATIVE_TOKEN_VAULT
        chain_storage.asset_tracker = constants.L2_ASSET_TRACKER
        return
    router: address = staticcall IBridgehub(data.bridgehub).assetRouter()
    vault: address = staticcall IL1AssetRouter(router).nativeTokenVault()
    chain_storage.native_token_vault = vault
    chain_storage.asset_tracker = staticcall IL1NativeTokenVault(vault).l1AssetTracker()


@internal
def _set_roles(data: InitializeData):
    manager: IChainTypeManager = IChainTypeManager(data.chainTypeManager)
    verifier: address = staticcall manager.protocolVersionVerifier(data.protocolVersion)
    if verifier == empty(address):
        errors.ZeroAddress()
    chain_storage.verifier = verifier
    chain_storage.admin = data.admin
    chain_storage.validators[data.validatorTimelock] = True
    chain_storage.permissionless_validator = staticcall manager.PERMISSIONLESS_VALIDATOR()


@internal
def _set_defaults():
    chain_storage.priority_tree._setup()
    settlement: chain_storage.Settlement = empty(chain_storage.Settlement)
    settlement.baseTokenHasTotalSupply = True
    chain_storage._set_settlement(settlement)
    chain_storage._set_fees(
        IZKChain.FeeParams(
            pubdataPricingMode=constants.PRICING_ROLLUP,
            batchOverheadL1Gas=_BATCH_OVERHEAD_L1_GAS,
            maxPubdataPerBatch=_MAX_PUBDATA_PER_BATCH,
            maxL2GasPerBatch=_MAX_L2_GAS_PER_BATCH,
            priorityTxMaxPubdata=_PRIORITY_TX_MAX_PUBDATA,
            minimalL2GasPrice=_MINIMAL_L2_GAS_PRICE,
        ),
        constants.PRIORITY_TX_MAX_GAS_LIMIT,
    )
