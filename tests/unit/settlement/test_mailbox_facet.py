"""MailboxFacet: requests of users."""

import pytest

from garter.chain import Contract
from tests.support import Mock, reverts
from tests.support.chain import L1_CHAIN_ID, caller
from tests.support.diamond import ZERO_ADDRESS
from tests.support.requests import alias, canonical, canonical_hash, request

INTEROP_CENTER = "0x000000000000000000000000000000000001000D"
USER = "0x7777777777777777777777777777777777777777"
OTHER = "0x9999999999999999999999999999999999999999"
GWEI = 10**9
# Price of L2 gas with the default parameters: minimal, and 1/80 of what L1 gas costs.
MINIMAL = 250_000_000


@pytest.fixture
def facet(chain, chain_admin):
    """The mailbox of a chain with a price."""
    chain.admin.setTokenMultiplier(1, 1, sender=chain_admin)
    return chain.mailbox


def call(facet, sender, wanted, *, gas_price=0):
    """Simulate the request; reverts with its error, returns its hash."""
    data = "0x" + facet.calldata("bridgehubRequestL2Transaction", wanted).hex()
    address = getattr(sender, "address", sender)
    transaction = {"to": facet.address, "from": address, "data": data, "gasPrice": hex(gas_price)}
    return facet._eth_call("bridgehubRequestL2Transaction", transaction, "latest")


# --- construction ---


def test_constructor__checker_on_l1_only(rpc, world, governor):
    handler, checker = world.asset_handler, world.checker
    with reverts("ZeroAddress"):
        Contract.deploy(rpc, "MailboxFacet", L1_CHAIN_ID, handler, ZERO_ADDRESS, sender=governor)
    with reverts("AddressNotZero"):
        Contract.deploy(rpc, "MailboxFacet", 1, handler, checker, sender=governor)
    facet = Contract.deploy(rpc, "MailboxFacet", 1, handler, ZERO_ADDRESS, sender=governor)
    assert facet.getName() == "MailboxFacet"


# --- what a request becomes ---


def test_request__is_queued(facet, chain, bridgehub):
    receipt = facet.bridgehubRequestL2Transaction(request(USER), sender=bridgehub)
    gas_price = int(chain.rpc.call("eth_getTransactionByHash", receipt.hash)["gasPrice"], 16)
    price = chain.mailbox.l2TransactionBaseCost(gas_price, 1, 800)
    # The bridgehub signed, so the user is no key of this transaction: a contract.
    expected = canonical(alias(USER), USER, nonce=0, price=price)
    queued, identified = facet.events(receipt)
    assert (queued.name, identified.name) == ("NewPriorityRequest", "NewPriorityRequestId")
    assert queued.transaction == expected
    assert (queued.txId, queued.expirationTimestamp, queued.factoryDeps) == (0, 0, ())
    assert queued.txHash == identified.txHash == canonical_hash(expected)
    assert identified.txId == 0
    getters = chain.getters
    assert getters.getTotalPriorityTxs() == 1
    assert getters.getPriorityTreeRoot() == canonical_hash(expected)  # the only leaf
    assert getters.getPriorityOpRequestTimestamp(0) == chain.now()


def test_request__returns_the_canonical_hash(facet, bridgehub):
    expected = canonical(alias(USER), USER, nonce=0, price=MINIMAL)
    assert call(facet, bridgehub, request(USER)) == canonical_hash(expected)


def test_request__counts_up(facet, chain, bridgehub):
    for n in range(5):
        receipt = facet.bridgehubRequestL2Transaction(request(USER), sender=bridgehub)
        [event] = facet.events(receipt, "NewPriorityRequest")
        assert event.txId == event.transaction[8] == n
    assert chain.getters.getPriorityQueueSize() == 5


@pytest.mark.parametrize("length", [1, 31, 32, 33, 100, 4_096, 10_240])
def test_request__calldata_of_any_length(facet, bridgehub, length):
    data = bytes(n % 251 for n in range(length))
    wanted = request(USER, l2_calldata=data, l2_gas_limit=10_000_000)
    expected = canonical(alias(USER), USER, nonce=0, price=MINIMAL, gas=10_000_000, data=data)
    assert call(facet, bridgehub, wanted) == canonical_hash(expected)


