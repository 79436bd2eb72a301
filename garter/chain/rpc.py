"""A small JSON-RPC client on one kept-alive session, patient with slow and limiting nodes."""

from __future__ import annotations

import itertools
import time
from typing import TYPE_CHECKING, Any

import requests

from garter.exceptions import RpcRateLimited, RpcResponseError, RpcUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

RATE_LIMITED = 429


class Rpc:
    """JSON-RPC over HTTP.

    ``timeout`` is seconds per request; a request that meets 429, a dropped connection or a time-out
    is tried ``attempts`` times in all with doubling pauses (or the server's ``Retry-After``).
    Repeating is safe for ``eth_sendRawTransaction`` too: a signed transaction is mined once, and
    its sender, who knows the hash beforehand, asks for it when a repetition is refused.
    """

    def __init__(
        self,
        url: str,
        *,
        timeout: float = 30.0,
        attempts: int = 6,
        first_pause: float = 0.25,
        sleep: Callable[[float], None] = time.sleep,
    ):
        self.url = url
        self._timeout = timeout
        self._attempts = attempts
        self._first_pause = first_pause
        self._sleep = sleep
        self._session = _session(url)
        self._ids = itertools.count(1)

    def call(self, method: str, *params: Any) -> Any:
        """Result of one call. Raises RpcResponseError, RpcRateLimited or RpcUnavailable."""
        answer = self._post(self._request(method, params))
        return self._result(method, answer)

    def batch(self, calls: Iterable[tuple[str, list[Any]]]) -> list[Any]:
        """Results of ``(method, params)`` pairs in one round trip. Raises the first error."""
        results = self.batch_settled(calls)
        for result in results:
            if isinstance(result, RpcResponseError):
                raise result
        return results

    def batch_settled(self, calls: Iterable[tuple[str, list[Any]]]) -> list[Any]:
        """Like ``batch``, but a call that failed has its RpcResponseError in its place."""
        wanted = [(method, self._request(method, params)) for method, params in calls]
        if not wanted:
            return []
        answers = self._post([request for _, request in wanted])
        if isinstance(answers, dict):  # the node refused the batch as a whole
            self._result("batch", answers)
        by_id = {a["id"]: a for a in answers}
        return [_settled(method, by_id[request["id"]]) for method, request in wanted]

    # --- the few methods that everything uses, with numbers as int ---

    def chain_id(self) -> int:
        return int(self.call("eth_chainId"), 16)

    def block_number(self) -> int:
        return int(self.call("eth_blockNumber"), 16)

    def code(self, address: str) -> bytes:
        return bytes.fromhex(self.call("eth_getCode", address, "latest")[2:])

    def storage(self, address: str, slot: int) -> int:
        return int(self.call("eth_getStorageAt", address, hex(slot), "latest"), 16)

    def balance(self, address: str) -> int:
        """Wei."""
        return int(self.call("eth_getBalance", address, "latest"), 16)

    def nonce(self, address: str, block: str = "latest") -> int:
        return int(self.call("eth_getTransactionCount", address, block), 16)

    # --- inside ---

    def _request(self, method: str, params: Iterable[Any]) -> dict[str, Any]:
        return {"jsonrpc": "2.0", "id": next(self._ids), "method": method, "params": list(params)}

    def _post(self, body: Any) -> Any:
        pause = self._first_pause
        limited = False
        reason = ""
        for attempt in range(1, self._attempts + 1):
            try:
                response = self._session.post(self.url, json=body, timeout=self._timeout)
            except requests.Timeout:
                limited, reason = False, f"no answer within {self._timeout:g} s"
            except requests.ConnectionError as err:
                limited, reason = False, _short(err)
            else:
                if response.status_code != RATE_LIMITED:
                    return self._json(response)
                limited = True
                pause = max(pause, _retry_after(response))
            if attempt < self._attempts:
                self._sleep(pause)
                pause *= 2
        if limited:
            raise RpcRateLimited(self.url, self._attempts)
        raise RpcUnavailable(self.url, reason)

    def _json(self, response: requests.Response) -> Any:
        try:
            return response.json()
        except ValueError:
            raise RpcUnavailable(
                self.url, f"HTTP {response.status_code} without a JSON-RPC answer"
            ) from None

    @staticmethod
    def _result(method: str, answer: dict[str, Any]) -> Any:
        if error := answer.get("error"):
            raise RpcResponseError(
                method, error.get("code", 0), error.get("message", ""), error.get("data")
            )
        return answer.get("result")


def _session(url: str) -> requests.Session:
    """A session for ``url`` alone: proxies, certificates and netrc are looked up once.

    requests would read the environment anew for each request, a fifth of what one costs here.
    """
    session = requests.Session()
    found = session.merge_environment_settings(url, {}, None, None, None)
    session.proxies, session.verify, session.cert = found["proxies"], found["verify"], found["cert"]
    session.auth = requests.utils.get_netrc_auth(url)
    session.trust_env = False
    return session


def _settled(method: str, answer: dict[str, Any]) -> Any:
    try:
        return Rpc._result(method, answer)
    except RpcResponseError as err:
        return err


def _retry_after(response: requests.Response) -> float:
    try:
        return float(response.headers.get("Retry-After", 0))
    except ValueError:  # the header may also be a date; our own pause then
        return 0.0


def _short(error: Exception) -> str:
    text = str(error)
    return "connection refused" if "refused" in text else text[:120]
