"""Ways to bring a withdrawal's proof to L1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.support.two_chains import ALPHA, BETA, MINT

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.two_chains import Message, TwoChains

ENTRIES: dict[str, Callable[[TwoChains, Message, Any], Any]] = {
    "nullifier.finalizeDeposit": lambda net, message, sender: net.finalize(message, sender),
    "nullifier.finalizeWithdrawal": lambda net, message, sender: net.nullifier.finalizeWithdrawal(
        *message.withdrawal_params(), sender=sender
    ),
    "router.finalizeWithdrawal": lambda net, message, sender: net.router.finalizeWithdrawal(
        *message.withdrawal_params(), sender=sender
    ),
}


def fund(net: TwoChains, depositor: Any, amount: int) -> None:
    """Both chains hold ``amount`` and more of beta's base token, and MINT of their own."""
    net.base_token.mint(depositor, 10 * MINT + amount, sender=net.issuer)
    net.base_token.approve(net.router, 2**256 - 1, sender=depositor)
    net.deposit_base_token(BETA, depositor, MINT)
    net.deposit(ALPHA, depositor, net.base_token, amount)
