"""A node between the client and the real one, which misbehaves as told."""

from __future__ import annotations

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import requests

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Reply = tuple[int, dict[str, str], bytes]
"""HTTP status, headers, body."""


class FlakyNode:
    """Forwards to ``upstream`` whatever ``misbehave`` does not answer itself."""

    def __init__(self, upstream: str):
        self._upstream = upstream
        self.requests: list[Any] = []
        self.misbehave: Callable[[Any], Reply | None] = lambda body: None
        self.url = ""

    def refuse_next(self, count: int, headers: dict[str, str] | None = None) -> None:
        """Answer 429 to the next ``count`` requests."""
        left = [count]

        def limited(body: Any) -> Reply | None:
            if left[0] == 0:
                return None
            left[0] -= 1
            return 429, headers or {}, b"slow down"

        self.misbehave = limited

    def methods(self) -> list[str]:
        """JSON-RPC methods asked for, batches flattened."""
        flat = [c for body in self.requests for c in (body if isinstance(body, list) else [body])]
        return [call["method"] for call in flat]

    def answer(self, body: Any) -> Reply:
        self.requests.append(body)
        reply = self.misbehave(body)
        if reply is not None:
            return reply
        response = requests.post(self._upstream, json=body, timeout=30)
        return response.status_code, {}, response.content


@contextmanager
def flaky_node(upstream: str) -> Iterator[FlakyNode]:
    """A running FlakyNode on a free port."""
    node = FlakyNode(upstream)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, headers, content = node.answer(body)
            self.send_response(status)
            for key, value in headers.items():
                self.send_header(key, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    node.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield node
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def delay(seconds: float) -> Callable[[Any], Reply | None]:
    """A ``misbehave`` that only keeps the client waiting."""

    def slow(body: Any) -> Reply | None:
        time.sleep(seconds)
        return None

    return slow
