"""What users pay on L1 for deposits, and for making a token known."""

from __future__ import annotations

from statistics import mean
from typing import TYPE_CHECKING

from garter.chain import Contract
from garter.protocol.assets import ntv_asset_id
from tests.bench.harness import Row
from tests.support.bridge import burn_data, request
from tests.support.deploying import deploy_chain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.harness import Bench

TITLE = "Deposits"
ETHER = 10**18
DIRECT = "Bridgehub.requestL2TransactionDirect"
TWO_BRIDGES = "Bridgehub.requestL2TransactionTwoBridges ERC20 deposit"


def measure(bench: Bench) -> Iterator[Row]:
    first = Depositor(bench, "first", 271)
    for number in (1, 2, 3):
        yield Row(f"{DIRECT} ETH deposit #{number}", first.ether())
    yield Row(f"{DIRECT} with 100 bytes calldata (#4)", first.ether(b"\x11" * 100))
    yield Row("L1NativeTokenVault.registerToken", first.register())
    for number in (1, 2, 3):
        yield Row(f"{TWO_BRIDGES} #{number}", first.token())

    # The cost swings with the index in the priority tree: means over the reference's indices.
    second = Depositor(bench, "second", 272)
    ether = [second.ether() for _ in range(64)]
    yield Row(f"{DIRECT} ETH deposit, mean of deposits 17..64", round(mean(ether[16:])))
    second.register()
    tokens = [second.token() for _ in range(64)]
    name = f"{TWO_BRIDGES}, steady state (mean of 63 after the first)"
    yield Row(name, round(mean(tokens[1:])))


class Depositor:
    """An account that deposits to a chain of its own; each method returns the gas it took."""

    def __init__(self, bench: Bench, name: str, chain_id: int):
        deploy_chain(bench.rpc, bench.manifest_path, name, chain_id)
        self._chain_id = chain_id
        self._bench = bench
        self._hub = bench.contract("Bridgehub")
        self._vault = bench.contract("L1NativeTokenVault")
        self._router = bench.contract("L1AssetRouter")
        self._account = bench.account(f"depositor to {name}")
        self._token = Contract.deploy(
            bench.rpc, "PlainToken", self._account, "Token", "TKN", 18, sender=self._account
        )
        self._token.mint(self._account, 10**6 * ETHER, sender=self._account)
        self._token.approve(self._vault, 2**256 - 1, sender=self._account)

    def ether(self, data: bytes = b"") -> int:
        """2 ETH minted, 1 of it sent to the account."""
        me = self._account
        fields = (self._chain_id, 2 * ETHER, me, ETHER, data, 10**6, 800, [], me)
        receipt = self._hub.requestL2TransactionDirect(fields, sender=me, value=2 * ETHER)
        return int(receipt.gas_used)

    def register(self) -> int:
        return int(self._vault.registerToken(self._token, sender=self._account).gas_used)

    def token(self) -> int:
        """100 tokens, and 1 ETH for gas."""
        me = self._account
        asset = ntv_asset_id(self._bench.rpc.chain_id(), self._token.address)
        data = request(asset, burn_data(100 * ETHER, me, self._token))
        fields = (self._chain_id, ETHER, 0, 10**6, 800, me, self._router, 0, data)
        receipt = self._hub.requestL2TransactionTwoBridges(fields, sender=me, value=ETHER)
        return int(receipt.gas_used)
