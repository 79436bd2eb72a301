# pragma version 0.4.3
"""
@title Mailbox facet: the queue
@license MIT
@notice Prices, checks and appends priority operations.
"""
from contracts.lib import constants
from contracts.lib import limits
from contracts.lib import transactions
from contracts.settlement import chain_access
from contracts.settlement import chain_errors
from contracts.settlement import chain_storage
from interfaces import IL1ChainAssetHandler
from interfaces import IMessaging
from interfaces import IZKChain

uses: chain_storage
uses: chain_access

event NewPriorityRequest:
    txId: uint256
    txHash: bytes32
    expirationTimestamp: uint64
    transaction: IMessaging.L2CanonicalTransaction
    factoryDeps: DynArray[Bytes[limits.MAX_FACTORY_DEP], limits.MAX_FACTORY_DEPS]

event NewPriorityRequestId:
    txId: indexed(uint256)
    txHash: indexed(bytes32)


_CHAIN_ASSET_HANDLER: immutable(address)


@deploy
def __init__(chain_asset_handler: address):
    _CHAIN_ASSET_HANDLER = chain_asset_handler


@internal
@view
def _deposits_paused() -> bool:
    paused_at: uint256 = chain_storage._settlement().depositsPausedAt
    if paused_at != 0 and paused_at <= block.timestamp:
        return True
    return chain_access._is_on_l1() and staticcall IL1ChainAssetHandler(
        _CHAIN_ASSET_HANDLER
    ).isMigrationInProgress(chain_storage._identity().chainId)


@internal
@view
def _l2_gas_price(l1_gas_price: uint256, gas_per_pubdata: uint256) -> uint256:
    multiplier: chain_storage.TokenMultiplier = chain_storage._token_multiplier()
    if multiplier.denominator == 0:
        chain_errors.BaseTokenGasPriceDenominatorNotSet()
    return transactions._l2_gas_price(
        chain_storage._fee_params(),
        convert(multiplier.nominator, uint256),
        convert(multiplier.denominator, uint256),
        l1_gas_price,
        gas_per_pubdata,
    )


@internal
def _enqueue_free(
    sender: address, contract_l2: address, l2_calldata: Bytes[limits.MAX_L2_CALLDATA]
) -> bytes32:
    """
    @dev For the protocol's own transactions: nobody pays, nobody is refunded.
    """
    operation: uint256 = chain_storage.priority_tree._total()
    return self._enqueue(
        IMessaging.L2CanonicalTransaction(
            txType=constants.PRIORITY_TX_TYPE,
            sender=convert(sender, uint256),
            to=convert(contract_l2, uint256),
            gasLimit=constants.PRIORITY_TX_MAX_GAS_LIMIT,
            gasPerPubdataByteLimit=constants.REQUIRED_GAS_PER_PUBDATA,
            maxFeePerGas=0,
            maxPriorityFeePerGas=0,
            paymaster=0,
            nonce=operation,
            value=0,
            reserved=[0, 0, 0, 0],
            data=l2_calldata,
            signature=b"",
            factoryDeps=[],
            paymasterInput=b"",
            reservedDynamic=b"",
        )
    )


@internal
def _enqueue(transaction: IMessaging.L2CanonicalTransaction) -> bytes32:
    """
    @dev Validate the transaction and make it the next priority operation.
    """
    tx_hash: bytes32 = keccak256(abi_encode(transaction))
    fee_params: IZKChain.FeeParams = chain_storage._fee_params()
    transactions._validate(
        transaction.gasLimit,
        transaction.gasPerPubdataByteLimit,
        transaction.maxFeePerGas,
        len(transaction.data),
        chain_storage._priority_tx_max_gas_limit(),
        convert(fee_params.priorityTxMaxPubdata, uint256),
    )
    self._push(transaction.nonce, tx_hash)
    # Only on L1: what L1 has taken, the Gateway must take, or the two queues would differ.
    if chain_access._is_on_l1() and self._deposits_paused():
        chain_errors.DepositsPaused()
    log NewPriorityRequest(
        txId=transaction.nonce,
        txHash=tx_hash,
        expirationTimestamp=0,
        transaction=transaction,
        factoryDeps=[],
    )
    log NewPriorityRequestId(txId=transaction.nonce, txHash=tx_hash)
    return tx_hash


@internal
def _push(operation: uint256, tx_hash: bytes32):
    chain_storage.priority_tree._push(tx_hash)
    chain_storage._record_request(operation)
