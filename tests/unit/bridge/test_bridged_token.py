"""BridgedStandardERC20 behind its beacon: metadata, ERC-20, permit, the rights of the vault."""

from __future__ import annotations

import pytest
from eth_abi.abi import encode
from eth_keys.datatypes import PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garter.chain import Contract, Impersonated, Receipt
from garter.protocol.assets import TokenData, ntv_asset_id
from garter.protocol.hashing import keccak256
from tests.support import Mock, reverts

NOBODY = "0x" + "00" * 20
ORIGIN = "0x" + "aa" * 20
ASSET = ntv_asset_id(1, ORIGIN)
PLAIN = TokenData.of(1, "Plain Token", "PLN", 9)
MAX = 2**256 - 1
KEY = PrivateKey(keccak256(b"garter test holder of a bridged token"))
PERMIT = keccak256(
    b"Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
)
DOMAIN = keccak256(
    b"EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
)


@pytest.fixture
def beacon(rpc, governor) -> Contract:
    token = Contract.deploy(rpc, "BridgedStandardERC20", sender=governor)
    return Contract.deploy(rpc, "UpgradeableBeacon", token, governor, sender=governor)


@pytest.fixture
def keeper(rpc, beacon, governor) -> Impersonated:
    """The vault: a contract that knows the beacon."""
    vault = Mock(rpc, governor)
    vault.returns("bridgedTokenBeacon()", ["address"], [beacon])
    rpc.call("anvil_setBalance", vault.address, hex(10**24))
    return Impersonated(vault.address)


@pytest.fixture
def empty(rpc, beacon, stranger) -> Contract:
    """A proxy that nobody initialised."""
    proxy = Contract.deploy(rpc, "BeaconProxy", beacon, b"", sender=stranger)
    return Contract.at(rpc, proxy.address, "BridgedStandardERC20")


@pytest.fixture
def token(empty, keeper, depositor) -> Contract:
    """Plain Token, of which the depositor has 1,000."""
    empty.bridgeInitialize(ASSET, ORIGIN, PLAIN.encode(), sender=keeper)
    empty.bridgeMint(depositor, 1000, sender=keeper)
    return empty


def name_of(token: Contract) -> str:
    """``token.name`` is the Python object's own."""
    return token.call("name")


def started(empty: Contract, keeper: Impersonated, data: TokenData) -> Contract:
    empty.bridgeInitialize(ASSET, ORIGIN, data.encode(), sender=keeper)
    return empty


# --- initialiser ---


def test_bridge_initialize__identity_and_metadata(token, keeper):
    assert (name_of(token), token.symbol(), token.decimals()) == ("Plain Token", "PLN", 9)
    assert (token.originToken().lower(), token.l1Address().lower()) == (ORIGIN, ORIGIN)
    assert (token.assetId(), token.nativeTokenVault()) == (ASSET, keeper.address)
    assert token.l2Bridge() == NOBODY


def test_bridge_initialize__events(empty, keeper):
    receipt = empty.bridgeInitialize(ASSET, ORIGIN, PLAIN.encode(), sender=keeper)
    initialized, metadata = empty.events(receipt)
    assert (initialized.name, initialized.version) == ("Initialized", 1)
    assert metadata.name == "BridgeInitialize"
    assert metadata.l1Token.lower() == ORIGIN
    assert (metadata.symbol, metadata.decimals) == ("PLN", 9)


def test_bridge_initialize__twice__reverts(token, keeper):
    with reverts("Error", "Initializable: contract is already initialized"):
        token.bridgeInitialize(ASSET, ORIGIN, PLAIN.encode(), sender=keeper)


def test_bridge_initialize__implementation__is_locked(rpc, governor):
    logic = Contract.deploy(rpc, "BridgedStandardERC20", sender=governor)
    with reverts("Error", "Initializable: contract is already initialized"):
        logic.bridgeInitialize(ASSET, ORIGIN, PLAIN.encode(), sender=governor)


