# pragma version 0.4.3
"""
@title Admin facet: what requests cost
@license MIT
@notice Parameters of the price of L1 to L2 requests. Once there is a price, they change at most
        once a day, and the price by at most 30 % up or 1/1.3 down, so that users are never priced
        out in one step (docs/adr/0007-first-prices.md).
"""
from contracts.lib import constants
from contracts.lib import transaction_errors
from contracts.lib import transactions
from contracts.settlement import chain_access
from contracts.settlement import chain_errors
from contracts.settlement import chain_storage
from interfaces import IZKChain

uses: chain_storage
uses: chain_access

event NewPriorityTxMaxGasLimit:
    oldPriorityTxMaxGasLimit: uint256
    newPriorityTxMaxGasLimit: uint256

event NewFeeParams:
    oldFeeParams: IZKChain.FeeParams
    newFeeParams: IZKChain.FeeParams

event NewBaseTokenMultiplier:
    oldNominator: uint128
    oldDenominator: uint128
    newNominator: uint128
    newDenominator: uint128

event PubdataPricingModeUpdate:
    validiumMode: uint8


# Upper bound of the gas limit of a priority transaction.
_MAX_GAS_PER_TRANSACTION: constant(uint256) = 80_000_000
_PRICE_UPDATE_INTERVAL: constant(uint256) = 86_400  # one day
# L1 gas price at which prices are compared (1 gwei).
_REFERENCE_L1_GAS_PRICE: constant(uint256) = 10**9


# --- admin or chain type manager ---


@external
def changeFeeParams(new_fee_params: IZKChain.FeeParams):
    """
    @notice Change what batches may hold and what L2 gas costs. The pricing mode must stay; once
            priority mode is allowed, the capacities too.
    @dev Role: admin or chain type manager, on L1, at most one price update a day.
    @custom:errors NotL1; TokenMultiplierChangeTooFrequent;
                   PriorityTxPubdataExceedsMaxPubDataPerBatch; InvalidPubdataPricingMode; under
                   priority mode FeeParamsChangeTooLarge and NotCompatibleWithPriorityMode
    """
    chain_access._only_admin_or_chain_type_manager()
    chain_access._only_on_l1()
    updates: chain_storage.PriceUpdates = self._check_interval()
    if new_fee_params.maxPubdataPerBatch < new_fee_params.priorityTxMaxPubdata:
        chain_errors.PriorityTxPubdataExceedsMaxPubDataPerBatch()
    old: IZKChain.FeeParams = chain_storage._fee_params()
    if new_fee_params.pubdataPricingMode != old.pubdataPricingMode:
        chain_errors.InvalidPubdataPricingMode()
    if chain_storage._settlement().priorityModeAllowed:
        multiplier: chain_storage.TokenMultiplier = chain_storage._token_multiplier()
        self._check_price_change(
            self._reference_price(old, multiplier),
            self._reference_price(new_fee_params, multiplier),
        )
        if (
            new_fee_params.priorityTxMaxPubdata != old.priorityTxMaxPubdata
            or new_fee_params.maxPubdataPerBatch != old.maxPubdataPerBatch
            or new_fee_params.maxL2GasPerBatch != old.maxL2GasPerBatch
        ):
            chain_errors.NotCompatibleWithPriorityMode()
    chain_storage._set_fees(new_fee_params, chain_storage._priority_tx_max_gas_limit())
    updates.feeParams = block.timestamp
    chain_storage._set_price_updates(updates)
    log NewFeeParams(oldFeeParams=old, newFeeParams=new_fee_params)


@external
def setTokenMultiplier(nominator: uint128, denominator: uint128):
    """
    @notice Set the price of ETH in the chain's base token: nominator / denominator base units a
            wei.
    @dev Role: admin or chain type manager, on L1, at most one price update a day. The first may
         have any value, if no request was made yet.
    @custom:errors NotL1; DenominatorIsZero; TokenMultiplierChangeTooFrequent;
                   FeeParamsChangeTooLarge
    """
    chain_access._only_admin_or_chain_type_manager()
    chain_access._only_on_l1()
    if denominator == 0:
        chain_errors.DenominatorIsZero()
    updates: chain_storage.PriceUpdates = self._check_interval()
    params: IZKChain.FeeParams = chain_storage._fee_params()
    old: chain_storage.TokenMultiplier = chain_storage._token_multiplier()
    new: chain_storage.TokenMultiplier = chain_storage.TokenMultiplier(
        nominator=nominator, denominator=denominator
    )
    self._check_price_change(
        self._reference_price(params, old), self._reference_price(params, new)
    )
    chain_storage._set_token_multiplier(new)
    updates.tokenMultiplier = block.timestamp
    chain_storage._set_price_updates(updates)
    log NewBaseTokenMultiplier(
        oldNominator=old.nominator,
        oldDenominator=old.denominator,
        newNominator=nominator,
        newDenominator=denominator,
    )


