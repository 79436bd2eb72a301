"""Both implementations judging a proof: accepted, refused, or an error by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from garter.protocol import messages
from tests.protocol.outcomes import outcome

if TYPE_CHECKING:
    from tests.protocol.network import World

IS_FINAL = 7  # position in the wire's ProofData


def judge(world: World, harness, *call) -> str:
    """ "accepted", "refused" or the error's name; both languages must agree."""
    kind, python = outcome(messages.verify_proof, *call, world.root_on_l1)
    python = {True: "accepted", False: "refused"}[python] if kind == "returned" else python

    kind, vyper = outcome(harness.follow_proof, *call, 1)
    if kind == "returned":
        chain_id, number, _hops, data = vyper
        if not data[IS_FINAL]:
            vyper = "DepthMoreThanOneForRecursiveMerkleProof"
        else:
            known = world.root_on_l1(chain_id, number)
            vyper = "accepted" if data[4] == known != bytes(32) else "refused"
    assert python == vyper
    return vyper
