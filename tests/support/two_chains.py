"""The whole L1 of a deployed ecosystem with two chains, whose L2 side is played here.

L1 is what ``deploy_ecosystem`` and ``deploy_chain`` made: real bridgehub, message root, bridge and
diamonds. A played chain keeps the logs of a batch, builds its tree and proves from it, as an
operator does. Only one thing has no real way yet: the diamonds have no executor, so a batch's root
is appended by the diamond's address itself, as its executor will. Whoever else tries is refused
(``tests/security/test_09_forged_messages.py``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from garter.chain import Contract, Impersonated
from garter.ecosystem.manifest import load_manifest
from garter.protocol.assets import (
    FINALIZE_DEPOSIT,
    FINALIZE_ETH_WITHDRAWAL,
    BaseTokenWithdrawal,
    MintData,
    RouterMessage,
    TokenData,
    ntv_asset_id,
)
from garter.protocol.constants import L2_ASSET_ROUTER, L2_BASE_TOKEN
from garter.protocol.messages import (
    L2Log,
    LogTree,
    chain_batch_root,
    empty_aggregated_root,
    final_proof,
    message_log,
    status_log,
)
from tests.support.bridge import NOBODY, address_of, burn_data, legacy_request, request
from tests.support.deploying import deploy_chain, deploy_ecosystem

if TYPE_CHECKING:
    from pathlib import Path

    from garter.chain import Receipt, Rpc

ALPHA, BETA = 6565, 6566
"""Alpha's base token is ETH, beta's a token of L1."""
MINT = 10**21
"""Base token that comes with a two-bridges request; stays on the chain whatever happens."""
PROMISED_GAS = 10**6


@dataclass
class Message:
    """What a chain sends to L1, provable once its batch is settled."""

    sender: str
    data: bytes
    place: Place

    def finalize_params(self, **changes: Any) -> tuple[Any, ...]:
        """``FinalizeL1DepositParams``."""
        fields = {
            "chain_id": self.place.chain_id,
            "batch": self.place.batch,
            "index": self.place.index,
            "sender": self.sender,
            "tx_number": self.place.tx_number,
            "message": self.data,
            "proof": self.place.proof,
        }
        return tuple((fields | changes).values())

    def withdrawal_params(self) -> tuple[Any, ...]:
        """Arguments of ``finalizeWithdrawal``."""
        place = self.place
        return (place.chain_id, place.batch, place.index, place.tx_number, self.data, place.proof)


@dataclass
class Deposit:
    """A two-bridges request, and where its outcome is proved."""

    chain_id: int
    sender: Any
    asset_id: bytes
    token: str
    amount: int
    transfer_data: bytes
    tx_hash: bytes
    legacy: bool = False
    outcome: Place | None = None

    def recover_arguments(self, **changes: Any) -> tuple[Any, ...]:
        """Arguments of ``bridgeRecoverFailedTransfer``."""
        assert self.outcome is not None
        fields = {
            "chain_id": self.chain_id,
            "sender": self.sender,
            "asset": self.asset_id,
            "data": self.transfer_data,
            "tx_hash": self.tx_hash,
            **self.outcome.fields(),
        }
        return tuple((fields | changes).values())

    def claim_arguments(self, **changes: Any) -> tuple[Any, ...]:
        """Arguments of ``claimFailedDeposit``."""
        assert self.outcome is not None
        fields = {
            "chain_id": self.chain_id,
            "sender": self.sender,
            "token": self.token,
            "amount": self.amount,
            "tx_hash": self.tx_hash,
            **self.outcome.fields(),
        }
        return tuple((fields | changes).values())

    def confirm_data(self, status: int, **changes: Any) -> tuple[Any, ...]:
        """``ConfirmTransferResultData``."""
        assert self.outcome is not None
        fields = {
            "chain_id": self.chain_id,
            "sender": self.sender,
            "tx_number": self.outcome.tx_number,
            "status": status,
            "asset": self.asset_id,
            "data": self.transfer_data,
            "tx_hash": self.tx_hash,
            "batch": self.outcome.batch,
            "index": self.outcome.index,
            "proof": self.outcome.proof,
        }
        return tuple((fields | changes).values())


@dataclass
class Place:
    """Of a log in its chain."""

    chain_id: int
    batch: int
    index: int
    tx_number: int
    proof: list[bytes] = field(default_factory=list)
    """Filled in when the batch is settled."""

    def fields(self) -> dict[str, Any]:
        return {
            "batch": self.batch,
            "index": self.index,
            "tx_number": self.tx_number,
            "proof": self.proof,
        }


@dataclass
class PlayedChain:
    """A chain's batches. It may say what it likes; L1 has to live with it."""

    chain_id: int
    message_root: Contract
    diamond: Impersonated
    logs: list[tuple[L2Log, Place]] = field(default_factory=list)

    def send(self, sender: str, data: bytes) -> Message:
        """``sender`` sends ``data`` to L1."""
        place = self._next()
        self.logs.append((message_log(place.tx_number, sender, data), place))
        return Message(sender, data, place)

    def withdraw_base_token(self, receiver: Any, amount: int) -> Message:
        message = BaseTokenWithdrawal(FINALIZE_ETH_WITHDRAWAL, address_of(receiver), amount)
        return self.send(L2_BASE_TOKEN, message.encode())

    def withdraw(
        self,
        asset_id: bytes,
        receiver: Any,
        amount: int,
        token: Any = NOBODY,
        metadata: bytes = b"",
    ) -> Message:
        """As the chain's asset router does."""
        mint = MintData(NOBODY, address_of(receiver), address_of(token), amount, metadata)
        message = RouterMessage(FINALIZE_DEPOSIT, self.chain_id, asset_id, mint.encode())
        return self.send(L2_ASSET_ROUTER, message.encode())

    def withdraw_own_token(
        self, token: str, receiver: Any, amount: int, name: str = "Own Token"
    ) -> Message:
        """A token that comes from this chain."""
        metadata = TokenData.of(self.chain_id, name, "OWN", 6).encode()
        asset = ntv_asset_id(self.chain_id, token)
        return self.withdraw(asset, receiver, amount, token, metadata)

    def execute(self, deposit: Deposit, success: bool) -> None:
        """Report a deposit's outcome."""
        place = self._next()
        self.logs.append((status_log(place.tx_number, deposit.tx_hash, success), place))
        deposit.outcome = place

    def settle(self) -> None:
        """The batch is executed on L1; everything in it can be proved."""
        tree = LogTree([log.encode() for log, _ in self.logs])
        aggregated = empty_aggregated_root(self.chain_id)
        for _, place in self.logs:
            place.proof = final_proof(tree.path(place.index, aggregated))
        self.message_root.addChainBatchRoot(
            self.chain_id,
            self._batch(),
            chain_batch_root(tree.root, aggregated),
            sender=self.diamond,
        )
        self.logs = []

    def _next(self) -> Place:
        index = len(self.logs)
        return Place(self.chain_id, self._batch(), index, index % 2**16)

    def _batch(self) -> int:
        return int(self.message_root.currentChainBatchNumber(self.chain_id)) + 1