# --- admin ---


@external
def setPubdataPricingMode(pricing_mode: uint8):
    """
    @notice Choose whether requests pay for pubdata on L1 (rollup) or not (validium).
    @dev Role: admin, on L1.
    @custom:errors NotL1; NotCompatibleWithPriorityMode; InvalidPubdataPricingMode for an unknown
                   one
    """
    chain_access._only_admin()
    chain_access._only_on_l1()
    chain_access._only_without_priority_mode(chain_storage._settlement())
    if pricing_mode > constants.PRICING_VALIDIUM:
        chain_errors.InvalidPubdataPricingMode()
    params: IZKChain.FeeParams = chain_storage._fee_params()
    params.pubdataPricingMode = pricing_mode
    chain_storage._set_fees(params, chain_storage._priority_tx_max_gas_limit())
    log PubdataPricingModeUpdate(validiumMode=pricing_mode)


# --- chain type manager ---


@external
def setPriorityTxMaxGasLimit(new_priority_tx_max_gas_limit: uint256):
    """
    @notice Set the highest gas limit of a request, at most 80,000,000.
    @dev Role: chain type manager, on L1.
    @custom:errors NotL1; TooMuchGas
    """
    chain_access._only_chain_type_manager()
    chain_access._only_on_l1()
    if new_priority_tx_max_gas_limit > _MAX_GAS_PER_TRANSACTION:
        transaction_errors.TooMuchGas()
    old: uint256 = chain_storage._priority_tx_max_gas_limit()
    chain_storage._set_fees(chain_storage._fee_params(), new_priority_tx_max_gas_limit)
    log NewPriorityTxMaxGasLimit(
        oldPriorityTxMaxGasLimit=old, newPriorityTxMaxGasLimit=new_priority_tx_max_gas_limit
    )


# --- inside ---


@internal
@view
def _check_interval() -> chain_storage.PriceUpdates:
    """
    @dev One price update of either kind a day, from the first multiplier on.
    """
    updates: chain_storage.PriceUpdates = chain_storage._price_updates()
    if chain_storage._token_multiplier().denominator != 0:
        allowed: uint256 = (
            max(updates.feeParams, updates.tokenMultiplier) + _PRICE_UPDATE_INTERVAL
        )
        if block.timestamp < allowed:
            chain_errors.TokenMultiplierChangeTooFrequent(allowed)
    return updates


@internal
@view
def _check_price_change(old_price: uint256, new_price: uint256):
    """
    @dev old / 1.3 <= new <= old * 1.3. Without a price, and before any request, anything goes.
    """
    if old_price == 0 and chain_storage.priority_tree._size() == 0:
        return
    highest: uint256 = old_price * 13 // 10
    if new_price > highest:
        chain_errors.FeeParamsChangeTooLarge(old_price, new_price, highest)
    lowest: uint256 = old_price * 10 // 13
    if new_price < lowest:
        chain_errors.FeeParamsChangeTooLarge(old_price, new_price, lowest)


@internal
@pure
def _reference_price(
    params: IZKChain.FeeParams, multiplier: chain_storage.TokenMultiplier
) -> uint256:
    """
    @dev Price of L2 gas by these parameters; 0 when they do not make one.
    """
    if (
        multiplier.denominator == 0
        or params.maxPubdataPerBatch == 0
        or params.maxL2GasPerBatch == 0
    ):
        return 0
    return transactions._l2_gas_price(
        params,
        convert(multiplier.nominator, uint256),
        convert(multiplier.denominator, uint256),
        _REFERENCE_L1_GAS_PRICE,
        constants.REQUIRED_GAS_PER_PUBDATA,
    )
