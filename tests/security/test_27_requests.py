"""Row 27, the mailbox's part: requests that pay too little, name odd prices or carry dependencies.

Whether the bridgehub got the base tokens that a request claims is its own check.
"""

import pytest

from tests.support import reverts
from tests.support.requests import request

USER = "0x7777777777777777777777777777777777777777"
PRICE = 250_000_000  # of L2 gas at a gas price of 0


@pytest.fixture
def mailbox(chain, chain_admin):
    chain.admin.setTokenMultiplier(1, 1, sender=chain_admin)
    return chain.mailbox


def attempt(mailbox, bridgehub, wanted):
    """An eth_call, whose gas price is 0."""
    return mailbox.call("bridgehubRequestL2Transaction", [wanted], caller=bridgehub)


def test_attack__pays_one_wei_too_little(mailbox, bridgehub):
    cost = 1_000_000 * PRICE
    with reverts("MsgValueTooLow", cost, cost - 1):
        attempt(mailbox, bridgehub, request(USER, mint_value=cost - 1))


def test_attack__pays_nothing(mailbox, bridgehub):
    with reverts("MsgValueTooLow"):
        attempt(mailbox, bridgehub, request(USER, mint_value=0))


@pytest.mark.parametrize("gas", [2**256 - 1, 2**256 // PRICE + 1])
def test_attack__overflows_the_cost(mailbox, bridgehub, gas):
    """A product that wrapped round would be cheap."""
    with reverts(""):
        attempt(mailbox, bridgehub, request(USER, l2_gas_limit=gas, mint_value=2**256 - 1))


@pytest.mark.parametrize("per_pubdata", [0, 1, 799, 801, 2**256 - 1])
def test_attack__names_its_own_gas_per_pubdata(mailbox, bridgehub, per_pubdata):
    with reverts("GasPerPubdataMismatch"):
        attempt(mailbox, bridgehub, request(USER, l2_gas_per_pubdata_byte_limit=per_pubdata))


def test_attack__carries_dependencies(mailbox, bridgehub):
    with reverts("TooManyFactoryDeps"):
        attempt(mailbox, bridgehub, request(USER, factory_deps=[b"\x60"]))
    with reverts(""):  # more than the ABI of the mailbox can hold
        attempt(mailbox, bridgehub, request(USER, factory_deps=[b"\x60"] * 2))


def test_attack__cannot_be_processed(mailbox, bridgehub):
    """Gas for the body alone, none for what every transaction costs: it would halt the chain."""
    with reverts("ValidateTxnNotEnoughGas"):
        attempt(mailbox, bridgehub, request(USER, l2_gas_limit=280_799))
    with reverts("ValidateTxnNotEnoughGas"):
        attempt(mailbox, bridgehub, request(USER, l2_gas_limit=0))


def test_attack__asks_without_the_bridgehub(mailbox, chain_admin, manager, depositor):
    """Nobody else may create claims to base tokens that nobody has locked."""
    for account in (depositor, chain_admin, manager):
        with reverts("Unauthorized", account):
            attempt(mailbox, account, request(account))
        with reverts("Unauthorized", account):
            mailbox.requestL2ServiceTransaction(USER, b"", sender=account)


def test_attack__before_there_is_a_price(chain, bridgehub):
    with reverts("BaseTokenGasPriceDenominatorNotSet"):
        attempt(chain.mailbox, bridgehub, request(USER))
