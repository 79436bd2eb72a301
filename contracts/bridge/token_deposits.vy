# pragma version 0.4.3
"""
@title Deposits of tokens
@license MIT
@notice What the asset router and the native token vault say to each other, in buffers just big
        enough: memory is paid for on every deposit.
"""
from contracts.bridge import bridge_errors
from contracts.lib import constants
from contracts.lib import data_encoding
from contracts.lib import limits
from interfaces import IL1NativeTokenVault

# How a chain is told of a deposit. L1's tokens go the way that old clients expect.
FINALIZE_DEPOSIT: constant(String[38]) = "finalizeDeposit(uint256,bytes32,bytes)"
FINALIZE_L1_TOKEN_DEPOSIT: constant(
    String[54]
) = "finalizeDeposit(address,address,address,uint256,bytes)"

nativeTokenVault: public(address)


@internal
@payable
def _read_legacy(original_caller: address, data: Bytes[96]) -> (bytes32, bytes32, Bytes[96]):
    """
    @dev Asset id, data hash and burn data of a request for a token of L1.
    """
    token: address = extract32(data, 0, output_type=address)
    amount: uint256 = extract32(data, 32, output_type=uint256)
    receiver: address = extract32(data, 64, output_type=address)
    asset_id: bytes32 = extcall IL1NativeTokenVault(
        self.nativeTokenVault
    ).ensureTokenIsRegistered(token)
    if asset_id != data_encoding._ntv_asset_id(chain.id, token):
        bridge_errors.LegacyEncodingUsedForNonL1Token()
    # Old clients leave the amount to the value sent.
    if token == constants.ETH_TOKEN and amount == 0:
        amount = msg.value
    return (
        asset_id,
        keccak256(abi_encode(original_caller, token, amount)),
        data_encoding._encode_bridge_burn_data(amount, receiver, token),
    )


@internal
@payable
def _burn(
    chain_id: uint256,
    original_caller: address,
    l2_value: uint256,
    asset_id: bytes32,
    burn_data: Bytes[96],
    handler: address,
) -> Bytes[limits.MAX_MINT_DATA]:
    vault: address = self.nativeTokenVault
    if handler == empty(address):
        extcall IL1NativeTokenVault(vault).tryRegisterTokenFromBurnData(burn_data, asset_id)
    return extcall IL1NativeTokenVault(vault).bridgeBurn(
        chain_id, l2_value, asset_id, original_caller, burn_data, value=msg.value
    )


@internal
@view
def _message(
    asset_id: bytes32, mint_data: Bytes[limits.MAX_MINT_DATA]
) -> Bytes[limits.MAX_TOKEN_DEPOSIT_CALLDATA]:
    """
    @dev `getDepositCalldata` of the vault's own data, whose first field is the sender already.
    """
    if self._is_token_of_l1(asset_id):
        return concat(method_id(FINALIZE_L1_TOKEN_DEPOSIT), mint_data)
    return abi_encode(chain.id, asset_id, mint_data, method_id=method_id(FINALIZE_DEPOSIT))


@internal
@pure
def _l1_token_message(
    sender: address, mint_data: Bytes[limits.MAX_MINT_DATA]
) -> Bytes[limits.MAX_TOKEN_DEPOSIT_CALLDATA]:
    """
    @dev The same for a token of L1 and mint data of any sender.
    """
    mint: data_encoding.MintData = data_encoding._decode_bridge_mint_data(mint_data)
    return abi_encode(
        sender,
        mint.receiver,
        mint.origin_token,
        mint.amount,
        mint.metadata,
        method_id=method_id(FINALIZE_L1_TOKEN_DEPOSIT),
    )


@internal
@view
def _is_token_of_l1(asset_id: bytes32) -> bool:
    return (
        staticcall IL1NativeTokenVault(self.nativeTokenVault).originChainId(asset_id) == chain.id
    )
