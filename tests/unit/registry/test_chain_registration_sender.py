"""ChainRegistrationSender: chain a becomes known on chain b."""

import pytest
from eth_abi.abi import encode

from garter.chain import Contract, Impersonated
from garter.protocol.hashing import keccak256, selector
from tests.support import Mock, behind_proxy, reverts

A, B, GATEWAY = 271, 272, 506
ASSET = b"\x55" * 32
L2_BRIDGEHUB = "0x0000000000000000000000000000000000010002"
SERVICE = "requestL2ServiceTransaction(address,bytes)"
SETTLEMENT_LAYER = "settlementLayer(uint256)"
GET_CHAIN = "getZKChain(uint256)"
BASE_TOKEN = "baseTokenAssetId(uint256)"
ZERO = "0x" + "00" * 20
# Answers A (as calldata's first argument) with itself and anything else with 0.
ONLY_A = f"0x60043561{A:04x}811490025f5260205ff3"
PAID = b"\x01" + A.to_bytes(32, "big")


@pytest.fixture(scope="module")
def chain_b(rpc, governor):
    chain = Mock(rpc, governor)
    chain.returns(SERVICE, ["bytes32"], [b"\x66" * 32])
    return chain


@pytest.fixture(scope="module")
def bridgehub(rpc, governor, chain_b):
    """Every chain settles on the gateway, has `ASSET` and the diamond `chain_b`."""
    hub = Mock(rpc, governor)
    hub.returns(SETTLEMENT_LAYER, ["uint256"], [GATEWAY])
    hub.returns(GET_CHAIN, ["address"], [chain_b])
    hub.returns(BASE_TOKEN, ["bytes32"], [ASSET])
    return hub


@pytest.fixture(scope="module")
def implementation(rpc, governor, bridgehub):
    return Contract.deploy(rpc, "ChainRegistrationSender", bridgehub.address, sender=governor)


@pytest.fixture(scope="module")
def registrar(rpc, governor, bridgehub):
    arguments = (bridgehub.address,)
    return behind_proxy(
        rpc, "ChainRegistrationSender", arguments, (governor.address,), sender=governor
    )


def l2_calldata() -> bytes:
    return selector("registerChainForInterop(uint256,bytes32)") + encode(
        ["uint256", "bytes32"], [A, ASSET]
    )


def test_initialize__sets_the_owner(registrar, governor, bridgehub):
    assert registrar.owner() == governor.address
    assert registrar.BRIDGE_HUB() == bridgehub.address


def test_initialize__twice_or_on_the_implementation__reverts(registrar, implementation, stranger):
    for contract in (registrar, implementation):
        with reverts("SlotOccupied"):
            contract.initialize(stranger, sender=stranger)


def test_initialize__after_renouncing__still_reverts(registrar, governor, stranger):
    registrar.renounceOwnership(sender=governor)
    assert registrar.owner() == ZERO
    with reverts("SlotOccupied"):
        registrar.initialize(stranger, sender=stranger)


# --- free of charge, once ---


def test_register_chain__sends_b_a_service_transaction(registrar, chain_b, stranger):
    registrar.registerChain(A, B, sender=stranger)
    wanted = selector(SERVICE) + encode(["address", "bytes"], [L2_BRIDGEHUB, l2_calldata()])
    assert chain_b.last_calldata(SERVICE) == wanted
    assert registrar.chainRegisteredOnChain(A, B)
    assert not registrar.chainRegisteredOnChain(B, A)


def test_register_chain__twice__reverts(registrar, stranger):
    registrar.registerChain(A, B, sender=stranger)
    with reverts("ChainAlreadyRegistered"):
        registrar.registerChain(A, B, sender=stranger)
    assert registrar.registerChain(B, A, sender=stranger).ok


def test_register_chain__b_refuses__may_be_tried_again(registrar, chain_b, stranger):
    chain_b.fails(SERVICE, selector("DepositsPaused()"))
    with reverts("DepositsPaused"):
        registrar.registerChain(A, B, sender=stranger)
    assert not registrar.chainRegisteredOnChain(A, B)


def test_register_chain__different_layers__reverts(registrar, rpc, bridgehub, stranger):
    """The bridgehub answers A for chain A and 0 for B."""
    rpc.call("anvil_setCode", bridgehub.address, ONLY_A)
    with reverts("ChainsSettlementLayerMismatch", A, 0):
        registrar.registerChain(A, B, sender=stranger)
    with reverts("ChainsSettlementLayerMismatch", 0, A):
        registrar.registerChain(B, A, sender=stranger)


