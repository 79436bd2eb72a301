# pragma version 0.4.3
"""
@title State of a chain
@license MIT
@notice The only module with a chain's state. Every facet initialises `diamond` and then this one,
        so all of them see the same slots; a facet never declares a variable of its own.
@dev What is read together on a hot path is packed into one word, which `_name` reads as a struct
     and `_set_name` writes; widths are checked. New state is appended: slots of live chains never
     move.
@custom:source era-contracts draft-v31, ZKChainStorage
"""
from contracts.lib import constants
from contracts.lib import priority_tree
from interfaces import IZKChain

initializes: priority_tree


struct Identity:
    bridgehub: address
    chainId: uint256


struct Protocol:
    chainTypeManager: address
    version: uint256  # semantic version: patch | minor << 32


struct Settlement:
    layer: address  # 0 when the chain settles here
    depositsPausedAt: uint256  # timestamp, 0 when deposits are open
    isPermanentRollup: bool
    priorityModeAllowed: bool  # never taken back
    priorityModeActive: bool
    baseTokenHasTotalSupply: bool


struct Batches:
    executed: uint256
    verified: uint256
    committed: uint256
    upgradeBatch: uint256  # the committed batch with the upgrade transaction, or 0
    upgradePending: bool  # whether `upgrade_tx_hash` is not 0


struct TokenMultiplier:
    nominator: uint128
    denominator: uint128


struct DAPair:
    l1Validator: address
    l2Scheme: uint8


struct PriceUpdates:
    feeParams: uint256  # timestamp
    tokenMultiplier: uint256  # timestamp


_ADDRESS: constant(uint256) = 2**160 - 1
_UINT32: constant(uint256) = 2**32 - 1
_UINT40: constant(uint256) = 2**40 - 1
_UINT48: constant(uint256) = 2**48 - 1
_UINT64: constant(uint256) = 2**64 - 1
_UINT96: constant(uint256) = 2**96 - 1
_UINT128: constant(uint256) = 2**128 - 1

_identity_word: uint256  # bridgehub | chain id << 160 (96 bits)
_protocol_word: uint256  # chain type manager | version << 160 (96 bits)
_settlement_word: uint256  # layer | paused at << 160 (64 bits) | four flags from bit 224 on
_fee_word: uint256  # see _set_fees
_multiplier_word: uint256  # nominator | denominator << 128
_batches_word: uint256  # executed, verified, committed, upgrade batch: 48 bits each | flag
_da_word: uint256  # L1 DA validator | commitment scheme << 160
_price_updates_word: uint256  # fee params | token multiplier << 64
_request_timestamps: HashMap[uint256, uint256]  # operation // 6 => six timestamps of 40 bits

transaction_filterer: address
priority_mode_filterer: address  # becomes the filterer when priority mode is allowed
permissionless_validator: address  # settles in priority mode
admin: address
pending_admin: address
verifier: address
native_token_vault: address
asset_tracker: address
base_token_asset_id: bytes32
upgrade_tx_hash: bytes32  # of the upgrade transaction that no executed batch contains yet
validators: HashMap[address, bool]
batch_hashes: HashMap[uint256, bytes32]  # batch => hash of its StoredBatchInfo
logs_roots: HashMap[uint256, bytes32]  # executed batch => root of its L2 to L1 logs


# --- identity: written once ---


@internal
@view
def _identity() -> Identity:
    word: uint256 = self._identity_word
    return Identity(bridgehub=convert(word & _ADDRESS, address), chainId=word >> 160)


@internal
def _set_identity(identity: Identity):
    assert identity.chainId <= _UINT96  # dev: chain id is too big
    self._identity_word = convert(identity.bridgehub, uint256) | identity.chainId << 160


# --- protocol version, and who knows about versions ---


@internal
@view
def _protocol() -> Protocol:
    word: uint256 = self._protocol_word
    return Protocol(chainTypeManager=convert(word & _ADDRESS, address), version=word >> 160)


@internal
def _set_protocol(protocol: Protocol):
    assert protocol.version <= _UINT96  # dev: version is too big
    self._protocol_word = convert(protocol.chainTypeManager, uint256) | protocol.version << 160


# --- where the chain settles, and in which mode ---


@internal
@view
def _settlement() -> Settlement:
    word: uint256 = self._settlement_word
    return Settlement(
        layer=convert(word & _ADDRESS, address),
        depositsPausedAt=word >> 160 & _UINT64,
        isPermanentRollup=word >> 224 & 1 != 0,
        priorityModeAllowed=word >> 225 & 1 != 0,
        priorityModeActive=word >> 226 & 1 != 0,
        baseTokenHasTotalSupply=word >> 227 & 1 != 0,
    )