@dataclass
class TwoChains:
    """L1's contracts under the names of the bridge's tests, and the chains."""

    rpc: Rpc
    hub: Contract
    message_root: Contract
    nullifier: Contract
    router: Contract
    vault: Contract
    tracker: Contract
    base_token: Contract
    """Beta's."""
    issuer: Any
    """Mints it."""
    alpha: PlayedChain
    beta: PlayedChain

    @property
    def eth(self) -> bytes:
        return bytes(self.vault.BASE_TOKEN_ASSET_ID())

    def forget(self) -> None:
        """L1 was moved back: so are the chains."""
        self.alpha.logs, self.beta.logs = [], []

    def chain(self, chain_id: int) -> PlayedChain:
        return self.alpha if chain_id == ALPHA else self.beta

    def asset_of(self, token: Any) -> bytes:
        """Id that a token of L1 has or will have."""
        return ntv_asset_id(self.rpc.chain_id(), address_of(token))

    def deposit_base_token(self, chain_id: int, sender: Any, amount: int) -> Receipt:
        """A direct request that mints ``amount`` on the chain."""
        fields = (chain_id, amount, sender, 0, b"", PROMISED_GAS, 800, [], sender)
        value = amount if chain_id == ALPHA else 0
        return self.hub.requestL2TransactionDirect(fields, sender=sender, value=value)

    def deposit(
        self,
        chain_id: int,
        sender: Any,
        token: Any,
        amount: int,
        *,
        legacy: bool = False,
        value: int = 0,
        asset: bytes = b"",
    ) -> Deposit:
        """A two-bridges request through the router; ``value`` is what the second bridge gets.

        ``asset`` is told for tokens that are not L1's.
        """
        asset = asset or self.asset_of(token)
        transfer = burn_data(amount, sender, token)
        data = legacy_request(token, amount, sender) if legacy else request(asset, transfer)
        outer = (chain_id, MINT, 0, PROMISED_GAS, 800, sender, self.router, value, data)
        receipt = self.hub.requestL2TransactionTwoBridges(
            outer, sender=sender, value=value + (MINT if chain_id == ALPHA else 0)
        )
        [event] = self.nullifier.events(receipt, "BridgehubDepositFinalized")
        return Deposit(
            chain_id,
            sender,
            asset,
            address_of(token),
            amount,
            transfer,
            event.l2DepositTxHash,
            legacy,
        )

    def finalize(self, message: Message, caller: Any, /, **changes: Any) -> Receipt:
        return self.nullifier.finalizeDeposit(message.finalize_params(**changes), sender=caller)

    def recover(self, deposit: Deposit, caller: Any, /, **changes: Any) -> Receipt:
        return self.nullifier.bridgeRecoverFailedTransfer(
            *deposit.recover_arguments(**changes), sender=caller
        )


def deploy_two_chains(rpc: Rpc, folder: Path, governor: Any) -> TwoChains:
    """An ecosystem of its own with alpha and beta."""
    manifest_path = folder / "two.json"
    base_token = Contract.deploy(
        rpc, "PlainToken", governor, "Base Token", "BASE", 18, sender=governor
    )
    deploy_ecosystem(rpc, manifest_path, salt=f"two chains of {manifest_path.parent.name}")
    deploy_chain(rpc, manifest_path, "alpha", ALPHA)
    deploy_chain(
        rpc, manifest_path, "beta", BETA, base_token=base_token.address, base_token_price="3000"
    )
    manifest = load_manifest(manifest_path)

    def at(name: str, artifact: str | None = None) -> Contract:
        return Contract.at(rpc, manifest.address(name), artifact or name)

    message_root = at("L1MessageRoot")

    def played(name: str, chain_id: int) -> PlayedChain:
        diamond = manifest.chains[name].diamond
        rpc.call("anvil_setBalance", diamond, hex(10**24))
        return PlayedChain(chain_id, message_root, Impersonated(diamond))

    return TwoChains(
        rpc,
        at("Bridgehub", "L1Bridgehub"),
        message_root,
        at("L1Nullifier"),
        at("L1AssetRouter"),
        at("L1NativeTokenVault"),
        at("L1AssetTracker"),
        base_token,
        governor,
        played("alpha", ALPHA),
        played("beta", BETA),
    )
