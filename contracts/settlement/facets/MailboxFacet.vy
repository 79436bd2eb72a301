# pragma version 0.4.3
"""
@title Mailbox facet
@license MIT
@notice Requests from L1 to a chain: each becomes a priority operation that the chain must process
        in order. Also the way back for whoever knows only the chain: proofs of its messages.
@dev Roles: the bridgehub asks for users; a few contracts of the ecosystem send service
     transactions; chains that settle on this one (a Gateway) relay theirs.
@custom:source era-contracts draft-v31, MailboxFacet
"""
from contracts.lib import address_alias
from contracts.lib import constants
from contracts.lib import errors
from contracts.lib import limits
from contracts.proxy import diamond
from contracts.settlement import chain_access
from contracts.settlement import chain_errors
from contracts.settlement import chain_storage
from contracts.settlement.facets import mailbox_aliases
from contracts.settlement.facets import mailbox_proofs
from contracts.settlement.facets import mailbox_queue
from interfaces import IBridgehub
from interfaces import IL1AssetTracker
from interfaces import IL1NativeTokenVault
from interfaces import IMessaging
from interfaces import ITransactionFilterer
from interfaces import IZKChain

initializes: diamond
initializes: chain_storage
initializes: chain_access[chain_storage := chain_storage]
initializes: mailbox_aliases
initializes: mailbox_proofs[chain_storage := chain_storage]
initializes: mailbox_queue[chain_storage := chain_storage, chain_access := chain_access]

exports: (
    mailbox_proofs.proveL1DepositParamsInclusion,
    mailbox_proofs.proveL1ToL2TransactionStatus,
    mailbox_proofs.proveL1ToL2TransactionStatusShared,
    mailbox_proofs.proveL2LeafInclusion,
    mailbox_proofs.proveL2LeafInclusionShared,
    mailbox_proofs.proveL2LeafInclusionSharedRecursive,
    mailbox_proofs.proveL2LogInclusion,
    mailbox_proofs.proveL2LogInclusionShared,
    mailbox_proofs.proveL2MessageInclusion,
    mailbox_proofs.proveL2MessageInclusionShared,
)

event NewRelayedPriorityTransaction:
    txId: uint256
    txHash: bytes32
    expirationTimestamp: uint64


# What a relayed request changes in the balances that the Gateway keeps for its chains. Field order
# is the wire format.
struct BalanceChange:
    version: bytes1
    originToken: address
    baseTokenAssetId: bytes32
    baseTokenAmount: uint256
    assetId: bytes32
    amount: uint256
    tokenOriginChainId: uint256


getName: public(constant(String[12])) = "MailboxFacet"
_BALANCE_CHANGE_VERSION: constant(bytes1) = 0x01


@deploy
def __init__(l1_chain_id: uint256, chain_asset_handler: address, eip_7702_checker: address):
    """
    @param eip_7702_checker 0 on a Gateway, and only there.
    @custom:errors ZeroAddress or AddressNotZero for the checker
    """
    chain_access.__init__(l1_chain_id)
    if chain_access._is_on_l1():
        if eip_7702_checker == empty(address):
            errors.ZeroAddress()
    elif eip_7702_checker != empty(address):
        chain_errors.AddressNotZero()
    mailbox_aliases.__init__(eip_7702_checker)
    mailbox_queue.__init__(chain_asset_handler)


# --- bridgehub ---


