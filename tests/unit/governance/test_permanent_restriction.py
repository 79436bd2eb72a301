"""PermanentRestriction: what the admin of a chain that made a promise may no longer do."""

from __future__ import annotations

import pytest
import rlp
from eth_abi.abi import encode
from eth_utils.address import to_checksum_address

from garter.chain import Contract, Impersonated
from garter.protocol.hashing import keccak256, selector
from tests.support import Mock, reverts

ZERO = "0x" + "00" * 20
CHAIN_ID = 6565
FACTORY = "0x00000000000000000000000000000000000Fac70"
CTM_ASSET = keccak256(b"CTM asset")
TOKEN_ASSET = keccak256(b"token asset")
SET_PENDING_ADMIN = "setPendingAdmin(address)"
GUARDED = "setDAValidatorPair(address,uint8)"


def create_address(deployer: str, nonce: int) -> str:
    """The address of the ``nonce``-th contract of ``deployer``."""
    return to_checksum_address(keccak256(rlp.encode([bytes.fromhex(deployer[2:]), nonce]))[12:])


def call_of(signature: str, types=(), values=()) -> bytes:
    return selector(signature) + encode(list(types), list(values))


@pytest.fixture
def handler(rpc, stranger):
    return Mock(rpc, stranger)


@pytest.fixture
def router(rpc, handler, stranger):
    """The asset router: the CTM asset is the chain asset handler's, the token somebody else's."""
    mock = Mock(rpc, stranger)
    mock.returns("assetHandlerAddress(bytes32)", ["address"], [handler])
    return mock


@pytest.fixture
def bridgehub(rpc, router, handler, stranger):
    mock = Mock(rpc, stranger)
    mock.returns("assetRouter()", ["address"], [router])
    mock.returns("chainAssetHandler()", ["address"], [handler])
    mock.returns("ctmAssetIdToAddress(bytes32)", ["address"], [handler])
    return mock


@pytest.fixture
def restriction(rpc, bridgehub, governor, stranger):
    """Behind a proxy, as in production."""
    implementation = Contract.deploy(
        rpc, "PermanentRestriction", bridgehub.address, FACTORY, sender=stranger
    )
    proxy = Contract.deploy(
        rpc,
        "TransparentUpgradeableProxy",
        implementation.address,
        governor.address,
        implementation.calldata("initialize", governor.address),
        sender=stranger,
    )
    return Contract.at(rpc, proxy.address, "PermanentRestriction")


@pytest.fixture
def contract(rpc, restriction, stranger):
    """The chain's admin."""
    return Contract.deploy(rpc, "ChainAdmin", [restriction.address], sender=stranger)


@pytest.fixture
def chain(rpc, bridgehub, contract, stranger):
    mock = Mock(rpc, stranger)
    mock.returns("getChainId()", ["uint256"], [CHAIN_ID])
    mock.returns("getAdmin()", ["address"], [contract])
    for function in (SET_PENDING_ADMIN, GUARDED):
        mock.returns(function, [], [])
    bridgehub.returns("getZKChain(uint256)", ["address"], [mock])
    return mock


@pytest.fixture
def make(contract, stranger):
    """Let the chain admin make a call."""

    def make(target, data: bytes):
        return contract.multicall([(target.address, 0, data)], True, sender=stranger)

    return make


# --- construction ---


def test_constructor_and_initialiser(restriction, bridgehub, governor):
    assert restriction.BRIDGE_HUB() == bridgehub.address
    assert restriction.L2_ADMIN_FACTORY() == to_checksum_address(FACTORY)
    assert restriction.owner() == governor.address
    assert restriction.getSupportsRestrictionMagic() == keccak256(b"Restriction")


def test_initialize__twice_or_on_the_implementation__reverts(rpc, restriction, bridgehub, stranger):
    message = "Initializable: contract is already initialized"
    with reverts("Error", message):
        restriction.initialize(stranger.address, sender=stranger)
    bare = Contract.deploy(rpc, "PermanentRestriction", bridgehub.address, FACTORY, sender=stranger)
    with reverts("Error", message):
        bare.initialize(stranger.address, sender=stranger)


def test_initialize__zero_owner__reverts(rpc, bridgehub, stranger):
    bare = Contract.deploy(rpc, "PermanentRestriction", bridgehub.address, FACTORY, sender=stranger)
    with reverts("ZeroAddress"):
        Contract.deploy(
            rpc,
            "TransparentUpgradeableProxy",
            bare.address,
            stranger.address,
            bare.calldata("initialize", ZERO),
            sender=stranger,
        )


