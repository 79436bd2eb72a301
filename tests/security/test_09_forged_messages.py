"""Attack 9: the right message from the wrong sender, and what else a chain's users can forge."""

from __future__ import annotations

import pytest
from eth_utils.address import to_checksum_address

from garter.protocol.constants import L2_ASSET_ROUTER, L2_BASE_TOKEN
from tests.security.withdrawals import ENTRIES, fund
from tests.support import reverts

AMOUNT = 5_000
FORGER = "0x" + "f0" * 20


@pytest.fixture(autouse=True)
def _funds(net, depositor):
    fund(net, depositor, AMOUNT)


@pytest.fixture
def token(net):
    return net.asset_of(net.base_token)


def forged(net, honest):
    """The same content, sent by somebody's contract."""
    return net.alpha.send(FORGER, honest.data)


def test_user_contract__cannot_word_a_base_token_withdrawal(net, stranger):
    honest = net.alpha.withdraw_base_token(stranger, AMOUNT)
    forgery = forged(net, honest)
    net.alpha.settle()
    with reverts("WrongL2Sender", to_checksum_address(FORGER)):
        net.finalize(forgery, stranger)
    with reverts("InvalidProof"):
        net.finalize(forgery, stranger, sender=L2_BASE_TOKEN)
    for entry in list(ENTRIES)[1:]:
        with reverts("InvalidProof"):
            ENTRIES[entry](net, forgery, stranger)
    net.finalize(honest, stranger)


def test_user_contract__cannot_word_a_router_message(net, token, stranger):
    honest = net.alpha.withdraw(token, stranger, AMOUNT)
    forgery = forged(net, honest)
    net.alpha.settle()
    with reverts("WrongL2Sender", to_checksum_address(FORGER)):
        net.finalize(forgery, stranger)
    with reverts("InvalidProof"):
        net.finalize(forgery, stranger, sender=L2_ASSET_ROUTER)
    for entry in list(ENTRIES)[1:]:
        with reverts("InvalidProof"):
            ENTRIES[entry](net, forgery, stranger)
    net.finalize(honest, stranger)


def test_router__cannot_withdraw_base_token(net, stranger):
    """By its own kind of message or by the base token's, whoever is named as sender."""
    messages = [
        net.alpha.withdraw(net.eth, stranger, AMOUNT),
        net.alpha.send(L2_ASSET_ROUTER, net.alpha.withdraw_base_token(stranger, 1).data),
    ]
    net.alpha.settle()
    for message in messages:
        with reverts("WrongL2Sender", "0x0000000000000000000000000000000000010003"):
            net.finalize(message, stranger)
        with reverts("InvalidProof"):
            net.finalize(message, stranger, sender=L2_BASE_TOKEN)


def test_base_token__cannot_withdraw_other_assets(net, token, stranger):
    data = net.alpha.withdraw(token, stranger, AMOUNT).data
    message = net.alpha.send(L2_BASE_TOKEN, data)
    net.alpha.settle()
    with reverts("WrongL2Sender", "0x000000000000000000000000000000000000800A"):
        net.finalize(message, stranger)
    with reverts("InvalidProof"):
        net.finalize(message, stranger, sender=L2_ASSET_ROUTER)


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("batch", lambda m: m.place.batch + 1),
        ("index", lambda m: m.place.index + 1),
        ("tx_number", lambda m: m.place.tx_number + 1),
        ("message", lambda m: m.data[:-1] + bytes([m.data[-1] ^ 1])),
        ("message", lambda m: m.data + b"\0"),
        ("proof", lambda m: [*m.place.proof[:-1], bytes(32)]),
    ],
)
def test_any_other_field__reverts(net, stranger, field, change):
    message = net.alpha.withdraw_base_token(stranger, AMOUNT)
    net.alpha.withdraw_base_token(stranger, 1)
    net.alpha.settle()
    with reverts("InvalidProof"):
        net.finalize(message, stranger, **{field: change(message)})
    net.finalize(message, stranger)


def test_batch_that_is_not_executed__reverts(net, stranger):
    message = net.alpha.withdraw_base_token(stranger, AMOUNT)
    net.beta.withdraw_base_token(stranger, AMOUNT)
    net.beta.settle()
    with reverts("MerklePathEmpty"):
        net.finalize(message, stranger)
    with reverts("InvalidProof"):
        net.finalize(message, stranger, proof=[b"\1" * 32] * 15)


def test_only_the_diamond_appends_roots(net, stranger):
    with reverts("OnlyChain"):
        net.message_root.addChainBatchRoot(net.alpha.chain_id, 1, b"\1" * 32, sender=stranger)
    with reverts("OnlyChain"):
        net.message_root.addChainBatchRoot(
            net.alpha.chain_id, 1, b"\1" * 32, sender=net.beta.diamond
        )


def test_nobody_speaks_for_the_nullifier(net, token, stranger):
    """The doors behind the one where proofs are checked."""
    with reverts("Unauthorized", stranger):
        net.router.finalizeDeposit(net.alpha.chain_id, token, b"", sender=stranger)
    with reverts("Unauthorized", stranger):
        net.router.bridgeConfirmTransferResult(
            net.alpha.chain_id, 0, stranger, token, b"", sender=stranger
        )
    with reverts("Unauthorized", stranger):
        net.vault.bridgeMint(net.alpha.chain_id, token, b"", sender=stranger)
    with reverts("Unauthorized", stranger):
        net.vault.bridgeConfirmTransferResult(
            net.alpha.chain_id, 0, token, stranger, b"", sender=stranger
        )
    with reverts("Unauthorized", stranger):
        net.tracker.handleChainBalanceDecreaseOnL1(net.alpha.chain_id, token, 1, sender=stranger)
