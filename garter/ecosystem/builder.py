"""Collects the steps of a plan; addresses are known as soon as a contract is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from garter.build import load_artifact
from garter.build.artifacts import flatten_layout
from garter.chain.abi import abi_of
from garter.ecosystem.checks import Reads, StorageIs
from garter.ecosystem.create2 import Deployment, blueprint, deployment, singleton
from garter.ecosystem.plan import Plan, Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from garter.ecosystem.checks import Check

Call = tuple[str, int, bytes]
"""(target, wei, calldata), as governance and chain admins take it."""


class PlanBuilder:
    """Steps of one sender, in order."""

    def __init__(self, name: str, sender: str, seed: bytes):
        self._name = name
        self._sender = sender
        self._seed = seed
        self._steps: list[Step] = []
        self.deployed: dict[str, Deployment] = {}

    def plan(self) -> Plan:
        return Plan(self._name, tuple(self._steps))

    def address(self, name: str) -> str:
        """Address of a contract added before."""
        return self.deployed[name].address

    def deploy(self, name: str, artifact: str, *arguments: Any) -> str:
        """A contract by CREATE2; its address."""
        return self._add(deployment(name, artifact, arguments, self._seed))

    def singleton(self, artifact: str) -> str:
        """A stateless contract that all ecosystems share; its address."""
        return self._add(singleton(artifact))

    def blueprint(self, name: str, artifact: str) -> str:
        """An ERC-5202 blueprint; its address."""
        return self._add(blueprint(name, artifact, self._seed))

    def proxy(
        self,
        name: str,
        artifact: str,
        arguments: Sequence[Any],
        initializer: Sequence[Any],
        admin: str = "ProxyAdmin",
    ) -> str:
        """An implementation and a transparent proxy, initialised as it is created.

        ``arguments`` are the implementation's constructor's, ``initializer`` those of
        ``initialize``; ``admin`` names a proxy admin added before.
        """
        implementation = self.deploy(f"{name} implementation", artifact, *arguments)
        data = abi_of(artifact).encode_call("initialize", initializer)
        return self.deploy(
            name, "TransparentUpgradeableProxy", implementation, self.address(admin), data
        )

    def call(
        self,
        name: str,
        artifact: str,
        address: str,
        function: str,
        arguments: Sequence[Any],
        done: Check,
        *,
        sender: str | None = None,
        ready: Check | None = None,
    ) -> None:
        """A transaction to a contract whose ABI is ``artifact``'s."""
        self._steps.append(
            Step(
                name=name,
                to=address,
                data=abi_of(artifact).encode_call(function, arguments),
                done=done,
                sender=sender or self._sender,
                artifact=artifact,
                ready=ready,
            )
        )

    def chain_admin_call(
        self, name: str, admin: str, call: Call, done: Check, *, sender: str | None = None
    ) -> None:
        """One call made by a ChainAdminOwnable."""
        self.call(
            name, "ChainAdminOwnable", admin, "multicall", ([call], True), done, sender=sender
        )

    def _add(self, contract: Deployment) -> str:
        self.deployed[contract.name] = contract
        self._steps.append(contract.step(self._sender))
        return contract.address


def encoded(artifact: str, address: str, function: str, *arguments: Any) -> Call:
    """A call without value."""
    return (address, 0, abi_of(artifact).encode_call(function, arguments))


def reads(artifact: str, address: str, function: str, *arguments: Any, expected: Any) -> Reads:
    """Shorthand for the commonest check."""
    return Reads(artifact, address, function, arguments, expected)


def pending_is(artifact: str, proxy: str, variable: str, expected: str) -> StorageIs:
    """A variable without getter, of a contract behind ``proxy``, holds an address."""
    slots = flatten_layout(load_artifact(artifact).layout["storage_layout"])
    return StorageIs(proxy, slots[variable]["slot"], int(expected, 16))
