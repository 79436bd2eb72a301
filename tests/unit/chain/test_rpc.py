"""The JSON-RPC client against nodes that are down, slow, limiting or talking nonsense."""

import pytest

from garter.chain import Rpc
from garter.exceptions import RpcRateLimited, RpcResponseError, RpcUnavailable
from garter.local.anvil import free_port
from tests.support.flaky_node import delay, flaky_node


@pytest.fixture
def node(rpc):
    with flaky_node(rpc.url) as node:
        yield node


@pytest.fixture
def pauses():
    return []


@pytest.fixture
def client(node, pauses):
    return Rpc(node.url, timeout=5, attempts=4, sleep=pauses.append)


def test_call__answers(client, rpc):
    assert client.chain_id() == rpc.chain_id()


def test_call__429_for_a_while__waits_longer_each_time_and_succeeds(node, client, pauses):
    node.refuse_next(3)
    assert client.chain_id() == 31337
    assert pauses == [0.25, 0.5, 1.0]


def test_call__429_with_retry_after__waits_as_told(node, client, pauses):
    node.refuse_next(1, {"Retry-After": "7"})
    client.chain_id()
    assert pauses == [7.0]


def test_call__429_with_a_date__waits_its_own_time(node, client, pauses):
    node.refuse_next(1, {"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"})
    client.chain_id()
    assert pauses == [0.25]


def test_call__429_for_ever__says_so(node, client):
    node.refuse_next(1_000)
    with pytest.raises(RpcRateLimited, match=r"refused 4 attempts with HTTP 429.*re-run continues"):
        client.chain_id()
    assert len(node.requests) == 4


def test_call__nobody_listens__names_the_address(pauses):
    url = f"http://127.0.0.1:{free_port()}"
    client = Rpc(url, attempts=2, sleep=pauses.append)
    with pytest.raises(RpcUnavailable, match=f"{url}.*connection refused"):
        client.chain_id()
    assert len(pauses) == 1


def test_call__slower_than_the_timeout__says_how_long_it_waited(node, pauses):
    node.misbehave = delay(0.5)
    client = Rpc(node.url, timeout=0.1, attempts=2, sleep=pauses.append)
    with pytest.raises(RpcUnavailable, match=r"no answer within 0\.1 s"):
        client.chain_id()


def test_call__html_instead_of_json__is_no_answer(node, client):
    node.misbehave = lambda body: (502, {}, b"<html>bad gateway</html>")
    with pytest.raises(RpcUnavailable, match="HTTP 502 without a JSON-RPC answer"):
        client.chain_id()


def test_call__error_answer__carries_code_and_message(client):
    with pytest.raises(RpcResponseError) as caught:
        client.call("eth_noSuchMethod")
    assert caught.value.code == -32601


def test_batch__keeps_order_and_raises_the_first_error(client, rpc):
    calls = [("eth_chainId", []), ("eth_noSuchMethod", []), ("eth_blockNumber", [])]
    chain_id, error, block = client.batch_settled(calls)
    assert (int(chain_id, 16), int(block, 16)) == (31337, rpc.block_number())
    assert isinstance(error, RpcResponseError)
    with pytest.raises(RpcResponseError):
        client.batch(calls)
    assert client.batch([]) == []


def test_batch__answers_in_any_order(node, client):
    def reversed_answers(body):
        import json

        answers = [{"id": c["id"], "result": c["method"]} for c in reversed(body)]
        return 200, {}, json.dumps(answers).encode()

    node.misbehave = reversed_answers
    assert client.batch([("a", []), ("b", [])]) == ["a", "b"]