@external
@nonreentrant
def bridgehubRequestL2Transaction(request: IMessaging.BridgehubL2TransactionRequest) -> bytes32:
    """
    @notice Queue a user's request and return its canonical hash. The bridgehub has taken the base
            tokens (`mintValue`) already.
    @dev Role: bridgehub (the interop center on a Gateway).
    @custom:errors Unauthorized; TransactionNotAllowed by the filterer; GasPerPubdataMismatch;
                   TooManyFactoryDeps for any; BaseTokenGasPriceDenominatorNotSet; MsgValueTooLow;
                   TooMuchGas; PubdataGreaterThanLimit; ValidateTxnNotEnoughGas; DepositsPaused
    """
    identity: chain_storage.Identity = chain_storage._identity()
    self._only_bridgehub_or_interop_center(identity.bridgehub)
    filterer: address = chain_storage.transaction_filterer
    if filterer != empty(address):
        if not staticcall ITransactionFilterer(filterer).isTransactionAllowed(
            request.sender,
            request.contractL2,
            request.mintValue,
            request.l2Value,
            request.l2Calldata,
            request.refundRecipient,
        ):
            chain_errors.TransactionNotAllowed()
    if request.l2GasPerPubdataByteLimit != constants.REQUIRED_GAS_PER_PUBDATA:
        chain_errors.GasPerPubdataMismatch()
    if len(request.factoryDeps) != 0:
        chain_errors.TooManyFactoryDeps()
    price: uint256 = mailbox_queue._l2_gas_price(tx.gasprice, constants.REQUIRED_GAS_PER_PUBDATA)
    base_cost: uint256 = price * request.l2GasLimit
    if request.mintValue < base_cost:
        chain_errors.MsgValueTooLow(base_cost, request.mintValue)
    refund_recipient: address = mailbox_aliases._l2_refund_recipient(
        request.refundRecipient, request.sender
    )
    sender: address = mailbox_aliases._l2_sender(request.sender)
    # In a variable, because a call among a call's arguments has them all copied.
    operation: uint256 = chain_storage.priority_tree._total()
    tx_hash: bytes32 = mailbox_queue._enqueue(
        IMessaging.L2CanonicalTransaction(
            txType=constants.PRIORITY_TX_TYPE,
            sender=convert(sender, uint256),
            to=convert(request.contractL2, uint256),
            gasLimit=request.l2GasLimit,
            gasPerPubdataByteLimit=request.l2GasPerPubdataByteLimit,
            maxFeePerGas=price,
            maxPriorityFeePerGas=0,
            paymaster=0,
            nonce=operation,
            value=request.l2Value,
            reserved=[request.mintValue, convert(refund_recipient, uint256), 0, 0],
            data=request.l2Calldata,
            signature=b"",
            factoryDeps=[],
            paymasterInput=b"",
            reservedDynamic=b"",
        )
    )
    self._relay(identity, tx_hash, request.mintValue, sender)
    return tx_hash


@external
def bridgehubRequestL2TransactionOnGateway(tx_hash: bytes32, expiration_timestamp: uint64):
    """
    @notice On a Gateway, queue a request that was made on L1.
    @dev Role: bridgehub or interop center.
    @param expiration_timestamp Not read; requests do not expire.
    """
    self._only_bridgehub_or_interop_center(chain_storage._identity().bridgehub)
    operation: uint256 = chain_storage.priority_tree._total()
    mailbox_queue._push(operation, tx_hash)
    # The number after the push: the protocol's own, though requests on L1 carry the one before.
    log NewRelayedPriorityTransaction(
        txId=operation + 1, txHash=tx_hash, expirationTimestamp=0
    )
    log mailbox_queue.NewPriorityRequestId(txId=operation + 1, txHash=tx_hash)


# --- service transactions ---


@external
@nonreentrant
def requestL2ServiceTransaction(
    contract_l2: address, l2_calldata: Bytes[limits.MAX_L2_CALLDATA]
) -> bytes32:
    """
    @notice Queue a transaction of the protocol itself. It is free and cannot fail.
    @dev Role: chain registration sender, asset tracker, chain asset handler or this diamond, on L1.
    @custom:errors Unauthorized; NotL1; those of the request itself
    """
    identity: chain_storage.Identity = chain_storage._identity()
    self._only_service_sender(identity.bridgehub)
    chain_access._only_on_l1()
    tx_hash: bytes32 = mailbox_queue._enqueue_free(
        constants.SERVICE_TRANSACTION_SENDER, contract_l2, l2_calldata
    )
    layer: address = chain_storage._settlement().layer
    if layer != empty(address):
        relayed: bytes32 = extcall IZKChain(
            layer
        ).requestL2TransactionToGatewayMailboxWithBalanceChange(
            identity.chainId, tx_hash, 0, 0, False
        )
    return tx_hash


# --- chains that settle on this one ---