def test_bridge_initialize__no_origin_token__reverts(empty, keeper):
    with reverts("ZeroAddress"):
        empty.bridgeInitialize(ASSET, NOBODY, PLAIN.encode(), sender=keeper)


def test_bridge_initialize__no_metadata__reverts(empty, keeper):
    with reverts("EmptyData"):
        empty.bridgeInitialize(ASSET, ORIGIN, b"", sender=keeper)


def test_bridge_initialize__unknown_version__reverts(empty, keeper):
    with reverts("UnsupportedEncodingVersion"):
        empty.bridgeInitialize(ASSET, ORIGIN, b"\x02" + bytes(96), sender=keeper)


def test_bridge_initialize__cut_short__reverts(empty, keeper):
    with reverts(""):
        empty.bridgeInitialize(ASSET, ORIGIN, PLAIN.encode()[:-64], sender=keeper)


def test_bridge_initialize__old_encoding(empty, keeper):
    data = encode(["bytes"] * 3, [PLAIN.name, PLAIN.symbol, PLAIN.decimals])
    empty.bridgeInitialize(ASSET, ORIGIN, data, sender=keeper)
    assert (name_of(empty), empty.symbol(), empty.decimals()) == ("Plain Token", "PLN", 9)


# --- metadata that is missing or odd ---


def test_metadata__absent__getters_revert_without_data(empty, keeper):
    token = started(empty, keeper, TokenData(1, b"", b"", b""))
    for getter in ("name", "symbol", "decimals"):
        with reverts(""):
            token.call(getter)
    assert token.eip712Domain()[1] == ""


@pytest.mark.parametrize(
    "answer",
    [
        b"Maker".ljust(32, b"\0"),  # a word, not a string
        b"\0" * 31,
        encode(["uint256", "uint256"], [64, 5]),  # offset behind the end
        encode(["uint256", "uint256"], [MAX, 5]),
        encode(["uint256", "uint256"], [32, 1]),  # longer than what follows
        encode(["uint256", "uint256", "uint256"], [32, MAX, 0]),
    ],
    ids=["word", "short", "offset-behind-the-end", "offset-endless", "too-long", "endless"],
)
def test_metadata__not_a_string__is_absent(empty, keeper, answer):
    token = started(empty, keeper, TokenData(1, answer, answer, PLAIN.decimals))
    for getter in ("name", "symbol"):
        with reverts(""):
            token.call(getter)
    assert token.decimals() == 9


@pytest.mark.parametrize("answer", [b"\x12", encode(["uint256"], [256]), b"\xff" * 32], ids=len)
def test_metadata__not_a_uint8__is_absent(empty, keeper, answer):
    token = started(empty, keeper, TokenData(1, PLAIN.name, PLAIN.symbol, answer))
    with reverts(""):
        token.decimals()
    assert name_of(token) == "Plain Token"


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (encode(["string"], [""]), ""),
        (bytes(32), ""),  # offset 0: the same word is the length, so Solidity reads no characters
        (encode(["string"], ["x" * 447])[:511], "x" * 447),  # the longest that a vault passes on
        (encode(["uint256", "uint256"], [32, 3]) + b"odd", "odd"),  # without padding
        (encode(["uint256"] * 3, [64, 7, 3]) + b"far".ljust(32, b"\0"), "far"),
    ],
    ids=["empty", "zero-word", "longest", "unpadded", "far"],
)
def test_metadata__unusual_strings__are_read(empty, keeper, answer, text):
    token = started(empty, keeper, TokenData(1, answer, PLAIN.symbol, PLAIN.decimals))
    assert (name_of(token), token.symbol()) == (text, "PLN")


def solidity_string(answer: bytes) -> bytes | None:
    """abi.decode(answer, (string)), or None where that reverts."""
    if len(answer) < 32:
        return None
    offset = int.from_bytes(answer[:32])
    if offset > 2**64 - 1 or offset + 32 > len(answer):
        return None
    length = int.from_bytes(answer[offset : offset + 32])
    end = offset + 32 + length
    return answer[offset + 32 : end] if end <= len(answer) else None


