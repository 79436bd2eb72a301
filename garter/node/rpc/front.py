"""The endpoint: JSON-RPC over HTTP, single and batched."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from aiohttp import ClientError, ClientSession, ClientTimeout, web

from garter.exceptions import RpcResponseError
from garter.node.rpc import forwarding
from garter.node.rpc.errors import InvalidParams, InvalidRequest, JsonRpcError, MethodNotFound

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from garter.node.gate import Gate
    from garter.node.rpc.views import Index
    from garter.node.rpc.zks import Zks

MAX_REQUEST = 10 * 2**20
"""Bytes."""
MAX_BATCH = 1_000
CLIENT_TIMEOUT = 60.0
"""Seconds the execution client may take for one answer."""
_BLOB_TX, _EIP712_TX = 0x03, 0x71


class Front:
    """Answers clients.

    ``client_url`` tells where the execution client is at the moment; ``admit`` takes a signed
    transaction to the sequencer.
    """

    def __init__(
        self, client_url: Callable[[], str], gate: Gate, admit: Callable[[bytes], Awaitable[str]]
    ):
        self.index: Index | None = None
        self.zks: Zks | None = None
        self._client_url, self._gate, self._admit = client_url, gate, admit
        self._session: ClientSession | None = None
        self._runner: web.AppRunner | None = None

    async def start(self, host: str, port: int) -> None:
        self._session = ClientSession(timeout=ClientTimeout(total=CLIENT_TIMEOUT))
        app = web.Application(client_max_size=MAX_REQUEST)
        app.router.add_post("/", self._serve)
        app.router.add_get("/health", self._health)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
        if self._session is not None:
            await self._session.close()

    async def ask(self, method: str, params: list[Any]) -> Any:
        """One call of the execution client. Raises JsonRpcError with its reason."""
        assert self._session is not None
        request = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
        try:
            async with self._session.post(self._client_url(), json=request) as response:
                answer = await response.json()
        except (ClientError, TimeoutError) as err:
            raise JsonRpcError(-32603, "The execution client does not answer.") from err
        if error := answer.get("error"):
            raise JsonRpcError(error["code"], error["message"], error.get("data"))
        return answer.get("result")

    # --- HTTP ---

    async def _health(self, _request: web.Request) -> web.Response:
        ready = self.index is not None
        return web.json_response({"ready": ready}, status=200 if ready else 503)

    async def _serve(self, request: web.Request) -> web.Response:
        try:
            body = json.loads(await request.read())
        except ValueError:
            return web.json_response(_failed(None, JsonRpcError(-32700, "Parse error")))
        if not isinstance(body, list):
            return web.json_response(await self._respond(body))
        if not 0 < len(body) <= MAX_BATCH:
            problem = InvalidRequest(f"A batch has 1 to {MAX_BATCH} requests.")
            return web.json_response(_failed(None, problem))
        return web.json_response(await asyncio.gather(*(self._respond(each) for each in body)))

    async def _respond(self, request: Any) -> dict[str, Any]:
        identity = request.get("id") if isinstance(request, dict) else None
        try:
            method, params = _parse(request)
            return {"jsonrpc": "2.0", "id": identity, "result": await self._answer(method, params)}
        except JsonRpcError as err:
            return _failed(identity, err)

    # --- methods ---

    async def _answer(self, method: str, params: list[Any]) -> Any:
        if self.index is None or self.zks is None:
            raise JsonRpcError(-32603, "The chain is starting. Ask again in a moment.")
        if method == "eth_sendRawTransaction":
            return await self._send(params)
        async with self._gate.reading():
            if forwarding.is_forwarded(method):
                return await self._forward(self.index, method, params)
            if method.startswith("zks_"):
                return await self.zks.answer(method, params)
        raise MethodNotFound(method)

    async def _forward(self, index: Index, method: str, params: list[Any]) -> Any:
        params = forwarding.to_client(params)
        if method in forwarding.BY_HASH:
            node_hash = index.to_node(forwarding.hash_param(params))
            if node_hash is None:
                return None
            params = [node_hash, *params[1:]]
        return forwarding.to_public(index, method, await self.ask(method, params))

    async def _send(self, params: list[Any]) -> str:
        try:
            raw = bytes.fromhex(params[0].removeprefix("0x"))
        except (IndexError, AttributeError, ValueError):
            raise InvalidParams("The parameter must be a signed transaction in hex.") from None
        if raw[:1] in (bytes([_BLOB_TX]), bytes([_EIP712_TX])):
            raise InvalidParams(f"Transactions of type {raw[0]:#x} are not taken by this chain.")
        try:
            return await self._admit(raw)
        except RpcResponseError as err:
            raise JsonRpcError(err.code, err.message, err.data) from err


def _parse(request: Any) -> tuple[str, list[Any]]:
    if not isinstance(request, dict) or not isinstance(request.get("method"), str):
        raise InvalidRequest("A request is an object with a method.")
    params = request.get("params", [])
    if not isinstance(params, list):
        raise InvalidParams("Parameters are given by position, in a list.")
    return request["method"], params


def _failed(identity: Any, error: JsonRpcError) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": identity, "error": error.to_json()}
