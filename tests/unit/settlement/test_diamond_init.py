"""DiamondInit: a chain's first state."""

import pytest

from garter.chain import Contract
from tests.support import reverts
from tests.support.chain import (
    ASSET_ID,
    BATCH_ZERO,
    CHAIN_ID,
    L1_CHAIN_ID,
    VERSION,
    creation_cut,
    init_data,
)
from tests.support.diamond import ZERO_ADDRESS, diamond_cut

L2_BRIDGEHUB = "0x0000000000000000000000000000000000010002"
L2_VAULT = "0x0000000000000000000000000000000000010004"
L2_TRACKER = "0x000000000000000000000000000000000001000f"


@pytest.fixture(scope="module")
def init(rpc, governor):
    return Contract.deploy(rpc, "DiamondInit", sender=governor)


@pytest.fixture
def create(rpc, chain, world, init, governor, chain_admin):
    """Deploy a diamond initialised with changed data; its getters."""

    def deploy(**changes):
        cut = creation_cut(rpc, chain.facets, init, init_data(world, chain_admin, **changes))
        proxy = Contract.deploy(rpc, "DiamondProxy", L1_CHAIN_ID, cut, sender=governor)
        return Contract.at(rpc, proxy.address, "GettersFacet")

    return deploy


def test_is_zksync_os(init):
    assert init.IS_ZKSYNC_OS() is True


def test_initialize__sets_the_first_state(create, world, chain_admin):
    """The rest of it is in test_getters__new_chain."""
    getters = create(chain_id=2**48 - 1, version=VERSION + 7)
    assert getters.getChainId() == 2**48 - 1
    assert getters.getBridgehub() == world.bridgehub.address
    assert getters.getProtocolVersion() == VERSION + 7
    assert getters.getBaseTokenAssetId() == ASSET_ID
    assert getters.storedBatchHash(0) == BATCH_ZERO
    assert getters.getAdmin() == chain_admin.address


def test_initialize__starts_with_an_empty_tree(create, world, governor):
    """The empty root is historical: a chain without requests can come back from a Gateway."""
    getters = create()
    assert getters.getPriorityTreeRoot() == bytes(32)
    assert getters.getTotalPriorityTxs() == 0


def test_initialize__on_a_gateway__knows_the_predeployed_contracts(create):
    getters = create(bridgehub=L2_BRIDGEHUB)
    assert getters.getNativeTokenVault() == L2_VAULT
    assert getters.getAssetTracker() == L2_TRACKER


def test_initialize__asks_for_the_verifier_of_the_version(rpc, create, world):
    create(version=VERSION + 5)
    world.manager.returns("protocolVersionVerifier(uint256)", ["address"], [ZERO_ADDRESS])
    with reverts("ZeroAddress"):
        create()


@pytest.mark.parametrize("field", ["admin", "timelock", "bridgehub", "manager"])
def test_initialize__zero_address__reverts(create, field):
    with reverts("ZeroAddress"):
        create(**{field: ZERO_ADDRESS})


def test_initialize__no_base_token__reverts(create):
    with reverts("EmptyAssetId"):
        create(asset_id=bytes(32))


def test_initialize__checks_addresses_before_the_token(create):
    with reverts("ZeroAddress"):
        create(asset_id=bytes(32), manager=ZERO_ADDRESS)


def test_initialize__the_contract_itself__reverts(init, world, stranger):
    with reverts("SlotOccupied"):
        init.initialize(init_data(world, stranger), sender=stranger)


def test_initialize__a_chain_again__reverts(chain, world, init, manager, stranger):
    again = diamond_cut(init=init, data=init.calldata("initialize", init_data(world, stranger)))
    with reverts("SlotOccupied"):
        chain.admin.executeUpgrade(again, sender=manager)
    assert chain.getters.getChainId() == CHAIN_ID
