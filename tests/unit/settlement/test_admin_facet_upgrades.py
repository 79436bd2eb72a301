"""AdminFacet: upgrades and freezing."""

import pytest
from eth_abi import encode

from garter.chain import Contract
from garter.protocol.hashing import keccak256
from tests.support import Mock, reverts
from tests.support.chain import VERSION, caller
from tests.support.diamond import add, diamond_cut, replace

NEW_VERSION = VERSION + 1
CUT_TYPE = "((address,uint8,bool,bytes4[])[],address,bytes)"
NEW_SELECTOR = b"\xab\xcd\xef\x01"
ANY = "0x00000000000000000000000000000000000000AA"


@pytest.fixture
def facet(chain):
    return chain.admin


@pytest.fixture(scope="module")
def new_facet(rpc, governor):
    return Contract.deploy(rpc, "MockFacet", 7, 32, False, sender=governor)


@pytest.fixture(scope="module")
def set_version(rpc, governor):
    """An initialiser that sets the protocol version to what its calldata says."""
    return Contract.deploy(rpc, "MockUpgrade", sender=governor)


@pytest.fixture
def upgrade(new_facet, set_version):
    """The cut from VERSION to NEW_VERSION."""
    return diamond_cut(
        add(new_facet, [NEW_SELECTOR], freezable=True),
        init=set_version,
        data=set_version.calldata("set_version", NEW_VERSION),
    )


def plain(cut):
    facets = [(getattr(f, "address", f), *rest) for f, *rest in cut[0]]
    return (facets, getattr(cut[1], "address", cut[1]), cut[2])


def publish(world, cut):
    digest = keccak256(encode([CUT_TYPE], [plain(cut)]))
    world.manager.returns("upgradeCutHash(uint256)", ["bytes32"], [digest])
    return digest


# --- upgrade from a version ---


@pytest.mark.parametrize("who", ["admin", "manager"])
def test_upgrade__principals__run_the_published_cut(
    facet, chain, world, upgrade, new_facet, chain_admin, manager, who
):
    publish(world, upgrade)
    sender = chain_admin if who == "admin" else manager
    receipt = facet.upgradeChainFromVersion(ANY, VERSION, upgrade, sender=sender)
    cut, executed = facet.events(receipt)
    assert (cut.name, executed.name) == ("DiamondCut", "ExecuteUpgrade")
    assert executed.diamondCut == (cut.facetCuts, cut.initAddress, cut.initCalldata)
    assert cut.facetCuts == ((new_facet.address, 0, True, (NEW_SELECTOR,)),)
    assert chain.getters.getProtocolVersion() == NEW_VERSION
    assert chain.getters.facetAddress(NEW_SELECTOR) == new_facet.address


def test_upgrade__stranger__reverts(facet, world, upgrade, stranger):
    publish(world, upgrade)
    with reverts("Unauthorized", stranger):
        facet.upgradeChainFromVersion(ANY, VERSION, upgrade, sender=stranger)


def test_upgrade__other_cut__reverts(facet, world, upgrade, chain_admin):
    published = publish(world, upgrade)
    other = (upgrade[0], upgrade[1], upgrade[2] + b"\0")
    with reverts("HashMismatch", published, keccak256(encode([CUT_TYPE], [plain(other)]))):
        facet.upgradeChainFromVersion(ANY, VERSION, other, sender=chain_admin)


def test_upgrade__chain_of_another_version__reverts(facet, world, upgrade, chain_admin):
    publish(world, upgrade)
    with reverts("ProtocolIdMismatch", VERSION, VERSION - 1):
        facet.upgradeChainFromVersion(ANY, VERSION - 1, upgrade, sender=chain_admin)


@pytest.mark.parametrize("version", [VERSION, VERSION - 1])
def test_upgrade__version_does_not_grow__reverts(facet, world, set_version, chain_admin, version):
    cut = diamond_cut(init=set_version, data=set_version.calldata("set_version", version))
    publish(world, cut)
    with reverts("ProtocolIdNotGreater"):
        facet.upgradeChainFromVersion(ANY, VERSION, cut, sender=chain_admin)


def test_upgrade__twice__reverts(facet, world, upgrade, chain_admin):
    publish(world, upgrade)
    facet.upgradeChainFromVersion(ANY, VERSION, upgrade, sender=chain_admin)
    with reverts("ProtocolIdMismatch", NEW_VERSION, VERSION):
        facet.upgradeChainFromVersion(ANY, VERSION, upgrade, sender=chain_admin)


# --- upgrade by a validator ---


@pytest.fixture
def dated(rpc, facet, governor, chain_admin, world, upgrade):
    """The chain's admin is a contract that can say when validators may upgrade."""
    publish(world, upgrade)
    admin = Mock(rpc, governor)
    facet.setPendingAdmin(admin.address, sender=chain_admin)
    facet.acceptAdmin(sender=caller(rpc, admin.address))
    return admin


def test_upgrade__validator_after_the_date__runs(rpc, facet, chain, world, upgrade, dated):
    timelock = caller(rpc, world.timelock.address)
    date = chain.now() + 100
    dated.returns("protocolVersionToUpgradeTimestamp(uint256)", ["uint256"], [date])
    chain.mine_at(date - 1)
    with reverts("UpgradeTimestampNotReached", date, date - 1):
        facet.call("upgradeChainFromVersion", [ANY, VERSION, upgrade], caller=timelock)
    rpc.call("evm_setNextBlockTimestamp", date)
    facet.upgradeChainFromVersion(ANY, VERSION, upgrade, sender=timelock)
    assert chain.getters.getProtocolVersion() == NEW_VERSION


