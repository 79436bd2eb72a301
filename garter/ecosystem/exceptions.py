"""What can go wrong with plans and manifests; part of the tree in ``garter.exceptions``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from garter.exceptions import GarterError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from garter.ecosystem.parameter import Parameter

ETHER = 10**18


class PlanError(GarterError):
    """Base of everything that stops a plan."""


class Underfunded(PlanError):
    """The account cannot pay for the plan; nothing was sent."""

    def __init__(self, account: str, balance: int, required: int):
        self.missing = required - balance
        super().__init__(
            f"Account {account} holds {balance / ETHER:.6f} ETH and the plan may need up to"
            f" {required / ETHER:.6f} ETH: send it {self.missing / ETHER:.6f} ETH more, then run"
            " the command again. Nothing was sent."
        )


class WrongSender(PlanError):
    """A step needs another account."""

    def __init__(self, step: str, needed: str, given: str):
        super().__init__(
            f"Step {step!r} must be sent by {needed}, not by {given}."
            f" Run the command again with --account for {needed}; done steps are kept."
        )


class NotReady(PlanError):
    """A step has to wait (a timelock runs)."""

    def __init__(self, step: str):
        super().__init__(
            f"Step {step!r} has to wait for its timelock. Everything before it is done:"
            " run the command again when the delay is over."
        )


class StepFailed(PlanError):
    """A step reverts, in the simulation (``tx_hash`` None) or on the chain."""

    def __init__(self, step: str, tx_hash: str | None, reason: str):
        self.step, self.reason = step, reason
        where = f"in transaction {tx_hash}" if tx_hash else "in the simulation; nothing was sent"
        super().__init__(f"Step {step!r} reverts with {reason} ({where}).")


class ReadBackDiffers(PlanError):
    """A chain does not have what was asked for."""

    def __init__(self, chain: str, parameters: Sequence[Parameter]):
        super().__init__(
            f"Chain {chain!r} differs from what was asked for: "
            + "; ".join(f"{p.name} is {p.actual}, wanted {p.wanted}" for p in parameters)
            + ". Somebody may have changed it meanwhile: check with `ape run verify`."
        )


class StepHadNoEffect(PlanError):
    """A mined step did not do what its check looks for."""

    def __init__(self, step: str):
        super().__init__(
            f"Step {step!r} was mined but the chain does not show its effect."
            " Somebody may have changed the same setting meanwhile: check with `ape run verify`."
        )


class NonceTaken(PlanError):
    """Another transaction of the same account came in between."""

    def __init__(self, account: str, nonce: int, step: str):
        super().__init__(
            f"Nonce {nonce} of {account} was used by somebody else before step {step!r}."
            " Stop what else uses this account and run the command again; it continues here."
        )


class SimulationUnsupported(PlanError):
    """The node cannot tell what a plan would do."""

    def __init__(self, url: str):
        super().__init__(
            f"The node at {url} does not know eth_simulateV1, with which plans are checked and"
            " priced before anything is sent. Use a node that has it (geth 1.14.9 or later, say)."
        )


class ManifestError(GarterError):
    """Base of what can be wrong with a manifest file."""


class ManifestMissing(ManifestError):
    """There is no manifest yet."""

    def __init__(self, path: Path):
        super().__init__(
            f"No manifest at {path}. Run `ape run deploy_ecosystem` first, or name one with"
            " --manifest."
        )


class ManifestUnreadable(ManifestError):
    """Truncated, edited into nonsense, or not a manifest."""

    def __init__(self, path: Path, problem: str):
        super().__init__(
            f"{path} is not a usable manifest: {problem}. Restore it, or write it anew from the"
            " chain with `ape run verify --bridgehub ADDRESS --write`."
        )


class ManifestVersionUnknown(ManifestError):
    """Written for another protocol version or by a newer Garter."""

    def __init__(self, path: Path, field: str, found: object, supported: object):
        super().__init__(
            f"{path}: {field} is {found!r}, and this Garter supports {supported!r}."
            " Use the Garter release that wrote it."
        )


class WrongNetwork(ManifestError):
    """The node is not the chain that the manifest describes."""

    def __init__(self, path: Path, expected: int, found: int, url: str):
        super().__init__(
            f"{path} describes chain id {expected}, but the node at {url} is chain id {found}."
            " Choose the right --network, or another --manifest."
        )


class ManifestConflict(ManifestError):
    """The file describes another ecosystem than the one about to be deployed."""

    def __init__(self, path: Path, name: str, address: str):
        super().__init__(
            f"{path} describes another ecosystem (its {name} is {address})."
            " Name another file with --manifest, or use the account, salt and Garter release"
            " that deployed it."
        )


class ManifestDiffers(ManifestError):
    """The manifest and the chain disagree."""

    def __init__(self, differences: list[str]):
        self.differences = differences
        super().__init__(
            "The manifest and the chain differ in "
            + f"{len(differences)} field(s):\n  "
            + "\n  ".join(differences)
        )


class HistoryMissing(PlanError):
    """A node without the old states that finding a lost manifest's first block takes."""

    def __init__(self, url: str, block: int, reason: str):
        super().__init__(
            f"The node at {url} does not know the state of block {block} ({reason}). Ask an archive"
            " node, or write the manifest anew with `ape run verify --bridgehub ADDRESS"
            " --first-block N --write`."
        )
