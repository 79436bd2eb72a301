# pragma version 0.4.3
"""
@title Messages of the bridge to L1
@license MIT
@notice What asset routers, base tokens and asset trackers send. All begin with a selector; the first two
        are packed, not ABI-encoded.
@dev As in `data_encoding.vy`, a contract on a hot path reads the words where it has them.
@custom:source era-contracts draft-v31, DataEncoding
"""
from contracts.lib import encoding_errors
from contracts.lib import limits

FINALIZE_DEPOSIT: constant(bytes4) = 0x9c884fd1  # finalizeDeposit(uint256,bytes32,bytes)
FINALIZE_ETH_WITHDRAWAL: constant(bytes4) = 0x6c0960f9
# receiveL1ToGatewayMigrationOnL1 and receiveGatewayToL1MigrationOnL1
L1_TO_GATEWAY_MIGRATION: constant(bytes4) = 0xe288a868
GATEWAY_TO_L1_MIGRATION: constant(bytes4) = 0xe1f4af55

MAX_ROUTER_MESSAGE: constant(uint256) = limits.MAX_ASSET_DATA + 68
# Selector and ten words.
MAX_MIGRATION_MESSAGE: constant(uint256) = 324


# Field order is the wire format.
struct L1ToGatewayMigration:
    version: bytes1
    originToken: address
    chainId: uint256
    assetId: bytes32
    tokenOriginChainId: uint256
    chainMigrationNumber: uint256
    assetMigrationNumber: uint256
    totalWithdrawalsToL1: uint256
    totalSuccessfulDepositsFromL1: uint256
    totalPreV31TotalSupply: uint256


struct GatewayToL1Migration:
    version: bytes1
    originToken: address
    chainId: uint256
    assetId: bytes32
    tokenOriginChainId: uint256
    amount: uint256
    chainMigrationNumber: uint256
    assetMigrationNumber: uint256


@internal
@pure
def _encode_router_message(
    source_chain_id: uint256, asset_id: bytes32, transfer_data: Bytes[limits.MAX_ASSET_DATA]
) -> Bytes[MAX_ROUTER_MESSAGE]:
    """
    @notice What an asset router sends to the one of another chain.
    """
    return concat(FINALIZE_DEPOSIT, convert(source_chain_id, bytes32), asset_id, transfer_data)


@internal
@pure
def _decode_router_message(
    message: Bytes[limits.MAX_MESSAGE],
) -> (bytes4, uint256, bytes32, Bytes[limits.MAX_MESSAGE]):
    """
    @return Selector, source chain id, asset id and transfer data.
    @custom:errors WrongMsgLength below 68 bytes
    """
    if len(message) < 68:
        encoding_errors.WrongMsgLength(68, len(message))
    return (
        convert(slice(message, 0, 4), bytes4),
        extract32(message, 4, output_type=uint256),
        extract32(message, 36),
        slice(message, 68, len(message) - 68),
    )


@internal
@pure
def _encode_base_token_withdrawal(receiver: address, amount: uint256) -> Bytes[56]:
    """
    @notice What a base token sends when `amount` wei are burnt for `receiver` on L1.
    """
    return concat(
        FINALIZE_ETH_WITHDRAWAL, convert(receiver, bytes20), convert(amount, bytes32)
    )


@internal
@pure
def _decode_base_token_withdrawal(
    message: Bytes[limits.MAX_MESSAGE],
) -> (bytes4, address, uint256):
    """
    @return Selector, receiver and amount. What the sender appended does not count.
    @custom:errors L2WithdrawalMessageWrongLength below 56 bytes
    """
    if len(message) < 56:
        encoding_errors.L2WithdrawalMessageWrongLength(len(message))
    return (
        convert(slice(message, 0, 4), bytes4),
        convert(convert(slice(message, 4, 20), bytes20), address),
        extract32(message, 24, output_type=uint256),
    )


@internal
@pure
def _decode_l1_to_gateway_migration(
    message: Bytes[MAX_MIGRATION_MESSAGE],
) -> L1ToGatewayMigration:
    """
    @custom:errors InvalidFunctionSignature for another selector
    """
    self._check_selector(message, L1_TO_GATEWAY_MIGRATION)
    return abi_decode(slice(message, 4, 320), L1ToGatewayMigration)


@internal
@pure
def _decode_gateway_to_l1_migration(
    message: Bytes[MAX_MIGRATION_MESSAGE],
) -> GatewayToL1Migration:
    """
    @custom:errors InvalidFunctionSignature for another selector
    """
    self._check_selector(message, GATEWAY_TO_L1_MIGRATION)
    return abi_decode(slice(message, 4, 256), GatewayToL1Migration)


@internal
@pure
def _check_selector(message: Bytes[MAX_MIGRATION_MESSAGE], expected: bytes4):
    selector: bytes4 = empty(bytes4)
    if len(message) >= 4:
        selector = convert(slice(message, 0, 4), bytes4)
    if selector != expected:
        encoding_errors.InvalidFunctionSignature(selector)
