"""AdminFacet: fee parameters, token multiplier, pricing mode, gas limit."""

import pytest

from tests.support import reverts
from tests.support.chain import DAY, MAX_GAS

DEFAULTS = (0, 1_000_000, 120_000, 80_000_000, 99_000, 250_000_000)
MODE, OVERHEAD, PUBDATA, GAS, TX_PUBDATA, PRICE = range(6)


@pytest.fixture
def facet(chain):
    return chain.admin


def changed(field: int, value: int, base=DEFAULTS):
    return (*base[:field], value, *base[field + 1 :])


def allow_priority_mode(chain):
    """The flag alone; how it is set is tested with priority mode."""
    slot = chain.slot("_settlement_word")
    chain.store(slot, chain.rpc.storage(chain.address, slot) | 1 << 225)


def push_operation(chain, bridgehub):
    chain.mailbox.bridgehubRequestL2TransactionOnGateway(b"\x01" * 32, 0, sender=bridgehub)


def price(params, nominator, denominator):
    """Price of L2 gas at 1 gwei on L1 and 800 gas a byte, by the protocol's formula."""
    mode, overhead_gas, batch_pubdata, batch_gas, _, minimal = params
    l1 = 10**9 * nominator // denominator
    overhead = overhead_gas * l1
    pubdata = (17 * l1 if mode == 0 else 0) + overhead // batch_pubdata
    return max(minimal + overhead // batch_gas, -(-pubdata // 800))


# --- fee parameters ---


def test_change_fee_params__changes(facet, chain, chain_admin):
    new = (0, 2_000_000, 130_000, 2**32 - 1, 130_000, 2**64 - 1)
    receipt = facet.changeFeeParams(new, sender=chain_admin)
    [event] = facet.events(receipt)
    assert (event.name, event.oldFeeParams, event.newFeeParams) == ("NewFeeParams", DEFAULTS, new)
    assert chain.getters.getFeeParams() == new
    assert chain.getters.getLastPriceUpdates() == (chain.now(), 0)
    assert chain.getters.getPriorityTxMaxGasLimit() == MAX_GAS


def test_change_fee_params__manager_may(facet, chain, manager):
    facet.changeFeeParams(changed(OVERHEAD, 5), sender=manager)
    assert chain.getters.getFeeParams() == changed(OVERHEAD, 5)


def test_change_fee_params__stranger__reverts(facet, stranger):
    with reverts("Unauthorized", stranger):
        facet.changeFeeParams(DEFAULTS, sender=stranger)


def test_change_fee_params__before_the_first_multiplier__as_often_as_needed(facet, chain_admin):
    """Without a price there is nothing to protect (docs/adr/0007)."""
    facet.changeFeeParams(changed(PRICE, 1), sender=chain_admin)
    facet.changeFeeParams(changed(PRICE, 2), sender=chain_admin)
    facet.setTokenMultiplier(1, 10**12, sender=chain_admin)
    with reverts("TokenMultiplierChangeTooFrequent"):
        facet.changeFeeParams(changed(PRICE, 2), sender=chain_admin)


def test_change_fee_params__twice_a_day__reverts(facet, chain, chain_admin):
    facet.setTokenMultiplier(1, 1, sender=chain_admin)
    wait_a_day(chain.rpc)
    facet.changeFeeParams(DEFAULTS, sender=chain_admin)
    allowed = chain.now() + DAY
    chain.mine_at(allowed - 1)
    with reverts("TokenMultiplierChangeTooFrequent", allowed):
        facet.call("changeFeeParams", [DEFAULTS], caller=chain_admin)
    chain.rpc.call("evm_setNextBlockTimestamp", allowed)
    facet.changeFeeParams(DEFAULTS, sender=chain_admin)


def test_change_fee_params__after_a_new_multiplier__reverts(facet, chain, chain_admin):
    facet.setTokenMultiplier(1, 1, sender=chain_admin)
    with reverts("TokenMultiplierChangeTooFrequent", chain.now() + DAY):
        facet.changeFeeParams(DEFAULTS, sender=chain_admin)


def test_change_fee_params__transaction_beyond_batch__reverts(facet, chain_admin):
    with reverts("PriorityTxPubdataExceedsMaxPubDataPerBatch"):
        facet.changeFeeParams(changed(TX_PUBDATA, DEFAULTS[PUBDATA] + 1), sender=chain_admin)
    facet.changeFeeParams(changed(TX_PUBDATA, DEFAULTS[PUBDATA]), sender=chain_admin)


@pytest.mark.parametrize("mode", [1, 2, 255])
def test_change_fee_params__other_pricing_mode__reverts(facet, chain_admin, mode):
    with reverts("InvalidPubdataPricingMode"):
        facet.changeFeeParams(changed(MODE, mode), sender=chain_admin)


def test_change_fee_params__without_priority_mode__price_is_free(facet, chain_admin):
    facet.setTokenMultiplier(1, 1, sender=chain_admin)
    wait_a_day(facet.rpc)
    facet.changeFeeParams(changed(PRICE, 10**18), sender=chain_admin)


def wait_a_day(rpc):
    rpc.call("evm_increaseTime", DAY)
    rpc.call("evm_mine")


@pytest.mark.parametrize("field", [PUBDATA, GAS, TX_PUBDATA])
def test_change_fee_params__priority_mode_allowed__capacities_stay(
    facet, chain, chain_admin, field
):
    allow_priority_mode(chain)
    with reverts("NotCompatibleWithPriorityMode"):
        facet.changeFeeParams(changed(field, DEFAULTS[field] - 1), sender=chain_admin)


def test_change_fee_params__priority_mode_allowed__price_moves_by_30_percent(
    facet, chain, chain_admin
):
    facet.setTokenMultiplier(1, 1, sender=chain_admin)
    allow_priority_mode(chain)
    old = price(DEFAULTS, 1, 1)
    highest, lowest = old * 13 // 10, old * 10 // 13
    wait_a_day(chain.rpc)
    # The minimal price is a summand, so the derived one moves by as much.
    up, down = DEFAULTS[PRICE] + highest - old, DEFAULTS[PRICE] - (old - lowest)
    with reverts("FeeParamsChangeTooLarge", old, highest + 1, highest):
        facet.changeFeeParams(changed(PRICE, up + 1), sender=chain_admin)
    with reverts("FeeParamsChangeTooLarge", old, lowest - 1, lowest):
        facet.changeFeeParams(changed(PRICE, down - 1), sender=chain_admin)
    facet.changeFeeParams(changed(PRICE, up), sender=chain_admin)


def test_change_fee_params__priority_mode_allowed_without_a_price__passes(
    facet, chain, chain_admin
):
    """Without a multiplier both prices count as 0."""
    allow_priority_mode(chain)
    facet.changeFeeParams(changed(PRICE, 1), sender=chain_admin)
    assert chain.getters.getFeeParams() == changed(PRICE, 1)


# --- token multiplier ---


def test_set_token_multiplier__first__may_be_anything(facet, chain, chain_admin):
    receipt = facet.setTokenMultiplier(2**128 - 1, 2**128 - 2, sender=chain_admin)
    [event] = facet.events(receipt)
    assert event.name == "NewBaseTokenMultiplier"
    assert (event.oldNominator, event.oldDenominator) == (0, 0)
    assert (event.newNominator, event.newDenominator) == (2**128 - 1, 2**128 - 2)
    assert chain.getters.baseTokenGasPriceMultiplierNominator() == 2**128 - 1
    assert chain.getters.baseTokenGasPriceMultiplierDenominator() == 2**128 - 2
    assert chain.getters.getLastPriceUpdates() == (0, chain.now())


def test_set_token_multiplier__first_with_a_request_waiting__reverts(
    facet, chain, chain_admin, bridgehub
):
    """The protocol's trap: a chain must have a price before anything is queued."""
    push_operation(chain, bridgehub)
    with reverts("FeeParamsChangeTooLarge", 0, price(DEFAULTS, 1, 1), 0):
        facet.setTokenMultiplier(1, 1, sender=chain_admin)


def test_set_token_multiplier__manager_may(facet, chain, manager):
    facet.setTokenMultiplier(3, 2, sender=manager)
    assert chain.getters.baseTokenGasPriceMultiplierNominator() == 3


def test_set_token_multiplier__stranger__reverts(facet, stranger):
    with reverts("Unauthorized", stranger):
        facet.setTokenMultiplier(1, 1, sender=stranger)


def test_set_token_multiplier__zero_denominator__reverts(facet, chain_admin):
    with reverts("DenominatorIsZero"):
        facet.setTokenMultiplier(1, 0, sender=chain_admin)


def test_set_token_multiplier__twice_a_day__reverts(facet, chain, chain_admin):
    facet.setTokenMultiplier(1, 1, sender=chain_admin)
    with reverts("TokenMultiplierChangeTooFrequent", chain.now() + DAY):
        facet.setTokenMultiplier(1, 1, sender=chain_admin)
    wait_a_day(chain.rpc)
    facet.setTokenMultiplier(1, 1, sender=chain_admin)


def test_set_token_multiplier__price_moves_by_30_percent(facet, chain, chain_admin):
    """On every chain, with or without priority mode."""
    facet.setTokenMultiplier(1000, 1, sender=chain_admin)
    wait_a_day(chain.rpc)
    old = price(DEFAULTS, 1000, 1)
    highest, lowest = old * 13 // 10, old * 10 // 13
    for nominator, bound in ((1400, highest), (700, lowest)):
        with reverts("FeeParamsChangeTooLarge", old, price(DEFAULTS, nominator, 1), bound):
            facet.setTokenMultiplier(nominator, 1, sender=chain_admin)
    facet.setTokenMultiplier(1300, 1, sender=chain_admin)


# --- pricing mode ---


def test_set_pubdata_pricing_mode__changes(facet, chain, chain_admin):
    receipt = facet.setPubdataPricingMode(1, sender=chain_admin)
    [event] = facet.events(receipt)
    assert (event.name, event.validiumMode) == ("PubdataPricingModeUpdate", 1)
    assert chain.getters.getPubdataPricingMode() == 1
    assert chain.getters.getFeeParams() == changed(MODE, 1)
    facet.setPubdataPricingMode(0, sender=chain_admin)
    assert chain.getters.getFeeParams() == DEFAULTS


def test_set_pubdata_pricing_mode__not_admin__reverts(facet, manager):
    with reverts("Unauthorized", manager):
        facet.setPubdataPricingMode(1, sender=manager)


@pytest.mark.parametrize("mode", [2, 255])
def test_set_pubdata_pricing_mode__unknown__reverts(facet, chain_admin, mode):
    with reverts("InvalidPubdataPricingMode"):
        facet.setPubdataPricingMode(mode, sender=chain_admin)


def test_set_pubdata_pricing_mode__priority_mode_allowed__reverts(facet, chain, chain_admin):
    allow_priority_mode(chain)
    with reverts("NotCompatibleWithPriorityMode"):
        facet.setPubdataPricingMode(1, sender=chain_admin)


# --- gas limit ---


def test_set_priority_tx_max_gas_limit__changes(facet, chain, manager):
    receipt = facet.setPriorityTxMaxGasLimit(80_000_000, sender=manager)
    [event] = facet.events(receipt)
    assert (event.name, event.oldPriorityTxMaxGasLimit, event.newPriorityTxMaxGasLimit) == (
        "NewPriorityTxMaxGasLimit",
        MAX_GAS,
        80_000_000,
    )
    assert chain.getters.getPriorityTxMaxGasLimit() == 80_000_000
    assert chain.getters.getFeeParams() == DEFAULTS


def test_set_priority_tx_max_gas_limit__too_high__reverts(facet, manager):
    for limit in (80_000_001, 2**256 - 1):
        with reverts("TooMuchGas"):
            facet.setPriorityTxMaxGasLimit(limit, sender=manager)


def test_set_priority_tx_max_gas_limit__not_manager__reverts(facet, chain_admin):
    with reverts("Unauthorized", chain_admin):
        facet.setPriorityTxMaxGasLimit(1, sender=chain_admin)


# --- layer ---


@pytest.mark.parametrize(
    ("function", "arguments", "by_manager"),
    [
        ("changeFeeParams", [DEFAULTS], False),
        ("setTokenMultiplier", [1, 1], False),
        ("setPubdataPricingMode", [1], False),
        ("setPriorityTxMaxGasLimit", [1], True),
    ],
)
def test_fees__on_a_gateway__revert(gateway_chain, chain_admin, function, arguments, by_manager):
    sender = gateway_chain.manager if by_manager else chain_admin
    with reverts("NotL1", 31337):
        gateway_chain.admin.transact(function, arguments, sender=sender)