@internal
def _set_settlement(settlement: Settlement):
    assert settlement.depositsPausedAt <= _UINT64  # dev: no timestamp
    self._settlement_word = (
        convert(settlement.layer, uint256)
        | settlement.depositsPausedAt << 160
        | convert(settlement.isPermanentRollup, uint256) << 224
        | convert(settlement.priorityModeAllowed, uint256) << 225
        | convert(settlement.priorityModeActive, uint256) << 226
        | convert(settlement.baseTokenHasTotalSupply, uint256) << 227
    )


# --- fees ---


@internal
@view
def _fee_params() -> IZKChain.FeeParams:
    return self._unpack_fee_params(self._fee_word)


@internal
@view
def _priority_tx_max_gas_limit() -> uint256:
    return self._fee_word >> 200


@internal
@pure
def _unpack_fee_params(word: uint256) -> IZKChain.FeeParams:
    return IZKChain.FeeParams(
        pubdataPricingMode=convert(word & 255, uint8),
        batchOverheadL1Gas=convert(word >> 8 & _UINT32, uint32),
        maxPubdataPerBatch=convert(word >> 40 & _UINT32, uint32),
        maxL2GasPerBatch=convert(word >> 72 & _UINT32, uint32),
        priorityTxMaxPubdata=convert(word >> 104 & _UINT32, uint32),
        minimalL2GasPrice=convert(word >> 136 & _UINT64, uint64),
    )


@internal
def _set_fees(params: IZKChain.FeeParams, priority_tx_max_gas_limit: uint256):
    """
    @dev From the lowest bit: the fee parameters in their order and width (200 bits), then the gas
         limit of a priority transaction.
    """
    assert priority_tx_max_gas_limit <= _UINT32  # dev: gas limit is too big
    self._fee_word = (
        convert(params.pubdataPricingMode, uint256)
        | convert(params.batchOverheadL1Gas, uint256) << 8
        | convert(params.maxPubdataPerBatch, uint256) << 40
        | convert(params.maxL2GasPerBatch, uint256) << 72
        | convert(params.priorityTxMaxPubdata, uint256) << 104
        | convert(params.minimalL2GasPrice, uint256) << 136
        | priority_tx_max_gas_limit << 200
    )


@internal
@view
def _token_multiplier() -> TokenMultiplier:
    word: uint256 = self._multiplier_word
    return TokenMultiplier(
        nominator=convert(word & _UINT128, uint128), denominator=convert(word >> 128, uint128)
    )


@internal
def _set_token_multiplier(multiplier: TokenMultiplier):
    self._multiplier_word = (
        convert(multiplier.nominator, uint256) | convert(multiplier.denominator, uint256) << 128
    )


@internal
@view
def _price_updates() -> PriceUpdates:
    word: uint256 = self._price_updates_word
    return PriceUpdates(feeParams=word & _UINT64, tokenMultiplier=word >> 64)


@internal
def _set_price_updates(updates: PriceUpdates):
    self._price_updates_word = updates.feeParams | updates.tokenMultiplier << 64


# --- priority operations ---


@internal
@view
def _request_timestamp(operation: uint256) -> uint256:
    """
    @dev When the operation was requested here; 0 if it was not.
    """
    return self._request_timestamps[operation // 6] >> (operation % 6 * 40) & _UINT40


@internal
def _record_request(operation: uint256):
    """
    @dev Operations are recorded once, in order.
    """
    self._request_timestamps[operation // 6] |= block.timestamp << (operation % 6 * 40)


# --- batches ---


@internal
@view
def _batches() -> Batches:
    word: uint256 = self._batches_word
    return Batches(
        executed=word & _UINT48,
        verified=word >> 48 & _UINT48,
        committed=word >> 96 & _UINT48,
        upgradeBatch=word >> 144 & _UINT48,
        upgradePending=word >> 192 != 0,
    )


@internal
def _set_batches(batches: Batches):
    widest: uint256 = (
        batches.executed | batches.verified | batches.committed | batches.upgradeBatch
    )
    assert widest <= _UINT48  # dev: too many batches
    self._batches_word = (
        batches.executed
        | batches.verified << 48
        | batches.committed << 96
        | batches.upgradeBatch << 144
        | convert(batches.upgradePending, uint256) << 192
    )


@internal
def _set_upgrade_transaction(tx_hash: bytes32):
    """
    @dev The next batch must start with this transaction. 0 when its batch is executed.
    """
    self.upgrade_tx_hash = tx_hash
    batches: Batches = self._batches()
    batches.upgradePending = tx_hash != empty(bytes32)
    self._set_batches(batches)


# --- data availability ---


@internal
@view
def _da_pair() -> DAPair:
    word: uint256 = self._da_word
    return DAPair(
        l1Validator=convert(word & _ADDRESS, address), l2Scheme=convert(word >> 160, uint8)
    )


@internal
def _set_da_pair(pair: DAPair):
    self._da_word = convert(pair.l1Validator, uint256) | convert(pair.l2Scheme, uint256) << 160