# --- the owner's lists ---


def test_lists__state_and_events(restriction, governor):
    code, data, function = b"\x01" * 32, b"\x02" * 40, selector(GUARDED)
    for flag in (True, False):
        receipt = restriction.setAllowedAdminImplementation(code, flag, sender=governor)
        [event] = restriction.events(receipt)
        assert (event.name, *event.inputs.values()) == ("AdminImplementationAllowed", code, flag)
        assert restriction.allowedAdminImplementations(code) == flag

        receipt = restriction.setAllowedData(data, flag, sender=governor)
        [event] = restriction.events(receipt)
        assert (event.name, *event.inputs.values()) == ("AllowedDataChanged", data, flag)
        assert restriction.allowedCalls(data) == flag

        receipt = restriction.setSelectorShouldBeValidated(function, flag, sender=governor)
        [event] = restriction.events(receipt)
        assert (event.name, *event.inputs.values()) == ("SelectorValidationChanged", function, flag)
        assert restriction.selectorsToValidate(function) == flag


def test_lists__not_owner__revert(restriction, stranger):
    attempts = [
        ("setAllowedAdminImplementation", (b"\x01" * 32, True)),
        ("setAllowedData", (b"\x01", True)),
        ("setSelectorShouldBeValidated", (b"\x01" * 4, True)),
    ]
    for function, arguments in attempts:
        with reverts("Error", "Ownable: caller is not the owner"):
            restriction.transact(function, arguments, sender=stranger)


def test_ownership__two_steps(restriction, governor, admin):
    restriction.transferOwnership(admin.address, sender=governor)
    restriction.acceptOwnership(sender=admin)
    assert restriction.owner() == admin.address


# --- admins on the settlement layer ---


@pytest.mark.parametrize(
    "nonce",
    [0, 1, 2, 127, 128, 255, 256, 65_535, 65_536, 2**24, 2**32 - 1, 2**40, 2**48 - 1, 2**48],
)
def test_allow_l2_admin__is_the_factorys_create_address(restriction, stranger, nonce):
    expected = create_address(FACTORY, nonce)
    receipt = restriction.allowL2Admin(nonce, sender=stranger)
    [event] = restriction.events(receipt)
    assert (event.name, event.adminAddress) == ("AllowL2Admin", expected)
    assert restriction.allowedL2Admins(expected)
    with reverts("AlreadyWhitelisted", expected):
        restriction.allowL2Admin(nonce, sender=stranger)


def test_allow_l2_admin__is_where_the_evm_deploys(rpc, bridgehub, stranger, depositor):
    """Against the node itself: a factory is anything that creates, here an account."""
    nonce = rpc.nonce(depositor.address)
    bare = Contract.deploy(
        rpc, "PermanentRestriction", bridgehub.address, depositor.address, sender=stranger
    )
    bare.allowL2Admin(nonce, sender=stranger)
    deployed = Contract.deploy(rpc, "MockActor", sender=depositor)
    assert bare.allowedL2Admins(deployed.address)


def test_allow_l2_admin__too_high_nonce__reverts(restriction, stranger):
    with reverts("TooHighDeploymentNonce"):
        restriction.allowL2Admin(2**48 + 1, sender=stranger)


# --- calls of the own chain ---


def test_guarded_function__only_with_allowed_calldata(restriction, chain, make, governor):
    allowed = call_of(GUARDED, ["address", "uint8"], [FACTORY, 4])
    other = call_of(GUARDED, ["address", "uint8"], [FACTORY, 1])
    make(chain, other)  # not guarded yet
    restriction.setSelectorShouldBeValidated(selector(GUARDED), True, sender=governor)
    restriction.setAllowedData(allowed, True, sender=governor)
    make(chain, allowed)
    with reverts("CallNotAllowed", other):
        make(chain, other)
    with reverts("CallNotAllowed", allowed + b"\x00"):
        make(chain, allowed + b"\x00")
    restriction.setAllowedData(allowed, False, sender=governor)
    with reverts("CallNotAllowed", allowed):
        make(chain, allowed)


