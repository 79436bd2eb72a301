"""Plans: named transactions, each with a check that reads the chain.

A plan is a list computed from its inputs alone: addresses come from CREATE2, so every transaction
is known before the first is sent. Running it asks the chain which steps are done, simulates the
rest in one request (what will each cost, would any revert, is there money enough), and sends
those. Running it again sends nothing; running it after a kill continues.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING, Any, Protocol

from garter.chain.abi import abi_of
from garter.chain.fees import Fees, current_fees
from garter.chain.sender import Receipt, wait_for_pending, wait_for_receipt
from garter.chain.signer import Transaction
from garter.ecosystem.checks import evaluate
from garter.ecosystem.exceptions import (
    NonceTaken,
    NotReady,
    SimulationUnsupported,
    StepFailed,
    StepHadNoEffect,
    Underfunded,
    WrongSender,
)
from garter.exceptions import RpcResponseError, TransactionReplaced
from garter.protocol.hashing import keccak256

if TYPE_CHECKING:
    from collections.abc import Sequence

    from garter.chain.rpc import Rpc
    from garter.chain.signer import Signer
    from garter.ecosystem.checks import Check

# A step's gas limit is what the simulation used times this, plus a flat margin: refunds (up to a
# fifth) are deducted from what is reported, and storage may have warmed or cooled meanwhile.
GAS_MARGIN = 1.35
GAS_FLAT = 30_000
MAX_STEP_GAS = 16_777_216  # EIP-7825
METHOD_NOT_FOUND = -32601  # JSON-RPC


@dataclass(frozen=True, slots=True, eq=False)  # a step is itself, whatever its data
class Step:
    """One transaction and the question whether it is done."""

    name: str
    to: str
    data: bytes
    done: Check
    sender: str
    artifact: str | None = None
    """Compiled contract whose ABI names a revert of this step."""
    value: int = 0
    """Wei."""
    creates: str | None = None
    """Address of the contract that the step deploys."""
    ready: Check | None = None
    """What must hold before the step may be sent at all (a timelock has run out)."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Steps in the order in which they are sent."""

    name: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What running a plan now would do."""

    pending: tuple[Step, ...]
    """Open steps that this account can send now."""
    gas: tuple[int, ...]
    """Gas each of them uses, in order."""
    waiting: Step | None
    """The open step at which the plan stops, if any: another account's, or not ready yet."""
    fees: Fees
    balance: int
    """Wei that the account holds."""

    @property
    def expected_cost(self) -> int:
        """Wei, if the base fee stays."""
        return sum(self.gas) * self.fees.expected + sum(s.value for s in self.pending)

    @property
    def required_balance(self) -> int:
        """Wei that must be there for the whole plan at twice today's base fee."""
        return sum(self.gas) * self.fees.max_fee + sum(s.value for s in self.pending)


class Progress(Protocol):
    """What a run tells its audience."""

    def started(self, plan: Plan, outlook: Outlook) -> None: ...
    def sent(self, step: Step, tx_hash: str) -> None: ...
    def done(self, step: Step, receipt: Receipt) -> None: ...


@dataclass(slots=True)
class Outcome:
    """What a run did."""

    sent: list[tuple[Step, Receipt]] = field(default_factory=list)
    skipped: list[Step] = field(default_factory=list)

    @property
    def gas_used(self) -> int:
        return sum(receipt.gas_used for _, receipt in self.sent)


