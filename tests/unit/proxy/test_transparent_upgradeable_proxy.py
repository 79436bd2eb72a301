"""TransparentUpgradeableProxy: the admin's five selectors, and everything else forwarded."""

from __future__ import annotations

from dataclasses import replace

import pytest
from eth_abi.abi import encode
from eth_utils.address import to_checksum_address

from garter.chain import Contract, Receipt
from garter.exceptions import ContractReverted
from garter.protocol.hashing import keccak256, selector
from tests.support import reverts

MAX_RETURN = 10_752  # limits.MAX_PROXY_RETURN
ZERO = "0x" + "00" * 20
NO_CODE = "0x00000000000000000000000000000000C0DE1e55"


def erc1967_slot(name: str) -> int:
    return int.from_bytes(keccak256(f"eip1967.proxy.{name}".encode())) - 1


def in_slot(rpc, address: str, name: str) -> str:
    return to_checksum_address(f"0x{rpc.storage(address, erc1967_slot(name)):040x}")


def as_admin(proxy, admin, signature: str, types=(), values=(), value: int = 0):
    data = selector(signature) + encode(list(types), list(values))
    return proxy.send_raw(data, sender=admin, value=value)


def read(rpc, proxy, caller, signature: str) -> str:
    """What an address getter answers to ``caller``."""
    request = {
        "to": proxy.address,
        "from": caller.address,
        "data": "0x" + selector(signature).hex(),
    }
    return to_checksum_address("0x" + rpc.call("eth_call", request, "latest")[-40:])


# --- construction ---


def test_constructor__installs_code_admin_and_state(rpc, proxy, behind, implementation, admin):
    assert in_slot(rpc, proxy.address, "implementation") == implementation.address
    assert in_slot(rpc, proxy.address, "admin") == admin.address
    assert behind.number() == 42


def test_constructor__events_in_order(rpc, proxy, behind, implementation, admin):
    """The code is in place when the initialiser runs; the admin comes last."""
    block = rpc.call("eth_getBlockByNumber", "latest", False)
    receipt = Receipt.parse(rpc.call("eth_getTransactionReceipt", block["transactions"][0]))
    upgraded, changed = proxy.events(receipt)
    assert (upgraded.name, upgraded.implementation) == ("Upgraded", implementation.address)
    assert (changed.name, changed.previousAdmin, changed.newAdmin) == (
        "AdminChanged",
        ZERO,
        admin.address,
    )
    assert len(receipt.logs) == 3
    middle = replace(receipt, logs=receipt.logs[1:2])
    assert [e.name for e in behind.events(middle)] == ["Initialized"]


def test_constructor__no_data__runs_nothing_and_keeps_eth(rpc, implementation, admin, stranger):
    proxy = Contract.deploy(
        rpc,
        "TransparentUpgradeableProxy",
        implementation.address,
        admin.address,
        b"",
        sender=stranger,
        value=5,
    )
    assert rpc.balance(proxy.address) == 5
    assert Contract.at(rpc, proxy.address, "MockImplementation").received() == 0


def test_constructor__implementation_without_code__reverts(rpc, admin, stranger):
    with reverts("Error", "ERC1967: new implementation is not a contract"):
        Contract.deploy(
            rpc, "TransparentUpgradeableProxy", NO_CODE, admin.address, b"", sender=stranger
        )


def test_constructor__zero_admin__reverts(rpc, implementation, stranger):
    with reverts("Error", "ERC1967: new admin is the zero address"):
        Contract.deploy(
            rpc, "TransparentUpgradeableProxy", implementation.address, ZERO, b"", sender=stranger
        )


def test_constructor__failing_initialiser__reverts_with_its_error(
    rpc, implementation, admin, stranger
):
    with reverts("Unauthorized", stranger):
        Contract.deploy(
            rpc,
            "TransparentUpgradeableProxy",
            implementation.address,
            admin.address,
            implementation.calldata("fail"),
            sender=stranger,
        )


