# pragma version 0.4.3
"""
@title Data of the bridge
@license MIT
@notice Asset ids, and what deposits carry.
@dev Each function copies its `Bytes` argument into a buffer of full size. A contract on a hot path that
     has the data in a big buffer anyway reads the two or three words it needs there.
@custom:source era-contracts draft-v31, DataEncoding
"""
from contracts.lib import constants
from contracts.lib import encoding_errors
from contracts.lib import errors
from contracts.lib import limits

# First byte of a second bridge's data, of token metadata and of a deposit's hash.
LEGACY_ENCODING: constant(bytes1) = 0x00
NEW_ENCODING: constant(bytes1) = 0x01
SET_COUNTERPART_ENCODING: constant(bytes1) = 0x02

MAX_DEPOSIT_DATA: constant(uint256) = limits.MAX_ASSET_DATA + 97


struct BurnData:
    amount: uint256
    receiver: address  # on the other chain
    token: address  # on this chain, or 0 if it is registered


struct MintData:
    original_caller: address
    receiver: address
    origin_token: address
    amount: uint256
    metadata: Bytes[limits.MAX_TOKEN_METADATA]


struct TokenData:
    origin_chain_id: uint256  # 0 in the old encoding, which only L1 tokens had
    name: Bytes[limits.MAX_TOKEN_TEXT]  # as the getter returned it, like the other two
    symbol: Bytes[limits.MAX_TOKEN_TEXT]
    decimals: Bytes[32]


# --- asset ids ---


@internal
@pure
def _asset_id(chain_id: uint256, asset_data: bytes32, tracker: address) -> bytes32:
    """
    @notice Id of the asset that `tracker` knows by `asset_data` on its home chain.
    """
    return keccak256(abi_encode(chain_id, tracker, asset_data))


@internal
@pure
def _ntv_asset_id(chain_id: uint256, token: address) -> bytes32:
    """
    @notice Id of the token at `token` on `chain_id`.
    """
    return keccak256(abi_encode(chain_id, constants.L2_NATIVE_TOKEN_VAULT, token))


@internal
@pure
def _check_asset_id(origin_chain_id: uint256, asset_id: bytes32, origin_token: address):
    """
    @custom:errors AssetIdMismatch when the id is another token's
    """
    expected: bytes32 = self._ntv_asset_id(origin_chain_id, origin_token)
    if asset_id != expected:
        errors.AssetIdMismatch(expected, asset_id)


# --- what the native token vault burns and mints by ---


@internal
@pure
def _encode_bridge_burn_data(amount: uint256, receiver: address, token: address) -> Bytes[96]:
    return abi_encode(amount, receiver, token)


@internal
@pure
def _decode_bridge_burn_data(data: Bytes[limits.MAX_BURN_DATA]) -> BurnData:
    """
    @custom:errors InvalidNTVBurnData unless 96 bytes
    """
    if len(data) != 96:
        encoding_errors.InvalidNTVBurnData()
    return abi_decode(data, BurnData)


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
def _decode_bridge_mint_data(data: Bytes[limits.MAX_MINT_DATA]) -> MintData:
    mint: MintData = empty(MintData)
    mint.original_caller, mint.receiver, mint.origin_token, mint.amount, mint.metadata = abi_decode(
        data, (address, address, address, uint256, Bytes[limits.MAX_TOKEN_METADATA])
    )
    return mint


@internal
@pure
def _encode_token_data(
    origin_chain_id: uint256,
    name: Bytes[limits.MAX_TOKEN_TEXT],
    symbol: Bytes[limits.MAX_TOKEN_TEXT],
    decimals: Bytes[32],
) -> Bytes[limits.MAX_TOKEN_METADATA]:
    return concat(NEW_ENCODING, abi_encode(origin_chain_id, name, symbol, decimals))


@internal
@pure
def _decode_token_data(data: Bytes[limits.MAX_TOKEN_METADATA]) -> TokenData:
    """
    @custom:errors EmptyData; UnsupportedEncodingVersion
    """
    if len(data) == 0:
        errors.EmptyData()
    token: TokenData = empty(TokenData)
    version: bytes1 = convert(slice(data, 0, 1), bytes1)
    if version == LEGACY_ENCODING:
        token.name, token.symbol, token.decimals = abi_decode(
            data, (Bytes[limits.MAX_TOKEN_TEXT], Bytes[limits.MAX_TOKEN_TEXT], Bytes[32])
        )
    elif version == NEW_ENCODING:
        token.origin_chain_id, token.name, token.symbol, token.decimals = abi_decode(
            slice(data, 1, len(data) - 1),
            (uint256, Bytes[limits.MAX_TOKEN_TEXT], Bytes[limits.MAX_TOKEN_TEXT], Bytes[32]),
        )
    else:
        errors.UnsupportedEncodingVersion()
    return token


# --- deposits ---


@internal
@pure
def _encode_deposit_data(
    asset_id: bytes32, transfer_data: Bytes[limits.MAX_ASSET_DATA]
) -> Bytes[MAX_DEPOSIT_DATA]:
    """
    @notice What a user hands to the asset router as second bridge calldata.
    """
    return concat(NEW_ENCODING, abi_encode(asset_id, transfer_data))


@internal
@pure
def _decode_deposit_data(
    data: Bytes[limits.MAX_SECOND_BRIDGE_DATA]
) -> (bytes32, Bytes[limits.MAX_ASSET_DATA]):
    """
    @return Asset id and transfer data.
    @custom:errors BadTransferDataLength below 33 bytes; UnsupportedEncodingVersion
    """
    if len(data) < 33:
        encoding_errors.BadTransferDataLength()
    if convert(slice(data, 0, 1), bytes1) != NEW_ENCODING:
        errors.UnsupportedEncodingVersion()
    return abi_decode(slice(data, 1, len(data) - 1), (bytes32, Bytes[limits.MAX_ASSET_DATA]))


@internal
@pure
def _tx_data_hash(
    original_caller: address, asset_id: bytes32, transfer_data: Bytes[limits.MAX_ASSET_DATA]
) -> bytes32:
    """
    @notice What L1 keeps of a deposit until it is known to have succeeded or failed.
    """
    return keccak256(concat(NEW_ENCODING, abi_encode(original_caller, asset_id, transfer_data)))


@internal
@pure
def _legacy_tx_data_hash(
    chain_id: uint256,
    original_caller: address,
    asset_id: bytes32,
    token: address,
    transfer_data: Bytes[limits.MAX_BURN_DATA],
) -> bytes32:
    """
    @notice The same for a deposit that was requested in the old encoding.
    @param chain_id Of this chain, where the token must be native.
    @param token What the vault holds for `asset_id`.
    @custom:errors IncorrectTokenAddressFromNTV when that is not the asset's token here;
                   InvalidNTVBurnData unless the transfer data has 96 bytes
    """
    if asset_id != self._ntv_asset_id(chain_id, token):
        encoding_errors.IncorrectTokenAddressFromNTV(asset_id, token)
    amount: uint256 = self._decode_bridge_burn_data(transfer_data).amount
    return keccak256(abi_encode(original_caller, token, amount))
