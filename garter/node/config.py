"""What an operator has to be told; everything else it reads from L1."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field


class NodeConfig(BaseModel):
    """One chain's operator."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    chain_id: int = Field(gt=0)
    l1_rpc: str
    l1_chain_id: int = Field(gt=0)
    l1_first_block: int = Field(default=0, ge=0, description="Before which the chain has no events")
    l1_confirmations: int = Field(
        default=0, ge=0, description="Blocks on top of one of L1's before it counts"
    )
    l1_poll: float = Field(default=0.25, gt=0, description="Seconds between two looks at L1")
    bridgehub: str
    diamond: str
    coinbase: str = Field(description="Account that gets the fees")
    genesis: Path
    data: Path = Field(description="Folder of the store and the execution client's log")
    port: int = Field(description="Public JSON-RPC")
    host: str = "127.0.0.1"
