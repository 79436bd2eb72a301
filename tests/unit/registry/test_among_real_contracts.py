"""ChainRegistrationSender under the real bridgehub, ServerNotifier under the real chain manager."""

import pytest
from eth_abi.abi import encode

from garter.protocol.hashing import selector
from tests.support import behind_proxy, reverts
from tests.unit.registry.facts import CHAIN, ETH_ASSET, GATEWAY
from tests.unit.registry.manager import VERSION

OTHER = 272
SERVICE = "requestL2ServiceTransaction(address,bytes)"
L2_BRIDGEHUB = "0x0000000000000000000000000000000000010002"


@pytest.fixture(scope="module")
def registrar(rpc, bridgehub, governor):
    arguments = (bridgehub.address,)
    return behind_proxy(
        rpc, "ChainRegistrationSender", arguments, (governor.address,), sender=governor
    )


@pytest.fixture(scope="module")
def chains(bridgehub, create_chain, governor):
    """Two chains, and one that is a settlement layer. All settle on L1."""
    for chain_id in (CHAIN, OTHER, GATEWAY):
        create_chain(chain_id)
    bridgehub.setSettlementLayerStatus(GATEWAY, True, sender=governor)


def test_register_chain__only_once_both_are_on_the_gateway(
    registrar, bridgehub, ecosystem, chains, handler, stranger
):
    ecosystem.chain.returns(SERVICE, ["bytes32"], [bytes(32)])
    l1 = bridgehub.settlementLayer(GATEWAY)
    with reverts("ChainsSettlingOnL1"):
        registrar.registerChain(CHAIN, OTHER, sender=stranger)
    bridgehub.forwardedBridgeBurnSetSettlementLayer(CHAIN, GATEWAY, sender=handler)
    with reverts("ChainsSettlementLayerMismatch", GATEWAY, l1):
        registrar.registerChain(CHAIN, OTHER, sender=stranger)
    bridgehub.forwardedBridgeBurnSetSettlementLayer(OTHER, GATEWAY, sender=handler)
    registrar.registerChain(CHAIN, OTHER, sender=stranger)

    message = selector("registerChainForInterop(uint256,bytes32)") + encode(
        ["uint256", "bytes32"], [CHAIN, ETH_ASSET]
    )
    wanted = selector(SERVICE) + encode(["address", "bytes"], [L2_BRIDGEHUB, message])
    assert ecosystem.chain.last_calldata(SERVICE) == wanted


@pytest.mark.parametrize("pair", [(404, 405), (404, CHAIN), (CHAIN, 404)])
def test_register_chain__unknown_chain__reverts(registrar, bridgehub, chains, stranger, pair):
    layers = [bridgehub.settlementLayer(chain_id) for chain_id in pair]
    error = ("ZKChainNotRegistered",)
    if layers[0] != layers[1]:
        error = ("ChainsSettlementLayerMismatch", *layers)
    with reverts(*error):
        registrar.registerChain(*pair, sender=stranger)


# --- server notifier ---


@pytest.fixture(scope="module")
def notifier(rpc, manager, governor):
    contract = behind_proxy(rpc, "ServerNotifier", (), (governor.address,), sender=governor)
    contract.setChainTypeManager(manager, sender=governor)
    return contract


@pytest.fixture
def administered(surroundings, chain_admin):
    """The chain names its admin; its handler has moved it twice."""
    surroundings.chain.returns("getAdmin()", ["address"], [chain_admin])
    surroundings.handler.returns("migrationNumber(uint256)", ["uint256"], [2])
    surroundings.handler.returns("isReadyForMigration(uint256)", ["bool"], [True])


def test_announcements__of_the_chains_admin_and_nobody_else(
    notifier, administered, chain_admin, governor
):
    receipt = notifier.migrateToGateway(CHAIN, sender=chain_admin)
    [event] = notifier.events(receipt)
    assert (event.name, event.chainId, event.migrationNumber) == ("MigrateToGateway", CHAIN, 3)
    with reverts("Unauthorized", governor):
        notifier.migrateToGateway(CHAIN, sender=governor)


def test_set_upgrade_timestamp__knows_which_versions_are_active(
    notifier, administered, chain_admin
):
    notifier.setUpgradeTimestamp(CHAIN, VERSION, 1_900_000_000, sender=chain_admin)
    assert notifier.protocolVersionToUpgradeTimestamp(CHAIN, VERSION) == 1_900_000_000
    with reverts("InvalidProtocolVersion"):
        notifier.setUpgradeTimestamp(CHAIN, VERSION + 1, 1_900_000_000, sender=chain_admin)
