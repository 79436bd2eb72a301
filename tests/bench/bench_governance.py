"""What scheduling and executing operations of governance costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from garter.chain import Contract
from tests.bench.harness import Row
from tests.unit.governance.operations import Operation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from garter.chain import Receipt, Sender
    from tests.bench.harness import Bench

TITLE = "Governance"
ZERO = "0x" + "00" * 20


def measure(bench: Bench) -> Iterator[Row]:
    owner = bench.account("governance owner")
    governance = Contract.deploy(bench.rpc, "Governance", owner, ZERO, 0, sender=owner)
    actor = Contract.deploy(bench.rpc, "MockActor", sender=owner)

    one, five = operation(actor, 1), operation(actor, 5)
    yield Row("Governance.scheduleTransparent 1 call", schedule(governance, one, owner).gas_used)
    yield Row("Governance.execute 1 call", governance.execute(one, sender=owner).gas_used)
    yield Row("Governance.scheduleTransparent 5 calls", schedule(governance, five, owner).gas_used)
    yield Row("Governance.execute 5 calls", governance.execute(five, sender=owner).gas_used)

    hidden = b"\x11" * 32
    shadow = governance.scheduleShadow(hidden, 0, sender=owner)
    yield Row("Governance.scheduleShadow", shadow.gas_used)
    yield Row("Governance.cancel", governance.cancel(hidden, sender=owner).gas_used)


def operation(actor: Contract, calls: int) -> tuple[object, ...]:
    """``calls`` pokes of slots that were never written."""
    slots = range(100 * calls, 101 * calls)
    pokes = tuple((actor.address, 0, actor.calldata("poke", slot)) for slot in slots)
    # The reference's salt is not known: one without zero bytes is the dearest.
    return Operation(pokes, salt=b"\x5a" * 32).as_tuple


def schedule(governance: Contract, what: tuple[object, ...], owner: Sender) -> Receipt:
    receipt: Receipt = governance.scheduleTransparent(what, 0, sender=owner)
    return receipt
