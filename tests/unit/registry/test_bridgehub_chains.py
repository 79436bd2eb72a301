"""L1Bridgehub: making, taking in and listing chains."""

import pytest
from eth_abi.abi import decode
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support import Mock, reverts
from tests.unit.registry.conftest import deploy_bridgehub, impersonated
from tests.unit.registry.facts import (
    ADD_NEW_CHAIN,
    CHAIN,
    CREATE_NEW_CHAIN,
    ETH_ASSET,
    L1,
    TOKEN_ASSET,
    ZERO,
)

LARGEST_CHAIN_ID = 2**48 - 1
MAINNET, SEPOLIA, RESERVED = 1, 11_155_111, 270
NOT_OWNER = "Ownable: caller is not the owner"


# --- createNewChain ---


def test_create_new_chain__records_and_registers(bridgehub, ecosystem, create_chain, chain_admin):
    receipt = create_chain(data=b"cut and deployments", deps=[b"\x11" * 32])

    assert bridgehub.chainTypeManager(CHAIN) == ecosystem.ctm.address
    assert bridgehub.baseTokenAssetId(CHAIN) == ETH_ASSET
    assert bridgehub.settlementLayer(CHAIN) == L1
    assert bridgehub.getZKChain(CHAIN) == ecosystem.chain.address
    assert bridgehub.getHyperchain(CHAIN) == ecosystem.chain.address
    assert not bridgehub.whitelistedSettlementLayers(CHAIN)
    [event] = bridgehub.events(receipt, "NewChain")
    assert tuple(event.inputs.values()) == (CHAIN, ecosystem.ctm.address, chain_admin.address)

    arguments = decode(
        ["uint256", "bytes32", "address", "bytes", "bytes[]"],
        ecosystem.ctm.last_calldata(CREATE_NEW_CHAIN)[4:],
    )
    assert arguments == (
        CHAIN,
        ETH_ASSET,
        chain_admin.address.lower(),
        b"cut and deployments",
        (b"\x11" * 32,),
    )
    added = ecosystem.message_root.last_calldata(ADD_NEW_CHAIN)[4:]
    assert decode(["uint256", "uint256"], added) == (CHAIN, 0)


def test_create_new_chain__returns_the_chain_id(bridgehub, ecosystem, admin, chain_admin):
    arguments = (CHAIN, ecosystem.ctm, ETH_ASSET, 0, chain_admin, b"", [])
    assert bridgehub.call("createNewChain", arguments, caller=admin) == CHAIN


def test_create_new_chain__the_owner_may(bridgehub, create_chain, governor):
    create_chain(LARGEST_CHAIN_ID, sender=governor)
    assert bridgehub.getAllZKChainChainIDs() == (LARGEST_CHAIN_ID,)


def test_create_new_chain__stranger__reverts(create_chain, stranger):
    with reverts("Unauthorized", stranger):
        create_chain(0, sender=stranger)  # before the parameters are looked at


def test_create_new_chain__paused__reverts(bridgehub, create_chain, governor):
    bridgehub.pause(sender=governor)
    with reverts("Error", "Pausable: paused"):
        create_chain()


def test_create_new_chain__checks_in_order(bridgehub, create_chain, ecosystem, governor):
    """Every parameter wrong at first; mended one by one, from the first check to the last."""
    other = "0x00000000000000000000000000000000000000c7"
    wrong = {"ctm": ZERO, "asset": bytes(32)}
    with reverts("ZeroChainId"):
        create_chain(0, **wrong)
    with reverts("ChainIdTooBig"):
        create_chain(LARGEST_CHAIN_ID + 1, **wrong)
    with reverts("ChainIdCantBeCurrentChain"):
        create_chain(L1, **wrong)
    with reverts("ZeroAddress"):
        create_chain(CHAIN, **wrong)
    with reverts("EmptyAssetId"):
        create_chain(CHAIN, ctm=other, asset=bytes(32))
    with reverts("CTMNotRegistered"):
        create_chain(CHAIN, ctm=other, asset=TOKEN_ASSET)
    bridgehub.addChainTypeManager(other, sender=governor)
    with reverts("AssetIdNotSupported", TOKEN_ASSET):
        create_chain(CHAIN, ctm=other, asset=TOKEN_ASSET)

    create_chain(CHAIN)
    addresses = (ecosystem.ctm_deployer, ecosystem.message_root, ecosystem.asset_handler, ZERO)
    bridgehub.setAddresses(ZERO, *addresses, sender=governor)
    with reverts("SharedBridgeNotSet"):
        create_chain(CHAIN)
    bridgehub.setAddresses(ecosystem.router, *addresses, sender=governor)
    with reverts("BridgeHubAlreadyRegistered"):
        create_chain(CHAIN)


