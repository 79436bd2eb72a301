# pragma version 0.4.3
"""
@title Tokens of a native token vault
@license MIT
@notice Which token stands for an asset on this chain, and where the asset comes from.
"""
from contracts.lib import errors

# Every transfer needs a token's address and whether it is native here, so these share a slot with
# the token's place in the list:
#   bits 0..159 address, 160..254 index, 255 native to this chain.
_tokens: HashMap[bytes32, uint256]  # asset id => packed
_foreign_origins: HashMap[bytes32, uint256]  # asset id => chain id, for tokens not native here
assetId: public(HashMap[address, bytes32])  # token => asset id
bridgedTokens: public(HashMap[uint256, bytes32])  # index => asset id, native tokens included
bridgedTokensCount: public(uint256)

ADDRESS_BITS: constant(uint256) = 160
ADDRESS_MASK: constant(uint256) = 2**160 - 1
INDEX_MASK: constant(uint256) = 2**95 - 1
NATIVE: constant(uint256) = 2**255


@external
@view
def tokenAddress(asset_id: bytes32) -> address:
    """
    @notice The token of an asset on this chain, or 0.
    """
    return self._token(asset_id)


@external
@view
def originChainId(asset_id: bytes32) -> uint256:
    """
    @notice The chain that an asset comes from, or 0 while no token stands for it here.
    """
    return self._origin(asset_id)


@external
@view
def tokenIndex(asset_id: bytes32) -> uint256:
    """
    @notice Place of an asset in `bridgedTokens`; 0 for unknown ones as well.
    """
    return (self._tokens[asset_id] >> ADDRESS_BITS) & INDEX_MASK


@internal
@view
def _origin(asset_id: bytes32) -> uint256:
    return chain.id if self._is_native(asset_id) else self._foreign_origins[asset_id]


@internal
@view
def _token(asset_id: bytes32) -> address:
    return convert(self._tokens[asset_id] & ADDRESS_MASK, address)


@internal
@view
def _token_of(asset_id: bytes32, named: address) -> address:
    """
    @dev The token of an asset. A token that the caller names must be it. Reverts AssetIdMismatch, or
         ZeroAddress for an unknown asset.
    """
    token: address = self._token(asset_id)
    if named != empty(address) and named != token:
        errors.AssetIdMismatch(self.assetId[named], asset_id)
    if token == empty(address):
        errors.ZeroAddress()
    return token


@internal
@view
def _is_native(asset_id: bytes32) -> bool:
    return self._tokens[asset_id] >= NATIVE


@internal
def _add(asset_id: bytes32, token: address, origin_chain_id: uint256):
    """
    @dev Enter a token at the end of the list. The caller checks that it is new.
    """
    index: uint256 = self.bridgedTokensCount
    self._set(asset_id, token, origin_chain_id, index)
    self.bridgedTokens[index] = asset_id
    self.bridgedTokensCount = index + 1


@internal
def _set(asset_id: bytes32, token: address, origin_chain_id: uint256, index: uint256):
    entry: uint256 = (index << ADDRESS_BITS) | convert(token, uint256)
    if origin_chain_id == chain.id:
        entry |= NATIVE
    else:
        self._foreign_origins[asset_id] = origin_chain_id
    self._tokens[asset_id] = entry
    self.assetId[token] = asset_id
