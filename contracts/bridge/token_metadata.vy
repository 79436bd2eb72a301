# pragma version 0.4.3
"""
@title Token metadata, as it is bridged
@license MIT
@notice Name, symbol and decimals travel exactly as the token returned them, so whatever cannot be
        read cannot stop a deposit; the other side makes sense of it or does without.
"""
from contracts.lib import constants
from contracts.lib import data_encoding
from contracts.lib import limits

# abi_encode of the strings "Ether" and "ETH" and of 18.
ETHER_NAME: constant(
    Bytes[96]
) = x"000000000000000000000000000000000000000000000000000000000000002000000000000000000000000000000000000000000000000000000000000000054574686572000000000000000000000000000000000000000000000000000000"
ETHER_SYMBOL: constant(
    Bytes[96]
) = x"000000000000000000000000000000000000000000000000000000000000002000000000000000000000000000000000000000000000000000000000000000034554480000000000000000000000000000000000000000000000000000000000"
ETHER_DECIMALS: constant(
    Bytes[32]
) = x"0000000000000000000000000000000000000000000000000000000000000012"


@internal
@view
def _of(token: address, origin_chain_id: uint256) -> Bytes[limits.MAX_TOKEN_METADATA]:
    """
    @dev The metadata of `token`, or of ether for its stand-in address.
    """
    if token == constants.ETH_TOKEN:
        return data_encoding._encode_token_data(
            origin_chain_id, ETHER_NAME, ETHER_SYMBOL, ETHER_DECIMALS
        )
    return data_encoding._encode_token_data(
        origin_chain_id,
        self._text(token, method_id("name()")),
        self._text(token, method_id("symbol()")),
        self._word(token, method_id("decimals()")),
    )


@internal
@view
def _text(token: address, getter: Bytes[4]) -> Bytes[limits.MAX_TOKEN_TEXT]:
    """
    @dev What the getter returns; nothing if it reverts, or if it returns more than fits (a text cut
         short could not be decoded).
    """
    success: bool = False
    answer: Bytes[limits.MAX_TOKEN_TEXT] = b""
    success, answer = raw_call(
        token,
        getter,
        max_outsize=limits.MAX_TOKEN_TEXT,
        is_static_call=True,
        revert_on_failure=False,
    )
    if not success or len(answer) == limits.MAX_TOKEN_TEXT:
        return b""
    return answer


@internal
@view
def _word(token: address, getter: Bytes[4]) -> Bytes[32]:
    """
    @dev The first word that the getter returns; nothing if it reverts.
    """
    success: bool = False
    answer: Bytes[32] = b""
    success, answer = raw_call(
        token, getter, max_outsize=32, is_static_call=True, revert_on_failure=False
    )
    return answer if success else b""


@internal
@pure
def _read_text(answer: Bytes[limits.MAX_TOKEN_TEXT]) -> (bool, String[limits.MAX_TOKEN_STRING]):
    """
    @dev What a `name` or `symbol` means; True and no text if it is no ABI-encoded string. By hand,
         because `abi_decode` reverts where only the getter shall be missing.
    """
    size: uint256 = len(answer)
    if size < 32:
        return True, ""
    offset: uint256 = extract32(answer, 0, output_type=uint256)
    if offset > size - 32:
        return True, ""
    length: uint256 = extract32(answer, offset, output_type=uint256)
    room: uint256 = size - 32 - offset
    if length > min(room, limits.MAX_TOKEN_STRING):
        return True, ""
    if length == 0:
        return False, ""
    text: Bytes[limits.MAX_TOKEN_TEXT] = slice(answer, offset + 32, length)
    return False, convert(
        slice(text, 0, min(length, limits.MAX_TOKEN_STRING)), String[limits.MAX_TOKEN_STRING]
    )


@internal
@pure
def _read_decimals(answer: Bytes[32]) -> (bool, uint8):
    """
    @dev What `decimals` means; True and 0 if it is no ABI-encoded uint8.
    """
    if len(answer) < 32:
        return True, 0
    decimals: uint256 = convert(answer, uint256)
    if decimals > convert(max_value(uint8), uint256):
        return True, 0
    return False, convert(decimals, uint8)