def test_request__calldata_beyond_the_bound__reverts(facet, bridgehub):
    with reverts(""):
        call(facet, bridgehub, request(USER, l2_calldata=bytes(10_241)))


# --- who may ask ---


def test_request__interop_center_may(rpc, facet):
    assert call(facet, caller(rpc, INTEROP_CENTER), request(USER))


def test_request__others__revert(facet, chain_admin, manager, stranger):
    for account in (stranger, chain_admin, manager):
        with reverts("Unauthorized", account):
            facet.bridgehubRequestL2Transaction(request(USER), sender=account)


# --- what is refused ---


def test_request__other_gas_per_pubdata__reverts(facet, bridgehub):
    for limit in (0, 799, 801):
        with reverts("GasPerPubdataMismatch"):
            call(facet, bridgehub, request(USER, l2_gas_per_pubdata_byte_limit=limit))


def test_request__factory_deps__revert(facet, bridgehub):
    with reverts("TooManyFactoryDeps"):
        call(facet, bridgehub, request(USER, factory_deps=[b"\x01" * 32]))


def test_request__no_price_yet__reverts(chain, bridgehub):
    with reverts("BaseTokenGasPriceDenominatorNotSet"):
        call(chain.mailbox, bridgehub, request(USER))


def test_request__pays_too_little__reverts(facet, bridgehub):
    cost = 1_000_000 * MINIMAL
    with reverts("MsgValueTooLow", cost, cost - 1):
        call(facet, bridgehub, request(USER, mint_value=cost - 1))
    assert call(facet, bridgehub, request(USER, mint_value=cost))


