"""ZKsyncOSChainTypeManager: making diamonds, and its part in moving chains."""

import pytest
from eth_abi.abi import decode, encode

from garter.chain import Contract
from garter.ecosystem.genesis import predict_diamond
from garter.protocol.hashing import keccak256
from tests.support import reverts
from tests.unit.registry.conftest import impersonated
from tests.unit.registry.facts import CHAIN, ETH_ASSET, L1, ZERO
from tests.unit.registry.manager import (
    CTM_DEPLOYER,
    FORCE_DEPLOYMENTS,
    GENESIS_HASH,
    GENESIS_UPGRADE,
    INTEROP_CENTER,
    TIMELOCK,
    VERSION,
    a_cut,
    encode_cut,
    params,
    stored_batch_zero,
)

INITIALIZE = bytes.fromhex("a89f7818")
INITIALIZE_WORDS = ["uint256", *["address"] * 3, "uint256", *["address"] * 2, *["bytes32"] * 2]
MINT_TYPES = ["bytes32", "address", "uint256", "bytes"]


@pytest.fixture(scope="module")
def hub(rpc, surroundings):
    """The bridgehub as a sender."""
    return impersonated(rpc, surroundings.hub)


@pytest.fixture(scope="module")
def handler(rpc, surroundings):
    """The chain asset handler as a sender."""
    return impersonated(rpc, surroundings.handler)


@pytest.fixture
def unknown_chain(surroundings):
    surroundings.hub.returns("getZKChain(uint256)", ["address"], [ZERO])


def init_data(cut, deployments=FORCE_DEPLOYMENTS) -> bytes:
    return encode(["bytes", "bytes"], [encode_cut(cut), deployments])


def create(manager, sender, admin, data, deps=()):
    return manager.createNewChain(CHAIN, ETH_ASSET, admin, data, list(deps), sender=sender)


def facet_calls(rpc, manager, receipt) -> tuple[str, list[tuple[str, bytes]]]:
    """The new diamond, and (caller, calldata) of each call its facets told of."""
    [made] = manager.events(receipt, "NewZKChain")
    assert made._chainId == CHAIN
    diamond = Contract.at(rpc, made._zkChainContract, "MockLoggingFacet")
    calls = [(e.caller, e.data) for e in diamond.events(receipt, "FacetCalled")]
    return diamond.address, calls


def prefix(manager, surroundings, admin) -> tuple:
    """The chain's own values, which go before the initial calldata of the cut."""
    return (
        CHAIN,
        surroundings.hub.address,
        INTEROP_CENTER,
        manager.address,
        VERSION,
        admin.address,
        TIMELOCK,
        ETH_ASSET,
        stored_batch_zero(GENESIS_HASH),
    )


# --- createNewChain ---


@pytest.mark.parametrize("size", [96, 0, 1, 31, 64, 1_000])
def test_create__initialises_upgrades_and_pauses(
    rpc, manager, surroundings, unknown_chain, hub, governor, chain_admin, facet, size
):
    cut = a_cut(facet.address, facet.address, (bytes(range(256)) * 4)[:size])
    manager.setChainCreationParams(params(cut), sender=governor)
    receipt = create(manager, hub, chain_admin, init_data(cut), [b"\x31" * 32])

    _, [initialised, upgraded, paused] = facet_calls(rpc, manager, receipt)
    own = prefix(manager, surroundings, chain_admin)
    assert initialised[1] == INITIALIZE + encode(INITIALIZE_WORDS, own) + cut[2]
    arguments = decode(["address", "address", "bytes", "bytes[]"], upgraded[1][4:])
    assert arguments == (
        GENESIS_UPGRADE.lower(),
        CTM_DEPLOYER.lower(),
        FORCE_DEPLOYMENTS,
        (b"\x31" * 32,),
    )
    assert len(paused[1]) == 4
    # Everything comes from the chain type manager, in the constructor even its deployment.
    assert {caller for caller, _ in (initialised, upgraded, paused)} == {manager.address}


def test_create__address_is_predictable(
    rpc, manager, surroundings, unknown_chain, hub, chain_admin, creation_cut
):
    receipt = create(manager, hub, chain_admin, init_data(creation_cut))
    diamond, _ = facet_calls(rpc, manager, receipt)
    own = prefix(manager, surroundings, chain_admin)
    assert diamond == predict_diamond(manager.address, L1, creation_cut, own)


def test_create__returns_the_diamond(manager, unknown_chain, hub, chain_admin, creation_cut):
    arguments = (CHAIN, ETH_ASSET, chain_admin, init_data(creation_cut), [])
    expected = manager.call("createNewChain", arguments, caller=hub)
    receipt = create(manager, hub, chain_admin, init_data(creation_cut))
    assert manager.events(receipt, "NewZKChain")[0]._zkChainContract == expected


def test_create__not_bridgehub__reverts(manager, governor, chain_admin, creation_cut):
    with reverts("Unauthorized", governor):
        create(manager, governor, chain_admin, init_data(creation_cut))


