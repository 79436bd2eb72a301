"""What it costs on L1 to finalise a withdrawal, or to claim a deposit that failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from garter.chain import Contract
from tests.bench.harness import Row
from tests.support.two_chains import ALPHA, deploy_two_chains

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.harness import Bench

TITLE = "Withdrawals and claims"
ETHER = 10**18
AMOUNT = ETHER // 10
OWN_TOKEN = "0x" + "c0" * 20


def measure(bench: Bench) -> Iterator[Row]:
    issuer, depositor, receiver, relayer = (
        bench.account(name) for name in ("issuer", "depositor", "receiver", "relayer")
    )
    net = deploy_two_chains(bench.rpc, bench.scratch, issuer)
    token = Contract.deploy(bench.rpc, "PlainToken", issuer, "Token", "TKN", 18, sender=issuer)
    token.mint(depositor, 10**6 * ETHER, sender=issuer)
    token.mint(receiver, 1, sender=issuer)
    token.approve(net.vault, 2**256 - 1, sender=depositor)
    net.deposit_base_token(ALPHA, depositor, ETHER)
    net.deposit(ALPHA, depositor, token, 100 * ETHER)
    failed = net.deposit(ALPHA, depositor, token, ETHER)
    net.alpha.execute(failed, success=False)
    ether = [net.alpha.withdraw_base_token(receiver, AMOUNT) for _ in range(2)]
    asset = net.asset_of(token)
    tokens = [net.alpha.withdraw(asset, receiver, AMOUNT, token) for _ in range(2)]
    own = net.alpha.withdraw_own_token(OWN_TOKEN, receiver, AMOUNT)
    net.alpha.settle()
    for nth, message in enumerate(ether):
        gas = net.finalize(message, relayer).gas_used
        yield Row("L1Nullifier.finalizeDeposit ETH", gas, nth=nth)
    for nth, message in enumerate(tokens):
        gas = net.finalize(message, relayer).gas_used
        yield Row("L1Nullifier.finalizeDeposit ERC20", gas, nth=nth)
    name = "L1Nullifier.finalizeDeposit, first of a chain's token: its proxy is deployed"
    yield Row(name, net.finalize(own, relayer).gas_used, compared=False)
    name = "L1Nullifier.bridgeRecoverFailedTransfer ERC20"
    yield Row(name, net.recover(failed, relayer).gas_used, compared=False)
