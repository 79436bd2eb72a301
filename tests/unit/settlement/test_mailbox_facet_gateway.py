"""MailboxFacet: service transactions, and requests of chains that settle on a Gateway."""

import pytest
from eth_abi import encode

from garter.chain import Contract
from garter.protocol.hashing import keccak256
from tests.support import Mock, reverts
from tests.support.chain import ASSET_ID, CHAIN_ID, caller
from tests.support.diamond import ZERO_ADDRESS
from tests.support.requests import (
    MAX_GAS,
    TARGET,
    alias,
    canonical,
    canonical_hash,
    request,
)

SERVICE_SENDER = "0x" + "ff" * 20
RELAY_SENDER = "0x" + "11" * 20
L2_INTEROP_CENTER = "0x000000000000000000000000000000000001000d"
USER = "0x7777777777777777777777777777777777777777"
OTHER_CHAIN = 505
HASH = b"\x5a" * 32
TOKEN = "0x00000000000000000000000000000000000000cc"
TOKEN_ASSET = b"\xcc" * 32
RELAY = "requestL2TransactionToGatewayMailboxWithBalanceChange(uint256,bytes32,uint64,uint256,bool)"
FORWARD = keccak256(
    b"forwardTransactionOnGatewayWithBalanceChange(uint256,bytes32,uint64,"
    b"(bytes1,address,bytes32,uint256,bytes32,uint256,uint256))"
)[:4]


@pytest.fixture
def facet(chain):
    return chain.mailbox


@pytest.fixture
def layer(rpc, governor, chain):
    """The Gateway's diamond on L1, where the chain settles."""
    mock = Mock(rpc, governor)
    mock.returns(RELAY, ["bytes32"], [b"\x11" * 32])
    chain.settle_on(mock)
    return mock


def relayed(layer):
    """Arguments of the last relay."""
    from eth_abi import decode

    types = ["uint256", "bytes32", "uint64", "uint256", "bool"]
    return decode(types, layer.last_calldata(RELAY)[4:])


def service(data=b"", nonce=0):
    return canonical(
        SERVICE_SENDER,
        ZERO_ADDRESS,
        nonce=nonce,
        price=0,
        gas=MAX_GAS,
        value=0,
        mint=0,
        data=data,
    )


# --- service transactions ---


@pytest.mark.parametrize("who", ["registration_sender", "tracker", "asset_handler", "self"])
def test_service__the_protocol__queues_for_free(rpc, facet, chain, world, who):
    address = chain.address if who == "self" else getattr(world, who).address
    receipt = facet.requestL2ServiceTransaction(TARGET, b"\x01\x02", sender=caller(rpc, address))
    queued, identified = facet.events(receipt)
    assert queued.transaction == service(b"\x01\x02")
    assert queued.txHash == identified.txHash == canonical_hash(service(b"\x01\x02"))
    assert chain.getters.getPriorityOpRequestTimestamp(0) == chain.now()


def test_service__returns_the_hash(facet, world):
    answer = facet.call("requestL2ServiceTransaction", [TARGET, b""], caller=world.tracker)
    assert answer == canonical_hash(service())


def test_service__others__revert(facet, chain_admin, manager, bridgehub, stranger):
    for account in (chain_admin, manager, bridgehub, stranger):
        with reverts("Unauthorized", account):
            facet.requestL2ServiceTransaction(TARGET, b"", sender=account)


def test_service__on_a_gateway__reverts(rpc, gateway_chain):
    tracker = caller(rpc, gateway_chain.ecosystem.tracker.address)
    with reverts("NotL1", 31337):
        gateway_chain.mailbox.requestL2ServiceTransaction(TARGET, b"", sender=tracker)


def test_service__paused__reverts(rpc, facet, chain, world, chain_admin):
    chain.migrator.pauseDepositsBeforeInitiatingMigration(sender=chain_admin)
    with reverts("DepositsPaused"):
        facet.requestL2ServiceTransaction(TARGET, b"", sender=caller(rpc, world.tracker.address))


