"""FiatToken: blocked accounts, pause, minters' quotas, permit, every allowance used up."""

import pytest
from eth_abi.abi import encode

from garter.chain import Impersonated
from garter.protocol.hashing import keccak256
from tests.support import reverts

BLOCKED = "Blacklistable: account is blacklisted"


def test_transfer__moves(usdc, depositor, stranger):
    receipt = usdc.transfer(stranger, 5, sender=depositor)
    [event] = usdc.events(receipt, "Transfer")
    assert (event.sender, event.receiver, event.value) == (depositor.address, stranger.address, 5)
    assert (usdc.balanceOf(depositor), usdc.balanceOf(stranger)) == (995, 5)


def test_transfer__more_than_held__reverts(usdc, depositor, stranger):
    with reverts("Error", "ERC20: transfer amount exceeds balance"):
        usdc.transfer(stranger, 1001, sender=depositor)


def test_transfer__to_zero__reverts(usdc, depositor):
    with reverts("Error", "ERC20: transfer to the zero address"):
        usdc.transfer("0x" + "00" * 20, 1, sender=depositor)


def test_transfer__blocked_sender_or_receiver__reverts(usdc, admin, depositor, stranger):
    usdc.blacklist(stranger, sender=admin)
    assert usdc.isBlacklisted(stranger)
    with reverts("Error", BLOCKED):
        usdc.transfer(stranger, 1, sender=depositor)
    with reverts("Error", BLOCKED):
        usdc.transfer(depositor, 0, sender=stranger)
    usdc.unBlacklist(stranger, sender=admin)
    usdc.transfer(stranger, 1, sender=depositor)


def test_transfer_from__endless_allowance__shrinks_all_the_same(usdc, depositor, stranger):
    usdc.approve(stranger, 2**256 - 1, sender=depositor)
    usdc.transferFrom(depositor, stranger, 10, sender=stranger)
    assert usdc.allowance(depositor, stranger) == 2**256 - 11


def test_transfer_from__no_allowance__reverts(usdc, depositor, stranger):
    with reverts("Error", "ERC20: transfer amount exceeds allowance"):
        usdc.transferFrom(depositor, stranger, 1, sender=stranger)


@pytest.mark.parametrize("blocked", ["depositor", "stranger", "validator"])
def test_transfer_from__anybody_blocked__reverts(
    usdc, admin, depositor, stranger, validator, blocked
):
    party = {"depositor": depositor, "stranger": stranger, "validator": validator}[blocked]
    usdc.approve(stranger, 5, sender=depositor)
    usdc.blacklist(party, sender=admin)
    with reverts("Error", BLOCKED):
        usdc.transferFrom(depositor, validator, 1, sender=stranger)


def test_approve__of_zero_address__reverts(usdc, depositor):
    with reverts("Error", "ERC20: approve to the zero address"):
        usdc.approve("0x" + "00" * 20, 1, sender=depositor)


def test_allowance__grows_and_shrinks(usdc, depositor, stranger):
    usdc.increaseAllowance(stranger, 7, sender=depositor)
    usdc.decreaseAllowance(stranger, 3, sender=depositor)
    assert usdc.allowance(depositor, stranger) == 4
    with reverts("Error", "ERC20: decreased allowance below zero"):
        usdc.decreaseAllowance(stranger, 5, sender=depositor)


def test_pause__stops_moving_and_approving(usdc, admin, depositor, stranger):
    usdc.pause(sender=admin)
    for call in (
        lambda: usdc.transfer(stranger, 1, sender=depositor),
        lambda: usdc.transferFrom(depositor, stranger, 0, sender=stranger),
        lambda: usdc.approve(stranger, 1, sender=depositor),
        lambda: usdc.increaseAllowance(stranger, 1, sender=depositor),
        lambda: usdc.decreaseAllowance(stranger, 0, sender=depositor),
        lambda: usdc.mint(stranger, 1, sender=admin),
        lambda: usdc.burn(1, sender=admin),
        lambda: usdc.configureMinter(stranger, 1, sender=admin),
    ):
        with reverts("Error", "Pausable: paused"):
            call()
    usdc.unpause(sender=admin)
    usdc.transfer(stranger, 1, sender=depositor)


