# pragma version 0.4.3
"""
@title What a chain is told about its base token
@license MIT
@notice Name, symbol and decimals, read from the token on L1. Tokens answer in many ways, and none
        of them may keep a chain from being made: what cannot be understood gets a default.
"""
from contracts.lib import constants
from interfaces import IChainGenesis

# Bytes of a name or symbol, as the struct has them; of a longer one the default is used.
_MAX_TEXT: constant(uint256) = 96
_DEFAULT_DECIMALS: constant(uint256) = 18


@internal
@view
def _metadata(token: address) -> IChainGenesis.TokenMetadata:
    if token == constants.ETH_TOKEN:
        return IChainGenesis.TokenMetadata(name="Ether", symbol="ETH", decimals=18)
    return IChainGenesis.TokenMetadata(
        name=self._text(token, method_id("name()"), "Base Token"),
        symbol=self._text(token, method_id("symbol()"), "BT"),
        decimals=self._decimals(token),
    )


@internal
@view
def _text(token: address, getter: Bytes[4], fallback: String[_MAX_TEXT]) -> String[_MAX_TEXT]:
    """
    @dev The answer must be one ABI string: offset 32, length, text. Old tokens answer bytes32.
    """
    succeeded: bool = False
    answer: Bytes[_MAX_TEXT + 64] = b""
    succeeded, answer = raw_call(
        token,
        getter,
        max_outsize=_MAX_TEXT + 64,
        is_static_call=True,
        revert_on_failure=False,
    )
    if not succeeded or len(answer) < 64 or convert(slice(answer, 0, 32), uint256) != 32:
        return fallback
    length: uint256 = convert(slice(answer, 32, 32), uint256)
    if length > len(answer) - 64:
        return fallback
    return convert(slice(answer, 64, length), String[_MAX_TEXT])


@internal
@view
def _decimals(token: address) -> uint256:
    succeeded: bool = False
    answer: Bytes[64] = b""
    succeeded, answer = raw_call(
        token,
        method_id("decimals()"),
        max_outsize=64,
        is_static_call=True,
        revert_on_failure=False,
    )
    if not succeeded or len(answer) != 32:
        return _DEFAULT_DECIMALS
    decimals: uint256 = convert(slice(answer, 0, 32), uint256)
    return decimals if decimals <= 255 else _DEFAULT_DECIMALS
