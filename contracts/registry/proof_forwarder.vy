# pragma version 0.4.3
"""
@title Questions that a bridgehub hands on
@license MIT
@notice Proofs go to the message root, prices to the chain. Clients know one address and ask it.
@dev The message root has these functions too, so that calldata is passed on as it came.
"""
from contracts.lib import limits
from contracts.registry import chain_map
from contracts.registry import ecosystem
from interfaces import IMessaging
from interfaces import IZKChain

uses: chain_map
uses: ecosystem


@external
@view
def proveL2MessageInclusion(
    chain_id: uint256,
    batch_number: uint256,
    index: uint256,
    message: IMessaging.L2Message,
    proof: DynArray[bytes32, limits.MAX_PROOF],
) -> bool:
    """
    @notice Whether the chain sent `message` to L1 in that batch. See the message root.
    """
    return self._ask_message_root()


@external
@view
def proveL2LogInclusion(
    chain_id: uint256,
    batch_number: uint256,
    index: uint256,
    l2_log: IMessaging.L2Log,
    proof: DynArray[bytes32, limits.MAX_PROOF],
) -> bool:
    """
    @notice Whether that batch of the chain contains `l2_log`. See the message root.
    """
    return self._ask_message_root()


@external
@view
def proveL1ToL2TransactionStatus(
    chain_id: uint256,
    l2_tx_hash: bytes32,
    l2_batch_number: uint256,
    l2_message_index: uint256,
    l2_tx_number_in_batch: uint16,
    merkle_proof: DynArray[bytes32, limits.MAX_PROOF],
    status: uint8,
) -> bool:
    """
    @notice Whether the chain executed an L1 to L2 transaction with that outcome. See the message root.
    """
    return self._ask_message_root()


@external
@view
def l2TransactionBaseCost(
    chain_id: uint256,
    gas_price: uint256,
    l2_gas_limit: uint256,
    l2_gas_per_pubdata_byte_limit: uint256,
) -> uint256:
    """
    @notice Base token that an L1 to L2 transaction has to bring at that L1 gas price.
    @custom:errors "EnumerableMap: nonexistent key" for an unknown chain
    """
    return staticcall IZKChain(chain_map._known(chain_id)).l2TransactionBaseCost(
        gas_price, l2_gas_limit, l2_gas_per_pubdata_byte_limit
    )


@internal
@view
def _ask_message_root() -> bool:
    """
    @dev The caller's own question.
    """
    answer: Bytes[32] = raw_call(
        ecosystem.messageRoot, msg.data, max_outsize=32, is_static_call=True
    )
    return abi_decode(answer, bool)
