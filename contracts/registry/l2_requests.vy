# pragma version 0.4.3
"""
@title L1 to L2 requests
@license MIT
@notice Takes the base token from the caller and has the chain's mailbox enqueue a transaction, worded by the
        caller or by a second bridge.
"""
from contracts.lib import constants
from contracts.lib import data_encoding
from contracts.lib import pausable
from contracts.registry import chain_map
from contracts.registry import ecosystem
from contracts.registry import registry_errors
from interfaces import ICrossChainSender
from interfaces import IL1AssetRouter
from interfaces import IMessaging

uses: chain_map
uses: ecosystem
uses: pausable

# Below are precompiles and the chains' predeployed contracts.
MIN_SECOND_BRIDGE: constant(address) = 0x000000000000000000000000000000000000FFff

# By hand, because Vyper would pass a typed call's whole buffer on: 10 KiB a request, copied by every
# proxy on the way.
BRIDGEHUB_REQUEST: constant(Bytes[4]) = method_id(
    "bridgehubRequestL2Transaction((address,address,uint256,uint256,bytes,uint256,uint256,bytes[],address))"
)

ETH_ASSET_ID: immutable(bytes32)


@deploy
def __init__():
    ETH_ASSET_ID = data_encoding._ntv_asset_id(chain.id, constants.ETH_TOKEN)


@external
@payable
@nonreentrant
def requestL2TransactionDirect(request: IMessaging.L2TransactionRequestDirect) -> bytes32:
    """
    @notice Send a transaction to a chain. Takes `mintValue` of the chain's base token from the caller:
            ETH as msg.value, a token through an approval of the native token vault.
    @return Hash of the canonical transaction.
    @custom:errors "Pausable: paused"; MsgValueMismatch; what router and mailbox raise;
                   "EnumerableMap: nonexistent key" for an unknown chain
    """
    pausable._when_not_paused()
    self._deposit_base_token(request.chainId, request.mintValue, 0)
    answer: Bytes[32] = raw_call(
        chain_map._known(request.chainId),
        abi_encode(
            IMessaging.BridgehubL2TransactionRequest(
                sender=msg.sender,
                contractL2=request.l2Contract,
                mintValue=request.mintValue,
                l2Value=request.l2Value,
                l2Calldata=request.l2Calldata,
                l2GasLimit=request.l2GasLimit,
                l2GasPerPubdataByteLimit=request.l2GasPerPubdataByteLimit,
                factoryDeps=request.factoryDeps,
                refundRecipient=self._or_sender(request.refundRecipient),
            ),
            method_id=BRIDGEHUB_REQUEST,
        ),
        max_outsize=32,
    )
    return abi_decode(answer, bytes32)


@external
@payable
@nonreentrant
def requestL2TransactionTwoBridges(
    request: IMessaging.L2TransactionRequestTwoBridgesOuter,
) -> bytes32:
    """
    @notice Send a transaction that a second bridge words: the base token is deposited as in a direct
            request, then the second bridge gets `secondBridgeValue` wei and the caller's data.
    @return Hash of the canonical transaction.
    @custom:errors "Pausable: paused"; SecondBridgeAddressTooLow; MsgValueMismatch; WrongMagicValue when
                   the second bridge is none; what router, second bridge and mailbox raise;
                   "EnumerableMap: nonexistent key" for an unknown chain
    """
    pausable._when_not_paused()
    second_bridge: address = request.secondBridgeAddress
    if convert(second_bridge, uint160) <= convert(MIN_SECOND_BRIDGE, uint160):
        registry_errors.SecondBridgeAddressTooLow(second_bridge, MIN_SECOND_BRIDGE)
    self._deposit_base_token(request.chainId, request.mintValue, request.secondBridgeValue)
    inner: IMessaging.L2TransactionRequestTwoBridgesInner = (
        extcall ICrossChainSender(second_bridge).bridgehubDeposit(
            request.chainId,
            msg.sender,
            request.l2Value,
            request.secondBridgeCalldata,
            value=request.secondBridgeValue,
        )
    )
    if inner.magicValue != constants.TWO_BRIDGES_MAGIC_VALUE:
        registry_errors.WrongMagicValue(
            convert(constants.TWO_BRIDGES_MAGIC_VALUE, uint256),
            convert(inner.magicValue, uint256),
        )
    answer: Bytes[32] = raw_call(
        chain_map._known(request.chainId),
        abi_encode(
            IMessaging.BridgehubL2TransactionRequest(
                sender=second_bridge,
                contractL2=inner.l2Contract,
                mintValue=request.mintValue,
                l2Value=request.l2Value,
                l2Calldata=inner.l2Calldata,
                l2GasLimit=request.l2GasLimit,
                l2GasPerPubdataByteLimit=request.l2GasPerPubdataByteLimit,
                factoryDeps=inner.factoryDeps,
                refundRecipient=self._or_sender(request.refundRecipient),
            ),
            method_id=BRIDGEHUB_REQUEST,
        ),
        max_outsize=32,
    )
    canonical_tx_hash: bytes32 = abi_decode(answer, bytes32)
    extcall ICrossChainSender(second_bridge).bridgehubConfirmL2Transaction(
        request.chainId, inner.txDataHash, canonical_tx_hash
    )
    return canonical_tx_hash


@internal
@payable
def _deposit_base_token(chain_id: uint256, mint_value: uint256, second_bridge_value: uint256):
    """
    @dev Hand `mint_value` of the base token to the router, which takes tokens from the caller itself.
    """
    asset_id: bytes32 = ecosystem.baseTokenAssetId[chain_id]
    deposited_wei: uint256 = 0
    if asset_id == ETH_ASSET_ID:
        deposited_wei = mint_value
    expected: uint256 = deposited_wei + second_bridge_value
    if msg.value != expected:
        registry_errors.MsgValueMismatch(expected, msg.value)
    extcall IL1AssetRouter(ecosystem.assetRouter).bridgehubDepositBaseToken(
        chain_id, asset_id, msg.sender, mint_value, value=deposited_wei
    )


@internal
@view
def _or_sender(refund_recipient: address) -> address:
    """
    @dev The mailbox, where aliasing happens, cannot see who called here.
    """
    if refund_recipient == empty(address):
        return msg.sender
    return refund_recipient