@given(
    head=st.integers(0, 96),
    words=st.lists(st.one_of(st.integers(0, 70), st.integers(0, MAX)), max_size=3),
    text=st.text("abc", max_size=60),
)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_metadata__any_bytes__as_solidity_reads_them(rpc, empty, keeper, head, words, text):
    answer = b"".join(w.to_bytes(32) for w in [head, *words]) + text.encode()
    snapshot = rpc.call("evm_snapshot")
    token = started(empty, keeper, TokenData(1, answer, PLAIN.symbol, PLAIN.decimals))
    expected = solidity_string(answer)
    if expected is None:
        with reverts(""):
            name_of(token)
    else:
        assert keccak256(expected) == keccak256(raw_name(token))
    rpc.call("evm_revert", snapshot)


def raw_name(token: Contract) -> bytes:
    """The bytes of the name, which need not be UTF-8."""
    answer = token.rpc.call("eth_call", {"to": token.address, "data": "0x06fdde03"}, "latest")
    data = bytes.fromhex(answer[2:])
    return data[64 : 64 + int.from_bytes(data[32:64])]


# --- correction by the beacon's owner ---


def test_reinitialize_token(token, governor):
    receipt = token.reinitializeToken((False, True, False), "New", "NEW", 2, sender=governor)
    [_, event] = token.events(receipt)
    assert (event.name, event.symbol, event.decimals) == ("BridgeInitialize", "NEW", 9)
    assert (name_of(token), token.decimals()) == ("New", 9)
    with reverts(""):
        token.symbol()
    token.reinitializeToken((False, False, True), "New", "NEW", 3, sender=governor)
    assert token.symbol() == "NEW"
    with reverts(""):
        token.decimals()
    token.reinitializeToken((False, False, False), "New", "NEW", 4, sender=governor)
    assert token.decimals() == 9


@pytest.mark.parametrize("version", [0, 1, 3, 255])
def test_reinitialize_token__not_the_next_version__reverts(token, governor, version):
    with reverts("NonSequentialVersion"):
        token.reinitializeToken((False, False, False), "New", "NEW", version, sender=governor)


def test_reinitialize_token__not_the_beacons_owner__reverts(token, keeper, stranger):
    for caller in (keeper, stranger):
        with reverts("Unauthorized", caller):
            token.reinitializeToken((False, False, False), "New", "NEW", 2, sender=caller)


def test_reinitialize_token__implementation__reverts(rpc, governor):
    logic = Contract.deploy(rpc, "BridgedStandardERC20", sender=governor)
    for version in (0, 255):
        with reverts("NonSequentialVersion"):
            logic.reinitializeToken((False, False, False), "New", "NEW", version, sender=governor)


# --- the vault's rights ---


def test_bridge_mint(token, keeper, stranger):
    receipt = token.bridgeMint(stranger, 7, sender=keeper)
    transfer, event = token.events(receipt)
    assert (transfer.name, transfer.sender, transfer.receiver, transfer.value) == (
        "Transfer",
        NOBODY,
        stranger.address,
        7,
    )
    assert (event.name, event.account, event.amount) == ("BridgeMint", stranger.address, 7)
    assert (token.balanceOf(stranger), token.totalSupply()) == (7, 1007)


def test_bridge_burn__needs_no_allowance(token, keeper, depositor):
    receipt = token.bridgeBurn(depositor, 7, sender=keeper)
    transfer, event = token.events(receipt)
    assert (transfer.sender, transfer.receiver) == (depositor.address, NOBODY)
    assert (event.name, event.account, event.amount) == ("BridgeBurn", depositor.address, 7)
    assert (token.balanceOf(depositor), token.totalSupply()) == (993, 993)


def test_bridge_mint_and_burn__not_the_vault__reverts(token, depositor, governor):
    for caller in (depositor, governor):
        with reverts("Unauthorized", caller):
            token.bridgeMint(caller, 1, sender=caller)
        with reverts("Unauthorized", caller):
            token.bridgeBurn(depositor, 1, sender=caller)


