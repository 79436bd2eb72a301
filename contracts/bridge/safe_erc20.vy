# pragma version 0.4.3
"""
@title Careful ERC-20 transfers
@license MIT
@notice Takes tokens from their owner and gives them back whatever the token's habits: a token that
        reverts, returns false or has no code fails the transfer, one that returns nothing is
        believed, and the amount that arrives here must be the amount sent. Messages are
        OpenZeppelin's.
"""
from contracts.bridge import bridge_errors
from ethereum.ercs import IERC20

# Revert data of a token that is passed on; longer reasons are cut.
MAX_REASON: constant(uint256) = 512


@internal
def _pull_exactly(token: address, owner: address, receiver: address, amount: uint256):
    """
    @dev Move `amount` with the allowance of this contract. Reverts TokensWithFeesNotSupported when
         the receiver's balance does not grow by exactly that.
    """
    self._check_code(token)
    balance_before: uint256 = staticcall IERC20(token).balanceOf(receiver)
    self._transfer_from(token, owner, receiver, amount)
    balance_after: uint256 = staticcall IERC20(token).balanceOf(receiver)
    # Wrapping is harmless: a balance that shrank never differs by `amount` upwards.
    if unsafe_sub(balance_after, balance_before) != amount:
        bridge_errors.TokensWithFeesNotSupported()


@internal
@view
def _check_code(token: address):
    """
    @dev Before anything is asked of a token: calls to an address without code do not fail by name.
    """
    assert token.is_contract, "Address: call to non-contract"


@internal
def _push(token: address, receiver: address, amount: uint256):
    """
    @dev Move `amount` of this contract's tokens. What arrives is the token's affair.
    """
    self._check_code(token)
    self._call(token, abi_encode(receiver, amount, method_id=method_id("transfer(address,uint256)")))


@internal
def _transfer_from(token: address, owner: address, receiver: address, amount: uint256):
    self._call(
        token,
        abi_encode(
            owner, receiver, amount, method_id=method_id("transferFrom(address,address,uint256)")
        ),
    )


@internal
def _call(token: address, transfer: Bytes[100]):
    success: bool = False
    answer: Bytes[MAX_REASON] = b""
    success, answer = raw_call(
        token, transfer, max_outsize=MAX_REASON, revert_on_failure=False
    )
    if not success:
        assert len(answer) > 0, "SafeERC20: low-level call failed"
        raw_revert(answer)
    if len(answer) > 0:
        returned_true: bool = len(answer) >= 32 and convert(slice(answer, 0, 32), uint256) == 1
        assert returned_true, "SafeERC20: ERC20 operation did not succeed"
