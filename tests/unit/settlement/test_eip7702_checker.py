"""EIP7702Checker: a delegated account is neither a plain account nor a contract."""

import pytest
from eth_account import Account

from garter.chain import Contract
from garter.chain.sender import wait_for_receipt

DELEGATE = "0x00000000000000000000000000000000000000AA"


@pytest.fixture
def checker(rpc, stranger):
    return Contract.deploy(rpc, "EIP7702Checker", sender=stranger)


@pytest.fixture
def owner(rpc):
    """A fresh key with ether."""
    account = Account.create()
    rpc.call("anvil_setBalance", account.address, hex(10**18))
    return account


def test_is_eip7702_account__account_that_delegated__is_and_is_no_longer_after(rpc, checker, owner):
    delegate_to(rpc, owner, DELEGATE)
    assert rpc.code(owner.address) == bytes.fromhex("ef0100" + DELEGATE[2:])
    assert checker.isEIP7702Account(owner.address)

    delegate_to(rpc, owner, "0x" + "00" * 20)
    assert not checker.isEIP7702Account(owner.address)


def test_is_eip7702_account__plain_account__is_not(checker, owner):
    assert not checker.isEIP7702Account(owner.address)


def test_is_eip7702_account__contract__is_not(checker):
    assert not checker.isEIP7702Account(checker.address)


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("ee0100" + "11" * 20, id="other-first-byte"),
        pytest.param("00" + "ef0100" + "11" * 19, id="prefix-one-byte-later"),
        pytest.param("00" * 20 + "ef0100", id="prefix-at-the-end"),
    ],
)
def test_is_eip7702_account__23_bytes_without_the_prefix__is_not(rpc, checker, code):
    """Code that starts with 0xef and is no delegation cannot exist (EIP-3541)."""
    assert len(code) == 2 * 23
    rpc.call("anvil_setCode", DELEGATE, "0x" + code)
    assert not checker.isEIP7702Account(DELEGATE)


def delegate_to(rpc, account, delegate):
    """A real EIP-7702 transaction by which ``account`` delegates to ``delegate`` (0: no more)."""
    nonce = rpc.nonce(account.address)
    authorization = account.sign_authorization(
        {"chainId": rpc.chain_id(), "address": delegate, "nonce": nonce + 1}
    )
    signed = account.sign_transaction(
        {
            "type": 4,
            "chainId": rpc.chain_id(),
            "nonce": nonce,
            "to": account.address,
            "value": 0,
            "gas": 200_000,
            "maxFeePerGas": 10**11,
            "maxPriorityFeePerGas": 1,
            "authorizationList": [authorization],
        }
    )
    tx_hash = rpc.call("eth_sendRawTransaction", "0x" + signed.raw_transaction.hex())
    assert wait_for_receipt(rpc, tx_hash).ok