def test_bridge_mint__to_nobody__reverts(token, keeper):
    with reverts("Error", "ERC20: mint to the zero address"):
        token.bridgeMint(NOBODY, 1, sender=keeper)


def test_bridge_mint__beyond_every_number__reverts(token, keeper, stranger):
    with reverts(""):
        token.bridgeMint(stranger, MAX - 999, sender=keeper)


def test_bridge_burn__more_than_held__reverts(token, keeper, depositor):
    with reverts("Error", "ERC20: burn amount exceeds balance"):
        token.bridgeBurn(depositor, 1001, sender=keeper)
    with reverts("Error", "ERC20: burn from the zero address"):
        token.bridgeBurn(NOBODY, 0, sender=keeper)


# --- ERC-20 ---


def test_transfer(token, depositor, stranger):
    receipt = token.transfer(stranger, 5, sender=depositor)
    [event] = token.events(receipt)
    assert (event.sender, event.receiver, event.value) == (depositor.address, stranger.address, 5)
    assert (token.balanceOf(depositor), token.balanceOf(stranger)) == (995, 5)


def test_transfer__to_oneself__changes_nothing(token, depositor):
    token.transfer(depositor, 1000, sender=depositor)
    assert token.balanceOf(depositor) == 1000


def test_transfer__more_than_held_or_to_nobody__reverts(token, depositor, stranger):
    with reverts("Error", "ERC20: transfer amount exceeds balance"):
        token.transfer(stranger, 1001, sender=depositor)
    with reverts("Error", "ERC20: transfer to the zero address"):
        token.transfer(NOBODY, 1, sender=depositor)


def test_transfer__from_nobody__reverts(rpc, token):
    rpc.call("anvil_setBalance", NOBODY, hex(10**18))
    with reverts("Error", "ERC20: transfer from the zero address"):
        token.transfer(token, 0, sender=Impersonated(NOBODY))
    with reverts("Error", "ERC20: approve from the zero address"):
        token.approve(token, 0, sender=Impersonated(NOBODY))


def test_transfer_from__uses_up_the_allowance(token, depositor, stranger, admin):
    token.approve(stranger, 10, sender=depositor)
    receipt = token.transferFrom(depositor, admin, 4, sender=stranger)
    assert [e.name for e in token.events(receipt)] == ["Approval", "Transfer"]
    assert (token.allowance(depositor, stranger), token.balanceOf(admin)) == (6, 4)
    with reverts("Error", "ERC20: insufficient allowance"):
        token.transferFrom(depositor, admin, 7, sender=stranger)


def test_transfer_from__endless_allowance__stays(token, depositor, stranger):
    token.approve(stranger, MAX, sender=depositor)
    token.transferFrom(depositor, stranger, 4, sender=stranger)
    assert token.allowance(depositor, stranger) == MAX


def test_allowance__increase_and_decrease(token, depositor, stranger):
    token.increaseAllowance(stranger, 10, sender=depositor)
    token.decreaseAllowance(stranger, 4, sender=depositor)
    assert token.allowance(depositor, stranger) == 6
    with reverts("Error", "ERC20: decreased allowance below zero"):
        token.decreaseAllowance(stranger, 7, sender=depositor)
    with reverts(""):
        token.increaseAllowance(stranger, MAX, sender=depositor)


def test_approve__for_nobody__reverts(token, depositor):
    with reverts("Error", "ERC20: approve to the zero address"):
        token.approve(NOBODY, 1, sender=depositor)


# --- permit ---


def domain(rpc, token: Contract, name: str = "Plain Token") -> bytes:
    return keccak256(
        encode(
            ["bytes32", "bytes32", "bytes32", "uint256", "address"],
            [DOMAIN, keccak256(name.encode()), keccak256(b"1"), rpc.chain_id(), token.address],
        )
    )


