"""Bring up the local L1: an origin with chain id 1 and the fork of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from garter.local.anvil import Anvil, start_anvil
from garter.local.origin import DEFAULT_ACCOUNTS, furnish
from garter.settings import settings

if TYPE_CHECKING:
    from pathlib import Path

ORIGIN_CHAIN_ID = 1
LOCAL_CHAIN_ID = 31337  # the fork's own: nothing signed here is valid on mainnet
# Public in ZKsync's documentation, so every local script knows it.
RICH_ACCOUNT = "0x36615Cf349d7F6344891B1e7CA7C72883F5dc049"
RICH_BALANCE = 1_000_000 * 10**18  # wei


@dataclass(frozen=True, slots=True)
class LocalL1:
    """The processes of a local L1. ``origin`` is None when real mainnet is forked."""

    origin: Anvil | None
    fork: Anvil

    def stop(self) -> None:
        self.fork.stop()
        if self.origin is not None:
            self.origin.stop()


def start_l1(*, origin_port: int, l1_port: int, logs: Path) -> LocalL1:
    """Start origin (unless ``GARTER_L1_RPC`` names a real node) and fork."""
    origin = None
    upstream = settings().l1_rpc
    if upstream is None:
        origin = start_anvil(
            ["--chain-id", str(ORIGIN_CHAIN_ID), "--accounts", "0"],
            port=origin_port,
            log=logs / "origin.log",
            setting="GARTER_ORIGIN_PORT",
        )
        upstream = origin.url
    try:
        if origin is not None:
            furnish(origin.rpc, [RICH_ACCOUNT, *DEFAULT_ACCOUNTS])
        fork = start_anvil(
            ["--fork-url", upstream, "--chain-id", str(LOCAL_CHAIN_ID), "--balance", "1000000"],
            port=l1_port,
            log=logs / "l1.log",
            setting="GARTER_L1_PORT",
        )
    except BaseException:
        if origin is not None:
            origin.stop()
        raise
    fork.rpc.call("anvil_setBalance", RICH_ACCOUNT, hex(RICH_BALANCE))
    return LocalL1(origin, fork)