# --- the admin's selectors ---


def test_admin_and_implementation__admin_reads_the_slots(rpc, proxy, implementation, admin):
    assert read(rpc, proxy, admin, "admin()") == admin.address
    assert read(rpc, proxy, admin, "implementation()") == implementation.address


def test_admin_and_implementation__others_reach_the_implementation(behind, stranger):
    assert behind.call("admin", caller=stranger).lower().endswith("ad")
    assert behind.call("implementation", caller=stranger).lower().endswith("ee")


def test_upgrade_to__admin__changes_code_and_keeps_state(rpc, proxy, behind, successor, admin):
    receipt = as_admin(proxy, admin, "upgradeTo(address)", ["address"], [successor.address])
    [event] = proxy.events(receipt)
    assert (event.name, event.implementation) == ("Upgraded", successor.address)
    assert behind.VERSION() == 2
    assert behind.number() == 42
    assert in_slot(rpc, proxy.address, "implementation") == successor.address


def test_upgrade_to__stranger__is_the_implementations(rpc, behind, implementation, stranger):
    behind.upgradeTo("0x0000000000000000000000000000000000000007", sender=stranger)
    assert behind.number() == 7
    assert in_slot(rpc, behind.address, "implementation") == implementation.address


def test_upgrade_to__no_code__reverts(proxy, admin):
    with reverts("Error", "ERC1967: new implementation is not a contract"):
        as_admin(proxy, admin, "upgradeTo(address)", ["address"], [NO_CODE])


def test_upgrade_to_and_call__runs_the_call_with_value(rpc, proxy, behind, successor, admin):
    call = successor.calldata("reinitialize", 2, 99)
    as_admin(
        proxy,
        admin,
        "upgradeToAndCall(address,bytes)",
        ["address", "bytes"],
        [successor.address, call],
    )
    assert (behind.VERSION(), behind.number()) == (2, 99)

    empty = [successor.address, b""]
    as_admin(proxy, admin, "upgradeToAndCall(address,bytes)", ["address", "bytes"], empty, value=3)
    assert behind.received() == 3
    assert rpc.balance(proxy.address) == 3


def test_upgrade_to_and_call__largest_initialiser(proxy, behind, successor, admin):
    largest = 19_456  # limits.MAX_INITIALIZER
    padding = b"\x01" * (largest - 36)
    call = successor.calldata("set_number", 5) + padding
    as_admin(
        proxy,
        admin,
        "upgradeToAndCall(address,bytes)",
        ["address", "bytes"],
        [successor.address, call],
    )
    assert behind.number() == 5


def test_upgrade_to_and_call__failing_call__reverts_all(proxy, behind, successor, admin):
    with reverts("Unauthorized", admin):
        as_admin(
            proxy,
            admin,
            "upgradeToAndCall(address,bytes)",
            ["address", "bytes"],
            [successor.address, successor.calldata("fail")],
        )
    assert behind.VERSION() == 1


def test_upgrade_to_and_call__no_code__reverts(proxy, admin):
    with reverts("Error", "ERC1967: new implementation is not a contract"):
        as_admin(
            proxy, admin, "upgradeToAndCall(address,bytes)", ["address", "bytes"], [NO_CODE, b""]
        )


def test_change_admin__hands_over(rpc, proxy, admin, governor, implementation):
    receipt = as_admin(proxy, admin, "changeAdmin(address)", ["address"], [governor.address])
    [event] = proxy.events(receipt, "AdminChanged")
    assert (event.previousAdmin, event.newAdmin) == (admin.address, governor.address)
    assert in_slot(rpc, proxy.address, "admin") == governor.address
    assert read(rpc, proxy, governor, "implementation()") == implementation.address
    assert read(rpc, proxy, admin, "implementation()").lower().endswith("ee")


def test_change_admin__zero__reverts(proxy, admin):
    with reverts("Error", "ERC1967: new admin is the zero address"):
        as_admin(proxy, admin, "changeAdmin(address)", ["address"], [ZERO])