@external
@nonreentrant
def requestL2TransactionToGatewayMailboxWithBalanceChange(
    chain_id: uint256,
    canonical_tx_hash: bytes32,
    expiration_timestamp: uint64,
    base_token_amount: uint256,
    get_balance_change: bool,
) -> bytes32:
    """
    @notice Queue, for a chain that settles on this Gateway, what forwards its request there, with
            the deposit that it makes. Returns the hash of this chain's transaction.
    @dev Role: the diamond of `chain_id`, on L1.
    @param base_token_amount Of the other chain's base token.
    @param get_balance_change Whether the asset tracker has recorded a token's deposit.
    @custom:errors NotL1; NotSettlementLayer when this chain is none; NotHyperchain; InvalidChainId
                   when base tokens come without their asset
    """
    chain_access._only_on_l1()
    identity: chain_storage.Identity = chain_storage._identity()
    bridgehub: IBridgehub = IBridgehub(identity.bridgehub)
    if not staticcall bridgehub.whitelistedSettlementLayers(identity.chainId):
        chain_errors.NotSettlementLayer()
    if staticcall bridgehub.getZKChain(chain_id) != msg.sender:
        chain_errors.NotHyperchain()
    change: BalanceChange = empty(BalanceChange)
    change.version = _BALANCE_CHANGE_VERSION
    change.baseTokenAmount = base_token_amount
    change.baseTokenAssetId = staticcall bridgehub.baseTokenAssetId(chain_id)
    if base_token_amount > 0 and change.baseTokenAssetId == empty(bytes32):
        errors.InvalidChainId()
    if get_balance_change:
        change.assetId, change.amount = extcall IL1AssetTracker(
            chain_storage.asset_tracker
        ).consumeBalanceChange(identity.chainId, chain_id)
        vault: IL1NativeTokenVault = IL1NativeTokenVault(chain_storage.native_token_vault)
        change.tokenOriginChainId = staticcall vault.originChainId(change.assetId)
        change.originToken = staticcall vault.originToken(change.assetId)
    return mailbox_queue._enqueue_free(
        constants.SETTLEMENT_LAYER_RELAY_SENDER,
        constants.L2_INTEROP_CENTER,
        abi_encode(
            chain_id,
            canonical_tx_hash,
            expiration_timestamp,
            change,
            method_id=method_id(
                "forwardTransactionOnGatewayWithBalanceChange(uint256,bytes32,uint64,(bytes1,address,bytes32,uint256,bytes32,uint256,uint256))"
            ),
        ),
    )


# --- views ---


@external
@view
def l2TransactionBaseCost(
    gas_price: uint256, l2_gas_limit: uint256, l2_gas_per_pubdata_byte_limit: uint256
) -> uint256:
    """
    @notice What a request must bring at an L1 gas price of `gas_price` wei, in base units of the
            base token.
    @custom:errors BaseTokenGasPriceDenominatorNotSet
    """
    return mailbox_queue._l2_gas_price(gas_price, l2_gas_per_pubdata_byte_limit) * l2_gas_limit


@external
@view
def depositsPaused() -> bool:
    """
    @notice Whether requests are refused: the admin has paused them, or the chain is migrating.
    """
    return mailbox_queue._deposits_paused()


# --- inside ---


@internal
@view
def _only_bridgehub_or_interop_center(bridgehub: address):
    if msg.sender != bridgehub and msg.sender != constants.L2_INTEROP_CENTER:
        errors.Unauthorized(msg.sender)


@internal
@view
def _only_service_sender(bridgehub: address):
    if (
        msg.sender != self
        and msg.sender != staticcall IBridgehub(bridgehub).chainRegistrationSender()
        and msg.sender != chain_storage.asset_tracker
        and msg.sender != staticcall IBridgehub(bridgehub).chainAssetHandler()
    ):
        errors.Unauthorized(msg.sender)


@internal
def _relay(
    identity: chain_storage.Identity, tx_hash: bytes32, mint_value: uint256, l2_sender: address
):
    """
    @dev If the chain settles on a Gateway, its queue there must follow. The asset router's requests
         carry tokens, which the Gateway must account for.
    """
    layer: address = chain_storage._settlement().layer
    if layer == empty(address):
        return
    router: address = staticcall IBridgehub(identity.bridgehub).assetRouter()
    relayed: bytes32 = extcall IZKChain(
        layer
    ).requestL2TransactionToGatewayMailboxWithBalanceChange(
        identity.chainId, tx_hash, 0, mint_value, l2_sender == address_alias._apply(router)
    )
