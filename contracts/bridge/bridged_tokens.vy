# pragma version 0.4.3
"""
@title Tokens that stand for those of other chains
@license MIT
@notice A vault deploys one when the first of an asset arrives: a beacon proxy, by CREATE2, so that
        everybody can tell its address before.
@dev The importing vault checks who brings the asset.
"""
from contracts.bridge import bridge_errors
from contracts.bridge import token_registry
from contracts.lib import data_encoding
from contracts.lib import errors
from contracts.lib import limits
from contracts.proxy import beacon_proxy_code

uses: token_registry


interface IBridgedToken:
    def bridgeInitialize(
        asset_id: bytes32, origin_token: address, data: Bytes[limits.MAX_TOKEN_METADATA]
    ): nonpayable
    def bridgeMint(to: address, amount: uint256): nonpayable
    def bridgeBurn(owner: address, amount: uint256): nonpayable
    def originToken() -> address: view


bridgedTokenBeacon: public(address)


@internal
def _deploy(
    asset_id: bytes32,
    origin_token: address,
    metadata: Bytes[limits.MAX_TOKEN_METADATA],
    l1_chain_id: uint256,
) -> (address, uint256):
    """
    @dev Deploy and enter the token of an asset that is not there yet. Reverts AssetIdMismatch unless
         the asset's id says what the metadata says.
    @return The token, and the chain that it comes from.
    """
    origin_chain_id: uint256 = self._origin_chain_id(metadata, l1_chain_id)
    data_encoding._check_asset_id(origin_chain_id, asset_id, origin_token)
    if origin_chain_id == chain.id:
        bridge_errors.DeployingBridgedTokenForNativeToken()
    token: address = raw_create(
        self._creation_code(), salt=self._salt(origin_chain_id, origin_token, l1_chain_id)
    )
    extcall IBridgedToken(token).bridgeInitialize(asset_id, origin_token, metadata)
    token_registry._add(asset_id, token, origin_chain_id)
    return token, origin_chain_id


@internal
@view
def _origin_token(asset_id: bytes32) -> address:
    """
    @dev The asset's token on the chain that it comes from, or 0 while unknown.
    """
    token: address = token_registry._token(asset_id)
    if token == empty(address) or token_registry._is_native(asset_id):
        return token
    return staticcall IBridgedToken(token).originToken()


@internal
@view
def _predict(origin_chain_id: uint256, origin_token: address, l1_chain_id: uint256) -> address:
    """
    @dev Where the token will be, or is.
    """
    address_hash: bytes32 = keccak256(
        concat(
            0xff,
            convert(self, bytes20),
            self._salt(origin_chain_id, origin_token, l1_chain_id),
            keccak256(self._creation_code()),
        )
    )
    return convert(convert(address_hash, uint256) & (2**160 - 1), address)


@internal
@pure
def _origin_chain_id(
    metadata: Bytes[limits.MAX_TOKEN_METADATA], l1_chain_id: uint256
) -> uint256:
    """
    @dev The chain that metadata names. The old encoding names none, and only L1's tokens had it.
    """
    if len(metadata) == 0:
        errors.EmptyData()
    version: bytes1 = convert(slice(metadata, 0, 1), bytes1)
    if version == data_encoding.LEGACY_ENCODING:
        return l1_chain_id
    if version != data_encoding.NEW_ENCODING:
        errors.UnsupportedEncodingVersion()
    named: uint256 = extract32(metadata, 1, output_type=uint256)
    return named if named != 0 else l1_chain_id


@internal
@pure
def _salt(origin_chain_id: uint256, origin_token: address, l1_chain_id: uint256) -> bytes32:
    if origin_chain_id == l1_chain_id:
        return convert(origin_token, bytes32)
    return keccak256(abi_encode(origin_chain_id, origin_token))


@internal
@view
def _creation_code() -> Bytes[beacon_proxy_code.SIZE + 96]:
    """
    @dev The beacon and empty calldata (offset and length) are the constructor's arguments.
    """
    arguments: Bytes[96] = abi_encode(
        self.bridgedTokenBeacon, convert(64, uint256), convert(0, uint256)
    )
    return concat(beacon_proxy_code.CREATION_CODE, arguments)
