"""Chains whose gas is paid in a token: it arrives as the chain's own money, and ETH as a token."""

from __future__ import annotations

import pytest

from garter.chain import Contract
from garter.client import Bridge, DepositPhase
from garter.ecosystem.manifest import load_manifest
from garter.genesis.contracts import genesis_alloc
from garter.genesis.genesis_file import Genesis
from garter.protocol import constants
from tests.support.deploying import DAI, USDC, deploy_chain, deployer
from tests.support.operating import make_operator, until

CHAIN_ID = 6567
RECEIVER = "0x00000000000000000000000000000000000A11cE"


@pytest.fixture(params=[(DAI, 18), (USDC, 6)], ids=["DAI", "USDC"])
def base_token(request):
    """Address and decimals."""
    return request.param


@pytest.fixture
def operator(rpc, manifest, tmp_path, base_token):
    deploy_chain(
        rpc, manifest, "gamma", CHAIN_ID, base_token=base_token[0], base_token_price="3000"
    )
    genesis = tmp_path / "genesis.json"
    Genesis(CHAIN_ID, genesis_alloc()).write(genesis)
    running = make_operator(load_manifest(manifest), "gamma", rpc, tmp_path, genesis)
    running.start()
    until(running.rpc.chain_id)
    yield running
    print(running.log())
    if running.process.poll() is None:
        assert running.stop() == 0


def test_base_token_and_eth__arrive(rpc, operator, base_token):
    address, decimals = base_token
    bridge = Bridge.connect(rpc, operator.rpc, deployer(3))
    base = bridge.quote_deposit("base", 5 * 10**decimals, receiver=RECEIVER)
    assert bridge.wait_l2(bridge.deposit(base).l1_hash, 60).phase is DepositPhase.L2_EXECUTED
    assert operator.rpc.balance(RECEIVER) == 5 * 10**decimals
    assert bridge.balance("base", RECEIVER).l2 == 5 * 10**decimals

    ether = bridge.quote_deposit("eth", 10**18, receiver=RECEIVER)
    assert bridge.wait_l2(bridge.deposit(ether).l1_hash, 60).phase is DepositPhase.L2_EXECUTED
    held = bridge.balance("eth", RECEIVER)
    assert held.l2 == 10**18
    token = Contract.at(operator.rpc, held.l2_address, "BridgedStandardERC20")
    assert (token.symbol(), token.decimals()) == ("ETH", 18)

    wrapped = Contract.at(operator.rpc, constants.L2_NATIVE_TOKEN_VAULT, "L2NativeTokenVault")
    assert wrapped.BASE_TOKEN_ASSET_ID() == bridge.network.base_token.asset_id
    assert bridge.network.base_token.address == address