def test_create__checks_in_order(manager, surroundings, hub, chain_admin, creation_cut, facet):
    other = a_cut(facet.address, facet.address, b"other")
    with reverts("ChainAlreadyLive"):
        create(manager, hub, chain_admin, init_data(other, b""))
    surroundings.hub.returns("getZKChain(uint256)", ["address"], [ZERO])
    published = keccak256(encode_cut(creation_cut))
    with reverts("HashMismatch", published, keccak256(encode_cut(other))):
        create(manager, hub, chain_admin, init_data(other, b""))
    deployments = [keccak256(encode(["bytes"], [d])) for d in (b"", FORCE_DEPLOYMENTS)]
    with reverts("InitialForceDeploymentMismatch", *deployments):
        create(manager, hub, chain_admin, init_data(creation_cut, b""))


def test_create__cut_that_decodes_alike_but_is_not_canonical__reverts(
    manager, unknown_chain, hub, chain_admin, creation_cut
):
    """A padding word more leaves the decoded cut as it is, and is refused all the same."""
    blob = encode_cut(creation_cut) + bytes(32)
    with reverts("HashMismatch", keccak256(blob[:-32]), keccak256(blob)):
        create(manager, hub, chain_admin, encode(["bytes", "bytes"], [blob, FORCE_DEPLOYMENTS]))


def test_create__failing_initialiser__bubbles(
    manager, unknown_chain, hub, governor, chain_admin, facet, mock
):
    failing = a_cut(facet.address, mock().address, b"")  # the mock refuses what it does not know
    manager.setChainCreationParams(params(failing), sender=governor)
    with reverts("Error", "MockCallee: no answer set for this selector"):
        create(manager, hub, chain_admin, init_data(failing))


def test_create__twice_alike__reverts(manager, unknown_chain, hub, chain_admin, creation_cut):
    """CREATE2 stands in where the bridgehub's own check would be passed."""
    create(manager, hub, chain_admin, init_data(creation_cut))
    with reverts(""):
        create(manager, hub, chain_admin, init_data(creation_cut))


# --- leaving ---


@pytest.fixture
def up_to_date(surroundings):
    surroundings.chain.returns("getProtocolVersion()", ["uint256"], [VERSION])
    surroundings.hub.returns("baseTokenAssetId(uint256)", ["bytes32"], [ETH_ASSET])


def burn(manager, caller, data):
    return manager.call("forwardedBridgeBurn", (CHAIN, data), caller=caller)


@pytest.mark.parametrize("size", [0, 1, 4_768, 8_000])
def test_burn__answers_for_the_other_layer(manager, handler, up_to_date, chain_admin, size):
    cut = b"\x0c" * size
    answer = burn(manager, handler, encode(["address", "bytes"], [chain_admin.address, cut]))
    assert answer == encode(MINT_TYPES, [ETH_ASSET, chain_admin.address, VERSION, cut])


def test_burn__checks_in_order(manager, surroundings, handler, governor, chain_admin):
    surroundings.chain.returns("getProtocolVersion()", ["uint256"], [VERSION - 1])
    nobody = encode(["address", "bytes"], [ZERO, b""])
    with reverts("Unauthorized", governor):
        burn(manager, governor, nobody)
    with reverts("AdminZero"):
        burn(manager, handler, nobody)
    with reverts("OutdatedProtocolVersion", VERSION, VERSION - 1):
        burn(manager, handler, encode(["address", "bytes"], [chain_admin.address, b""]))


# --- arriving ---


def mint_data(admin, cut, version=VERSION) -> bytes:
    return encode(MINT_TYPES, [ETH_ASSET, admin.address, version, encode_cut(cut)])


def test_mint__makes_the_diamond_and_nothing_else(
    rpc, manager, surroundings, unknown_chain, handler, chain_admin, creation_cut
):
    data = mint_data(chain_admin, creation_cut)
    expected = manager.call("forwardedBridgeMint", (CHAIN, data), caller=handler)
    receipt = manager.forwardedBridgeMint(CHAIN, data, sender=handler)
    diamond, [initialised] = facet_calls(rpc, manager, receipt)
    own = prefix(manager, surroundings, chain_admin)
    assert diamond == expected == predict_diamond(manager.address, L1, creation_cut, own)
    assert initialised[1] == INITIALIZE + encode(INITIALIZE_WORDS, own) + creation_cut[2]


def test_mint__checks_in_order(manager, surroundings, handler, governor, chain_admin, creation_cut):
    with reverts("Unauthorized", governor):
        manager.forwardedBridgeMint(CHAIN, mint_data(chain_admin, a_cut(), 1), sender=governor)
    with reverts("OutdatedProtocolVersion", VERSION, 1):
        manager.forwardedBridgeMint(CHAIN, mint_data(chain_admin, a_cut(), 1), sender=handler)
    with reverts("ChainAlreadyLive"):
        manager.forwardedBridgeMint(CHAIN, mint_data(chain_admin, a_cut()), sender=handler)
    surroundings.hub.returns("getZKChain(uint256)", ["address"], [ZERO])
    hashes = [keccak256(encode_cut(cut)) for cut in (creation_cut, a_cut())]
    with reverts("HashMismatch", *hashes):
        manager.forwardedBridgeMint(CHAIN, mint_data(chain_admin, a_cut()), sender=handler)


def test_confirm__only_the_chain_asset_handler(manager, handler, governor):
    arguments = (CHAIN, 0, bytes(32), governor, b"")
    receipt = manager.forwardedBridgeConfirmTransferResult(*arguments, sender=handler)
    assert not receipt.logs
    with reverts("Unauthorized", governor):
        manager.forwardedBridgeConfirmTransferResult(*arguments, sender=governor)
