"""Genesis files: deterministic, and with the root that an execution client computes."""

from __future__ import annotations

import json

import pytest

from garter.build import load_artifact
from garter.genesis.alloc import Account
from garter.genesis.bytecode import bytecode_info, derived_address
from garter.genesis.contracts import genesis_alloc
from garter.genesis.genesis_file import Genesis
from garter.genesis.placement import ADMIN_SLOT, IMPLEMENTATION_SLOT, proxied
from garter.genesis.state_root import state_root, storage_root
from garter.node.anvil_client import AnvilClient
from garter.protocol import constants
from garter.protocol.hashing import keccak256

COINBASE = "0x00000000000000000000000000000000000000fe"
HISTORY = "0x0000F90827F1C53a10cb7A02335B175320002935"
RICH = "0x00000000000000000000000000000000000000aa"


@pytest.fixture
def alloc():
    """Small, with everything that an account can have."""
    code = load_artifact("WETH9").runtime_bytes
    proxy = load_artifact("UpgradeableBeacon").runtime_bytes
    return proxied(constants.L2_MESSENGER, code, proxy) | {RICH: Account(balance=10**24)}


def test_empty_state__is_the_empty_trie():
    empty = "56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421"
    assert state_root({}).hex() == empty
    assert storage_root(Account(storage={5: 0})).hex() == empty


@pytest.mark.parametrize("real", [False, True])
def test_state_root__is_what_anvil_computes(alloc, tmp_path, real):
    """Anvil's block 0 shows the empty root; block 1, with nothing in it, shows the genesis'."""
    alloc = genesis_alloc() if real else alloc
    genesis = Genesis(6565, alloc)
    genesis.write(tmp_path / "genesis.json")
    client = AnvilClient(
        genesis=tmp_path / "genesis.json",
        chain_id=6565,
        coinbase=COINBASE,
        log=tmp_path / "anvil.log",
    )
    client.start()
    try:
        client.mine(timestamp=1, base_fee=0)
        block = client.rpc.call("eth_getBlockByNumber", "0x1", False)
        history = client.rpc.code(HISTORY)
        shown = {
            address: client.rpc.call("eth_getProof", address, [], "0x1")["storageHash"]
            for address in alloc
        }
    finally:
        client.stop()
    # EIP-2935 is the one thing that an empty block does: the parent's hash goes to slot 0 of a
    # contract that Anvil brings itself.
    ring = Account(code=history, storage={0: int(block["parentHash"], 16)})
    assert block["stateRoot"] == "0x" + state_root(alloc | {HISTORY: ring}).hex()
    assert shown == {a: "0x" + storage_root(account).hex() for a, account in alloc.items()}


def test_file__is_the_same_whatever_the_order(alloc):
    backwards = dict(reversed(alloc.items()))
    assert Genesis(6565, alloc).to_json() == Genesis(6565, backwards).to_json()


def test_file__leaves_out_zero_slots():
    content = json.loads(Genesis(1, {RICH: Account(storage={1: 0, 2: 3})}).to_json())
    assert list(content["alloc"][RICH]["storage"]) == ["0x" + "00" * 31 + "02"]


def test_root__depends_on_every_part_of_an_account():
    account = Account(balance=1, nonce=1, code=b"\1", storage={1: 1})
    others = (
        Account(balance=2, nonce=1, code=b"\1", storage={1: 1}),
        Account(balance=1, nonce=2, code=b"\1", storage={1: 1}),
        Account(balance=1, nonce=1, code=b"\2", storage={1: 1}),
        Account(balance=1, nonce=1, code=b"\1", storage={1: 2}),
    )
    assert len({state_root({RICH: a}) for a in (account, *others)}) == 5


def test_proxied__stands_before_the_derived_address():
    alloc = proxied(constants.L2_MESSENGER, b"\x60", b"\x61")
    behind = derived_address(b"\x60")
    assert alloc[behind].code == b"\x60"
    assert alloc[constants.L2_MESSENGER].storage == {
        IMPLEMENTATION_SLOT: int(behind, 16),
        ADMIN_SLOT: 0x1000C,
    }
    for slot, name in ((IMPLEMENTATION_SLOT, "implementation"), (ADMIN_SLOT, "admin")):
        label = keccak256(f"eip1967.proxy.{name}".encode())
        assert slot == int.from_bytes(label, "big") - 1


def test_derived_address__is_of_the_info_behind_a_zero_word():
    info = bytecode_info(b"\x60\x00")
    assert len(info) == 96
    assert int.from_bytes(info[32:64], "big") == 2
    expected = "0x" + keccak256(bytes(32) + info)[-20:].hex()
    assert derived_address(b"\x60\x00").lower() == expected