def test_upgrade__validator_without_a_date__reverts(rpc, facet, chain, world, upgrade, dated):
    dated.returns("protocolVersionToUpgradeTimestamp(uint256)", ["uint256"], [0])
    timelock = caller(rpc, world.timelock.address)
    with reverts("UpgradeTimestampNotReached", 0, chain.now()):
        facet.call("upgradeChainFromVersion", [ANY, VERSION, upgrade], caller=timelock)


def test_upgrade__validator_and_another_cut__reverts(rpc, facet, world, upgrade, dated):
    dated.returns("protocolVersionToUpgradeTimestamp(uint256)", ["uint256"], [1])
    with reverts("HashMismatch"):
        facet.upgradeChainFromVersion(
            ANY, VERSION, diamond_cut(), sender=caller(rpc, world.timelock.address)
        )


# --- any cut ---


def test_execute_upgrade__manager__runs_any_cut(facet, chain, new_facet, manager):
    cut = diamond_cut(add(new_facet, [NEW_SELECTOR]))
    receipt = facet.executeUpgrade(cut, sender=manager)
    assert [e.name for e in facet.events(receipt)] == ["DiamondCut", "ExecuteUpgrade"]
    assert chain.getters.facetAddress(NEW_SELECTOR) == new_facet.address


def test_execute_upgrade__not_manager__reverts(facet, chain_admin):
    with reverts("Unauthorized", chain_admin):
        facet.executeUpgrade(diamond_cut(), sender=chain_admin)


def test_execute_upgrade__keeps_the_state(rpc, facet, chain, manager, governor, chain_admin):
    """Every facet replaced by a fresh copy: the chain goes on as it was."""
    facet.setTokenMultiplier(7, 5, sender=chain_admin)
    before = chain.getters.getFeeParams(), chain.getters.getAdmin(), chain.getters.facets()
    fresh = Contract.deploy(rpc, "GettersFacet", sender=governor)
    old = chain.facets["GettersFacet"].address
    selectors = list(chain.getters.facetFunctionSelectors(old))
    facet.executeUpgrade(diamond_cut(replace(fresh, selectors)), sender=manager)
    getters = chain.getters
    assert (getters.getFeeParams(), getters.getAdmin()) == before[:2]
    assert getters.baseTokenGasPriceMultiplierNominator() == 7
    assert dict(getters.facets()) == {(fresh.address if f == old else f): s for f, s in before[2]}


# --- genesis ---


def test_genesis_upgrade__calls_the_genesis_contract(rpc, facet, chain, governor, manager):
    magic = int("33774e659306e47509050e97cb651e731180a42d458212294d30751925c551a2", 16)
    genesis = Contract.deploy(rpc, "MockFacet", magic, 32, False, sender=governor)
    data = b"force deployments"
    receipt = facet.genesisUpgrade(genesis, ANY, data, [], sender=manager)
    cut, executed = facet.events(receipt)
    assert (cut.name, executed.name) == ("DiamondCut", "ExecuteUpgrade")
    assert (cut.facetCuts, cut.initAddress) == ((), genesis.address)
    assert executed.diamondCut == ((), genesis.address, cut.initCalldata)
    signature = b"genesisUpgrade(address,uint256,uint256,address,bytes,bytes[])"
    assert cut.initCalldata == keccak256(signature)[:4] + encode(
        ["address", "uint256", "uint256", "address", "bytes", "bytes[]"],
        [genesis.address, chain.getters.getChainId(), VERSION, ANY, data, []],
    )


def test_genesis_upgrade__not_manager__reverts(facet, chain_admin):
    with reverts("Unauthorized", chain_admin):
        facet.genesisUpgrade(ANY, ANY, b"", [], sender=chain_admin)


def test_genesis_upgrade__factory_deps__revert(facet, manager):
    with reverts("TooManyFactoryDeps"):
        facet.genesisUpgrade(ANY, ANY, b"", [b"\x01" * 32], sender=manager)


# --- freezing ---


def test_freeze__stops_the_mailbox_only(facet, chain, manager, chain_admin):
    receipt = facet.freezeDiamond(sender=manager)
    assert [e.name for e in facet.events(receipt)] == ["Freeze"]
    assert chain.getters.isDiamondStorageFrozen()
    with reverts("Error", "q1"):
        chain.mailbox.depositsPaused()
    facet.setTokenMultiplier(1, 1, sender=chain_admin)
    assert chain.getters.getAdmin() == chain_admin.address

    receipt = facet.unfreezeDiamond(sender=manager)
    assert [e.name for e in facet.events(receipt)] == ["Unfreeze"]
    assert not chain.mailbox.depositsPaused()


def test_freeze__twice__reverts(facet, manager):
    facet.freezeDiamond(sender=manager)
    with reverts("DiamondAlreadyFrozen"):
        facet.freezeDiamond(sender=manager)


def test_unfreeze__not_frozen__reverts(facet, manager):
    with reverts("DiamondNotFrozen"):
        facet.unfreezeDiamond(sender=manager)


@pytest.mark.parametrize("function", ["freezeDiamond", "unfreezeDiamond"])
def test_freeze__not_manager__reverts(facet, chain_admin, stranger, function):
    for account in (chain_admin, stranger):
        with reverts("Unauthorized", account):
            facet.transact(function, sender=account)