def test_guarded_function__of_another_contract__is_free(rpc, restriction, chain, make, governor):
    restriction.setSelectorShouldBeValidated(selector(GUARDED), True, sender=governor)
    data = call_of(GUARDED, ["address", "uint8"], [FACTORY, 1])
    impostor = Mock(rpc, governor)  # says it is a chain; the bridgehub knows another
    impostor.returns("getChainId()", ["uint256"], [CHAIN_ID])
    impostor.returns(GUARDED, [], [])
    make(impostor, data)
    # Answers that are no chain id.
    for types, values in (
        ([], []),
        (["uint256", "uint256"], [CHAIN_ID, 0]),
        (["uint256"] * 3, [1] * 3),
    ):
        impostor.returns("getChainId()", types, values)
        make(impostor, data)
    impostor.fails("getChainId()")
    make(impostor, data)
    make(Impersonated(FACTORY), data)  # no code at all


def test_guarded_function__of_a_chain_with_another_admin__is_free(
    restriction, chain, make, governor
):
    restriction.setSelectorShouldBeValidated(selector(GUARDED), True, sender=governor)
    chain.returns("getAdmin()", ["address"], [governor])
    make(chain, call_of(GUARDED, ["address", "uint8"], [FACTORY, 1]))


def test_less_than_a_selector__is_free(rpc, restriction, chain, contract, governor, stranger):
    restriction.setSelectorShouldBeValidated(b"\x00" * 4, True, sender=governor)
    for data in (b"", b"\x00", b"\x00" * 3):
        restriction.call("validateCall", ((chain.address, 1, data), ZERO), caller=contract)
    with reverts("CallNotAllowed", b"\x00" * 4):
        restriction.call("validateCall", ((chain.address, 1, b"\x00" * 4), ZERO), caller=contract)


# --- successors ---


def test_new_admin__allowed_code_that_carries_the_restriction(
    rpc, restriction, chain, make, governor, stranger
):
    successor = Contract.deploy(rpc, "ChainAdmin", [restriction.address], sender=stranger)
    offer = call_of(SET_PENDING_ADMIN, ["address"], [successor.address])
    code_hash = keccak256(rpc.code(successor.address))
    with reverts("UnallowedImplementation", code_hash):
        make(chain, offer)
    restriction.setAllowedAdminImplementation(code_hash, True, sender=governor)
    make(chain, offer)
    assert chain.calls(SET_PENDING_ADMIN) == 1

    free = Contract.deploy(rpc, "ChainAdmin", [], sender=stranger)  # the same code
    with reverts("RemovingPermanentRestriction"):
        make(chain, call_of(SET_PENDING_ADMIN, ["address"], [free.address]))


def test_new_admin__account_or_nobody__reverts(restriction, chain, make, stranger):
    with reverts("UnallowedImplementation", keccak256(b"")):
        make(chain, call_of(SET_PENDING_ADMIN, ["address"], [stranger.address]))
    unused = "0x00000000000000000000000000000000000c0ffe"
    with reverts("UnallowedImplementation", b"\x00" * 32):
        make(chain, call_of(SET_PENDING_ADMIN, ["address"], [unused]))


def test_new_admin__is_checked_even_if_the_calldata_is_allowed(
    restriction, chain, make, governor, stranger
):
    offer = call_of(SET_PENDING_ADMIN, ["address"], [stranger.address])
    restriction.setAllowedData(offer, True, sender=governor)
    with reverts("UnallowedImplementation"):
        make(chain, offer)


def test_new_admin__dirty_address__reverts(chain, make):
    with reverts(""):
        make(chain, selector(SET_PENDING_ADMIN) + b"\xff" * 32)


# --- taking it off ---


def test_remove_restriction__itself__reverts(rpc, restriction, contract, chain, make, stranger):
    with reverts("RemovingPermanentRestriction"):
        make(contract, contract.calldata("removeRestriction", restriction.address))
    other = Mock(rpc, stranger)
    other.returns("getSupportsRestrictionMagic()", ["bytes32"], [keccak256(b"Restriction")])
    other.returns("validateCall((address,uint256,bytes),address)", [], [])
    make(contract, contract.calldata("addRestriction", other.address))
    make(contract, contract.calldata("removeRestriction", other.address))
    assert contract.isRestrictionActive(restriction.address)


def test_remove_restriction__of_another_contract__is_free(rpc, restriction, make, stranger):
    mock = Mock(rpc, stranger)
    mock.returns("removeRestriction(address)", [], [])
    make(mock, call_of("removeRestriction(address)", ["address"], [restriction.address]))
    assert mock.calls("removeRestriction(address)") == 1


# --- migration to a settlement layer ---

OUTER = "(uint256,uint256,uint256,uint256,uint256,address,address,uint256,bytes)"
REQUEST = f"requestL2TransactionTwoBridges({OUTER})"


