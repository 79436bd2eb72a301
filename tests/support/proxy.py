"""Contracts behind transparent proxies, as every upgradeable contract is deployed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from garter.chain import Contract

if TYPE_CHECKING:
    from garter.chain import Rpc, Sender

PROXY_ADMIN = "0x00000000000000000000000000000000000ad314"


def behind_proxy(
    rpc: Rpc,
    artifact: str,
    arguments: tuple[Any, ...],
    initializer: tuple[Any, ...] | None,
    *,
    sender: Sender,
) -> Contract:
    """``artifact``, deployed with ``arguments``, behind a proxy.

    ``initializer`` are the arguments of ``initialize``; None leaves that to the test.
    """
    logic = Contract.deploy(rpc, artifact, *arguments, sender=sender)
    data = b"" if initializer is None else logic.calldata("initialize", *initializer)
    proxy = Contract.deploy(
        rpc, "TransparentUpgradeableProxy", logic.address, PROXY_ADMIN, data, sender=sender
    )
    return Contract.at(rpc, proxy.address, artifact)
