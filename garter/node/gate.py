"""Readers see the chain between blocks only: never the middle of a boundary."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class Gate:
    """Many readers or one builder. A waiting builder goes before readers that come later."""

    def __init__(self) -> None:
        self._readers = 0
        self._changed = asyncio.Condition()
        self._building = asyncio.Lock()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[None]:
        async with self._building, self._changed:
            self._readers += 1
        try:
            yield
        finally:
            async with self._changed:
                self._readers -= 1
                self._changed.notify_all()

    @asynccontextmanager
    async def building(self) -> AsyncIterator[None]:
        async with self._building:
            async with self._changed:
                await self._changed.wait_for(lambda: self._readers == 0)
            yield