def test_request__price_follows_the_gas_price(facet, bridgehub):
    cost = 1_000_000 * (MINIMAL + GWEI // 80)
    with reverts("MsgValueTooLow", cost, cost - 1):
        call(facet, bridgehub, request(USER, mint_value=cost - 1), gas_price=GWEI)
    assert call(facet, bridgehub, request(USER, mint_value=cost), gas_price=GWEI)


def test_request__too_much_gas__reverts(facet, bridgehub):
    rich = {"mint_value": 10**30}
    with reverts("TooMuchGas"):
        call(facet, bridgehub, request(USER, l2_gas_limit=72_000_001, **rich))
    assert call(facet, bridgehub, request(USER, l2_gas_limit=72_000_000, **rich))


def test_request__too_much_pubdata__reverts(facet, chain, chain_admin, bridgehub):
    chain.wait(86_400)
    chain.admin.changeFeeParams(
        (0, 1_000_000, 120_000, 80_000_000, 1_000, MINIMAL), sender=chain_admin
    )
    with reverts("PubdataGreaterThanLimit", 1_000, 1_001):
        call(facet, bridgehub, request(USER, l2_gas_limit=800 * 1_001))
    assert call(facet, bridgehub, request(USER, l2_gas_limit=800 * 1_001 - 1))


def test_request__too_little_gas__reverts(facet, bridgehub):
    """The floor of a plain deposit: native resources and 351 bytes of pubdata."""
    native = 2_875_420 + 6 * 17_500  # 800 bytes of encoding are six rounds
    floor = native * 10 // MINIMAL + 351 * 800
    with reverts("ValidateTxnNotEnoughGas"):
        call(facet, bridgehub, request(USER, l2_gas_limit=floor - 1))
    assert call(facet, bridgehub, request(USER, l2_gas_limit=floor))


def test_request__paused__reverts(facet, chain, chain_admin, bridgehub):
    chain.migrator.pauseDepositsBeforeInitiatingMigration(sender=chain_admin)
    with reverts("DepositsPaused"):
        facet.bridgehubRequestL2Transaction(request(USER), sender=bridgehub)
    assert chain.getters.getTotalPriorityTxs() == 0


def test_request__migrating__reverts(facet, world, bridgehub):
    world.asset_handler.returns("isMigrationInProgress(uint256)", ["bool"], [True])
    assert facet.depositsPaused()
    with reverts("DepositsPaused"):
        call(facet, bridgehub, request(USER))


def test_request__paused_gateway__takes_it(gateway_chain, chain_admin, rpc):
    """What L1 has taken must be taken here, or the queues would differ."""
    slot = gateway_chain.slot("_multiplier_word")
    gateway_chain.store(slot, 1 | 1 << 128)
    word = gateway_chain.slot("_settlement_word")
    gateway_chain.store(word, rpc.storage(gateway_chain.address, word) | 1 << 160)
    assert gateway_chain.mailbox.depositsPaused()
    receipt = gateway_chain.mailbox.bridgehubRequestL2Transaction(
        request(USER), sender=gateway_chain.bridgehub
    )
    assert receipt.ok
    assert gateway_chain.getters.getTotalPriorityTxs() == 1


def test_request__frozen_chain__reverts(facet, chain, manager, bridgehub):
    chain.admin.freezeDiamond(sender=manager)
    with reverts("Error", "q1"):
        facet.bridgehubRequestL2Transaction(request(USER), sender=bridgehub)


# --- filterer ---


@pytest.fixture
def filterer(rpc, chain, facet, governor, chain_admin):
    mock = Mock(rpc, governor)
    chain.admin.setTransactionFilterer(mock.address, sender=chain_admin)
    return mock


IS_ALLOWED = "isTransactionAllowed(address,address,uint256,uint256,bytes,address)"


def test_filterer__allows(facet, filterer, bridgehub):
    filterer.returns(IS_ALLOWED, ["bool"], [True])
    assert call(facet, bridgehub, request(USER))


def test_filterer__refuses(facet, filterer, bridgehub):
    filterer.returns(IS_ALLOWED, ["bool"], [False])
    # Before anything else is looked at.
    with reverts("TransactionNotAllowed"):
        call(facet, bridgehub, request(USER, l2_gas_per_pubdata_byte_limit=1))


def test_filterer__sees_the_raw_request(rpc, facet, chain, governor, chain_admin, bridgehub):
    """Sender before aliasing, refund recipient before it is resolved."""
    spy = Contract.deploy(rpc, "MockFilterer", USER, OTHER, b"\x01\x02", sender=governor)
    chain.admin.setTransactionFilterer(spy, sender=chain_admin)
    fitting = request(USER, refund_recipient=OTHER, l2_calldata=b"\x01\x02")
    assert call(facet, bridgehub, fitting)
    for other in (
        request(alias(USER), refund_recipient=OTHER, l2_calldata=b"\x01\x02"),
        request(USER, refund_recipient=USER, l2_calldata=b"\x01\x02"),
        request(USER, refund_recipient=OTHER, l2_calldata=b"\x01"),
    ):
        with reverts("TransactionNotAllowed"):
            call(facet, bridgehub, other)


# --- aliases ---


def sent(chain, signer, wanted):
    """Sender and refund recipient on L2 of a request that ``signer`` signed."""
    hub = chain.through_bridgehub()
    data = chain.mailbox.calldata("bridgehubRequestL2Transaction", wanted)
    receipt = hub.forward(chain.address, data, sender=signer)
    [event] = chain.mailbox.events(receipt, "NewPriorityRequest")
    return tuple(f"0x{word:040x}" for word in (event.transaction[1], event.transaction[10][1]))


def give_code(rpc, account, code="0x5f"):
    rpc.call("anvil_setCode", account, code)


def test_alias__signer__keeps_its_address(facet, chain, depositor):
    me = depositor.address.lower()
    assert sent(chain, depositor, request(me)) == (me, me)


def test_alias__contract__gets_an_alias(rpc, facet, chain, depositor):
    give_code(rpc, OTHER)
    assert sent(chain, depositor, request(OTHER)) == (alias(OTHER), alias(OTHER))


def test_alias__contract_under_construction__refund_is_not_aliased(facet, chain, depositor):
    """No code yet: the known trap of the protocol."""
    assert sent(chain, depositor, request(OTHER)) == (alias(OTHER), OTHER)


def test_alias__refund_to_a_contract__is_aliased(rpc, facet, chain, depositor):
    give_code(rpc, OTHER)
    me = depositor.address.lower()
    assert sent(chain, depositor, request(me, refund_recipient=OTHER)) == (me, alias(OTHER))


def test_alias__no_refund_recipient__is_the_sender(rpc, facet, chain, depositor):
    me = depositor.address.lower()
    assert sent(chain, depositor, request(me, refund_recipient=ZERO_ADDRESS)) == (me, me)
    wanted = request(OTHER, refund_recipient=ZERO_ADDRESS)
    assert sent(chain, depositor, wanted) == (alias(OTHER), alias(OTHER))


def test_alias__overflow__wraps(rpc, facet, chain, depositor):
    top = "0x" + "ff" * 20
    assert sent(chain, depositor, request(top)) == (
        "0x1111000000000000000000000000000000001110",
        top,
    )


def test_alias__delegated_account__keeps_its_address(rpc, facet, chain, world, depositor):
    delegated = "0xef0100" + "12" * 20
    give_code(rpc, OTHER, delegated)
    world.checker.returns("isEIP7702Account(address)", ["bool"], [True])
    assert sent(chain, depositor, request(OTHER)) == (OTHER, OTHER)
    wanted = request(OTHER, refund_recipient=ZERO_ADDRESS)
    assert sent(chain, depositor, wanted) == (OTHER, OTHER)


def test_alias__with_the_real_checker(rpc, facet, chain, governor, depositor):
    checker = Contract.deploy(rpc, "EIP7702Checker", sender=governor)
    rpc.call(
        "anvil_setCode", chain.ecosystem.checker.address, "0x" + rpc.code(checker.address).hex()
    )
    for code, delegated in (
        ("0xef0100" + "12" * 20, True),
        ("0x60" + "00" * 22, False),
    ):
        give_code(rpc, OTHER, code)
        expected = OTHER if delegated else alias(OTHER)
        assert sent(chain, depositor, request(OTHER)) == (expected, expected), code


def test_alias__account_without_code__is_not_taken_for_delegated(
    rpc, facet, chain, world, depositor
):
    """Even a checker that says so is not asked about an account without code."""
    world.checker.returns("isEIP7702Account(address)", ["bool"], [True])
    assert sent(chain, depositor, request(OTHER)) == (alias(OTHER), OTHER)


def test_alias__on_a_gateway__delegation_does_not_count(rpc, gateway_chain, depositor):
    gateway_chain.store(gateway_chain.slot("_multiplier_word"), 1 | 1 << 128)
    give_code(rpc, OTHER, "0xef0100" + "12" * 20)
    assert sent(gateway_chain, depositor, request(OTHER)) == (alias(OTHER), alias(OTHER))


# --- price ---


def test_base_cost__is_the_protocols_formula(facet, chain, chain_admin):
    chain.wait(86_400)
    # 17 l1 + overhead / pubdata, a byte, against minimal + overhead / gas, a gas.
    chain.admin.changeFeeParams((0, 1_000_000, 50_000, 1_000_000, 40_000, 7), sender=chain_admin)
    for gas_price in (0, 1, 123_456_789, 5 * GWEI):
        overhead = 1_000_000 * gas_price
        by_gas = 7 + overhead // 1_000_000
        for per_pubdata in (1, 17, 800):
            by_pubdata = -(-(17 * gas_price + overhead // 50_000) // per_pubdata)
            assert facet.l2TransactionBaseCost(gas_price, 1_000, per_pubdata) == 1_000 * max(
                by_gas, by_pubdata
            )


def test_base_cost__validium__pays_no_pubdata(facet, chain, chain_admin):
    rollup = facet.l2TransactionBaseCost(100 * GWEI, 1, 1)
    chain.admin.setPubdataPricingMode(1, sender=chain_admin)
    assert rollup - facet.l2TransactionBaseCost(100 * GWEI, 1, 1) == 17 * 100 * GWEI


def test_base_cost__no_price_yet__reverts(chain):
    with reverts("BaseTokenGasPriceDenominatorNotSet"):
        chain.mailbox.l2TransactionBaseCost(1, 1, 800)