def test_roles__strangers_are_refused(usdc, stranger):
    for call, message in (
        (lambda: usdc.pause(sender=stranger), "Pausable: caller is not the pauser"),
        (lambda: usdc.unpause(sender=stranger), "Pausable: caller is not the pauser"),
        (
            lambda: usdc.blacklist(stranger, sender=stranger),
            "Blacklistable: caller is not the blacklister",
        ),
        (
            lambda: usdc.unBlacklist(stranger, sender=stranger),
            "Blacklistable: caller is not the blacklister",
        ),
        (
            lambda: usdc.configureMinter(stranger, 1, sender=stranger),
            "FiatToken: caller is not the masterMinter",
        ),
        (
            lambda: usdc.removeMinter(stranger, sender=stranger),
            "FiatToken: caller is not the masterMinter",
        ),
        (lambda: usdc.mint(stranger, 1, sender=stranger), "FiatToken: caller is not a minter"),
        (lambda: usdc.burn(1, sender=stranger), "FiatToken: caller is not a minter"),
    ):
        with reverts("Error", message):
            call()


def test_mint__uses_up_the_quota(usdc, admin, stranger):
    usdc.configureMinter(stranger, 10, sender=admin)
    receipt = usdc.mint(stranger, 6, sender=stranger)
    [event] = usdc.events(receipt, "Mint")
    assert (event.minter, event.to, event.amount) == (stranger.address, stranger.address, 6)
    assert usdc.minterAllowance(stranger) == 4
    with reverts("Error", "FiatToken: mint amount exceeds minterAllowance"):
        usdc.mint(stranger, 5, sender=stranger)
    with reverts("Error", "FiatToken: mint amount not greater than 0"):
        usdc.mint(stranger, 0, sender=stranger)
    with reverts("Error", "FiatToken: mint to the zero address"):
        usdc.mint("0x" + "00" * 20, 1, sender=stranger)
    usdc.burn(6, sender=stranger)
    assert usdc.totalSupply() == 1000
    with reverts("Error", "FiatToken: burn amount exceeds balance"):
        usdc.burn(1, sender=stranger)
    with reverts("Error", "FiatToken: burn amount not greater than 0"):
        usdc.burn(0, sender=stranger)
    usdc.removeMinter(stranger, sender=admin)
    assert not usdc.isMinter(stranger)


def signed_permit(usdc, signer, spender, amount, deadline, nonce=0):
    struct = encode(
        ["bytes32", "address", "address", "uint256", "uint256", "uint256"],
        [usdc.PERMIT_TYPEHASH(), signer.address, spender.address, amount, nonce, deadline],
    )
    digest = keccak256(b"\x19\x01" + usdc.DOMAIN_SEPARATOR() + keccak256(struct))
    signature = signer.unsafe_sign_hash(digest)
    return signature.v, signature.r.to_bytes(32, "big"), signature.s.to_bytes(32, "big")


def test_permit__grants_once(usdc, signer, now, stranger):
    deadline = now + 1000
    signature = signed_permit(usdc, signer, stranger, 42, deadline)
    usdc.permit(signer.address, stranger, 42, deadline, *signature, sender=stranger)
    assert usdc.allowance(signer.address, stranger) == 42
    assert usdc.nonces(signer.address) == 1
    with reverts("Error", "EIP2612: invalid signature"):
        usdc.permit(signer.address, stranger, 42, deadline, *signature, sender=stranger)


def test_permit__expired_or_of_another__reverts(usdc, signer, now, stranger, admin):
    late = signed_permit(usdc, signer, stranger, 1, now - 1)
    with reverts("Error", "FiatTokenV2: permit is expired"):
        usdc.permit(signer.address, stranger, 1, now - 1, *late, sender=stranger)
    good = signed_permit(usdc, signer, stranger, 1, now + 1000)
    with reverts("Error", "EIP2612: invalid signature"):
        usdc.permit(admin, stranger, 1, now + 1000, *good, sender=stranger)
    usdc.pause(sender=admin)
    with reverts("Error", "Pausable: paused"):
        usdc.permit(signer.address, stranger, 1, now + 1000, *good, sender=stranger)


def test_mint__blocked_minter_or_receiver__reverts(usdc, admin, stranger):
    usdc.blacklist(stranger, sender=admin)
    with reverts("Error", BLOCKED):
        usdc.mint(stranger, 1, sender=admin)
    usdc.configureMinter(stranger, 1, sender=admin)
    with reverts("Error", BLOCKED):
        usdc.mint(Impersonated(usdc.address), 1, sender=stranger)
