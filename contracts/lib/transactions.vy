# pragma version 0.4.3
"""
@title L1 to L2 transactions
@license MIT
@notice Their hash, their price and what they must satisfy. ZKsync OS only: no overhead is taken off the
        gas limit, and factory dependencies cost nothing because there are none.
@custom:source era-contracts draft-v31, TransactionValidator, ZKChainBase, Mailbox
"""
from contracts.lib import constants
from contracts.lib import transaction_errors
from interfaces import IMessaging
from interfaces import IZKChain

L1_GAS_PER_PUBDATA_BYTE: constant(uint256) = 17

# Native resources: what proving costs, priced apart from gas.
NATIVE_PRICE: constant(uint256) = 10  # wei a unit
FREE_TX_NATIVE_PER_GAS: constant(uint256) = 10_000
STATIC_NATIVE: constant(uint256) = 2_875_420
ENCODING_NATIVE: constant(uint256) = 17_500  # a round of Keccak: 136 bytes of the encoding
CALLDATA_NATIVE: constant(uint256) = 1  # a byte
# Gas and pubdata of any transaction.
INTRINSIC_GAS: constant(uint256) = 21_000
CALLDATA_GAS: constant(uint256) = 16  # a byte
INTRINSIC_PUBDATA: constant(uint256) = 351  # bytes


@internal
@pure
def _canonical_hash(transaction: IMessaging.L2CanonicalTransaction) -> bytes32:
    """
    @notice The transaction's hash, on L1 as on L2.
    @dev It copies the transaction; where that is a cost, spell out the one line.
    """
    return keccak256(abi_encode(transaction))


@internal
@pure
def _encoded_length(data_length: uint256) -> uint256:
    """
    @notice Bytes of the ABI encoding of a transaction whose other dynamic fields are empty: offset,
            19 words of head, five lengths and the data.
    """
    return 32 * (25 + (data_length + 31) // 32)


@internal
@pure
def _l2_gas_price(
    params: IZKChain.FeeParams,
    nominator: uint256,
    denominator: uint256,
    l1_gas_price: uint256,
    gas_per_pubdata: uint256,
) -> uint256:
    """
    @notice Price of L2 gas in an L1 to L2 transaction.
    @param nominator Of the multiplier from wei to units of the base token; divided by `denominator`,
           which must not be 0. Neither must `gas_per_pubdata` nor the maxima in `params`.
    @param l1_gas_price In wei.
    @return Units of the base token.
    """
    l1_price: uint256 = l1_gas_price * nominator // denominator
    pubdata_price: uint256 = 0
    if params.pubdataPricingMode == constants.PRICING_ROLLUP:
        pubdata_price = L1_GAS_PER_PUBDATA_BYTE * l1_price
    overhead: uint256 = convert(params.batchOverheadL1Gas, uint256) * l1_price
    full_pubdata_price: uint256 = (
        pubdata_price + overhead // convert(params.maxPubdataPerBatch, uint256)
    )
    gas_price: uint256 = convert(params.minimalL2GasPrice, uint256) + overhead // convert(
        params.maxL2GasPerBatch, uint256
    )
    return max(gas_price, (full_pubdata_price + gas_per_pubdata - 1) // gas_per_pubdata)


@internal
@pure
def _minimal_gas(
    encoded_length: uint256, data_length: uint256, gas_per_pubdata: uint256, max_fee: uint256
) -> uint256:
    """
    @notice The least gas limit with which a priority transaction can be processed at all.
    @param encoded_length Bytes of its ABI encoding.
    @param max_fee Wei per gas; 0 for the protocol's own transactions.
    """
    native: uint256 = (
        STATIC_NATIVE
        + max(1, (encoded_length + 135) // 136) * ENCODING_NATIVE
        + data_length * CALLDATA_NATIVE
    )
    gas_for_native: uint256 = 0
    if max_fee == 0:
        gas_for_native = native // FREE_TX_NATIVE_PER_GAS
    else:
        gas_for_native = native * NATIVE_PRICE // max_fee
    return max(
        INTRINSIC_GAS + CALLDATA_GAS * data_length,
        gas_for_native + INTRINSIC_PUBDATA * gas_per_pubdata,
    )


@internal
@pure
def _validate(
    gas_limit: uint256,
    gas_per_pubdata: uint256,
    max_fee: uint256,
    data_length: uint256,
    max_gas_limit: uint256,
    max_pubdata: uint256,
):
    """
    @notice Refuse a priority transaction that a batch could not hold or that could not pay for itself.
    @param gas_per_pubdata Not 0.
    @param max_gas_limit The chain's limit, like `max_pubdata` (bytes).
    @custom:errors TooMuchGas; PubdataGreaterThanLimit; ValidateTxnNotEnoughGas
    """
    if gas_limit > max_gas_limit:
        transaction_errors.TooMuchGas()
    pubdata: uint256 = gas_limit // gas_per_pubdata
    if pubdata > max_pubdata:
        transaction_errors.PubdataGreaterThanLimit(max_pubdata, pubdata)
    encoded_length: uint256 = self._encoded_length(data_length)
    if self._minimal_gas(encoded_length, data_length, gas_per_pubdata, max_fee) > gas_limit:
        transaction_errors.ValidateTxnNotEnoughGas()


@internal
@pure
def _validate_upgrade(transaction: IMessaging.L2CanonicalTransaction):
    """
    @notice Refuse an upgrade transaction that is not a free call from a system address.
    @custom:errors InvalidUpgradeTxn with the number of the first field that is wrong: 0 sender,
                   1 to, 2 paymaster, 3 value, 4 maxFeePerGas, 5 maxPriorityFeePerGas, 6-9 reserved,
                   10 signature, 11 paymasterInput, 12 reservedDynamic
    """
    if transaction.sender > convert(max_value(uint16), uint256):
        transaction_errors.InvalidUpgradeTxn(0)
    if transaction.to > convert(max_value(uint160), uint256):
        transaction_errors.InvalidUpgradeTxn(1)
    if transaction.paymaster != 0:
        transaction_errors.InvalidUpgradeTxn(2)
    if transaction.value != 0:
        transaction_errors.InvalidUpgradeTxn(3)
    if transaction.maxFeePerGas != 0:
        transaction_errors.InvalidUpgradeTxn(4)
    if transaction.maxPriorityFeePerGas != 0:
        transaction_errors.InvalidUpgradeTxn(5)
    if transaction.reserved[0] != 0:
        transaction_errors.InvalidUpgradeTxn(6)
    if transaction.reserved[1] > convert(max_value(uint160), uint256):
        transaction_errors.InvalidUpgradeTxn(7)
    if transaction.reserved[2] != 0:
        transaction_errors.InvalidUpgradeTxn(8)
    if transaction.reserved[3] != 0:
        transaction_errors.InvalidUpgradeTxn(9)
    if len(transaction.signature) != 0:
        transaction_errors.InvalidUpgradeTxn(10)
    if len(transaction.paymasterInput) != 0:
        transaction_errors.InvalidUpgradeTxn(11)
    if len(transaction.reservedDynamic) != 0:
        transaction_errors.InvalidUpgradeTxn(12)
