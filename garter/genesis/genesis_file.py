"""``genesis.json``: what an execution client is started from."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from garter.genesis.state_root import state_root

if TYPE_CHECKING:
    from pathlib import Path

    from garter.genesis.alloc import Alloc

BLOCK_GAS_LIMIT = 1_000_000_000
"""Room for several priority transactions of the greatest limit in one block."""
FORKS_BY_BLOCK = (
    "homestead", "eip150", "eip155", "eip158", "byzantium", "constantinople", "petersburg",
    "istanbul", "berlin", "london",
)  # fmt: skip
FORKS_BY_TIME = ("shanghai", "cancun", "prague")


@dataclass(frozen=True, slots=True)
class Genesis:
    """Block 0 of a chain."""

    chain_id: int
    alloc: Alloc

    @property
    def state_root(self) -> bytes:
        return state_root(self.alloc)

    def to_json(self) -> str:
        """Canonical text: equal genesis, equal bytes."""
        return json.dumps(self._content(), indent=1, sort_keys=True) + "\n"

    def write(self, path: Path) -> None:
        """Write whole or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch = path.with_suffix(".tmp")
        scratch.write_text(self.to_json())
        scratch.replace(path)

    def _content(self) -> dict[str, Any]:
        config: dict[str, Any] = {"chainId": self.chain_id, "terminalTotalDifficulty": 0}
        config |= {f"{fork}Block": 0 for fork in FORKS_BY_BLOCK}
        config |= {f"{fork}Time": 0 for fork in FORKS_BY_TIME}
        return {
            "config": config,
            "nonce": "0x0",
            "timestamp": "0x0",
            "extraData": "0x",
            "gasLimit": hex(BLOCK_GAS_LIMIT),
            "difficulty": "0x0",
            "mixHash": "0x" + "00" * 32,
            "coinbase": "0x" + "00" * 20,
            "baseFeePerGas": "0x0",
            "alloc": {
                a.lower(): self.alloc[a].to_json() for a in sorted(self.alloc, key=str.lower)
            },
        }