def test_service__must_fit_the_chains_limits(facet, chain, world, manager, chain_admin):
    chain.admin.setPriorityTxMaxGasLimit(MAX_GAS - 1, sender=manager)
    with reverts("TooMuchGas"):
        facet.call("requestL2ServiceTransaction", [TARGET, b""], caller=world.tracker)
    chain.admin.setPriorityTxMaxGasLimit(MAX_GAS, sender=manager)
    chain.admin.changeFeeParams(
        (0, 1_000_000, 120_000, 80_000_000, 89_999, 250_000_000), sender=chain_admin
    )
    with reverts("PubdataGreaterThanLimit", 89_999, MAX_GAS // 800):
        facet.call("requestL2ServiceTransaction", [TARGET, b""], caller=world.tracker)


def test_service__settling_on_a_gateway__is_relayed(rpc, facet, world, layer):
    facet.requestL2ServiceTransaction(TARGET, b"", sender=caller(rpc, world.tracker.address))
    assert layer.calls(RELAY) == 1
    assert relayed(layer) == (CHAIN_ID, canonical_hash(service()), 0, 0, False)


# --- the chain's side of a relay ---


@pytest.fixture
def priced(chain, chain_admin):
    chain.admin.setTokenMultiplier(1, 1, sender=chain_admin)
    return chain


def test_relay__settling_here__does_nothing(priced, facet, bridgehub):
    assert facet.bridgehubRequestL2Transaction(request(USER), sender=bridgehub).ok


def test_relay__a_users_request__carries_base_tokens(priced, facet, layer, bridgehub):
    receipt = facet.bridgehubRequestL2Transaction(request(USER), sender=bridgehub)
    [event] = facet.events(receipt, "NewPriorityRequest")
    assert relayed(layer) == (CHAIN_ID, event.txHash, 0, 10**18, False)


def test_relay__the_asset_routers_request__carries_a_token(priced, facet, layer, world, bridgehub):
    router = world.router.address
    receipt = facet.bridgehubRequestL2Transaction(
        request(router, refund_recipient=USER), sender=bridgehub
    )
    [event] = facet.events(receipt, "NewPriorityRequest")
    assert event.transaction[1] == int(alias(router), 16)
    assert relayed(layer) == (CHAIN_ID, event.txHash, 0, 10**18, True)


def test_relay__refused_by_the_gateway__reverts_the_request(priced, facet, layer, bridgehub):
    layer.fails(RELAY, keccak256(b"DepositsPaused()")[:4])
    with reverts("DepositsPaused"):
        facet.bridgehubRequestL2Transaction(request(USER), sender=bridgehub)


def test_relay__layer_that_calls_back__reverts(rpc, priced, facet, governor, bridgehub):
    """The guard covers the call to the Gateway: nothing is queued in between."""
    layer = Contract.deploy(rpc, "MockReentrant", priced.address, TARGET, sender=governor)
    priced.settle_on(layer)
    tracker = priced.slot("asset_tracker")
    priced.store(tracker, int(layer.address, 16))
    with reverts(""):
        facet.bridgehubRequestL2Transaction(request(USER), sender=bridgehub)
    # Outside of a request the same call is accepted.
    priced.settle_on(ZERO_ADDRESS)
    assert layer.reenter(sender=governor).ok
    assert priced.getters.getTotalPriorityTxs() == 1


# --- the Gateway's side of a relay ---


@pytest.fixture
def settled(rpc, chain, world, governor):
    """The chain under test is the Gateway; this is the diamond of a chain that settles on it."""
    hub = world.bridgehub
    other = Mock(rpc, governor)
    hub.returns("whitelistedSettlementLayers(uint256)", ["bool"], [True])
    hub.returns("getZKChain(uint256)", ["address"], [other])
    hub.returns("baseTokenAssetId(uint256)", ["bytes32"], [ASSET_ID])
    return caller(rpc, other.address)


def wrapped(change, expiration=0, nonce=0):
    data = FORWARD + encode(
        [
            "uint256",
            "bytes32",
            "uint64",
            "(bytes1,address,bytes32,uint256,bytes32,uint256,uint256)",
        ],
        [OTHER_CHAIN, HASH, expiration, change],
    )
    return canonical(
        RELAY_SENDER,
        ZERO_ADDRESS,
        to=L2_INTEROP_CENTER,
        nonce=nonce,
        price=0,
        gas=MAX_GAS,
        value=0,
        mint=0,
        data=data,
    )


def test_forward_selector():
    assert FORWARD.hex() == "2d795b0a"


def test_gateway__wraps_the_request(facet, settled):
    change = (b"\x01", ZERO_ADDRESS, ASSET_ID, 7, bytes(32), 0, 0)
    receipt = facet.requestL2TransactionToGatewayMailboxWithBalanceChange(
        OTHER_CHAIN, HASH, 3, 7, False, sender=settled
    )
    [event] = facet.events(receipt, "NewPriorityRequest")
    assert event.transaction == wrapped(change, expiration=3)
    assert event.txHash == canonical_hash(wrapped(change, expiration=3))


def test_gateway__returns_its_own_transactions_hash(facet, settled):
    change = (b"\x01", ZERO_ADDRESS, ASSET_ID, 7, bytes(32), 0, 0)
    answer = facet.call(
        "requestL2TransactionToGatewayMailboxWithBalanceChange",
        [OTHER_CHAIN, HASH, 0, 7, False],
        caller=settled,
    )
    assert answer == canonical_hash(wrapped(change))


def test_gateway__takes_the_recorded_token_deposit(facet, chain, world, settled):
    consume = "consumeBalanceChange(uint256,uint256)"
    world.tracker.returns(consume, ["bytes32", "uint256"], [TOKEN_ASSET, 123])
    world.vault.returns("originChainId(bytes32)", ["uint256"], [9])
    world.vault.returns("originToken(bytes32)", ["address"], [TOKEN])
    change = (b"\x01", TOKEN, ASSET_ID, 7, TOKEN_ASSET, 123, 9)
    receipt = facet.requestL2TransactionToGatewayMailboxWithBalanceChange(
        OTHER_CHAIN, HASH, 0, 7, True, sender=settled
    )
    [event] = facet.events(receipt, "NewPriorityRequest")
    assert event.transaction == wrapped(change)
    assert world.tracker.last_calldata(consume)[4:] == encode(
        ["uint256", "uint256"], [CHAIN_ID, OTHER_CHAIN]
    )


def test_gateway__chain_without_base_token__only_without_amount(facet, world, settled):
    world.bridgehub.returns("baseTokenAssetId(uint256)", ["bytes32"], [bytes(32)])
    with reverts("InvalidChainId"):
        facet.requestL2TransactionToGatewayMailboxWithBalanceChange(
            OTHER_CHAIN, HASH, 0, 1, False, sender=settled
        )
    assert facet.requestL2TransactionToGatewayMailboxWithBalanceChange(
        OTHER_CHAIN, HASH, 0, 0, False, sender=settled
    ).ok


def test_gateway__not_whitelisted__reverts(facet, world, settled):
    world.bridgehub.returns("whitelistedSettlementLayers(uint256)", ["bool"], [False])
    with reverts("NotSettlementLayer"):
        facet.requestL2TransactionToGatewayMailboxWithBalanceChange(
            OTHER_CHAIN, HASH, 0, 0, False, sender=settled
        )


def test_gateway__caller_is_not_that_chain__reverts(facet, settled, stranger):
    with reverts("NotHyperchain"):
        facet.requestL2TransactionToGatewayMailboxWithBalanceChange(
            OTHER_CHAIN, HASH, 0, 0, False, sender=stranger
        )


def test_gateway__not_on_l1__reverts(gateway_chain, stranger):
    with reverts("NotL1", 31337):
        gateway_chain.mailbox.requestL2TransactionToGatewayMailboxWithBalanceChange(
            OTHER_CHAIN, HASH, 0, 0, False, sender=stranger
        )


def test_gateway__paused__reverts(facet, chain, settled, chain_admin):
    """A paused Gateway takes nothing for the chains that settle on it either."""
    chain.migrator.pauseDepositsBeforeInitiatingMigration(sender=chain_admin)
    with reverts("DepositsPaused"):
        facet.requestL2TransactionToGatewayMailboxWithBalanceChange(
            OTHER_CHAIN, HASH, 0, 0, False, sender=settled
        )


# --- on the Gateway itself ---


def test_on_gateway__pushes_what_l1_took(rpc, gateway_chain):
    facet = gateway_chain.mailbox
    for n, who in enumerate((gateway_chain.bridgehub, caller(rpc, L2_INTEROP_CENTER)), start=1):
        receipt = facet.bridgehubRequestL2TransactionOnGateway(HASH, 5, sender=who)
        relay, identified = facet.events(receipt)
        assert (relay.name, identified.name) == (
            "NewRelayedPriorityTransaction",
            "NewPriorityRequestId",
        )
        # The number after the push.
        assert (relay.txId, relay.txHash, relay.expirationTimestamp) == (n, HASH, 0)
        assert (identified.txId, identified.txHash) == (n, HASH)
    assert gateway_chain.getters.getTotalPriorityTxs() == 2
    assert gateway_chain.getters.getPriorityTreeRoot() == keccak256(HASH + HASH)


def test_on_gateway__others__revert(gateway_chain, chain_admin, stranger):
    for account in (chain_admin, gateway_chain.manager, stranger):
        with reverts("Unauthorized", account):
            gateway_chain.mailbox.bridgehubRequestL2TransactionOnGateway(HASH, 0, sender=account)
