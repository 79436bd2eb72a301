"""The offline stand-in for mainnet, seen through the fork that everything talks to."""

from __future__ import annotations

import pytest

from garter.build import load_artifact
from garter.chain import Contract, Impersonated
from garter.exceptions import RpcResponseError
from garter.local import origin
from garter.local.anvil import free_port
from garter.local.l1 import LOCAL_CHAIN_ID, RICH_ACCOUNT, start_l1
from garter.protocol.hashing import keccak256
from garter.settings import settings
from tests.conftest import _L1

pytestmark = pytest.mark.skipif(
    settings().l1_rpc is not None, reason="GARTER_L1_RPC is set, so the tokens are the real ones"
)

TOKENS = {
    "WETH9": (origin.WETH, "Wrapped Ether", "WETH", 18),
    "FiatToken": (origin.USDC, "USD Coin", "USDC", 6),
    "TetherToken": (origin.USDT, "Tether USD", "USDT", 6),
    "Dai": (origin.DAI, "Dai Stablecoin", "DAI", 18),
}
HOLDERS = (RICH_ACCOUNT, *origin.DEFAULT_ACCOUNTS)
ADMIN = Impersonated(origin.TOKEN_ADMIN)


@pytest.fixture(params=TOKENS)
def artifact(request):
    return request.param


@pytest.fixture
def token(rpc, artifact):
    return Contract.at(rpc, TOKENS[artifact][0], artifact)


def test_token__is_where_and_what_it_is_on_mainnet(token, artifact):
    _, name, symbol, decimals = TOKENS[artifact]
    assert token.call("name") == name
    assert token.symbol() == symbol
    assert token.decimals() == decimals


def test_token__has_the_code_of_a_deployment(rpc, token, artifact):
    runtime = load_artifact(artifact).runtime_bytes
    code = rpc.code(token.address)
    assert code[: len(runtime)] == runtime
    assert len(code) == load_artifact(artifact).deployed_size
    assert rpc.nonce(token.address) == 1


def test_token__every_holder_has_a_million(token, artifact):
    each = 10**6 * 10 ** TOKENS[artifact][3]
    assert [token.balanceOf(h) for h in HOLDERS] == [each] * len(HOLDERS)
    assert token.totalSupply() == each * len(HOLDERS)


def test_token__moves_on_the_fork(rpc, token, stranger):
    before = token.balanceOf(RICH_ACCOUNT)
    token.transfer(stranger.address, 7, sender=Impersonated(RICH_ACCOUNT))
    assert token.balanceOf(stranger.address) == 7
    assert token.balanceOf(RICH_ACCOUNT) == before - 7


def test_weth__is_backed_by_ether(rpc, stranger):
    weth = Contract.at(rpc, origin.WETH, "WETH9")
    assert rpc.balance(origin.WETH) == weth.totalSupply()
    weth.withdraw(10**18, sender=Impersonated(RICH_ACCOUNT))
    assert rpc.balance(origin.WETH) == weth.totalSupply()


def test_roles__are_the_first_default_account(rpc, stranger):
    usdc = Contract.at(rpc, origin.USDC, "FiatToken")
    usdt = Contract.at(rpc, origin.USDT, "TetherToken")
    dai = Contract.at(rpc, origin.DAI, "Dai")
    assert usdc.blacklister() == usdc.pauser() == usdc.masterMinter() == ADMIN.address
    assert usdt.owner() == ADMIN.address
    assert dai.wards(ADMIN.address) == 1
    usdc.configureMinter(ADMIN.address, 5, sender=ADMIN)
    usdc.mint(stranger.address, 5, sender=ADMIN)
    assert usdc.balanceOf(stranger.address) == 5


def test_domains__usdc_follows_the_fork_and_dai_stays_with_mainnet(rpc):
    assert rpc.chain_id() == LOCAL_CHAIN_ID

    def domain(name: str, version: str, chain_id: int, address: str) -> bytes:
        schema = (
            b"EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
        )
        return keccak256(
            keccak256(schema)
            + keccak256(name.encode())
            + keccak256(version.encode())
            + chain_id.to_bytes(32, "big")
            + bytes(12)
            + bytes.fromhex(address[2:])
        )

    usdc = Contract.at(rpc, origin.USDC, "FiatToken")
    dai = Contract.at(rpc, origin.DAI, "Dai")
    assert usdc.DOMAIN_SEPARATOR() == domain("USD Coin", "2", LOCAL_CHAIN_ID, origin.USDC)
    assert dai.DOMAIN_SEPARATOR() == domain("Dai Stablecoin", "1", 1, origin.DAI)


def test_accounts__look_unused(tmp_path):
    """The making of the tokens leaves no trace in the accounts that people use."""
    l1 = start_l1(origin_port=free_port(), l1_port=free_port(), logs=tmp_path)
    try:
        rpc = l1.fork.rpc
        assert [rpc.nonce(h) for h in HOLDERS] == [0] * len(HOLDERS)
        assert {rpc.balance(h) for h in HOLDERS} == {10**6 * 10**18}
    finally:
        l1.stop()


def test_origin__impersonates_nobody_any_more(request):
    node = request.config.stash[_L1].origin.rpc
    with pytest.raises(RpcResponseError):
        node.call("eth_sendTransaction", {"from": origin.TOKEN_ADMIN, "to": origin.WETH})
