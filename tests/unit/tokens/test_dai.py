"""Dai: wards, and a permit that grants everything or nothing."""

from eth_abi.abi import encode

from garter.protocol.hashing import keccak256
from tests.support import reverts


def test_transfer__too_much__reverts(dai, depositor, stranger):
    dai.transfer(stranger, 400, sender=depositor)
    with reverts("Error", "Dai/insufficient-balance"):
        dai.transfer(stranger, 601, sender=depositor)


def test_transfer_from__allowances(dai, depositor, stranger):
    with reverts("Error", "Dai/insufficient-allowance"):
        dai.transferFrom(depositor, stranger, 1, sender=stranger)
    dai.approve(stranger, 10, sender=depositor)
    dai.transferFrom(depositor, stranger, 4, sender=stranger)
    assert dai.allowance(depositor, stranger) == 6
    dai.approve(stranger, 2**256 - 1, sender=depositor)
    dai.transferFrom(depositor, stranger, 4, sender=stranger)
    assert dai.allowance(depositor, stranger) == 2**256 - 1
    dai.transferFrom(depositor, stranger, 4, sender=depositor)
    assert dai.balanceOf(stranger) == 12


def test_wards__appoint_mint_and_dismiss(dai, admin, stranger):
    with reverts("Error", "Dai/not-authorized"):
        dai.mint(stranger, 1, sender=stranger)
    with reverts("Error", "Dai/not-authorized"):
        dai.rely(stranger, sender=stranger)
    dai.rely(stranger, sender=admin)
    dai.mint(stranger, 5, sender=stranger)
    dai.deny(admin, sender=stranger)
    with reverts("Error", "Dai/not-authorized"):
        dai.deny(stranger, sender=admin)
    assert dai.totalSupply() == 1005


def test_burn__own_or_allowed(dai, depositor, stranger):
    dai.burn(depositor, 100, sender=depositor)
    with reverts("Error", "Dai/insufficient-allowance"):
        dai.burn(depositor, 1, sender=stranger)
    dai.approve(stranger, 100, sender=depositor)
    dai.burn(depositor, 100, sender=stranger)
    assert dai.totalSupply() == dai.balanceOf(depositor) == 800
    with reverts("Error", "Dai/insufficient-balance"):
        dai.burn(depositor, 801, sender=depositor)


def signed_permit(dai, signer, spender, nonce, expiry, allowed):
    struct = encode(
        ["bytes32", "address", "address", "uint256", "uint256", "bool"],
        [dai.PERMIT_TYPEHASH(), signer.address, spender.address, nonce, expiry, allowed],
    )
    digest = keccak256(b"\x19\x01" + dai.DOMAIN_SEPARATOR() + keccak256(struct))
    signature = signer.unsafe_sign_hash(digest)
    return signature.v, signature.r.to_bytes(32, "big"), signature.s.to_bytes(32, "big")


def test_permit__type_hash_is_dais(dai):
    known = "ea2aa0a1be11a07ed86d755c93467f4f82362b452371d1ba94d1715123511acb"
    assert dai.PERMIT_TYPEHASH().hex() == known


def test_permit__all_then_nothing(dai, signer, now, stranger):
    grant = signed_permit(dai, signer, stranger, 0, 0, True)
    dai.permit(signer.address, stranger, 0, 0, True, *grant, sender=stranger)
    assert dai.allowance(signer.address, stranger) == 2**256 - 1
    revoke = signed_permit(dai, signer, stranger, 1, now + 1000, False)
    dai.permit(signer.address, stranger, 1, now + 1000, False, *revoke, sender=stranger)
    assert dai.allowance(signer.address, stranger) == 0


def test_permit__refusals(dai, signer, now, stranger):
    zero = "0x" + "00" * 20
    late = signed_permit(dai, signer, stranger, 0, now - 1, True)
    with reverts("Error", "Dai/permit-expired"):
        dai.permit(signer.address, stranger, 0, now - 1, True, *late, sender=stranger)
    early = signed_permit(dai, signer, stranger, 1, 0, True)
    with reverts("Error", "Dai/invalid-nonce"):
        dai.permit(signer.address, stranger, 1, 0, True, *early, sender=stranger)
    good = signed_permit(dai, signer, stranger, 0, 0, True)
    with reverts("Error", "Dai/invalid-permit"):
        dai.permit(stranger, stranger, 0, 0, True, *good, sender=stranger)
    with reverts("Error", "Dai/invalid-address-0"):
        dai.permit(zero, stranger, 0, 0, True, 0, bytes(32), bytes(32), sender=stranger)