class Runner:
    """Runs plans for one account on one chain."""

    def __init__(self, rpc: Rpc, signer: Signer, progress: Progress):
        self._rpc = rpc
        self._signer = signer
        self._progress = progress
        self._chain_id = rpc.chain_id()

    def outlook(self, plan: Plan) -> Outlook:
        """Which steps are open and what they cost. Sends nothing.

        Raises StepFailed if a step would revert.
        """
        done = evaluate(self._rpc, [step.done for step in plan.steps])
        open_steps = [s for s, is_done in zip(plan.steps, done, strict=True) if not is_done]
        ready = self._ready(open_steps)
        ours = tuple(
            takewhile(lambda s: s.sender == self._signer.address and s in ready, open_steps)
        )
        return Outlook(
            pending=ours,
            gas=simulate(self._rpc, ours) if ours else (),
            waiting=open_steps[len(ours)] if len(ours) < len(open_steps) else None,
            fees=current_fees(self._rpc),
            balance=self._rpc.balance(self._signer.address),
        )

    def _ready(self, steps: Sequence[Step]) -> set[Step]:
        gated = [step for step in steps if step.ready is not None]
        answers = evaluate(self._rpc, [step.ready for step in gated if step.ready is not None])
        blocked = {step for step, is_ready in zip(gated, answers, strict=True) if not is_ready}
        return set(steps) - blocked

    def run(self, plan: Plan) -> Outcome:
        """Bring the chain to where every step is done.

        Raises Underfunded before anything is sent; StepFailed, NonceTaken or an RpcError in the
        middle, after which a further run continues; StepHadNoEffect if a mined step did not do
        what its check looks for; WrongSender or NotReady when everything that this account can
        do now is done, but the plan is not.
        """
        # What a run that was killed has sent may not be mined yet: only then is it seen as done.
        wait_for_pending(self._rpc, self._signer.address)
        outlook = self.outlook(plan)
        if outlook.balance < outlook.required_balance:
            raise Underfunded(self._signer.address, outlook.balance, outlook.required_balance)
        self._progress.started(plan, outlook)
        open_steps = set(outlook.pending)
        outcome = Outcome(skipped=[s for s in plan.steps if s not in open_steps])
        nonce = self._rpc.nonce(self._signer.address)
        for step, gas in zip(outlook.pending, outlook.gas, strict=True):
            receipt = self._send(step, gas, nonce, outlook.fees)
            outcome.sent.append((step, receipt))
            nonce += 1
        if outlook.pending:
            settled = evaluate(self._rpc, [step.done for step in outlook.pending])
            for step, is_done in zip(outlook.pending, settled, strict=True):
                if not is_done:
                    raise StepHadNoEffect(step.name)
        if outlook.waiting is not None:
            waiting = outlook.waiting
            if waiting.sender == self._signer.address:
                raise NotReady(waiting.name)
            raise WrongSender(waiting.name, waiting.sender, self._signer.address)
        return outcome

    def _send(self, step: Step, gas_used: int, nonce: int, fees: Fees) -> Receipt:
        limit = int(gas_used * GAS_MARGIN) + GAS_FLAT
        raw = self._signer.sign(
            Transaction(
                chain_id=self._chain_id,
                nonce=nonce,
                to=step.to,
                data=step.data,
                value=step.value,
                gas=min(limit, MAX_STEP_GAS),
                fees=fees,
            )
        )
        tx_hash = "0x" + keccak256(raw).hex()
        try:
            self._rpc.call("eth_sendRawTransaction", "0x" + raw.hex())
        except RpcResponseError as err:
            # The answer to an earlier attempt may have been lost: then the node has this very one.
            if self._rpc.call("eth_getTransactionByHash", tx_hash) is None:
                message = err.message.lower()
                if "nonce" in message or "underpriced" in message:
                    raise NonceTaken(self._signer.address, nonce, step.name) from None
                raise
        self._progress.sent(step, tx_hash)
        try:
            receipt = wait_for_receipt(self._rpc, tx_hash, sender=self._signer.address, nonce=nonce)
        except TransactionReplaced:
            raise NonceTaken(self._signer.address, nonce, step.name) from None
        if not receipt.ok:
            raise StepFailed(step.name, tx_hash, explain(self._rpc, step))
        self._progress.done(step, receipt)
        return receipt


def simulate(rpc: Rpc, steps: Sequence[Step]) -> tuple[int, ...]:
    """Gas used by each of ``steps``, executed one after the other on top of the latest block.

    Needs ``eth_simulateV1`` (geth, Anvil, Nethermind, Erigon and the big providers have it).
    Raises StepFailed naming the first step that would revert and why.
    """
    block_gas = int(rpc.call("eth_getBlockByNumber", "latest", False)["gasLimit"], 16)
    per_block = max(1, block_gas // MAX_STEP_GAS)
    rich = {step.sender: {"balance": hex(2**128)} for step in steps}
    blocks: list[dict[str, Any]] = [
        {"calls": [_simulated_call(step) for step in steps[start : start + per_block]]}
        for start in range(0, len(steps), per_block)
    ]
    blocks[0]["stateOverrides"] = rich
    request = {"blockStateCalls": blocks, "validation": False}
    try:
        answer = rpc.call("eth_simulateV1", request, "latest")
    except RpcResponseError as err:
        if err.code == METHOD_NOT_FOUND:
            raise SimulationUnsupported(rpc.url) from None
        raise
    results = [call for block in answer for call in block["calls"]]
    for step, result in zip(steps, results, strict=True):
        if int(result["status"], 16) != 1:
            data = bytes.fromhex(result.get("returnData", "0x")[2:])
            reason = reason_of(step, data) or explain(rpc, step)
            raise StepFailed(step.name, None, reason)
    return tuple(int(result["gasUsed"], 16) for result in results)


def _simulated_call(step: Step) -> dict[str, str]:
    return {
        "from": step.sender,
        "to": step.to,
        "data": "0x" + step.data.hex(),
        "value": hex(step.value),
        "gas": hex(MAX_STEP_GAS),
    }


def reason_of(step: Step, data: bytes) -> str:
    """Revert data in words, or "" when there is none."""
    if not data:
        return ""
    decoded = abi_of(step.artifact or "ProxyAdmin").decode_error(data)
    if decoded is None:
        return f"unknown error 0x{data.hex()}"
    shown = ", ".join(f"{k}={v}" for k, v in decoded.inputs.items())
    return f"{decoded.name}({shown})"


def explain(rpc: Rpc, step: Step) -> str:
    """Why ``step`` reverts on the latest state, as well as the node tells."""
    try:
        rpc.call("eth_call", _simulated_call(step), "latest")
    except RpcResponseError as err:
        data = bytes.fromhex(err.data[2:]) if isinstance(err.data, str) else b""
        return reason_of(step, data) or err.message
    return "it succeeds now, so something else changed the chain meanwhile"
