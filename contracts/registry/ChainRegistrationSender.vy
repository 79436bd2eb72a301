# pragma version 0.4.3
"""
@title Chain registration sender
@license MIT
@notice Introduces chains of one settlement layer to each other, which interop needs: it sends
        chain b a transaction that tells b's bridgehub of chain a and its base token. Free of
        charge once for each pair, or as the second bridge of a request that pays for its L2 gas.
@dev Roles: none in use; the owner has nothing to do.
@custom:source era-contracts draft-v31, ChainRegistrationSender
"""
from contracts.lib import constants
from contracts.lib import errors
from contracts.lib import initializable
from contracts.lib import limits
from contracts.lib import ownable_2step
from contracts.registry import registry_errors
from interfaces import IBridgehub
from interfaces import ICrossChainSender
from interfaces import IMessaging
from interfaces import IZKChain

implements: ICrossChainSender
initializes: initializable
initializes: ownable_2step
exports: (
    ownable_2step.owner,
    ownable_2step.pendingOwner,
    ownable_2step.transferOwnership,
    ownable_2step.acceptOwnership,
    ownable_2step.renounceOwnership,
)

ENCODING_VERSION: constant(Bytes[1]) = x"01"

BRIDGE_HUB: public(immutable(address))

chainRegisteredOnChain: public(
    HashMap[uint256, HashMap[uint256, bool]]
)  # registered chain id => id of the chain it is registered on => done free of charge


@deploy
def __init__(bridgehub: address):
    BRIDGE_HUB = bridgehub
    initializable._disable()


@external
def initialize(owner: address):
    """
    @notice Set the owner, once.
    @custom:errors SlotOccupied
    """
    if initializable._initialized != 0:
        errors.SlotOccupied()
    initializable._start(1)
    ownable_2step._set_owner(owner)


@external
def registerChain(chain_to_be_registered: uint256, chain_registered_on: uint256):
    """
    @notice Make the first chain known on the second, by a service transaction: free of charge,
            hence once for each pair. The second chain refuses while its deposits are paused.
    @custom:errors ChainAlreadyRegistered; ChainsSettlementLayerMismatch; ChainsSettlingOnL1;
                   ZKChainNotRegistered; those of the second chain
    """
    if self.chainRegisteredOnChain[chain_to_be_registered][chain_registered_on]:
        registry_errors.ChainAlreadyRegistered()
    self._check_settlement_layers(chain_to_be_registered, chain_registered_on)
    l2_calldata: Bytes[68] = self._l2_calldata(chain_to_be_registered)
    target: address = staticcall IBridgehub(BRIDGE_HUB).getZKChain(chain_registered_on)

    self.chainRegisteredOnChain[chain_to_be_registered][chain_registered_on] = True
    extcall IZKChain(target).requestL2ServiceTransaction(constants.L2_BRIDGEHUB, l2_calldata)


@external
@payable
def bridgehubDeposit(
    chain_id: uint256,
    original_caller: address,
    l2_value: uint256,
    data: Bytes[limits.MAX_SECOND_BRIDGE_DATA],
) -> IMessaging.L2TransactionRequestTwoBridgesInner:
    """
    @notice The paid way: what to send to chain `chain_id` so that it knows another chain. `data` is
            0x01 and the id of that chain, 32 bytes.
    @dev Role: the bridgehub.
    @custom:errors Unauthorized; NoEthAllowed; UnsupportedEncodingVersion; ZKChainNotRegistered;
                   ChainsSettlementLayerMismatch; ChainsSettlingOnL1
    """
    if msg.sender != BRIDGE_HUB:
        errors.Unauthorized(msg.sender)
    if msg.value != 0:
        errors.NoEthAllowed()
    if len(data) < 33 or slice(data, 0, 1) != ENCODING_VERSION:
        errors.UnsupportedEncodingVersion()
    chain_to_be_registered: uint256 = extract32(data, 1, output_type=uint256)
    if staticcall IBridgehub(BRIDGE_HUB).getZKChain(chain_to_be_registered) == empty(address):
        errors.ZKChainNotRegistered()
    self._check_settlement_layers(chain_to_be_registered, chain_id)
    return IMessaging.L2TransactionRequestTwoBridgesInner(
        magicValue=constants.TWO_BRIDGES_MAGIC_VALUE,
        l2Contract=constants.L2_BRIDGEHUB,
        l2Calldata=self._l2_calldata(chain_to_be_registered),
        factoryDeps=[],
        txDataHash=empty(bytes32),  # there is nothing to recover if the transaction fails
    )


@external
def bridgehubConfirmL2Transaction(chain_id: uint256, tx_data_hash: bytes32, tx_hash: bytes32):
    """
    @notice Part of what a second bridge must offer. Nothing has to be remembered here.
    """
    pass


@internal
@view
def _check_settlement_layers(chain_to_be_registered: uint256, chain_registered_on: uint256):
    registered: uint256 = staticcall IBridgehub(BRIDGE_HUB).settlementLayer(chain_to_be_registered)
    registered_on: uint256 = staticcall IBridgehub(BRIDGE_HUB).settlementLayer(chain_registered_on)
    if registered != registered_on:
        registry_errors.ChainsSettlementLayerMismatch(registered, registered_on)
    if registered == chain.id:
        registry_errors.ChainsSettlingOnL1()


@internal
@view
def _l2_calldata(chain_to_be_registered: uint256) -> Bytes[68]:
    base_token_asset_id: bytes32 = staticcall IBridgehub(BRIDGE_HUB).baseTokenAssetId(
        chain_to_be_registered
    )
    if base_token_asset_id == empty(bytes32):
        errors.ZKChainNotRegistered()
    return abi_encode(
        chain_to_be_registered,
        base_token_asset_id,
        method_id=method_id("registerChainForInterop(uint256,bytes32)"),
    )