def test_register_chain__on_l1__reverts(registrar, rpc, bridgehub, stranger):
    bridgehub.returns(SETTLEMENT_LAYER, ["uint256"], [rpc.chain_id()])
    with reverts("ChainsSettlingOnL1"):
        registrar.registerChain(A, B, sender=stranger)


def test_register_chain__unknown__reverts(registrar, bridgehub, stranger):
    bridgehub.returns(SETTLEMENT_LAYER, ["uint256"], [0])
    bridgehub.returns(BASE_TOKEN, ["bytes32"], [b"\0" * 32])
    with reverts("ZKChainNotRegistered"):
        registrar.registerChain(A, B, sender=stranger)


# --- paid, through the bridgehub ---


@pytest.fixture(scope="module")
def as_bridgehub(rpc, bridgehub):
    rpc.call("anvil_setBalance", bridgehub.address, hex(10**18))
    return Impersonated(bridgehub.address)


def deposit(registrar, caller, data=PAID, value=0):
    return registrar.call("bridgehubDeposit", (B, ZERO, 0, data), caller=caller, value=value)


@pytest.mark.parametrize("data", [PAID, PAID + b"more"], ids=["exact", "trailing"])
def test_bridgehub_deposit__answers_with_the_transaction(registrar, as_bridgehub, data):
    magic, to, calldata, deps, data_hash = deposit(registrar, as_bridgehub, data)
    wanted = int.from_bytes(keccak256(b"TWO_BRIDGES_MAGIC_VALUE"), "big") - 1
    assert int.from_bytes(magic, "big") == wanted
    assert (to, calldata, deps, data_hash) == (L2_BRIDGEHUB, l2_calldata(), (), b"\0" * 32)


def test_bridgehub_deposit__as_often_as_paid_for(registrar, as_bridgehub, stranger):
    registrar.registerChain(A, B, sender=stranger)
    for _ in range(2):
        registrar.bridgehubDeposit(B, ZERO, 0, PAID, sender=as_bridgehub)


def test_bridgehub_deposit__not_the_bridgehub__reverts(registrar, governor):
    with reverts("Unauthorized", governor):
        deposit(registrar, governor)


def test_bridgehub_deposit__ether__reverts(registrar, as_bridgehub):
    with reverts("NoEthAllowed"):
        deposit(registrar, as_bridgehub, value=1)


@pytest.mark.parametrize("data", [b"", b"\x00" + PAID[1:], b"\x02" + PAID[1:], PAID[:-1], b"\x01"])
def test_bridgehub_deposit__other_data__reverts(registrar, as_bridgehub, data):
    with reverts("UnsupportedEncodingVersion"):
        deposit(registrar, as_bridgehub, data)


def test_bridgehub_deposit__unknown_chain__reverts(registrar, as_bridgehub, bridgehub):
    bridgehub.returns(GET_CHAIN, ["address"], [ZERO])
    with reverts("ZKChainNotRegistered"):
        deposit(registrar, as_bridgehub)


def test_bridgehub_deposit__without_base_token__reverts(registrar, as_bridgehub, bridgehub):
    bridgehub.returns(BASE_TOKEN, ["bytes32"], [b"\0" * 32])
    with reverts("ZKChainNotRegistered"):
        deposit(registrar, as_bridgehub)


def test_bridgehub_deposit__on_l1__reverts(registrar, rpc, as_bridgehub, bridgehub):
    bridgehub.returns(SETTLEMENT_LAYER, ["uint256"], [rpc.chain_id()])
    with reverts("ChainsSettlingOnL1"):
        deposit(registrar, as_bridgehub)


def test_bridgehub_deposit__different_layers__reverts(registrar, rpc, as_bridgehub, bridgehub):
    """A's layer first, then that of B, which the request is for."""
    rpc.call("anvil_setCode", bridgehub.address, ONLY_A)
    with reverts("ChainsSettlementLayerMismatch", A, 0):
        deposit(registrar, as_bridgehub)


def test_bridgehub_confirm__does_nothing(registrar, stranger):
    receipt = registrar.bridgehubConfirmL2Transaction(
        B, b"\x01" * 32, b"\x02" * 32, sender=stranger
    )
    assert receipt.ok and not receipt.logs