@pytest.mark.parametrize("l1", [MAINNET, SEPOLIA])
def test_create_new_chain__reserved_id_on_a_public_l1__reverts(rpc, create_chain, l1):
    rpc.call("anvil_setChainId", l1)
    try:
        with reverts("ChainIdIsHardcoded"):
            create_chain(RESERVED)
    finally:
        rpc.call("anvil_setChainId", L1)


def test_create_new_chain__reserved_id_elsewhere(bridgehub, create_chain):
    create_chain(RESERVED)
    assert bridgehub.getAllZKChainChainIDs() == (RESERVED,)


def test_create_new_chain__ctm_that_makes_nothing__reverts(ecosystem, create_chain):
    ecosystem.ctm.returns(CREATE_NEW_CHAIN, ["address"], [ZERO])
    with reverts("ZeroAddress"):
        create_chain()


def test_create_new_chain__bubbles_the_ctms_error(bridgehub, ecosystem, create_chain):
    ecosystem.ctm.fails(CREATE_NEW_CHAIN, bytes.fromhex("78d2ed02"))
    with reverts("ChainAlreadyLive"):
        create_chain()
    assert bridgehub.chainTypeManager(CHAIN) == ZERO


def test_create_new_chain__limit(rpc, governor, ecosystem, admin):
    hub = deploy_bridgehub(rpc, governor, max_chains=2)
    hub.setAddresses(
        ecosystem.router, ZERO, ecosystem.message_root, ecosystem.asset_handler, ZERO,
        sender=governor,
    )  # fmt: skip
    hub.addChainTypeManager(ecosystem.ctm, sender=governor)

    def create(chain_id):
        hub.createNewChain(chain_id, ecosystem.ctm, ETH_ASSET, 0, admin, b"", [], sender=governor)

    create(5)
    create(6)
    with reverts("ZKChainLimitReached"):
        create(7)
    assert hub.getAllZKChainChainIDs() == (5, 6)


def test_create_new_chain__removed_ctm_keeps_its_chains(
    bridgehub, ecosystem, create_chain, governor
):
    create_chain()
    bridgehub.removeChainTypeManager(ecosystem.ctm, sender=governor)
    assert bridgehub.chainTypeManager(CHAIN) == ecosystem.ctm.address
    with reverts("CTMNotRegistered"):
        create_chain(CHAIN + 1)


# --- registerAlreadyDeployedZKChain ---


@pytest.fixture
def deployed(ecosystem, bridgehub, chain_admin, mock):
    """A diamond that says it belongs to `bridgehub`, with 17 executed batches."""
    chain = mock()
    chain.returns("getChainId()", ["uint256"], [CHAIN])
    chain.returns("getChainTypeManager()", ["address"], [ecosystem.ctm])
    chain.returns("getAdmin()", ["address"], [chain_admin])
    chain.returns("getBaseTokenAssetId()", ["bytes32"], [ETH_ASSET])
    chain.returns("getBridgehub()", ["address"], [bridgehub])
    chain.returns("getTotalBatchesExecuted()", ["uint256"], [17])
    return chain


def test_register_already_deployed__records(bridgehub, ecosystem, deployed, governor, chain_admin):
    receipt = bridgehub.registerAlreadyDeployedZKChain(CHAIN, deployed, sender=governor)
    [event] = bridgehub.events(receipt, "NewChain")
    assert tuple(event.inputs.values()) == (CHAIN, ecosystem.ctm.address, chain_admin.address)
    assert bridgehub.getZKChain(CHAIN) == deployed.address
    assert bridgehub.chainTypeManager(CHAIN) == ecosystem.ctm.address
    assert bridgehub.baseTokenAssetId(CHAIN) == ETH_ASSET
    assert bridgehub.settlementLayer(CHAIN) == L1
    added = ecosystem.message_root.last_calldata(ADD_NEW_CHAIN)[4:]
    assert decode(["uint256", "uint256"], added) == (CHAIN, 17)


def test_register_already_deployed__not_owner__reverts(bridgehub, deployed, admin):
    with reverts("Error", NOT_OWNER):
        bridgehub.registerAlreadyDeployedZKChain(CHAIN, deployed, sender=admin)


