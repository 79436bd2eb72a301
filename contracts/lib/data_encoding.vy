# pragma version 0.4.3
"""
@title TEMPORARY stand-in for the protocol branch's module
@license MIT
"""
from contracts.lib import constants
from contracts.lib import limits


@internal
@pure
def _asset_id(chain_id: uint256, asset_data: bytes32, tracker: address) -> bytes32:
    return keccak256(abi_encode(chain_id, tracker, asset_data))


@internal
@pure
def _ntv_asset_id(chain_id: uint256, token: address) -> bytes32:
    return keccak256(abi_encode(chain_id, constants.L2_NATIVE_TOKEN_VAULT, token))


struct BurnData:
    amount: uint256
    receiver: address
    token: address


@internal
@pure
def _decode_bridge_burn_data(data: Bytes[limits.MAX_BURN_DATA]) -> BurnData:
    if len(data) != 96:
        raw_revert(method_id("InvalidNTVBurnData()"))
    return BurnData(
        amount=extract32(data, 0, output_type=uint256),
        receiver=extract32(data, 32, output_type=address),
        token=extract32(data, 64, output_type=address),
    )


@internal
@pure
def _encode_bridge_mint_data(
    original_caller: address,
    remote_receiver: address,
    origin_token: address,
    amount: uint256,
    metadata: Bytes[limits.MAX_TOKEN_METADATA],
) -> Bytes[limits.MAX_MINT_DATA]:
    return abi_encode(original_caller, remote_receiver, origin_token, amount, metadata)


@internal
@pure
def _encode_bridge_burn_data(amount: uint256, receiver: address, token: address) -> Bytes[96]:
    return abi_encode(amount, receiver, token)


@internal
@pure
def _tx_data_hash(original_caller: address, asset_id: bytes32, transfer_data: Bytes[96]) -> bytes32:
    return keccak256(concat(0x01, abi_encode(original_caller, asset_id, transfer_data)))
