"""One chain's operator: the parts joined, one process."""

from __future__ import annotations

import asyncio
import logging
import signal
from typing import TYPE_CHECKING

from garter.chain.rpc import Rpc
from garter.exceptions import RpcError
from garter.node.anvil_client import AnvilClient
from garter.node.gate import Gate
from garter.node.rpc.front import Front
from garter.node.rpc.views import Index
from garter.node.rpc.zks import Zks
from garter.node.sequencer import Sequencer
from garter.node.store import Store
from garter.node.surroundings import read_surroundings
from garter.node.watcher import Watcher
from garter.protocol.hashing import keccak256

if TYPE_CHECKING:
    from garter.node.config import NodeConfig

IDLE = 0.02
"""Seconds between two looks for user transactions."""
_log = logging.getLogger(__name__)


class Operator:
    """Runs until told to stop; may be killed at any moment."""

    def __init__(self, config: NodeConfig):
        """Raises StoreInUse or StoreOfAnotherChain."""
        self._config = config
        self._store = Store(config.data / "chain.db")
        self._store.require_facts(
            {
                "chain id": str(config.chain_id),
                "diamond": config.diamond,
                "genesis": keccak256(config.genesis.read_bytes()).hex(),
            }
        )
        self._l1 = Rpc(config.l1_rpc)
        self._client = AnvilClient(
            genesis=config.genesis,
            chain_id=config.chain_id,
            coinbase=config.coinbase,
            log=config.data / "execution.log",
        )
        self._sequencer = Sequencer(
            self._client, self._store, l1_chain_id=config.l1_chain_id, coinbase=config.coinbase
        )
        self._watcher = Watcher(
            self._l1,
            self._store,
            diamond=config.diamond,
            first_block=config.l1_first_block,
            confirmations=config.l1_confirmations,
        )
        self._gate = Gate()
        self._stopping = asyncio.Event()
        self._front = Front(lambda: self._client.url, self._gate, self._admit)

    async def run(self) -> None:
        """Bring the chain up, then follow L1 and serve until SIGTERM or SIGINT."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stopping.set)
        await self._front.start(self._config.host, self._config.port)
        try:
            await self._bring_up()
            await self._work()
        finally:
            await self._front.stop()
            self._client.stop()
            self._store.close()

    async def _bring_up(self) -> None:
        blocks = await asyncio.to_thread(self._sequencer.recover)
        _log.info("executed %d blocks again", blocks)
        around = await asyncio.to_thread(
            read_surroundings, self._l1, self._config.bridgehub, self._config.chain_id
        )
        self._front.zks = Zks(around, self._front.ask)
        self._front.index = Index(self._store.protocol_transactions())
        _log.info("serving on port %d", self._config.port)

    async def _work(self) -> None:
        next_look = 0.0
        loop = asyncio.get_running_loop()
        while not self._stopping.is_set():
            if loop.time() >= next_look:
                await self._look_at_l1()
                next_look = loop.time() + self._config.l1_poll
            if not await self._build():
                await asyncio.sleep(IDLE)

    async def _look_at_l1(self) -> None:
        """An L1 that does not answer is asked again later; the chain goes on without it."""
        try:
            while await asyncio.to_thread(self._watcher.step):
                pass
        except RpcError as err:
            _log.warning("L1: %s", err)
            return
        async with self._gate.building():
            if await asyncio.to_thread(self._sequencer.follow_l1):
                _log.warning("L1 took back what had been executed; the chain was rebuilt")
                self._front.index = Index(self._store.protocol_transactions())

    async def _build(self) -> bool:
        before = self._store.height()
        async with self._gate.building():
            built = await asyncio.to_thread(self._sequencer.step)
            if built and self._front.index is not None:
                self._front.index.add(self._store.protocol_transactions(before + 1))
        return built

    async def _admit(self, raw: bytes) -> str:
        async with self._gate.building():
            return await asyncio.to_thread(self._sequencer.admit, raw)
