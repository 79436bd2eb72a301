# pragma version 0.4.3
"""
@title What a chain's vault is told at genesis
@license MIT
@notice Which chain is L1, which token is the base token, and which one wraps it.
@dev The importing vault checks who tells it.
"""
from contracts.bridge import l2_bridge_errors
from contracts.bridge import token_registry
from contracts.lib import constants
from contracts.lib import limits
from contracts.lib import ownable_2step
from contracts.registry import registry_errors

uses: ownable_2step
uses: token_registry


# Field order is the wire format.
struct TokenBridgingData:
    assetId: bytes32
    originChainId: uint256
    originToken: address


struct TokenMetadata:
    name: String[limits.MAX_TOKEN_STRING]
    symbol: String[limits.MAX_TOKEN_STRING]
    decimals: uint256


L1_CHAIN_ID: public(uint256)
WETH_TOKEN: public(address)
BASE_TOKEN_ASSET_ID: public(bytes32)
BASE_TOKEN_ORIGIN_TOKEN: public(address)
BASE_TOKEN_NAME: public(String[limits.MAX_TOKEN_STRING])
BASE_TOKEN_SYMBOL: public(String[limits.MAX_TOKEN_STRING])
BASE_TOKEN_DECIMALS: public(uint256)
# Of an EraVM proxy. Genesis passes one; the proxies here are in `beacon_proxy_code`.
L2_TOKEN_PROXY_BYTECODE_HASH: public(bytes32)


@internal
def _update(
    l1_chain_id: uint256,
    owner: address,
    proxy_hash: bytes32,
    weth_token: address,
    base: TokenBridgingData,
    metadata: TokenMetadata,
):
    """
    @dev Reverts EmptyAddress, AddressMismatch, ChainIdMismatch or EmptyBytes32.
    """
    self._check(l1_chain_id, weth_token, proxy_hash)
    self.WETH_TOKEN = weth_token
    self.L1_CHAIN_ID = l1_chain_id
    self.L2_TOKEN_PROXY_BYTECODE_HASH = proxy_hash
    self.BASE_TOKEN_ASSET_ID = base.assetId
    self.BASE_TOKEN_ORIGIN_TOKEN = base.originToken
    self.BASE_TOKEN_NAME = metadata.name
    self.BASE_TOKEN_SYMBOL = metadata.symbol
    self.BASE_TOKEN_DECIMALS = metadata.decimals
    # Known, but not in the list of bridged tokens.
    token_registry._set(base.assetId, constants.L2_BASE_TOKEN, base.originChainId, 0)
    if owner != ownable_2step.owner:
        if owner == empty(address):
            l2_bridge_errors.EmptyAddress()
        ownable_2step._set_owner(owner)


@internal
@view
def _check(l1_chain_id: uint256, weth_token: address, proxy_hash: bytes32):
    if weth_token == empty(address):
        l2_bridge_errors.EmptyAddress()
    if self.WETH_TOKEN not in [empty(address), weth_token]:
        l2_bridge_errors.AddressMismatch(weth_token, self.WETH_TOKEN)
    if self.L1_CHAIN_ID not in [0, l1_chain_id]:
        registry_errors.ChainIdMismatch()
    if proxy_hash == empty(bytes32):
        l2_bridge_errors.EmptyBytes32()
