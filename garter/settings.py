"""Every setting in one place, read once from ``GARTER_*`` environment variables."""

from __future__ import annotations

from functools import cache

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Defaults are those of ZKsync's own documentation, so that existing scripts find us."""

    model_config = SettingsConfigDict(env_prefix="GARTER_", frozen=True)

    l1_rpc: str | None = Field(
        default=None, description="Fork this node (real mainnet, say) instead of the offline origin"
    )
    l1_port: int = Field(default=8545, description="Port of the local L1 (the fork)")
    origin_port: int = Field(default=8544, description="Port of the offline origin it forks")
    rpc_timeout: float = Field(default=30.0, gt=0, description="Seconds one RPC request may take")
    anvil: str | None = Field(default=None, description="Path of the Anvil binary to use")


@cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings()
