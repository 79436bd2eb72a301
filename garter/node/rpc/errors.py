"""JSON-RPC errors, by the codes that clients know."""

from __future__ import annotations

from typing import Any


class JsonRpcError(Exception):
    """An answer of the ``error`` kind."""

    def __init__(self, code: int, message: str, data: Any = None):
        self.code, self.message, self.data = code, message, data
        super().__init__(message)

    def to_json(self) -> dict[str, Any]:
        error = {"code": self.code, "message": self.message}
        return error if self.data is None else {**error, "data": self.data}


class MethodNotFound(JsonRpcError):
    """A method that this endpoint has not, or does not give to the public."""

    def __init__(self, method: str):
        super().__init__(-32601, f"Method not found: {method}")


class InvalidParams(JsonRpcError):
    """Parameters of the wrong number or kind."""

    def __init__(self, problem: str):
        super().__init__(-32602, problem)


class InvalidRequest(JsonRpcError):
    """Something that is not a JSON-RPC request."""

    def __init__(self, problem: str):
        super().__init__(-32600, problem)