@pytest.mark.parametrize(
    "signature", ["admin()", "implementation()", "upgradeTo(address)", "changeAdmin(address)"]
)
def test_admin_functions__with_eth__revert(proxy, admin, successor, signature):
    given = [successor.address] if "(address)" in signature else []
    with reverts(""):
        as_admin(proxy, admin, signature, ["address"] * len(given), given, value=1)


def test_admin_functions__malformed_calldata__revert(proxy, admin):
    for data in (
        selector("upgradeTo(address)"),
        selector("upgradeTo(address)") + b"\xff" * 32,
        selector("upgradeToAndCall(address,bytes)") + b"\x00" * 32,
    ):
        with reverts(""):
            proxy.send_raw(data, sender=admin)


def test_anything_else__also_from_the_admin__is_forwarded(behind, admin):
    """The admin is a contract with five functions; nothing needs protecting from it."""
    behind.set_number(8, sender=admin)
    assert behind.number() == 8


# --- forwarding ---


def test_forwarding__sender_value_and_result(rpc, behind, implementation, stranger):
    assert behind.call("sender", caller=stranger) == stranger.address
    assert behind.call("set_number", [1]) == 42
    behind.set_number(1, sender=stranger)
    assert (behind.number(), implementation.number()) == (1, 0)


def test_forwarding__plain_eth(rpc, proxy, behind, implementation, stranger):
    proxy.send_raw(b"", sender=stranger, value=7)
    assert behind.received() == 7
    assert rpc.balance(proxy.address) == 7
    assert implementation.received() == 0


@pytest.mark.parametrize("length", [1, 3])
def test_forwarding__less_than_a_selector(proxy, behind, stranger, length):
    proxy.send_raw(b"\xf8" * length, sender=stranger, value=2)
    assert behind.received() == 2


def test_forwarding__errors_bubble(behind, stranger):
    with reverts("Unauthorized", stranger):
        behind.call("fail", caller=stranger)
    with reverts("Error", "MockImplementation: no such function"):
        behind.send_raw(b"\x12\x34\x56\x78", sender=stranger)


def test_forwarding__revert_data_of_any_length_bubbles_in_full(rpc, behind):
    data = b"\xab" * 20_000  # longer than any answer may be
    with pytest.raises(ContractReverted) as caught:
        behind.fail_with(data)
    assert caught.value.data == data


def test_forwarding__list_of_a_hundred_chains(behind):
    assert len(behind.addresses(150)) == 150


def test_forwarding__answer_of_the_bound__arrives_whole(behind):
    most = (MAX_RETURN - 64) // 32  # addresses in an answer of exactly the bound
    expected = tuple(to_checksum_address(f"0x{i + 1:040x}") for i in range(most))
    assert behind.addresses(most) == expected


def test_forwarding__longer_answer__reverts_instead_of_arriving_cut(behind, implementation):
    most = (MAX_RETURN - 64) // 32
    assert len(implementation.addresses(most + 1)) == most + 1
    with reverts(""):
        behind.addresses(most + 1)


def test_forwarding__largest_deposit_request_of_the_asset_router_fits():
    """bridgehubDeposit returns the L2 calldata of a deposit inside a struct."""
    calldata = b"\x01" * 10_240  # limits.MAX_L2_CALLDATA
    inner = "(bytes32,address,bytes,bytes[],bytes32)"
    answer = encode([inner], [(b"\x00" * 32, ZERO, calldata, [b""], b"\x00" * 32)])
    assert len(answer) <= MAX_RETURN


def test_forwarding__gas_overhead(behind, implementation, stranger):
    """A cold slot, a cold account and at most 1,900 of our own (memory for the largest answer)."""
    direct = implementation.number(sender=stranger).gas_used
    through = behind.number(sender=stranger).gas_used
    assert through - direct - 2_100 - 2_600 < 1_900
