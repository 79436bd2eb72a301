"""Fresh tokens, each with its administrator as the only role holder."""

from __future__ import annotations

import pytest
from eth_account import Account

from garter.chain import Contract


@pytest.fixture
def weth(rpc, admin):
    return Contract.deploy(rpc, "WETH9", sender=admin)


@pytest.fixture
def usdc(rpc, admin, depositor):
    token = Contract.deploy(rpc, "FiatToken", admin, sender=admin)
    token.configureMinter(admin, 10**12, sender=admin)
    token.mint(depositor, 1000, sender=admin)
    return token


@pytest.fixture
def usdt(rpc, admin, depositor):
    token = Contract.deploy(rpc, "TetherToken", admin, sender=admin)
    token.issue(1_000_000, sender=admin)
    token.transfer(depositor, 100_000, sender=admin)
    return token


@pytest.fixture
def dai(rpc, admin, depositor):
    token = Contract.deploy(rpc, "Dai", admin, sender=admin)
    token.mint(depositor, 1000, sender=admin)
    return token


@pytest.fixture
def signer():
    """A key, for permits."""
    return Account.from_key("0x" + "11" * 32)


@pytest.fixture
def now(rpc):
    """Timestamp of the latest block."""
    return int(rpc.call("eth_getBlockByNumber", "latest", False)["timestamp"], 16)