def test_register_already_deployed__checks_in_order(
    bridgehub, deployed, governor, create_chain, stranger
):
    with reverts("ZeroAddress"):
        bridgehub.registerAlreadyDeployedZKChain(CHAIN, ZERO, sender=governor)
    deployed.returns("getBridgehub()", ["address"], [stranger])
    deployed.returns("getBaseTokenAssetId()", ["bytes32"], [TOKEN_ASSET])
    create_chain(CHAIN + 1)
    with reverts("ChainIdAlreadyExists"):
        bridgehub.registerAlreadyDeployedZKChain(CHAIN + 1, deployed, sender=governor)
    with reverts("ChainIdMismatch"):
        bridgehub.registerAlreadyDeployedZKChain(CHAIN + 2, deployed, sender=governor)
    with reverts("IncorrectBridgeHubAddress", stranger):
        bridgehub.registerAlreadyDeployedZKChain(CHAIN, deployed, sender=governor)
    deployed.returns("getBridgehub()", ["address"], [bridgehub])
    with reverts("AssetIdNotSupported", TOKEN_ASSET):
        bridgehub.registerAlreadyDeployedZKChain(CHAIN, deployed, sender=governor)


def test_register_already_deployed__works_while_paused(bridgehub, deployed, governor):
    bridgehub.pause(sender=governor)
    bridgehub.registerAlreadyDeployedZKChain(CHAIN, deployed, sender=governor)
    assert bridgehub.getZKChain(CHAIN) == deployed.address


# --- registerNewZKChain ---


def test_register_new_zk_chain__only_the_chain_asset_handler(bridgehub, ecosystem, governor):
    with reverts("NotChainAssetHandler", governor, ecosystem.asset_handler):
        bridgehub.registerNewZKChain(CHAIN, ecosystem.chain, True, sender=governor)


def test_register_new_zk_chain__limit_is_the_callers_choice(rpc, governor, ecosystem):
    hub = deploy_bridgehub(rpc, governor, max_chains=1)
    hub.setAddresses(ZERO, ZERO, ZERO, ecosystem.asset_handler, ZERO, sender=governor)
    handler = impersonated(rpc, ecosystem.asset_handler)
    hub.registerNewZKChain(1, ecosystem.chain, True, sender=handler)
    with reverts("ZKChainLimitReached"):
        hub.registerNewZKChain(2, ecosystem.chain, True, sender=handler)
    hub.registerNewZKChain(2, ecosystem.chain, False, sender=handler)
    assert hub.getAllZKChainChainIDs() == (1, 2)


def test_register_new_zk_chain__zero_diamond__reverts(bridgehub, handler):
    with reverts("ZeroAddress"):
        bridgehub.registerNewZKChain(CHAIN, ZERO, False, sender=handler)


# --- listing ---


def test_get_zk_chain__unknown__zero(bridgehub):
    assert bridgehub.getZKChain(CHAIN) == ZERO
    assert bridgehub.getAllZKChains() == ()


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(st.integers(1, 6) | st.integers(1, 2**256 - 1), st.integers(1, 2**160 - 1)),
        max_size=12,
    )
)
def test_enumeration__is_an_insertion_ordered_map(rpc, bridgehub, handler, entries):
    snapshot = rpc.call("evm_snapshot")
    model: dict[int, str] = {}
    for chain_id, diamond in entries:
        address = f"0x{diamond:040x}"
        bridgehub.registerNewZKChain(chain_id, address, False, sender=handler)
        model[chain_id] = address
        assert bridgehub.getZKChain(chain_id).lower() == address
    assert bridgehub.getAllZKChainChainIDs() == tuple(model)
    assert [a.lower() for a in bridgehub.getAllZKChains()] == list(model.values())
    rpc.call("evm_revert", snapshot)


# --- base token ---


def test_base_token__asks_the_assets_handler(bridgehub, ecosystem, create_chain, mock):
    token = "0x00000000000000000000000000000000000070cE"
    create_chain()
    ecosystem.router.returns("assetHandlerAddress(bytes32)", ["address"], [ZERO])
    with reverts("AssetHandlerNotRegistered", ETH_ASSET):
        bridgehub.baseToken(CHAIN)
    vault: Mock = mock()
    vault.returns("tokenAddress(bytes32)", ["address"], [token])
    ecosystem.router.returns("assetHandlerAddress(bytes32)", ["address"], [vault])
    assert bridgehub.baseToken(CHAIN).lower() == token.lower()
