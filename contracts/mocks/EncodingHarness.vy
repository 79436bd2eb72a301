# pragma version 0.4.3
"""
@title The encoding modules, callable
@license MIT
@notice Test only.
"""
from contracts.lib import bridge_messages
from contracts.lib import data_encoding
from contracts.lib import limits


@external
@pure
def asset_id(chain_id: uint256, asset_data: bytes32, tracker: address) -> bytes32:
    return data_encoding._asset_id(chain_id, asset_data, tracker)


@external
@pure
def ntv_asset_id(chain_id: uint256, token: address) -> bytes32:
    return data_encoding._ntv_asset_id(chain_id, token)


@external
@pure
def check_asset_id(origin_chain_id: uint256, asset_id: bytes32, origin_token: address):
    data_encoding._check_asset_id(origin_chain_id, asset_id, origin_token)


@external
@pure
def encode_bridge_burn_data(amount: uint256, receiver: address, token: address) -> Bytes[96]:
    return data_encoding._encode_bridge_burn_data(amount, receiver, token)


@external
@pure
def decode_bridge_burn_data(data: Bytes[limits.MAX_BURN_DATA]) -> data_encoding.BurnData:
    return data_encoding._decode_bridge_burn_data(data)


@external
@pure
def encode_bridge_mint_data(
    original_caller: address,
    receiver: address,
    origin_token: address,
    amount: uint256,
    metadata: Bytes[limits.MAX_TOKEN_METADATA],
) -> Bytes[limits.MAX_MINT_DATA]:
    return data_encoding._encode_bridge_mint_data(
        original_caller, receiver, origin_token, amount, metadata
    )


@external
@pure
def decode_bridge_mint_data(data: Bytes[limits.MAX_MINT_DATA]) -> data_encoding.MintData:
    return data_encoding._decode_bridge_mint_data(data)


@external
@pure
def encode_token_data(
    origin_chain_id: uint256,
    name: Bytes[limits.MAX_TOKEN_TEXT],
    symbol: Bytes[limits.MAX_TOKEN_TEXT],
    decimals: Bytes[32],
) -> Bytes[limits.MAX_TOKEN_METADATA]:
    return data_encoding._encode_token_data(origin_chain_id, name, symbol, decimals)


@external
@pure
def decode_token_data(data: Bytes[limits.MAX_TOKEN_METADATA]) -> data_encoding.TokenData:
    return data_encoding._decode_token_data(data)


@external
@pure
def encode_deposit_data(
    asset_id: bytes32, transfer_data: Bytes[limits.MAX_ASSET_DATA]
) -> Bytes[data_encoding.MAX_DEPOSIT_DATA]:
    return data_encoding._encode_deposit_data(asset_id, transfer_data)


@external
@pure
def decode_deposit_data(
    data: Bytes[limits.MAX_SECOND_BRIDGE_DATA]
) -> (bytes32, Bytes[limits.MAX_ASSET_DATA]):
    return data_encoding._decode_deposit_data(data)


@external
@pure
def tx_data_hash(
    original_caller: address, asset_id: bytes32, transfer_data: Bytes[limits.MAX_ASSET_DATA]
) -> bytes32:
    return data_encoding._tx_data_hash(original_caller, asset_id, transfer_data)


@external
@pure
def legacy_tx_data_hash(
    chain_id: uint256,
    original_caller: address,
    asset_id: bytes32,
    token: address,
    transfer_data: Bytes[limits.MAX_BURN_DATA],
) -> bytes32:
    return data_encoding._legacy_tx_data_hash(
        chain_id, original_caller, asset_id, token, transfer_data
    )


@external
@pure
def encode_router_message(
    source_chain_id: uint256, asset_id: bytes32, transfer_data: Bytes[limits.MAX_ASSET_DATA]
) -> Bytes[bridge_messages.MAX_ROUTER_MESSAGE]:
    return bridge_messages._encode_router_message(source_chain_id, asset_id, transfer_data)


@external
@pure
def decode_router_message(
    message: Bytes[limits.MAX_MESSAGE]
) -> (bytes4, uint256, bytes32, Bytes[limits.MAX_MESSAGE]):
    return bridge_messages._decode_router_message(message)


@external
@pure
def decode_base_token_withdrawal(
    message: Bytes[limits.MAX_MESSAGE]
) -> (bytes4, address, uint256):
    return bridge_messages._decode_base_token_withdrawal(message)


@external
@pure
def encode_base_token_withdrawal(receiver: address, amount: uint256) -> Bytes[56]:
    return bridge_messages._encode_base_token_withdrawal(receiver, amount)


@external
@pure
def decode_l1_to_gateway_migration(
    message: Bytes[bridge_messages.MAX_MIGRATION_MESSAGE],
) -> bridge_messages.L1ToGatewayMigration:
    return bridge_messages._decode_l1_to_gateway_migration(message)


@external
@pure
def decode_gateway_to_l1_migration(
    message: Bytes[bridge_messages.MAX_MIGRATION_MESSAGE],
) -> bridge_messages.GatewayToL1Migration:
    return bridge_messages._decode_gateway_to_l1_migration(message)