def migration(
    router, l2_admin: str, *, asset: bytes = CTM_ASSET, version: bytes = b"\x01"
) -> bytes:
    ctm_data = encode(["address", "bytes"], [l2_admin, b"\x0d" * 7_000])  # with a diamond cut
    burn_data = encode(["(uint256,bytes,bytes)"], [(CHAIN_ID, ctm_data, b"\x0c" * 33)])
    transfer = version + encode(["bytes32", "bytes"], [asset, burn_data])
    return two_bridges(router, transfer)


def two_bridges(router, second_bridge_data: bytes) -> bytes:
    request = (506, 1, 0, 10**6, 800, FACTORY, router.address, 0, second_bridge_data)
    return call_of(REQUEST, [OUTER], [request])


@pytest.fixture
def migrating(bridgehub, chain):
    bridgehub.returns(REQUEST, ["bytes32"], [b"\x01" * 32])
    return bridgehub


def test_migration__to_an_admin_of_the_factory_only(restriction, migrating, router, make, stranger):
    l2_admin = create_address(FACTORY, 1)
    with reverts("NotAllowed", l2_admin):
        make(migrating, migration(router, l2_admin))
    restriction.allowL2Admin(1, sender=stranger)
    make(migrating, migration(router, l2_admin))
    assert migrating.calls(REQUEST) == 1
    with reverts("NotAllowed", stranger):
        make(migrating, migration(router, stranger.address))


def test_migration__handler_is_the_chain_asset_handler_not_the_bridgehub(
    rpc, restriction, migrating, router, make, stranger
):
    """Deliberately unlike the reference, which compares with the bridgehub and so never fires."""
    router.returns("assetHandlerAddress(bytes32)", ["address"], [migrating])
    make(migrating, migration(router, stranger.address))
    handler = Mock(rpc, stranger)
    migrating.returns("chainAssetHandler()", ["address"], [handler])
    router.returns("assetHandlerAddress(bytes32)", ["address"], [handler])
    with reverts("NotAllowed", stranger):
        make(migrating, migration(router, stranger.address))


def test_other_requests__are_free(rpc, migrating, router, handler, make, stranger):
    """Not through the router, not by asset id, not a chain type manager's asset, or empty."""
    make(migrating, migration(handler, stranger.address))
    make(migrating, migration(router, stranger.address, version=b"\x00"))
    make(migrating, migration(router, stranger.address, version=b"\x02"))
    make(migrating, two_bridges(router, b""))
    elsewhere = Mock(rpc, stranger)  # another contract with the same function
    elsewhere.returns(REQUEST, ["bytes32"], [b"\x01" * 32])
    make(elsewhere, migration(router, stranger.address))
    migrating.returns("ctmAssetIdToAddress(bytes32)", ["address"], [ZERO])
    make(migrating, migration(router, stranger.address, asset=TOKEN_ASSET))


def test_other_functions_of_the_bridgehub__are_free(migrating, make):
    migrating.returns("whatever()", [], [])
    make(migrating, selector("whatever()"))


def test_migration__offsets_are_followed_like_a_decoder_does(
    restriction, migrating, router, make, stranger
):
    """The members of each layer stored in another order, with gaps: still found."""

    def words(*values) -> bytes:
        return b"".join(v if isinstance(v, bytes) else v.to_bytes(32) for v in values)

    def padded(data: bytes) -> bytes:
        return len(data).to_bytes(32) + data + b"\x00" * (-len(data) % 32)

    admin = int(stranger.address, 16)
    ctm_data = words(admin, 96, b"\xee" * 32, 0)
    chain_data = padded(b"")
    struct = words(CHAIN_ID, 96 + 32 + len(chain_data), 96, b"\xee" * 32, chain_data)
    burn_data = words(64, b"\xee" * 32, struct, padded(ctm_data))
    transfer = b"\x01" + words(CTM_ASSET, 96, b"\xee" * 32, padded(burn_data))
    head = (506, 1, 0, 10**6, 800, 5, int(router.address, 16), 0, 320)
    request = words(64, b"\xee" * 32, *head, b"\xee" * 32, padded(transfer))
    with reverts("NotAllowed", stranger):
        make(migrating, selector(REQUEST) + request)


def test_migration__cut_off_calldata__reverts(restriction, migrating, router, make):
    with reverts("NonCanonicalRepresentation"):
        make(migrating, selector(REQUEST) + (2**64).to_bytes(32))
    with reverts("NonCanonicalRepresentation"):
        make(migrating, migration(router, FACTORY)[:400])
