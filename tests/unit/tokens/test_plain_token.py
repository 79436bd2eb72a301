"""PlainToken: snekmate's ERC-20, with an owner who is named and not the deployer."""

import pytest

from garter.chain import Contract
from tests.support import reverts


@pytest.fixture
def token(rpc, admin, governor):
    return Contract.deploy(rpc, "PlainToken", governor, "Plain", "PLN", 9, sender=admin)


def test_constructor__owner_mints_and_deployer_does_not(token, governor, admin, stranger):
    assert (token.owner(), token.decimals(), token.symbol()) == (governor.address, 9, "PLN")
    token.mint(stranger, 5, sender=governor)
    assert token.balanceOf(stranger) == 5
    with reverts("Error", "erc20: access is denied"):
        token.mint(stranger, 5, sender=admin)


def test_constructor__deployer_may_be_the_owner(rpc, governor):
    token = Contract.deploy(rpc, "PlainToken", governor, "Plain", "PLN", 9, sender=governor)
    token.mint(governor, 5, sender=governor)


def test_transfer__moves(token, governor, stranger):
    token.mint(governor, 5, sender=governor)
    token.transfer(stranger, 2, sender=governor)
    assert token.balanceOf(stranger) == 2