def signed(rpc, token, spender, amount, nonce, deadline, key=KEY, name="Plain Token"):
    """Arguments of ``permit`` for KEY's address, signed by ``key``."""
    holder = KEY.public_key.to_checksum_address()
    body = keccak256(
        encode(
            ["bytes32", "address", "address", "uint256", "uint256", "uint256"],
            [PERMIT, holder, spender.address, amount, nonce, deadline],
        )
    )
    signature = key.sign_msg_hash(keccak256(b"\x19\x01" + domain(rpc, token, name) + body))
    r, s = signature.r.to_bytes(32), signature.s.to_bytes(32)
    return holder, spender, amount, deadline, 27 + signature.v, r, s


def test_domain__is_the_tokens(rpc, token):
    assert token.DOMAIN_SEPARATOR() == domain(rpc, token)
    fields, name, version, chain_id, contract, salt, extensions = token.eip712Domain()
    assert (fields, name, version) == (b"\x0f", "Plain Token", "1")
    assert (chain_id, contract, salt) == (rpc.chain_id(), token.address, bytes(32))
    assert list(extensions) == []


def test_permit__sets_the_allowance_once(rpc, token, stranger):
    arguments = signed(rpc, token, stranger, 50, 0, MAX)
    token.permit(*arguments, sender=stranger)
    assert (token.allowance(arguments[0], stranger), token.nonces(arguments[0])) == (50, 1)
    with reverts("Error", "ERC20Permit: invalid signature"):
        token.permit(*arguments, sender=stranger)


def test_permit__expired__reverts(rpc, token, stranger):
    with reverts("Error", "ERC20Permit: expired deadline"):
        token.permit(*signed(rpc, token, stranger, 50, 0, 1), sender=stranger)


def test_permit__by_another__reverts(rpc, token, stranger):
    other = PrivateKey(keccak256(b"somebody else"))
    with reverts("Error", "ERC20Permit: invalid signature"):
        token.permit(*signed(rpc, token, stranger, 50, 0, MAX, key=other), sender=stranger)


def test_permit__nobodys_signature__reverts(rpc, token, stranger):
    _, *rest = signed(rpc, token, stranger, 50, 0, MAX)
    with reverts("Error", "ECDSA: invalid signature"):
        token.permit(NOBODY, *rest[:3], 29, *rest[4:], sender=stranger)


def test_permit__the_other_s__reverts(rpc, token, stranger):
    *head, v, r, s = signed(rpc, token, stranger, 50, 0, MAX)
    order = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
    mirrored = (order - int.from_bytes(s)).to_bytes(32)
    with reverts("Error", "ECDSA: invalid signature 's' value"):
        token.permit(*head, 55 - v, r, mirrored, sender=stranger)


def test_permit__after_a_new_name__needs_the_new_domain(rpc, token, governor, stranger):
    old = signed(rpc, token, stranger, 50, 0, MAX)
    token.reinitializeToken((False, False, False), "New", "NEW", 2, sender=governor)
    with reverts("Error", "ERC20Permit: invalid signature"):
        token.permit(*old, sender=stranger)
    token.permit(*signed(rpc, token, stranger, 50, 0, MAX, name="New"), sender=stranger)


def test_permit__of_a_token_without_a_name__signs_for_the_empty_name(rpc, empty, keeper, stranger):
    token = started(empty, keeper, TokenData(1, b"", PLAIN.symbol, PLAIN.decimals))
    token.permit(*signed(rpc, token, stranger, 50, 0, MAX, name=""), sender=stranger)


def test_beacon__upgrade_reaches_the_token(rpc, token, beacon, governor):
    successor = Contract.deploy(rpc, "MockImplementation", 2, sender=governor)
    beacon.upgradeTo(successor, sender=governor)
    assert Contract.at(rpc, token.address, "MockImplementation").VERSION() == 2


def test_receipt__of_a_transfer__costs_little(token, depositor, stranger):
    receipt: Receipt = token.transfer(stranger, 5, sender=depositor)
    assert receipt.gas_used < 65_000
